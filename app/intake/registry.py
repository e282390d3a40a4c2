"""Registries of objects and inspectors: a file -> rows, faults and what was understood (interfaces.md)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path
from typing import Any, Final, Generic

from app.core.collecting import no_collecting
from app.intake import vocabulary as words
from app.intake.checks import Seen, check_inspectors, check_objects
from app.intake.columns import Block, Fault, Parser, cut, parse_column
from app.intake.coordinates import parse_degrees, parse_pair, parse_sixtieth
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
from app.intake.office_words import (
    FACET_TITLES,
    NO_WORDS,
    Asked,
    OfficeWords,
    UnknownWord,
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
    SheetRead,
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
    "permit_number": parse_code,
    "credit_score": parse_count,
    "coordinates": parse_pair,
    "longitude": parse_degrees,
    "latitude": parse_degrees,
    "longitude_minutes": parse_sixtieth,
    "longitude_seconds": parse_sixtieth,
    "latitude_minutes": parse_sixtieth,
    "latitude_seconds": parse_sixtieth,
    "tags": words.parse_list,
    "phone": parse_number_text,
    "approved_on": parse_date,
    "started_on": parse_date,
    "completed_on": parse_date,
    "operated_on": parse_date,
    "waste_tonnes": parse_amount,
    "state_since": parse_date,
}
"""All other fields are free text, or words of the lists below."""

_OBJECT_LISTS: Final = {
    "kind": ("种类", words.KINDS, "排污单位"),
    "supervision_class": ("监管类别", words.SUPERVISION_CLASSES, "一般"),
    "permit_class": ("排污许可管理类别", words.PERMIT_CLASSES, "无"),
    "credit_grade": ("信用评价", words.CREDIT_GRADES, "未评价"),
    "approval_level": ("审批级别", words.APPROVAL_LEVELS, ""),
    "state": ("状态", words.STATES, "正常"),
}
"""Field -> its title, its closed list and what an empty cell stands for."""

_INSPECTOR_PARSERS: Final[Mapping[str, Parser]] = {
    "code": parse_number_text,
    "name": parse_name,
    "service_start": parse_date,
    "cert": parse_code,
    "cert_expiry": parse_date,
    "cap": parse_count,
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
    asked: Asked = field(default_factory=Asked)


def read_objects(
    path: Path,
    *,
    towns: Sequence[str] = (),
    choose: Choose = recognised,
    office: OfficeWords = NO_WORDS,
    tables: Tables | None = None,
) -> ObjectTable:
    """Read a registry of inspection objects; ``towns`` are those of the district, none where all are taken.

    ``office`` are the words of the office; ``tables`` are what was read of the file before, or pasted.
    Raises UserError where the file cannot be read, NoNameError where no sheet has a column of names.
    """
    return read_as(path, objects_reading(towns, office), choose, tables)


def objects_reading(towns: Sequence[str] = (), office: OfficeWords = NO_WORDS) -> Reading[ObjectRow]:
    """Say how a registry of objects is read in an office."""
    parsers: dict[str, Parser] = {**_OBJECT_PARSERS, "town": words.town_parser(towns)}
    lists: dict[str, tuple[str, ...]] = {"marks": tuple(words.MARKS)}
    for key, (title, vocabulary, blank) in _OBJECT_LISTS.items():
        parsers[key] = words.word_parser(title, vocabulary, blank, office.said(key))
        lists[key] = tuple(vocabulary)
    parsers["marks"] = words.list_parser("频次标识", words.MARKS, office.said("marks"))
    for key, known in office.facets.items():
        parser = words.facets_parser if key == "tags" else words.facet_parser
        parsers[key] = parser(FACET_TITLES[key], known, office.said(key))
    asked = Asked(lists, office.facets)
    return Reading(object_dialects(), parsers, OBJECT_BLANKS, ObjectRow, check_objects, asked)


def read_inspectors(
    path: Path,
    *,
    towns: Sequence[str] = (),
    choose: Choose = recognised,
    office: OfficeWords = NO_WORDS,
    tables: Tables | None = None,
) -> InspectorTable:
    """Read a registry of inspectors; raises UserError as read_objects does."""
    return read_as(path, inspectors_reading(towns, office), choose, tables)


def inspectors_reading(towns: Sequence[str] = (), office: OfficeWords = NO_WORDS) -> Reading[InspectorRow]:
    """Say how a registry of inspectors is read in an office."""
    states = words.word_parser("状态", words.INSPECTOR_STATES, "在岗", office.said("state"))
    parsers: dict[str, Parser] = {
        **_INSPECTOR_PARSERS,
        "areas": words.towns_parser(towns),
        "state": states,
        "skills": words.skills_parser(office.said("skills")),
    }
    asked = Asked({"state": tuple(words.INSPECTOR_STATES)}, {"skills": tuple(words.SKILLS)})
    return Reading(inspector_dialects(), parsers, INSPECTOR_BLANKS, InspectorRow, check_inspectors, asked)


@no_collecting()
def read_as(
    path: Path, registry: Reading[R], choose: Choose = recognised, tables: Tables | None = None
) -> RegistryTable[R]:
    """Read a file as one kind; raises UserError where it cannot be read, NoNameError without names.

    ``tables`` are its sheets where they were read before.
    """
    tables = tables or read_tables(path)
    headings = _headings(tables, registry.dialects)
    choices = choose(headings)
    found = [(sheet, find_mapping(sheet, registry.dialects, choices)) for sheet in tables.sheets]
    used = [(sheet, mapping) for sheet, mapping in found if mapping is not None]
    if not used:
        columns = fields_of(headings, registry.dialects, choices)
        raise NoNameError(_no_names(path.name, registry.dialects), columns)
    seen: Seen = {}
    unknown: dict[tuple[str, str], UnknownWord] = {}
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
        _note_unknown(block, registry.asked, unknown)
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
        unknown=tuple(unknown.values()),
        read=tuple(SheetRead(sheet, mapping.first_row, mapping.columns) for sheet, mapping in used),
        tables=tables,
    )


def _note_unknown(block: Block, asked: Asked, unknown: dict[tuple[str, str], UnknownWord]) -> None:
    """Take down the words of a sheet that no list has, each once for all sheets."""
    for (key, said), rows in block.unknown.items():
        before = unknown.get((key, said))
        is_open = key in asked.facets
        choices = (asked.facets if is_open else asked.lists).get(key, ())
        counted = rows + (before.rows if before else 0)
        heading = block.headings.get(key, "")
        unknown[key, said] = UnknownWord(key, said, heading, counted, tuple(choices), is_open)


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
        notes.append(
            f"有 {len(tables.errors)} 个单元格的公式出错（{_some(tables.errors)}），按空白读取，请核对。"
        )
    if tables.uncounted:
        notes.append(
            f"有 {len(tables.uncounted)} 个单元格的公式没有算出结果（{_some(tables.uncounted)}），"
            "按空白读取；请用 Excel 或 WPS 打开、保存后重新读取。"
        )
    for sheet, mapping in found:
        if mapping is not None:
            notes.extend(mapping.remarks)
        elif sheet.rows:
            notes.append(f"工作表“{sheet.name}”没有名称一列，未读取。")
    return tuple(notes)


def _some(places: Sequence[str]) -> str:
    return "、".join(places[:_NAMED]) + ("等" if len(places) > _NAMED else "")


def _no_names(name: str, dialects: Dialects) -> str:
    shown = "、".join(f"“{word}”" for word in dialects.name_examples)
    return f"文件“{name}”里没有认出名称一列；请把标题行中那一列写作{shown}之一后再试。"
