"""Construction projects, users of radiation and makers of environmental reports of the demonstration.

Dates are such that 1 + 6 + 37 projects stand in row 19 of the annex on any day of January 2024.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from tools.demo.firms import contact, phone
from tools.demo.model import DemoObject, settled
from tools.demo.stream import Stream
from tools.demo.towns import TOWNS

WORKS: Final = (
    "标准厂房项目",
    "公路改建项目",
    "污水管网项目",
    "光伏发电项目",
    "水库工程",
    "养殖场扩建项目",
    "仓储物流项目",
    "农产品加工项目",
    "石材加工项目",
    "民宿集群项目",
    "供水工程",
    "建筑垃圾利用项目",
)
RADIATION_WORKS: Final = ("数字减影装置项目", "输变电工程", "医用直线加速器项目", "工业探伤项目")
CITY, DISTRICT, LATE = 6, 37, 19
RADIATION, OLD_RADIATION = 10, 4
LARGER_USERS: Final = (
    ("芙蓉", "人民医院放射科"),
    ("凤山", "中医医院放射科"),
    ("江口", "中心卫生院放射科"),
    ("火炉", "中心卫生院放射科"),
    ("白马", "工业探伤有限公司"),
    ("平桥", "无损检测有限公司"),
    ("鸭江", "射线装置检修有限公司"),
    ("长坝", "辐照加工厂"),
)
KEY_USERS: Final = 4


class Dates(NamedTuple):
    """Approval, start, completion, operation."""

    approved: date | None
    started: date | None = None
    completed: date | None = None
    operated: date | None = None


def _due(index: int, shift: timedelta) -> Dates:
    """Give dates of a project that stands in row 19: under way, just built, or old but built last year."""
    approved, started = date(2022, 2, 15) + 4 * shift, date(2022, 12, 1) + shift
    completed, operated = date(2023, 4, 1) + shift, date(2023, 6, 1) + shift
    return (
        Dates(approved, started, completed, operated),
        Dates(approved, started),
        Dates(approved, started, completed),
        Dates(date(2020, 8, 10) + shift, date(2021, 3, 1) + shift, completed, operated),
        Dates(approved, started),
    )[index % 5]


def _not_due(index: int, shift: timedelta) -> Dates:
    """Give dates that keep a project out of row 19: in operation too long, not begun, or too old."""
    return (
        Dates(
            date(2022, 1, 4), date(2022, 1, 10) + shift, date(2022, 7, 1) + shift, date(2022, 7, 20) + shift
        ),
        Dates(date(2023, 3, 1) + shift),
        Dates(date(2019, 6, 1) + shift, date(2020, 1, 5), date(2021, 5, 1) + shift, date(2021, 7, 1) + shift),
    )[index % 3]


def _project(name: str, town: str, level: str, dates: Dates, tags: tuple[str, ...]) -> DemoObject:
    stage = "拟建" if dates.started is None else "在建" if dates.completed is None else "已建成"
    return DemoObject(
        name=f"示例{town}{name}",
        kind="建设项目",
        owner=f"示例{town}建设开发有限公司",
        town=town,
        construction=stage,
        tags=tags,
        approval_level=level,
        approved_on=dates.approved,
        started_on=dates.started,
        completed_on=dates.completed,
        operated_on=dates.operated,
    )


def _all_projects() -> Iterator[DemoObject]:
    yield _project("航运枢纽工程", "白马", "部批", _due(1, timedelta(30)), ())
    yield _project("抽水蓄能电站", "后坪", "部批", _not_due(1, timedelta(40)), ())
    for index in range(CITY + DISTRICT + LATE):
        town = TOWNS[(index * 3 + 4) % len(TOWNS)].short
        work = WORKS[(index + index // len(TOWNS)) % len(WORKS)]
        level = "市批" if index < CITY or index >= CITY + DISTRICT + LATE - 2 else "区批"
        dates = _due if index < CITY + DISTRICT else _not_due
        yield _project(work, town, level, dates(index, timedelta(days=(index * 5) % 97)), ())
    for index in range(RADIATION + OLD_RADIATION):
        town = TOWNS[(index * 7 + 1) % len(TOWNS)].short
        year = 2022 if index < RADIATION else 2020  # row 16 counts approvals from 2022 on
        day = date(year, 4, 12) + timedelta(days=index * 31)
        work = RADIATION_WORKS[index % len(RADIATION_WORKS)]
        yield _project(work, town, "市批", Dates(day, day + timedelta(60)), ("辐射类",))


def projects(stream: Stream) -> list[DemoObject]:
    """Give 44 projects of row 19, 20 that are not due, 10 radiation projects of row 16 and 4 older ones."""
    codes = {town.short: stream.credit_code("91") for town in TOWNS}
    return [
        settled(
            replace(thing, uscc=codes[thing.town], contact=contact(stream), phone=phone(stream)),
            thing.town,
            stream,
        )
        for thing in _all_projects()
    ]


def radiation_users(codes: Mapping[str, str], stream: Stream) -> list[DemoObject]:
    """Give 4 key users, 28 others and 2 that are gone; a hospital's own radiology shares its code.

    ``codes`` gives 统一社会信用代码 by name of the firms.
    """
    small = [(town.short, "卫生院放射科") for town in TOWNS]
    things = []
    for index, (town, trade) in enumerate((*LARGER_USERS, *small)):
        name = f"示例{town}{trade}"
        hospital = name.removesuffix("放射科")
        made_here = stream.credit_code("12" if hospital != name else "91")
        thing = DemoObject(
            name=name,
            kind="核技术利用单位",
            uscc=codes.get(hospital, made_here),
            owner=hospital if hospital in codes else "",
            industry_code="8423" if hospital != name else "7452",
            industry_name="乡镇卫生院" if hospital != name else "检测服务",
            tags=("辐射重点" if index < KEY_USERS else "辐射一般",),
            contact=contact(stream),
            phone=phone(stream),
        )
        things.append(settled(thing, town, stream))
    for index, reason in ((14, "射线装置已报废，许可证已注销"), (22, "放射科停用，许可证已注销")):
        things[index] = replace(
            things[index], state="注销", state_since=date(2023, 10, 9), state_reason=reason
        )
    return things


def report_makers(stream: Stream) -> list[DemoObject]:
    """Give 8 makers of environmental reports and 2 that left; half of them sit outside the district."""
    names = ("蓝天", "青山", "碧水", "绿野", "清源", "沃土", "和风", "长林", "远山", "净川")
    makers = []
    for index, name in enumerate(names):
        thing = DemoObject(
            name=f"示例{name}环境科技有限公司",
            kind="环评编制单位",
            uscc=stream.credit_code("91"),
            industry_code="7461",
            industry_name="环境保护监测",
            contact=contact(stream),
            phone=phone(stream),
        )
        makers.append(settled(thing, "凤山" if index % 2 else "", stream))
    makers[8] = replace(makers[8], state="迁出", state_since=date(2023, 2, 17), state_reason="业务转出本市")
    makers[9] = replace(makers[9], state="注销", state_since=date(2023, 12, 4), state_reason="营业执照已注销")
    return makers
