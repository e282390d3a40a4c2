"""What is asked about one inspector or several: leave, training, a new certificate, the mark of a year."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.errors import UserError
from app.services.appraisals import appraise
from app.services.certificates import renew
from app.services.edits import Edit
from app.services.leave import add_leave, change_leave, remove_leave
from app.services.rows.personnel import AppraisalRow, LeaveRow, Mark, TrainingRow
from app.services.rows.registry import InspectorDetail
from app.services.trainings import add_training, hours_fault, remove_training
from app.ui import choosers
from app.ui.desk import Desk
from app.ui.fields import DateField, NumberField, TextArea, TextField
from app.ui.form_dialog import Check, FormDialog, dated, filled, words_of
from app.ui.form_values import complete

Then = Callable[[Edit | None], object]
Asked = Callable[[QWidget, Desk, InspectorDetail], object]
"""What a panel hands on: asks something of the inspector it shows."""


def _day(field: DateField, otherwise: date) -> date:
    return field.day() or otherwise


def _hours(field: NumberField) -> Check:
    def check() -> str:
        try:
            return hours_fault(field.number())
        except UserError as error:
            return str(error)

    return check


class LeaveDialog(FormDialog):
    """Days away, both ends included: new ones, or other days for a leave that is kept."""

    def __init__(self, parent: QWidget, desk: Desk, detail: InspectorDetail, kept: LeaveRow | None) -> None:
        verb = "修改请假" if kept else "登记请假"
        words = f"{detail.fields.name}（{detail.code}）请假期间不列入冻结的名单，换人时轮空。"
        super().__init__(parent, desk.jobs, verb, words, verb)
        self._desk = desk
        self._detail = detail
        self._kept = kept
        self.first, self.last = DateField("起日"), DateField("止日")
        self.reason = TextField("事由", "例如：公休、病假、产假、外出培训")
        self.first.set_date(kept.first_day if kept else desk.today())
        self.last.set_date(kept.last_day if kept else None)
        self.reason.setText(kept.reason if kept else "")
        self.add("first", "起日（含）", self.first, dated(self.first))
        self.add("last", "止日（含）", self.last, self._check_last)
        self.add("reason", "事由", self.reason)

    def begin(self) -> None:
        """Open; afterwards every page learns of it."""

        def prepare() -> Callable[[], Edit | None]:
            desk, today = self._desk, self._desk.today()
            days = (_day(self.first, today), _day(self.last, today))
            why, act = words_of(self.reason), desk.act()
            if self._kept:
                return partial(change_leave, desk.store, self._kept.id, days, why, act)
            return partial(add_leave, desk.store, self._detail.id, days, why, act)

        self.ask(prepare, self._desk.keep)

    def _check_last(self) -> str:
        if fault := dated(self.last)():
            return fault
        try:
            first, last = self.first.day(), self.last.day()
        except UserError:
            return ""  # said at the first day
        return "止日早于起日" if first and last and last < first else ""


def ask_leave(parent: QWidget, desk: Desk, detail: InspectorDetail) -> None:
    """Ask for days away."""
    LeaveDialog(parent, desk, detail, None).begin()


def ask_other_days(kept: LeaveRow, parent: QWidget, desk: Desk, detail: InspectorDetail) -> None:
    """Ask for other days of a leave."""
    LeaveDialog(parent, desk, detail, kept).begin()


def ask_remove_leave(kept: LeaveRow, parent: QWidget, desk: Desk, detail: InspectorDetail) -> None:
    """Ask before a leave is removed."""
    words = f"删除{detail.fields.name}（{detail.code}）{kept.first_day} 至 {kept.last_day} 的请假。"
    _confirm(parent, desk, "删除请假", words, partial(remove_leave, desk.store, kept.id))


class TrainingDialog(FormDialog):
    """One training of all who took part."""

    def __init__(self, parent: QWidget, desk: Desk, people: Sequence[int], who: str, then: Then) -> None:
        super().__init__(parent, desk.jobs, "登记培训", f"参加人员：{who}。", "登记培训")
        self._desk = desk
        self._people = people
        self._then = then
        self.day = DateField("培训日期")
        self.day.set_date(desk.today())
        self.subject = TextField("培训内容", "例如：行政执法程序与文书")
        self.hours = NumberField("学时", whole=False)
        self.hours.setPlaceholderText("不清楚的留空")
        self.add("day", "培训日期", self.day, dated(self.day))
        self.add("subject", "培训内容", self.subject, filled(self.subject, "请填写培训内容"))
        self.add("hours", "学时", self.hours, _hours(self.hours))

    def begin(self) -> None:
        """Open."""

        def prepare() -> Callable[[], Edit]:
            desk = self._desk
            day, hours = _day(self.day, desk.today()), self.hours.number()
            subject, act = words_of(self.subject), desk.act()
            return partial(add_training, desk.store, self._people, day, subject, hours, act)

        self.ask(prepare, self._then)
        self.subject.setFocus()


def ask_training(parent: QWidget, desk: Desk, detail: InspectorDetail) -> None:
    """Ask for a training of one inspector."""
    who = f"{detail.fields.name}（{detail.code}）"
    TrainingDialog(parent, desk, [detail.id], who, desk.keep).begin()


def ask_remove_training(kept: TrainingRow, parent: QWidget, desk: Desk, detail: InspectorDetail) -> None:
    """Ask before a training is removed."""
    words = f"删除{detail.fields.name}（{detail.code}）{kept.held_on} 的培训“{kept.subject}”。"
    _confirm(parent, desk, "删除培训", words, partial(remove_training, desk.store, kept.id))


class RenewDialog(FormDialog):
    """The last day of new certificates; the number is asked where it is one person's."""

    def __init__(
        self, parent: QWidget, desk: Desk, people: Sequence[int], who: str, number: str, then: Then
    ) -> None:
        super().__init__(parent, desk.jobs, "换证", f"{who}的新执法证。", "换证")
        self._desk = desk
        self._people = people
        self._then = then
        self.number = TextField("执法证号")
        self.number.setText(number)
        self.expiry = DateField("有效期至")
        if len(people) == 1:
            self.add("number", "执法证号", self.number, filled(self.number, "请填写执法证号"))
        self.add("expiry", "有效期至", self.expiry, self._check)

    def begin(self) -> None:
        """Open."""

        def prepare() -> Callable[[], Edit | None]:
            desk = self._desk
            number = words_of(self.number) if len(self._people) == 1 else ""
            expiry, act = _day(self.expiry, desk.today()), desk.act()
            return partial(renew, desk.store, self._people, number, expiry, act)

        self.ask(prepare, self._then)
        self.expiry.setFocus()

    def _check(self) -> str:
        if fault := dated(self.expiry)():
            return fault
        day = self.expiry.day()
        return "这一天已过，请核对新证" if day and day < self._desk.today() else ""


