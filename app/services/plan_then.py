"""What was planned for each quarter: one that was drawn keeps the version of the plan it was drawn by."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import Catalogue
from app.core.periods import DrawKind
from app.core.states import DrawState
from app.models.draw import Draw
from app.models.plan import AnnualPlan
from app.services.plan_lines import by_quarter

Counts = tuple[int, int, int, int]
"""家次 of the four quarters."""


def planned_then(session: Session, catalogue: Catalogue, plan: AnnualPlan) -> dict[str, Counts]:
    """Give how many objects each stratum was to take in each quarter, by the code of the stratum.

    ``plan`` is the newest version, which counts for the quarters that were not drawn by another.
    """
    planned = _by_stratum(catalogue, plan)
    for quarter, earlier in _drawn_by(session, plan).items():
        then = _by_stratum(catalogue, earlier)
        for stratum, counts in planned.items():
            planned[stratum] = _with(counts, quarter, then.get(stratum, (0, 0, 0, 0))[quarter - 1])
    return planned


def _by_stratum(catalogue: Catalogue, plan: AnnualPlan) -> dict[str, Counts]:
    known = {stratum.code: stratum for stratum in catalogue.strata}
    return {line.stratum: by_quarter(line, known[line.stratum]) for line in plan.lines}


def _drawn_by(session: Session, plan: AnnualPlan) -> dict[int, AnnualPlan]:
    """Give by quarter the other version of the plan by which it was drawn."""
    statement = (
        select(Draw.quarter, AnnualPlan)
        .join(AnnualPlan, Draw.plan_id == AnnualPlan.id)
        .where(
            Draw.year == plan.year,
            Draw.kind == DrawKind.PLANNED,
            Draw.state != DrawState.VOID,
            AnnualPlan.id != plan.id,
        )
    )
    return {quarter: earlier for quarter, earlier in session.execute(statement)}  # noqa: C416 - rows are no pairs to mypy


def _with(counts: Counts, quarter: int, count: int) -> Counts:
    one, two, three, four = (count if place == quarter else found for place, found in enumerate(counts, 1))
    return one, two, three, four
