"""The dialog in which conditions are composed: 常用条件 above, the builder, and the button that uses it."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from app.core.filter import Filter
from app.services.filter_reach import count_matching
from app.ui.banner import BannerPlace
from app.ui.buttons import Button, Kind
from app.ui.choosers import Question
from app.ui.desk import Desk
from app.ui.filter_builder import FilterBuilder, Reach
from app.ui.filter_kept import KeptFilters
from app.ui.theme import px
from app.ui.tokens import Tone

WIDTH: Final = 780
HEIGHT: Final = 420
HIGHEST: Final = 600
_OF_THE_WINDOW: Final = 85
"""Per cent of the height of the window that the dialog takes where it is between the two."""
_UNFINISHED: Final = "标出的条件还没有写全；不要的请去掉。"


class FilterDialog(Question):
    """Hands on the filter that was composed; a line that is not finished is marked and nothing is used."""

    def __init__(self, parent: QWidget, desk: Desk, title: str, words: str, verb: str, reach: Reach) -> None:
        super().__init__(parent, title, words)
        self.desk = desk
        self.banners = BannerPlace((0, 0, 0, 4))
        self.builder = FilterBuilder(desk, reach)
        self.kept = KeptFilters(desk, self._compose)
        self.kept.chosen.connect(self.builder.fill)
        self.body.addWidget(self.banners)
        self.body.addWidget(self.kept)
        self.body.addWidget(self.builder, 1)
        self.setMinimumWidth(px(WIDTH))
        room = parent.window().height() * _OF_THE_WINDOW // 100
        self.resize(px(WIDTH), max(px(HEIGHT), min(room, px(HIGHEST))))
        self.cancel = self.add_button(Button("取消", hint="Esc"))
        self.cancel.clicked.connect(self.reject)
        self.act = self.add_button(Button(verb, kind=Kind.ACCENT))
        self.act.setDefault(True)
        self.act.clicked.connect(lambda _checked=False: self.use())

    def begin(self, conditions: Filter) -> None:
        """Open with conditions; without any, with one line to fill in."""
        self.builder.fill(conditions)
        if not conditions:
            self.builder.lines.add_condition()
        self.kept.read()
        self.open()
        self.builder.take_focus()

    def use(self) -> None:
        """Use what is composed, if it is finished."""
        raise NotImplementedError

    def composed(self) -> Filter | None:
        """Give what is composed; None where a line is not finished, which is then marked."""
        self.banners.clear()
        if self.builder.mark_faults():
            self.banners.show_banner(Tone.RED, _UNFINISHED)
            return None
        return self.builder.conditions()

    def _compose(self) -> Filter | None:
        conditions = self.composed()
        if conditions == ():
            self.banners.show_banner(Tone.AMBER, "还没有设定条件，没有可以保存的。")
            return None
        return conditions


class ChooseConditions(FilterDialog):
    """Composes conditions for a list or a campaign; `then` gets them, none of them lifts the limit."""

    def __init__(
        self, parent: QWidget, desk: Desk, title: str, verb: str, then: Callable[[Filter], object]
    ) -> None:
        store, today = desk.store, desk.today()
        super().__init__(
            parent,
            desk,
            title,
            "",
            verb,
            lambda conditions: f"符合条件 {count_matching(store, conditions, today)} 家",
        )
        self._then = then
        self.lift = Button("清除全部条件", "x", Kind.LINK, height=28)
        self.lift.clicked.connect(lambda _checked=False: self.builder.lines.fill(()))
        self.builder.lines.let_end_with(self.lift)

    def use(self) -> None:
        """Close and hand the conditions on."""
        conditions = self.composed()
        if conditions is None:
            return
        self.accept()
        self._then(conditions)
