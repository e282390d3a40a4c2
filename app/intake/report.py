"""What ``import --json`` says about a file (interfaces.md); services add new, changed and unchanged."""

from collections.abc import Mapping
from datetime import date
from itertools import islice
from typing import Final

from app.intake.records import R, RegistryTable

SAMPLE_ROWS: Final = 100


def report(table: RegistryTable[R]) -> dict[str, object]:
    """Give rows, faulty, skipped, mapping, ignored_columns, faults and sample, ready for JSON."""
    return {
        "rows": len(table.rows) + table.faulty,
        "faulty": table.faulty,
        "skipped": table.skipped,
        "mapping": dict(table.mapping),
        "ignored_columns": list(table.ignored_columns),
        "faults": [fault._asdict() for fault in table.faults],
        "sample": [_sample(row._asdict()) for row in islice(table.rows, SAMPLE_ROWS)],
    }


def _sample(row: Mapping[str, object]) -> dict[str, object]:
    """Put the row number first, dates as 2024-01-05 and lists as JSON has them."""
    return {"row": row["row"]} | {key: _plain(value) for key, value in row.items() if key != "row"}


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
