"""检查人员: what the list shows, who can be sent, and the panel of one."""

from collections.abc import Sequence
from datetime import date

from app.services.inspectors import ENDED, ENDING, inspector_detail, inspector_ids, inspector_rows
from app.services.registry_words import INSPECTOR_STATES, SKILLS
from app.services.rows.registry import InspectorRow, RegistryChoices, RegistryQuery
from app.ui.chips import Filter
from app.ui.columns import RIGHT, Cell, Column
from app.ui.desk import Desk
from app.ui.empty import EmptyState
from app.ui.latest import Latest
from app.ui.page import Page
from app.ui.pages.registry_inspector_panel import InspectorPanel, standing_word
from app.ui.pages.registry_section import Asked, ListPlan, ListSection
from app.ui.tokens import Tone

SHOWN = ("code", "name", "department", "skills", "cert", "expiry", "visits", "standing")
FILTERS = (
    Filter("department", "部门", later=True),
    Filter("skills", "业务专长", SKILLS),
    Filter("state", "状态", INSPECTOR_STATES),
    Filter("certificate", "执法证", (ENDING, ENDED)),
)


def columns(today: date) -> tuple[Column[InspectorRow], ...]:
    """Give the columns; a certificate is judged on a day."""

    def standing(found: InspectorRow) -> str | Cell:
        state = standing_word(found.standing, found.cert_expiry, today)
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
            columns=columns(desk.today()),
            filters=FILTERS,
            ids=self._ask,
            rows=self._read,
            title_of=lambda found: found.name,
            order="code",
        )
        super().__init__(page, desk, plan, self.details, empty)
        self.details.lock(desk.locked())
        self.table.show_columns(SHOWN)
        self._detail = Latest(desk.jobs, self)
        self.picked.connect(self._pick)
        self.details.edit_asked.connect(self.opened)
        self.details.asked.connect(lambda ask, detail: ask(page, desk, detail))

    def take_choices(self, choices: RegistryChoices) -> None:
        """Offer the departments there are."""
        self.chips.set_choices("department", choices.departments)

    def _ask(self, asked: Asked) -> Sequence[int]:
        query = RegistryQuery(asked.text, sort=asked.sort, descending=asked.falling, year=self._desk.year)
        return inspector_ids(self._desk.store, query, asked.chosen, self._desk.today())

    def _read(self, wanted: Sequence[int]) -> Sequence[InspectorRow | None]:
        found = inspector_rows(self._desk.store, wanted, self._desk.year, self._desk.today())
        return [found.get(row_id) for row_id in wanted]

    def _pick(self, row_id: int) -> None:
        if not row_id:
            self._detail.drop()
            self.details.show_nothing()
            return
        desk = self._desk
        self._detail.ask(
            lambda: inspector_detail(desk.store, row_id, desk.today(), desk.year), self.details.show_detail
        )
