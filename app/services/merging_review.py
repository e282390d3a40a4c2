"""One group of duplicates under review: what each says, whose word wins, what the one that stays will say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from app.core.filter import FIELD_WORDS
from app.services.merging_values import (
    TOGETHER,
    UNITED,
    differing,
    is_list,
    proposed_choice,
    proposed_stay,
    united,
    values_of,
)
from app.services.registry import in_words
from app.services.rows.merging import MergeGroup, MergeSide
from app.services.rows.registry import ObjectFields

STAY: Final = ("code",)
"""The line in which the one that stays is chosen."""
CONFIRMED: Final = "最近核实"


class LineKind(Enum):
    """What a line of the review is about."""

    BAND = "band"
    CHOICE = "choice"
    RECORDS = "records"
    EQUAL = "equal"


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line: what each of the objects says, in their order, and what will be.

    ``key`` is what `MergeReview.choose` takes; ``chosen`` the place of whose word wins, None where none is
    chosen: all say the same, or their words are put together.
    """

    kind: LineKind
    word: str
    values: tuple[str, ...] = ()
    after: str = ""
    key: tuple[str, ...] = ()
    chosen: int | None = None


class MergeReview:
    """Proposes, takes the clerk's choices, and gives the group to merge."""

    def __init__(self, sides: Sequence[MergeSide]) -> None:
        self.sides = tuple(sides)
        self._own: dict[tuple[str, ...], int] = {}
        self.stay = proposed_stay(self.sides).id

    @property
    def in_the_way(self) -> str:
        """Say why the group cannot be merged now; nothing where it can."""
        return "；".join(
            f"“{side.fields.name}”（{side.code}）{side.in_the_way}" for side in self.sides if side.in_the_way
        )

    def choose(self, key: tuple[str, ...], side_id: int) -> None:
        """Let the word of one object win, or with UNITED the words of all; in the first line: let it stay."""
        if key == STAY:
            self.stay = side_id
        elif key in differing(self.sides) and (side_id != UNITED or is_list(key)):
            self._own[key] = side_id

    def is_chosen(self) -> bool:
        """Tell whether anything is other than it was proposed at first."""
        first = proposed_stay(self.sides).id
        return self.stay != first or self.choice() != proposed_choice(self.sides, first)

    def choice(self) -> dict[tuple[str, ...], int]:
        """Give whose word wins in every differing field."""
        return proposed_choice(self.sides, self.stay) | self._own

    def values(self) -> ObjectFields:
        """Give what the one that stays will say."""
        return united(self.sides, self.stay, self.choice())

    def group(self) -> MergeGroup:
        """Give the group as it is to be merged."""
        gone = tuple(side.id for side in self.sides if side.id != self.stay)
        return MergeGroup(self.stay, gone, self.values(), {side.id: side.fields for side in self.sides})

    def lines(self) -> tuple[ReviewLine, ...]:
        """Give the lines of the review: the choices, the records that come together, what is the same."""
        choice, after = self.choice(), self.values()
        places = {side.id: place for place, side in enumerate(self.sides)}
        codes = tuple(side.code for side in self.sides)
        kept = codes[places[self.stay]]
        choices = [ReviewLine(LineKind.CHOICE, "保留", codes, kept, STAY, places[self.stay])]
        choices += [
            ReviewLine(
                LineKind.CHOICE,
                FIELD_WORDS[fields[0]],
                tuple(said(fields, side.fields) for side in self.sides),
                said(fields, after),
                fields,
                places.get(chosen),
            )
            for fields, chosen in choice.items()
        ]
        equal = [
            ReviewLine(
                LineKind.EQUAL,
                FIELD_WORDS[fields[0]],
                (said(fields, after),) * len(self.sides),
                said(fields, after),
            )
            for fields in TOGETHER
            if fields not in choice and said(fields, after)
        ]
        return (
            ReviewLine(LineKind.BAND, f"不同的 {len(choice)} 项，请选以哪一家为准"),
            *choices,
            ReviewLine(LineKind.BAND, "归到保留的一家的记录"),
            *self._records(),
            ReviewLine(LineKind.BAND, f"相同的 {len(equal)} 项"),
            *equal,
        )

    def _records(self) -> list[ReviewLine]:
        sides = self.sides
        counted = (
            ("检查任务", "次", [side.visits for side in sides]),
            ("针对性检查", "次", [side.targeted for side in sides]),
            ("行政处罚", "件", [side.penalties for side in sides]),
            ("回避", "人", [side.recusals for side in sides]),
            ("证明材料", "份", [side.evidence for side in sides]),
        )
        lines = [
            ReviewLine(
                LineKind.RECORDS,
                word,
                tuple(f"{count} {unit}" for count in counts),
                f"{sum(counts)} {unit}",
            )
            for word, unit, counts in counted
        ]
        days = [side.confirmed for side in sides]
        newest = max((day for day in days if day), default=None)
        lines.append(ReviewLine(LineKind.RECORDS, CONFIRMED, tuple(map(_day, days)), _day(newest)))
        return lines


def said(fields: Sequence[str], of: ObjectFields) -> str:
    """Say fields that belong together in one line."""
    return " ".join(words for value in values_of(fields, of) if (words := in_words(value)))


def _day(day: date | None) -> str:
    return day.isoformat() if day else "没有记录"
