"""Each unit is drawn as often as its weight says and as the program prints (draw-spec.md §5)."""

from collections import Counter
from math import sqrt

import pytest

from app.sampling import chances
from tests.sampling.cases import frozen, stratum
from tests.sampling.test_uniformity import CODES, samples

DRAWS = 20_000
SIGMAS = 4

POOLS = {
    "the default weights": (
        [f"{code} {weight}" for code, weight in zip(CODES, [1] * 6 + [2] * 14 + [4] * 6, strict=True)],
        "1/10",
        "prefer",
    ),
    "all ten weights": ([f"W{weight:02} {weight}" for weight in range(1, 11)], "4/10", "prefer"),
    "visited ones as fresh": (
        ["A 1 E", "B 2 E", "C 10 V", "D 4 V", "E 4 E", "F 1 V", "G 2 M"],
        "3/7",
        "allow",
    ),
    "visited ones after all others": (["A 1 E", "B 2 E", "C 4 V", "D 1 V", "E 2 V"], "3/5", "prefer"),
}


@pytest.mark.parametrize(("lines", "ratio", "repeat"), POOLS.values(), ids=POOLS.keys())
def test_weights_weigh_as_is_printed(lines: list[str], ratio: str, repeat: str) -> None:
    each = stratum(*lines, ratio=ratio, repeat=repeat)
    printed = chances(each)
    seen = Counter(unit for sample in samples(frozen(each), DRAWS) for unit in sample)
    frame = each.frame
    for unit, weight, state in zip(frame.units, frame.weights, frame.states, strict=True):
        chance = printed[state, weight]
        assert abs(seen[unit] - DRAWS * chance) <= SIGMAS * sqrt(DRAWS * chance * (1 - chance))
