"""Before freezing: 200 rehearsal seeds, how many cannot be staffed, and why (draw-spec.md §6)."""

from collections.abc import Callable
from typing import Final

from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.periods import DrawKind
from app.models.database import Store
from app.sampling import FIRST_HEAD, REHEARSALS, FrozenInput, Refused, Shortage, parse, rehearse, write
from app.services.draw import NO_SALT, aliases, draft_of, drawn_strata
from app.services.occasions import preview_for
from app.services.office import office_of
from app.services.rows.draw import DrawPreview, Feasibility
from app.services.rows.office import Act

_SECRET: Final = ""
Told = Callable[[int, int], object]
"""Hears how many rehearsals of how many are done; what it raises ends them."""


def unheard(_done: int, _times: int) -> None:
    """Be told of progress by a caller that nobody watches."""


def shortage_words(shortage: Shortage, units: dict[str, str], people: dict[str, str]) -> str:
    """Say a blocking set: 甲、乙、丙三家共需 4 人次，仅李某 1 人可派，最多 2 人次 (draw-spec.md §6)."""
    names = "、".join(people.get(alias, alias) for alias in shortage.inspectors)
    who = f"仅{names} {len(shortage.inspectors)} 人可派" if names else "无人可派"
    return (
        f"{'、'.join(units.get(unit, unit) for unit in shortage.visits)} {len(shortage.visits)} 家"
        f"共需 {shortage.seats_needed} 人次，{who}，最多 {shortage.seats_available} 人次。"
    )


def tried(
    frozen: FrozenInput, units: dict[str, str], people: dict[str, str], times: int, told: Told = unheard
) -> Feasibility:
    """Rehearse a frozen input; names are for the sentence only."""
    failed, why = 0, ""
    for done, outcome in enumerate(rehearse(frozen, times)):
        told(done, times)
        if isinstance(outcome, Shortage):
            failed += 1
            why = why or shortage_words(outcome, units, people)
    return Feasibility(times, failed, why)


def _names(preview: DrawPreview) -> tuple[dict[str, str], dict[str, str]]:
    codes = aliases(preview.inspectors, _SECRET)
    units = {row.code: row.name for stratum in preview.strata for row in stratum.frame}
    return units, {codes[person.id]: person.name for person in preview.inspectors}


def _of_preview(session: Session, preview: DrawPreview, told: Told) -> Feasibility:
    if preview.kind is DrawKind.COMPANIONS:
        drawn_strata(preview)  # says what cannot be frozen
        return Feasibility(0, 0, "")
    office = office_of(session)
    try:
        draft = draft_of(preview, FIRST_HEAD, office.roles, NO_SALT, office.team, _SECRET)
        frozen = parse(write(draft))
    except Refused as refused:
        raise UserError(f"名单不能冻结：{refused.reason}。请按提示修改名录后再试。") from refused
    return tried(frozen, *_names(preview), REHEARSALS, told)


def feasibility(store: Store, period_id: str, act: Act, told: Told = unheard) -> Feasibility:
    """Rehearse a draw with the registry of today; nothing is written."""
    with store.reading() as session:
        return _of_preview(session, preview_for(session, period_id, act.day), told)
