"""登记针对性检查: one check outside the draw, recorded, corrected or withdrawn."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Final

from PySide6.QtWidgets import QWidget

from app.core.errors import UserError
from app.core.states import PUBLIC_WORDINGS
from app.services.rows.targeted import TargetedDetail, TargetedFields, TargetedKind
from app.services.targeted import correct, record, targeted_faults, withdraw
from app.services.targeted_list import objects_offered, officers_offered
from app.ui.desk import Desk
from app.ui.fields import Combo, DateField, TextArea, TextField
from app.ui.form_dialog import FormDialog, dated, filled, words_of
from app.ui.lookup import LookupField, LookupWordsField, offered

RECORD: Final = "登记针对性检查"
_WORDS: Final = "计入这家单位本年的检查次数（其他部门检查单列），不计入次数上限，不影响抽取。"
_KINDS: Final = tuple((str(kind), str(kind)) for kind in TargetedKind)
_OUTCOMES: Final = tuple((str(outcome), str(outcome)) for outcome in PUBLIC_WORDINGS)
_FROM: Final = "例如：工单号、交办文号"
_WHO: Final = "检查部门的全称"
_OTHERS: Final = TargetedKind.OTHER_DEPARTMENT


class TargetedDialog(FormDialog):
    """The form of one check; `begin_record` and `begin_correct` open it."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, verb: str) -> None:
        super().__init__(parent, desk.jobs, title, _WORDS, verb, columns=2)
        self._desk = desk
        store, today = desk.store, desk.today()
        self.object = LookupField(
            "检查对象",
            "名称、拼音、首字母、编号，从列出的里面选",
            desk.jobs,
            lambda words: objects_offered(store, words, today),
        )
        self.kind = Combo("类型", _KINDS)
        self.source = TextField("来源")
        self.day = DateField("检查日期")
        self.officers = LookupWordsField(
            "检查人员",
            "姓名、拼音，几人用、隔开",
            desk.jobs,
            lambda words: officers_offered(store, words),
        )
        self.outcome = Combo("检查结果")
        self.remark = TextField("备注", "可不填")
        for key, field in (
            ("object", self.object),
            ("kind", self.kind),
            ("checked_on", self.day),
            ("source", self.source),
            ("remark", self.remark),
            ("officers", self.officers),
            ("outcome", self.outcome),
        ):
            check = partial(self._fault, key)
            self.add(key, field.accessibleName(), field, check, wide=field is self.object)
        self.kind.currentIndexChanged.connect(lambda _place: self._fit())
        self._fit()

    def begin_record(self, then: Callable[[int, date], object], target: str = "") -> None:
        """Ask for a new check, of an object where one is given; `then` gets its id and day."""
        self.object.setText(target)
        self.day.set_date(self._desk.today())
        store = self._desk.store

        def prepare() -> Callable[[], tuple[int, date]]:
            values, act = self._values(), self._desk.act()
            return lambda: (record(store, values, act), values.checked_on)

        self.ask(prepare, lambda made: then(*made))
        (self.kind if target else self.object).setFocus()

    def begin_correct(self, detail: TargetedDetail, then: Callable[[], object]) -> None:
        """Show what was recorded, to be put right."""
        fields = detail.fields
        self.object.setText(offered(detail.code, detail.name))
        self.kind.set_key(fields.kind)
        self.source.setText(fields.source)
        self.day.set_date(fields.checked_on)
        self.officers.setText("、".join(fields.officers))
        self.outcome.set_key(fields.outcome)
        self.remark.setText(fields.remark)

        def prepare() -> Callable[[], None]:
            return partial(correct, self._desk.store, detail.id, self._values(), self._desk.act())

        self.ask(prepare, lambda _none: then())

    def _fit(self) -> None:
        """Ask for what the kind has: other departments bring no officer of this office, often no result."""
        others = self.kind.key() == _OTHERS
        self.source.setPlaceholderText(_WHO if others else _FROM)
        chosen = self.outcome.key()
        self.outcome.set_choices([("", "没有通报结果" if others else "请选择"), *_OUTCOMES])
        self.outcome.set_key(chosen)

    def _fault(self, key: str) -> str:
        if key == "checked_on" and (words := dated(self.day)()):
            return words
        return targeted_faults(self._values(), self._desk.today()).get(key, "")

    def _values(self) -> TargetedFields:
        try:
            day = self.day.day()
        except UserError:
            day = None  # said under the field itself
        return TargetedFields(
            object=self.object.word(),
            kind=self.kind.key(),
            source=words_of(self.source),
            checked_on=day or self._desk.today(),
            officers=self.officers.words(),
            outcome=self.outcome.key(),
            remark=words_of(self.remark),
        )


def ask_record(
    parent: QWidget, desk: Desk, then: Callable[[int, date], object], target: str = ""
) -> TargetedDialog:
    """Ask for a check that was made; `target` is the object as `offered` gives it."""
    dialog = TargetedDialog(parent, desk, RECORD, "登记")
    dialog.begin_record(then, target)
    return dialog


def ask_correct(
    parent: QWidget, desk: Desk, detail: TargetedDetail, then: Callable[[], object]
) -> TargetedDialog:
    """Ask what was recorded wrongly."""
    dialog = TargetedDialog(parent, desk, f"更正针对性检查：{detail.name}", "保存更正")
    dialog.begin_correct(detail, then)
    return dialog


def ask_withdraw(
    parent: QWidget, desk: Desk, detail: TargetedDetail, then: Callable[[], object]
) -> FormDialog:
    """Ask why a check should not have been recorded."""
    fields = detail.fields
    words = f"{detail.name} {fields.checked_on} 的{fields.kind}不再计入检查次数，操作记录里仍有登记和撤销。"
    dialog = FormDialog(parent, desk.jobs, f"撤销登记：{detail.name}", words, "撤销登记")
    reason = TextArea("原因", 2)
    dialog.add("reason", "原因", reason, filled(reason, "请写明原因，例如：重复登记"))

    def prepare() -> Callable[[], None]:
        return partial(withdraw, desk.store, detail.id, words_of(reason), desk.act())

    dialog.ask(prepare, lambda _none: then())
    return dialog
