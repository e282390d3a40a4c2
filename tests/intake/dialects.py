"""Eleven ways in which offices write down the same objects, made by code from one truth, never copied."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from tests.intake.files import Value, code

Grid = list[list[Value]]
Merge = tuple[int, int, int, int]
"""First row, first column, last row, last column, counted from 0."""

_EXCEL_DAY: Final = date(1899, 12, 30)
_TOWNS: Final = ("示例镇", "例山街道", "例河乡")
_PERMITS: Final = ("重点管理", "简化管理", "登记管理", "无")
_GRADES: Final = (("诚信", 103), ("良好", 88), ("警示", 66), ("不良", 41))
_INDUSTRIES: Final = (("2614", "有机化学原料制造"), ("3011", "水泥制造"), ("4620", "污水处理及其再生利用"))
_SPOKEN: Final = {"正常": "在营", "停产": "停业"}
_STATES: Final = ("正常", "停产", "季节性停产", "待核实")


@dataclass(frozen=True)
class Written:
    """One dialect on its sheet: what stands there, and where the truth is in it."""

    rows: Grid
    fields: tuple[str, ...]
    """The fields of an object that it carries."""
    data: int
    """How many rows are data."""
    merges: tuple[Merge, ...] = ()
    ignored: tuple[str, ...] = ()
    """Headings that are nothing to a registry."""
    choices: Mapping[str, str] = field(default_factory=dict)
    """What a clerk has to correct by hand, at most two."""


def firm(number: int) -> dict[str, object]:
    """Give the truth about firm ``number``."""
    grade, score = _GRADES[number % 4]
    industry, words = _INDUSTRIES[number % 3]
    permit = _PERMITS[number % 4]
    return {
        "name": f"示例{'甲乙丙丁戊己庚辛壬癸'[number % 10]}{number}化工有限公司",
        "uscc": code(number + 1),
        "owner": f"示例第{number}控股有限公司",
        "supervision_class": ("一般", "重点", "特殊")[number % 3],
        "permit_class": permit,
        "permit_number": "" if permit == "无" else f"{code(number + 1)}001V",
        "credit_grade": grade,
        "credit_score": score,
        "industry_code": industry,
        "industry_name": words,
        "town": _TOWNS[number // 3 % 3],
        "address": f"示例大道{number + 1}号",
        "longitude": round(107.5 + number / 64, 6),
        "latitude": round(29.25 + number / 128, 6),
        "weather_grade": "ABCD"[number % 4],
        "contact": "黄例安",
        "phone": f"000-0000{number:04d}",
        "monitoring": ("自动监控", "手工监测")[number % 2],
        "approval_level": ("部批", "市批", "区批")[number % 3],
        "approved_on": date(2022, 1, 28) + timedelta(days=37 * number),
        "completed_on": date(2023, 3, 1) + timedelta(days=29 * number),
        "operated_on": date(2023, 9, 30) + timedelta(days=17 * number),
        "waste_tonnes": 12.5 + number,
        "state": _STATES[number % 4],
        "tags": ("涉水重点", "危险废物经营") if number % 2 else (),
    }


def truth(count: int = 9) -> list[dict[str, object]]:
    """Give what is true of some firms."""
    return [firm(number) for number in range(count)]


def sixty(degrees: float, marks: str = "°′″") -> str:
    """Write decimal degrees as degrees, minutes and seconds, to a ten-thousandth of a second."""
    whole, minutes, seconds = split(degrees)
    return f"{whole}{marks[0]}{minutes:02d}{marks[1]}{seconds:07.4f}{marks[2]}"


def split(degrees: object) -> tuple[int, int, float]:
    """Give degrees, minutes and seconds apart."""
    seconds = round(float(str(degrees)) * 3600, 4)
    minutes, seconds = divmod(seconds, 60)
    whole, minutes = divmod(int(minutes), 60)
    return whole, minutes, round(seconds, 4)


def spelt(day: date, way: int) -> Value:
    """Write a day in one of the spellings of an office, or as the number that Excel keeps."""
    ways: tuple[Value, ...] = (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        f"{day:%Y%m%d}",
        (day - _EXCEL_DAY).days,
        str((day - _EXCEL_DAY).days),
    )
    return ways[way % len(ways)]


def wide(words: str) -> str:
    """Write letters, digits and brackets as wide as Chinese characters."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in words)


