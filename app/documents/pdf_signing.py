"""Boxes for the hands of those who take part in a draw."""

from collections.abc import Sequence

from app.documents.content.draw import Role, RoleDigits
from app.documents.pdf_page import Paper
from app.documents.pdf_table import Cell, Row, Table, place, table_height
from app.documents.styles import MM, TEXT_WIDTH, TextStyle

_A_LINE = {1: 1, 2: 2, 4: 2}  # boxes side by side, else three
_BOX = TextStyle(size=12, leading=17, inset=6)
_HEIGHT = 21 * MM


def signatures(roles: Sequence[Role | RoleDigits]) -> Table:
    """Give a box for each role, at most three side by side."""
    columns = _A_LINE.get(len(roles), 3)
    lines = [roles[start : start + columns] for start in range(0, len(roles), columns)]
    return Table((TEXT_WIDTH / columns,) * columns, (), tuple(_row(line, columns) for line in lines))


def place_signatures(paper: Paper, roles: Sequence[Role | RoleDigits]) -> None:
    """Set the boxes, never apart on two pages."""
    table = signatures(roles)
    paper.need(table_height(table))
    place(paper, table)


def _row(roles: Sequence[Role | RoleDigits], columns: int) -> Row:
    boxes = [Cell(f"{role.title}　{role.name}\n签名：\n时间：", _BOX) for role in roles]
    return Row((*boxes, *(Cell() for _ in range(columns - len(roles)))), height=_HEIGHT)
