"""A sentence at the top of a page: what went wrong or what to know, and what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.ui.buttons import Button, icon_button
from app.ui.label import BOLD, Label, paragraph
from app.ui.painting import paint_frame
from app.ui.sign import Sign
from app.ui.surface import column, row
from app.ui.theme import px
from app.ui.tokens import Ink, Tone, tokens

_SIGNS = {
    Tone.RED: "circle-alert",
    Tone.AMBER: "triangle-alert",
    Tone.BLUE: "info",
    Tone.GREEN: "check",
    Tone.GREY: "info",
}
_INKS: dict[Tone, Ink] = {
    Tone.RED: "red",
    Tone.AMBER: "amber",
    Tone.BLUE: "blue",
    Tone.GREEN: "green",
    Tone.GREY: "second",
}


class Banner(QFrame):
    """A box in the tone's colours: sign, heading, sentence, buttons under it."""

    def __init__(
        self,
        tone: Tone,
        sentence: str,
        head: str = "",
        buttons: Sequence[Button] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tone = tone
        self.setAccessibleName(f"{head} {sentence}".strip())
        outer = row(self, (14, 10, 10, 10), 10)
        outer.addWidget(Sign(_SIGNS[tone], _INKS[tone], 18), 0, Qt.AlignmentFlag.AlignTop)
        words = QWidget()
        lines = column(words, gap=4)
        if head:
            lines.addWidget(Label(head, weight=BOLD))
        lines.addWidget(paragraph(sentence))
        if buttons:
            tools = QWidget()
            tools_row = row(tools, (0, 4, 0, 0), 8)
            for button in buttons:
                tools_row.addWidget(button)
            tools_row.addStretch(1)
            lines.addWidget(tools)
        outer.addWidget(words, 1)
        self._outer = outer

    def add_close(self) -> Button:
        """Add the small button that takes the banner away, and give it."""
        close = icon_button("x", "收起这条提示")
        self._outer.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        return close

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, edge and the bar of 3 px."""
        colours = tokens(self.palette())
        painter = QPainter(self)
        painter.fillRect(self.rect(), colours.ground(self._tone))
        paint_frame(painter, self.rect(), colours.ink(self._tone))
        paint_frame(painter, self.rect(), colours.ink(self._tone), "l", px(3))


class BannerPlace(QWidget):
    """Where a page shows its one banner; the next one replaces it."""

    def __init__(
        self, margins: tuple[int, int, int, int] = (20, 12, 20, 0), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._layout = column(self, margins)
        self._banner: Banner | None = None
        self.hide()

    def set_edge(self, edge: int) -> None:
        """Stand this many pixels from both sides, as the page's content does."""
        top, bottom = self._layout.contentsMargins().top(), self._layout.contentsMargins().bottom()
        self._layout.setContentsMargins(edge, top, edge, bottom)

    def show_banner(
        self, tone: Tone, sentence: str, head: str = "", buttons: Sequence[Button] = ()
    ) -> Banner:
        """Show a sentence until it is closed, replaced or cleared."""
        self.clear()
        banner = Banner(tone, sentence, head, buttons)
        banner.add_close().clicked.connect(self.clear)
        self._layout.addWidget(banner)
        self._banner = banner
        self.show()
        return banner

    def clear(self) -> None:
        """Take the banner away."""
        if self._banner is not None:
            self._banner.hide()
            self._banner.deleteLater()
            self._banner = None
        self.hide()
