"""Three ways in which offices write down their inspectors, made by code from one truth."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from tests.intake.dialects import Grid, Written, spelt
from tests.intake.files import Value

_NAMES: Final = ("黄例安", "周例远", "郑例衡", "冯例正", "吴例宁", "陈例平")
_SKILLS: Final = (("水",), ("大气", "执法"), ("危废", "固废"), ("辐射",), (), ("土壤", "生态"))


def people() -> list[dict[str, object]]:
    """Give what is true of some inspectors; the fifth has no 执法证."""
    return [_person(number, name) for number, name in enumerate(_NAMES)]


def _person(number: int, name: str) -> dict[str, object]:
    certified = number != 4
    return {
        "name": name,
        "department": ("执法支队", "水科", "大气科")[number % 3],
        "post": ("执法员", "科员")[number % 2],
        "areas": (("示例镇", "例河乡"), ())[number % 2],
        "service_start": date(2012, 7, 1) + timedelta(days=400 * number),
        "cert": f"示例{number + 1:08d}" if certified else "",
        "cert_expiry": date(2027, 6, 30) + timedelta(days=31 * number) if certified else None,
        "skills": _SKILLS[number],
        "state": ("在岗", "请假")[number == 3],
    }


def _words(value: object, mark: str) -> str:
    assert isinstance(value, tuple)
    return mark.join(value)


def _day(value: object, way: int) -> Value:
    return spelt(value, way) if isinstance(value, date) else ""


def personnel_roll(persons: Sequence[Mapping[str, object]]) -> Written:
    """As a personnel department keeps them."""
    head: list[Value] = ["序号", "姓名", "性别", "所在科室", "职务", "参加工作时间", "在岗情况", "专业特长"]
    rows: Grid = [
        [
            n + 1,
            str(p["name"]),
            "男",
            str(p["department"]),
            str(p["post"]),
            _day(p["service_start"], n),
            str(p["state"]).replace("在岗", "在编在岗").replace("请假", "病假"),
            _words(p["skills"], "，"),
        ]
        for n, p in enumerate(persons)
    ]
    title: Grid = [["示例区生态环境局干部职工花名册"], ["截至2024年1月5日"]]
    carried = ("name", "department", "post", "service_start", "state", "skills")
    return Written([*title, head, *rows], carried, len(persons), ((0, 0, 0, 7),), ("序号", "性别"))


def certificate_list(persons: Sequence[Mapping[str, object]]) -> Written:
    """As the list of those who hold an 执法证: two rows of headings, totals, breaks."""
    groups: list[Value] = ["序号", "执法人员", None, "行政执法证", None, "负责\n区域"]
    head: list[Value] = [None, "姓名", "工作单位", "编号", "有效期至", None]
    rows: Grid = [
        [
            n + 1,
            str(p["name"]),
            str(p["department"]),
            str(p["cert"]) or "无",
            _day(p["cert_expiry"], n + 3) or "/",
            _words(p["areas"], "、") or "全区",
        ]
        for n, p in enumerate(persons)
    ]
    tail: Grid = [["合计", f"{len(persons)}人"], [], []]
    carried = ("name", "department", "cert", "cert_expiry", "areas")
    merges = ((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 1, 5))
    return Written([groups, head, *rows, *tail], carried, len(persons), merges, ("序号",))


def supervision_people(persons: Sequence[Mapping[str, object]]) -> Written:
    """As a supervision platform gives its template, its columns from the right."""
    head: list[Value] = [
        "*执法人员姓名（必填）",
        "*所属部门（必填）",
        "执法证件号码",
        "证件有效期截止日期",
        "业务专长（多个用、隔开）",
        "人员状态[在岗/请假/调离]",
    ]
    rows: Grid = [
        [
            str(p["name"]),
            str(p["department"]),
            str(p["cert"]),
            _day(p["cert_expiry"], n + 1),
            _words(p["skills"], "；"),
            str(p["state"]),
        ]
        for n, p in enumerate(persons)
    ]
    carried = ("name", "department", "cert", "cert_expiry", "skills", "state")
    return Written([row[::-1] for row in [head, *rows]], carried, len(persons))


PEOPLE_DIALECTS: Final[Mapping[str, Callable[[Sequence[Mapping[str, object]]], Written]]] = {
    "personnel roll": personnel_roll,
    "certificate list": certificate_list,
    "supervision platform": supervision_people,
}
