"""The exact chance of being drawn, for display only (draw-spec.md §5); floats are at home here alone.

Units are taken in ascending order of ticket / weight. Let x be that figure for one unit of weight w, uniform
on (0, 1/w). Each other unit comes before it with chance min(1, w' x), so the number of those before it is
Poisson-binomial; the unit is drawn when fewer than n come before it. Its chance is the mean of that over x.
"""

from cmath import exp
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from math import ceil, cos, pi, sqrt

from app.sampling.draw import TIERS, counts
from app.sampling.records import Stratum

_NOTHING = 1e-18
_NODES = 18


def chances(stratum: Stratum) -> dict[tuple[str, int], float]:
    """Give the chance of being picked by state and weight, for those of the stratum that can be drawn."""
    frame = stratum.frame
    groups = Counter(zip(frame.states, frame.weights, strict=True))
    left = counts(stratum).quota
    result: dict[tuple[str, int], float] = {}
    for states in TIERS[stratum.repeat]:
        pool: Counter[int] = Counter()
        for (state, weight), number in groups.items():
            if state in states:
                pool[weight] += number
        by_weight = inclusion(pool, left)
        result |= {(state, weight): by_weight[weight] for state, weight in groups if state in states}
        left = max(0, left - pool.total())
    return result


def inclusion(pool: Mapping[int, int], picks: int) -> dict[int, float]:
    """Give the chance of being among the picks by weight; `pool` says how many units have each weight."""
    total = sum(pool.values())
    if picks >= total:
        return dict.fromkeys(pool, 1.0)
    if len(pool) == 1 or picks == 0:
        return dict.fromkeys(pool, picks / total)
    return {weight: _mean_chance(pool, weight, picks) for weight in pool}


def _mean_chance(pool: Mapping[int, int], weight: int, picks: int) -> float:
    others = {w: number - (w == weight) for w, number in pool.items()}
    top = 1 / weight
    total = 0.0
    for low, high in pairwise(_breaks(others, top, picks)):
        middle, half = (low + high) / 2, (high - low) / 2
        total += half * sum(
            share * _fewer_than(picks, others, middle + half * node) for node, share in _legendre()
        )
    return total * weight


def _breaks(others: Mapping[int, int], top: float, picks: int) -> list[float]:
    """Cut (0, top) where a weight is used up, and ever finer towards where the chance falls from 1 to 0."""
    low, high = 0.0, 1 / min(others)
    for _ in range(60):
        centre = (low + high) / 2
        low, high = (centre, high) if _moments(others, centre)[0] < picks else (low, centre)
    slope = sum(w * number for w, number in others.items() if w * low < 1)
    width = max(1.0, _moments(others, low)[1]) / max(1, slope)
    steps = [k * width for k in (0, 1, 2, 3, 4, 6, 8, 12, *(2**n for n in range(4, 60)))]
    cuts = {0.0, top, *(1 / w for w in others), *(low + s for s in steps), *(low - s for s in steps)}
    return sorted(cut for cut in cuts if 0 <= cut <= top)


def _moments(others: Mapping[int, int], x: float) -> tuple[float, float]:
    """Give mean and standard deviation of the number of others that come before x."""
    chances = [(min(1.0, w * x), number) for w, number in others.items()]
    mean = sum(p * number for p, number in chances)
    return mean, sqrt(sum(p * (1 - p) * number for p, number in chances))


def _fewer_than(picks: int, others: Mapping[int, int], x: float) -> float:
    """Give the chance that fewer than `picks` others come before x, from the characteristic function.

    Bernstein's bound leaves less than 1e-17 beyond nine standard deviations and 27 units from the mean: there
    the answer is 0 or 1, and elsewhere a cycle of that length holds all the mass.
    """
    mean, deviation = _moments(others, x)
    slack = 9 * deviation + 27
    if picks - 1 >= mean + slack:
        return 1.0
    if picks - 1 <= mean - slack:
        return 0.0
    length = max(picks, ceil(mean + slack)) + 1
    length += 1 - length % 2
    total = float(picks)
    for frequency in range(1, length // 2 + 1):
        turn = exp(-2j * pi * frequency / length)
        value = complex(1)
        for w, number in others.items():
            p = min(1.0, w * x)
            value *= (1 - p + p * turn.conjugate()) ** number
        if abs(value) < _NOTHING:
            break
        total += 2 * (value * (1 - turn**picks) / (1 - turn)).real
    return total / length


@cache
def _legendre() -> tuple[tuple[float, float], ...]:
    """Give nodes and weights of Gauss-Legendre quadrature on (-1, 1), by Newton's method."""
    result = []
    for place in range(1, _NODES + 1):
        x = cos(pi * (place - 0.25) / (_NODES + 0.5))
        for _ in range(10):
            before, value = 1.0, x
            for degree in range(2, _NODES + 1):
                before, value = value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree
            slope = _NODES * (x * value - before) / (x * x - 1)
            x -= value / slope
        result.append((x, 2 / ((1 - x * x) * slope * slope)))
    return tuple(result)
