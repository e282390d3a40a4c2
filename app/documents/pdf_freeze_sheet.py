"""The freeze sheet as PDF: one page that is signed before any digit is rolled (draw-spec.md §8 A)."""

from dataclasses import replace
from typing import Final

from app.documents.content.draw import moment
from app.documents.content.freeze_sheet import (
    FREEZE_SUBTITLE,
    FREEZE_TITLE,
    FreezeSheet,
    FrozenStratum,
    remarks,
    task_line,
)
from app.documents.pdf_marks import draw_groups, draw_qr, in_fours, place_groups
from app.documents.pdf_page import Paper
from app.documents.pdf_signing import place_signatures, signatures
from app.documents.pdf_table import PAD_Y, Cell, Row, Table, place, table_height
from app.documents.styles import (
    CELL,
    CELL_CENTRE,
    CELL_HEAD,
    CELL_RIGHT,
    CELL_TOTAL,
    HEADING,
    MM,
    NOTE,
    SUBTITLE,
    TITLE,
    Align,
    TextStyle,
)

_FACTS_MM: Final = (22, 56, 22, 56)
_STRATA_MM: Final = (11, 64, 12, 12, 17, 14, 14, 12)
_STRATA_HEADS: Final = ("序号", "抽查类别", "家数", "必查", "本年已查", "不参加", "比例", "抽取")
_COMPANIONS_MM: Final = (11, 91, 18, 18, 18)
_COMPANIONS_HEADS: Final = ("序号", "检查任务", "可抽人数", "比例", "抽取")
_LOWEST_ROW, _HIGHEST_ROW = 13.6, 17.0  # a normal quarter stays on one page
_CODES_MM: Final = (26, 130)
_CODE_HEIGHT: Final = 18
_CODE_SIZE: Final = 8.5
_CODE_INSET: Final = 4
_NO_SALT: Final = "本次不设保密码"
_DIGEST_COLUMNS: Final = 4
_DIGEST_WIDTH: Final = 120 * MM
_DIGEST_SIZE: Final = 15
_QR_SIDE: Final = 30 * MM
_GAP: Final = 7
_REMARKS: Final = replace(NOTE, leading=14, align=Align.JUSTIFIED)


def build_freeze_sheet(sheet: FreezeSheet) -> bytes:
    """Set the freeze sheet as PDF; the same sheet gives the same bytes."""
    paper = Paper(f"{FREEZE_TITLE}（{sheet.period}）", sheet.office, sheet.watermark)
    paper.start()
    paper.text(FREEZE_TITLE, replace(TITLE, leading=30))
    paper.text(FREEZE_SUBTITLE, replace(SUBTITLE, leading=18))
    paper.skip(_GAP / 2)
    place(paper, _facts(sheet))
    paper.skip(_GAP)
    _digest(paper, sheet)
    paper.skip(_GAP)
    _codes(paper, sheet)
    paper.skip(_GAP)
    place(paper, _strata(sheet, _row_height(paper, sheet)))
    paper.need(_below(paper, sheet))  # nobody signs a page that says nothing
    paper.skip(_GAP / 2)
    paper.text(remarks(sheet), _REMARKS)
    paper.skip(_GAP / 2)
    place_signatures(paper, sheet.roles)
    return paper.finish()


def _facts(sheet: FreezeSheet) -> Table:
    facts = (
        ("单　位", sheet.office, "时　段", f"{sheet.period}（第{sheet.attempt}次）"),
        ("冻结时间", moment(sheet.frozen_at), "地　点", sheet.place),
        ("任　务", task_line(sheet), "揭晓方式", sheet.reveal),
    )
    rows = tuple(
        Row((Cell(a, CELL_HEAD), Cell(b, CELL), Cell(c, CELL_HEAD), Cell(d, CELL))) for a, b, c, d in facts
    )
    return Table(tuple(width * MM for width in _FACTS_MM), (), rows)


