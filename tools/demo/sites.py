"""Sewage plants, water sources, reserves, plots and other places of the demonstration."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from tools.demo.firms import contact, permit_number, phone
from tools.demo.model import DemoObject, settled
from tools.demo.stream import Stream
from tools.demo.towns import TOWNS

OPERATOR: Final = "示例区排水有限公司"
PLACES: Final = tuple(Path(__file__).with_name("places.txt").read_text(encoding="utf-8").split())
RESERVES: Final = ("森林公园", "湿地公园", "地质公园", "自然保护区", "风景名胜区")
FORMER: Final = ("化肥厂", "砖瓦厂", "农机站", "加油站", "丝厂", "煤场", "客运站", "粮站")


def sewage_plants(stream: Stream) -> list[DemoObject]:
    """Give 1 city, 2 industrial and 23 township plants, 1 closed, and 3 that no row of the annex names.

    The township plants are sites of one operator: the same code under different names.
    """
    code = stream.credit_code("91")

    def plant(town: str, trade: str, tag: str, permit: str, number: str = "") -> DemoObject:
        return settled(
            DemoObject(
                name=f"示例{town}{trade}",
                kind="污水处理厂",
                uscc=code,
                owner=OPERATOR,
                permit_class=permit,
                permit_number=number or permit_number(code, permit),
                industry_code="4620",
                industry_name="污水处理及其再生利用",
                discharge_type="废水",
                scale="大型" if permit == "重点管理" else "小型",
                cycle="连续生产",
                monitoring="手工监测" if permit == "无" else "自动监控",
                tags=(tag,) if tag else (),
                contact=contact(stream),
                phone=phone(stream),
            ),
            town,
            stream,
        )

    towns = [town.short for town in TOWNS[2:]]
    plants = [
        plant("凤山", "城市污水处理厂", "城市污水处理厂", "重点管理"),
        plant("白马", "工业园污水处理厂", "工业聚集区污水处理厂", "简化管理", f"{code}002P"),
        plant("长坝", "工业园污水处理厂", "工业聚集区污水处理厂", "简化管理", f"{code}003P"),
        *(plant(town, "乡镇污水处理厂", "乡镇污水处理厂", "无") for town in towns),
        *(plant(town, "景区污水处理站", "", "无") for town in ("仙女山", "芙蓉", "黄莺")),
    ]
    closed = replace(
        plants[3 + towns.index("大洞河")],
        state="关闭",
        state_since=date(2023, 7, 14),
        state_reason="污水并入相邻乡镇污水处理厂",
    )
    return [closed if each.name == closed.name else each for each in plants]


def _water_source(town: str, place: str, tag: str, stream: Stream) -> DemoObject:
    water = stream.pick(("水库", "山坪塘", "溪沟", "泉"))
    thing = DemoObject(
        name=f"示例{town}{place}{water}水源地",
        kind="饮用水水源地",
        owner=f"示例{town}供水站",
        discharge_type="无",
        tags=(tag,),
        contact=contact(stream),
    )
    return settled(thing, town, stream)


def water_sources(stream: Stream) -> list[DemoObject]:
    """Give 2 city, 7 larger and 39 township sources, and one closed larger and township one."""
    larger = ("凤山", "芙蓉", "仙女山", "白马", "江口", "火炉", "鸭江", "平桥", "桐梓", "长坝")
    smaller = [TOWNS[(index * 3 + 3) % len(TOWNS)].short for index in range(40)]
    tags = ("城市水源地",) * 2 + ("千吨万人水源地",) * 8 + ("乡镇水源地",) * 40
    sources = [
        _water_source(town, place, tag, stream)
        for town, place, tag in zip((*larger, *smaller), PLACES, tags, strict=True)
    ]
    for index, reason in (
        (9, "改由城市管网供水，水源地已撤销"),
        (49, "改由千吨万人水源地供水，水源地已撤销"),
    ):
        sources[index] = replace(
            sources[index], state="关闭", state_since=date(2023, 5, 31), state_reason=reason
        )
    return sources


def rural_facilities(stream: Stream) -> list[DemoObject]:
    """Give 46 village facilities and two that stand still or are gone."""
    facilities = []
    for index in range(48):
        town, place = TOWNS[(index * 5 + 2) % len(TOWNS)].short, PLACES[(index * 7 + 5) % len(PLACES)]
        thing = DemoObject(
            name=f"示例{town}{place}村污水处理站",
            kind="农村污水设施",
            owner=f"示例{town}人民政府",
            discharge_type="废水",
            scale="小型",
            cycle="连续生产",
            contact=contact(stream),
        )
        facilities.append(settled(thing, town, stream))
    facilities[20] = replace(
        facilities[20], state="停产", state_since=date(2023, 11, 3), state_reason="管网改造，设施停运"
    )
    facilities[41] = replace(
        facilities[41], state="关闭", state_since=date(2023, 4, 20), state_reason="村民集中搬迁，设施已拆除"
    )
    return facilities


def reserves(stream: Stream) -> list[DemoObject]:
    """Give the 10 reserves the plan prints."""
    towns = ("仙女山", "白马", "火炉", "江口", "黄莺", "后坪", "大洞河", "桐梓", "芙蓉", "接龙")
    return [
        settled(
            DemoObject(
                name=f"示例{town}{RESERVES[index % len(RESERVES)]}",
                kind="自然保护地",
                owner="示例区林业局",
                discharge_type="无",
                contact=contact(stream),
            ),
            town,
            stream,
        )
        for index, town in enumerate(towns)
    ]


def plots(stream: Stream) -> list[DemoObject]:
    """Give 14 plots that change their use, and one that is off the list."""

    def plot(index: int, town: str) -> DemoObject:
        thing = DemoObject(
            name=f"示例{town}原{FORMER[index % len(FORMER)]}地块",
            kind="地块",
            owner=f"示例{town}土地整治中心",
            uscc=stream.credit_code("12"),
            construction="未开工",
            contact=contact(stream),
            phone=phone(stream),
        )
        return settled(thing, town, stream)

    things = [plot(index, town.short) for index, town in enumerate(TOWNS[:15])]
    things[14] = replace(
        things[14], state="注销", state_since=date(2023, 9, 8), state_reason="规划调整，不再变更为住宅用地"
    )
    return things


def _small(town: str, trade: tuple[str, str, str], stream: Stream) -> DemoObject:
    name, industry, industry_name = trade
    code = stream.credit_code("92")
    registered = name in {"汽车维修服务部", "口腔诊所", "洗车场"}
    permit = "登记管理" if registered else "无"
    return settled(
        DemoObject(
            name=f"示例{town}{name}",
            kind="其他",
            uscc=code,
            permit_class=permit,
            permit_number=permit_number(code, permit),
            industry_code=industry,
            industry_name=industry_name,
            scale="小型",
            cycle="间歇生产",
            contact=contact(stream),
            phone=phone(stream),
        ),
        town,
        stream,
    )


def small_places(stream: Stream) -> Iterator[DemoObject]:
    """Give 3 listed shale-gas platforms and some 70 small places under no line of the annex."""
    for town in ("土地", "和顺", "平桥"):
        platform = DemoObject(
            name=f"示例{town}页岩气平台",
            kind="其他",
            uscc=stream.credit_code("91"),
            owner="示例页岩气勘探有限公司",
            industry_code="0721",
            industry_name="陆地天然气开采",
            discharge_type="固体废物",
            tags=("页岩气",),
            contact=contact(stream),
            phone=phone(stream),
        )
        yield settled(platform, town, stream)
    trades = (
        ("汽车维修服务部", "8111", "汽车修理与维护"),
        ("洗车场", "8119", "汽车维护服务"),
        ("口腔诊所", "8425", "门诊部（所）"),
    )
    for name, towns in zip(trades, (TOWNS, TOWNS[:22], TOWNS[4:]), strict=True):
        yield from _in_towns(name, [town.short for town in towns], stream)


def _in_towns(trade: tuple[str, str, str], towns: Sequence[str], stream: Stream) -> Iterator[DemoObject]:
    for town in towns:
        yield _small(town, trade, stream)
