"""久未核实: objects that nobody confirmed for long, marked as verified many at once."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.states import ObjectState
from app.services.confirmation_list import stale_ids, stale_rows
from app.services.confirmations import mark_confirmed
from app.services.edits import OBJECTS, Edit
from app.services.registry_choices import registry_choices
from app.services.registry_words import SUPERVISION_CLASSES
from app.services.rows.confirmations import StaleRow
from app.services.rows.registry import RegistryChoices
from app.ui.buttons import Kind
from app.ui.chips import Filter
from app.ui.columns import Cell, Column
from app.ui.desk import Desk
from app.ui.fields import DateField
from app.ui.form_dialog import FormDialog, dated
from app.ui.jobs import Lane
from app.ui.pages.registry_object_panel import state_word
from app.ui.pages.registry_ticked import Chosen, Found, TickedPlan, TickedTask

KEY = "stale"
TITLE = "久未核实"


def _state(state: str) -> str | Cell:
    return state if state == ObjectState.NORMAL else Cell(state=state_word(state))


_COLUMNS: tuple[Column[StaleRow], ...] = (
    Column("code", "编号", 84, lambda found: found.code),
    Column("name", "名称", 0, lambda found: found.name),
    Column("town", "所在地", 132, lambda found: found.town),
    Column("class", "监管类别", 76, lambda found: found.supervision_class),
    Column("state", "状态", 104, lambda found: _state(found.state)),
    Column("last", "最近一次核实", 116, lambda found: found.last.isoformat() if found.last else "没有记录"),
)


def _subtitle(months: int) -> str:
    if not months:
        return "设置里没有定核实期限，不列"
    return f"超过 {months} 个月没有核实、检查或变更状态的；月数在“设置”里改"


class StaleTask(TickedTask[StaleRow]):
    """Visits, checks, changes of state and lists of the office confirm by themselves; this is the rest."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            TickedPlan(
                registry=OBJECTS,
                title=TITLE,
                subtitle=_subtitle(desk.office.confirm_months),
                unit="家久未核实",
                columns=_COLUMNS,
                spare=(),
                filters=(
                    Filter("town", "所在地", later=True),
                    Filter("class", "监管类别", SUPERVISION_CLASSES),
                ),
                find=self._find,
                rows=self._read,
                nothing=("没有久未核实的对象", "检查、变更状态、导入名单和标为已核实，都算核实过。"),
            ),
        )
        self.add_act("标为已核实", Kind.ACCENT, self._ask)

    def take_focus(self) -> None:
        """Offer the towns there are, as the page comes to the front."""
        super().take_focus()
        store, year = self._desk.store, self._desk.year

        def offer(choices: RegistryChoices) -> None:
            self.chips.set_choices("town", choices.towns)

        self._desk.jobs.run(self, lambda _progress: registry_choices(store, year), offer, lane=Lane.OTHER)

    def _find(self, chosen: Chosen) -> Found[StaleRow]:
        desk = self._desk
        return Found(stale_ids(desk.store, desk.today(), chosen.get("town", ()), chosen.get("class", ())))

    def _read(self, ids: Sequence[int]) -> Sequence[StaleRow | None]:
        found = stale_rows(self._desk.store, ids)
        return [found.get(row_id) for row_id in ids]

    def _ask(self) -> None:
        ids = self.ticked()
        ConfirmDialog(self, self._desk, ids, f"{len(ids)} 家", self.finished).begin()


class ConfirmDialog(FormDialog):
    """Asks the day on which objects were verified."""

    def __init__(
        self, parent: QWidget, desk: Desk, ids: Sequence[int], who: str, then: Callable[[Edit], object]
    ) -> None:
        words = f"{who}的名称、地址、状态等经核实与名录相符。有变动的，请先修改。"
        super().__init__(parent, desk.jobs, "标为已核实", words, "标为已核实")
        self._desk = desk
        self._ids = ids
        self._then = then
        self.day = DateField("核实日期")
        self.day.set_date(desk.today())
        self.add("day", "核实日期", self.day, self._fault)

    def begin(self) -> None:
        """Open."""

        def prepare() -> Callable[[], Edit]:
            desk, day = self._desk, self.day.day() or self._desk.today()
            return partial(mark_confirmed, desk.store, self._ids, day, desk.act())

        self.ask(prepare, self._then)

    def _fault(self) -> str:
        if fault := dated(self.day)():
            return fault
        day = self.day.day()
        return "日期还没有到，请核对" if day and day > self._desk.today() else ""
