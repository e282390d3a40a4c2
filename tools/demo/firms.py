"""排污单位 of the demonstration, from firms.csv: those under 重点 and 简化管理, and the others."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from tools.demo.model import DemoObject, settled
from tools.demo.stream import Stream

TABLE: Final = Path(__file__).with_name("firms.csv")
PUBLIC: Final = ("医院", "卫生院", "殡仪馆", "填埋场")
AIR: Final = ("涉气重点", "油库加油站")
GRADES: Final = ((100, "诚信"), (80, "良好"), (60, "警示"), (0, "不良"))


def firms(stream: Stream) -> list[DemoObject]:
    """Give all 排污单位 of the demonstration."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [_firm(row, stream) for row in csv.DictReader(file)]


def _firm(row: Mapping[str, str], stream: Stream) -> DemoObject:
    permit = row["排污许可"]
    code = stream.credit_code("12" if row["名称"].endswith(PUBLIC) else "91")
    score = int(row["信用分"]) if row["信用分"] else None
    thing = DemoObject(
        name=f"示例{row['所在地']}{row['名称']}",
        kind="排污单位",
        uscc=code,
        permit_class=permit,
        permit_number=permit_number(code, permit),
        credit_grade=grade_of(score),
        credit_score=score,
        industry_code=row["行业代码"],
        industry_name=row["行业名称"],
        tags=tuple(filter(None, row["标签"].split("、"))),
        marks=tuple(filter(None, row["频次标识"].split("、"))),
        waste_tonnes=float(row["危险废物"]) if row["危险废物"] else None,
        state=row["状态"] or "正常",
        state_since=date.fromisoformat(row["状态日期"]) if row["状态日期"] else None,
        state_reason=row["状态原因"],
    )
    return settled(_with_facets(thing, stream), row["所在地"], stream)


def permit_number(code: str, permit: str) -> str:
    """Give a permit number of the usual form: the firm's code and a running number."""
    return {"无": "", "登记管理": f"{code}001X"}.get(permit, f"{code}001P")


def grade_of(score: int | None) -> str:
    """Give the credit grade of a score (domain.md §4)."""
    if score is None:
        return "未评价"
    return next(
        grade for least, grade in ((100, "诚信"), (80, "良好"), (60, "警示"), (0, "不良")) if score >= least
    )


def _with_facets(thing: DemoObject, stream: Stream) -> DemoObject:
    watched = thing.permit_class == "重点管理"
    airs = any(tag in thing.tags for tag in AIR)
    discharges = [word for word, is_so in (("废水", "涉水重点" in thing.tags), ("废气", airs)) if is_so]
    return replace(
        thing,
        discharge_type="、".join(discharges) or "固体废物",
        scale=stream.pick(("大型", "中型") if watched else ("中型", "小型")),
        cycle="季节性生产" if thing.state == "季节性停产" else stream.pick(("连续生产", "间歇生产")),
        monitoring="自动监控" if watched else stream.pick(("手工监测", "视频监控")),
        weather_grade=stream.pick(("B级", "C级", "D级")) if airs else "不参评",
        contact=contact(stream),
        phone=phone(stream),
    )


def contact(stream: Stream) -> str:
    """Give a name that says it is nobody's."""
    return stream.pick("陈李王杨刘罗谭冉") + "例" + stream.pick("成安宁和明清")


def phone(stream: Stream) -> str:
    """Give a number nobody has: no exchange begins with 0."""
    return f"023-0000{stream.below(10_000):04}"
