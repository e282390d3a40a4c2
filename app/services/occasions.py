"""Every occasion to draw, told by its period id: a quarter of the plan or what is drawn apart."""

from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.periods import period_of
from app.models.database import Store
from app.models.draw import Draw
from app.services import caps
from app.services.catalogue import catalogue_of
from app.services.office import office_of
from app.services.preview import plan_in_force, preview_of
from app.services.rows.draw import DrawPreview
from app.services.rows.office import Act


def preview_for(session: Session, period_id: str, today: date) -> DrawPreview:
    """Give everything of an occasion before freezing; UserError where it cannot be drawn yet."""
    period = period_of(period_id)
    found = preview_of(session, plan_in_force(session, period.year), period, today)
    return replace(found, warnings=(*found.warnings, *_cap_warnings(session, found)))


def _cap_warnings(session: Session, found: DrawPreview) -> tuple[str, ...]:
    catalogue, office = catalogue_of(session, found.year), office_of(session)
    return caps.draw_warnings(session, catalogue, found.strata, office, (found.year, found.quarter))


def title_of(session: Session, period_id: str) -> str:
    """Give the title of an occasion that was drawn: a campaign has one of its own."""
    kept = session.scalars(
        select(Draw.title).where(Draw.period == period_id).order_by(Draw.id.desc())
    ).first()
    return kept or period_of(period_id).title


def preview(store: Store, period_id: str, act: Act) -> DrawPreview:
    """Give everything of an occasion before freezing."""
    with store.reading() as session:
        return preview_for(session, period_id, act.day)
