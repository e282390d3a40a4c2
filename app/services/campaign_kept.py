"""A campaign as the table keeps it, and as the rest of the program knows it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.filter import Filter, Renaming, asks_for, reworded
from app.core.filter_data import parse_filter, to_data
from app.core.targeting import InspectorConditions, Targeting
from app.models.draw import Campaign
from app.services.rows.campaign import CampaignFields, CampaignLine

_TOWN: Final = "town"
"""The field of objects whose words are also the areas that a campaign asks of people."""


def fields_of(campaign: Campaign) -> CampaignFields:
    """Read a kept campaign."""
    return CampaignFields(
        title=campaign.title,
        due_on=campaign.due_on,
        lines=tuple(_line(*map(str, line)) for line in campaign.lines),
        targeting=Targeting(
            objects=_objects(campaign),
            inspectors=_inspectors(campaign.inspector_filter),
            reason=campaign.reason,
            reserved_reason=str(campaign.object_filter.get("reserved_reason", "")),
        ),
    )


def campaigns_asking(session: Session, field: str, word: str) -> tuple[str, ...]:
    """Name the campaigns of all years whose conditions ask for a word of a field, a town also of people."""
    return tuple(
        campaign.title
        for campaign in session.scalars(select(Campaign).order_by(Campaign.year, Campaign.number))
        if asks_for(_objects(campaign), field, word) or (field == _TOWN and word in _areas(campaign))
    )


def reword_campaigns(session: Session, renaming: Renaming) -> None:
    """Let the campaigns ask for the new name where they asked for the word; what was frozen keeps it."""
    word, new = renaming.word, renaming.new
    for campaign in session.scalars(select(Campaign)):
        objects = _objects(campaign)
        if (after := reworded(objects, renaming)) != objects:
            campaign.object_filter = {**campaign.object_filter, "conditions": to_data(after)}
        if renaming.field == _TOWN and word in (areas := _areas(campaign)):
            renamed = list(dict.fromkeys(new if area == word else area for area in areas))
            campaign.inspector_filter = {**campaign.inspector_filter, "areas": renamed}


def _objects(campaign: Campaign) -> Filter:
    found: Any = campaign.object_filter.get("conditions", ())
    return parse_filter(found)


def _areas(campaign: Campaign) -> tuple[str, ...]:
    found: Any = campaign.inspector_filter.get("areas", ())
    return tuple(found)


def _line(stratum: str, number: str, denominator: str) -> CampaignLine:
    if int(denominator):
        return CampaignLine(stratum, Fraction(int(number), int(denominator)))
    return CampaignLine(stratum, None, int(number))


def _inspectors(kept: Mapping[str, Any]) -> InspectorConditions:
    words = {name: tuple(kept.get(name, ())) for name in ("areas", "skills", "posts")}
    return InspectorConditions(years=kept.get("years", 0), **words)


def columns_of(fields: CampaignFields) -> dict[str, object]:
    """Give a campaign as the table keeps it; both filters are empty for an untargeted one."""
    asked, people = fields.targeting, fields.targeting.inspectors
    objects: dict[str, object] = {}
    if asked.objects:
        objects["conditions"] = to_data(asked.objects)
    if asked.reserved_reason:
        objects["reserved_reason"] = asked.reserved_reason
    inspectors = {
        "areas": list(people.areas),
        "years": people.years,
        "skills": list(people.skills),
        "posts": list(people.posts),
    }
    return {
        "title": fields.title,
        "reason": asked.reason,
        "due_on": fields.due_on,
        "lines": [
            [line.stratum, line.ratio.numerator, line.ratio.denominator]
            if line.ratio is not None
            else [line.stratum, line.count, 0]
            for line in fields.lines
        ],
        "object_filter": objects,
        "inspector_filter": {name: value for name, value in inspectors.items() if value},
    }
