"""Which object of the registry a row of a file is, and where that is doubtful.

By the program's own code; else by 统一社会信用代码 plus site, that is, the name; else by name and town. Names
are compared as `app/core/likeness.py` takes them apart. What is not certain is a doubt with the objects it
may be: the clerk decides, or what is safe is done (`SAFE`).
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from app.core.likeness import Name, name_of, shared_pairs, slips
from app.intake.records import ObjectRow
from app.services.bulk import Identity
from app.services.rows.intake import SAFE, Candidate, Choice, Doubt, Reason

_LEAST_NEAR: Final = 5
"""Names of fewer characters are near by chance."""
_RELATED: Final = 0.5
_MOST: Final = 5  # candidates offered for one row


@dataclass(slots=True)
class Matches:
    """What was found for each row by its place: the id of its object, or a doubt; nothing for a new one."""

    sure: dict[int, int] = field(default_factory=dict)
    doubts: dict[int, Doubt] = field(default_factory=dict)


def match(known: Sequence[Identity], rows: Sequence[ObjectRow], former: Sequence[Identity] = ()) -> Matches:
    """Find the object of each row; no object is certain for two rows.

    ``former`` is what objects were that were merged since, with the id of the one that stays.
    """
    matches = Matches()
    if not known:
        return matches
    matcher = _Matcher(known, rows, matches)
    matcher.by_code()
    matcher.by_site()
    if former:
        matcher.by_former(former)
    if matcher.open:
        matcher.by_name()
    matcher.finish()
    return matches


def _key(name: Name) -> str:
    return name.place + name.core


def _site(each: Identity | ObjectRow) -> tuple[str, str]:
    """Give what is one site for sure: code and name, without any code town and name."""
    return each.uscc or "@" + each.town, each.name


class _Matcher:
    """One pass after another over the rows that are still open.

    A table of the whole registry is never made: as it grows, it holds up the window for a tenth of a second.
    """

    def __init__(self, known: Sequence[Identity], rows: Sequence[ObjectRow], matches: Matches) -> None:
        self._known = known
        self._rows = rows
        self._matches = matches
        self._claimed: set[int] = set()
        self.open: list[int] = list(range(len(rows)))

    def by_code(self) -> None:
        """Match by the program's own code, unless all else speaks against it."""
        wanted = {row.code for row in self._rows if row.code}
        if not wanted:
            return
        by_code = {each.code: each for each in self._known if each.code in wanted}
        left = []
        for place in self.open:
            row = self._rows[place]
            found = by_code.get(row.code)
            if found is None or found.id in self._claimed:
                left.append(place)
            elif _may_be(row, found):
                self._claim(place, found)
            else:
                self._doubt(place, Reason.NUMBER_ALONE, [found])
        self.open = left

    def by_site(self) -> None:
        """Match by 统一社会信用代码 and the very name; without any code by the very name and town."""
        wanted = {_site(self._rows[place]) for place in self.open}
        by_site = {site: each for each in reversed(self._known) if (site := _site(each)) in wanted}
        left = []
        for place in self.open:
            found = by_site.get(_site(self._rows[place]))
            if found is None or found.id in self._claimed:
                left.append(place)
            else:
                self._claim(place, found)
        self.open = left

    def by_former(self, former: Sequence[Identity]) -> None:
        """Know again what was merged into another, by all it was then; it is no new object."""
        staying = {each.id for each in former}
        stays = {each.id: each for each in self._known if each.id in staying}
        by_code = {each.code: each for each in former}
        by_site = {_site(each): each for each in former}
        left = []
        for place in self.open:
            row = self._rows[place]
            found = by_code.get(row.code) or by_site.get(_site(row))
            if found is None or _key(name_of(row.name)) == _key(name_of(stays[found.id].name)):
                left.append(place)
            else:
                self._doubt(place, Reason.MERGED, [stays[found.id]])
        self.open = left

    def by_name(self) -> None:
        """Match what is left by names taken apart; all of it that is not certain becomes a doubt.

        The rows are indexed and the registry is walked through once: it may be far the larger.
        """
        index = _Index([(place, self._rows[place]) for place in self.open])
        for each in self._known:
            if each.id not in self._claimed:
                index.look(each)
        for place in self.open:
            row = self._rows[place]
            if found := index.same_site(place):
                self._settle_site(place, row, found)
            elif alike := _by_name(row, index.same_name[place]):
                self._doubt(place, *alike)
            elif index.same_code[place]:
                self._doubt(place, Reason.CODE_ALONE, index.same_code[place])
            elif index.near_name[place]:
                self._doubt(place, Reason.NEAR_NAME, index.near_name[place])
        self.open = []

    def finish(self) -> None:
        """Let no doubt point to an object that is certain for a row, nor two rows be one unless told so."""
        wanted: set[int] = set()
        for place, doubt in sorted(self._matches.doubts.items()):
            if doubt.reason is Reason.MERGED:
                continue  # the one that stays may stand in the file as well
            free = tuple(each for each in doubt.candidates if each.id not in self._claimed)
            if not free:
                del self._matches.doubts[place]
                continue
            reason = doubt.reason
            if SAFE[reason] is Choice.SAME:
                reason = Reason.SHARED if free[0].id in wanted else reason
                wanted.add(free[0].id)
            self._matches.doubts[place] = Doubt(reason, free)

    def _settle_site(self, place: int, row: ObjectRow, same_site: Sequence[Identity]) -> None:
        here = [each for each in same_site if each.town == row.town] or same_site
        if len(here) == 1 and here[0].id not in self._claimed:
            self._claim(place, here[0])
        else:
            self._doubt(place, Reason.SEVERAL, here)

    def _claim(self, place: int, found: Identity) -> None:
        self._claimed.add(found.id)
        self._matches.sure[place] = found.id

    def _doubt(self, place: int, reason: Reason, found: Sequence[Identity]) -> None:
        candidates = tuple(Candidate(*_told(each)) for each in found[:_MOST])
        self._matches.doubts[place] = Doubt(reason, candidates)


