"""Special draws outside the quarters: made, changed until they are frozen, listed, deleted."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.models.database import Store
from app.models.draw import Campaign, Draw
from app.models.office import Setting
from app.services import log
from app.services.campaign_checks import checked
from app.services.campaign_kept import columns_of, fields_of
from app.services.campaign_periods import campaign_of, campaigns_of, period_of_campaign
from app.services.rows.campaign import CampaignFields, CampaignRow
from app.services.rows.office import Act

_MOST: Final = 99


def make_campaign(store: Store, year: int, fields: CampaignFields, act: Act) -> str:
    """Keep a new campaign and give its period id; a number that was given once is never given again.

    UserError says what is missing or cannot be drawn.
    """
    with store.writing() as session:
        ready = checked(session, year, fields, "", act)
        number = _next_number(session, year)
        campaign = Campaign(year=year, number=number, made_by=act.by, made_at=act.stamp, **columns_of(ready))
        session.add(campaign)
        period = period_of_campaign(campaign)
        log.record(session, act, "新建专项抽取", f"{period} {ready.title}")
        return period


def edit_campaign(store: Store, period_id: str, fields: CampaignFields, act: Act) -> None:
    """Keep what a form says of a campaign; UserError once it was frozen, or where it cannot be drawn."""
    with store.writing() as session:
        campaign = _changeable(session, period_id)
        ready = checked(session, campaign.year, fields, period_id, act)
        for name, value in columns_of(ready).items():
            setattr(campaign, name, value)
        log.record(session, act, "修改专项抽取", f"{period_id} {ready.title}")


def delete_campaign(store: Store, period_id: str, act: Act) -> None:
    """Delete a campaign that was never frozen; what was frozen stays on record."""
    with store.writing() as session:
        campaign = _changeable(session, period_id)
        log.record(session, act, "删除专项抽取", f"{period_id} {campaign.title}")
        session.delete(campaign)


def list_campaigns(store: Store, year: int) -> tuple[CampaignRow, ...]:
    """Give the campaigns of a year by number."""
    with store.reading() as session:
        return tuple(map(_row, campaigns_of(session, year)))


def read_campaign(store: Store, period_id: str) -> CampaignRow:
    """Give one campaign; UserError where there is none."""
    with store.reading() as session:
        return _row(campaign_of(session, period_id))


def _row(campaign: Campaign) -> CampaignRow:
    period = period_of_campaign(campaign)
    return CampaignRow(period, fields_of(campaign), campaign.made_by, campaign.made_at)


def _was_frozen(session: Session, period_id: str) -> bool:
    """Tell whether a campaign, or what is drawn apart of it, was ever frozen, void attempts included."""
    return session.scalars(select(Draw.id).where(Draw.period.startswith(period_id))).first() is not None


def _changeable(session: Session, period_id: str) -> Campaign:
    campaign = campaign_of(session, period_id)
    if _was_frozen(session, period_id):
        raise UserError(
            f"“{campaign.title}”已经冻结过，不能再改动或删除；条件有误的，作废后另建一次专项抽取。"
        )
    return campaign


def _next_number(session: Session, year: int) -> int:
    key = f"campaigns:{year}"
    setting = session.get(Setting, key)
    number = (setting.value if setting and isinstance(setting.value, int) else 0) + 1
    if number > _MOST:
        raise UserError(f"{year} 年的专项抽取已满 {_MOST} 次，不能再建。")
    session.merge(Setting(key=key, value=number))
    return number
