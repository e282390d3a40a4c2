"""What becomes of a draw of companions: they join the visits, and who cannot go is followed by the next."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.models.companion import VisitCompanion
from app.models.database import Store
from app.models.draw import Draw
from app.models.registry import Auxiliary, InspectionObject
from app.models.visit import Visit
from app.sampling import Strike, digest
from app.services import draw_log, log
from app.services.companion_preview import item_of
from app.services.companion_visits import OVER, main_of, sent_by, visits_by_unit
from app.services.former_codes import drawn_code
from app.services.people import code_of
from app.services.replayed import replayed
from app.services.rows.companion import Chosen
from app.services.rows.office import Act

_NO_PROOF: Final = "-"
_Sent: TypeAlias = Mapping[int, Mapping[str, VisitCompanion]]
"""Who was sent, by visit and code."""


def send(session: Session, draw: Draw, act: Act) -> int:
    """Let those who were drawn join the visits, inside a transaction, and give how many turns that makes.

    A visit that is over by now is left as it was.
    """
    if sent_by(session, draw):
        raise UserError("本次抽出的随同人员已经派到检查任务。")
    count = settle(session, draw)
    log.record(session, act, "派出随同人员", f"{draw.period}：{count} 人次")
    return count


def settle(session: Session, draw: Draw) -> int:
    """Make who goes along agree with the draw's log, and give the number of turns."""
    people = {person.code: person for person in session.scalars(select(Auxiliary))}
    known = visits_by_unit(session, main_of(session, draw))
    sent: defaultdict[int, dict[str, VisitCompanion]] = defaultdict(dict)
    codes = {person.id: code for code, person in people.items()}
    for companion in sent_by(session, draw):
        sent[companion.visit_id][codes[companion.auxiliary_id]] = companion
    turns = 0
    for stratum in replayed(session, draw).strata:
        visit = _visit(known.get(stratum.code, ()), sent)
        if visit is None:
            continue
        turns += len(stratum.picks)
        for code in sent[visit.id].keys() - set(stratum.picks):
            session.delete(sent[visit.id][code])
        for code in stratum.picks:
            if code not in sent[visit.id]:
                session.add(_companion(visit, people[code], draw))
    session.flush()
    return turns


def strike_companion(store: Store, companion_id: int, reason: str, proof: bytes, act: Act) -> str:
    """Strike one who was drawn and cannot go; give the name of the next in order, or nothing.

    The order never changes, nobody is drawn again (draw-spec.md §5). UserError once the visit is over.
    """
    if not reason.strip():
        raise UserError("剔除要写明原因，例如“当天另有任务”。")
    with store.writing() as session:
        companion = session.get_one(VisitCompanion, companion_id)
        visit = session.get_one(Visit, companion.visit_id)
        if visit.state in OVER:
            raise UserError(f"这次检查{visit.state}，不能再剔除随同人员。")
        if companion.draw_id is None:
            raise UserError("挑选的随同人员不能剔除，请撤回。")
        draw = session.get_one(Draw, companion.draw_id)
        unit = drawn_code(session, visit)
        person = session.get_one(Auxiliary, companion.auxiliary_id)
        before = _names(session, visit)
        entry = Strike(
            draw.digest,
            item_of(unit),
            person.code,
            reason.strip(),
            digest(proof) if proof else _NO_PROOF,
            act.stamp,
            code_of(session, act.by),
        )
        draw_log.add(session, entry, draw.period)
        settle(session, draw)
        log.record(session, act, "剔除随同人员", f"{draw.period} {unit} {person.code}：{reason.strip()}")
        return "、".join(sorted(_names(session, visit) - before))


def _visit(those: Sequence[tuple[Visit, InspectionObject]], sent: _Sent) -> Visit | None:
    """Give the visit that a stratum is about: where they were sent, else the one that is not over."""
    for visit, _ in those:
        if visit.id in sent:
            return visit
    return next((visit for visit, _ in those if visit.state not in OVER), None)


def _companion(visit: Visit, person: Auxiliary, draw: Draw) -> VisitCompanion:
    return VisitCompanion(
        visit_id=visit.id, auxiliary_id=person.id, chosen=Chosen.DRAWN, reason="", draw_id=draw.id
    )


def _names(session: Session, visit: Visit) -> set[str]:
    statement = (
        select(Auxiliary.name)
        .join(VisitCompanion, VisitCompanion.auxiliary_id == Auxiliary.id)
        .where(VisitCompanion.visit_id == visit.id)
    )
    return set(session.scalars(statement))
