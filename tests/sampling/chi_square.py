"""How unlike equal chances the counts of many samples of N units, n at a time, are."""

from collections import Counter
from itertools import combinations
from math import comb, sqrt

Sample = frozenset[str]

BOUNDS = {
    25: (8.649, 52.620),
    324: (250.996, 408.394),
    2599: (2381.890, 2827.508),
}
"""Chi-square quantiles for 0.001 and 0.999 by degrees of freedom.

The x with P(freedom / 2, x / 2) = 0.001 or 0.999, where P is the regularised lower incomplete gamma function
(Abramowitz and Stegun 26.4.19 with 6.5.1).
"""
Z_OF_A_THOUSANDTH = 3.0902


def wilson_hilferty(freedom: int, z: float) -> float:
    """Approximate the chi-square quantile at a normal quantile z (Abramowitz and Stegun 26.4.17)."""
    part = 2 / (9 * freedom)
    return float(freedom * (1 - part + z * sqrt(part)) ** 3)


def counted(drawn: Counter[Sample], size: int) -> list[int]:
    """Count how often each subset of so many units is in the sample; those never seen count as well."""
    seen: Counter[tuple[str, ...]] = Counter()
    for sample, times in drawn.items():
        for part in combinations(sorted(sample), size):
            seen[part] += times
    return [seen[part] for part in combinations(sorted({unit for sample in drawn for unit in sample}), size)]


def units_statistic(drawn: Counter[Sample], units: int, picks: int) -> float:
    """Give the chi-square of how often each unit is in the sample; N - 1 degrees of freedom.

    With p = n/N and R samples one count has variance R p (1 - p), and two have covariance
    -R p (1 - p) / (N - 1), for n are drawn without replacement. So the sum of squares, divided by
    R p (1 - p) N / (N - 1), is a chi-square.
    """
    share = picks / units
    variance = drawn.total() * share * (1 - share) * units / (units - 1)
    return sum((seen - drawn.total() * share) ** 2 for seen in counted(drawn, 1)) / variance


def pairs_statistic(drawn: Counter[Sample], units: int, picks: int) -> float:
    """Give the chi-square of how often each pair is in the sample; comb(N, 2) - 1 degrees of freedom.

    The counts of pairs have three covariances: of a pair with itself, with one that shares a unit, with one
    that shares none. Such a matrix has the eigenspaces of the Johnson scheme J(N, 2): what the N - 1 free
    unit counts explain, with eigenvalues N - 4 (sharing) and -(N - 3) (apart), and the rest, with -2 and 1.
    Each part is divided by its own eigenvalue and the two are added.
    """
    total, two = drawn.total(), comb(picks, 2) / comb(units, 2)
    three = two * (picks - 2) / (units - 2)
    four = three * (picks - 3) / (units - 3)
    own, sharing, apart = two - two**2, three - two**2, four - two**2
    by_unit = own + sharing * (units - 4) - apart * (units - 3)
    the_rest = own - 2 * sharing + apart
    # A unit in the sample makes n - 1 pairs, so its pairs together are off by n - 1 times its own count.
    excess = ((picks - 1) * (seen - total * picks / units) for seen in counted(drawn, 1))
    explained = sum(each**2 for each in excess) / (units - 2)
    squares = sum((seen - total * two) ** 2 for seen in counted(drawn, 2))
    return (explained / by_unit + (squares - explained) / the_rest) / total


def samples_statistic(drawn: Counter[Sample], units: int, picks: int) -> float:
    """Give Pearson's chi-square of the samples themselves; comb(N, n) - 1 degrees of freedom."""
    expected = drawn.total() / comb(units, picks)
    return sum((seen - expected) ** 2 for seen in counted(drawn, picks)) / expected
