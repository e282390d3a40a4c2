"""Who goes along with visits, as lists and papers say it; apart from the draw, so that lists load none."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.companion import VisitCompanion
from app.models.draw import Draw
from app.models.registry import Auxiliary
from app.services.rows.companion import CompanionRow


def companions_of(session: Session, visits: Collection[int]) -> dict[int, tuple[CompanionRow, ...]]:
    """Give who goes along with each of the visits that have anybody, inside a session."""
    statement = (
        select(VisitCompanion, Auxiliary, Draw)
        .join(Auxiliary, VisitCompanion.auxiliary_id == Auxiliary.id)
        .outerjoin(Draw, VisitCompanion.draw_id == Draw.id)
        .where(VisitCompanion.visit_id.in_(visits))
        .order_by(VisitCompanion.id)
    )
    found: dict[int, list[CompanionRow]] = {}
    for companion, person, draw in session.execute(statement):
        found.setdefault(companion.visit_id, []).append(_row(companion, person, draw))
    return {visit: tuple(rows) for visit, rows in found.items()}


def _row(companion: VisitCompanion, person: Auxiliary, draw: Draw | None) -> CompanionRow:
    drawn = f"第{draw.attempt}次抽取" if draw else ""
    return CompanionRow(
        id=companion.id,
        auxiliary=person.id,
        code=person.code,
        name=person.name,
        organisation=person.organisation,
        kind=person.kind,
        chosen=companion.chosen,
        reason=companion.reason or drawn,
    )
