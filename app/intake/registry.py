"""Registries of objects and inspectors: a file -> rows, faults and what was understood (interfaces.md)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import Any, Final, Generic

from app.core.collecting import no_collecting
from app.intake import vocabulary as words
from app.intake.checks import Seen, check_inspectors, check_objects
from app.intake.columns import Block, Fault, Parser, cut, parse_column
from app.intake.coordinates import parse_degrees, parse_pair
from app.intake.grid import Sheet, Tables
from app.intake.mapping import (
    Choose,
    Dialects,
    NoNameError,
    SheetMapping,
    fields_of,
    find_mapping,
    headings_of,
    inspector_dialects,
    object_dialects,
    recognised,
)
from app.intake.records import (
    INSPECTOR_BLANKS,
    OBJECT_BLANKS,
    InspectorRow,
    InspectorTable,
    ObjectRow,
    ObjectTable,
    R,
    RegistryTable,
)
from app.intake.rows import skipped_rows
from app.intake.tables import read_tables
from app.intake.values import (
    parse_amount,
    parse_code,
    parse_count,
    parse_count_or_none_yet,
    parse_date,
    parse_name,
    parse_number_text,
    parse_organisation_code,
    parse_text,
    parse_uscc,
)

_NAMED: Final = 5  # places shown before 等
_OBJECT_PARSERS: Final[Mapping[str, Parser]] = {
    "code": parse_number_text,
    "name": parse_name,
    "uscc": parse_uscc,
    "kind": words.word_parser("种类", words.KINDS, "排污单位"),
    "supervision_class": words.word_parser("监管类别", words.SUPERVISION_CLASSES, "一般"),
    "permit_class": words.word_parser("排污许可管理类别", words.PERMIT_CLASSES, "无"),
    "permit_number": parse_code,
    "credit_grade": words.word_parser("信用评价", words.CREDIT_GRADES, "未评价"),
    "credit_score": parse_count,
    "coordinates": parse_pair,
    "longitude": parse_degrees,
    "latitude": parse_degrees,
    "tags": words.parse_list,
    "marks": words.list_parser("频次标识", words.MARKS),
    "phone": parse_number_text,
    "approval_level": words.word_parser("审批级别", words.APPROVAL_LEVELS, ""),
    "approved_on": parse_date,
    "started_on": parse_date,
    "completed_on": parse_date,
    "operated_on": parse_date,
    "waste_tonnes": parse_amount,
    "state": words.word_parser("状态", words.STATES, "正常"),
    "state_since": parse_date,
}
"""All other fields are free text."""

_INSPECTOR_PARSERS: Final[Mapping[str, Parser]] = {
    "code": parse_number_text,
    "name": parse_name,
    "service_start": parse_date,
    "cert": parse_code,
    "cert_expiry": parse_date,
    "skills": words.parse_skills,
    "cap": parse_count,
    "state": words.word_parser("状态", words.INSPECTOR_STATES, "在岗"),
    "prior": parse_count_or_none_yet,
    "recused": words.parse_list,
}


@dataclass(frozen=True, slots=True)
class Reading(Generic[R]):
    """How one kind of file is read: its headings, its cells, usual values, its row and its checks."""

    dialects: Dialects
    parsers: Mapping[str, Parser]
    blanks: Mapping[str, object]
    row: type[R]
    check: Callable[[Block, Seen], None]


def read_objects(path: Path, *, towns: Sequence[str] = (), choose: Choose = recognised) -> ObjectTable:
    """Read a registry of inspection objects; ``towns`` are those of the district, none where all are taken.

    Raises UserError where the file cannot be read, NoNameError where no sheet has a column of names.
    """
    parsers = {**_OBJECT_PARSERS, "town": words.town_parser(towns)}
    registry = Reading(object_dialects(), parsers, OBJECT_BLANKS, ObjectRow, check_objects)
    return read_as(path, registry, choose)


def read_inspectors(path: Path, *, towns: Sequence[str] = (), choose: Choose = recognised) -> InspectorTable:
    """Read a registry of inspectors; raises UserError as read_objects does."""
    parsers = {**_INSPECTOR_PARSERS, "areas": words.towns_parser(towns)}
    registry = Reading(inspector_dialects(), parsers, INSPECTOR_BLANKS, InspectorRow, check_inspectors)
    return read_as(path, registry, choose)


@no_collecting()
def read_as(path: Path, registry: Reading[R], choose: Choose = recognised) -> RegistryTable[R]:
    """Read a file as one kind; raises UserError where it cannot be read, NoNameError without names."""
    tables = read_tables(path)
    headings = _headings(tables, registry.dialects)
    choices = choose(headings)
    found = [(sheet, find_mapping(sheet, registry.dialects, choices)) for sheet in tables.sheets]
    used = [(sheet, mapping) for sheet, mapping in found if mapping is not None]
    if not used:
        columns = fields_of(headings, registry.dialects, choices)
        raise NoNameError(_no_names(path.name, registry.dialects), columns)
    seen: Seen = {}
    rows: list[R] = []
    faults: list[Fault] = []
    fields: dict[str, frozenset[str]] = {}
    total = faulty = 0
    for sheet, mapping in used:
        block = _parse(sheet, mapping, registry)
        registry.check(block, seen)
        fields[sheet.name] = frozenset(block.values)  # with those that one column of two was taken apart into
        rows.extend(block.good(_rows(block, registry)))
        faults.extend(sorted(block.faults, key=lambda fault: fault.row))
        faulty += len(block.bad)
        total += len(block.rows)
    return RegistryTable(
        rows=rows,
        faulty=faulty,
        skipped=sum(len(sheet.rows) for sheet, _ in used) - total,
        faults=faults,
        mapping={heading: key for _, mapping in reversed(used) for key, heading in mapping.headings.items()},
        ignored_columns=tuple(dict.fromkeys(label for _, mapping in used for label in mapping.ignored)),
        fields=fields,
        headings=headings,
        notes=_notes(tables, found),
    )


def _headings(tables: Tables, dialects: Dialects) -> tuple[str, ...]:
    """Give the headings of the sheets that have a column of names, of all sheets where none has."""
    named = [sheet for sheet in tables.sheets if find_mapping(sheet, dialects)]
    shown = (headings_of(sheet, dialects) for sheet in named or tables.sheets)
    return tuple(dict.fromkeys(label for labels in shown for label in labels))


def _parse(sheet: Sheet, mapping: SheetMapping, registry: Reading[R]) -> Block:
    block = cut(sheet, mapping, skipped_rows(sheet, mapping))
    for key in mapping.columns:
        parser = registry.parsers.get(key, parse_text)
        if key == "uscc" and mapping.headings[key].startswith("组织机构代码"):
            parser = parse_organisation_code
        block.values[key] = parse_column(block, key, parser)
    return block


def _rows(block: Block, registry: Reading[R]) -> list[R]:
    names = registry.row._fields[:-2]
    columns: list[Any] = [
        block.values[name] if name in block.values else repeat(registry.blanks.get(name, ""))
        for name in names
    ]
    return list(map(registry.row._make, zip(*columns, repeat(block.sheet), block.rows, strict=False)))


def _notes(tables: Tables, found: Sequence[tuple[Sheet, SheetMapping | None]]) -> tuple[str, ...]:
    notes = [f"隐藏的工作表“{name}”已跳过。" for name in tables.hidden]
    if tables.errors:
        some = "、".join(tables.errors[:_NAMED]) + ("等" if len(tables.errors) > _NAMED else "")
        notes.append(f"有 {len(tables.errors)} 个单元格的公式出错（{some}），按空白读取，请核对。")
    for sheet, mapping in found:
        if mapping is not None:
            notes.extend(mapping.remarks)
        elif sheet.rows:
            notes.append(f"工作表“{sheet.name}”没有名称一列，未读取。")
    return tuple(notes)


def _no_names(name: str, dialects: Dialects) -> str:
    shown = "、".join(f"“{word}”" for word in dialects.name_examples)
    return f"文件“{name}”里没有认出名称一列；请把标题行中那一列写作{shown}之一后再试。"
