"""Several words in one line, of which one may hold a 、 itself: “电力、热力生产和供应业”、食品制造业.

Whatever the words are, what is written of them is read as them again. A quotation mark inside a word that
stands between quotation marks is written twice, as in a table of commas.
"""

import re
from collections.abc import Sequence
from typing import Final

from app.ui.form_values import WordsField

_PARTING: Final = "、，,；;\n"
_PART: Final = re.compile(f"\\s*“((?:[^“”]|““|””)+)”\\s*(?=[{_PARTING}]|\\Z)|([^{_PARTING}]+)")
_CLOSED: Final = re.compile(f"[^“”{_PARTING}]*(?:“[^“”{_PARTING}]+”[^“”{_PARTING}]*)*")


def whole(word: str) -> str:
    """Write a word so that it stays one: in quotation marks where it could be taken for something else."""
    return word if _is_plain(word) else f"“{word.replace('“', '““').replace('”', '””')}”"


def joined(words: Sequence[str]) -> str:
    """Write words in one line."""
    return "、".join(map(whole, words))


def parted(text: str) -> tuple[str, ...]:
    """Read the words of a line, each once, in their order."""
    words = (_word(found[0].strip(), found[1]) for found in _PART.finditer(text))
    return tuple(dict.fromkeys(word for word in words if word))


def _word(written: str, inside: str | None) -> str:
    """Give the word inside quotation marks; marks that nothing asked for are the word's own: “三同时”."""
    word = (inside or "").replace("““", "“").replace("””", "”")
    return written if not word or _is_plain(word) else word


def _is_plain(word: str) -> bool:
    """Tell whether a word can stand bare: nothing in it parts, and its quotation marks close."""
    return word == word.strip() and _CLOSED.fullmatch(word) is not None


class WholeWordsField(WordsField):
    """Takes what stands between quotation marks for one word, and every other 、 as between two."""

    def words(self) -> tuple[str, ...]:
        """Give the words, each once, in their order."""
        return parted(self.text())

    def set_words(self, words: Sequence[str]) -> None:
        """Write words."""
        self.setText(joined(words))

    def last_begins(self, text: str) -> int:
        """Give the place where the last word begins; a whole word is not looked into."""
        parts = list(_PART.finditer(text))
        return parts[-1].start() if parts and parts[-1].end() == len(text) else len(text)
