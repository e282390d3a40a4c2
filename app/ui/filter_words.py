"""What the builder of conditions offers: the fields, and how each may be compared, in words."""

from collections.abc import Mapping
from typing import Final

from app.core.filter import COMING_FIELDS, SENTENCE_WORDS
from app.core.filter_data import COMPARISONS
from app.services.filter_reach import CLOSED_LISTS
from app.services.vocabulary import FIELDS as VOCABULARIES

_FIRST: Final = (
    "town",
    "supervision_class",
    "permit_class",
    "kind",
    "industry_name",
    "tags",
    "marks",
    "credit_grade",
    "state",
    "state_since",
    "confirmed_on",
    "name",
)
"""The fields a clerk asks by most; the others follow in the order of the form."""
_ASIDE: Final[Mapping[str, str]] = {"town": "所在地", "permit_class": "排污许可"}
"""How the list of objects calls a field that the sentence calls otherwise."""
_WORDS: Final[Mapping[str, str]] = {
    "is": "是",
    "not": "不是",
    "has": "有",
    "lacks": "没有",
    "contains": "含",
    "contains_none": "不含",
    "at_least": "不少于",
    "at_most": "不多于",
    "since": "在某日以后",
    "before": "早于某日",
    "unconfirmed_months": "几个月没有核实",
    "within_months": "在最近几个月内",
    "older_than_months": "为空或超过几个月",
    "not_older_than_months": "为空或不超过几个月",
    "filled": "已填写",
    "empty": "没有填写",
}
CHOSEN: Final = frozenset({"is", "not", "has", "lacks"})
TYPED: Final = frozenset({"contains", "contains_none"})
NUMBERED: Final = frozenset({"at_least", "at_most"})
DATED: Final = frozenset({"since", "before"})
MONTHS: Final = frozenset(
    {"within_months", "older_than_months", "not_older_than_months", "unconfirmed_months"}
)
"""Comparisons by what is put in behind them; ``filled`` and ``empty`` need nothing."""
WITH_WORDS: Final = frozenset(CLOSED_LISTS) | frozenset(VOCABULARIES)
"""Fields whose words are chosen and not typed."""


def field_choices() -> tuple[tuple[str, str], ...]:
    """Give every field with its words, those asked by most first."""
    ordered = dict.fromkeys((*_FIRST, *SENTENCE_WORDS))
    return tuple((field, _field_words(field)) for field in ordered)


def comparisons_of(field: str) -> tuple[tuple[str, str], ...]:
    """Give how a field may be compared, with words."""
    return tuple(
        (test, "已到" if test == "filled" and field in COMING_FIELDS else words)
        for test, words in _WORDS.items()
        if field in COMPARISONS[test]
    )


def _field_words(field: str) -> str:
    aside = _ASIDE.get(field, "")
    return f"{SENTENCE_WORDS[field]}（{aside}）" if aside else SENTENCE_WORDS[field]
