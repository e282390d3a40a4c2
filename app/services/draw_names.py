"""The words for a frozen draw: numbers and labels of strata, names behind codes and aliases."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import Catalogue
from app.core.periods import DrawKind
from app.core.text import natural_key
from app.documents.content.draw_words import COMPANIONS, OBJECTS, DrawWords
from app.models.draw import Draw
from app.models.registry import Auxiliary, Inspector
from app.sampling import FrozenInput, Stratum
from app.services.catalogue import catalogue_of
from app.services.companion_preview import unit_of
from app.services.companion_visits import main_of, visits_by_unit
from app.services.names_then import objects_then
from app.services.preview import item_and_stratum
from app.services.replayed import people_of

EMPTY_SEAT = "空缺"


@dataclass(frozen=True, slots=True)
class UnitName:
    """The name of what is drawn, and where it is: an object's town, a companion's organisation.

    A ``withheld`` object is not named where outsiders look on.
    """

    name: str
    town: str
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class DrawNames:
    """What is needed to say a draw in names."""

    catalogue: Catalogue
    frozen: FrozenInput
    units: Mapping[str, UnitName]
    people: Mapping[str, Inspector]

    def number(self, stratum: str) -> str:
        """Give the number of a stratum as the list shows it."""
        return item_and_stratum(self.catalogue, stratum)[1].number

    def label(self, stratum: str) -> str:
        """Give the short label of a stratum."""
        return item_and_stratum(self.catalogue, stratum)[1].short_label

    def by_scheme(self, stratum: str) -> bool:
        """Tell whether the list leaves the count of a stratum to be typed."""
        return item_and_stratum(self.catalogue, stratum)[1].ratio is None

    def item_number(self, item: str) -> str:
        """Give the printed number of an item."""
        return next(found.number for found in self.catalogue.items if found.code == item)

    def item_words(self, item: str) -> str:
        """Name an item in a sentence."""
        return f"第{self.item_number(item)}项"

    def stratum_words(self, stratum: str) -> str:
        """Name a stratum in a sentence about its picks."""
        return f"第{self.number(stratum).rstrip('abcdefgh')}项"

    @property
    def words(self) -> DrawWords:
        """Give the words in which papers speak of what is drawn."""
        return OBJECTS

    @property
    def fewer(self) -> str:
        """Say what it comes to where nobody is next in line."""
        return "少查1家"

    def person(self, alias: str) -> str:
        """Give the name of an inspector; 空缺 for an empty seat."""
        found = self.people.get(alias)
        return found.name if found else EMPTY_SEAT

    def order(self, stratum: str) -> tuple[tuple[int, str], ...]:
        """Give what sorts a stratum into the order of the list."""
        return natural_key(self.number(stratum))

    def unit_name(self, code: str) -> str:
        """Give the name of what is drawn; its code where it is not in this draw's frozen input."""
        found = self.units.get(code)
        return found.name if found else code

    def unit_names(self) -> dict[str, str]:
        """Give the names of what is drawn by code."""
        return {code: unit.name for code, unit in self.units.items()}

    def person_names(self) -> dict[str, str]:
        """Give the inspectors' names by alias."""
        return {alias: found.name for alias, found in self.people.items()}

    def strata(self) -> list[Stratum]:
        """Give the strata in the order of the list."""
        return sorted(self.frozen.strata, key=lambda stratum: self.order(stratum.code))


@dataclass(frozen=True, slots=True)
class CompanionNames(DrawNames):
    """A draw of companions in names: a stratum is a visit, by its place among the visits and its object."""

    visits: Mapping[str, tuple[int, str]]

    def number(self, stratum: str) -> str:
        """Give the place of a visit."""
        return str(self.visits[stratum][0])

    def label(self, stratum: str) -> str:
        """Give the object of a visit."""
        return self.visits[stratum][1]

    def by_scheme(self, stratum: str) -> bool:  # noqa: ARG002 - every visit alike
        """Tell that the clerk said how many go along, not a list."""
        return False

    def item_number(self, item: str) -> str:
        """Give the place of the visit that an item stands for."""
        return self.number(unit_of(item))

    def item_words(self, item: str) -> str:
        """Name the visit that an item stands for."""
        return self.stratum_words(unit_of(item))

    def stratum_words(self, stratum: str) -> str:
        """Name a visit by its object."""
        return f"{self.label(stratum)}的检查"

    @property
    def words(self) -> DrawWords:
        """Give the words in which papers speak of what is drawn."""
        return COMPANIONS

    @property
    def fewer(self) -> str:
        """Say what it comes to where nobody is next in line."""
        return "少去1人"


def names_of(session: Session, draw: Draw, frozen: FrozenInput) -> DrawNames:
    """Collect the words for a draw, with the names of the day of its freeze."""
    catalogue = catalogue_of(session, draw.year)
    people = people_of(session, draw)
    if draw.kind != DrawKind.COMPANIONS:
        then = objects_then(session, frozen.units, draw.frozen_at)
        units = {code: UnitName(unit.name, unit.town, unit.withheld) for code, unit in then.items()}
        return DrawNames(catalogue, frozen, units, people)
    companions = session.scalars(select(Auxiliary).where(Auxiliary.code.in_(frozen.units)))
    known = {one.code: UnitName(one.name, one.organisation) for one in companions}
    visited = visits_by_unit(session, main_of(session, draw))
    then = objects_then(session, visited, draw.frozen_at)
    visits = {code: (those[0][0].position, then[code].name) for code, those in visited.items()}
    return CompanionNames(catalogue, frozen, known, people, visits)
