"""What the demonstration knows of an object, and how its common fields are filled."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from tools.demo.stream import Stream
from tools.demo.towns import BY_SHORT, place_near

SPECIAL_GRADES: Final = ("警示", "不良")
KEY_TAGS: Final = ("土壤污染重点监管", "危险废物经营")


@dataclass(frozen=True)
class DemoObject:
    """One row of the registry; the fields are those of domain.md §4 in the order of the file."""

    name: str
    kind: str
    uscc: str = ""
    owner: str = ""
    supervision_class: str = "一般"
    permit_class: str = "无"
    permit_number: str = ""
    credit_grade: str = "未评价"
    credit_score: int | None = None
    industry_code: str = ""
    industry_name: str = ""
    town: str = ""
    address: str = ""
    longitude: float | None = None
    latitude: float | None = None
    construction: str = "已建成"
    discharge_type: str = ""
    scale: str = ""
    cycle: str = ""
    monitoring: str = ""
    weather_grade: str = ""
    tags: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    contact: str = ""
    phone: str = ""
    approval_level: str = ""
    approved_on: date | None = None
    started_on: date | None = None
    completed_on: date | None = None
    operated_on: date | None = None
    waste_tonnes: float | None = None
    state: str = "正常"
    state_since: date | None = None
    state_reason: str = ""


def class_of(thing: DemoObject) -> str:
    """Give 监管类别 by the rule of domain.md §4."""
    if "违法记录" in thing.marks or thing.credit_grade in SPECIAL_GRADES:
        return "特殊"
    if thing.permit_class == "重点管理" or any(tag in thing.tags for tag in KEY_TAGS):
        return "重点"
    return "一般"


def settled(thing: DemoObject, short: str, stream: Stream) -> DemoObject:
    """Place an object in a town and give it its class; ``short`` is empty for a firm outside the district."""
    thing = replace(thing, supervision_class=class_of(thing))
    if not short:
        return replace(thing, address="区外示例路1号")
    town = BY_SHORT[short]
    longitude, latitude = place_near(town, stream)
    address = f"{town.name}示例路{stream.below(300) + 1}号"
    return replace(thing, town=town.name, address=address, longitude=longitude, latitude=latitude)