def _columns(
    firms: Sequence[Mapping[str, object]], *columns: tuple[str, Callable[[int, Mapping[str, object]], Value]]
) -> Grid:
    head: list[Value] = [heading for heading, _ in columns]
    return [head, *([cell(place, one) for _, cell in columns] for place, one in enumerate(firms))]


def _plain(key: str) -> Callable[[int, Mapping[str, object]], Value]:
    def cell(_place: int, one: Mapping[str, object]) -> Value:
        value = one[key]
        assert value is None or isinstance(value, str | int | float | date)
        return value

    return cell


def _number(place: int, _one: Mapping[str, object]) -> Value:
    return place + 1


def permit_platform(firms: Sequence[Mapping[str, object]]) -> Written:
    """As a permit platform lists its holders."""
    rows = _columns(
        firms,
        ("序号", _number),
        ("省/直辖市", lambda _n, _f: "示例市"),
        ("区县", lambda _n, _f: "示例区"),
        ("许可证编号", _plain("permit_number")),
        ("排污单位名称", _plain("name")),
        ("统一社会信用代码/组织机构代码", _plain("uscc")),
        ("生产经营场所地址", _plain("address")),
        ("生产经营场所中心经度", lambda _n, f: sixty(float(str(f["longitude"])))),
        ("生产经营场所中心纬度", lambda _n, f: sixty(float(str(f["latitude"])))),
        ("行业类别", _plain("industry_name")),
        ("排污许可证管理类别", lambda _n, f: str(f["permit_class"]).replace("无", "未纳入")),
        ("发证日期", lambda n, _f: spelt(date(2023, 5, 1), n)),
        ("有效期限", lambda _n, _f: "2023-05-01 至 2028-04-30"),
        ("发证机关", lambda _n, _f: "示例区生态环境局"),
    )
    carried = ("name", "uscc", "permit_number", "permit_class", "address", "longitude", "latitude")
    left = ("序号", "省/直辖市", "区县", "发证日期", "有效期限", "发证机关")
    return Written(rows, (*carried, "industry_name"), len(firms), ignored=left)


def credit_results(firms: Sequence[Mapping[str, object]]) -> Written:
    """As the results of the yearly credit evaluation are handed down."""
    rows = _columns(
        firms,
        ("序号", _number),
        ("参评企业名称", _plain("name")),
        ("社会信用代码（18位）", _plain("uscc")),
        ("所属镇街", _plain("town")),
        ("参评年度", lambda _n, _f: 2023),
        ("评价得分", _plain("credit_score")),
        ("评价等级", lambda _n, f: f"环保{f['credit_grade']}企业"),
        ("联系人", _plain("contact")),
        ("联系电话", _plain("phone")),
    )
    title: Grid = [["2023年度企业环境信用评价结果"], [None] * 9]
    carried = ("name", "uscc", "town", "credit_score", "credit_grade", "contact", "phone")
    return Written([*title, *rows], carried, len(firms), ((0, 0, 0, 8),), ("序号", "参评年度"))


def source_census(firms: Sequence[Mapping[str, object]]) -> Written:
    """As a census of pollution sources writes them down."""
    rows = _columns(
        firms,
        ("普查小区代码", lambda n, _f: f"000000{n:06d}"),
        ("单位详细名称", _plain("name")),
        ("统一社会信用代码（尚未领取的填原组织机构代码）", _plain("uscc")),
        ("乡（镇、街道）", _plain("town")),
        ("详细地址（街、村、门牌号）", _plain("address")),
        ("企业地理坐标：经度", lambda _n, f: sixty(float(str(f["longitude"])), "度分秒")),
        ("企业地理坐标：纬度", lambda _n, f: sixty(float(str(f["latitude"])), "度分秒")),
        ("行业代码", _plain("industry_code")),
        ("行业名称", _plain("industry_name")),
        ("运行状态", _plain("state")),
        ("法定代表人", lambda _n, _f: "吴例宁"),
        ("联系人", _plain("contact")),
        ("电话号码", _plain("phone")),
    )
    carried = ("name", "uscc", "town", "address", "longitude", "latitude", "industry_code", "industry_name")
    return Written(
        rows, (*carried, "state", "contact", "phone"), len(firms), ignored=("普查小区代码", "法定代表人")
    )


