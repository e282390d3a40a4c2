"""A page: the title line with its one accent button, strips under it, content, side panel and foot."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.banner import BannerPlace
from app.ui.buttons import Button
from app.ui.density import Density, edge_of
from app.ui.label import BOLD, Label
from app.ui.panel import SidePanel
from app.ui.surface import Strip, column, row
from app.ui.theme import Size, px
from app.ui.tokens import Ground

_TITLE_HEIGHTS = {Density.NORMAL: 57, Density.COMPACT: 49, Density.FOLDED: 49}
LIST_FOOT = 36
WIZARD_FOOT = 49
FORM_FOOT = 65


class TitleLine(Strip):
    """The page's name, what it is about, and its buttons; the accent button last."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__("window", "b", parent)
        self._title = Label(title, weight=BOLD, size=Size.TITLE)
        self._subtitle = Label(ink="second")
        self._layout = row(self, (20, 0, 20, 1), 12)
        self._layout.addWidget(self._title)
        self._layout.addWidget(self._subtitle)
        self._layout.addStretch(1)

    def set_title(self, title: str) -> None:
        """Name the page."""
        self._title.setText(title)

    def set_subtitle(self, *parts: str) -> None:
        """Say what the page is about; parts stand two blanks apart."""
        self._subtitle.setText("　".join(part for part in parts if part))

    def add(self, widget: QWidget) -> None:
        """Add a button or a choice at the right; the page's accent button is added last."""
        self._layout.addWidget(widget)


class Foot(Strip):
    """The foot of a list, a step or a form: words at the left, a reason, then buttons at the right."""

    def __init__(
        self, height: int = LIST_FOOT, ground: Ground = "window", parent: QWidget | None = None
    ) -> None:
        super().__init__(ground, "t", parent)
        self.setFixedHeight(px(height))
        self.words = Label()
        self.reason = Label(ink="second")
        layout = row(self, (20, 1, 20, 0), 12)
        self._layout = layout
        layout.addWidget(self.words)
        layout.addStretch(1)
        layout.addWidget(self.reason)

    def add_left(self, button: Button) -> None:
        """Add a button before the words (上一项)."""
        self._layout.insertWidget(self._layout.indexOf(self.words), button)

    def add(self, button: Button) -> None:
        """Add a button at the right; the accent button is added last."""
        self._layout.addWidget(button)


class Page(QWidget):
    """The base of every page; a page is a file of its own.

    `body` is the layout for the content; strips (tabs, states) stand over the whole width, the panel stands
    right of both content and foot.
    """

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(title)
        self.title_line = TitleLine(title)
        self.banners = BannerPlace()
        self.panel: SidePanel | None = None
        self.first: QWidget | None = None
        self._density = Density.NORMAL
        self._strips: list[Strip] = [self.title_line]
        self._outer = column(self)
        self._outer.addWidget(self.title_line)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(0)
        self._outer.addLayout(self._middle, 1)
        self._centre = QVBoxLayout()
        self._centre.setSpacing(0)
        self._centre.addWidget(self.banners)
        self.body = QVBoxLayout()
        self.body.setSpacing(px(8))
        self._centre.addLayout(self.body, 1)
        self._middle.addLayout(self._centre, 1)
        self.set_density(Density.NORMAL)

    def add_strip(self, strip: Strip) -> None:
        """Put tabs or a line of states under the title line."""
        self._strips.append(strip)
        self._outer.insertWidget(self._outer.count() - 1, strip)

    def add_left(self, pane: QWidget) -> None:
        """Put a list or the steps left of the content."""
        self._middle.insertWidget(self._middle.count() - 1 - int(self.panel is not None), pane)

    def set_panel(self, panel: SidePanel) -> None:
        """Put the panel at the right; it folds with the window."""
        self.panel = panel
        self._middle.addWidget(panel)

    def set_foot(self, foot: Foot) -> None:
        """Put the foot under the content."""
        self._strips.append(foot)
        self._centre.addWidget(foot)

    def set_density(self, density: Density) -> None:
        """Make do with the room there is; pages with chips or lists of their own go on from here."""
        edge = edge_of(density)
        for strip in self._strips:
            strip.set_edge(edge)
        self.title_line.setFixedHeight(px(_TITLE_HEIGHTS[density]))
        self.banners.set_edge(edge)
        self.body.setContentsMargins(edge, px(12 if density is Density.NORMAL else 8), edge, 0)
        if self.panel is not None and density is not self._density:
            self.panel.set_folded(folded=density is not Density.NORMAL)  # else the user's own choice stands
        self._density = density

    def take_focus(self) -> None:
        """Let the keyboard begin at `first` (the search box), else at the top of the page."""
        (self.first or self).setFocus()

    def opened(self) -> None:
        """Read again what may have changed; called each time the page comes to the front."""

    def unsaved(self) -> str:
        """Name the form on this page that holds words nobody has kept yet; empty where there is none."""
        return ""

    def ask_to_leave(self, then: Callable[[], object]) -> None:
        """Call `then`, after asking where something was filled in that is not kept."""
        waits = self.unsaved()
        if not waits:
            then()
            return
        from app.ui import choosers  # noqa: PLC0415 - the first page stands before anything is asked

        words = f"“{waits}”里填写的内容还没有保存，离开后就没有了。"
        choosers.confirm(self, "还没有保存", words, "放弃填写", then)
