"""How like two entries of the registry of objects are: names, codes and places, with the reasons in words.

Pure rules; `app/services/duplicates.py` finds the pairs that are worth a comparison.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import cos, hypot, radians
from typing import Final, NamedTuple

from app.core.firm_name import letters_of, plain_name

OFFERED: Final = 50
"""Pairs with fewer points are not offered for review."""
NEAR: Final = 50
"""So many metres apart, two entries stand at the same place."""

_METRES_A_DEGREE: Final = 111_320
_ENDING: Final = re.compile(
    r"(?:集团)?(?:(?:股份)?有限(?:责任)?公司|总公司|公司)(?=(?:.{0,8}分公司)?$)|集团$"
)
_PLACE: Final = re.compile(
    r"(?:[\u4e00-\u9fff]{2,3}?省|[\u4e00-\u9fff]{2,6}?自治区)?(?:[\u4e00-\u9fff]{2,3}?市)?"
    r"(?:[\u4e00-\u9fff]{2,4}?(?<![园社小景矿厂校城库护发])[区县])?"
    r"(?:[\u4e00-\u9fff]{2,7}?(?:街道|(?<!乡)镇|乡(?!镇)))?",
)
_TELLING: Final = re.compile(
    r"[0-9A-Za-z零\u3007一二三四五六七八九十百千两甲乙丙丁戊己庚辛壬癸东南西北上下左右大小新老]"
)
_LEAST_CORE: Final = 2
_LEAST_ALIKE: Final = 5
_LETTERS_A_SLIP: Final = 8
_LEAST_CONTAINED: Final = 4
_CONTAINED_SHARE: Final = 0.6
_LEAST_ADDRESS: Final = 6
_RELATED: Final = 0.35


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: where it says it is, and the rest without the ending of a firm.

    ``telling`` are the characters that tell one of a series from the next: figures, 甲乙丙, 东西南北.
    """

    place: str
    core: str
    telling: str


def name_of(words: str) -> Name:
    """Take a name apart; width, case, blanks, brackets and marks do not count.

    Where nothing is left of it, the whole stays the core.
    """
    plain = plain_name(words)
    place = _PLACE.match(plain)
    begin = place.end() if place else 0
    core = _ENDING.sub("", plain[begin:])
    if len(core) < _LEAST_CORE:
        begin, core = 0, _ENDING.sub("", plain) or plain
    return Name(plain[:begin], core, "".join(_TELLING.findall(core)))


def address_of(words: str) -> str:
    """Give an address as it is compared; nothing where it is too short to be a place."""
    plain = letters_of(words)
    return plain if len(plain) >= _LEAST_ADDRESS else ""


@dataclass(frozen=True)
class Candidate:
    """What is compared of one object; ``id`` is the registry's."""

    id: int
    name: str
    uscc: str = ""
    owner: str = ""
    kind: str = ""
    town: str = ""
    address: str = ""
    longitude: float | None = None
    latitude: float | None = None

    @cached_property
    def parts(self) -> Name:
        """The name taken apart."""
        return name_of(self.name)

    @cached_property
    def place_words(self) -> str:
        """The address as it is compared."""
        return address_of(self.address)


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like two objects are, of 100, and why in words."""

    points: int
    reasons: tuple[str, ...]


def distance(one: Candidate, other: Candidate) -> float | None:
    """Give how many metres lie between two objects, None where a coordinate is missing."""
    if one.longitude is None or one.latitude is None or other.longitude is None or other.latitude is None:
        return None
    middle = radians((one.latitude + other.latitude) / 2)
    east = (one.longitude - other.longitude) * cos(middle)
    return hypot(east, one.latitude - other.latitude) * _METRES_A_DEGREE


def shared_pairs(one: str, other: str) -> float:
    """Give the share of neighbouring character pairs that two texts have in common (Dice), 0 to 1."""
    here, there = Counter(_pairs(one)), Counter(_pairs(other))
    total = here.total() + there.total()
    return 2 * (here & there).total() / total if total else float(one == other)


def slips(one: str, other: str, most: int) -> int:
    """Count the characters to add, drop or change between two texts; ``most`` + 1 where there are more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    one, other = _unlike_middle(one, other)
    if most == 1 or not one or not other:
        return min(max(len(one), len(other)), most + 1)
    line = list(range(len(other) + 1))
    for row, sign in enumerate(one, 1):
        corner, line[0] = line[0], row
        for place, against in enumerate(other, 1):
            corner, line[place] = (
                line[place],
                min(line[place] + 1, line[place - 1] + 1, corner + (sign != against)),
            )
        if min(line) > most:
            return most + 1
    return min(line[-1], most + 1)


def _unlike_middle(one: str, other: str) -> tuple[str, str]:
    """Give what is left of two texts without what they begin and end with alike."""
    least = min(len(one), len(other))
    begin = 0
    while begin < least and one[begin] == other[begin]:
        begin += 1
    end = 0
    while end < least - begin and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[begin : len(one) - end], other[begin : len(other) - end]


class _Found(NamedTuple):
    """What two objects have in common: names 0 to 1, one code, coordinates, coordinates or address."""

    name: float
    code: bool
    near: bool
    place: bool


