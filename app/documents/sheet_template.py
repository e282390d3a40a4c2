"""The empty file an office fills and imports: headings, dropdowns, and a second sheet that says how."""

from collections.abc import Sequence
from itertools import zip_longest
from typing import Final

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from app.documents.content.template_fields import FIELDS, TemplateField, TemplateKind
from app.documents.sheet_cells import display_width
from app.documents.sheet_style import Look, new_workbook, put_across, put_row, saved, set_page, set_widths

_GUIDE: Final = "填写说明"
_GUIDE_HEADS: Final = ("栏目", "必填", "怎么填", "举例", "本局设置的地名")
_GUIDE_WIDTHS: Final = (22, 7, 64, 28, 24)
_TOWNS: Final = 5  # column of the guide
_HEAD_ROW: Final = 2  # under a line that says what to do
_ROWS_OFFERED: Final = 20_000
_ONE: Final = {
    TemplateKind.OBJECTS: "一行填一家",
    TemplateKind.INSPECTORS: "一行填一人",
    TemplateKind.RECUSALS: "一行填一人回避一家",
    TemplateKind.AUXILIARIES: "一行填一人或一家机构",
}


def build_template_xlsx(kind: TemplateKind, towns: Sequence[str] = ()) -> bytes:
    """Give the empty file of one registry; ``towns`` are offered where a place is asked.

    The examples stand in the guide, never among the data, so that none is imported by mistake.
    """
    workbook = new_workbook(f"{kind.value}填写模板", "")
    fields = FIELDS[kind]
    data: Worksheet = workbook.create_sheet(kind.value)
    _write_data_sheet(data, kind, fields)
    for column, field in enumerate(fields, 1):
        _offer(data, column, field, len(towns))
    _write_guide(workbook.create_sheet(_GUIDE), kind, fields, towns)
    return saved(workbook)


def _write_data_sheet(sheet: Worksheet, kind: TemplateKind, fields: Sequence[TemplateField]) -> None:
    set_widths(sheet, [max(map(display_width, (field.heading, field.example))) + 3 for field in fields])
    note = (
        f"从第 {_HEAD_ROW + 1} 行起{_ONE[kind]}；栏目名称请勿改动，不用的栏目可以空着。怎么填见“{_GUIDE}”表。"
    )
    put_across(sheet, 1, len(fields), note, Look.NOTE)
    put_row(sheet, _HEAD_ROW, [field.heading for field in fields], (Look.HEAD,) * len(fields))
    set_page(sheet, (_HEAD_ROW, _HEAD_ROW), "")
    for column, field in enumerate(fields, 1):
        sheet.column_dimensions[get_column_letter(column)].number_format = field.type.value


def _offer(sheet: Worksheet, column: int, field: TemplateField, towns: int) -> None:
    """Offer the words of a field, or the towns in the guide, as a dropdown."""
    if field.options:
        words = '"' + ",".join(field.options) + '"'
    elif field.of_towns and towns:  # too many for a list in the rule itself, which ends at 255 characters
        letter = get_column_letter(_TOWNS)
        words = f"'{_GUIDE}'!${letter}${_HEAD_ROW + 1}:${letter}${_HEAD_ROW + towns}"
    else:
        return
    rule = DataValidation("list", formula1=words, allow_blank=True)
    rule.showErrorMessage = not field.of_towns  # other places may be typed, and several
    rule.errorTitle, rule.error = field.heading, "请从下拉中选一个，或留空。"
    letter = get_column_letter(column)
    rule.add(f"{letter}{_HEAD_ROW + 1}:{letter}{_ROWS_OFFERED}")
    sheet.add_data_validation(rule)


def _write_guide(
    sheet: Worksheet, kind: TemplateKind, fields: Sequence[TemplateField], towns: Sequence[str]
) -> None:
    """Say how; nothing here may look like a heading of the data sheet, or the import would read it."""
    columns = len(_GUIDE_HEADS)
    set_widths(sheet, _GUIDE_WIDTHS)
    put_across(sheet, 1, columns, f"{kind.value}{_GUIDE}（本表只作说明，不会导入）", Look.TITLE)
    put_row(sheet, _HEAD_ROW, _GUIDE_HEADS, (Look.HEAD,) * columns)
    set_page(sheet, (_HEAD_ROW, _HEAD_ROW), "")
    lines = zip_longest((_guide_line(field) for field in fields), towns, fillvalue=None)
    for row, (line, town) in enumerate(lines, _HEAD_ROW + 1):
        put_row(sheet, row, (*(line or (None,) * (columns - 1)), town), (Look.TEXT,) * columns)


def _guide_line(field: TemplateField) -> tuple[str, ...]:
    how = f"从下拉中选：{'、'.join(field.options)}" if field.options else field.how
    example = f"如：{field.example}" if field.example else ""
    return f"“{field.heading}”", "必填" if field.required else "", how, example
