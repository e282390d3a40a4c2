"""Campaigns over the demonstration registry, for the tests that draw them."""

from datetime import date
from fractions import Fraction
from typing import Final

from app.core.filter import OneOf
from app.core.targeting import InspectorConditions, Targeting
from app.services import campaigns, draw
from app.services.office import Store
from app.services.rows.campaign import CampaignFields, CampaignLine
from tests.stages import DIGITS, YEAR, act

DAY: Final = act("2024-04-10")
PERIOD: Final = "2024D01"
TOWNS: Final = OneOf("town", ("白马镇", "江口镇", "平桥镇"))
WATER: Final = Targeting(
    objects=(TOWNS,),
    inspectors=InspectorConditions(years=3, skills=("水", "执法")),
    reason="示环办〔2024〕5号",
    reserved_reason="汛期前集中检查沿江乡镇",
)
BY_COUNT: Final = CampaignLine("2024-15b", None, 3)
BY_RATIO: Final = CampaignLine("2024-04", Fraction(1, 4))
TARGETED: Final = CampaignFields("沿江乡镇排污单位专项抽查", date(2024, 5, 31), (BY_COUNT, BY_RATIO), WATER)
UNTARGETED: Final = CampaignFields(
    "油库加油站专项抽查",
    date(2024, 6, 30),
    (CampaignLine("2024-04", Fraction(1, 10)),),
    Targeting(reason="示区环办函〔2024〕16号"),
)


def made(store: Store, fields: CampaignFields = TARGETED) -> str:
    """Keep a campaign on the tenth of April."""
    return campaigns.make_campaign(store, YEAR, fields, DAY)


def drawn(store: Store, period: str = PERIOD, salt: str = "-") -> int:
    """Freeze and draw an occasion on the tenth of April."""
    draw_id = draw.freeze(store, period, salt, "代号的次序", DAY)
    draw.take_digits(store, draw_id, DIGITS, DAY)
    draw.perform(store, draw_id, DAY)
    return draw_id
