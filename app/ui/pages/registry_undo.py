"""撤销这次导入: asked in words first, taken back off the screen's thread, told in a banner."""

from collections.abc import Callable

from app.services.import_report import Registry
from app.services.import_undo import undo_import, undoable
from app.services.rows.intake import UndoOffer
from app.ui import choosers
from app.ui.actions import command
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.page import Page
from app.ui.pages.registry_import import NAMES
from app.ui.tokens import Tone

UNDO = "撤销这次导入"


def undo_button(page: Page, desk: Desk, registry: Registry) -> Button:
    """Give the button that stands in the banner after an import."""
    button = Button(UNDO, hint=command("undo").shortcut, height=28)
    button.clicked.connect(lambda _checked=False: ask_to_undo(page, desk, registry))
    return button


def ask_to_undo(page: Page, desk: Desk, registry: Registry) -> None:
    """Say what the last import of a registry brought, and take it back when told to."""
    if locked := desk.locked():
        page.banners.show_banner(Tone.AMBER, f"{locked}。")
        return
    what = NAMES[registry]

    def ask(offer: UndoOffer | None) -> None:
        if offer is None:
            page.banners.show_banner(Tone.BLUE, f"没有可以撤销的{what}导入。")
            return
        choosers.confirm(page, UNDO, _what_goes(offer, registry), UNDO, _work(page, desk, registry))

    desk.jobs.run(page, lambda _progress: undoable(desk.store, registry), ask)


def _work(page: Page, desk: Desk, registry: Registry) -> Callable[[], object]:
    def told(done: UndoOffer) -> None:
        sentence = f"{_counts(done, registry)}，名录与导入前一致。"
        page.banners.show_banner(Tone.GREEN, sentence, head=f"已撤销 {done.file} 的导入")
        desk.written()

    def work() -> None:
        act = desk.act()
        desk.jobs.run(
            page, lambda _progress: undo_import(desk.store, registry, act), told, doing="正在撤销导入"
        )

    return work


def _what_goes(offer: UndoOffer, registry: Registry) -> str:
    when = offer.at[:16].replace("T", " ")
    return (
        f"{offer.by} {when} 从“{offer.file}”导入的{NAMES[registry]}将被撤销："
        f"{_counts(offer, registry)}。移去的编号不再给别的{NAMES[registry]}使用。"
    )


def _counts(offer: UndoOffer, registry: Registry) -> str:
    unit = "家" if registry is Registry.OBJECTS else "人"
    counts = ((offer.new, "移去新增的"), (offer.changed, "恢复更新前的内容"))
    return "，".join(f"{words} {count} {unit}" for count, words in counts if count)
