"""The office's own words: the lists it keeps, and what files say for their members."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

FACET_TITLES: Final[Mapping[str, str]] = {
    "town": "所在地",
    "industry_name": "行业名称",
    "construction": "项目建设情况",
    "discharge_type": "排污类型",
    "scale": "生产规模",
    "cycle": "生产周期特点",
    "monitoring": "监控类型",
    "weather_grade": "重污染天气绩效分级",
    "tags": "标签",
}
"""Facets of objects: an office may keep a list of their words, and take new ones into it."""


@dataclass(frozen=True, slots=True)
class OfficeWords:
    """What a reader of files has to know of an office; nothing known stands for a new office."""

    spoken: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Field of the registry at hand -> a file's word -> the member that the clerk said it stands for."""
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Field -> its words; only for facets whose list the office keeps, all words are taken for the others."""

    def said(self, field_name: str) -> Mapping[str, str]:
        """Give what files say for the words of one field."""
        return self.spoken.get(field_name, {})


NO_WORDS: Final = OfficeWords()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which words of a file are asked about: field -> what may be said for one, in closed and open lists."""

    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)


class UnknownWord(NamedTuple):
    """A word that no list has: in which field and column, in how many rows, and what may be said for it.

    ``is_open``: it may be taken as a new word, and is where nothing is said; else its rows are not imported.
    """

    field: str
    said: str
    column: str
    rows: int
    choices: tuple[str, ...]
    is_open: bool
