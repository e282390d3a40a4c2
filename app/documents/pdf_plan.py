"""The annual plan as PDF: cover, table across the page, text and signatures (GB/T 9704)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import chain, takewhile
from typing import Final

from app.documents.content.dates import long_date
from app.documents.content.plan import (
    Level,
    PlanPaper,
    PlanParagraph,
    PlanRow,
    PlanSignature,
    notes,
    numbered_body,
    table_title,
    title,
    title_phrases,
    version_line,
)
from app.documents.fonts import Face, text_width
from app.documents.pdf_page import LANDSCAPE, PORTRAIT, Paper, as_spans, break_lines, draw_text
from app.documents.pdf_table import Cell, Row, Table, place, table_height
from app.documents.styles import (
    BODY,
    CELL,
    CELL_CENTRE,
    CELL_HEAD,
    CELL_RIGHT,
    CELL_TOTAL,
    LEADING,
    LEVEL_1,
    LEVEL_2,
    MM,
    NOTE,
    ROW_HEIGHT,
    TITLE,
    Align,
    TextStyle,
)

_WIDTHS_MM: Final = (11, 24, 53, 53.5, 10.5, 22, 11, 7.5, 7.5, 7.5, 7.5, 10)
_NOTE_ASIDE: Final = 2 * NOTE.size  # as wide as 注：
_UNIT: Final = "单位：家、家次"
_QUARTERS: Final = "一二三四"
_LEVELS: Final = {Level.SECTION: LEVEL_1, Level.SUBSECTION: LEVEL_2, Level.TEXT: BODY}

_COVER_LINE: Final = replace(BODY, align=Align.LEFT, indent=0)
_COVER_OFFICE: Final = replace(TITLE, leading=44)
_COVER_TITLE: Final = TextStyle(Face.TITLE, 30, 50, Align.CENTRE)
_COVER_FOOT: Final = replace(BODY, align=Align.CENTRE, indent=0)
_OFFICE_DOWN: Final = 60 * MM  # from the first line to the bureau's name

_LINES_WITH_SIGNATURES: Final = 3
_LINES_UNDER_HEADING: Final = 3
_SIGN_WIDTHS_MM: Final = (26, 50, 20, 24, 36)
_SIGN_HEIGHT: Final = 17 * MM  # room for a hand
_SEAL_COLUMN: Final = 9  # characters before 盖章处
_SIGN_LABEL: Final = TextStyle(Face.BLACK, 14, 20, Align.CENTRE)
_SIGN_TEXT: Final = TextStyle(Face.BODY, 12, 20, inset=6)
_SMALL: Final = TextStyle(Face.BODY, 10.5, 14, inset=4)
_SMALL_HEIGHT: Final = 11.5 * MM  # two lines


def build_plan(plan: PlanPaper) -> bytes:
    """Set the plan as PDF; the same plan gives the same bytes."""
    paper = Paper(title(plan), plan.office, plan.watermark)
    _cover(paper, plan)
    _table_pages(paper, plan)
    _text_pages(paper, plan)
    return paper.finish()


def _cover(paper: Paper, plan: PlanPaper) -> None:
    paper.start_cover()
    paper.text(plan.document_number, _COVER_LINE)
    paper.cursor = paper.sheet.top - _OFFICE_DOWN
    paper.text(plan.office, _COVER_OFFICE)
    paper.skip(LEADING / 2)
    for phrase in title_phrases(plan):
        paper.text(phrase, _COVER_TITLE)
    if version_line(plan):
        paper.text(version_line(plan), _COVER_FOOT)
    paper.cursor = paper.sheet.bottom + 2 * LEADING
    paper.text(f"{plan.department}编制", _COVER_FOOT)
    paper.text(plan.month, _COVER_FOOT)


def _table_pages(paper: Paper, plan: PlanPaper) -> None:
    paper.start(LANDSCAPE)
    paper.text(table_title(plan), replace(TITLE, size=18, leading=30))
    _caption(paper, plan.office)
    place(
        paper,
        Table(
            tuple(width * MM for width in _WIDTHS_MM),
            _head(),
            (*map(_row, plan.rows), _total_row(plan)),
            again=lambda next_page: _caption(next_page, f"{plan.office}　　{table_title(plan)}（续）"),
        ),
    )
    _notes(paper, plan)


def _caption(paper: Paper, left: str) -> None:
    """Set the line over the table: office at the left, unit at the right; a long name goes on below."""
    style = replace(NOTE, leading=18)
    unit = text_width(_UNIT, style.face, style.size)
    room = paper.sheet.text_width - unit - 2 * style.size
    middle = paper.cursor - style.leading / 2
    draw_text(paper.canvas, _UNIT, style.face, style.size, Align.LEFT, paper.sheet.right - unit, unit, middle)
    for line in break_lines(as_spans(left, style), style, room):
        paper.put(line, style, paper.sheet.left, room)


def _head() -> tuple[Row, Row]:
    names = ("序号", "发起部门", "抽查事项名称", "抽查类别", "家数", "抽查比例", "每期\n家数")
    tall = tuple(Cell(name, CELL_HEAD, key=name) for name in names)
    year = Cell("全年", CELL_HEAD, key="全年")
    quarters = tuple(Cell(name, CELL_HEAD) for name in _QUARTERS)
    return (
        Row((*tall, Cell("各季度家次", CELL_HEAD, columns=4), year)),
        Row((*tall, *quarters, year)),
    )


def _row(row: PlanRow) -> Row:
    department = row.departments
    item = f"{department}|{row.item}"
    counts = (row.per_period, *row.quarters)
    return Row(
        (
            Cell(row.number, CELL_CENTRE, key=f"{item}|{row.number}"),
            Cell(department, CELL_CENTRE, key=department),
            Cell(row.item, CELL, key=item),
            Cell(row.stratum, CELL),
            Cell("" if row.population is None else str(row.population), CELL_RIGHT),
            Cell(row.ratio, CELL_CENTRE),
            *(Cell(_count(count), CELL_RIGHT) for count in counts),
            Cell(_count(row.total), CELL_TOTAL),
        )
    )


def _total_row(plan: PlanPaper) -> Row:
    totals = (*plan.quarter_totals, plan.total)
    return Row(
        (
            Cell("合　　计", CELL_HEAD, columns=4),
            *(Cell() for _ in range(3)),
            *(Cell(str(total), CELL_TOTAL) for total in totals),
        ),
        height=1.2 * ROW_HEIGHT,
        joined=True,
    )


def _count(count: int) -> str:
    return str(count) if count else ""


def _notes(paper: Paper, plan: PlanPaper) -> None:
    """Set the notes behind 注：, numbers and text under each other."""
    width = paper.sheet.text_width - _NOTE_ASIDE
    numbered = [f"{number}.{note}" for number, note in enumerate(notes(plan), 1)]
    lines = [break_lines(as_spans(note, NOTE), NOTE, width) for note in numbered]
    paper.skip(6)
    paper.need(sum(map(len, lines)) * NOTE.leading)
    middle = paper.cursor - NOTE.leading / 2
    draw_text(paper.canvas, "注：", NOTE.face, NOTE.size, NOTE.align, paper.sheet.left, width, middle)
    for line in chain.from_iterable(lines):
        paper.need(NOTE.leading)
        paper.put(line, NOTE, paper.sheet.left + _NOTE_ASIDE, width)


def _text_pages(paper: Paper, plan: PlanPaper) -> None:
    paper.start(PORTRAIT)
    paragraphs = tuple(numbered_body(plan))
    table = _signatures(plan)
    tail = _start_of_tail(paper, paragraphs)
    for place_of, paragraph in enumerate(paragraphs):
        style = _LEVELS[paragraph.level]
        if place_of == tail:
            paper.need(_text_height(paper, paragraphs[tail:]) + LEADING + table_height(table))
        elif paragraph.level is not Level.TEXT:
            paper.need(_headings_from(paragraphs[place_of:]) * style.leading + _LINES_UNDER_HEADING * LEADING)
        paper.text(paragraph.text, style)
    paper.skip(LEADING)
    paper.need(table_height(table))
    place(paper, table)


def _headings_from(paragraphs: Sequence[PlanParagraph]) -> int:
    """Give how many headings stand one under the other before the next text."""
    return sum(1 for _ in takewhile(lambda paragraph: paragraph.level is not Level.TEXT, paragraphs))


def _start_of_tail(paper: Paper, paragraphs: Sequence[PlanParagraph]) -> int:
    """Give where the text begins that stays with the signatures: a few lines, and the headings over them."""
    start = len(paragraphs) - 1
    while start > 0 and (
        paragraphs[start - 1].level is not Level.TEXT
        or _text_height(paper, paragraphs[start:]) < _LINES_WITH_SIGNATURES * LEADING
    ):
        start -= 1
    return start


def _text_height(paper: Paper, paragraphs: Sequence[PlanParagraph]) -> float:
    styled = ((paragraph.text, _LEVELS[paragraph.level]) for paragraph in paragraphs)
    return sum(len(paper.break_text(text, style)) * style.leading for text, style in styled)


def _signatures(plan: PlanPaper) -> Table:
    rows = (
        _signature_row("拟　稿", plan.drafted, f"{plan.department}　{plan.drafted.name}"),
        _signature_row("审　核", plan.checked, _opinion(plan.checked, "审核人", "")),
        _signature_row("签　发", plan.issued, _opinion(plan.issued, "签发人", "（盖章处）")),
        Row(
            (
                Cell("上　报", _SIGN_LABEL),
                Cell(f"报送单位：\n{plan.report.to}", _SMALL),
                Cell(f"文号：\n{plan.report.reference}", _SMALL, columns=2),
                Cell(f"日期：\n{_day(plan.report.on)}", _SMALL),
            ),
            height=_SMALL_HEIGHT,
        ),
        Row(
            (
                Cell("公　示", _SIGN_LABEL),
                Cell(f"公示平台：\n{plan.publication.platform}", _SMALL, columns=3),
                Cell(f"日期：\n{_day(plan.publication.on)}", _SMALL),
            ),
            height=_SMALL_HEIGHT,
        ),
    )
    return Table(tuple(width * MM for width in _SIGN_WIDTHS_MM), (), rows)


def _opinion(signature: PlanSignature, who: str, seal: str) -> str:
    """Give the opinion over the signer's name, where known, and the place for the seal."""
    name = f"{who}：{signature.name}" if signature.name else ""
    below = name.ljust(_SEAL_COLUMN, "\u3000") + seal if seal else name
    return f"意见：{signature.opinion}\n{below}".rstrip()


def _signature_row(label: str, signature: PlanSignature, said: str) -> Row:
    day = long_date(signature.signed_on) if signature.signed_on else "　　年　　月　　日"
    return Row(
        (
            Cell(label, _SIGN_LABEL),
            Cell(said, _SIGN_TEXT, columns=2),
            Cell(f"签名：\n日期：{day}", _SIGN_TEXT, columns=2),
        ),
        height=_SIGN_HEIGHT,
    )


def _day(day: date | None) -> str:
    return long_date(day) if day else ""
