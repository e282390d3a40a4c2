"""How long a registry of 100,000 rows × 25 columns takes to read and to import, against calamine alone."""

import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from python_calamine import CalamineWorkbook

from app.core.text import check_character
from app.intake.registry import read_objects
from app.services import imports
from app.services.office import Store, create_store
from app.services.rows.office import Act

Row = tuple[str, float, float, float]
"""Name, seconds measured, seconds of the floor, ratio."""

OBJECTS: Final = 100_000
_REPEATS: Final = 3
_ACT: Final = Act("示例", datetime(2024, 1, 8, tzinfo=UTC))
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


def rows() -> list[Row]:
    """Measure by turns, so that a busy machine burdens all alike; takes two minutes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "objects.xlsx"
        write_registry(path)
        turns = [_turn(path, Path(folder) / f"{number}.db") for number in range(_REPEATS)]
    floor, reading, importing = (median(seconds) for seconds in zip(*turns, strict=True))
    return [
        ("registry file, 100,000 × 25, to checked rows", reading, floor, reading / floor),
        ("import of 100,000 objects, from file to commit", importing, floor, importing / floor),
    ]


def _turn(path: Path, database: Path) -> tuple[float, float, float]:
    """Give the seconds that calamine alone, reading with all checks, and a whole import take."""
    with closing(create_store(database)) as store:
        return (
            _seconds(lambda: _read_bare(path)),
            _seconds(lambda: read_objects(path)),
            _seconds(lambda: _import(store, path)),
        )


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _read_bare(path: Path) -> None:
    with CalamineWorkbook.from_path(path) as book:
        book.get_sheet_by_index(0).to_python()


def _import(store: Store, path: Path) -> None:
    plan = imports.import_objects(store, path, _ACT)
    if len(plan.new) != OBJECTS:
        raise AssertionError(f"{len(plan.new)} of {OBJECTS} objects were imported")


def write_registry(path: Path, objects: int = OBJECTS) -> None:
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
            for number in range(objects):
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


if __name__ == "__main__":
    for name, seconds, floor, ratio in rows():
        print(f"{name}: {seconds:.2f} s, calamine alone {floor:.2f} s, ratio {ratio:.2f}")
