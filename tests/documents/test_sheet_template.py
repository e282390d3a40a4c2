"""The empty files are understood when they come back filled."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from app.documents.content.template_fields import FIELDS, FieldType, TemplateKind
from app.documents.sheet_template import build_template_xlsx
from app.intake import vocabulary
from app.intake.list_records import AuxiliaryRow, RecusalRow
from app.intake.lists import (
    AUXILIARY_KINDS,
    RELATIONS,
    list_dialects,
    read_auxiliaries,
    read_recusals,
)
from app.intake.mapping import Dialects, find_mapping, inspector_dialects, object_dialects
from app.intake.records import RegistryTable
from app.intake.registry import read_inspectors, read_objects
from app.intake.tables import read_tables
from app.services.rows.auxiliary import AuxiliaryKind
from app.services.rows.personnel import Relation

EACH = pytest.mark.parametrize("kind", TemplateKind)
LETTERS = [get_column_letter(column) for column in range(1, 60)]
TOWNS = tuple(f"示例{number}镇" for number in range(1, 60))
DIALECTS: dict[TemplateKind, Dialects] = {
    TemplateKind.OBJECTS: object_dialects(),
    TemplateKind.INSPECTORS: inspector_dialects(),
    TemplateKind.RECUSALS: list_dialects(RecusalRow),
    TemplateKind.AUXILIARIES: list_dialects(AuxiliaryRow),
}
READERS: dict[TemplateKind, Callable[[Path], RegistryTable[Any]]] = {
    TemplateKind.OBJECTS: read_objects,
    TemplateKind.INSPECTORS: read_inspectors,
    TemplateKind.RECUSALS: lambda path: read_recusals(path).table,
    TemplateKind.AUXILIARIES: lambda path: read_auxiliaries(path).table,
}


def opened(kind: TemplateKind) -> Workbook:
    return load_workbook(BytesIO(build_template_xlsx(kind, TOWNS)))


def offered(kind: TemplateKind, heading: str) -> tuple[str, ...]:
    return next(field.options for field in FIELDS[kind] if field.heading == heading)


@EACH
def test_the_same_template_is_the_same_file(kind: TemplateKind) -> None:
    assert build_template_xlsx(kind, TOWNS) == build_template_xlsx(kind, TOWNS)


@EACH
def test_the_import_understands_every_heading_and_leaves_the_guide_alone(
    kind: TemplateKind, tmp_path: Path
) -> None:
    path = tmp_path / "模板.xlsx"
    path.write_bytes(build_template_xlsx(kind, TOWNS))
    data, guide = read_tables(path).sheets
    mapping = find_mapping(data, DIALECTS[kind])
    assert mapping is not None
    assert tuple(mapping.headings.values()) == tuple(field.heading for field in FIELDS[kind])
    assert mapping.ignored == ()
    assert mapping.first_row == 2
    assert find_mapping(guide, DIALECTS[kind]) is None


@EACH
def test_examples_stand_in_the_guide_and_not_among_the_data(kind: TemplateKind) -> None:
    data, guide = opened(kind).worksheets
    assert data.max_row == 2
    rows = list(guide.iter_rows(min_row=3, max_row=2 + len(FIELDS[kind]), values_only=True))
    assert [row[0] for row in rows] == [f"“{field.heading}”" for field in FIELDS[kind]]
    assert [row[3] for row in rows if row[3]] == [
        f"如：{each.example}" for each in FIELDS[kind] if each.example
    ]


@EACH
def test_every_dropdown_offers_the_words_of_its_own_column(kind: TemplateKind) -> None:
    data, guide = opened(kind).worksheets
    rules = {str(rule.sqref): rule for rule in data.data_validations.dataValidation}
    for letter, field in zip(LETTERS, FIELDS[kind], strict=False):
        rule = rules.pop(f"{letter}3:{letter}20000", None)
        assert (rule is not None) == bool(field.options or field.of_towns)
        if rule is not None and field.of_towns:
            assert rule.formula1 == "'填写说明'!$E$3:$E$61"
            assert not rule.showErrorMessage
        elif rule is not None:
            assert rule.formula1 == f'"{",".join(field.options)}"'
            assert len(rule.formula1) <= 255
    assert not rules
    assert tuple(cell.value for (cell,) in guide["E3:E61"]) == TOWNS


def test_the_examples_themselves_are_imported_without_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    for kind in TemplateKind:
        book = opened(kind)
        for column, field in enumerate(FIELDS[kind], 1):
            book.worksheets[0].cell(3, column, field.example or None)
        book.save(path)
        table = READERS[kind](path)
        assert not table.faults
        assert len(table.rows) == 1


def test_without_towns_nothing_is_offered_for_them() -> None:
    data = load_workbook(BytesIO(build_template_xlsx(TemplateKind.OBJECTS))).worksheets[0]
    assert not [rule for rule in data.data_validations.dataValidation if "填写说明" in str(rule.formula1)]


def test_codes_are_text_and_days_are_days_before_anything_is_typed() -> None:
    data = opened(TemplateKind.OBJECTS).worksheets[0]
    formats = {
        field.heading: data.column_dimensions[letter].number_format
        for letter, field in zip(LETTERS, FIELDS[TemplateKind.OBJECTS], strict=False)
    }
    assert formats["统一社会信用代码"] == FieldType.TEXT.value
    assert formats["批复日期"] == FieldType.DATE.value
    assert formats["经度"] == FieldType.NUMBER.value


def test_words_offered_are_those_the_import_understands() -> None:
    assert offered(TemplateKind.OBJECTS, "种类") == tuple(vocabulary.KINDS)
    assert offered(TemplateKind.OBJECTS, "监管类别") == tuple(vocabulary.SUPERVISION_CLASSES)
    assert offered(TemplateKind.OBJECTS, "排污许可管理类别") == tuple(vocabulary.PERMIT_CLASSES)
    assert offered(TemplateKind.OBJECTS, "信用评价") == tuple(vocabulary.CREDIT_GRADES)
    assert offered(TemplateKind.OBJECTS, "审批级别") == tuple(vocabulary.APPROVAL_LEVELS)
    assert offered(TemplateKind.OBJECTS, "状态") == tuple(vocabulary.STATES)
    assert offered(TemplateKind.INSPECTORS, "状态") == tuple(vocabulary.INSPECTOR_STATES)
    assert offered(TemplateKind.RECUSALS, "关系") == tuple(RELATIONS) == tuple(Relation)
    assert offered(TemplateKind.AUXILIARIES, "类别") == tuple(AUXILIARY_KINDS) == tuple(AuxiliaryKind)
