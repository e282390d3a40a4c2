"""What 抽取记录 says: the draw as it was announced, and what changed since (draw-spec.md §8 B)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from app import __version__
from app.core.states import VisitState
from app.core.text import natural_key
from app.documents.content import draw as content
from app.documents.content.draw_words import COMPANIONS
from app.models.draw import Draw
from app.sampling import DrawResult, Staffing, Stratum, counts, ticket
from app.services.chances import chances_by_weight
from app.services.companion_list import companions_of
from app.services.companion_visits import visits_by_unit
from app.services.draw import NO_SALT
from app.services.draw_changes import changes_for
from app.services.draw_names import DrawNames, names_of
from app.services.draw_view import RESERVES_SHOWN, view_of
from app.services.frame import VISITED, VISITED_FOR_OTHERS
from app.services.names_then import objects_then
from app.services.office import office_of
from app.services.replayed import performed
from app.services.rows.draw import DrawView

_BEFORE: Final = "现场取数"
_ANYBODY: Final = "-"


def voided(view: DrawView) -> tuple[content.VoidedAttempt, ...]:
    """Give the void attempts of the period."""
    return tuple(
        content.VoidedAttempt(
            void.attempt, datetime.fromisoformat(void.at), void.reason, void.by, void.second
        )
        for void in view.voids
    )


def sources_of(view: DrawView) -> tuple[str, ...]:
    """Give the source of each role's digits; draws of the first version did not keep it."""
    return view.sources or (_BEFORE,) * len(view.roles)


def left_out(view: DrawView, known: DrawNames) -> tuple[content.ExcludedUnit, ...]:
    """Give who takes no part and why, each once by code; who was visited this year only stands behind."""
    behind = (VISITED, VISITED_FOR_OTHERS)
    reasons = {code: reason for _, code, reason in view.excluded if reason not in behind}
    return tuple(
        content.ExcludedUnit(code, known.unit_name(code), reason) for code, reason in sorted(reasons.items())
    )


def _units(
    known: DrawNames, seed: str, stratum: Stratum, units: Sequence[str], first: int
) -> tuple[content.DrawnUnit, ...]:
    weights = dict(zip(stratum.frame.units, stratum.frame.weights, strict=True))
    return tuple(
        content.DrawnUnit(rank, unit, known.unit_name(unit), ticket(seed, stratum.scope, unit), weights[unit])
        for rank, unit in enumerate(units, first)
    )


def _strata(known: DrawNames, result: DrawResult) -> tuple[content.DrawnStratum, ...]:
    """Give the strata in the order of the list, with their picks as announced and the first reserves."""
    announced = {stratum.key: stratum for stratum in result.strata}
    drawn = []
    for stratum in known.strata():
        found, figures = announced[stratum.key], counts(stratum)
        after = found.order[len(found.picks) :][:RESERVES_SHOWN]
        drawn.append(
            content.DrawnStratum(
                number=known.number(stratum.code).rstrip("abcdefgh"),
                label=known.label(stratum.code),
                population=figures.population,
                visited=figures.visited,
                count=figures.quota,
                picks=_units(known, result.seed, stratum, found.picks, 1),
                reserves=_units(known, result.seed, stratum, after, len(found.picks) + 1),
                chance="" if known.words == COMPANIONS else chances_by_weight(stratum),
            )
        )
    return tuple(drawn)


def _visits(known: DrawNames, result: DrawResult, draw: Draw) -> tuple[content.DrawnVisit, ...]:
    """Give the visits as announced; none where the seats could not be filled."""
    staffing = result.staffing
    if not isinstance(staffing, Staffing):
        return ()
    return tuple(
        content.DrawnVisit(
            order=place,
            code=unit,
            name=known.unit_name(unit),
            items=tuple(sorted(map(known.item_number, result.visits[unit].items), key=natural_key)),
            seats=tuple(
                content.DrawnSeat(alias, known.person(alias), "" if skill == _ANYBODY else skill)
                for alias, skill in zip(staffing.teams[unit], result.visits[unit].seats, strict=True)
            ),
            due=draw.due_on,
        )
        for place, unit in enumerate(staffing.visit_order, 1)
    )


def _aliases(known: DrawNames) -> tuple[content.InspectorAlias, ...]:
    people = sorted(known.person_names().items(), key=lambda pair: natural_key(pair[0]))
    return tuple(content.InspectorAlias(alias, name) for alias, name in people)


def _companions(session: Session, draw: Draw) -> tuple[content.DrawnCompanion, ...]:
    """Give who goes along with the visits of a draw that stand, in visit order."""
    drawn = visits_by_unit(session, draw)
    then = objects_then(session, drawn, draw.frozen_at)
    visits = {
        visit.id: (visit.position, then[code].name)
        for code, those in drawn.items()
        for visit, _ in those
        if visit.state != VisitState.CANCELLED
    }
    found = companions_of(session, visits)
    return tuple(
        content.DrawnCompanion(
            order=position,
            visit=name,
            code=one.code,
            name=one.name,
            organisation=one.organisation,
            kind=one.kind,
            chosen=one.chosen,
            reason=one.reason,
        )
        for visit, (position, name) in sorted(visits.items(), key=lambda pair: pair[1])
        for one in found.get(visit, ())
    )


def record_of(session: Session, draw: Draw) -> content.DrawRecord:
    """Give what 抽取记录 says, inside a session."""
    view, office = view_of(session, draw), office_of(session)
    frozen, result = performed(draw)
    known = names_of(session, draw, frozen)
    return content.DrawRecord(
        office=office.name,
        period=view.title,
        attempt=view.attempt,
        place=view.place,
        reveal=str(view.reveal),
        targeting=view.targeting,
        frozen_at=datetime.fromisoformat(view.frozen_at),
        digits_at=datetime.fromisoformat(view.seeded_at),
        drawn_at=datetime.fromisoformat(view.drawn_at),
        digest=view.digest,
        roles=tuple(
            content.RoleDigits(role.word, role.person, digits, source)
            for role, digits, source in zip(view.roles, view.digits, sources_of(view), strict=True)
        ),
        seed=view.seed,
        salted=view.commitment != NO_SALT,
        strata=_strata(known, result),
        visits=_visits(known, result, draw),
        shortage=view.shortage,
        changes=changes_for(session, draw),
        voided=voided(view),
        excluded=left_out(view, known),
        aliases=_aliases(known),
        result_digest=view.result_digest,
        log_head=view.log_head,
        program_version=__version__,
        watermark=office.watermark,
        companions=_companions(session, draw),
        words=known.words,
    )
