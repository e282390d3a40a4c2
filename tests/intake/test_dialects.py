"""Any spreadsheet of an office is understood: nothing is dropped, and what is read is what is true."""

from pathlib import Path

import pytest

from app.intake.registry import read_inspectors, read_objects
from tests.intake.dialects import DIALECTS, truth
from tests.intake.formats import FORMATS
from tests.intake.people_dialects import PEOPLE_DIALECTS, people
from tests.intake.truths import require_true

_AS_TEXT = {"csv", "tsv", "txt"}


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_dialect_of_objects_is_read_as_the_truth_it_was_written_from(
    dialect: str, format_name: str, tmp_path: Path
) -> None:
    firms = truth()
    written = DIALECTS[dialect](firms)
    assert len(written.choices) <= 2
    path = FORMATS[format_name](tmp_path, written.rows, written.merges)
    table = read_objects(path, choose=lambda _headings: written.choices)
    if dialect == "made by hand" and format_name in _AS_TEXT:
        for n, one in enumerate(firms):  # as text, what was merged stands in its first row only
            one["town"] = one["town"] if n % 3 == 0 else ""
    require_true(table, written, firms)


@pytest.mark.parametrize("format_name", FORMATS)
@pytest.mark.parametrize("dialect", PEOPLE_DIALECTS)
def test_a_dialect_of_inspectors_is_read_as_the_truth_it_was_written_from(
    dialect: str, format_name: str, tmp_path: Path
) -> None:
    persons = people()
    written = PEOPLE_DIALECTS[dialect](persons)
    path = FORMATS[format_name](tmp_path, written.rows, written.merges)
    require_true(read_inspectors(path), written, persons)
