"""Several words in one line, of which one may hold a 、 itself: “电力、热力生产和供应业”、食品制造业."""

import re
from collections.abc import Sequence
from typing import Final

from app.ui.form_values import WordsField

_PARTING: Final = "、，,；;\n"
_PART: Final = re.compile(f"\\s*“([^“”]+)”\\s*(?=[{_PARTING}]|$)|([^{_PARTING}]+)")


def whole(word: str) -> str:
    """Write a word so that it stays one: in quotation marks where it could be taken for several."""
    return f"“{word}”" if _is_torn(word) and not {"“", "”"} & {*word} else word


def _is_torn(word: str) -> bool:
    return any(sign in word for sign in _PARTING)


class WholeWordsField(WordsField):
    """Takes what stands between quotation marks for one word, and every other 、 as between two."""

    def words(self) -> tuple[str, ...]:
        """Give the words, each once, in their order."""
        parts = (
            found[1] if found[1] and _is_torn(found[1]) else found[0]  # “三同时” is a word with its marks
            for found in _PART.finditer(self.text())
        )
        return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))

    def set_words(self, words: Sequence[str]) -> None:
        """Write words."""
        self.setText("、".join(map(whole, words)))

    def last_begins(self, text: str) -> int:
        """Give the place where the last word begins; a whole word is not looked into."""
        parts = list(_PART.finditer(text))
        return parts[-1].start() if parts and parts[-1].end() == len(text) else len(text)