def _digest(paper: Paper, sheet: FreezeSheet) -> None:
    paper.need(_QR_SIDE)
    top = paper.cursor
    draw_qr(paper.canvas, sheet.digest, paper.sheet.right - _QR_SIDE, top, _QR_SIDE)
    paper.text("名单校验码", replace(HEADING, leading=17))
    leading = (_QR_SIDE - 17) / _DIGEST_COLUMNS
    place_groups(paper, sheet.digest, _DIGEST_COLUMNS, _DIGEST_WIDTH, _DIGEST_SIZE, leading)


def _codes(paper: Paper, sheet: FreezeSheet) -> None:
    """Set commitment and log head, each a line of sixteen groups."""
    codes = (("保密码承诺值", sheet.commitment), ("存证码", sheet.log_head))
    widths = tuple(width * MM for width in _CODES_MM)
    rows = tuple(
        Row((Cell(name, CELL_HEAD), Cell("" if code else _NO_SALT)), height=_CODE_HEIGHT)
        for name, code in codes
    )
    paper.need(len(codes) * _CODE_HEIGHT)
    top = paper.cursor
    place(paper, Table(widths, (), rows))
    left = paper.sheet.left + widths[0] + _CODE_INSET
    for number, (_, code) in enumerate(codes):
        groups = in_fours(code)
        step = (widths[1] - _CODE_INSET) / max(len(groups), 1)
        middle = top - (number + 0.5) * _CODE_HEIGHT
        draw_groups(paper.canvas, groups, left, step, middle, _CODE_SIZE)


def _row_height(paper: Paper, sheet: FreezeSheet) -> float:
    """Give the height of the strata's rows with which remarks and signatures stay on this page, if any."""
    rows = len(sheet.strata) + 2
    return min(_HIGHEST_ROW, max(_LOWEST_ROW, (paper.room - _below(paper, sheet)) / rows))


def _below(paper: Paper, sheet: FreezeSheet) -> float:
    """Give the height that remarks and signatures take together."""
    lines = len(paper.break_text(remarks(sheet), _REMARKS))
    return lines * _REMARKS.leading + _GAP + table_height(signatures(sheet.roles))


def _strata(sheet: FreezeSheet, height: float) -> Table:
    heads, widths = (
        (_COMPANIONS_HEADS, _COMPANIONS_MM) if sheet.of_companions else (_STRATA_HEADS, _STRATA_MM)
    )
    rows = (_stratum(stratum, height, of_companions=sheet.of_companions) for stratum in sheet.strata)
    total = Row(
        (
            replace(_cell("合　　计", CELL_HEAD, height), columns=len(heads) - 1),
            _cell(sum(stratum.count for stratum in sheet.strata), CELL_TOTAL, height),
        ),
        height=height,
        joined=True,
    )
    return Table(
        tuple(width * MM for width in widths),
        (Row(tuple(_cell(name, CELL_HEAD, height) for name in heads), height=height),),
        (*rows, total),
        goes_on="（转下页）",
    )


def _stratum(stratum: FrozenStratum, height: float, *, of_companions: bool) -> Row:
    counts: tuple[int, ...] = (stratum.population, stratum.must, stratum.visited, stratum.excluded)
    if of_companions:
        counts = (stratum.population,)
    cells: tuple[tuple[str | int, TextStyle], ...] = (
        (stratum.number, CELL_CENTRE),
        (stratum.label, CELL),
        *((count, CELL_RIGHT) for count in counts),
        (stratum.ratio, CELL_CENTRE),
        (stratum.count, CELL_TOTAL),
    )
    return Row(tuple(_cell(said, style, height) for said, style in cells), height=height)


def _cell(said: str | int, style: TextStyle, height: float) -> Cell:
    """Give a cell whose line fits into a row of this height."""
    return Cell(str(said), replace(style, leading=min(style.leading, height - 2 * PAD_Y)))
