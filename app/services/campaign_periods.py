"""The campaigns of a year and the periods they are drawn in."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.periods import DrawKind, Period, period_of
from app.models.draw import Campaign


def campaigns_of(session: Session, year: int) -> list[Campaign]:
    """Give the campaigns of a year by number, inside a session."""
    return list(session.scalars(select(Campaign).where(Campaign.year == year).order_by(Campaign.number)))


def campaign_of(session: Session, period_id: str) -> Campaign:
    """Give the campaign of a period id, also for what is drawn apart of it; UserError where there is none."""
    period = period_of(period_id)
    statement = select(Campaign).where(Campaign.year == period.year, Campaign.number == period.campaign)
    campaign = session.scalars(statement).first()
    if campaign is None:
        raise UserError(f"没有编号为 {period_id} 的专项抽取，请刷新列表后再试。")
    return campaign


def period_of_campaign(campaign: Campaign) -> str:
    """Give the period id of a campaign: 2024D01."""
    return Period(campaign.year, 0, campaign.number, DrawKind.CAMPAIGN).id
