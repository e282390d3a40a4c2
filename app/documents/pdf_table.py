"""Tables that paginate themselves: rows are measured, merged by their data and cut where a page ends.

A cell merges with the cell below it when both have the same key; on every page a merged cell shows its text
anew. A row taller than a page goes on in continuation rows. Heights and widths are points.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from app.documents.pdf_page import TOLERANCE, Paper, as_spans, break_lines, draw_line
from app.documents.styles import CELL, INNER_LINE, NOTE, OUTER_LINE, ROW_HEIGHT, Align, TextStyle
from app.documents.typeset import Line, Span

PAD_Y: Final = 1.5


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one field; `columns` it covers; `key` names what it says when it may merge downwards."""

    text: str | tuple[Span, ...] = ""
    style: TextStyle = CELL
    columns: int = 1
    key: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """Cells from left to right; `joined` keeps the row on the page of the row before it."""

    cells: tuple[Cell, ...]
    height: float = ROW_HEIGHT
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Columns, a head that is repeated, and rows.

    `goes_on` is printed under the part of a page when more follows (（转下页）); `again` sets the line above
    the head on each following page.
    """

    widths: tuple[float, ...]
    head: tuple[Row, ...]
    rows: tuple[Row, ...]
    goes_on: str = ""
    again: Callable[[Paper], None] | None = None
    outer_line: float = OUTER_LINE


@dataclass(frozen=True, slots=True)
class _Field:
    """A cell with its lines and the columns it covers."""

    cell: Cell
    lines: list[Line]
    first: int
    end: int

    @property
    def height(self) -> float:
        return len(self.lines) * self.cell.style.leading + 2 * PAD_Y


@dataclass(frozen=True, slots=True)
class _Measured:
    """A row whose cells are cut into lines."""

    fields: tuple[_Field, ...]
    row: Row

    @property
    def alone(self) -> float:
        """Give the height the row needs when nothing in it is merged."""
        return max(self.row.height, *(field.height for field in self.fields))


@dataclass(frozen=True, slots=True)
class _Merged:
    """One field over rows top … bottom - 1 of a block."""

    field: _Field
    top: int
    bottom: int


def place(paper: Paper, table: Table) -> None:
    """Set a table from the cursor down, over as many pages as it takes."""
    head = [_measure(row, table.widths) for row in table.head]
    pending = [_measure(row, table.widths) for row in table.rows]
    head_height = sum(_heights(head, _merge(head)))
    note = NOTE.leading if table.goes_on else 0.0
    if not paper.fresh and not _fitting(pending[:1], paper.room - head_height - note):
        paper.start_again()
    while pending:
        room = paper.room - head_height
        fitting = _fitting(pending, room)
        if fitting < len(pending):
            fitting = _fitting(pending, room - note)
            if fitting == 0:
                pending[:1] = _cut(pending[0], room - note)
                fitting = 1
            elif fitting > 1 and pending[fitting].row.joined:
                fitting -= 1
        _draw(paper, table, head, pending[:fitting])
        pending = pending[fitting:]
        if pending:
            _turn_page(paper, table)


def table_height(table: Table) -> float:
    """Give the height a table takes when it is not cut."""
    head = [_measure(row, table.widths) for row in table.head]
    rows = [_measure(row, table.widths) for row in table.rows]
    return sum(_heights(head, _merge(head))) + sum(_heights(rows, _merge(rows)))


def _measure(row: Row, widths: Sequence[float]) -> _Measured:
    fields, first = [], 0
    for cell in row.cells:
        end = first + cell.columns
        room = sum(widths[first:end]) - 2 * cell.style.inset
        lines = break_lines(as_spans(cell.text, cell.style), cell.style, room)
        fields.append(_Field(cell, lines, first, end))
        first = end
    return _Measured(tuple(fields), row)


def _merge(rows: Sequence[_Measured]) -> list[_Merged]:
    """Join each field with the ones below that say the same; order: by row, then by column."""
    merged: list[_Merged] = []
    open_at: dict[int, int] = {}  # first column -> index in merged of the field that ends just above
    for number, row in enumerate(rows):
        now: dict[int, int] = {}
        for field in row.fields:
            above = open_at.get(field.first)
            if above is not None and _says_the_same(merged[above].field, field):
                merged[above] = replace(merged[above], bottom=number + 1)
                now[field.first] = above
            else:
                now[field.first] = len(merged)
                merged.append(_Merged(field, number, number + 1))
        open_at = now
    return merged


def _says_the_same(above: _Field, below: _Field) -> bool:
    return bool(below.cell.key) and above.cell.key == below.cell.key and above.end == below.end


def _heights(rows: Sequence[_Measured], merged: Sequence[_Merged]) -> list[float]:
    """Give each row the height its own fields need; a tall merged field stretches its rows evenly."""
    heights = [row.row.height for row in rows]
    for item in sorted(merged, key=lambda item: item.bottom - item.top):
        lacking = item.field.height - sum(heights[item.top : item.bottom])
        if lacking > 0:
            share = lacking / (item.bottom - item.top)
            for number in range(item.top, item.bottom):
                heights[number] += share
    return heights


def _fitting(rows: Sequence[_Measured], room: float) -> int:
    """Give how many rows from the first on fit into `room` when set together."""
    count, least = 0, 0.0
    while count < len(rows):
        least += rows[count].row.height
        if least > room + TOLERANCE:
            break
        together = rows[: count + 1]
        if sum(_heights(together, _merge(together))) > room + TOLERANCE:
            break
        count += 1
    return count


def _cut(row: _Measured, room: float) -> list[_Measured]:
    """Cut a row taller than a page into one that fills `room` and one with the lines left over."""
    upper, lower = [], []
    for field in row.fields:
        keep = max(1, int((room - 2 * PAD_Y) // field.cell.style.leading))
        rest = field.lines[keep:] or (field.lines if field.cell.key else [])
        upper.append(replace(field, lines=field.lines[:keep]))
        lower.append(replace(field, lines=rest))
    return [_Measured(tuple(upper), row.row), _Measured(tuple(lower), row.row)]


def _turn_page(paper: Paper, table: Table) -> None:
    if table.goes_on:
        paper.text(table.goes_on, replace(NOTE, align=Align.RIGHT))
    paper.start_again()
    if table.again:
        table.again(paper)


def _draw(paper: Paper, table: Table, head: list[_Measured], rows: list[_Measured]) -> None:
    top = paper.cursor
    for block in (head, rows):
        merged = _merge(block)
        heights = _heights(block, merged)
        edges = [paper.cursor]
        for height in heights:
            edges.append(edges[-1] - height)
        for item in merged:
            _draw_field(paper, table, item, edges)
        paper.cursor = edges[-1]
    canvas = paper.canvas
    canvas.setLineWidth(table.outer_line)
    canvas.rect(paper.sheet.left, paper.cursor, sum(table.widths), top - paper.cursor)


def _draw_field(paper: Paper, table: Table, item: _Merged, edges: Sequence[float]) -> None:
    left = paper.sheet.left + sum(table.widths[: item.field.first])
    width = sum(table.widths[item.field.first : item.field.end])
    top, bottom = edges[item.top], edges[item.bottom]
    _draw_edges(paper.canvas, left, width, top, bottom)
    style = item.field.cell.style
    middle = (top + bottom) / 2 + (len(item.field.lines) - 1) * style.leading / 2
    for line in item.field.lines:
        draw_line(paper.canvas, line, style.align, left + style.inset, width - 2 * style.inset, middle)
        middle -= style.leading


def _draw_edges(canvas: Canvas, left: float, width: float, top: float, bottom: float) -> None:
    canvas.setLineWidth(INNER_LINE)
    canvas.rect(left, bottom, width, top - bottom)
