"""随同、辅助人员: what the list shows, and the panel of one."""

from PySide6.QtCore import Signal

from app.services.auxiliaries import auxiliary_detail, auxiliary_ids, auxiliary_rows
from app.services.registry_words import SKILLS
from app.services.rows.auxiliary import AuxiliaryKind, AuxiliaryRow, AuxiliaryState
from app.ui.chips import Filter
from app.ui.columns import RIGHT, Cell, Column
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState
from app.ui.page import Page
from app.ui.pages.registry_auxiliary_panel import AuxiliaryPanel
from app.ui.pages.registry_section import ListPlan, ListSection
from app.ui.state_word import grey
from app.ui.theme import px

SHOWN = ("code", "name", "organisation", "kind", "skills", "scope", "visits", "state")
FILTERS = (
    Filter("kind", "类别", tuple(map(str, AuxiliaryKind))),
    Filter("skills", "业务专长", SKILLS),
    Filter("state", "状态", tuple(map(str, AuxiliaryState))),
)
_NARROW = {"skills": 92, "scope": 84}
"""Widths at 150 %: the panel tells these in full, and a name is what a row is found by."""


def _visits(found: AuxiliaryRow) -> Cell:
    return Cell(str(found.visits), "text" if found.visits else "second")


def _state(found: AuxiliaryRow) -> str | Cell:
    return found.state if found.state == AuxiliaryState.READY else Cell(state=grey(found.state))


COLUMNS: tuple[Column[AuxiliaryRow], ...] = (
    Column("code", "编号", 76, lambda found: found.code, sort="code"),
    Column("name", "姓名、名称", 0, lambda found: found.name, sort="name"),
    Column("organisation", "单位、部门", 0, lambda found: found.organisation, sort="organisation"),
    Column("kind", "类别", 96, lambda found: found.kind, sort="kind"),
    Column("skills", "业务专长", 112, lambda found: "、".join(found.skills)),
    Column("scope", "工作范围", 124, lambda found: found.scope),
    Column("phone", "联系电话", 116, lambda found: found.phone),
    Column("visits", "本年随同", 76, _visits, RIGHT, sort="visits"),
    Column("state", "状态", 76, _state, sort="state"),
)


class AuxiliariesTab(ListSection[AuxiliaryRow]):
    """The list of those who may go along; `turn_asked` hands on who is to be retired or restored."""

    turn_asked = Signal(object)

    def __init__(self, page: Page, desk: Desk, empty: EmptyState) -> None:
        self.details = AuxiliaryPanel()
        plan = ListPlan(
            name="随同、辅助人员",
            unit="人",
            hint="姓名、拼音、首字母、编号、单位、工作范围",
            columns=COLUMNS,
            filters=FILTERS,
            ids=lambda asked: auxiliary_ids(desk.store, asked.query(desk.year), asked.chosen),
            rows=lambda wanted: auxiliary_rows(desk.store, wanted, desk.year),
            detail=lambda row_id: auxiliary_detail(desk.store, row_id),
            title_of=lambda found: found.name,
            shown=SHOWN,
            order="code",
        )
        super().__init__(page, desk, plan, self.details, empty)
        self.details.edit_asked.connect(self.opened)
        self.details.turn_asked.connect(self.turn_asked)

    def set_density(self, density: Density) -> None:
        """Let the names have more of the room where there is little."""
        super().set_density(density)
        for place, each in enumerate(COLUMNS):
            if each.key in _NARROW:
                width = _NARROW[each.key] if density is Density.FOLDED else each.width
                self.table.setColumnWidth(place, px(width))