def made_by_hand(firms: Sequence[Mapping[str, object]]) -> Written:
    """As somebody in the office keeps them: titles, towns merged downwards, totals, a blank tail."""
    title: Grid = [
        ["示例区生态环境局重点监管企业台账（2024年）"],
        ["填报单位：示例区生态环境局", None, None, None, "单位：家"],
    ]
    body = _columns(
        firms,
        ("序 号", _number),
        ("所 属 乡 镇", lambda n, f: str(f["town"]) if n % 3 == 0 else None),
        ("企　业　名　称", _plain("name")),
        ("社会信用\n代码", _plain("uscc")),
        ("监管\n类别", lambda _n, f: f"{f['supervision_class']}监管"),
        ("备 注", lambda _n, _f: None),
    )
    tail: Grid = [["合计", None, f"{len(firms)}家"], ["审核人：郑例衡", None, None, "日期：2024.1.5"], [], []]
    top = len(title) + 1
    towns = tuple((top + n, 1, min(top + n + 2, top + len(firms) - 1), 1) for n in range(0, len(firms), 3))
    rows = [*title, *body, *tail]
    return Written(
        [[*row, None, None] for row in rows],
        ("name", "uscc", "town", "supervision_class"),
        len(firms),
        ((0, 0, 0, 5), *towns),
        ("序号", "备注"),
    )


def two_rows(firms: Sequence[Mapping[str, object]]) -> Written:
    """As forms with groups over their columns do."""
    groups: list[Value] = ["序号", "基本信息", None, None, "排污许可证", None, "坐标", None, "联系信息", None]
    rows = _columns(
        firms,
        ("", _number),
        ("单位名称", _plain("name")),
        ("统一社会信用代码", _plain("uscc")),
        ("所在乡镇", _plain("town")),
        ("管理类别", _plain("permit_class")),
        ("编号", _plain("permit_number")),
        ("东经", lambda _n, f: f"E{f['longitude']}°"),
        ("北纬", lambda _n, f: f"N{f['latitude']}°"),
        ("姓名", _plain("contact")),
        ("电话", _plain("phone")),
    )
    carried = ("name", "uscc", "town", "permit_class", "permit_number", "longitude", "latitude")
    merges = ((0, 0, 1, 0), (0, 1, 0, 3), (0, 4, 0, 5), (0, 6, 0, 7), (0, 8, 0, 9))
    return Written([groups, *rows], (*carried, "contact", "phone"), len(firms), merges, ("序号",))


def supervision_platform(firms: Sequence[Mapping[str, object]]) -> Written:
    """As a supervision platform gives its template: stars, remarks in brackets, a numbered line."""
    rows = _columns(
        firms,
        ("*检查对象名称（必填）", _plain("name")),
        ("*统一社会信用代码（必填，18位）", lambda _n, f: wide(str(f["uscc"]))),
        ("*监管对象类别[一般/重点/特殊]", _plain("supervision_class")),
        (
            "经营状态（必填）",
            lambda _n, f: {"正常": "在营", "停产": "停业"}.get(str(f["state"]), str(f["state"])),
        ),
        ("经纬度（经度,纬度）", lambda _n, f: f"{f['longitude']},{f['latitude']}"),
        ("对象标签（多个用、隔开）", lambda _n, f: "；".join(map(str, f["tags"]))),  # type: ignore[call-overload]
    )
    numbers: list[Value] = [n + 1 for n in range(len(rows[0]))]
    carried = ("name", "uscc", "supervision_class", "state", "longitude", "latitude", "tags")
    return Written([rows[0], numbers, *rows[1:]], carried, len(firms))


def project_ledger(firms: Sequence[Mapping[str, object]]) -> Written:
    """As the ledger of construction projects: the firm owns it, days in every spelling."""
    rows = _columns(
        firms,
        ("项目名称", _plain("name")),
        ("建设单位", _plain("owner")),
        ("环评审批时间", lambda n, f: spelt(f["approved_on"], n)),  # type: ignore[arg-type]
        ("环评审批级别", lambda _n, f: f"{str(f['approval_level'])[0]}级审批"),
        ("竣工时间", lambda n, f: spelt(f["completed_on"], n + 2)),  # type: ignore[arg-type]
        ("投产（投运）时间", lambda n, f: spelt(f["operated_on"], n + 4)),  # type: ignore[arg-type]
        ("建设地点", _plain("address")),
    )
    carried = ("name", "owner", "approved_on", "approval_level", "completed_on", "operated_on", "address")
    return Written(rows, carried, len(firms))


