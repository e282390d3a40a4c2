"""检查人员: what the list shows, who can be sent, and the panel of one."""

from collections.abc import Callable
from datetime import date

from app.services.inspectors import ENDED, ENDING, inspector_detail, inspector_ids, inspector_rows
from app.services.officer_standing import EXPIRED, NO_CERTIFICATE, ON_LEAVE, READY
from app.services.registry_words import INSPECTOR_STATES, SKILLS
from app.services.rows.registry import InspectorRow, RegistryChoices
from app.ui.chips import Filter
from app.ui.columns import RIGHT, Cell, Column
from app.ui.desk import Desk
from app.ui.empty import EmptyState
from app.ui.page import Page
from app.ui.pages.registry_inspector_panel import InspectorPanel, standing_word
from app.ui.pages.registry_section import ListPlan, ListSection
from app.ui.tokens import Tone

SHOWN = ("code", "name", "department", "skills", "cert", "expiry", "visits", "standing")
FILTERS = (
    Filter("department", "部门", later=True),
    Filter("skills", "业务专长", SKILLS),
    Filter("state", "状态", INSPECTOR_STATES),
    Filter("certificate", "执法证", (ENDING, ENDED)),
    Filter("standing", "派员", (READY, ON_LEAVE, EXPIRED, NO_CERTIFICATE)),
)


def columns(today: Callable[[], date]) -> tuple[Column[InspectorRow], ...]:
    """Give the columns; a certificate is judged on the day it is looked at, also past midnight."""

    def standing(found: InspectorRow) -> str | Cell:
        state = standing_word(found.standing, found.cert_expiry, today())
        return state.word if state.tone is Tone.GREEN else Cell(state=state)

    return (
        Column("code", "编号", 80, lambda found: found.code, sort="code"),
        Column("name", "姓名", 76, lambda found: found.name, sort="name"),
        Column("department", "部门", 0, lambda found: found.department, sort="department"),
        Column("post", "岗位", 88, lambda found: found.post, sort="post"),
        Column("skills", "业务专长", 128, lambda found: "、".join(found.skills)),
        Column("cert", "执法证号", 108, lambda found: found.cert, sort="cert"),
        Column("expiry", "有效期", 92, _expiry, sort="standing"),
        Column("visits", "本年任务", 76, _visits, RIGHT, sort="visits"),
        Column("standing", "派员", 120, standing),
    )


def _expiry(found: InspectorRow) -> str:
    return found.cert_expiry.isoformat() if found.cert_expiry else ""


def _visits(found: InspectorRow) -> Cell:
    return Cell(str(found.visits), "text" if found.visits else "second")


class InspectorsTab(ListSection[InspectorRow]):
    """The list of inspectors and the panel of one, which opens its own dialogs."""

    def __init__(self, page: Page, desk: Desk, empty: EmptyState) -> None:
        self.details = InspectorPanel(desk.today)
        plan = ListPlan(
            name="检查人员",
            unit="人",
            hint="姓名、拼音、首字母、编号、执法证号、部门",
            columns=columns(desk.today),
            filters=FILTERS,
            ids=lambda asked: inspector_ids(desk.store, asked.query(desk.year), asked.chosen, desk.today()),
            rows=lambda wanted: inspector_rows(desk.store, wanted, desk.year, desk.today()),
            detail=lambda row_id: inspector_detail(desk.store, row_id, desk.today(), desk.year),
            title_of=lambda found: found.name,
            shown=SHOWN,
            order="code",
        )
        super().__init__(page, desk, plan, self.details, empty)
        self.details.edit_asked.connect(self.opened)
        self.details.asked.connect(lambda ask, detail: ask(page, desk, detail))

    def take_choices(self, choices: RegistryChoices) -> None:
        """Offer the departments there are."""
        self.chips.set_choices("department", choices.departments)
