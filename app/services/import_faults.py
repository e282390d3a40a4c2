"""The faults of an import as the file itself with one column more, to be mended and imported again."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from app.intake.columns import Fault
from app.intake.grid import Cell, Sheet
from app.intake.mapping import PROBLEMS
from app.intake.records import RegistryTable, SheetRead
from app.services.import_preview import WORDS
from app.services.rows.intake import Registry


def faults_xlsx(registry: Registry, table: RegistryTable[Any]) -> bytes:
    """Give all visible sheets of a file as they were; those that were read say 问题 at the right."""
    from app.documents.sheet_marked import (  # noqa: PLC0415 - openpyxl only when wanted
        MarkedSheet,
        Told,
        build_marked_xlsx,
    )

    read = {each.sheet.name: each for each in table.read}
    faults: dict[str, dict[int, list[Fault]]] = defaultdict(lambda: defaultdict(list))
    for fault in table.faults:
        faults[fault.sheet][fault.row].append(fault)

    def marked(sheet: Sheet) -> MarkedSheet:
        found = read.get(sheet.name)
        if found is None:
            return MarkedSheet(sheet.name, sheet.rows, sheet.merges)
        told = {
            row - sheet.first: Told(_in_words(said), any(fault.level == "error" for fault in said))
            for row, said in faults[sheet.name].items()
        }
        rows = _headed(found, registry)
        return MarkedSheet(sheet.name, rows, sheet.merges, found.first_row - 1, told)

    return build_marked_xlsx([marked(sheet) for sheet in table.tables.sheets], PROBLEMS)


def _headed(read: SheetRead, registry: Registry) -> Sequence[Sequence[Cell]]:
    """Give the rows of a sheet; a pasted block that had no headings gets those of its fields."""
    sheet = read.sheet
    if sheet.first:
        return sheet.rows
    titles: Mapping[int, str] = {column: WORDS[registry][key] for key, column in read.columns.items()}
    return [[titles.get(column, "") for column in range(len(sheet.rows[0]))], *sheet.rows[1:]]


def _in_words(faults: Sequence[Fault]) -> str:
    """Say all that is wrong with a row, errors first."""
    ordered = sorted(faults, key=lambda fault: fault.level != "error")
    parts = []
    for fault in ordered:
        level = "" if fault.level == "error" else "提示："
        column = f"{fault.column}：" if fault.column else ""
        parts.append(f"{level}{column}{fault.message.rstrip('。')}")
    return "；".join(parts)
