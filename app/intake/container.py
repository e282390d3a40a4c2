"""What a file is, by its content, and whether it is safe to unpack: nothing here reads a cell."""

import io
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from enum import Enum, auto
from typing import Final
from xml.parsers import expat

from app.core.errors import UserError
from app.intake.grid import MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED, fits_in_memory
from app.intake.old_workbook import LockedError, check_old_workbook

DAMAGED: Final = "文件“{name}”已损坏，读不出来；请用 Excel 或 WPS 打开后另存为 .xlsx，再试一次。"
TOO_LARGE: Final = "文件“{name}”太大（解压后超过 512 MB），请拆成几个文件后分别导入。"
TOO_MUCH_MEMORY: Final = (
    "文件“{name}”的表格太大，读它要用 1 GB 以上内存；请删去多余的行和列，或拆成几个文件。"
)
ENCRYPTED: Final = "文件“{name}”设有打开密码；请在 Excel 或 WPS 中取消密码、保存后再试。"
TOO_MANY_ROWS: Final = "文件“{name}”有一张表超过 1,048,576 行，请拆成几个文件后分别导入。"
TOO_MANY_COLUMNS: Final = "文件“{name}”有一张表超过 16,384 列，请删去多余的列后再试。"

_CHUNK = 1 << 20
_WINDOW = 1 << 14
_SLOW_XML = 300 * 1024 * 1024
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    ValueError,
    OverflowError,
    NotImplementedError,  # a compression or encryption that the library cannot read
    RuntimeError,
)
# One pattern a quote: a literal beginning lets the search run several times faster.
_CELL = (re.compile(rb' r="[A-Z]{1,3}(\d{1,10})"'), re.compile(rb" r='[A-Z]{1,3}(\d{1,10})'"))
_WIDE = (re.compile(rb' r="([A-Z]{2,3})\d'), re.compile(rb" r='([A-Z]{2,3})\d"))
# The attributes of a cell are few: a bound keeps what is no sheet from being searched over and over.
_ERROR = re.compile(rb'<c(?=[^>]{0,200} t="e")[^>]{0,200} r="([A-Z]{1,3}\d{1,7})"')
_UNCOUNTED = re.compile(
    rb'<c(?![^>]{0,200} t=")[^>]{0,200} r="([A-Z]{1,3}\d{1,7})"[^>]{0,200}>'
    rb"<f[^>]{0,200}>[^<]{0,8192}</f>(?:<v></v>|<v ?/>)?</c>"
)
_NO_RESULT = (b"</f></c>", b"</f><v></v></c>", b"</f><v/></c>", b"</f><v /></c>")
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*(?:<[!?a-z]|MIME-Version:)", re.IGNORECASE)
"""A page or XML however it begins, or a page that was saved whole in one file: platforms call them .xls."""


class Kind(Enum):
    """What can be read, by content."""

    WORKBOOK = auto()
    OPEN_DOCUMENT = auto()
    OLD_WORKBOOK = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Survey:
    """What a look at the packed parts told."""

    long_text: bool
    """A cell may hold more than 16,384 bytes of text, so lengths must be checked."""
    errors: tuple[str, ...] = ()
    """Places of the cells whose formula gives an error; the reader would take them for empty."""
    uncounted: tuple[str, ...] = ()
    """Places of the cells whose formula the program that wrote the file never worked out."""


def kind_of(data: bytes, name: str) -> Kind:
    """Tell what ``data`` is whatever its extension says; UserError for what is no table."""
    if data.startswith(b"PK"):
        return _kind_of_zip(data, name)
    if data.startswith(_COMPOUND):
        return _kind_of_compound(data, name)
    if data.startswith(_PICTURES):
        raise UserError(f"文件“{name}”是图片，不是表格；请选 .xlsx、.xls、.et、.ods 或 .csv 文件。")
    if data.startswith(b"%PDF"):
        raise UserError(f"文件“{name}”是 PDF，不是表格；请选 .xlsx、.xls、.et、.ods 或 .csv 文件。")
    if _MARKUP.match(data):
        raise UserError(
            f"文件“{name}”其实是网页或 XML 格式；请用 Excel 或 WPS 打开后另存为 .xlsx，再试一次。"
        )
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UserError(f"文件“{name}”不是表格；请选 .xlsx、.xls、.et、.ods 或 .csv 文件。")
    return Kind.TEXT


def survey(data: bytes, kind: Kind, name: str) -> Survey:
    """Look through the packed parts before a cell is read: sums, sizes, extent, memory.

    Raises UserError for what is damaged, encrypted or beyond the limits of interfaces.md, within 10 s.
    """
    try:
        if kind is Kind.OLD_WORKBOOK:
            if not check_old_workbook(data):
                raise UserError(TOO_MUCH_MEMORY.format(name=name))
            return Survey(long_text=True)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check_sizes(archive, name)
            if kind is Kind.OPEN_DOCUMENT:
                return _survey_open_document(archive, name)
            return _survey_workbook(archive, name)
    except LockedError as fault:
        raise UserError(ENCRYPTED.format(name=name)) from fault
    except _UNREADABLE as fault:
        raise UserError(DAMAGED.format(name=name)) from fault


