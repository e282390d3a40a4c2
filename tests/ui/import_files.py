"""Files to import, and what the import's page shows of them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.core.text import check_character
from app.services.import_preview import ImportPreview
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_import import ImportPage
from tests.ui.driving import LONG

HEAD = ("单位名称", "社会信用代码", "乡镇（街道）", "备注2")
Chosen = Callable[[Path], None]


def code(number: int) -> str:
    body = f"91000000MA{number:07d}"
    return body + check_character(body)


def table(path: Path, rows: Sequence[Sequence[str]], head: Sequence[str] = HEAD) -> Path:
    lines = "\n".join(",".join(row) for row in (head, *rows))
    path.write_text(lines + "\n", encoding="utf-8-sig")
    return path


def faulty(path: Path) -> Path:
    rows = [[f"示例第{n}化工有限公司", code(n), "白马镇", "甲"] for n in range(1, 9)]
    rows[2][1] = "91000000MA5UAB2X9"
    rows[4] = [*rows[3]]
    rows[6][0] = "示例 和顺 建材有限公司"
    return table(path, rows)


def looked_into(qtbot: QtBot, page: RegistryPage) -> ImportPage:
    front = page.in_front()
    assert isinstance(front, ImportPage)
    settled(qtbot, front, None)
    return front


def settled(qtbot: QtBot, page: ImportPage, before: ImportPreview | None) -> None:
    """Wait until the page shows all of another file than before, or of the same one read in another way."""
    qtbot.waitUntil(lambda: page.columns.shown is page.preview is not before, timeout=LONG)


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))


def shown_rows(page: ImportPage) -> list[list[str]]:
    """Give the words of the list's rows: sheet, row, mark, then cells and what is told."""
    rows = page.rows.table.rows
    places = range(rows.columnCount())
    return [[str(rows.data(rows.index(line, place))) for place in places] for line in range(rows.rowCount())]


def pick(qtbot: QtBot, page: ImportPage, heading: str, field: str) -> None:
    """Choose what a column is, as the mouse does, and wait until the file was read again."""
    combo, before = page.columns.combo(heading), page.preview
    assert combo
    combo.setCurrentText(field)
    combo.activated.emit(combo.currentIndex())
    assert not page.act.isEnabled()
    settled(qtbot, page, before)
