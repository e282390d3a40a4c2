"""Writing a file where the clerk chose, and telling where it is."""

from collections.abc import Callable
from pathlib import Path

from app.core.text import file_name
from app.core.whole_file import write_whole
from app.ui import choosers, desktop
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.page import Page
from app.ui.tokens import Tone


def save_made(
    page: Page,
    desk: Desk,
    name: str,
    kinds: str,
    make: Callable[[], bytes],
    then: Callable[[Path], object] | None = None,
) -> None:
    """Ask where, make the file off the screen's thread, then say where it lies; beside the database first."""

    def told(place: Path) -> None:
        tell_saved(page, place)
        if then is not None:
            then(place)

    def write(place: Path) -> None:
        def work() -> Path:
            write_whole(place, make())
            return place

        desk.jobs.run(page, lambda _progress: work(), told, doing=f"正在导出 {name}")

    choosers.save_file(page, "保存到", desk.store.path.parent / file_name(name), kinds, write)


def tell_saved(page: Page, place: Path) -> None:
    """Say that a file was written, and offer its folder."""
    folder = Button("打开所在文件夹", "folder-open", height=28)
    folder.clicked.connect(lambda _checked=False: desktop.open_folder(place.parent))
    page.banners.show_banner(Tone.GREEN, f"已保存：{place.name}", buttons=(folder,))
