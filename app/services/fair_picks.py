"""Were the picks of a stratum as chance alone makes them? Other seeds on the same frozen lists tell.

Three aspects of the units about which chance decided (0 < chance < 1), summed over the draws of a stratum:
where in the list the picks stand (the mean place), how evenly they are spaced (a random start with a fixed
step shows here), and how often units were picked beside their chances (weights and repeats show here). The
list is in the order of the codes, as frozen.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.core.chance import Comparison, compared, spacing
from app.core.policy import USUAL
from app.sampling import FrozenInput, Stratum, chances, counts, digest, order
from app.services.rows.evidence import Tally

_DIGITS: Final = 9  # sums of the same parts in another order must be equal


@dataclass(frozen=True, slots=True)
class DrawnPicks:
    """One draw that stands: its frozen input and its picks by `item|stratum`, as announced."""

    frozen: FrozenInput
    picks: Mapping[str, Sequence[str]]


def trial_seed(frozen_digest: str, number: int) -> str:
    """Give a seed that no ceremony can give, the same each time for a frozen input and a number."""
    return digest(f"SSJ1|EVIDENCE|{frozen_digest}|{number}".encode())


class _Play:
    """One stratum of one draw: its units in play with their places and chances."""

    def __init__(self, stratum: Stratum) -> None:
        self.stratum = stratum
        self.quota = counts(stratum).quota
        by_group = chances(stratum)
        frame = stratum.frame
        self.chance: dict[str, float] = {}
        self.weight: dict[str, int] = {}
        for unit, state, weight in zip(frame.units, frame.states, frame.weights, strict=True):
            chance = by_group.get((state, weight), 0.0)
            if 0 < chance < 1:
                self.chance[unit] = chance
                self.weight[unit] = weight
        self.place = {unit: place for place, unit in enumerate(self.chance)}
        self.size = len(self.place)
        self._middle = sum(
            chance * (place + 0.5) / self.size for place, chance in enumerate(self.chance.values())
        )

    def played(self, picks: Iterable[str]) -> list[str]:
        """Give the picks about which chance decided, in the order of the list."""
        return sorted((unit for unit in picks if unit in self.place), key=self.place.__getitem__)

    def trial(self, seed: str) -> list[str]:
        """Draw with a seed."""
        return self.played(order(seed, self.stratum)[: self.quota])

    def leaning(self, picks: Iterable[str]) -> float:
        """Say how far the picks stand behind (or before) where chance puts them on average, in lists."""
        return sum((self.place[unit] + 0.5) / self.size for unit in picks) - self._middle

    def front(self, units: Iterable[str]) -> list[str]:
        """Give those of the first half of the list."""
        return [unit for unit in units if self.place[unit] < self.size // 2]


class StratumTrials:
    """One stratum over all its draws: the three figures of the observed draws first, then of each trial."""

    def __init__(self) -> None:
        self._plays: list[tuple[str, _Play]] = []
        self._observed: list[list[str]] = []
        self._expected: defaultdict[str, float] = defaultdict(float)
        self._variance: defaultdict[str, float] = defaultdict(float)
        self._figures = (array("d"), array("d"), array("d"))
        self.draws = 0

    def add(self, frozen_digest: str, stratum: Stratum, picks: Iterable[str]) -> None:
        """Add what was drawn of the stratum in one draw."""
        self.draws += 1
        play = _Play(stratum)
        if not play.size:
            return
        self._plays.append((frozen_digest, play))
        self._observed.append(play.played(picks))
        for unit, chance in play.chance.items():
            self._expected[unit] += chance
            self._variance[unit] += chance * (1 - chance)

    @property
    def open(self) -> bool:
        """Whether anything was left to chance."""
        return bool(self._plays)

    def begin(self) -> None:
        """Take the figures of what was drawn."""
        self._keep(self._observed)

    def trial(self, seeds: Mapping[str, str]) -> None:
        """Draw all draws of the stratum once more, with these seeds by the digests of their inputs."""
        self._keep([play.trial(seeds[frozen_digest]) for frozen_digest, play in self._plays])

    def _keep(self, drawn: Sequence[Sequence[str]]) -> None:
        leaning = even = 0.0
        times: Counter[str] = Counter()
        for (_, play), picks in zip(self._plays, drawn, strict=True):
            leaning += play.leaning(picks)
            even += spacing([play.place[unit] for unit in picks], play.size)
            times.update(picks)
        far = sum(
            ((times[unit] - mean) ** 2 - mean**2) / self._variance[unit]
            for unit, mean in self._expected.items()
            if times[unit]
        )
        for figures, figure in zip(self._figures, (leaning, even, far), strict=True):
            figures.append(round(figure, _DIGITS))

    def comparison(self) -> Comparison:
        """Compare what was drawn with the trials so far."""
        return compared(self._figures)

    @property
    def drawable(self) -> int:
        """How many units chance decided about, in any of the draws."""
        return len(self._expected)

    @property
    def picks(self) -> int:
        """How many of them were picked (家次)."""
        return sum(map(len, self._observed))

    def front(self) -> Tally:
        """Count the picks in the first halves of the lists."""
        observed = expected = 0.0
        for (_, play), picks in zip(self._plays, self._observed, strict=True):
            observed += len(play.front(picks))
            expected += sum(play.chance[unit] for unit in play.front(play.chance))
        return Tally(int(observed), expected)

    def heavy(self) -> Tally | None:
        """Count the picks of raised weight; None where no unit has one."""
        heavy = [{unit for unit, weight in play.weight.items() if weight > USUAL} for _, play in self._plays]
        if not any(heavy):
            return None
        observed = sum(
            len(units.intersection(picks)) for units, picks in zip(heavy, self._observed, strict=True)
        )
        expected = sum(
            play.chance[unit] for units, (_, play) in zip(heavy, self._plays, strict=True) for unit in units
        )
        return Tally(observed, expected)


class PickTrials:
    """All strata of all draws that stand, drawn again together: strata of one draw share their seed."""

    def __init__(self, draws: Sequence[DrawnPicks]) -> None:
        self._digests = [draw.frozen.digest for draw in draws]
        self.strata: dict[str, StratumTrials] = {}
        for draw in draws:
            for stratum in draw.frozen.strata:
                trials = self.strata.setdefault(stratum.code, StratumTrials())
                trials.add(draw.frozen.digest, stratum, draw.picks[stratum.key])
        self._open = [trials for trials in self.strata.values() if trials.open]
        for trials in self._open:
            trials.begin()

    def trial(self, number: int) -> None:
        """Draw everything once more."""
        seeds = {frozen_digest: trial_seed(frozen_digest, number) for frozen_digest in self._digests}
        for trials in self._open:
            trials.trial(seeds)
