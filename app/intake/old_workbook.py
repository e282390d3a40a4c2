"""A look through an .xls or .et file before it is read: sound sectors, sound records, places that exist.

The reader of these files trusts what they say about their own size, and a false word there would end the
program. Layout of the records: [MS-XLS].
"""

import struct
from collections.abc import Iterator
from typing import Final

from app.intake.compound import UnsoundError, workbook_stream
from app.intake.grid import fits_in_memory

_ROWS: Final = 65_536
_COLUMNS: Final = 256
_FILE_BEGINS, _SHEET, _SIZE, _MERGED, _ENDS, _LOCKED = 0x0809, 0x0085, 0x0200, 0x00E5, 0x000A, 0x002F
_LONG_SIZE: Final = 14
_MANY: Final = 0x00BD
_CELLS: Final = {0x0203: 14, 0x0204: 8, 0x0205: 8, 0x027E: 10, 0x00FD: 10, 0x0006: 20, 0x00BD: 12}
"""Record of cells with a value -> the least length of its body."""


class LockedError(ValueError):
    """The file has a password to open it: what its records say cannot be read."""


def check_old_workbook(data: bytes) -> bool:
    """Tell whether the sheets of an .xls fit into the memory of interfaces.md.

    UnsoundError if damaged, LockedError if it has a password.
    """
    try:
        stream = workbook_stream(data)
        if any(kind == _LOCKED for kind, _ in _records(stream, 0)):
            raise LockedError
        sheets = [struct.unpack_from("<I", body)[0] for kind, body in _records(stream, 0) if kind == _SHEET]
        extents = [_extent(stream, begin) for begin in sheets]
    except struct.error as fault:
        raise UnsoundError from fault
    return fits_in_memory(sum(places for places, _ in extents), sum(values for _, values in extents))


def _records(stream: bytes, at: int) -> Iterator[tuple[int, memoryview]]:
    """Walk the records of one part of the stream up to its end mark."""
    view = memoryview(stream)
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = view[at + 4 : at + 4 + length]
        if len(body) < length:
            raise UnsoundError
        if kind == _ENDS:
            return
        yield kind, body
        at += 4 + length


def _extent(stream: bytes, begin: int) -> tuple[int, int]:
    """Give places and values of one sheet, counted from its corner to its last cell."""
    if begin + 4 > len(stream) or struct.unpack_from("<H", stream, begin)[0] != _FILE_BEGINS:
        raise UnsoundError
    rows = columns = values = 0
    for kind, body in _records(stream, begin):
        if kind in _CELLS:
            if len(body) < _CELLS[kind]:
                raise UnsoundError
            row, first = struct.unpack_from("<HH", body)
            column = struct.unpack_from("<H", body, len(body) - 2)[0] if kind == _MANY else first
            if not first <= column < _COLUMNS:
                raise UnsoundError
            rows, columns, values = max(rows, row + 1), max(columns, column + 1), values + 1 + column - first
        elif kind == _SIZE:
            _check_size(body)
        elif kind == _MERGED and (len(body) - 2) // 8 < struct.unpack_from("<H", body)[0]:
            raise UnsoundError
    return rows * columns, values


def _check_size(body: memoryview) -> None:
    """Check the promised size: the reader sets memory aside for it."""
    if len(body) >= _LONG_SIZE:
        top, bottom, left, right = struct.unpack_from("<IIHH", body)
    else:
        top, bottom, left, right = struct.unpack_from("<HHHH", body)
    if bottom > _ROWS or right > _COLUMNS or top > bottom or left > right:
        raise UnsoundError
