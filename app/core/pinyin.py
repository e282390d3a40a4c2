"""Pinyin of names for search and order: one reading a character, phrases only where pypinyin must decide."""

from functools import lru_cache
from typing import Final

_PLAIN: Final = str.maketrans(
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹḿê",
    "aaaaeeeeiiiioooouuuuvvvvvnnnme",
)


_IN_NAMES: Final = {"长": "chang"}  # 长坝、长江; the dictionary's first reading is zhang


@lru_cache(maxsize=32768)
def _syllable(character: str) -> str:
    if character in _IN_NAMES:
        return _IN_NAMES[character]
    from pypinyin.constants import PINYIN_DICT  # noqa: PLC0415 - 0.1 s that only an import or an edit pays

    readings = PINYIN_DICT.get(ord(character))
    if readings is None:
        return character.lower() if character.isalnum() else ""
    return readings.split(",")[0].translate(_PLAIN)


_READ_BY_PHRASE: Final = frozenset("重行乐都会调曾单朝")


def _syllables(name: str) -> list[str]:
    if _READ_BY_PHRASE.isdisjoint(name):
        return [_syllable(character) for character in name]
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 20 times slower, so only where the phrase decides

    parts = lazy_pinyin(name)  # what is no Chinese comes back as it was
    return [piece for part in parts for piece in (map(_syllable, part) if part in name else (part,))]


def spell(name: str) -> tuple[str, str]:
    """Give the plain pinyin of a name and its initials: 白马镇 → ("baimazhen", "bmz")."""
    syllables = [syllable for syllable in _syllables(name) if syllable]
    return "".join(syllables), "".join(syllable[0] for syllable in syllables)
