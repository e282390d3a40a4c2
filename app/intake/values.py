"""One cell -> one value of the registry, repaired with a warning or refused with a reason, never guessed."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Generic, TypeAlias, TypeVar

from app.core.text import name_fault, repair_code, repair_name, uscc_fault
from app.intake.grid import Cell

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Remark(Generic[T]):
    """A value with a word about it; a refused one takes its row out of the import.

    ``unknown`` are words of the cell that no list has; the clerk can say once what they stand for.
    """

    value: T
    message: str
    refused: bool = False
    unknown: tuple[str, ...] = ()


Parse: TypeAlias = Callable[[Cell], T | Remark[T]]

BLANK_MARKS: Final = frozenset(
    {"", "/", "\\", "-", "--", "—", "——", "－", "／", "无", "暂无", "N/A", "n/a", "#N/A", "null", "NULL"}
)
"""What offices type into a cell that has nothing to say."""

_TURNED_TO_NUMBER: Final = "Excel 把它变成了数字，后几位已经丢失；请把这一列设为文本格式后重新填写"
_TOO_MANY: Final = 10**9  # a frozen input holds at most 9 digits (draw-spec.md §1)
_LOST_DIGITS: Final = 1e15
_SCIENTIFIC = re.compile(r"[-+]?\d+(?:\.\d+)?[Ee]\+\d+")
BLANKS: Final = re.compile(r"\s+")
_DATE = re.compile(
    r"(\d{4})(?:-(\d{1,2})-(\d{1,2})|/(\d{1,2})/(\d{1,2})|\.(\d{1,2})\.(\d{1,2})|年(\d{1,2})月(\d{1,2})[日号]?|(\d{2})(\d{2}))"
    r"(?:[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
_FIRST_SERIAL_DAY: Final = date(1899, 12, 30)
_SERIALS: Final = range(10_000, 73_051)
_YEARS: Final = range(1900, 2101)
_NUMBER = re.compile(
    r"([-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:E[-+]?\d+)?)(?:吨|t|家|次|分|个)?(?:/年|/a)?", re.IGNORECASE
)


def text_of(cell: Cell) -> str:
    """Write a cell as its reader sees it: a whole number without decimals, a date as 2024-01-05."""
    match cell:
        case str():
            return cell
        case bool():
            return "是" if cell else "否"
        case float() if cell.is_integer() and abs(cell) < _LOST_DIGITS:
            return str(int(cell))
        case datetime() if cell.time() == time():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case _:
            return str(cell)


def narrow(text: str) -> str:
    """Make full-width characters narrow, without blanks at the ends."""
    return unicodedata.normalize("NFKC", text).strip()


def parse_text(cell: Cell) -> str:
    """Read free text; marks for "nothing" become ''."""
    text = repair_name(text_of(cell))
    return "" if text in BLANK_MARKS else text


def parse_name(cell: Cell) -> str | Remark[str]:
    """Read a name, which must be there; blanks and invisible characters inside are taken out."""
    raw = text_of(cell)
    name = repair_name(raw)
    if name in BLANK_MARKS:
        return Remark("", "缺少名称", refused=True)
    if fault := name_fault(name):
        return Remark(name, fault, refused=True)
    return name if name == raw.strip() else Remark(name, "名称中的空格或看不见的字符已去掉")


def parse_number_text(cell: Cell) -> str | Remark[str]:
    """Read text that may consist of digits, such as a telephone: refused where Excel lost some of them."""
    if _is_turned_to_number(cell):
        return Remark("", _TURNED_TO_NUMBER, refused=True)
    return parse_text(cell)


def parse_code(cell: Cell) -> str | Remark[str]:
    """Read a code: full-width or small letters and blanks are repaired with a warning."""
    if _is_turned_to_number(cell):
        return Remark("", _TURNED_TO_NUMBER, refused=True)
    raw = text_of(cell).strip()
    if raw in BLANK_MARKS:
        return ""
    code = repair_code(raw)
    return code if code == raw else Remark(code, _repairs(raw))


def parse_uscc(cell: Cell) -> str | Remark[str]:
    """Read a 统一社会信用代码 (GB 32100); '' where there is none."""
    if isinstance(cell, str) and uscc_fault(cell) is None:
        return cell
    read = parse_code(cell)
    if isinstance(read, Remark) and read.refused:
        return read
    code = read.value if isinstance(read, Remark) else read
    fault = uscc_fault(code) if code else None
    return Remark("", fault, refused=True) if fault else read


def parse_organisation_code(cell: Cell) -> str | Remark[str]:
    """Read a column of old 组织机构代码, in which newer rows hold a 统一社会信用代码."""
    text = repair_code(text_of(cell))
    if re.fullmatch(r"[0-9A-Z]{8}-?[0-9X]", text):
        return Remark("", "组织机构代码不是统一社会信用代码，未采用")
    return parse_uscc(cell)


def parse_date(cell: Cell) -> date | Remark[date | None] | None:
    """Read a date cell, an Excel serial, or 2024-01-05, 2024/1/5, 2024.1.5, 2024年1月5日, 20240105."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    text = narrow(text_of(cell))
    if text in BLANK_MARKS:
        return None
    found = _date_in(text)
    if found and found.year in _YEARS:
        return found
    return Remark(None, "日期认不出来，请写成 2024-01-05 的样子", refused=True)


def parse_amount(cell: Cell) -> float | Remark[float | None] | None:
    """Read an amount that cannot be negative."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        number: float | None = float(cell)
    else:
        text = BLANKS.sub("", narrow(text_of(cell))).replace(",", "")
        if text in BLANK_MARKS:
            return None
        found = _NUMBER.fullmatch(text)
        number = float(found[1]) if found else None
    if number is None or number - number != 0:
        return Remark(None, "应填数字", refused=True)
    return Remark(None, "不能是负数", refused=True) if number < 0 else number


def parse_count(cell: Cell) -> int | Remark[int | None] | None:
    """Read a whole number that cannot be negative."""
    number = parse_amount(cell)
    if isinstance(number, Remark):
        return Remark(None, number.message, refused=True)
    if number is None:
        return None
    if number >= _TOO_MANY:
        return Remark(None, "数字太大，请核对", refused=True)
    return int(number) if number.is_integer() else Remark(None, "应填整数", refused=True)


def parse_count_or_none_yet(cell: Cell) -> int | Remark[int]:
    """Read a whole number; an empty cell is 0."""
    number = parse_count(cell)
    if isinstance(number, Remark):
        return Remark(0, number.message, refused=True)
    return number or 0


def _is_turned_to_number(cell: Cell) -> bool:
    if isinstance(cell, str):
        return _SCIENTIFIC.fullmatch(cell.strip()) is not None
    return isinstance(cell, float | int) and abs(cell) >= _LOST_DIGITS


def _repairs(raw: str) -> str:
    narrow = unicodedata.normalize("NFKC", raw)
    repairs = [
        word
        for word, done in (
            ("全角字符已改为半角", narrow != raw),
            ("小写字母已改为大写", narrow.upper() != narrow),
            ("中间的空白已去掉", BLANKS.search(raw) is not None),
        )
        if done
    ]
    return "，".join(repairs) or "看不见的字符已去掉"


def _date_in(text: str) -> date | None:
    if _SERIAL.fullmatch(text) and int(float(text)) in _SERIALS:
        return _FIRST_SERIAL_DAY + timedelta(days=int(float(text)))
    found = _DATE.fullmatch(BLANKS.sub(" ", text) if ":" in text else BLANKS.sub("", text))
    if not found:
        return None
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError:
        return None
