"""What was read from a file, compared with the truth that the file was written from."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.intake.records import RegistryTable
from tests.intake.dialects import Written


def require_true(table: RegistryTable[Any], written: Written, true: Sequence[Mapping[str, object]]) -> None:
    """Compare what was read with the truth, every field that the dialect carries."""
    assert [fault for fault in table.faults if fault.level == "error"] == []
    assert len(table.rows) == written.data == len(true)
    for row, one in zip(table.rows, true, strict=True):
        wrong = {
            key: (getattr(row, key), one[key])
            for key in written.fields
            if not equal(getattr(row, key), one[key])
        }
        assert wrong == {}
    assert set(table.ignored_columns) == set(written.ignored)


def equal(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return abs(one - other) < 1e-7  # a ten-thousandth of a second of arc
    return one == other
