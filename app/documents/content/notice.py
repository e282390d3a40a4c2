"""The disclosure notice: what it holds and every sentence derived from it, the same in Word and in PDF."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.core.states import PUBLIC_WORDINGS, Outcome
from app.documents.content.dates import date_span, long_date, short_date
from app.documents.phrases import known_words

HEADS: Final = ("序号", "检查对象及编号", "检查内容", "检查时间", "检查部门", "检查结果")
WIDTHS_MM: Final = (9.0, 39.0, 42.5, 21.0, 20.5, 24.0)  # fill the 156 mm between GB/T 9704's margins
_DEPARTMENT_LINE: Final = 5  # characters
CODE_NOTE: Final = "编号为名录库永久编号，抽取过程可凭编号核对。"

# A wording that breaks in a narrow cell breaks between its two phrases.
_RESULT_PHRASES: Final[Mapping[str, tuple[str, ...]]] = {
    Outcome.CLEAN: ("未发现问题",),
    Outcome.CORRECTED: ("发现问题", "已责令整改"),
    Outcome.CASE: ("发现违法行为", "已立案调查"),
}


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One finished visit: when, what, with which result.

    ``result`` is one of the three public wordings (domain.md §5 rule 9); anything else is a ValueError,
    so that no internal outcome can reach the public.
    """

    number: int
    unit: str
    code: str
    items: tuple[str, ...]
    inspected_on: date
    departments: tuple[str, ...]
    result: str

    def __post_init__(self) -> None:
        if self.result not in PUBLIC_WORDINGS:
            raise ValueError(f"not a public wording: {self.result}")


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice of results.

    ``period`` is written out (2024年第一季度); ``batch`` is 第二批 or empty; ``basis`` is the number of the
    plan's own document; ``withheld`` counts the visits of the same batch that are not disclosed;
    ``watermark`` is a word printed pale across every page, or empty; ``contact`` and ``phone`` may be empty.
    """

    office: str
    document_number: str
    period: str
    batch: str
    basis: str
    first_day: date
    last_day: date
    rows: tuple[NoticeRow, ...]
    withheld: int
    issued_on: date
    watermark: str
    contact: str = ""
    phone: str = ""


def title_phrases(notice: Notice) -> tuple[str, ...]:
    """Give the title's lines; “双随机、一公开” is never broken."""
    phrases = (f"关于{notice.period}", "“双随机、一公开”抽查结果的公告")
    return (*phrases, f"（{notice.batch}）") if notice.batch else phrases


def title(notice: Notice) -> str:
    """Give the title in one line, for lists, file names and core properties."""
    return "".join(title_phrases(notice))


def lead(notice: Notice) -> str:
    """Give the paragraph before the table: by which document, from when, how many."""
    basis = f"根据{notice.basis}文件，" if notice.basis else ""
    days = date_span(notice.first_day, notice.last_day)
    return f"{basis}现将{days}检查结束的{_how_many(notice)}抽查结果公开如下。"


def tally(notice: Notice) -> str:
    """Give the sentence that counts every wording in use, and always those withheld."""
    unit = _counted_in(notice)
    counts = Counter(row.result for row in notice.rows)
    parts = [f"{wording}{counts[wording]}{unit}" for wording in PUBLIC_WORDINGS if counts[wording]]
    what = "本批公开" if notice.batch else "本次公开"
    said = "，".join((*parts, f"不予公开{notice.withheld}{unit}"))
    return f"{what}{len(notice.rows)}{unit}：{said}。"


def closing(notice: Notice) -> tuple[str, ...]:
    """Give the paragraphs after the table."""
    return tally(notice), CODE_NOTE


def signature_lines(notice: Notice) -> tuple[str, str]:
    """Give who signs and when, each a line; the office stands centred over the day."""
    return notice.office, long_date(notice.issued_on)


def contact_line(notice: Notice) -> str:
    """Give whom to ask, in brackets under the day (GB/T 9704, 附注); nothing where nobody is named."""
    known = (("联系人", notice.contact), ("电话", notice.phone))
    said = "　".join(f"{word}：{value}" for word, value in known if value)
    return f"（{said}）" if said else ""


def row_cells(notice: Notice, row: NoticeRow) -> tuple[tuple[str, ...], ...]:
    """Give the lines of each cell of a row, in the order of HEADS."""
    day = short_date(row.inspected_on)
    one_year = notice.first_day.year == notice.last_day.year
    return (
        (str(row.number),),
        (row.unit, row.code),
        tuple(f"{item}；" for item in row.items[:-1]) + row.items[-1:],
        (day,) if one_year else (f"{row.inspected_on.year}年", day),
        tuple(line for name in row.departments for line in _name_lines(name)),
        _RESULT_PHRASES[row.result],
    )


def _name_lines(department: str) -> tuple[str, ...]:
    """Set a department's second name on lines of its own: 大气科 over （总量科）."""
    name, bracket, second = department.partition("（")
    return (name, *_short_lines(bracket + second)) if name and second else (department,)


def _short_lines(text: str) -> Iterator[str]:
    """Cut a text where words begin or end into lines that the column of departments holds."""
    start = 0
    while len(text) - start > _DEPARTMENT_LINE:
        ends = {end for word in known_words(text) for end in word}
        reached = [end for end in ends if start < end <= start + _DEPARTMENT_LINE]
        end = max(reached, default=start + _DEPARTMENT_LINE)
        yield text[start:end]
        start = end
    yield text[start:]


def _how_many(notice: Notice) -> str:
    unit = _counted_in(notice)
    return f"{len(notice.rows)}{unit}单位" if unit == "家" else f"{len(notice.rows)}{unit}"


def _counted_in(notice: Notice) -> str:
    """Units where each stands once, else visits: a unit may be finished twice in the days of one notice."""
    codes = {row.code for row in notice.rows}
    return "家" if len(codes) == len(notice.rows) else "家次"
