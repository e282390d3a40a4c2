"""The JSON of `rehearse --json` (interfaces.md)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.states import VisitState
from app.models.database import Store
from app.models.draw import Draw
from app.models.visit import Visit
from app.services.catalogue import catalogue_of
from app.services.disclosure_rate import rate_of
from app.services.draw_view import head_of
from app.services.plan_versions import newest
from app.services.plan_view import view_of
from app.services.replayed import performed
from app.services.rows.plan import PlanLineRow
from app.services.visit_items import standing_items


def _row(line: PlanLineRow) -> dict[str, object]:
    return {
        "number": line.number,
        "item": line.item_name,
        "stratum": line.label,
        "population": line.population,
        "per_period": line.per_period,
        "periods": line.periods,
        "computed": line.total,
        "printed": line.printed_count,
        "printed_approx": line.printed_approx,
        "printed_row": line.printed_row,
    }


def _draw(session: Session, draw: Draw, package: str) -> dict[str, object]:
    _, result = performed(draw)
    return {
        "period": draw.period,
        "attempt": draw.attempt,
        "D": draw.digest,
        "K": draw.seed,
        "result_digest": draw.result_digest,
        "log_head": head_of(session, draw),
        "picks": sum(len(stratum.picks) for stratum in result.strata),
        "visits": len(result.visits),
        "seats": sum(len(visit.seats) for visit in result.visits.values()),
        "package": package,
    }


def summary(
    store: Store,
    year: int,
    packages: Mapping[str, str],
    files: Sequence[str],
    seconds: Mapping[str, float],
) -> dict[str, object]:
    """Give what a year came to; paths are relative to the folder of papers."""
    with store.reading() as session:
        catalogue = catalogue_of(session, year)
        plan = newest(session, year)
        lines = view_of(session, plan).lines if plan else ()
        draws = session.scalars(select(Draw).where(Draw.year == year).order_by(Draw.id))
        statement = select(Visit).where(Visit.year == year, Visit.state == VisitState.DONE)
        done = list(session.scalars(statement))
        covered = {item.item for visit in done for item in standing_items(visit)}
        rate = rate_of(session, year)
        due = rate.finished - rate.withheld
        return {
            "items": len(catalogue.items),
            "strata": len(lines),
            "rows": [_row(line) for line in lines],
            "draws": [_draw(session, draw, packages[draw.period]) for draw in draws],
            "visits": len(done),
            "joint_visits": sum(len(standing_items(visit)) > 1 for visit in done),
            "disclosed": rate.disclosed,
            "withheld": rate.withheld,
            "disclosure_rate": str(Fraction(rate.disclosed, due)) if due else None,
            "coverage": f"{len(covered)}/{len(catalogue.items)}",
            "files": sorted(files),
            "seconds": dict(seconds),
        }
