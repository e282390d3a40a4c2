"""Which object of the registry a line of a list means: by 信用代码 and site, else by name and town.

Where it may be several, or somebody else of the same name, nothing is decided: the line is doubtful.
"""

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from app.core.firm_name import plain_name
from app.services.bulk import Identity
from app.services.rows.lists import NOBODY, Place


class Party(Protocol):
    """What a list says of whom it means, and where it says so."""

    @property
    def sheet(self) -> str:
        """Its sheet."""

    @property
    def row(self) -> int:
        """Its row, as the office counts."""

    @property
    def name(self) -> str:
        """As written."""

    @property
    def uscc(self) -> str:
        """The 统一社会信用代码, empty where there is none."""

    @property
    def town(self) -> str:
        """Where it is, empty where the list does not say."""


class Match(NamedTuple):
    """The object meant, or whom it may be and why that is not sure; neither: the registry lacks it."""

    id: int | None
    candidates: tuple[int, ...] = ()
    why: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Whether it may be somebody who is there."""
        return bool(self.candidates)


_LACKING = Match(None)
_TAKEN = "另一行已对应这一家"
_MERGED = "以前已并入这一家，文件里两家都有"
_ANOTHER_SITE = Match(None, (), "同一信用代码的另一处")


class Matcher:
    """Finds objects among those known; names and codes are looked up, so that 100,000 lines are quick.

    ``former`` is what objects were that were merged since, with the id of the one that stays.
    """

    def __init__(self, known: Iterable[Identity], former: Iterable[Identity] = ()) -> None:
        self._by_uscc: defaultdict[str, list[Identity]] = defaultdict(list)
        self._by_name: defaultdict[str, list[Identity]] = defaultdict(list)
        self._by_id: dict[int, Identity] = {}
        for one in known:
            self._by_id[one.id] = one
            if one.uscc:
                self._by_uscc[one.uscc].append(one)
            self._by_name[plain_name(one.name)].append(one)
        self._former = {
            plain_name(one.name): one for one in former if plain_name(one.name) not in self._by_name
        }

    def match(self, party: Party) -> Match:
        """Find the object of one line; several lines may mean the same."""
        return self._exact(party) or self._merged(party) or self._sole_site(party) or self._by_its_name(party)

    def match_once(self, parties: Sequence[Party]) -> Iterator[Match]:
        """Find the objects of lines of which each means another: exact names first, then the rest."""
        found = [self._exact(party) for party in parties]
        sure = Counter(match.id for match in found if match and match.id is not None)
        rest = [
            match or self._merged(party, sure) or self._sole_site(party, sure) or self._by_its_name(party)
            for match, party in zip(found, parties, strict=True)
        ]
        wanted = Counter(match.id for match in rest if match.id is not None)
        for match, first in zip(rest, found, strict=True):
            if match.id is None or wanted[match.id] == 1 or (first and sure[match.id] == 1):
                yield match
            else:
                yield Match(None, (match.id,), f"文件里有 {wanted[match.id]} 行都像名录库里的同一家")

    def candidates(self, match: Match) -> tuple[tuple[int, str], ...]:
        """Give whom a doubtful line may mean, as the clerk chooses between them."""
        found = (self._by_id[object_id] for object_id in match.candidates)
        return tuple((one.id, f"{one.name}（{one.code}）{one.town}") for one in found)

    def named(self, name: str) -> Sequence[Identity]:
        """Give all objects of a name."""
        return self._by_name.get(plain_name(name), [])

    def coded(self, uscc: str) -> Sequence[Identity]:
        """Give all objects of a 信用代码."""
        return self._by_uscc.get(uscc, [])

    def _exact(self, party: Party) -> Match | None:
        """Find the site whose code and name are both those of the line."""
        name = plain_name(party.name)
        same = [one for one in self._by_uscc.get(party.uscc, []) if plain_name(one.name) == name]
        return _narrowed(same, party.town, "信用代码和名称都相同") if same else None

    def _merged(self, party: Party, taken: Container[int | None] = ()) -> Match | None:
        """Take the one that stays for what was merged into it; where that has a line of its own, only ask."""
        found = self._former.get(plain_name(party.name))
        if found is None or (party.uscc and found.uscc and party.uscc != found.uscc):
            return None
        return Match(None, (found.id,), _MERGED) if found.id in taken else Match(found.id)

    def _sole_site(self, party: Party, taken: Container[int | None] = ()) -> Match | None:
        """Take the only site of a code, whatever it is called; of several none is taken without its name."""
        sites = self._by_uscc.get(party.uscc, [])
        if len(sites) > 1:
            ids = tuple(one.id for one in sites)
            return Match(None, ids, f"信用代码相同的有 {len(sites)} 处，名称都不同")
        if not sites:
            return None
        return _ANOTHER_SITE if sites[0].id in taken else Match(sites[0].id)

    def _by_its_name(self, party: Party) -> Match:
        """Find the object of a name that the code does not contradict."""
        named = self._by_name.get(plain_name(party.name), [])
        same = [one for one in named if not (party.uscc and one.uscc)]
        if same:
            match = _narrowed(same, party.town, "名称相同")
            there = same[0].town
            if match.id == same[0].id and party.town and there and there != party.town:
                return Match(None, (match.id,), f"名称相同，所在地不同（名录库：{there}）")
            return match
        if named:
            other = named[0].uscc
            return Match(None, tuple(one.id for one in named), f"名称相同，信用代码不同（名录库：{other}）")
        return _LACKING


def settled(parties: Iterable[Party], matches: Iterable[Match], same: Mapping[Place, int]) -> list[Match]:
    """Take doubtful lines for whom the clerk said they mean: one of the candidates, or none of them."""
    return [
        _settled(match, same.get((party.sheet, party.row)))
        for party, match in zip(parties, matches, strict=True)
    ]


def settled_once(
    parties: Iterable[Party], matches: Sequence[Match], same: Mapping[Place, int]
) -> list[Match]:
    """Take them so where each object may be meant once: what another line means already stays doubtful."""
    taken = {match.id for match in matches}
    found: list[Match] = []
    for match, said in zip(matches, settled(parties, matches, same), strict=True):
        is_new = said.id is not None and match.id is None
        found.append(Match(None, match.candidates, _TAKEN) if is_new and said.id in taken else said)
        taken.add(found[-1].id)
    return found


def _settled(match: Match, said: int | None) -> Match:
    if not match.is_doubtful or said is None:
        return match
    if said == NOBODY:
        return _LACKING
    return Match(said) if said in match.candidates else match


def _narrowed(same: Sequence[Identity], town: str, what: str) -> Match:
    """Take the one there is, else the one of the town."""
    here = [one for one in same if one.town == town] if len(same) > 1 and town else same
    if len(here) == 1:
        return Match(here[0].id)
    return Match(None, tuple(one.id for one in same), f"{what}的有 {len(same)} 处")
