"""A campaign before freezing: its strata narrowed by its conditions, and the inspectors who meet them."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from app.core.periods import DrawKind, Period
from app.models.draw import Campaign
from app.services.campaign_kept import fields_of
from app.services.campaign_periods import campaign_of
from app.services.campaign_reach import fitting, narrowed
from app.services.catalogue import catalogue_of
from app.services.frame import LAST_QUARTER, frame_of
from app.services.past_visits import past_visits
from app.services.plan_versions import plan_in_force
from app.services.preview import attempts_of, due_of, item_and_stratum, parted, sent, warnings_of
from app.services.rows.draw import DrawPreview, LineRule

_PER: Final = "本次"
_MONTHS_IN_A_QUARTER: Final = 3


def campaign_title(campaign: Campaign, period: Period) -> str:
    """Give the title of a campaign's draw; one that is drawn apart or rehearsed says so."""
    apart = "（涉密）" if period.kind is DrawKind.WITHHELD else ""
    return f"{campaign.title}{apart}{f'（{period.mark}）' if period.mark else ''}"


def rules_of_campaign(campaign: Campaign) -> Mapping[str, LineRule]:
    """Give how many each stratum of a campaign takes, by code; typed counts rest on its reason."""
    fields = fields_of(campaign)
    return {
        line.stratum: LineRule(
            _PER,
            line.ratio,
            None if line.ratio is not None else line.count,
            fields.targeting.reason,
        )
        for line in fields.lines
    }


def campaign_preview(session: Session, period: Period, today: date) -> DrawPreview:
    """Give everything of a campaign before freezing, inside a session.

    UserError where there is no such campaign, or no signed plan of its year to draw under.
    """
    campaign = campaign_of(session, period.id)
    plan = plan_in_force(session, campaign.year)
    catalogue = catalogue_of(session, campaign.year)
    targeting = fields_of(campaign).targeting
    past = past_visits(session, campaign.year)
    whole = []
    for code, rule in rules_of_campaign(campaign).items():
        item, stratum = item_and_stratum(catalogue, code)
        asked = narrowed(stratum, targeting.objects)
        whole.append(due_of(item, asked, rule, frame_of(session, item, asked, past, today)))
    strata = parted(whole, period.kind)
    people, recusals = sent(session, strata, campaign.year, today)
    chosen = fitting(session, people, targeting.inspectors, today)
    ids = {person.id for person in chosen}
    return DrawPreview(
        kind=period.kind,
        plan=plan.id,
        year=campaign.year,
        quarter=_quarter(campaign.year, today),
        period=period.id,
        title=campaign_title(campaign, period),
        attempt=attempts_of(session, period.id) + 1,
        due_on=campaign.due_on,
        strata=strata,
        inspectors=chosen,
        recusals=tuple(recusal for recusal in recusals if recusal[0] in ids),
        warnings=warnings_of(strata),
        targeting=targeting.words,
    )


def _quarter(year: int, today: date) -> int:
    """Give the quarter of a day, the nearest one of the year where it lies outside."""
    if today.year != year:
        return 1 if today.year < year else LAST_QUARTER
    return (today.month - 1) // _MONTHS_IN_A_QUARTER + 1