def likeness(one: Candidate, other: Candidate) -> Likeness:
    """Say how like two objects are; the order of the two does not count.

    One code may stand at several sites (domain.md §4): alone it says little. Two different codes speak
    against a pair, as do different kinds, towns, or figures in the names.
    """
    if one.id == other.id:
        return Likeness(0, ())
    name, said = _names(one, other)
    metres = distance(one, other)
    near = metres is not None and metres <= NEAR
    address = not near and _one_address(one, other)
    if not name and (near or address):
        name, said = _related(one, other)
    found = _Found(name, bool(one.uscc) and one.uscc == other.uscc, near, near or address)
    if not name and not found.code and not found.place:
        return Likeness(0, ())
    reasons = ["信用代码相同"] if found.code else []
    reasons += [said] if said else []
    reasons += [f"相距 {metres:.0f} 米"] if near else ["地址相同"] if address else []
    if one.owner and one.owner == other.owner and not found.code:
        reasons.append("所属单位相同")
    reasons += _against(one, other)
    return Likeness(_points_of(one, other, found), tuple(reasons))


_EQUAL: Final = 1.0
_ALIKE: Final = 0.8
_CONTAINED: Final = 0.7


def _names(one: Candidate, other: Candidate) -> tuple[float, str]:
    """Say how like two names are, 0 to 1, and in words; under 0.7 they are not alike."""
    here, there = one.parts, other.parts
    if one.name == other.name:
        return _EQUAL, "名称相同"
    apart = here.place and there.place and not _within(here.place, there.place)
    if apart or here.telling != there.telling:
        return 0.0, ""
    if here.core == there.core:
        return _EQUAL, "名称只有写法不同"
    short, long = sorted((here.core, there.core), key=len)
    if len(short) >= _LEAST_ALIKE:
        most = max(1, len(long) // _LETTERS_A_SLIP)
        count = slips(short, long, most)
        if count <= most:
            return _ALIKE, f"名称只差 {count} 个字"
    if len(short) >= max(_LEAST_CONTAINED, _CONTAINED_SHARE * len(long)) and short in long:
        return _CONTAINED, "一个名称包含另一个"
    return 0.0, ""


def _related(one: Candidate, other: Candidate) -> tuple[float, str]:
    """Say whether the names of two objects at one place have words in common."""
    share = shared_pairs(one.parts.core, other.parts.core)
    apart = one.parts.telling != other.parts.telling or share < _RELATED
    return (0.0, "") if apart else (share / 2, "名称有相同的字词")


def _within(one: str, other: str) -> bool:
    return one in other or other in one


def _one_address(one: Candidate, other: Candidate) -> bool:
    return one.town == other.town and bool(one.place_words) and one.place_words == other.place_words


_CODE_EQUAL, _CODE_ALIKE, _CODE_NEAR, _CODE_ONLY = 98, 92, 60, 40
_NAME_TOWN, _NAME_UNKNOWN_TOWN, _NAME_ELSEWHERE = 90, 80, 55
_ALIKE_PLACE, _ALIKE_TOWN, _RELATED_PLACE, _OWNER_NEAR = 85, 70, 60, 55
_PLACE_BONUS, _CODES_DIFFER, _KINDS_DIFFER, _KINDS_OF_ONE_NAME = 5, 30, 45, 20
_MOST: Final = 100


def _points_of(one: Candidate, other: Candidate, found: _Found) -> int:
    points = _code_points(one, other, found) if found.code else _name_points(one, other, found)
    if not points:
        return 0
    if one.uscc and other.uscc and not found.code:
        points -= _CODES_DIFFER
    if one.kind and other.kind and one.kind != other.kind:
        points -= _KINDS_OF_ONE_NAME if found.name == _EQUAL else _KINDS_DIFFER
    if found.place and found.name >= _CONTAINED:
        points += _PLACE_BONUS
    return max(0, min(points, _MOST))


def _code_points(one: Candidate, other: Candidate, found: _Found) -> int:
    if found.name == _EQUAL:
        return _CODE_EQUAL if _one_town(one, other) else _NAME_ELSEWHERE
    if found.name >= _CONTAINED and _one_town(one, other):
        return _CODE_ALIKE
    return _CODE_NEAR if found.near else _CODE_ONLY


def _name_points(one: Candidate, other: Candidate, found: _Found) -> int:
    if found.name == _EQUAL:
        known = _NAME_TOWN if one.town and other.town else _NAME_UNKNOWN_TOWN
        return known if _one_town(one, other) else _NAME_ELSEWHERE
    if found.place and found.name:
        return _ALIKE_PLACE if found.name >= _CONTAINED else _RELATED_PLACE
    if found.name >= _CONTAINED and _one_town(one, other):
        return _ALIKE_TOWN
    return _OWNER_NEAR if found.near and one.owner and one.owner == other.owner else 0


def _one_town(one: Candidate, other: Candidate) -> bool:
    """Tell whether nothing says that two objects lie in different towns."""
    return one.town == other.town or not one.town or not other.town


def _against(one: Candidate, other: Candidate) -> Iterator[str]:
    if one.uscc and other.uscc and one.uscc != other.uscc:
        yield "信用代码不同"
    if one.kind and other.kind and one.kind != other.kind:
        yield "种类不同"
    if not _one_town(one, other):
        yield "所在地不同"


def _pairs(words: str) -> Iterator[str]:
    return (words[place : place + 2] for place in range(len(words) - 1))