def waste_producers(firms: Sequence[Mapping[str, object]]) -> Written:
    """As the list of producers of hazardous waste, each column from the right, breaks in its headings."""
    rows = _columns(
        firms,
        ("产废单位\n名称", _plain("name")),
        ("统一社会\n信用代码", _plain("uscc")),
        ("所在镇\n（街道）", _plain("town")),
        ("经度\n（°）", lambda _n, f: str(f["longitude"])),
        ("纬度\n（°）", lambda _n, f: str(f["latitude"])),
        ("危险废物产生量\n（吨/年）", lambda _n, f: f"{f['waste_tonnes']}吨"),
        ("环保\n负责人", _plain("contact")),
        ("联系\n方式", _plain("phone")),
    )
    carried = ("name", "uscc", "town", "longitude", "latitude", "waste_tonnes", "contact", "phone")
    return Written([row[::-1] for row in rows], carried, len(firms))


def weather_list(firms: Sequence[Mapping[str, object]]) -> Written:
    """As the list of what is cut back on days of heavy pollution: full-width headings, sections, totals."""
    rows = _columns(
        firms,
        ("序号", _number),
        (wide("企业名称(全称)"), _plain("name")),
        (wide("统一社会信用代码"), lambda _n, f: str(f["uscc"]).lower()),
        ("乡镇/街道", _plain("town")),
        ("国民经济行业类别及代码", lambda _n, f: f"{f['industry_code']} {f['industry_name']}"),
        ("绩效等级（A/B/C/D）", _plain("weather_grade")),
        ("是否停产", lambda _n, _f: None),
    )
    half = len(firms) // 2
    sections: tuple[Grid, Grid] = ([["一、工业源"]], [["小计", None, half], ["二、移动源"]])
    grid = [rows[0], *sections[0], *rows[1 : half + 1], *sections[1], *rows[half + 1 :]]
    grid.append(["总计", f"{len(firms)}家"])
    carried = ("name", "uscc", "town", "industry_code", "industry_name", "weather_grade")
    return Written(
        grid, carried, len(firms), ((1, 0, 1, 6), (half + 3, 0, half + 3, 6)), ("序号", "是否停产")
    )


def monitored_sources(firms: Sequence[Mapping[str, object]]) -> Written:
    """As the list of who is monitored, with words that only a clerk can place."""
    rows = _columns(
        firms,
        ("污染源全称", _plain("name")),
        ("纳税人识别号", _plain("uscc")),
        ("归口管理所", _plain("town")),
        ("监控方式", _plain("monitoring")),
        ("GIS经度", _plain("longitude")),
        ("GIS纬度", _plain("latitude")),
        ("信用等级", _plain("credit_grade")),
    )
    carried = ("name", "uscc", "town", "monitoring", "longitude", "latitude", "credit_grade")
    return Written(rows, carried, len(firms), choices={"归口管理所": "town"})


def census_form(firms: Sequence[Mapping[str, object]]) -> Written:
    """As the printed form of a census does: degrees, minutes and seconds in columns of their own."""
    parts = [[split(f["longitude"]), split(f["latitude"])] for f in firms]
    groups: list[Value] = ["序号", "企业名称", "统一社会信用代码", "经度", None, None, "纬度", None, None]
    head: list[Value] = [None, None, None, "度", "分", "秒", "度", "分", "秒"]
    rows: Grid = [
        [n + 1, str(firm["name"]), str(firm["uscc"]), *east, *north]
        for n, (firm, (east, north)) in enumerate(zip(firms, parts, strict=True))
    ]
    merges = ((0, 0, 1, 0), (0, 1, 1, 1), (0, 2, 1, 2), (0, 3, 0, 5), (0, 6, 0, 8))
    carried = ("name", "uscc", "longitude", "latitude")
    return Written([groups, head, *rows], carried, len(firms), merges, ("序号",))


DIALECTS: Final[Mapping[str, Callable[[Sequence[Mapping[str, object]]], Written]]] = {
    "permit platform": permit_platform,
    "credit results": credit_results,
    "source census": source_census,
    "census form": census_form,
    "made by hand": made_by_hand,
    "two rows": two_rows,
    "supervision platform": supervision_platform,
    "project ledger": project_ledger,
    "waste producers": waste_producers,
    "weather list": weather_list,
    "monitored sources": monitored_sources,
}
