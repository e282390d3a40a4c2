"""State words of visits, and which visits stand under which chip."""

from collections.abc import Callable
from datetime import date

from app.core.pinyin import spell
from app.core.states import FindingState, VisitState
from app.services.rows.visit import VisitRow
from app.ui.state_word import StateWord, amber, blue, green, grey, noted, red, waiting

OPEN = (VisitState.UNSTAFFED, VisitState.DUE, VisitState.RUNNING)
_REVIEWED = (FindingState.REVIEWING, FindingState.APPROVING, FindingState.DISCUSSING)
FILTERS: dict[str, Callable[[VisitRow], bool]] = {
    "未完成": lambda row: row.state in OPEN,
    "待审核": lambda row: row.state == VisitState.DONE and row.finding_state in _REVIEWED,
    "已退回": lambda row: row.state == VisitState.DONE and row.finding_state == FindingState.RETURNED,
    "已检查": lambda row: row.state == VisitState.DONE,
    "已取消": lambda row: row.state == VisitState.CANCELLED,
}
_FINDINGS: dict[str, Callable[[str], StateWord]] = {
    FindingState.REVIEWING: amber,
    FindingState.APPROVING: amber,
    FindingState.DISCUSSING: amber,
    FindingState.RETURNED: red,
    FindingState.READY: noted,
    FindingState.DISCLOSED: green,
    FindingState.CORRECTED: green,
    FindingState.WITHHELD: grey,
}


def state_of(row: VisitRow, today: date) -> StateWord:
    """Say where a visit stands in one word."""
    if row.state == VisitState.DONE:
        return _FINDINGS.get(row.finding_state, green)(row.finding_state)
    if row.state == VisitState.CANCELLED:
        return waiting(row.state)
    if row.due_on < today:
        return red("逾期")
    if row.state == VisitState.UNSTAFFED:
        return amber(row.state)
    return blue(row.state) if row.state == VisitState.RUNNING else waiting(row.state)


def matches(row: VisitRow, text: str) -> bool:
    """Whether a visit answers to a search: object by name, pinyin, initials or code; people; item number."""
    wanted = text.strip().lower()
    if not wanted:
        return True
    if wanted in row.name.lower() or wanted in row.code.lower() or wanted in row.items:
        return True
    if any(wanted in name for name in row.team):
        return True
    return wanted.isascii() and any(wanted in spelt for spelt in spell(row.name))
