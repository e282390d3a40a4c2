"""The draws of a year by quarter, with the visits each has led to."""

from collections import Counter

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.states import DrawState, VisitState
from app.models.database import Store
from app.models.visit import Visit
from app.services.draw_view import list_draws
from app.services.plan_view import view_of
from app.services.preview import period_id, period_title, plan_in_force
from app.services.rows.draw import DrawRow
from app.services.rows.draw_year import DrawProgress, QuarterDraw

_QUARTERS = (1, 2, 3, 4)


def progress_of(session: Session, draw_id: int) -> DrawProgress:
    """Count the visits of a draw by state, inside a session."""
    statement = select(Visit.state, func.count()).where(Visit.draw_id == draw_id).group_by(Visit.state)
    counts = Counter({state: count for state, count in session.execute(statement)})  # noqa: C416 - rows are no pairs to mypy
    opened, done, cancelled = counts.total(), counts[VisitState.DONE], counts[VisitState.CANCELLED]
    return DrawProgress(opened, opened - done - cancelled, done, cancelled)


def draw_progress(store: Store, draw_id: int) -> DrawProgress:
    """Count the visits of a draw by state."""
    with store.reading() as session:
        return progress_of(session, draw_id)


def _quarter(
    session: Session, year: int, quarter: int, planned: int, draws: tuple[DrawRow, ...]
) -> QuarterDraw:
    own = [draw for draw in draws if draw.period == period_id(year, quarter)]
    standing = next((draw for draw in own if draw.state != DrawState.VOID), None)
    return QuarterDraw(
        quarter=quarter,
        title=period_title(year, quarter),
        planned=planned,
        standing=standing,
        progress=progress_of(session, standing.id) if standing else DrawProgress(),
        void=tuple(draw for draw in own if draw.state == DrawState.VOID),
    )


def year_of_draws(store: Store, year: int) -> tuple[QuarterDraw, ...]:
    """Give the four quarters of a year; UserError where its plan is not signed yet."""
    draws = list_draws(store, year)
    with store.reading() as session:
        planned = view_of(session, plan_in_force(session, year)).quarters
        return tuple(
            _quarter(session, year, quarter, count, draws)
            for quarter, count in zip(_QUARTERS, planned, strict=True)
        )
