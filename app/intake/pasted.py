"""A block copied from WPS or Excel, as the clipboard has it: rows of cells with tabs between them."""

import re
from collections.abc import Sequence
from typing import Final

from app.core.errors import UserError
from app.core.text import readable
from app.intake.delimited import read_delimited
from app.intake.grid import Sheet, Tables
from app.intake.mapping import Dialects, fields_of, headings_of

CLIPBOARD: Final = "剪贴板"
_NAME: Final = re.compile("名称|姓名|全称")
_LEAST_KNOWN: Final = 2


def read_pasted(text: str) -> Tables:
    """Read a block as one sheet without a name; UserError where the clipboard holds no cells."""
    if not text.strip():
        raise UserError("剪贴板里没有表格内容；请先在 WPS 或 Excel 里选中要导入的单元格并复制。")
    return read_delimited(readable(text.rstrip("\n")).encode(), CLIPBOARD, "\t")


def has_headings(tables: Tables, dialects: Dialects) -> bool:
    """Tell whether a block has headings: a column called 名称 or 姓名, or half of a row known."""
    return any(_is_heading(headings_of(sheet, dialects), dialects) for sheet in tables.sheets)


def _is_heading(labels: Sequence[str], dialects: Dialects) -> bool:
    fields = fields_of(labels, dialects, {})
    if any(field == "name" and _NAME.search(heading) for heading, field in fields.items()):
        return True
    known = sum(map(bool, fields.values()))
    return known >= _LEAST_KNOWN and known * 2 >= len(labels)


def put_headings(tables: Tables) -> Tables:
    """Put a row of headings 第 1 列, 第 2 列 … over a block that has none; its own rows begin at 1."""
    return Tables(tuple(_headed(sheet) for sheet in tables.sheets))


def column_names(tables: Tables) -> tuple[str, ...]:
    """Give the headings that ``put_headings`` writes."""
    width = max((len(sheet.rows[0]) for sheet in tables.sheets if sheet.rows), default=0)
    return tuple(f"第{number}列" for number in range(1, width + 1))


def _headed(sheet: Sheet) -> Sheet:
    if not sheet.rows:
        return sheet
    heads = [f"第{number}列" for number in range(1, len(sheet.rows[0]) + 1)]
    return Sheet(sheet.name, [heads, *sheet.rows], sheet.merges, first=0)
