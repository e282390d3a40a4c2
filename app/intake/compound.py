"""The file system inside .xls and .et files ([MS-CFB]): the stream of the workbook, or that it is unsound."""

import struct
import sys
from array import array
from collections.abc import Iterator, Sequence
from typing import Final

_HEADER: Final = 512
_ENTRY: Final = 128
_SHIFTS: Final = (9, 12)
_MINI_SHIFT: Final = 6
_LEAST_STREAM: Final = 4096
_FREE: Final = 0xFFFFFFFF
_END_OF_CHAIN: Final = 0xFFFFFFFE


class UnsoundError(ValueError):
    """The file contradicts itself."""


def workbook_stream(data: bytes) -> bytes:
    """Give the stream Workbook or Book of a compound file; UnsoundError for a damaged file."""
    try:
        compound = _Compound(data)
        for name in ("Workbook", "Book"):
            if name in compound.entries:
                return compound.stream(*compound.entries[name])
    except struct.error as fault:
        raise UnsoundError from fault
    raise UnsoundError


class _Compound:
    """Sectors, their table and the directory, every reference followed once and within the file."""

    def __init__(self, data: bytes) -> None:
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in _SHIFTS or mini_shift != _MINI_SHIFT:
            raise UnsoundError
        directory, mini_table, more = (struct.unpack_from("<I", data, at)[0] for at in (48, 60, 68))
        self._data = data
        self._size = 1 << shift
        self._table = self._numbers(self._table_sectors(more))
        self.entries = dict(self._entries(self._joined(directory)))
        self._mini_table = self._numbers(_chain(mini_table, self._table))
        root = next(iter(self.entries.values()), None)
        if root is None:
            raise UnsoundError
        self._mini = self._joined(root[0])

    def stream(self, start: int, length: int) -> bytes:
        """Give a stream by its first sector and its length in bytes."""
        if length >= _LEAST_STREAM:
            content = self._joined(start)
        else:
            parts = _chain(start, self._mini_table)
            content = b"".join(self._mini[part << _MINI_SHIFT : (part + 1) << _MINI_SHIFT] for part in parts)
        if len(content) < length:
            raise UnsoundError
        return content[:length]

    def _table_sectors(self, more: int) -> Iterator[int]:
        listed = struct.unpack_from("<109I", self._data, 76)
        yield from (number for number in listed if number != _FREE)
        seen: set[int] = set()
        while more not in {_FREE, _END_OF_CHAIN}:
            if more in seen:
                raise UnsoundError
            seen.add(more)
            *numbers, more = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            yield from (number for number in numbers if number != _FREE)

    def _entries(self, directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
        for at in range(0, len(directory), _ENTRY):
            name = directory[at : at + 64].decode("utf-16-le", "ignore").split("\x00")[0]
            start, length = struct.unpack_from("<II", directory, at + 116)
            if name:
                yield name, (start, length)

    def _sector(self, number: int) -> bytes:
        begin = max(_HEADER, self._size) + number * self._size
        content = self._data[begin : begin + self._size]
        if not content:
            raise UnsoundError
        return content.ljust(self._size, b"\x00")

    def _joined(self, start: int) -> bytes:
        return b"".join(map(self._sector, _chain(start, self._table)))

    def _numbers(self, sectors: Iterator[int]) -> Sequence[int]:
        numbers = array("I", b"".join(map(self._sector, sectors)))
        if sys.byteorder == "big":
            numbers.byteswap()
        return numbers


def _chain(start: int, table: Sequence[int]) -> Iterator[int]:
    """Follow the sectors of a stream; a chain that leaves the table or runs in a circle is unsound."""
    steps = 0
    while start != _END_OF_CHAIN:
        if start >= len(table) or steps > len(table):
            raise UnsoundError
        yield start
        start = table[start]
        steps += 1
