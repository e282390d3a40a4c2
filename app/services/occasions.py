"""Every occasion to draw, told by its period id: a quarter of the plan, a campaign or what is drawn apart."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.periods import DrawKind, period_of
from app.models.database import Store
from app.models.draw import Draw
from app.models.plan import AnnualPlan
from app.services import caps
from app.services.campaign_periods import campaign_of
from app.services.campaign_preview import campaign_preview, campaign_title, rules_of_campaign
from app.services.catalogue import catalogue_of
from app.services.companion_preview import companion_preview, companion_title
from app.services.office import office_of
from app.services.plan_versions import plan_in_force
from app.services.preview import preview_of, rules_of_quarter
from app.services.rows.draw import DrawPreview, LineRule
from app.services.rows.office import Act
from app.services.staff_ahead import staff_warnings


def preview_for(session: Session, period_id: str, today: date) -> DrawPreview:
    """Give everything of an occasion before freezing; UserError where it cannot be drawn yet."""
    period = period_of(period_id)
    if period.kind is DrawKind.COMPANIONS:
        return companion_preview(session, period)
    if period.campaign:
        found = campaign_preview(session, period, today)
    else:
        found = preview_of(session, plan_in_force(session, period.year), period, today)
    ahead = staff_warnings(session, found.inspectors, today, found.due_on)
    return replace(found, warnings=(*found.warnings, *_cap_warnings(session, found), *ahead))


def _cap_warnings(session: Session, found: DrawPreview) -> tuple[str, ...]:
    catalogue, office = catalogue_of(session, found.year), office_of(session)
    return caps.draw_warnings(session, catalogue, found.strata, office, (found.year, found.quarter))


def rules_of(session: Session, draw: Draw) -> Mapping[str, LineRule]:
    """Give by stratum how many the lines a draw rests on take: those of its plan, or the campaign's own."""
    period = period_of(draw.period)
    if period.campaign:
        return rules_of_campaign(campaign_of(session, draw.period))
    plan = session.get_one(AnnualPlan, draw.plan_id)
    return rules_of_quarter(catalogue_of(session, draw.year), plan, period.quarter)


def title_of(session: Session, period_id: str) -> str:
    """Give the title of an occasion, as it was drawn; a campaign has one of its own."""
    kept = session.scalars(
        select(Draw.title).where(Draw.period == period_id).order_by(Draw.id.desc())
    ).first()
    period = period_of(period_id)
    if kept is None and period.kind is DrawKind.COMPANIONS:
        return companion_title(session, period)
    if kept is None and period.campaign:
        return campaign_title(campaign_of(session, period_id), period)
    return kept or period.title


def preview(store: Store, period_id: str, act: Act) -> DrawPreview:
    """Give everything of an occasion before freezing."""
    with store.reading() as session:
        return preview_for(session, period_id, act.day)
