"""The few things that palette roles do not reach: fields, scroll bars, menus and the ink of labels."""

from collections.abc import Callable
from string import Template

from app.ui.tokens import Tokens, Tone

_SHEET = Template("""
QLabel[ink="second"] { color: $second; }
QLabel[ink="quiet"] { color: $quiet; }
QLabel[ink="accent"] { color: $accent; }
QLabel[ink="red"] { color: $red; }
QLabel[ink="amber"] { color: $amber; }
QLabel[ink="blue"] { color: $blue; }
QLabel[ink="green"] { color: $green; }
QLineEdit, QPlainTextEdit {
    background: $base; border: 1px solid $edge; border-radius: 3px; padding: 0 ${p11}px; color: $text;
    selection-background-color: $accent; selection-color: $on_accent;
}
QLineEdit { min-height: ${h30}px; max-height: ${h30}px; }
QPlainTextEdit { padding: ${p5}px ${p8}px; }
QLineEdit:focus {
    border: 2px solid $accent; padding: 0 ${p10}px;
    min-height: ${h28}px; max-height: ${h28}px;
}
QPlainTextEdit:focus { border: 2px solid $accent; padding: ${p4}px ${p7}px; }
QLineEdit[fault="true"], QPlainTextEdit[fault="true"] { border-color: $red; }
QLineEdit:disabled, QLineEdit:read-only, QPlainTextEdit:disabled {
    background: $head; color: $quiet; border-color: $line;
}
QScrollArea { background: transparent; border: none; }
QTableView { background: $base; border: 1px solid $line; }
QTextBrowser { background: $base; border: 1px solid $line; }
QTableView:focus { border: 1px solid $accent; }
QScrollBar:vertical { background: $head; width: ${p10}px; margin: 0; }
QScrollBar:horizontal { background: $head; height: ${p10}px; margin: 0; }
QScrollBar::handle { background: $edge; border: 1px solid $head; }
QScrollBar::handle:vertical { min-height: ${h28}px; }
QScrollBar::handle:horizontal { min-width: ${h28}px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QMenu { background: $base; border: 1px solid $edge; padding: ${p4}px 0; }
QMenu::item { padding: ${p4}px ${p24}px ${p4}px ${p30}px; min-height: ${p20}px; }
QMenu::item:selected { background: $soft; color: $accent; }
QMenu::item:disabled { color: $quiet; }
QMenu::indicator { left: ${p10}px; width: ${p14}px; height: ${p14}px; }
QMenu::separator { height: 1px; background: $line; margin: ${p4}px 0; }
QToolTip { background: $base; color: $text; border: 1px solid $edge; padding: ${p4}px ${p8}px; }
QProgressBar { background: $head; border: none; }
QProgressBar::chunk { background: $accent; }
""")


def stylesheet(colours: Tokens, px: Callable[[int], int]) -> str:
    """Write the sheet for these colours; lengths scaled by `px`."""
    lengths = {f"p{n}": px(n) for n in (4, 5, 7, 8, 10, 11, 14, 20, 24, 30)}
    heights = {"h30": px(32) - 2, "h28": px(32) - 4}
    inks = {tone.value: colours.inks[tone] for tone in Tone if tone is not Tone.GREY}
    names = ("second", "quiet", "accent", "on_accent", "base", "edge", "text", "head", "line", "soft")
    plain = {name: getattr(colours, name) for name in names}
    return _SHEET.substitute(plain | inks | lengths | heights)
