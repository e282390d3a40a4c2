"""A smallest possible .xls (BIFF8 in a compound file), as .et files are too: no library here writes them."""

import struct
from collections.abc import Sequence
from pathlib import Path

_END, _FREE, _FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SECTOR = 512
_LEAST_STREAM = 4096


def old_workbook(
    path: Path, rows: Sequence[Sequence[str | float]], merges: Sequence[tuple[int, int, int, int]] = ()
) -> Path:
    """Write one sheet 名录; merges are first row, first column, last row, last column, from 0."""
    stream = _stream(rows, merges)
    path.write_bytes(_compound(stream.ljust(_LEAST_STREAM, b"\x00")))
    return path


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def _stream(rows: Sequence[Sequence[str | float]], merges: Sequence[tuple[int, int, int, int]]) -> bytes:
    begin = struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0)
    name = "名录"
    bound_length = 4 + 6 + 2 + 2 * len(name)
    globals_length = 4 + len(begin) + bound_length + 4
    bound = struct.pack("<IHBB", globals_length, 0, len(name), 1) + name.encode("utf-16-le")
    book = _record(0x0809, begin) + _record(0x0085, bound) + _record(0x000A, b"")
    sheet = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(cell, str):
                sheet += _record(0x0204, place + _text(cell)) if cell else b""
            else:
                sheet += _record(0x0203, place + struct.pack("<d", cell))
    ranges = b"".join(struct.pack("<HHHH", top, bottom, left, right) for top, left, bottom, right in merges)
    sheet += _record(0x00E5, struct.pack("<H", len(merges)) + ranges) if merges else b""
    return book + sheet + _record(0x000A, b"")


def _compound(stream: bytes) -> bytes:
    sectors = -(-len(stream) // _SECTOR)
    chain = [*range(3, sectors + 2), _END]
    table = [_FAT_SECTOR, _END, *chain]
    header = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, 1, 1, 0, _LEAST_STREAM, _END, 0, _END, 0)
        + struct.pack("<109I", 0, *[_FREE] * 108)
    )
    fat = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    directory = _entry("Root Entry", 5, 1, _END, 0) + _entry("Workbook", 2, _FREE, 2, len(stream))
    return header + fat + directory.ljust(_SECTOR, b"\x00") + stream.ljust(sectors * _SECTOR, b"\x00")


def _entry(name: str, kind: int, child: int, start: int, size: int) -> bytes:
    encoded = (name + "\x00").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\x00")
        + struct.pack("<HBBIII", len(encoded), kind, 1, _FREE, _FREE, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