def _kind_of_zip(data: bytes, name: str) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {member.filename.replace("\\", "/").lower() for member in archive.infolist()}
    except _UNREADABLE as fault:
        raise UserError(DAMAGED.format(name=name)) from fault
    if members & {"xl/workbook.xml", "xl/workbook.bin"}:
        return Kind.WORKBOOK
    if "word/document.xml" in members:
        raise UserError(f"文件“{name}”是 Word 文档，不是表格；请选 .xlsx、.xls、.et、.ods 或 .csv 文件。")
    if "ppt/presentation.xml" in members:
        raise UserError(f"文件“{name}”是演示文稿，不是表格；请选 .xlsx、.xls、.et、.ods 或 .csv 文件。")
    if "content.xml" in members:
        return Kind.OPEN_DOCUMENT
    if "[content_types].xml" in members:
        raise UserError(DAMAGED.format(name=name))
    raise UserError(f"文件“{name}”是压缩包；请先解压，再选里面的表格文件。")


def _kind_of_compound(data: bytes, name: str) -> Kind:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UserError(ENCRYPTED.format(name=name))
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "Book")):
        return Kind.OLD_WORKBOOK
    if "WordDocument".encode("utf-16-le") in data:
        raise UserError(f"文件“{name}”是 Word 文档，不是表格；请选 .xlsx、.xls、.et、.ods 或 .csv 文件。")
    raise UserError(DAMAGED.format(name=name))


def _check_sizes(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    if any(member.flag_bits & 1 for member in members):
        raise UserError(ENCRYPTED.format(name=name))
    if sum(member.file_size for member in members) > MAX_UNPACKED:
        raise UserError(TOO_LARGE.format(name=name))


def _survey_workbook(archive: zipfile.ZipFile, name: str) -> Survey:
    long_text, errors, uncounted = False, list[str](), list[str]()
    for member in archive.infolist():
        path = member.filename.replace("\\", "/").lower()
        if not path.endswith((".xml", ".bin")):
            continue
        if member.file_size > _SLOW_XML and path.endswith(".xml"):
            _check_markup(archive, member, name)
        extent = _Extent(sheet=path.startswith("xl/worksheets/") and path.endswith(".xml"))
        with archive.open(member) as part:
            while chunk := part.read(_CHUNK):
                extent.see(chunk)
        extent.check(name)
        long_text = long_text or extent.long_text
        errors += extent.errors
        uncounted += extent.uncounted
    return Survey(long_text, tuple(errors), tuple(uncounted))


class _Extent:
    """How far a sheet reaches, by the references of its cells; seen chunk by chunk."""

    def __init__(self, *, sheet: bool) -> None:
        self.long_text = False
        self.errors: list[str] = []
        self.uncounted: list[str] = []
        self._sheet = sheet
        self._rows = 0
        self._columns = 26
        self._values = 0

    def see(self, chunk: bytes) -> None:
        if any(chunk.find(b"<", at, at + _WINDOW) < 0 for at in range(0, len(chunk), _WINDOW)):
            self.long_text = True
        if not self._sheet:
            return
        self._values += chunk.count(b"<c ")
        if b't="e"' in chunk:
            self.errors += (place.decode() for place in _ERROR.findall(chunk))
        # A text that a formula left empty on purpose has its type, and is not meant.
        if any(mark in chunk for mark in _NO_RESULT):
            self.uncounted += (place.decode() for place in _UNCOUNTED.findall(chunk))
        # Rows stand in order, so the last reference of a chunk is the farthest down.
        for cell in _CELL:
            found = cell.findall(chunk, max(0, len(chunk) - _WINDOW))
            self._rows = max(self._rows, *map(int, found[-1:]), 0)
        for wide in _WIDE:
            if wide.search(chunk):
                self._columns = max(self._columns, *map(_column_number, set(wide.findall(chunk))))

    def check(self, name: str) -> None:
        if self._rows > MAX_ROWS:
            raise UserError(TOO_MANY_ROWS.format(name=name))
        if self._columns > MAX_COLUMNS:
            raise UserError(TOO_MANY_COLUMNS.format(name=name))
        columns = min(self._columns, self._values) if self._rows == 1 else self._columns
        if not fits_in_memory(self._rows * columns, self._values):
            raise UserError(TOO_MUCH_MEMORY.format(name=name))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _check_markup(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Fail early: a very large part that is broken near its end would otherwise be found out too late."""
    try:
        with archive.open(member) as part:
            expat.ParserCreate().ParseFile(part)
    except expat.ExpatError as fault:
        raise UserError(DAMAGED.format(name=name)) from fault


def _survey_open_document(archive: zipfile.ZipFile, name: str) -> Survey:
    """Count what repeated rows and cells unfold to: a few bytes may stand for a million rows."""
    places = row_cells = row_times = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row_cells, row_times
        if tag.endswith(":table-row"):
            row_cells, row_times = 0, int(attributes.get("table:number-rows-repeated", "1"))
        elif tag.endswith(":table-cell") and "office:value-type" in attributes:
            row_cells += int(attributes.get("table:number-columns-repeated", "1"))

    def end(tag: str) -> None:
        nonlocal places
        if tag.endswith(":table-row"):
            places += row_cells * row_times

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        with archive.open("content.xml") as part:
            parser.ParseFile(part)
    except expat.ExpatError as fault:
        raise UserError(DAMAGED.format(name=name)) from fault
    if not fits_in_memory(places, places):
        raise UserError(TOO_MUCH_MEMORY.format(name=name))
    return Survey(long_text=True)
