"""The words for a frozen draw: numbers and labels of strata, names behind codes and aliases."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.core.catalogue import Catalogue
from app.core.text import natural_key
from app.models.draw import Draw
from app.models.registry import InspectionObject, Inspector
from app.sampling import FrozenInput, Stratum
from app.services.catalogue import catalogue_of
from app.services.preview import item_and_stratum
from app.services.replayed import people_of, units_of

EMPTY_SEAT = "空缺"


@dataclass(frozen=True, slots=True)
class DrawNames:
    """What is needed to say a draw in names."""

    catalogue: Catalogue
    frozen: FrozenInput
    units: Mapping[str, InspectionObject]
    people: Mapping[str, Inspector]

    def number(self, stratum: str) -> str:
        """Give the number of a stratum as the list shows it."""
        return item_and_stratum(self.catalogue, stratum)[1].number

    def label(self, stratum: str) -> str:
        """Give the short label of a stratum."""
        return item_and_stratum(self.catalogue, stratum)[1].short_label

    def item_number(self, item: str) -> str:
        """Give the printed number of an item."""
        return next(found.number for found in self.catalogue.items if found.code == item)

    def person(self, alias: str) -> str:
        """Give the name of an inspector; 空缺 for an empty seat."""
        found = self.people.get(alias)
        return found.name if found else EMPTY_SEAT

    def order(self, stratum: str) -> tuple[tuple[int, str], ...]:
        """Give what sorts a stratum into the order of the list."""
        return natural_key(self.number(stratum))

    def unit_name(self, code: str) -> str:
        """Give the name of an object; its code where it is not in this draw's frozen input."""
        found = self.units.get(code)
        return found.name if found else code

    def unit_names(self) -> dict[str, str]:
        """Give the objects' names by code."""
        return {code: item.name for code, item in self.units.items()}

    def person_names(self) -> dict[str, str]:
        """Give the inspectors' names by alias."""
        return {alias: found.name for alias, found in self.people.items()}

    def strata(self) -> list[Stratum]:
        """Give the strata in the order of the list."""
        return sorted(self.frozen.strata, key=lambda stratum: natural_key(self.number(stratum.code)))


def names_of(session: Session, draw: Draw, frozen: FrozenInput) -> DrawNames:
    """Collect the words for a draw."""
    catalogue = catalogue_of(session, draw.year)
    return DrawNames(catalogue, frozen, units_of(session, frozen), people_of(session, draw))
