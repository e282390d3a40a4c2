"""How long a registry of 100,000 rows × 25 columns takes to read, against calamine alone in the same run."""

import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from python_calamine import CalamineWorkbook

from app.core.text import check_character
from app.intake.registry import read_objects

OBJECTS: Final = 100_000
_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_HEADINGS: Final = (
    *(
        "序号",
        "单位名称",
        "统一社会信用代码",
        "所属单位",
        "种类",
        "监管类别",
        "排污许可管理类别",
        "排污许可证编号",
    ),
    *(
        "信用评价",
        "信用分",
        "行业代码",
        "行业名称",
        "所在地",
        "地址",
        "经度",
        "纬度",
        "生产规模",
        "监控类型",
        "标签",
    ),
    *("联系人", "联系电话", "批复日期", "建成日期", "危险废物年产生量（吨）", "状态"),
)
_FIRST_DAY: Final = date(2022, 1, 1)
_TYPES: Final = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_BOOK: Final = (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="名录" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_SHEET: Final = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_RELATIONS: Final = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Target="{target}" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
    "</Relationships>"
)


def rows() -> list[tuple[str, float, float, float]]:
    """Measure; each row is (name, seconds, floor in seconds, seconds ÷ floor)."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "objects.xlsx"
        write_registry(path)
        floor = _seconds_of_calamine(path)
        begun = time.perf_counter()
        table = read_objects(path)
        seconds = time.perf_counter() - begun
    if len(table.rows) != OBJECTS:
        raise AssertionError(f"{len(table.rows)} of {OBJECTS} rows were read")
    return [("registry file, 100,000 × 25, to checked rows", seconds, floor, seconds / floor)]


def write_registry(path: Path) -> None:
    """Write the workbook of made-up objects, as its parts: a spreadsheet library would take a minute."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("xl/workbook.xml", _BOOK)
        for name, kind, target in (
            ("_rels/.rels", "officeDocument", "xl/workbook.xml"),
            ("xl/_rels/workbook.xml.rels", "worksheet", "worksheets/sheet1.xml"),
        ):
            archive.writestr(name, _RELATIONS.format(kind=kind, target=target))
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            part.write(
                b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            )
            part.write(_row(1, _HEADINGS))
            for number in range(OBJECTS):
                part.write(_row(number + 2, tuple(_object(number))))
            part.write(b"</sheetData></worksheet>")


def _object(number: int) -> Iterator[str | float]:
    letters = "".join(_ALPHABET[number // 31**place % 31] for place in range(9))
    code = "91000000" + letters
    yield from (
        number + 1,
        f"示例{number}化工有限公司",
        code + check_character(code),
        "示例集团有限公司",
        "排污单位",
    )
    yield from ("重点", "简化管理", f"{code}0001P", "良好", 80 + number % 20, "2614", "有机化学原料制造")
    yield from (
        f"示例{number % 26}镇",
        f"示例路{number}号",
        107 + number / OBJECTS,
        29 + number / OBJECTS,
        "大型",
    )
    yield from ("自动监控", "涉水重点、涉气重点", "例某", f"023-{number:08d}")
    yield (_FIRST_DAY + timedelta(days=number % 900)).isoformat()
    yield from ("2023/5/6", number / 7, "正常")


def _row(number: int, cells: tuple[str | float, ...]) -> bytes:
    inside = "".join(
        f'<c r="{chr(ord("A") + column)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        if isinstance(cell, str)
        else f'<c r="{chr(ord("A") + column)}{number}"><v>{cell}</v></c>'
        for column, cell in enumerate(cells)
    )
    return f'<row r="{number}">{inside}</row>'.encode()


def _seconds_of_calamine(path: Path) -> float:
    begun = time.perf_counter()
    with CalamineWorkbook.from_path(path) as book:
        book.get_sheet_by_index(0).to_python()
    return time.perf_counter() - begun


if __name__ == "__main__":
    for name, seconds, floor, ratio in rows():
        print(f"{name}: {seconds:.2f} s, calamine alone {floor:.2f} s, ratio {ratio:.2f}")
