"""撤销 and 重做 in 名录库: the last edit of the session goes back first; many rows are asked about in words.

An import is one such edit; the last one is kept in the file, so that it can be taken back later as well.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from app.services.edit_undo import REDO, UNDO, redo, undo
from app.services.edits import INSPECTORS, OBJECTS, OwnWayBack, Undoable
from app.services.import_redo import import_as_edit
from app.services.import_report import Registry
from app.services.import_undo import last_entry, undo_import, undoable
from app.services.office import Store
from app.services.rows.intake import Imported, UndoOffer
from app.services.rows.office import Act
from app.ui import choosers
from app.ui.actions import command
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.page import Page
from app.ui.pages.registry_names import NAMES, UNITS
from app.ui.tokens import Tone

_REGISTRIES: Final[Mapping[str, Registry]] = {OBJECTS: Registry.OBJECTS, INSPECTORS: Registry.INSPECTORS}


class Undoing:
    """Takes edits back and does them again for a page of lists, which speaks in its banners."""

    def __init__(self, page: Page, desk: Desk) -> None:
        self._page = page
        self._desk = desk
        self._busy = False

    def button(self, table: str, words: str = UNDO) -> Button:
        """Give the button for a banner that tells of something just done."""
        button = Button(words, hint=command("undo").shortcut, height=28)
        button.clicked.connect(lambda _checked=False: self.undo(table))
        return button

    def imported(self, table: str, file: str, counts: Imported) -> None:
        """Keep an import that was just confirmed among the edits of the session."""
        act = self._desk.act()
        offer = UndoOffer(file, act.by, act.stamp, counts.new, counts.changed)
        if offer.new or offer.changed:
            self._desk.edits.did(_import_back(table, offer, counts))

    def undo(self, table: str) -> None:
        """Take the last edit of a registry back; one that touched many rows is asked about first."""
        if not self._may_begin():
            return
        edit = self._desk.edits.last_done(table)
        if edit is not None:
            self._ask(edit)
        elif table in _REGISTRIES:
            self._find_import(table)
        else:
            self._page.banners.show_banner(Tone.BLUE, f"{NAMES[table]}没有可以撤销的修改。")

    def redo(self, table: str) -> None:
        """Do again what was taken back last."""
        if not self._may_begin():
            return
        desk = self._desk
        undone = desk.edits.last_undone(table)
        if undone is None:
            self._page.banners.show_banner(Tone.BLUE, f"{NAMES[table]}没有可以重做的修改。")
            return
        again = partial(redo, desk.store, undone, desk.act())

        def done(back: Undoable | None) -> None:
            desk.edits.redid(undone, back)
            self._tell(REDO, undone, self.button(table))

        self._run(again, done, REDO)

    def _may_begin(self) -> bool:
        if locked := self._desk.locked():
            self._page.banners.show_banner(Tone.AMBER, f"{locked}。")
        return not locked and not self._busy

    def _find_import(self, table: str) -> None:
        """Offer the import of an earlier session."""
        store, registry = self._desk.store, _REGISTRIES[table]

        def found(offer: UndoOffer | None) -> None:
            if offer is None:
                words = f"{NAMES[table]}没有可以撤销的修改或导入。"
                self._page.banners.show_banner(Tone.BLUE, words)
                return
            kept = _import_back(table, offer)
            self._desk.edits.remember(kept)
            self._ask(kept)

        self._desk.jobs.run(self._page, lambda _progress: undoable(store, registry), found)

    def _ask(self, edit: Undoable) -> None:
        question = edit.question if isinstance(edit, OwnWayBack) else ""
        if edit.size <= 1 and not question:
            self._undo(edit)
            return
        words = question or f"{edit.detail}。涉及 {edit.size} {UNITS[edit.table]}，将全部恢复原样。"
        choosers.confirm(self._page, f"{UNDO}：{edit.what}", words, UNDO, partial(self._undo, edit))

    def _undo(self, edit: Undoable) -> None:
        desk = self._desk
        back_again = Button(REDO, hint=command("redo").shortcut, height=28)
        back_again.clicked.connect(lambda _checked=False: self.redo(edit.table))

        def done(back: Undoable | None) -> None:
            desk.edits.undid(edit, back)
            self._tell(UNDO, edit, *((back_again,) if back else ()))

        self._run(partial(undo, desk.store, edit, desk.act()), done, UNDO)

    def _run(
        self, work: Callable[[], Undoable | None], done: Callable[[Undoable | None], object], verb: str
    ) -> None:
        self._busy = True

        def ended(back: Undoable | None) -> None:
            self._busy = False
            done(back)

        def refused(error: Exception) -> None:
            self._busy = False
            show_error(self._page, error)

        self._desk.jobs.run(self._page, lambda _progress: work(), ended, refused, doing=f"正在{verb}")

    def _tell(self, verb: str, edit: Undoable, *buttons: Button) -> None:
        self._page.banners.show_banner(Tone.GREEN, f"{edit.detail}。", f"已{verb}：{edit.what}", buttons)
        self._desk.written()


def _import_back(table: str, offer: UndoOffer, done: Imported | None = None) -> OwnWayBack:
    """Give the way back of an import, which itself can be done again unless it is very large.

    What is kept in the file is the last one; of an earlier one of the session ``done`` tells what it did.
    """
    size = offer.new + offer.changed
    what, detail = f"导入{NAMES[table]}", f"{offer.file}：{_counts(offer, table)}"

    def take_back(store: Store, act: Act) -> Undoable | None:
        if done and done.edit and last_entry(store, _REGISTRIES[table]) != done.entry:
            return undo(store, done.edit, act)
        again = import_as_edit(store, table, what, offer.file)
        undo_import(store, _REGISTRIES[table], act)
        return again

    return OwnWayBack(table, what, detail, size, take_back, _what_goes(offer, table))


def _what_goes(offer: UndoOffer, table: str) -> str:
    when = offer.at[:16].replace("T", " ")
    name = NAMES[table]
    return (
        f"{offer.by} {when} 从“{offer.file}”导入的{name}将被撤销："
        f"{_counts(offer, table)}。移去的编号不再给别的{name}使用。"
    )


def _counts(offer: UndoOffer, table: str) -> str:
    counts = ((offer.new, "移去新增的"), (offer.changed, "恢复更新前的内容"))
    return "，".join(f"{words} {count} {UNITS[table]}" for count, words in counts if count)
