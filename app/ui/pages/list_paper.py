"""A list on paper: the rows and columns shown, in the one preview; a very long one is asked about first."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from app.services.list_print import ASKED_ABOVE, ListHead, PrintColumn, list_pdf, pages_of
from app.ui import choosers
from app.ui.columns import RIGHT, Column
from app.ui.desk import Desk
from app.ui.page import Page
from app.ui.preview_window import PreviewWindow

Row = TypeVar("Row")


def print_list(
    page: Page,
    desk: Desk,
    head: ListHead,
    columns: Sequence[Column[Row]],
    count: int,
    read: Callable[[], Sequence[Row]],
) -> None:
    """Show a list as paper; `read` is called off the screen's thread and gives its `count` rows."""
    titles = [PrintColumn(column.title, column.align is RIGHT) for column in columns]

    def make() -> bytes:
        rows = [[column.shown(found).said() for column in columns] for found in read()]
        return list_pdf(desk.store, head, titles, rows, desk.today())

    def show(data: bytes) -> None:
        name = f"{head.title}{desk.today():%Y%m%d}"
        PreviewWindow(page, desk.jobs).show_document(name, data, desk.store.path.parent)

    def begin() -> None:
        desk.jobs.run(page, lambda _progress: make(), show, doing="正在排版")

    if count <= ASKED_ABOVE:
        begin()
        return
    words = f"{head.title}有 {count} 行，约 {pages_of(count)} 页。可以先筛选或选中要打印的行。"
    choosers.confirm(page, "打印", words, "照样打印", begin)
