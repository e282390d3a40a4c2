"""What becomes of a file's rows under what the clerk decided so far, kept up with every decision."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from app.services.import_plan import Comparison
from app.services.rows.intake import Choice, Decision, Doubt, Fate, Reason


class Standing:
    """A decision costs no more than its own rows, however many are doubtful.

    ``fates`` is the `Fate` of each good row, ``reasons`` are the places of doubtful rows by why they are,
    ``decisions`` what the clerk said.
    """

    def __init__(self, comparison: Comparison[Any] | None) -> None:
        self._comparison = comparison
        self.doubts: Mapping[int, Doubt] = comparison.doubts if comparison else {}
        self.fates = bytearray(comparison.fates if comparison else b"")
        self.decisions: dict[int, Decision] = {}
        self.reasons: dict[Reason, list[int]] = {}
        self._choices: dict[Reason, Counter[Choice]] = defaultdict(Counter)
        self._meant: dict[int, set[int]] = defaultdict(set)
        self._same: dict[int, int] = {}
        self._likeliest: dict[Reason, dict[int, Decision]] = defaultdict(dict)
        self._clashing: set[int] = set()
        for place in sorted(self.doubts):
            self.reasons.setdefault(self.doubts[place].reason, []).append(place)
            likeliest = Decision(Choice.SAME, self.doubts[place].candidates[0].id)
            self._likeliest[self.doubts[place].reason][place] = likeliest
            self._count(place, self.decision(place))

    def decision(self, place: int) -> Decision:
        """Give what is done with a doubtful row: what the clerk said, else what is safe."""
        if self._comparison is None:
            raise LookupError(place)
        return self._comparison.decision(place, self.decisions)

    def decide(self, said: Mapping[int, Decision]) -> None:
        """Do with doubtful rows what the clerk says."""
        for place, decision in said.items():
            self._discount(place, self.decision(place))
            self.decisions[place] = decision
            self._count(place, decision)

    def decide_alike(self, reason: Reason, choice: Choice) -> None:
        """Do one thing with all rows of one reason; those that are the same are whoever is likeliest."""
        places = self.reasons[reason]
        for place in places:
            self._mean_nobody(place)
        self._choices[reason] = Counter({choice: len(places)})
        if choice is Choice.SAME:
            self.decisions.update(self._likeliest[reason])
            for place, decision in self._likeliest[reason].items():
                self._mean(place, decision)
            return
        self.decisions.update(dict.fromkeys(places, Decision(choice)))
        fate = Fate.LEFT_OUT if choice is Choice.LEAVE else Fate.NEW
        for place in places:
            self.fates[place] = fate

    def choice_of(self, reason: Reason) -> Choice | None:
        """Give what is done with all rows of one reason, None where it is not the same."""
        chosen = [choice for choice, rows in self._choices[reason].items() if rows]
        return chosen[0] if len(chosen) == 1 else None

    def clashes(self) -> Sequence[int]:
        """Give the places of doubtful rows that were said to be the same one as another row."""
        return sorted(place for row_id in self._clashing for place in self._meant[row_id])

    def _count(self, place: int, decision: Decision) -> None:
        self._choices[self.doubts[place].reason][decision.choice] += 1
        if decision.choice is Choice.SAME:
            self._mean(place, decision)
        elif self._comparison is not None:
            self.fates[place] = self._comparison.fate(place, decision)

    def _discount(self, place: int, decision: Decision) -> None:
        self._choices[self.doubts[place].reason][decision.choice] -= 1
        self._mean_nobody(place)

    def _mean(self, place: int, decision: Decision) -> None:
        """Let a row be the same as somebody."""
        row_id = decision.id
        changes = self._comparison is not None and (place, row_id) in self._comparison.differences
        self.fates[place] = Fate.CHANGED if changes else Fate.UNCHANGED
        self._same[place] = row_id
        meant = self._meant[row_id]
        meant.add(place)
        if len(meant) > 1:
            self._clashing.add(row_id)

    def _mean_nobody(self, place: int) -> None:
        row_id = self._same.pop(place, None)
        if row_id is None:
            return
        meant = self._meant[row_id]
        meant.discard(place)
        if len(meant) <= 1:
            self._clashing.discard(row_id)
