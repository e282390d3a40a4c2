"""Words of the office that a title or a narrow cell should not cut in two (resources/phrases.txt)."""

from collections.abc import Iterator
from functools import cache

from app.core.paths import resources


@cache
def _words() -> frozenset[str]:
    lines = (resources() / "phrases.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def _longest() -> int:
    return max(map(len, _words()))


def known_words(text: str) -> Iterator[tuple[int, int]]:
    """Give where each known word begins and ends in a text, from left to right."""
    start = 0
    while start < len(text):
        length = _longest_word(text, start)
        if length > 1:
            yield start, start + length
        start += length


def _longest_word(text: str, start: int) -> int:
    for length in range(min(_longest(), len(text) - start), 1, -1):
        if text[start : start + length] in _words():
            return length
    return 1
