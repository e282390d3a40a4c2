"""The rows of a file as the import page lists them: marked, with what would change, one of them in full."""

from array import array
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from app.intake.columns import Fault
from app.intake.values import text_of
from app.services.import_preview import WORDS, ImportPreview
from app.services.registry import in_words
from app.services.rows.intake import (
    Choice,
    Decision,
    Difference,
    Doubt,
    Fate,
    FieldRow,
    PreviewRow,
    Registry,
    RowDetail,
)

SHOWN_FIELDS: Final[Mapping[Registry, tuple[str, ...]]] = {
    Registry.OBJECTS: ("name", "uscc", "town"),
    Registry.INSPECTORS: ("name", "department", "cert"),
}


class Mark(StrEnum):
    """By what the rows of a file are looked at."""

    ALL = "全部"
    NEW = "新增"
    CHANGED = "更新"
    UNCHANGED = "未变"
    LEFT_OUT = "不导入"
    DOUBTFUL = "存疑"
    FAULTY = "有误"
    HINTS = "提示"


_FATES: Final[Mapping[Fate, Mark]] = {
    Fate.NEW: Mark.NEW,
    Fate.CHANGED: Mark.CHANGED,
    Fate.UNCHANGED: Mark.UNCHANGED,
    Fate.LEFT_OUT: Mark.LEFT_OUT,
}


def counts(preview: ImportPreview) -> dict[Mark, int]:
    """Say how many rows bear each mark; a doubtful one also bears what would become of it."""
    fates = preview.standing.fates
    return {
        Mark.ALL: len(preview.order),
        **{mark: fates.count(fate) for fate, mark in _FATES.items()},
        Mark.DOUBTFUL: preview.doubtful,
        Mark.FAULTY: len(preview.bad),
        Mark.HINTS: len(preview.faults) - len(preview.bad),
    }


def lines_of(preview: ImportPreview, mark: Mark) -> "array[int]":
    """Give the lines that bear a mark, in the order of the file."""
    if mark is Mark.ALL:
        return array("q", preview.order)
    if mark is Mark.DOUBTFUL:
        return array("q", sorted(preview.standing.doubts))
    if mark is Mark.FAULTY:
        return array("q", (line for line in preview.order if line >= preview.good))
    if mark is Mark.HINTS:
        return array("q", (line for line in preview.order if _is_hinted(preview, line)))
    fates = preview.standing.fates
    wanted = next(fate for fate, its_mark in _FATES.items() if its_mark is mark)
    good = preview.good
    return array("q", (line for line in preview.order if line < good and fates[line] == wanted))


def preview_row(preview: ImportPreview, line: int) -> PreviewRow:
    """Give a row of the list."""
    fields = SHOWN_FIELDS[preview.registry]
    if line >= preview.good:
        sheet, number = preview.bad[line - preview.good]
        raw = _raw_cells(preview, sheet, number)
        cells = tuple(raw.get(key, "") for key in fields)
        return PreviewRow(sheet, number, cells, Mark.FAULTY, _said(preview.faults[sheet, number]))
    row = preview.table.rows[line]
    cells = tuple(in_words(getattr(row, key)) for key in fields)
    doubt, decision = _doubt(preview, line)
    mark = Mark.DOUBTFUL if doubt else _FATES[Fate(preview.standing.fates[line])]
    parts = [doubt_in_words(doubt, decision)] if doubt and decision else []
    parts += (in_short(preview, change) for change in _changes(preview, line, decision))
    hints = preview.faults.get((row.sheet, row.row), ())
    parts += [_said(hints)] if hints else []
    return PreviewRow(row.sheet, row.row, cells, mark, "；".join(parts))


def row_detail(preview: ImportPreview, line: int) -> RowDetail:
    """Give a row in full; a doubtful one beside whom it is said to be, or is likeliest."""
    shown = preview_row(preview, line)
    faults = preview.faults.get((shown.sheet, shown.row), ())
    wrong = {preview.table.mapping.get(fault.column, ""): fault.message for fault in faults}
    words = WORDS[preview.registry]
    if line >= preview.good:
        raw = _raw_cells(preview, shown.sheet, shown.row)
        told = ((words.get(key, key), text, wrong.get(key, "")) for key, text in raw.items())
        fields = (FieldRow(title, text, text, changed=False, fault=why) for title, text, why in told)
        return RowDetail(line, shown, tuple(fields))
    doubt, decision = _doubt(preview, line)
    row = preview.table.rows[line]
    beside = doubt.candidates[0].id if doubt and decision and decision.choice is not Choice.SAME else 0
    changes = {change.field: change for change in _changes(preview, line, decision, beside)}
    brought = preview.table.fields[row.sheet] - {"coordinates"}
    found = [
        _field(words[key], getattr(row, key), changes.get(key), wrong.get(key, ""))
        for key in row._fields
        if key in brought and key in words
    ]
    return RowDetail(line, shown, tuple(found), doubt, decision)


def doubt_in_words(doubt: Doubt, decision: Decision) -> str:
    """Say whom a row may be and what is done with it."""
    meant = next((each for each in doubt.candidates if each.id == decision.id), doubt.candidates[0])
    more = f"等 {len(doubt.candidates)} 家" if len(doubt.candidates) > 1 else ""
    return f"{doubt.reason}：{meant.name}（{meant.code}）{more}，按{decision.choice}"


def in_short(preview: ImportPreview, change: Difference) -> str:
    """Say one change: 所在地：白马镇 → 平桥镇."""
    before, after = in_words(change.before) or "空", in_words(change.after) or "空"
    return f"{WORDS[preview.registry][change.field]}：{before} → {after}"


def _field(title: str, value: object, change: Difference | None, fault: str) -> FieldRow:
    after = in_words(value)
    before = in_words(change.before) if change else after
    return FieldRow(title, before, after, changed=change is not None, fault=fault)


def _doubt(preview: ImportPreview, line: int) -> tuple[Doubt | None, Decision | None]:
    doubt = preview.standing.doubts.get(line)
    return (doubt, preview.standing.decision(line)) if doubt else (None, None)


def _changes(
    preview: ImportPreview, line: int, decision: Decision | None, beside: int = 0
) -> Sequence[Difference]:
    comparison = preview.comparison
    if comparison is None:
        return ()
    row_id = beside or (decision.id if decision else comparison.sure.get(line, 0))
    return comparison.differences.get((line, row_id), ())


def _raw_cells(preview: ImportPreview, sheet: str, number: int) -> dict[str, str]:
    """Give the cells of a faulty row as the file has them, by field."""
    read = next(each for each in preview.table.read if each.sheet.name == sheet)
    cells = read.sheet.rows[number - read.sheet.first]
    return {key: text_of(cells[column]) for key, column in read.columns.items()}


def _is_hinted(preview: ImportPreview, line: int) -> bool:
    if line >= preview.good:
        return False
    row = preview.table.rows[line]
    return (row.sheet, row.row) in preview.faults


def _said(faults: Sequence[Fault]) -> str:
    return "；".join((f"{fault.column}：" if fault.column else "") + fault.message for fault in faults)
