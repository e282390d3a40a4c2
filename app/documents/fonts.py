"""Faces of the papers, with a fallback for every character a face lacks (facts.md, Fonts)."""

import re
from enum import StrEnum
from functools import cache
from threading import Lock
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream
from reportlab.pdfbase.ttfonts import TTFont

from app.core.paths import resources


class Face(StrEnum):
    """The type of an office paper; the value is the font's name inside reportlab."""

    BODY = "SSJ Fang"  # 仿宋: text
    BLACK = "Noto Sans SC Medium"  # 黑体: first-level headings, table heads, figures to be read aloud
    SCRIPT = "SSJ Kai"  # 楷体: second-level headings
    TITLE = "SSJ Title Serif"  # 小标宋: titles
    PLAIN = "Noto Sans SC"  # stands in where a face lacks a character


MISSING: Final = "〓"  # printers' own sign for a type that is not in the case: nothing ever vanishes

_FILES: Final = {
    Face.BODY: "SSJFang-Regular.ttf",
    Face.BLACK: "NotoSansSC-Medium.ttf",
    Face.SCRIPT: "SSJKai-Regular-GB2312.ttf",
    Face.TITLE: "SSJTitleSerif-Bold-GB2312.ttf",
    Face.PLAIN: "NotoSansSC-Regular.ttf",
}
_FALLBACK: Final = {
    Face.BODY: (Face.BODY, Face.PLAIN),
    Face.BLACK: (Face.BLACK, Face.PLAIN),
    Face.SCRIPT: (Face.SCRIPT, Face.BODY, Face.PLAIN),
    Face.TITLE: (Face.TITLE, Face.BLACK),
    Face.PLAIN: (Face.PLAIN,),
}
_REGISTERING: Final = Lock()  # two papers made at once share one font, or their subsets would mix
_UNITS: Final = 1000  # reportlab gives widths in thousandths of the size
_TOO_LONG: Final = re.compile(r"(?<=> <)[0-9A-F]{5,6}(?=>)")


class _EmbeddedFont(TTFont):
    """A font whose rare characters (above U+FFFF) can be copied out of the paper as what they are."""

    _one_at_a_time = Lock()  # a font file is read through one cursor, whichever document asks

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - reportlab calls it by this name
        """Write the subsets, then mend the maps reportlab writes with code points instead of UTF-16."""
        with self._one_at_a_time:
            super().addObjects(doc)
        for name, made in doc.idToObject.items():
            if isinstance(made, PDFStream) and str(name).startswith("toUnicodeCMap:"):
                made.content = _TOO_LONG.sub(_as_utf16, made.content)


def _as_utf16(found: re.Match[str]) -> str:
    return chr(int(found[0], 16)).encode("utf-16-be").hex().upper()


def font(face: Face) -> TTFont:
    """Give the face's font, read and registered with reportlab on first use."""
    with _REGISTERING:
        return _registered(face)


@cache
def _registered(face: Face) -> TTFont:
    made = _EmbeddedFont(face.value, str(resources() / "fonts" / _FILES[face]))
    pdfmetrics.registerFont(made)
    return made


@cache
def glyph(character: str, face: Face) -> tuple[Face, str, float]:
    """Give the face that has the character, the character to print and its width for size 1."""
    for candidate in _FALLBACK[face]:
        known = font(candidate).face
        if ord(character) in known.charToGlyph:
            return candidate, character, known.charWidths[ord(character)] / _UNITS
    return glyph(MISSING, face)


def runs(text: str, face: Face) -> list[tuple[Face, str]]:
    """Split text into runs that one face can print each, in reading order."""
    split: list[tuple[Face, str]] = []
    for character in text:
        found, printed, _ = glyph(character, face)
        if split and split[-1][0] is found:
            split[-1] = (found, split[-1][1] + printed)
        else:
            split.append((found, printed))
    return split


def text_width(text: str, face: Face, size: float) -> float:
    """Give the width in points, fallbacks included."""
    return sum(glyph(character, face)[2] for character in text) * size
