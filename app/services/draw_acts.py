"""What was done to the draws of a year and by whom, as their log says (draw-spec.md §7)."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy.orm import Session

from app.core.periods import DrawKind
from app.core.states import DrawState
from app.models.draw import Draw
from app.sampling import Entry, Freeze, Strike, Substitute, Void
from app.services import draw_log
from app.services.people import names
from app.services.rows.evidence import AttemptRow, ClerkRow

_NO_PROOF: Final = "-"


def _reached(draw: Draw) -> str:
    if draw.state != DrawState.VOID:
        return ""
    if draw.result_digest:
        return DrawState.DRAWN
    return DrawState.SEEDED if draw.seed else DrawState.FROZEN


def _attempt(draw: Draw, entries: Iterable[Entry], known: Mapping[str, str]) -> AttemptRow:
    by = at = reason = second = ""
    for entry in entries:
        if isinstance(entry, Freeze):
            by = known.get(entry.by, entry.by)
        elif isinstance(entry, Void):
            at, reason, second = entry.at, entry.reason, known.get(entry.second, entry.second)
    return AttemptRow(
        draw.title, draw.attempt, draw.state, draw.frozen_at, by, _reached(draw), at, reason, second
    )


@dataclass(slots=True)
class _Acts:
    """What one person did, being counted."""

    freezes: int = 0
    voids: int = 0
    agreed: int = 0
    with_proof: int = 0
    substitutions: int = 0
    reasons: Counter[str] = field(default_factory=Counter)


def _count(acts: Mapping[str, _Acts], entry: Entry) -> None:
    own = acts[entry.by]
    if isinstance(entry, Freeze):
        own.freezes += 1
    elif isinstance(entry, Void):
        own.voids += 1
        acts[entry.second].agreed += 1
    elif isinstance(entry, Strike):
        own.reasons[entry.reason] += 1
        own.with_proof += entry.proof != _NO_PROOF
    elif isinstance(entry, Substitute):
        own.substitutions += 1


def _clerk(name: str, acts: _Acts) -> ClerkRow:
    reasons = "、".join(f"{reason} {times}" for reason, times in acts.reasons.most_common())
    return ClerkRow(
        name,
        acts.freezes,
        acts.voids,
        acts.agreed,
        acts.reasons.total(),
        acts.with_proof,
        reasons,
        acts.substitutions,
    )


def acts_of(session: Session, draws: Sequence[Draw]) -> tuple[tuple[AttemptRow, ...], tuple[ClerkRow, ...]]:
    """Give the attempts in order, and what each person did to any of them, those who struck most first."""
    known = names(session)
    attempts = []
    acts: defaultdict[str, _Acts] = defaultdict(_Acts)
    for draw in draws:
        entries = [entry for _, entry in draw_log.own(session, draw.digest)]
        attempts.append(_attempt(draw, entries, known))
        for entry in entries:
            if draw.kind != DrawKind.COMPANIONS or not isinstance(entry, Strike):  # these are people
                _count(acts, entry)
    clerks = [_clerk(known.get(code, code), found) for code, found in acts.items()]
    return tuple(attempts), tuple(sorted(clerks, key=lambda row: (-row.strikes, -row.voids, row.name)))
