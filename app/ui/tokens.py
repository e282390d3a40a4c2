"""Colours of the window, light and dark (contrast: text at least 4.5, edges at least 3)."""

from enum import Enum
from typing import Literal, NamedTuple

from PySide6.QtGui import QColor, QPalette

Ink = Literal["text", "second", "quiet", "accent", "on_accent", "red", "amber", "blue", "green"]
Ground = Literal["window", "base", "band", "rail", "head", "soft"]


class Tone(Enum):
    """What a state word or a sentence wants to say; never said by colour alone."""

    RED = "red"
    AMBER = "amber"
    BLUE = "blue"
    GREEN = "green"
    GREY = "grey"


class Tokens(NamedTuple):
    """Every colour that is used, as #RRGGBB; `inks` and `grounds` go together by tone."""

    window: str
    base: str
    band: str
    rail: str
    head: str
    line: str
    edge: str
    text: str
    second: str
    quiet: str
    accent: str
    accent_hover: str
    on_accent: str
    soft: str
    amber_area: str
    inks: dict[Tone, str]
    grounds: dict[Tone, str]

    def ink(self, tone: Tone) -> QColor:
        """Give the colour of words of this tone."""
        return QColor(self.inks[tone])

    def named(self, name: Ink | Ground) -> QColor:
        """Give the colour that a label, a sign or a surface was made with."""
        tones = {tone.value: colour for tone, colour in self.inks.items()}
        return QColor(tones.get(name) or getattr(self, name))

    def ground(self, tone: Tone) -> QColor:
        """Give the colour that words of this tone stand on."""
        return QColor(self.grounds[tone])


LIGHT = Tokens(
    window="#F3F5F3",
    base="#FFFFFF",
    band="#F8FAF8",
    rail="#E8ECE9",
    head="#E9EDEA",
    line="#D5DBD7",
    edge="#828F88",
    text="#1B2420",
    second="#4C5853",
    quiet="#626C67",
    accent="#1F6F5C",
    accent_hover="#1A5E4E",
    on_accent="#FFFFFF",
    soft="#DFEDE8",
    amber_area="#B9780F",
    inks={
        Tone.RED: "#9E2A2B",
        Tone.AMBER: "#835400",
        Tone.BLUE: "#23578C",
        Tone.GREEN: "#1F6F5C",
        Tone.GREY: "#4C5853",
    },
    grounds={
        Tone.RED: "#F9E4E2",
        Tone.AMBER: "#FAEFD8",
        Tone.BLUE: "#E2EDF6",
        Tone.GREEN: "#DFEDE8",
        Tone.GREY: "#E9EDEA",
    },
)

DARK = Tokens(
    window="#1C211F",
    base="#232927",
    band="#272E2B",
    rail="#161A18",
    head="#2D3532",
    line="#39433F",
    edge="#6B7973",
    text="#E6EBE8",
    second="#AEBAB4",
    quiet="#97A39D",
    accent="#5FB8A0",
    accent_hover="#72C4AE",
    on_accent="#0F211C",
    soft="#21413A",
    amber_area="#C99A45",
    inks={
        Tone.RED: "#F2958F",
        Tone.AMBER: "#E2B562",
        Tone.BLUE: "#93C0EC",
        Tone.GREEN: "#5FB8A0",
        Tone.GREY: "#AEBAB4",
    },
    grounds={
        Tone.RED: "#452423",
        Tone.AMBER: "#3A3019",
        Tone.BLUE: "#1F3448",
        Tone.GREEN: "#21413A",
        Tone.GREY: "#2D3532",
    },
)


def tokens(palette: QPalette) -> Tokens:
    """Give the colours that go with a widget's palette, so that nothing keeps a theme of its own.

    Told by the accent, the one role that no style sheet touches.
    """
    return DARK if palette.color(QPalette.ColorRole.Accent) == QColor(DARK.accent) else LIGHT


def palette_of(colours: Tokens) -> QPalette:
    """Lay the colours over the palette roles that Fusion draws with."""
    role = QPalette.ColorRole
    palette = QPalette(QColor(colours.base), QColor(colours.window))
    for which, colour in (
        (role.Window, colours.window),
        (role.Base, colours.base),
        (role.Button, colours.base),
        (role.Light, colours.base),
        (role.AlternateBase, colours.band),
        (role.Mid, colours.head),
        (role.Midlight, colours.line),
        (role.Dark, colours.edge),
        (role.Shadow, colours.edge),
        (role.WindowText, colours.text),
        (role.Text, colours.text),
        (role.ButtonText, colours.text),
        (role.BrightText, colours.on_accent),
        (role.HighlightedText, colours.text),
        (role.Highlight, colours.soft),
        (role.PlaceholderText, colours.quiet),
        (role.Accent, colours.accent),
        (role.Link, colours.accent),
        (role.LinkVisited, colours.accent),
        (role.ToolTipBase, colours.base),
        (role.ToolTipText, colours.text),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.quiet))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Button, QColor(colours.head))
    return palette
