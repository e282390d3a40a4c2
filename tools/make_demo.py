"""Writes the demonstration registries: `python -m tools.make_demo`, the same bytes every time.

Nobody's data: objects are called 示例, people have 例 in their names, credit codes have no region.
"""

from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields
from io import BytesIO
from pathlib import Path
from typing import Final

from openpyxl import Workbook

from app.core.filter import FIELD_WORDS
from app.core.paths import resources
from app.documents.fixed_zip import fixed_zip
from app.services import registry_words
from tools.demo.firms import firms
from tools.demo.model import DemoObject
from tools.demo.people import DemoInspector, people
from tools.demo.projects import projects, radiation_users, report_makers
from tools.demo.sites import plots, reserves, rural_facilities, sewage_plants, small_places, water_sources
from tools.demo.stream import Stream

SEED: Final = "示例区名录库"
NAME_IN_FILES: Final = "单位名称"
INSPECTOR_WORDS: Final = {
    field: word for field, word in registry_words.INSPECTOR_WORDS.items() if field != "code"
}


def demo_objects() -> list[DemoObject]:
    """Give every object of the demonstration, in the order of the file."""
    stream = Stream(SEED)
    all_firms = firms(stream)
    codes = {firm.name: firm.uscc for firm in all_firms}
    return [
        *all_firms,
        *sewage_plants(stream),
        *water_sources(stream),
        *rural_facilities(stream),
        *reserves(stream),
        *plots(stream),
        *projects(stream),
        *radiation_users(codes, stream),
        *report_makers(stream),
        *small_places(stream),
    ]


def objects_file() -> bytes:
    """Give resources/demo/objects.xlsx."""
    headings = [FIELD_WORDS[field.name] for field in fields(DemoObject)]
    headings[0] = NAME_IN_FILES
    return _workbook("检查对象", headings, map(astuple, demo_objects()))


def inspectors_file() -> bytes:
    """Give resources/demo/inspectors.xlsx."""
    headings = [INSPECTOR_WORDS[field.name] for field in fields(DemoInspector)]
    return _workbook("检查人员", headings, map(astuple, people()))


def _workbook(title: str, headings: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "B2"
    sheet.append(headings)
    for row in rows:
        sheet.append([_cell(value) for value in row])
    target = BytesIO()
    book.save(target)
    return fixed_zip(target.getvalue())


def _cell(value: object) -> object:
    words = "、".join(value) if isinstance(value, tuple) else value
    return None if words == "" else words


def main() -> None:
    """Write both files."""
    folder = resources() / "demo"
    for name, content in (("objects.xlsx", objects_file()), ("inspectors.xlsx", inspectors_file())):
        Path(folder / name).write_bytes(content)
        print(f"{name}: {len(content):,} bytes")


if __name__ == "__main__":
    main()
