"""Text tables: UTF-8 or GB18030, the delimiter found by counting."""

import csv
import io
from collections import Counter
from itertools import chain, islice
from typing import Final

from app.core.errors import UserError
from app.intake.container import TOO_LARGE, TOO_MANY_COLUMNS, TOO_MANY_ROWS, TOO_MUCH_MEMORY
from app.intake.grid import (
    MAX_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_UNPACKED,
    Cell,
    Sheet,
    Tables,
    fits_in_memory,
)

_DELIMITERS: Final = ",\t;|，"
_LINES_COUNTED: Final = 50
_END: Final = "\x02end of text"
"""Put behind the last line: a quote that is never closed swallows it, and with it rows unseen."""


def read_delimited(data: bytes, name: str, delimiter: str = "") -> Tables:
    """Read a text table as one sheet without a name; row numbers are record numbers.

    Without a ``delimiter`` it is found by counting.
    """
    if len(data) > MAX_UNPACKED:
        raise UserError(TOO_LARGE.format(name=name))
    # A byte-wise count is a lower bound of rows and good enough to refuse before decoding.
    values = max(data.count(b","), data.count(b"\t"), data.count(b";")) + data.count(b"\n")
    if not fits_in_memory(values, values):
        raise UserError(TOO_MUCH_MEMORY.format(name=name))
    text = decode(data, name)
    rows = _records(text, name, delimiter or delimiter_of(text))
    width = max(map(len, rows), default=0)
    if not fits_in_memory(len(rows) * width, values):
        raise UserError(TOO_MUCH_MEMORY.format(name=name))
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))
    return Tables((Sheet("", rows),))


def decode(data: bytes, name: str) -> str:
    """Decode what offices save: UTF-8 with or without mark, UTF-16 with mark, else GB18030; never guessed."""
    marked = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "gb18030"]:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UserError(f"文件“{name}”的文字编码认不出来；请另存为 UTF-8 编码的 .csv，或 .xlsx 文件。")


def delimiter_of(text: str) -> str:
    """Give the mark that separates: the most frequent one outside quotes in the first 50 lines.

    A tab in most lines is it, however many commas stand in the cells: nobody types tabs into words.
    """
    counts: Counter[str] = Counter()
    lines = with_tab = 0
    for line in islice(io.StringIO(text), _LINES_COUNTED):
        outside = "".join(line.split('"')[::2])
        counts.update({mark: outside.count(mark) for mark in _DELIMITERS})
        lines += bool(outside.strip())
        with_tab += "\t" in outside
    if with_tab * 2 > lines:
        return "\t"
    best, count = max(counts.items(), key=lambda entry: entry[1], default=(",", 0))
    return best if count else ","


def _records(text: str, name: str, delimiter: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    lines = chain(io.StringIO(text, newline=""), [_END])
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for record in reader:
            if record == [_END]:
                return rows
            _check_record(record, len(rows) + 1, name)
            rows.append([*record])
    except csv.Error as fault:
        raise UserError(
            f"文件“{name}”第 {reader.line_num} 行附近读不下去，多半是双引号没有配对；请改正后再试。"
        ) from fault
    raise UserError(f"文件“{name}”第 {len(rows)} 行起有双引号没有配对，后面的行连成了一格；请改正后再试。")


def _check_record(record: list[str], number: int, name: str) -> None:
    if number > MAX_ROWS:
        raise UserError(TOO_MANY_ROWS.format(name=name))
    if len(record) > MAX_COLUMNS:
        raise UserError(TOO_MANY_COLUMNS.format(name=name))
    if record and len(max(record, key=len)) > MAX_CHARACTERS:
        raise UserError(
            f"文件“{name}”第 {number} 行有一个单元格超过 32,767 个字，多半是双引号没有配对；请改正后再试。"
        )
