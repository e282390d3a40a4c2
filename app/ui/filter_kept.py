"""常用条件 above a builder: one chosen fills it; what is composed is kept, renamed, replaced or removed."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.core.filter import Filter
from app.services.rows.filters import KeptFilter
from app.services.saved_filters import (
    change_filter,
    remove_filter,
    rename_filter,
    save_filter,
    saved_filters,
)
from app.ui import choosers
from app.ui.buttons import Button, Kind, turn_off
from app.ui.desk import Desk
from app.ui.fields import Combo, TextField
from app.ui.form_dialog import FormDialog, filled, words_of
from app.ui.label import Label
from app.ui.surface import row
from app.ui.theme import px

_WIDTH: Final = 200
_NONE: Final = "选一组，或在下面设定"


class KeptFilters(QWidget):
    """`chosen` hands on the conditions of the one chosen; `compose` gives what stands in the builder."""

    chosen = Signal(object)

    def __init__(
        self, desk: Desk, compose: Callable[[], Filter | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._compose = compose
        self._kept: dict[str, KeptFilter] = {}
        self.choice = Combo("常用条件", [("", _NONE)])
        self.choice.setFixedWidth(px(_WIDTH))
        self.choice.currentIndexChanged.connect(lambda _place: self._choose())
        self.update_kept = Button("更新", kind=Kind.LINK, height=28)
        self.rename = Button("改名", kind=Kind.LINK, height=28)
        self.remove = Button("删除", kind=Kind.LINK, height=28)
        self.save = Button("存为常用条件", "save", Kind.LINK, height=28)
        self.update_kept.clicked.connect(lambda _checked=False: self._update())
        self.rename.clicked.connect(lambda _checked=False: self._rename())
        self.remove.clicked.connect(lambda _checked=False: self._remove())
        self.save.clicked.connect(lambda _checked=False: self._save())
        layout = row(self, gap=12)
        layout.addWidget(Label("常用条件", "second"))
        for widget in (self.choice, self.update_kept, self.rename, self.remove):
            layout.addWidget(widget)
        layout.addStretch(1)
        layout.addWidget(self.save)
        for button in (self.update_kept, self.rename, self.remove, self.save):
            turn_off(button, desk.locked())
        self._show_buttons()

    def read(self, current: int = 0) -> None:
        """Offer what is kept; `current` is the id of the one to stand in front."""
        store = self._desk.store
        self._desk.jobs.run(
            self,
            lambda _progress: saved_filters(store),
            lambda kept: self._offer(kept, current),
            doing="",
        )

    def _offer(self, kept: tuple[KeptFilter, ...], current: int) -> None:
        self._kept = {str(each.id): each for each in kept}
        self.choice.blockSignals(True)  # noqa: FBT003 (Qt's own signature): offering is no choice
        self.choice.set_choices([("", _NONE), *((key, each.name) for key, each in self._kept.items())])
        self.choice.set_key(str(current) if str(current) in self._kept else "")
        self.choice.blockSignals(False)  # noqa: FBT003 (as above)
        self._show_buttons()

    def _choose(self) -> None:
        self._show_buttons()
        if (kept := self._kept.get(self.choice.key())) is not None:
            self.chosen.emit(kept.conditions)

    def _show_buttons(self) -> None:
        for button in (self.update_kept, self.rename, self.remove):
            button.setVisible(self.choice.key() in self._kept)

    def _save(self) -> None:
        conditions = self._compose()
        if conditions is None:
            return
        desk = self._desk
        dialog = FormDialog(self, desk.jobs, "存为常用条件", "列在“检查对象”的条件旁，一点即用。", "保存")
        name = TextField("名称", "例如 沿江重点管理")
        dialog.add("name", "名称", name, filled(name, "请填写名称"))

        def prepare() -> Callable[[], int]:
            words, act = words_of(name), desk.act()
            return lambda: save_filter(desk.store, words, conditions, act)

        dialog.ask(prepare, self._written)

    def _update(self) -> None:
        kept, conditions = self._kept[self.choice.key()], self._compose()
        if conditions is None:
            return
        desk, act = self._desk, self._desk.act()
        desk.jobs.run(
            self,
            lambda _progress: change_filter(desk.store, kept.id, conditions, act),
            lambda _none: self._written(kept.id),
        )

    def _rename(self) -> None:
        kept, desk = self._kept[self.choice.key()], self._desk
        dialog = FormDialog(self, desk.jobs, "改名", f"常用条件“{kept.name}”。", "改名")
        name = TextField("名称")
        name.setText(kept.name)
        dialog.add("name", "名称", name, filled(name, "请填写名称"))

        def prepare() -> Callable[[], None]:
            words, act = words_of(name), desk.act()
            return lambda: rename_filter(desk.store, kept.id, words, act)

        dialog.ask(prepare, lambda _none: self._written(kept.id))

    def _remove(self) -> None:
        kept, desk = self._kept[self.choice.key()], self._desk

        def work() -> None:
            act = desk.act()
            desk.jobs.run(
                self,
                lambda _progress: remove_filter(desk.store, kept.id, act),
                lambda _none: self._written(0),
            )

        words = f"常用条件“{kept.name}”不再列出；已经用它查过、抽过的不受影响。"
        choosers.confirm(self, "删除常用条件", words, "删除", work)

    def _written(self, current: int) -> None:
        self.read(current)
        self._desk.written()
