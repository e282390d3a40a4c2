"""What is typed for a visit and not yet handed in; kept for the session while the clerk looks elsewhere."""

from dataclasses import dataclass, field
from datetime import date

from app.core.errors import UserError
from app.core.states import Outcome
from app.services.rows.visit import ItemResult, VisitDetail, VisitEntry
from app.services.visit_items import gravest
from app.ui.fields import read_date

NEEDS_WORDS = (Outcome.CORRECTED, Outcome.CASE)


@dataclass(slots=True)
class ItemDraft:
    """One item: the outcome and what it needs, as typed."""

    outcome: str = ""
    measures: str = ""
    mend_by: str = ""

    def missing(self) -> str:
        """Say what is missing, or nothing."""
        if not self.outcome:
            return "没有结果"
        if self.outcome in NEEDS_WORDS and not self.measures.strip():
            return "没有写明问题"
        return ""


@dataclass(slots=True)
class VisitDraft:
    """One visit: its day as typed and its items by code."""

    day: str
    items: dict[str, ItemDraft]
    touched: bool = field(default=False)

    def wording(self) -> str:
        """Give what the public would read: the gravest of the items."""
        return gravest(item.outcome for item in self.items.values())


def draft_of(detail: VisitDetail, today: date) -> VisitDraft:
    """Begin with what the database holds; a visit without a day gets today's."""
    return VisitDraft(
        (detail.row.finished_on or today).isoformat(),
        {
            item.item: ItemDraft(
                item.outcome, item.measures, item.mend_by.isoformat() if item.mend_by else ""
            )
            for item in detail.items
            if not item.struck_reason
        },
    )


def entry_of(draft: VisitDraft, remark: str) -> VisitEntry:
    """Give what is handed in; UserError where a date is none."""
    day = read_date(draft.day)
    if day is None:
        raise UserError("请填写检查日期。")
    return VisitEntry(
        day,
        {
            code: ItemResult(
                item.outcome,
                item.measures if item.outcome in NEEDS_WORDS else "",
                read_date(item.mend_by) if item.outcome == Outcome.CORRECTED else None,
            )
            for code, item in draft.items.items()
        },
        remark,
    )
