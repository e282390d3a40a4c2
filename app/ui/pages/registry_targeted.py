"""针对性检查 of 名录库: what was checked outside the draw this year, and the panel of one."""

from collections.abc import Callable
from datetime import date

from app.core.states import PUBLIC_WORDINGS
from app.services.rows.targeted import TargetedDetail, TargetedKind, TargetedRow
from app.services.targeted_list import targeted_detail, targeted_ids, targeted_rows
from app.ui.chips import Filter
from app.ui.columns import Column
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.page import Page
from app.ui.pages.registry_section import ListPlan, ListSection
from app.ui.pages.registry_targeted_panel import TargetedPanel
from app.ui.pages.targeted_dialog import RECORD, ask_correct, ask_record, ask_withdraw
from app.ui.tokens import Tone

_NEWEST = ("checked_on", True)
SHOWN = ("checked_on", "kind", "code", "name", "source", "outcome")
FILTERS = (
    Filter("kind", "类型", tuple(map(str, TargetedKind))),
    Filter("outcome", "检查结果", tuple(map(str, PUBLIC_WORDINGS))),
)
COLUMNS: tuple[Column[TargetedRow], ...] = (
    Column("checked_on", "检查日期", 92, lambda found: found.checked_on.isoformat(), sort="checked_on"),
    Column("kind", "类型", 116, lambda found: found.kind, sort="kind"),
    Column("code", "编号", 76, lambda found: found.code, sort="code"),
    Column("name", "检查对象", 0, lambda found: found.name, sort="name"),
    Column("town", "所在地", 116, lambda found: found.town, sort="town"),
    Column("source", "来源", 0, lambda found: found.source),
    Column("officers", "检查人员", 124, lambda found: "、".join(found.officers)),
    Column("outcome", "检查结果", 172, lambda found: found.outcome, sort="outcome"),
    Column("remark", "备注", 140, lambda found: found.remark),
)


class TargetedTab(ListSection[TargetedRow]):
    """The list of a year's checks outside the draw; it opens its own dialogs."""

    def __init__(self, page: Page, desk: Desk) -> None:
        self.details = TargetedPanel()
        plan = ListPlan(
            name="针对性检查",
            unit="次",
            hint="对象名称、拼音、首字母、编号，来源，检查人员",
            columns=COLUMNS,
            filters=FILTERS,
            ids=lambda asked: targeted_ids(desk.store, asked.query(desk.year), asked.chosen),
            rows=lambda wanted: targeted_rows(desk.store, wanted),
            detail=lambda row_id: targeted_detail(desk.store, row_id),
            title_of=lambda found: f"{found.code} {found.kind}",
            shown=SHOWN,
            order=_NEWEST[0],
        )
        super().__init__(page, desk, plan, self.details, _none_yet(desk, self.ask_record))
        self._order = _NEWEST
        self.table.set_order(_NEWEST[0], falling=_NEWEST[1])
        self.opened.connect(self._open)
        self.details.correct_asked.connect(self._ask_correct)
        self.details.withdraw_asked.connect(lambda detail: ask_withdraw(page, desk, detail, desk.written))

    def ask_record(self) -> None:
        """Ask for a check that was made."""
        ask_record(self._page, self._desk, self.recorded)

    def recorded(self, check: int, day: date) -> None:
        """Show a check that was recorded just now, or say in which year it stands."""
        if day.year == self._desk.year:
            self.select_when_shown(check)
        else:
            words = f"检查日期在 {day.year} 年，计入 {day.year} 年度，不在 {self._desk.year} 年度的表里。"
            self._page.banners.show_banner(Tone.BLUE, words, head="已登记")
        self._desk.written()

    def _open(self, row_id: int) -> None:
        desk = self._desk
        if locked := desk.locked():
            self._page.banners.show_banner(Tone.AMBER, f"{locked}。")
            return
        desk.jobs.run(self, lambda _progress: targeted_detail(desk.store, row_id), self._ask_correct)

    def _ask_correct(self, detail: TargetedDetail) -> None:
        ask_correct(self._page, self._desk, detail, lambda: self._corrected(detail.id))

    def _corrected(self, check: int) -> None:
        self.select_when_shown(check)
        self._desk.written()


def _none_yet(desk: Desk, ask: Callable[[], object]) -> EmptyState:
    head = f"{desk.year} 年还没有针对性检查"
    if locked := desk.locked():
        return EmptyState(head, f"{locked}。")
    step = NextStep("plus", RECORD, "投诉举报、上级交办、监测线索等，不经抽取的检查", "登记", ask)
    return EmptyState(head, "登记后计入对象本年的检查次数，不计入次数上限，不影响抽取。", (step,))
