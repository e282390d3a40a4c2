"""Every state of the program and the moves allowed between them (domain.md §2)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar

from app.core.errors import UserError


class PlanState(StrEnum):
    """States of an annual plan."""

    DRAFT = "拟稿"
    SUBMITTED = "送审"
    SIGNED = "已签发"
    REPORTED = "已上报"
    PUBLISHED = "已公示"
    REVISED = "已调整"


class DrawState(StrEnum):
    """States of one attempt at a draw."""

    PREPARING = "准备中"
    FROZEN = "已冻结"
    SEEDED = "已取数"
    DRAWN = "已抽取"
    VOID = "已作废"


class VisitState(StrEnum):
    """States of a visit."""

    UNSTAFFED = "待安排"
    DUE = "待检查"
    RUNNING = "检查中"
    DONE = "已检查"
    CANCELLED = "已取消"


class FindingState(StrEnum):
    """States of the result of a visit."""

    EMPTY = "待录入"
    DISCUSSING = "待会商"
    REVIEWING = "待审核"
    RETURNED = "已退回"
    APPROVING = "待批准"
    READY = "可公开"
    DISCLOSED = "已公开"
    WITHHELD = "不予公开"
    CORRECTED = "已更正"


class ObjectState(StrEnum):
    """States of an inspection object."""

    NORMAL = "正常"
    SUSPENDED = "停产"
    SEASONAL = "季节性停产"
    CLOSED = "关闭"
    DEREGISTERED = "注销"
    MOVED = "迁出"
    UNCONFIRMED = "待核实"


class Outcome(StrEnum):
    """The three public wordings and the internal outcomes (domain.md §5 rule 9)."""

    CLEAN = "未发现问题"
    CORRECTED = "发现问题已责令整改"
    CASE = "发现违法行为已立案调查"
    CLOSED = "已关闭"
    MOVED = "搬迁"
    UNREACHABLE = "无法联系"
    SUSPENDED = "停产"
    NOT_APPLICABLE = "不涉及本事项"
    REFUSED = "不配合检查"


PUBLIC_WORDINGS: Final = (Outcome.CLEAN, Outcome.CORRECTED, Outcome.CASE)
ENDING_REFUSAL: Final = (Outcome.CORRECTED, Outcome.CASE)
STRIKING_OUTCOMES: Final = (Outcome.CLOSED, Outcome.MOVED, Outcome.UNREACHABLE, Outcome.SUSPENDED)
OUT_OF_POPULATION: Final = (
    ObjectState.SUSPENDED,
    ObjectState.CLOSED,
    ObjectState.DEREGISTERED,
    ObjectState.MOVED,
)
GONE: Final = (ObjectState.CLOSED, ObjectState.DEREGISTERED, ObjectState.MOVED)
"""States from which an object hardly ever comes back; what is known of it need not be confirmed."""

PLAN_MOVES: Final[Mapping[PlanState, tuple[PlanState, ...]]] = {
    PlanState.DRAFT: (PlanState.SUBMITTED,),
    PlanState.SUBMITTED: (PlanState.SIGNED, PlanState.DRAFT),
    PlanState.SIGNED: (PlanState.REPORTED, PlanState.REVISED),
    PlanState.REPORTED: (PlanState.PUBLISHED, PlanState.REVISED),
    PlanState.PUBLISHED: (PlanState.REVISED,),
    PlanState.REVISED: (),
}
DRAW_MOVES: Final[Mapping[DrawState, tuple[DrawState, ...]]] = {
    DrawState.PREPARING: (DrawState.FROZEN,),
    DrawState.FROZEN: (DrawState.SEEDED, DrawState.VOID),
    DrawState.SEEDED: (DrawState.DRAWN, DrawState.VOID),
    DrawState.DRAWN: (DrawState.VOID,),
    DrawState.VOID: (),
}
VISIT_MOVES: Final[Mapping[VisitState, tuple[VisitState, ...]]] = {
    VisitState.UNSTAFFED: (VisitState.DUE, VisitState.CANCELLED),
    VisitState.DUE: (VisitState.RUNNING, VisitState.DONE, VisitState.CANCELLED),
    VisitState.RUNNING: (VisitState.DONE, VisitState.CANCELLED),
    VisitState.DONE: (),
    VisitState.CANCELLED: (),
}
FINDING_MOVES: Final[Mapping[FindingState, tuple[FindingState, ...]]] = {
    FindingState.EMPTY: (FindingState.REVIEWING, FindingState.DISCUSSING),
    FindingState.DISCUSSING: (FindingState.REVIEWING,),
    FindingState.REVIEWING: (
        FindingState.RETURNED,
        FindingState.APPROVING,
        FindingState.READY,
        FindingState.WITHHELD,
    ),
    FindingState.RETURNED: (FindingState.REVIEWING,),
    FindingState.APPROVING: (FindingState.READY, FindingState.WITHHELD, FindingState.RETURNED),
    FindingState.READY: (FindingState.DISCLOSED, FindingState.WITHHELD),
    FindingState.DISCLOSED: (FindingState.CORRECTED,),
    FindingState.WITHHELD: (FindingState.READY,),
    FindingState.CORRECTED: (FindingState.DISCLOSED,),
}

S = TypeVar("S", PlanState, DrawState, VisitState, FindingState)


def move(moves: Mapping[S, tuple[S, ...]], now: S, then: S, what: str) -> S:
    """Give ``then`` where the table of moves allows it; UserError says what may follow instead."""
    if then in moves[now]:
        return then
    allowed = "、".join(moves[now]) or "无"
    raise UserError(f"{what}现在是“{now}”，不能变为“{then}”；可以变为：{allowed}。")
