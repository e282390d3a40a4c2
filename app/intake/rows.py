"""Which rows below the heading hold data: titles, repeated headings, totals, notes and blanks do not."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from app.intake.grid import Cell, Sheet
from app.intake.mapping import SheetMapping, heading_text
from app.intake.values import text_of

_TOTAL = re.compile(
    r"(?:本页|本表|全区|总|以上)?(?:合计|总计|小计|共计|累计)(?:[:(]?\d*(?:家|个|户|人|条|座)?\)?)?"
)
_NOTE_OR_SECTION = re.compile(
    r"(?:注|备注|说明|填表|制表|填报|审核|单位负责人|联系人|日期)[^:]{0,8}:"
    r"|\(?[一二三四五六七八九十]+[)、.]"
    r"|第[一二三四五六七八九十]+(?:类|部分|批(?!发))(?!.*公司$)"
)
_ODD = re.compile(r"\s*(?:$|[本全总以合小共累注备说填制审单联日第（(一二三四五六七八九十1])")
_SHORT: Final = 40


def skipped_rows(sheet: Sheet, mapping: SheetMapping) -> frozenset[int]:
    """Give the rows (from 0) below the heading that hold no data."""
    name = mapping.columns["name"]
    columns = sorted(mapping.columns.values())
    heading = mapping.headings["name"]
    banners = _banners(sheet, name, columns)
    data = sheet.rows[mapping.first_row :]
    odd = _odd_names({row[name] for row in data}, heading)
    totals = _totals({cell for column in range(name) for cell in {row[column] for row in data}})
    if not odd and not banners and not totals:
        return frozenset()
    return frozenset(
        number
        for number, row in enumerate(data, start=mapping.first_row)
        if number in banners
        or (totals and not totals.isdisjoint(row[:name]))
        or (row[name] in odd and _holds_no_data(row, name, columns, heading))
    )


def _totals(cells: set[Cell]) -> set[Cell]:
    """Give the cells left of the name that say 合计, even where the name's cell then holds 58家."""
    return {
        cell for cell in cells if isinstance(cell, str) and "计" in cell and _TOTAL.fullmatch(_plain(cell))
    }


def _odd_names(cells: set[Cell], heading: str) -> set[Cell]:
    """Give the names that deserve a look at the whole row; nearly all do not."""
    return {
        cell
        for cell in cells
        if not isinstance(cell, str)
        or _ODD.match(cell)
        or (len(cell) < _SHORT and heading_text(cell) == heading)
    }


def _holds_no_data(row: Sequence[Cell], name: int, columns: Sequence[int], heading: str) -> bool:
    filled = [column for column in columns if text_of(row[column]).strip()]
    if not filled:
        return True
    first = _plain(row[name])
    if first == _plain(heading) or _is_numbering(row, filled):
        return True
    if first:
        return bool(_TOTAL.fullmatch(first) or (filled == [name] and _NOTE_OR_SECTION.match(first)))
    leading = next((text for cell in row[: max(columns) + 1] if (text := _plain(cell))), "")
    return bool(_TOTAL.fullmatch(leading) or (len(filled) == 1 and _NOTE_OR_SECTION.match(leading)))


def _is_numbering(row: Sequence[Cell], filled: Sequence[int]) -> bool:
    """Recognise the line 1 2 3 … that some forms print below the heading."""
    texts = [_plain(row[column]) for column in filled]
    if len(texts) == 1 or not all(text.isdecimal() for text in texts):
        return False
    return len({int(text) - column for text, column in zip(texts, filled, strict=True)}) == 1


def _banners(sheet: Sheet, name: int, columns: Sequence[int]) -> frozenset[int]:
    """Give the rows where one merged cell covers the name and most other mapped columns."""
    rows: set[int] = set()
    for top, left, bottom, right in sheet.merges:
        covered = sum(left <= column <= right for column in columns)
        if top == bottom and left <= name <= right and covered > 1 and covered * 2 > len(columns):
            rows.add(top)
    return frozenset(rows)


def _plain(cell: Cell) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text_of(cell)))
