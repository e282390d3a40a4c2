"""标识到期: marks that have come to their end or will soon, renewed or taken off many at once."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from app.core.filter import months_before
from app.core.marks import WARN_DAYS
from app.services.edits import OBJECTS, Edit
from app.services.mark_list import WHENS, ending_ids, ending_rows
from app.services.marks import renew_marks, take_marks
from app.services.registry_words import MARKS
from app.services.rows.marks import EndingRow
from app.ui.buttons import Kind
from app.ui.chips import Filter
from app.ui.columns import Cell, Column
from app.ui.desk import Desk
from app.ui.fields import DateField, TextArea
from app.ui.form_dialog import FormDialog, dated, filled, words_of
from app.ui.pages.registry_ticked import Chosen, Found, TickedPlan, TickedTask
from app.ui.state_word import StateWord, amber, red

KEY = "mark-ends"
TITLE = "频次标识到期"
_A_YEAR: Final = 12


def left(days: int) -> StateWord:
    """Say how long a mark still counts."""
    if days < 0:
        return red(f"已到期 {-days} 天")
    return amber("今天到期" if days == 0 else f"还有 {days} 天")


_COLUMNS: tuple[Column[EndingRow], ...] = (
    Column("code", "编号", 84, lambda found: found.code),
    Column("name", "名称", 208, lambda found: found.name),
    Column("town", "所在地", 112, lambda found: found.town),
    Column("mark", "标识", 104, lambda found: found.mark),
    Column("source", "来源", 0, lambda found: found.source),
    Column("given", "认定日期", 92, lambda found: found.given_on.isoformat() if found.given_on else ""),
    Column("until", "有效至", 92, lambda found: found.expires_on.isoformat()),
    Column("left", "时限", 124, lambda found: Cell(state=left(found.days))),
)


class MarkEndsTask(TickedTask[EndingRow]):
    """A mark that has come to its end raises or lowers nothing any more; here it goes or is renewed."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            TickedPlan(
                registry=OBJECTS,
                title=TITLE,
                subtitle=f"已到期和 {WARN_DAYS} 天内到期的；到期的不再影响权重",
                unit="个标识",
                columns=_COLUMNS,
                spare=("town", "given"),
                filters=(Filter("when", "时限", WHENS), Filter("mark", "标识", MARKS)),
                find=self._find,
                rows=self._read,
                nothing=("没有到期的频次标识", f"{WARN_DAYS} 天内要到期的也没有。"),
            ),
        )
        self.add_act("摘除标识", Kind.PLAIN, self._ask_to_take)
        self.add_act("续期", Kind.ACCENT, self._ask_to_renew)

    def _find(self, chosen: Chosen) -> Found[EndingRow]:
        desk = self._desk
        return Found(ending_ids(desk.store, desk.today(), chosen.get("when", ()), chosen.get("mark", ())))

    def _read(self, ids: Sequence[int]) -> Sequence[EndingRow | None]:
        found = ending_rows(self._desk.store, ids, self._desk.today())
        return [found.get(row_id) for row_id in ids]

    def _ask_to_take(self) -> None:
        TakeDialog(self, self._desk, self.ticked(), self.finished).begin()

    def _ask_to_renew(self) -> None:
        RenewDialog(self, self._desk, self.ticked(), self.finished).begin()


class TakeDialog(FormDialog):
    """Takes the ticked marks off, for one reason."""

    def __init__(
        self, parent: MarkEndsTask, desk: Desk, notes: Sequence[int], then: Callable[[Edit], object]
    ) -> None:
        words = f"{len(notes)} 个标识从对象上摘除，变更记录写明原因。"
        super().__init__(parent, desk.jobs, "摘除标识", words, "摘除标识")
        self._desk = desk
        self._notes = notes
        self._then = then
        self.reason = TextArea("原因", 2)
        self.add("reason", "原因", self.reason, filled(self.reason, "请写明原因，例如：整改已完成，经复核"))

    def begin(self) -> None:
        """Open."""

        def prepare() -> Callable[[], Edit]:
            desk = self._desk
            return partial(take_marks, desk.store, self._notes, words_of(self.reason), desk.act())

        self.ask(prepare, self._then)


class RenewDialog(FormDialog):
    """Lets the ticked marks count until a later day; a year from today is offered."""

    def __init__(
        self, parent: MarkEndsTask, desk: Desk, notes: Sequence[int], then: Callable[[Edit], object]
    ) -> None:
        words = f"{len(notes)} 个标识的有效期改到新的日期，已经更晚的不动。"
        super().__init__(parent, desk.jobs, "续期", words, "续期")
        self._desk = desk
        self._notes = notes
        self._then = then
        self.until = DateField("有效至")
        self.until.set_date(months_before(desk.today(), -_A_YEAR))
        self.reason = TextArea("原因", 2)
        self.add("until", "有效至", self.until, dated(self.until))
        self.add("reason", "原因", self.reason, filled(self.reason, "请写明原因，例如：整改尚未完成"))

    def begin(self) -> None:
        """Open."""

        def prepare() -> Callable[[], Edit]:
            desk, until = self._desk, self.until.day() or self._desk.today()
            return partial(renew_marks, desk.store, self._notes, until, words_of(self.reason), desk.act())

        self.ask(prepare, self._then)