def _told(each: Identity) -> tuple[int, str, str, str, str]:
    return each.id, each.code, each.name, each.uscc, each.town


def _may_be(row: ObjectRow, found: Identity) -> bool:
    """Tell whether name, code or town agree with an object of the same 编号."""
    if row.name == found.name or (row.uscc and row.uscc == found.uscc):
        return True
    if row.town and row.town == found.town and not _differ(row.uscc, found.uscc):
        return True
    return shared_pairs(name_of(row.name).core, name_of(found.name).core) >= _RELATED


def _differ(one: str, other: str) -> bool:
    return bool(one and other) and one != other


def _by_name(row: ObjectRow, found: Sequence[Identity]) -> tuple[Reason, Sequence[Identity]] | None:
    """Say why a row is doubtful whose name objects have; None where nothing else agrees."""
    here = [each for each in found if each.town == row.town]
    if here:
        agreeing = [each for each in here if not _differ(each.uscc, row.uscc)]
        if not agreeing:
            return Reason.OTHER_CODE, here
        exact = [each for each in agreeing if each.name == row.name] or agreeing
        return (Reason.NAME_AND_TOWN if len(exact) == 1 else Reason.SEVERAL), exact
    agreeing = [each for each in found if not _differ(each.uscc, row.uscc)]
    unsaid = [each for each in agreeing if not each.town or not row.town]
    if unsaid:
        return (Reason.NAME_ALONE if len(unsaid) == 1 else Reason.SEVERAL), unsaid
    return (Reason.NAME_ELSEWHERE, agreeing) if agreeing else None


class _Index:
    """Open rows by code, by name and by name with a character left out; collects what they meet.

    Two names are one slip apart when both are alike once a character is left out. Figures, 甲乙丙 and the
    like tell one of a series from the next and are never slips.
    """

    def __init__(self, rows: Sequence[tuple[int, ObjectRow]]) -> None:
        self._rows = dict(rows)
        self._all_coded = all(row.uscc for _, row in rows)
        self._names = {place: name_of(row.name) for place, row in rows}
        self._by_code: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_short: dict[str, list[int]] = defaultdict(list)
        self.same_code: dict[int, list[Identity]] = defaultdict(list)
        self.same_name: dict[int, list[Identity]] = defaultdict(list)
        self.near_name: dict[int, list[Identity]] = defaultdict(list)
        for place, row in rows:
            if row.uscc:
                self._by_code[row.uscc].append(place)
            name = self._names[place]
            self._by_name[_key(name)].append(place)
            for short in _shortened(name):
                self._by_short[short].append(place)

    def look(self, each: Identity) -> None:
        """Note an object with all rows that it may be."""
        for place in self._by_code.get(each.uscc, ()):
            self.same_code[place].append(each)
        name = name_of(each.name)
        for place in self._by_name.get(_key(name), ()):
            self.same_name[place].append(each)
        if each.uscc and self._all_coded:
            return  # of two codes none is near the other
        for place in {place for short in _shortened(name) for place in self._by_short.get(short, ())}:
            if _agree(self._rows[place], each) and _is_near(self._names[place], name):
                self.near_name[place].append(each)

    def same_site(self, place: int) -> list[Identity]:
        """Give the objects that have both the code and the name of a row."""
        codes = {each.id for each in self.same_code[place]}
        return [each for each in self.same_name[place] if each.id in codes]


def _agree(row: ObjectRow, each: Identity) -> bool:
    return not _differ(row.town, each.town) and not _differ(row.uscc, each.uscc)


def _is_near(one: Name, other: Name) -> bool:
    apart = one.place and other.place and one.place not in other.place and other.place not in one.place
    return not apart and slips(one.core, other.core, 1) <= 1


def _shortened(name: Name) -> Iterator[str]:
    """Give a name whole and with one character left out, each with what tells it from others of a series."""
    core, telling = name.core, name.telling
    if len(core) < _LEAST_NEAR:
        return
    yield f"{core} {telling}"
    for place, sign in enumerate(core):
        if sign not in telling:
            yield f"{core[:place]}{core[place + 1 :]} {telling}"
