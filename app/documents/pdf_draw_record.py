"""The draw record as PDF: digests, digits, lists, teams, changes, signatures (draw-spec.md §8 B)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeAlias

from app.documents.content.dates import long_date, short_date
from app.documents.content.draw import (
    RECORD_TITLE,
    DrawnCompanion,
    DrawnStratum,
    DrawnUnit,
    DrawnVisit,
    DrawRecord,
    chances,
    clock,
    companions_tally,
    course,
    custody,
    digits_note,
    excluded_tally,
    how_to_check,
    record_subtitle,
    reserves_tally,
    seat_words,
    shortfalls,
    tally,
    visited_before,
    visits_tally,
    voided_attempts,
)
from app.documents.content.draw_words import DrawWords
from app.documents.content.joint import joint_words
from app.documents.content.numerals import numeral
from app.documents.fonts import Face
from app.documents.pdf_marks import draw_qr, place_groups, spaced
from app.documents.pdf_page import Paper, break_lines, draw_line
from app.documents.pdf_signing import place_signatures, signatures
from app.documents.pdf_table import Cell, Row, Table, place, table_height
from app.documents.styles import (
    CELL,
    CELL_CENTRE,
    CELL_HEAD,
    HEADING,
    MM,
    NOTE,
    SMALL_BODY,
    SUBTITLE,
    TEXT_WIDTH,
    TITLE,
    Align,
    TextStyle,
    Wrap,
)
from app.documents.typeset import Span

_GAP: Final = 6
_HEADING_ROOM: Final = 110  # a heading, a table's head and its first, tallest usual row
_GOES_ON: Final = "（转下页）"
_CODE_COLUMNS: Final = 8
_CODE: Final = TextStyle(Face.PLAIN, 8.5, 13, Align.CENTRE)
_DIGITS: Final = TextStyle(Face.BLACK, 16, 20, inset=9)
_DIGITS_HEIGHT: Final = 8 * MM
_DIGITS_MM: Final = (40, 30, 51.5, 34.5)
_ROW: Final = 16.2
_UNITS_MM: Final = (9, 33, 9, 15.5, 47, 33.5, 9)
_UNITS_HEADS: Final = ("序号", "{strata}", "顺位", "编号", "{unit}", "抽签号前16位", "权重")
_VISITS_MM: Final = (9, 15.5, 48, 19, 44.5, 20)
_VISITS_HEADS: Final = ("次序", "编号", "检查对象", "事项", "检查人员", "规定时限")
_COMPANIONS_MM: Final = (9, 38, 14.5, 43, 20, 10, 21.5)
_COMPANIONS_HEADS: Final = ("次序", "检查对象", "编号", "随同人员", "类别", "方式", "理由")
_CHANGES_MM: Final = (26, 10, 36, 44, 24, 16)
_CHANGES_HEADS: Final = ("时间", "类型", "对象", "结果", "原因", "决定人")
_CUSTODY_LINES: Final = 2
_ALIASES: Final = 4  # pairs side by side
_EXCLUDED: Final = 2  # side by side
_EXCLUDED_MM: Final = (15.5, 45, 17.5)
_EXCLUDED_HEADS: Final = ("编号", "检查对象", "原因")
_QR_SMALL: Final = 17 * MM
_CHECK: Final = replace(NOTE, leading=16.5, align=Align.JUSTIFIED)
_CHECK_ASIDE: Final = _QR_SMALL + 5 * MM

_Part: TypeAlias = Callable[[Paper, DrawRecord], None]


def build_draw_record(record: DrawRecord) -> bytes:
    """Set the record as PDF; the same record gives the same bytes."""
    paper = Paper(f"{RECORD_TITLE}（{record.period}）", record.office, record.watermark)
    paper.start()
    paper.floor += _print_check(paper, record)
    paper.text(RECORD_TITLE, replace(TITLE, leading=32))
    paper.text(record_subtitle(record), SUBTITLE)
    paper.skip(_GAP / 2)
    paper.text(course(record), replace(SMALL_BODY, leading=19))
    parts = _parts(record)
    for number, (name, part) in enumerate(parts, 1):
        _heading(paper, number, name)
        part(paper, record)
    _custody_and_signatures(paper, record, len(parts) + 1)
    return paper.finish()


def _parts(record: DrawRecord) -> tuple[tuple[str, _Part], ...]:
    """Give the parts with their headings; a draw of companions has no visits, teams or aliases of its own."""
    codes: tuple[tuple[str, _Part], ...] = (
        ("名单校验码", lambda paper, record: _code(paper, record.digest)),
        (f"现场数字|{digits_note(record)}".removesuffix("|"), _digits),
        ("抽取种子", lambda paper, record: _code(paper, record.seed)),
    )
    picks: tuple[str, _Part] = (f"抽中名单|{tally(record)}", _picks)
    reserves: tuple[str, _Part] = (f"候补名单|{reserves_tally(record)}", _reserves)
    last: tuple[str, _Part] = ("结果校验码", lambda paper, record: _code(paper, record.result_digest))
    if record.of_companions:
        return (*codes, picks, reserves, ("不足数、剔除、换人和作废", _changes), last)
    companions: tuple[tuple[str, _Part], ...] = (
        ((f"随同人员|{companions_tally(record)}", _companions),) if record.companions else ()
    )
    return (
        *codes,
        picks,
        (f"检查任务|{visits_tally(record)}", _visits),
        *companions,
        reserves,
        (f"不参加名单|{excluded_tally(record)}", _excluded),
        ("不足数、剔除、换人和作废", _changes),
        ("检查人员代号|公开的文件只写代号", _aliases),
        last,
    )


def _heading(paper: Paper, number: int, name: str) -> None:
    """Set a numbered heading, a remark in small type behind it, with room for what follows."""
    title, _, remark = name.partition("|")
    paper.skip(_GAP)
    paper.need(_HEADING_ROOM)
    spans = [Span(f"{numeral(number)}、{title}", Face.BLACK, HEADING.size)]
    if remark:
        spans.append(Span(f"　{remark}", Face.BODY, NOTE.size))
    paper.text(spans, HEADING)


def _code(paper: Paper, code: str) -> None:
    paper.need(2 * 18)
    place_groups(paper, code, _CODE_COLUMNS, TEXT_WIDTH, 13, 18)


def _custody_and_signatures(paper: Paper, record: DrawRecord, number: int) -> None:
    """Set the last part with the boxes on one page: nobody signs a page that says nothing."""
    boxes = table_height(signatures(record.roles))
    paper.need(_GAP + HEADING.leading + 2 * 18 + _CUSTODY_LINES * NOTE.leading + 2 * _GAP + boxes)
    _heading(paper, number, "存证码")
    _code(paper, record.log_head)
    paper.text(custody(record), NOTE)
    paper.skip(2 * _GAP)
    place_signatures(paper, record.roles)


def _digits(paper: Paper, record: DrawRecord) -> None:
    rows = tuple(
        Row(
            (
                Cell(role.title, CELL_HEAD),
                Cell(role.name, CELL_CENTRE),
                Cell(spaced(role.digits), _DIGITS),
                Cell(role.source, CELL_CENTRE),
            ),
            height=_DIGITS_HEIGHT,
        )
        for role in record.roles
    )
    place(paper, Table(tuple(width * MM for width in _DIGITS_MM), (), rows))


def _picks(paper: Paper, record: DrawRecord) -> None:
    if not record.strata:
        paper.text("无。", SMALL_BODY)
    _units(paper, ((stratum, stratum.picks) for stratum in record.chosen), "抽中名单", record.words)
    if said := chances(record):
        paper.skip(_GAP / 2)
        paper.text(said, NOTE)
    if record.whole:
        paper.skip(_GAP)
        paper.need(_HEADING_ROOM)
        paper.text("附表　全部检查的名单", replace(NOTE, face=Face.SCRIPT, size=12, leading=18))
        _units(paper, ((stratum, stratum.picks) for stratum in record.whole), "全部检查的名单", record.words)


def _reserves(paper: Paper, record: DrawRecord) -> None:
    listed = [(stratum, stratum.reserves) for stratum in record.strata if stratum.reserves]
    if listed:
        _units(paper, listed, "候补名单", record.words)
    else:
        paper.text("无。", SMALL_BODY)


def _units(
    paper: Paper, listed: Iterable[tuple[DrawnStratum, tuple[DrawnUnit, ...]]], name: str, said: DrawWords
) -> None:
    rows = tuple(_unit(stratum, unit, said.each) for stratum, units in listed for unit in units)
    heads = tuple(head.format(strata=said.strata, unit=said.unit) for head in _UNITS_HEADS)
    _place_list(paper, name, _UNITS_MM, heads, rows)


def _unit(stratum: DrawnStratum, unit: DrawnUnit, each: str) -> Row:
    key = f"{stratum.number}|{stratum.label}"
    words = f"{stratum.label}\n{stratum.population}{each}抽{stratum.count}{each}"
    return Row(
        (
            Cell(stratum.number, CELL_CENTRE, key=key),
            Cell(words, CELL, key=key),
            Cell(str(unit.rank), CELL_CENTRE),
            Cell(unit.code, _CODE),
            Cell(unit.name, CELL),
            Cell(spaced(unit.ticket_shown), _CODE),
            Cell(str(unit.weight), CELL_CENTRE),
        ),
        height=_ROW,
    )


def _visits(paper: Paper, record: DrawRecord) -> None:
    if record.joint.picks:
        paper.text(joint_words(record.joint), SMALL_BODY)
        paper.skip(_GAP / 2)
    if record.visits:
        rows = tuple(_visit(visit) for visit in record.visits)
        _place_list(paper, "检查任务", _VISITS_MM, _VISITS_HEADS, rows)
    else:
        paper.text(record.shortage or "无。", SMALL_BODY)


def _visit(visit: DrawnVisit) -> Row:
    return Row(
        (
            Cell(str(visit.order), CELL_CENTRE),
            Cell(visit.code, _CODE),
            Cell(visit.name, CELL),
            Cell("、".join(visit.items), CELL_CENTRE),
            Cell("、".join(map(seat_words, visit.seats)), CELL),
            Cell(short_date(visit.due), CELL_CENTRE),
        ),
        height=_ROW,
    )


def _companions(paper: Paper, record: DrawRecord) -> None:
    rows = tuple(_companion(companion) for companion in record.companions)
    _place_list(paper, "随同人员", _COMPANIONS_MM, _COMPANIONS_HEADS, rows)


def _companion(companion: DrawnCompanion) -> Row:
    key = f"{companion.order}|{companion.visit}"
    name = f"{companion.name}\n{companion.organisation}" if companion.organisation else companion.name
    return Row(
        (
            Cell(str(companion.order), CELL_CENTRE, key=key),
            Cell(companion.visit, CELL, key=key),
            Cell(companion.code, _CODE),
            Cell(name, CELL),
            Cell(companion.kind, CELL_CENTRE),
            Cell(companion.chosen, CELL_CENTRE),
            Cell(companion.reason, CELL),
        ),
        height=_ROW,
    )


def _excluded(paper: Paper, record: DrawRecord) -> None:
    if record.excluded:
        cells = [
            cell
            for unit in record.excluded
            for cell in (Cell(unit.code, _CODE), Cell(unit.name, CELL), Cell(unit.reason, CELL_CENTRE))
        ]
        rows = _abreast(cells, _EXCLUDED * len(_EXCLUDED_HEADS))
        _place_list(paper, "不参加名单", _EXCLUDED_MM * _EXCLUDED, _EXCLUDED_HEADS * _EXCLUDED, rows)
        paper.skip(_GAP / 2)
    else:
        paper.text("无。", SMALL_BODY)
    paper.text(visited_before(record), SMALL_BODY)


def _changes(paper: Paper, record: DrawRecord) -> None:
    paper.text(shortfalls(record), SMALL_BODY)
    paper.text(voided_attempts(record), SMALL_BODY)
    if not record.changes:
        paper.text("上次记录以来没有剔除、换人。", SMALL_BODY)
        return
    paper.need(_HEADING_ROOM)  # the table stands below the sentence that points to it
    paper.text(f"上次记录以来剔除、换人共{len(record.changes)}件，见下表。", SMALL_BODY)
    rows = tuple(
        Row(
            tuple(
                Cell(words, style)
                for words, style in (
                    (f"{long_date(change.at.date())}\n{clock(change.at)}", CELL_CENTRE),
                    (change.kind, CELL_CENTRE),
                    (change.subject, CELL),
                    (change.outcome.replace("；", "；\n"), CELL),
                    (change.reason, CELL),
                    (change.decided_by, CELL_CENTRE),
                )
            )
        )
        for change in record.changes
    )
    paper.skip(_GAP)
    _place_list(paper, "剔除、换人", _CHANGES_MM, _CHANGES_HEADS, rows)


def _aliases(paper: Paper, record: DrawRecord) -> None:
    if not record.aliases:
        paper.text("无。", SMALL_BODY)
        return
    cells = [cell for one in record.aliases for cell in (Cell(one.alias, _CODE), Cell(one.name, CELL_CENTRE))]
    rows = _abreast(cells, 2 * _ALIASES)
    _place_list(paper, "检查人员代号", (15.5, 23.5) * _ALIASES, ("代号", "姓名") * _ALIASES, rows)


def _abreast(cells: Sequence[Cell], width: int) -> tuple[Row, ...]:
    """Give rows of so many cells, the last one filled up with empty ones."""
    filled = (*cells, *(Cell() for _ in range(-len(cells) % width)))
    return tuple(Row(filled[start : start + width], height=_ROW) for start in range(0, len(filled), width))


def _place_list(
    paper: Paper, name: str, widths: tuple[float, ...], heads: tuple[str, ...], rows: tuple[Row, ...]
) -> None:
    table = Table(
        tuple(width * MM for width in widths),
        (Row(tuple(Cell(head, CELL_HEAD) for head in heads)),),
        rows,
        goes_on=_GOES_ON,
        again=lambda next_page: next_page.text(f"{name}（续）", NOTE),
    )
    place(paper, table)


def _print_check(paper: Paper, record: DrawRecord) -> float:
    """Print at the page's foot how to check, with the QR of the result; give the height it takes."""
    label = (Span("怎样核对：", Face.BLACK, _CHECK.size), Span(how_to_check(record), Face.BODY, _CHECK.size))
    width = TEXT_WIDTH - _CHECK_ASIDE
    lines = break_lines(label, replace(_CHECK, wrap=Wrap.FILL), width)
    height = max(_QR_SMALL, len(lines) * _CHECK.leading)
    sheet = paper.sheet
    draw_qr(paper.canvas, record.result_digest, sheet.left, sheet.bottom + height, _QR_SMALL)
    middle = sheet.bottom + height - _CHECK.leading / 2
    for line in lines:
        draw_line(paper.canvas, line, _CHECK.align, sheet.left + _CHECK_ASIDE, width, middle)
        middle -= _CHECK.leading
    return height + _GAP
