"""How many, and which (draw-spec.md §4-5). Integers decide: nothing here may round."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import compress, islice

from app.sampling.hashing import VERSION, hex_hash, numbers
from app.sampling.outcome import StratumResult
from app.sampling.records import Draft, FrozenInput, Stratum
from app.sampling.refused import Refused

Strikes = frozenset[tuple[str, str]]
"""Pairs of item and unit that are struck off."""

_FACTORS = (0, *(2520 // weight for weight in range(1, 11)))
TIERS = {"forbid": ("M", "E"), "prefer": ("M", "E", "V"), "allow": ("M", "EV")}


@dataclass(frozen=True, slots=True)
class Counts:
    """家数 of one stratum: N, then those that must be visited, may be drawn, were visited, stand outside."""

    population: int
    must: int
    eligible: int
    visited: int
    excluded: int
    computed: int

    @property
    def quota(self) -> int:
        """Want: as many as the ratio says, and every one that must be visited."""
        return max(self.computed, self.must)


def counts(stratum: Stratum) -> Counts:
    """Count a stratum; `computed` is n, the ratio of N rounded up."""
    states = stratum.frame.states
    excluded = states.count("X")
    population = len(states) - excluded
    computed = -(-population * stratum.numerator // stratum.denominator)
    return Counts(population, states.count("M"), states.count("E"), states.count("V"), excluded, computed)


def ticket(seed: str, scope: str, unit: str) -> str:
    """Give the 抽签号 of a unit, as 64 hex characters."""
    return hex_hash(VERSION, "UNIT", seed, scope, unit)


def order(seed: str, stratum: Stratum) -> tuple[str, ...]:
    """Put every drawable unit of the stratum in the order of the draw."""
    frame = stratum.frame
    present = set(frame.states)
    result: list[str] = []
    for states in TIERS[stratum.repeat]:
        if present.isdisjoint(states):
            continue
        chosen = [state in states for state in frame.states]
        units = list(compress(frame.units, chosen))
        tickets = numbers((VERSION, "UNIT", seed, stratum.scope), units)
        result += arranged(units, tickets, bytes(compress(frame.weights, chosen)))
    return tuple(result)


def arranged(units: Sequence[str], tickets: Sequence[int], weights: bytes) -> list[str]:
    """Sort units by (ticket / weight, ticket, unit), exactly.

    Floats sort several times faster than long integers, and rounding never swaps two numbers: it can only
    make them equal. If all rounded numbers differ they have the order of the exact ones; else those decide.
    """
    exact = [number * _FACTORS[weight] for number, weight in zip(tickets, weights, strict=True)]
    rounded = dict(zip(map(float, exact), units, strict=True))
    if len(rounded) == len(units):
        return [rounded[number] for number in sorted(rounded)]
    places = sorted(range(len(units)), key=lambda place: (exact[place], tickets[place], units[place]))
    return [units[place] for place in places]


def frames(draft: Draft) -> list[tuple[str, Collection[str]]]:
    """Give the item and the units of every stratum, as `strikes` asks for them."""
    return [(stratum.item, stratum.frame.units) for stratum in draft.strata]


def strikes(known: Iterable[tuple[str, Collection[str]]], struck: str) -> Strikes:
    """Read a strike: `UNIT` for all its items, `ITEM|UNIT` for one; refuse what no frame knows."""
    item, bar, unit = struck.rpartition("|")
    pairs = frozenset((own, unit) for own, units in known if (not bar or own == item) and unit in units)
    if not pairs:
        raise Refused(None, f"要剔除的“{struck}”不在待抽名单中")
    return pairs


def standing(
    item: str, units: Iterable[str], quota: int, struck: Collection[tuple[str, str]]
) -> tuple[str, ...]:
    """Give the sample: the first `quota` of the order that are not struck off."""
    return tuple(islice((unit for unit in units if (item, unit) not in struck), quota))


def draw_strata(frozen: FrozenInput, seed: str, struck: Strikes) -> tuple[StratumResult, ...]:
    """Draw every stratum; bytewise by `item|stratum`, which is not the order of the file's lines."""
    results = []
    for stratum in sorted(frozen.strata, key=lambda stratum: stratum.key):
        number = counts(stratum)
        units = order(seed, stratum)
        picks = standing(stratum.item, units, number.quota, struck)
        results.append(
            StratumResult(stratum.item, stratum.code, number.population, number.quota, units, picks)
        )
    return tuple(results)
