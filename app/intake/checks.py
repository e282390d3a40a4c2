"""What one cell alone cannot tell: coordinates in pairs, dates in order, rows that occur twice."""

import re
from bisect import bisect_left
from collections.abc import Hashable, Sequence
from itertools import repeat
from typing import Final, TypeAlias

from app.core.firm_name import spelled_alike
from app.intake.columns import Block
from app.intake.coordinates import joined, pair_fault

Seen: TypeAlias = dict[str, dict[Hashable, tuple[str, int]]]
"""Kind of identity -> identity met before in the file -> its sheet and row."""

_CODE_AND_INDUSTRY: Final = re.compile(r"([A-Z]?\d{2,4})[-—、:：. ]*(\D.*)")


def check_objects(block: Block, seen: Seen) -> None:
    """Check the rows of a registry of objects and take apart columns that hold two fields."""
    _take_apart_coordinates(block)
    _join_sixtieths(block)
    _take_apart_industries(block)
    _check_coordinates(block)
    _refuse_repeated_codes(block, seen)
    codes = block.values.get("uscc", [""] * len(block.rows))
    unsure = block.refused.get("uscc", set()) | block.refused.get("name", set())
    unsure |= {place for place in block.refused.get("town", set()) if not codes[place]}
    for place, first in repeats(block, seen, "object", _objects_of(block, codes), unsure):
        if name := _shared_name(block, place, first):
            same = f"{name}和代码都相同" if codes[place] else f"{name}相同，都没有代码"
            block.refuse(place, "name", f"与{where(block, first)}重复：{same}")


def _shared_name(block: Block, place: int, first: tuple[str, int]) -> str:
    """Say how far two rows share a name; not at all where each has a 编号 and they are spelled in two ways.

    Those are two objects of the registry, which only 疑似重复 brings together.
    """
    sheet, row = first
    if sheet != block.sheet:
        return "名称"
    earlier = bisect_left(block.rows, row)
    names, numbers = block.values["name"], block.values.get("code", [""] * len(block.rows))
    if names[earlier] == names[place]:
        return "名称"
    return "" if numbers[earlier] and numbers[place] else "名称（全角半角、大小写、空格不计）"


def _objects_of(block: Block, codes: Sequence[str]) -> Sequence[Hashable]:
    """Give who each row is: by code and name; without a code by name and town, as in the registry.

    Names that differ only in width, case or blanks are one, as they are where objects are matched. Where one
    of a name does not say its town, it may be any of them, and the name alone counts.
    """
    names = [spelled_alike(name) for name in block.values["name"]]
    if "town" not in block.values or all(codes):
        return list(zip(codes, names, strict=True))
    rows = list(zip(codes, names, block.values["town"], strict=True))
    unsure = block.refused.get("town", set())
    anywhere = {
        name for place, (code, name, town) in enumerate(rows) if not (code or town or place in unsure)
    }
    return [(code, name) if code or name in anywhere else (code, name, town) for code, name, town in rows]


def check_inspectors(block: Block, seen: Seen) -> None:
    """Check the rows of a registry of inspectors."""
    blanks = [None] * len(block.rows)
    starts, expiries = block.values.get("service_start", blanks), block.values.get("cert_expiry", blanks)
    for place, (start, expiry) in enumerate(zip(starts, expiries, strict=True)):
        if start and expiry and expiry < start:
            block.refuse(place, "cert_expiry", f"执法证有效期早于参加执法日期（{start.isoformat()}）")
    _refuse_repeated_codes(block, seen)
    certs = block.values.get("cert", [""] * len(block.rows))
    departments = block.values.get("department", [""] * len(block.rows))
    people = [
        cert or (spelled_alike(name), spelled_alike(department))
        for cert, name, department in zip(certs, block.values["name"], departments, strict=True)
    ]
    unsure = block.refused.get("cert", set()) | block.refused.get("name", set())
    for place, first in repeats(block, seen, "inspector", people, unsure):
        if certs[place]:
            block.refuse(place, "cert", f"执法证号与{where(block, first)}重复")
        else:
            block.refuse(place, "name", f"与{where(block, first)}重复：姓名和部门都相同，都没有执法证号")