def ask_renew(parent: QWidget, desk: Desk, detail: InspectorDetail) -> None:
    """Ask for the new certificate of one inspector."""
    who = f"{detail.fields.name}（{detail.code}）"
    RenewDialog(parent, desk, [detail.id], who, detail.fields.cert, desk.keep).begin()


class MarkDialog(FormDialog):
    """The mark of a year for one or for many; an empty one takes it back."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        people: Sequence[int],
        who: str,
        kept: AppraisalRow | None,
        then: Then,
    ) -> None:
        words = f"{who}，{desk.year} 年度；等次留空就是取消。"
        super().__init__(parent, desk.jobs, "登记考核等次", words, "登记等次")
        self._desk = desk
        self._people = people
        self._then = then
        self.mark = complete(TextField("考核等次", "、".join(Mark)), tuple(map(str, Mark)))
        self.note = TextArea("说明", 2)
        if kept is not None:
            self.mark.setText(kept.mark)
            self.note.setPlainText(kept.note)
        self.add("mark", "考核等次", self.mark)
        self.add("note", "说明", self.note)

    def begin(self) -> None:
        """Open."""

        def prepare() -> Callable[[], Edit | None]:
            desk = self._desk
            mark, note, act = words_of(self.mark), words_of(self.note), desk.act()
            return partial(appraise, desk.store, self._people, desk.year, mark, note, act)

        self.ask(prepare, self._then)


def ask_mark(parent: QWidget, desk: Desk, detail: InspectorDetail) -> None:
    """Ask for the mark of one inspector in the desk's year."""
    who = f"{detail.fields.name}（{detail.code}）"
    kept = next((row for row in detail.appraisals if row.year == desk.year), None)
    MarkDialog(parent, desk, [detail.id], who, kept, desk.keep).begin()


def _confirm(parent: QWidget, desk: Desk, verb: str, words: str, work: Callable[..., Edit]) -> None:
    def act() -> None:
        done = partial(work, desk.act())
        desk.jobs.run(parent, lambda _progress: done(), desk.keep, doing="正在保存")

    choosers.confirm(parent, verb, words, verb, act)
