"""Pinyin of names for search and order: one reading a character, phrases only where pypinyin must decide."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from app.core.collecting import no_collecting

_PLAIN: Final = str.maketrans(
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿê",
    "aaaaeeeeiiiioooouuuuvvvvvnnnme",
)
_IN_NAMES: Final = {"长": "chang"}  # 长坝、长江; the dictionary's first reading is zhang
_READ_BY_PHRASE: Final = frozenset("重行乐都会调曾单朝")
_SOUNDS_ALIKE: Final = ("重庆", "崇庆")  # it begins half of all names and would send them the slow way


class _Syllables(dict[int, str]):
    """A table for str.translate: each character met -> its syllable, '' for marks."""

    def __missing__(self, point: int) -> str:
        syllable = self[point] = _syllable(chr(point))
        return syllable


class _Initials(dict[int, str]):
    """The same with the first letter of each syllable."""

    def __missing__(self, point: int) -> str:
        initial = self[point] = _SYLLABLES[point][:1]
        return initial


_SYLLABLES: Final = _Syllables()
_INITIALS: Final = _Initials()


@cache
def _dictionary() -> Mapping[int, str]:
    """Give the readings of each character; the collector need not look at 47,000 phrases ever after."""
    with no_collecting():
        from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415 - 0.1 s that only an import or an edit pays

    return PINYIN_DICT


def _syllable(character: str) -> str:
    if character in _IN_NAMES:
        return _IN_NAMES[character]
    readings = _dictionary().get(ord(character))
    if readings is None:
        return character.lower() if character.isalnum() else ""
    return readings.split(",")[0].translate(_PLAIN)


def spell(name: str) -> tuple[str, str]:
    """Give the plain pinyin of a name and its initials: 白马镇 → ("baimazhen", "bmz")."""
    plain = name.replace(*_SOUNDS_ALIKE)
    if _READ_BY_PHRASE.isdisjoint(plain):
        return plain.translate(_SYLLABLES), plain.translate(_INITIALS)
    return _spell_by_phrase(name)


def _spell_by_phrase(name: str) -> tuple[str, str]:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 20 times slower, so only where the phrase decides

    parts = lazy_pinyin(name)  # what is no Chinese comes back as it was
    syllables = [
        piece
        for part in parts
        for piece in (map(_SYLLABLES.__getitem__, map(ord, part)) if part in name else (part,))
    ]
    return "".join(syllables), "".join(syllable[:1] for syllable in syllables)
