"""Filters of every kind, and words that the objects of a test may hold, for properties."""

from datetime import date

from hypothesis import strategies as st

from app.core.filter import LIST_FIELDS, AnyOf, Condition, Filter
from app.core.filter_data import COMPARISONS, MOST_MONTHS, parse_filter

WORDS = st.sampled_from(("水", "大气", "水气", "VOC", "voc", "100%", "A_B", "白马镇", "马", "\\", "'"))
_TORN = st.sampled_from(("电力、热力生产和供应业", "“三同时”", "落实“三同时”、环评", "a“b", "甲；乙,丙"))
"""Words that only a text can hold, for a list of words is parted by 、."""
DAYS = st.dates(date(2021, 12, 1), date(2024, 3, 31))
NUMBERS = st.one_of(st.integers(-3, 120), st.sampled_from((0.5, 49.999, 50.0, 1234567.25)))

_ASKING_WORDS = frozenset({"is", "not", "has", "lacks", "contains", "contains_none"})
_VALUES: dict[str, st.SearchStrategy[object]] = {
    **dict.fromkeys(("at_least", "at_most"), NUMBERS),
    **dict.fromkeys(("since", "before"), DAYS),
    **dict.fromkeys(
        ("within_months", "not_older_than_months", "older_than_months", "unconfirmed_months"),
        st.one_of(st.integers(1, 26), st.just(MOST_MONTHS)),
    ),
    **dict.fromkeys(("filled", "empty"), st.just(True)),  # noqa: FBT003 (hypothesis' own signature)
}
_TESTED = st.sampled_from([(test, field) for test, fields in COMPARISONS.items() for field in sorted(fields)])


@st.composite
def _conditions(draw: st.DrawFn) -> Condition:
    test, field = draw(_TESTED)
    words = WORDS if field in LIST_FIELDS else WORDS | _TORN
    asked = st.lists(words, min_size=1, max_size=3) if test in _ASKING_WORDS else _VALUES[test]
    [condition] = parse_filter([{"field": field, test: draw(asked)}])
    return condition


def _groups(inner: st.SearchStrategy[Filter]) -> st.SearchStrategy[Filter]:
    return st.lists(inner, min_size=1, max_size=3).map(lambda choices: (AnyOf(tuple(choices)),))


_PLAIN: st.SearchStrategy[Filter] = st.lists(_conditions(), max_size=3).map(tuple)
FILTERS: st.SearchStrategy[Filter] = st.recursive(
    _PLAIN,
    lambda inner: st.tuples(_PLAIN, _groups(inner)).map(lambda parts: parts[0] + parts[1]),
    max_leaves=5,
)