def _take_apart_coordinates(block: Block) -> None:
    if "coordinates" not in block.values or {"longitude", "latitude"} & block.values.keys():
        return
    pairs = block.values["coordinates"]
    block.values["longitude"] = [pair[0] for pair in pairs]
    block.values["latitude"] = [pair[1] for pair in pairs]
    for key in ("longitude", "latitude"):
        block.cells[key] = block.cells["coordinates"]
        block.headings[key] = block.headings["coordinates"]


def _join_sixtieths(block: Block) -> None:
    """Read 经度 in three columns 度, 分, 秒, as a census of pollution sources prints it, as one."""
    blanks = [None] * len(block.rows)
    for key in ("longitude", "latitude"):
        minutes = block.values.pop(f"{key}_minutes", blanks)
        seconds = block.values.pop(f"{key}_seconds", blanks)
        if key in block.values and not (minutes is blanks and seconds is blanks):
            block.values[key] = list(map(joined, block.values[key], minutes, seconds))


def _take_apart_industries(block: Block) -> None:
    """Read 2614 有机化学原料制造 in one column as code and name."""
    if "industry_code" in block.values or "industry_name" not in block.values:
        return
    industries = block.values["industry_name"]
    parts = {text: _CODE_AND_INDUSTRY.fullmatch(text) for text in set(industries)}
    if any(parts.values()):
        codes = {text: found[1] if found else "" for text, found in parts.items()}
        names = {text: found[2] if found else text for text, found in parts.items()}
        block.values["industry_code"] = [codes[text] for text in industries]
        block.values["industry_name"] = [names[text] for text in industries]


def _check_coordinates(block: Block) -> None:
    blanks = [None] * len(block.rows)
    longitudes, latitudes = block.values.get("longitude", blanks), block.values.get("latitude", blanks)
    unsure = block.refused.get("longitude", set()) | block.refused.get("latitude", set())
    for place, (longitude, latitude) in enumerate(zip(longitudes, latitudes, strict=True)):
        if (longitude is None) != (latitude is None) and place not in unsure:
            key = "longitude" if latitude is None else "latitude"
            block.warn(place, key, "只有经度，没有纬度" if latitude is None else "只有纬度，没有经度")
        fault = pair_fault(longitude, latitude)
        if fault:
            block.refuse(place, *fault)


def _refuse_repeated_codes(block: Block, seen: Seen) -> None:
    codes = block.values.get("code")
    if codes is None:
        return
    empty = {place for place, code in enumerate(codes) if not code}
    for place, first in repeats(block, seen, "code", codes, empty):
        block.refuse(place, "code", f"编号与{where(block, first)}重复")


def repeats(
    block: Block, seen: Seen, what: str, identities: Sequence[Hashable], left_out: set[int]
) -> Sequence[tuple[int, tuple[str, int]]]:
    """Give the places whose identity was met before, each with where it was met first."""
    before = seen.setdefault(what, {})
    last = dict(zip(identities, range(len(identities)), strict=True))
    if len(last) == len(identities) and not left_out and not before.keys() & last.keys():
        # Nothing occurs twice: the usual case, and quickly told.
        before.update(zip(identities, zip(repeat(block.sheet), block.rows, strict=False), strict=True))
        return []
    repeats = []
    for place, (identity, row) in enumerate(zip(identities, block.rows, strict=True)):
        if place in left_out:
            continue
        if identity in before:
            repeats.append((place, before[identity]))
        else:
            before[identity] = (block.sheet, row)
    return repeats


def where(block: Block, first: tuple[str, int]) -> str:
    """Say where something was met first; the sheet only where it is another."""
    sheet, row = first
    return f"第 {row} 行" if sheet == block.sheet else f"工作表“{sheet}”第 {row} 行"
