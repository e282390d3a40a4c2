"""Which column is what: the heading row found, one or two rows high, in the words of any bureau."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, pairwise
from types import MappingProxyType
from typing import Final, TypeAlias

from app.core.errors import UserError
from app.intake.grid import Cell, Sheet, column_letters
from app.intake.synonyms import (
    FIRM_NAMES,
    INSPECTOR_HEADINGS,
    INSPECTOR_NAME_EXAMPLES,
    OBJECT_ENDINGS,
    OBJECT_HEADINGS,
    OBJECT_NAME_EXAMPLES,
    PART_NAMES,
)

Match: TypeAlias = tuple[str, int]
"""A field and the place of the heading in its order of preference, 0 the best."""

Choices: TypeAlias = Mapping[str, str]
"""The file's own heading -> the field a person chose for it, empty for none; all others are recognised."""

Choose: TypeAlias = Callable[[Sequence[str]], Choices]
"""Gives what a person chose for the columns of a file with these headings."""

PROBLEMS: Final = "问题"
"""Heads the column that this program adds to a file with faults; it says nothing of the rows."""

_ROWS_SEARCHED: Final = 30
_ROWS_WEIGHED: Final = 200
_TELLING: Final = 3
"""So many known columns make a heading, though none of them is the name."""
_CHOSEN: Final = -1
_BLANKS_AND_STARS = re.compile(r"[\s*★☆●※:]+")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|〔[^〔〕]*〕")
_BRACKETS = re.compile(r"[()\[\]【】〔〕]")
_JOINTS = re.compile(r"[/、,或及和与|\\-]")
_PREFIX = re.compile(r"^(?:排污单位|检查对象|监管对象|企业|单位|对象|项目|现场)")
_NAME_ENDING = re.compile(
    r"(?:单位|企业|公司|机构|对象|项目|水源地|污水厂|处理厂|设施|站点|保护地|保护区|地块|厂|场所)(?:详细|中文)?(?:名称|全称)$"
)
_NOT_THE_NAME = re.compile(r"^(?:填报|上报|主管|监管部门|上级|审批|环评|监测|联系|原|曾用)")


class NoNameError(UserError):
    """No column was recognised as the name; ``columns`` are the headings there are and their fields."""

    def __init__(self, sentence: str, columns: Mapping[str, str]) -> None:
        super().__init__(sentence)
        self.columns = columns


@dataclass(frozen=True, slots=True)
class Dialects:
    """All headings of one kind of registry: normalised word -> (field, place in the order of preference)."""

    words: Mapping[str, Match]
    titles: Mapping[str, str]
    """Field -> the heading this program itself writes."""
    naming: bool
    """Headings that merely end in …单位名称 are names, and a firm beside its project is the owner."""
    name_examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SheetMapping:
    """What the columns of one sheet are; rows and columns are counted from 0."""

    first_row: int
    """The first row below the heading."""
    columns: Mapping[str, int]
    """Field -> column."""
    headings: Mapping[str, str]
    """Field -> the file's own heading."""
    ignored: tuple[str, ...]
    remarks: tuple[str, ...]
    """One Chinese sentence for each decision between two columns."""


@dataclass(frozen=True, slots=True)
class _Heading:
    first_row: int
    labels: tuple[str, ...]
    matches: tuple[Match | None, ...]

    @property
    def fields(self) -> set[str]:
        return {match[0] for match in self.matches if match}


def recognised(_headings: Sequence[str]) -> Choices:
    """Choose nothing: let every column be what it is recognised as."""
    return {}


def object_dialects() -> Dialects:
    """Give the headings of registries of inspection objects."""
    return dialects_of(tuple(OBJECT_HEADINGS.items()), OBJECT_NAME_EXAMPLES, naming=True)


def inspector_dialects() -> Dialects:
    """Give the headings of registries of inspectors."""
    return dialects_of(tuple(INSPECTOR_HEADINGS.items()), INSPECTOR_NAME_EXAMPLES, naming=False)


@lru_cache(maxsize=8)
def dialects_of(
    headings: tuple[tuple[str, str], ...], name_examples: tuple[str, ...], *, naming: bool
) -> Dialects:
    """Give the headings of one kind of file from pairs of a field and its words, the best first."""
    words = {
        word: (field, place) for field, text in headings for place, word in enumerate(text.lower().split())
    }
    return Dialects(words, {field: text.split()[0] for field, text in headings}, naming, name_examples)


def find_mapping(
    sheet: Sheet, dialects: Dialects, choices: Choices = MappingProxyType({})
) -> SheetMapping | None:
    """Find the heading of ``sheet`` in its first 30 rows; None where no column is the name.

    What was chosen for a heading goes before what it would be recognised as.
    """
    best = _best(sheet, dialects, choices)
    return _settle(sheet, best, dialects, choices) if best else None


def headings_of(sheet: Sheet, dialects: Dialects) -> tuple[str, ...]:
    """Give the headings of a sheet from the left, whether or not one of them is the name."""
    best = _best(sheet, dialects, {})
    if best is None:
        rows = [[heading_text(cell) for cell in row] for row in sheet.rows[:_ROWS_SEARCHED]]
        known = [len({match[0] for label in row if (match := recognise(label, dialects))}) for row in rows]
        filled = [len(set(row) - {""}) for row in rows]
        likely = max(range(len(rows)), key=lambda n: (known[n], filled[n] > 1), default=None)
        return _different(rows[likely]) if likely is not None else ()
    return _different(best.labels)


def fields_of(headings: Sequence[str], dialects: Dialects, choices: Choices) -> dict[str, str]:
    """Give each heading with the field chosen for it or recognised first, '' for none."""
    fields = dict.fromkeys(headings, "")
    taken = set(choices.values())
    fields |= {heading: choices[heading] for heading in headings if heading in choices}
    for heading in headings:
        match = None if heading in choices else recognise(heading, dialects)
        if match and match[0] not in taken:
            fields[heading] = match[0]
            taken.add(match[0])
    return fields


def _different(labels: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label for label in labels if label not in {"", PROBLEMS}))


def _best(sheet: Sheet, dialects: Dialects, choices: Choices) -> _Heading | None:
    best: _Heading | None = None
    nameless = 0
    for heading in _candidates(sheet, dialects, choices):
        known = len(heading.fields)
        if "name" not in heading.fields:
            nameless = max(nameless, known)
        elif best is None or known > len(best.fields):
            best = heading
    # A lone 排污单位 or 企业 below a row of known headings is a word of the data, not the name's heading.
    return None if best and len(best.fields) == 1 and nameless >= _TELLING else best


def _chosen(label: str, column: int, dialects: Dialects, choices: Choices) -> Match | None:
    shown = _shown(label, column)
    if shown not in choices:
        return recognise(label, dialects)
    return (choices[shown], _CHOSEN) if choices[shown] else None


def _shown(label: str, column: int) -> str:
    return label or f"第 {column_letters(column)} 列（无标题）"


def recognise(label: str, dialects: Dialects) -> Match | None:
    """Give field and preference of a heading, or None."""
    for form in _forms(label):
        if form in dialects.words:
            return dialects.words[form]
    bare = _BRACKETED.sub("", _plain(label))
    ending = OBJECT_ENDINGS.get(bare[-2:]) if dialects.naming else None
    if ending and ending in dialects.titles:
        return ending, len(dialects.words)
    if dialects.naming and _NAME_ENDING.search(bare) and not _NOT_THE_NAME.search(bare):
        return "name", len(dialects.words)
    return None


def heading_text(cell: Cell) -> str:
    """Give a heading as the office reads it, without blanks and line breaks; '' for what is no text."""
    return re.sub(r"\s+", "", cell) if isinstance(cell, str) else ""


def _plain(label: str) -> str:
    return _BLANKS_AND_STARS.sub("", unicodedata.normalize("NFKC", label)).lower()


def _forms(label: str) -> Iterable[str]:
    """Give ever plainer spellings of a heading: whole, without brackets, joints, remarks and prefix."""
    whole = _plain(label)
    bare = _BRACKETED.sub("", whole) or whole
    yield _BRACKETS.sub("", whole)
    yield bare
    yield _JOINTS.sub("", _BRACKETS.sub("", whole))
    yield _JOINTS.sub("", bare)
    yield _PREFIX.sub("", bare)
    yield from _JOINTS.split(bare)


def _candidates(sheet: Sheet, dialects: Dialects, choices: Choices) -> Iterable[_Heading]:
    """Give all rows and pairs of rows that may be the heading; of equals the earlier one is the better.

    A pair that joins words into a heading (排污许可证 over 编号) comes first, then single rows, then the
    other pairs, which must know more columns to win.
    """
    texts = [[heading_text(cell) for cell in row] for row in sheet.rows[: _ROWS_SEARCHED + 1]]
    different = set(chain.from_iterable(texts))
    known = {label: _chosen(label, 0, dialects, choices if label else {}) for label in different}

    def matched(labels: Sequence[str]) -> tuple[Match | None, ...]:
        return tuple(_chosen(label, n, dialects, choices) for n, label in enumerate(labels))

    singles = [
        _Heading(row + 1, tuple(labels), matched(labels)) for row, labels in enumerate(texts[:_ROWS_SEARCHED])
    ]
    joining: list[_Heading] = []
    others: list[_Heading] = []
    for row, (upper, lower) in enumerate(pairwise(texts)):
        if any(
            known[above]
            and below not in {"", above}
            and not known[below]
            and _plain(above + below) not in dialects.words
            for above, below in zip(upper, lower, strict=True)
        ):
            continue  # text below a known heading is data
        labels = tuple(
            _joined_label(above, group, below, known, dialects)
            for above, group, below in zip(upper, _groups(upper), lower, strict=True)
        )
        pair = _Heading(row + 2, labels, matched(labels))
        (others if set(labels) <= known.keys() else joining).append(pair)
    return [*joining, *singles, *others]


def _groups(labels: Sequence[str]) -> list[str]:
    """Carry a group heading to the right, over the cells that a merge would have filled."""
    groups: list[str] = []
    for label in labels:
        groups.append(label or (groups[-1] if groups else ""))
    return groups


def _joined_label(
    above: str, group: str, below: str, known: Mapping[str, Match | None], dialects: Dialects
) -> str:
    """Give the heading of a column two rows high: 排污许可证 over 编号 is more than 编号."""
    if not below or below == above:
        return above
    joined = group + below
    if _plain(joined) in dialects.words:
        return joined
    return above if known[above] and not known[below] else below


def _settle(sheet: Sheet, heading: _Heading, dialects: Dialects, choices: Choices) -> SheetMapping:
    """Decide between columns of one field: chosen first, filled before empty, then the usual order."""
    weighed = sheet.rows[heading.first_row : heading.first_row + _ROWS_WEIGHED]
    filled = [any(row[column] != "" for row in weighed) for column in range(len(heading.labels))]
    shown = [_shown(label, column) for column, label in enumerate(heading.labels)]
    found = {column: match for column, match in enumerate(heading.matches) if match}
    wanted: dict[str, list[int]] = {}
    order = sorted(
        found, key=lambda column: (shown[column] not in choices, not filled[column], found[column][1], column)
    )
    for column in order:
        wanted.setdefault(found[column][0], []).append(column)
    if dialects.naming and "owner" in dialects.titles and "name" not in choices.values():
        _give_firm_to_owner(wanted, heading.labels)
    columns = {field: choice[0] for field, choice in wanted.items()}
    headings = {field: shown[column] for field, column in columns.items()}
    used = set(columns.values())
    ignored = tuple(
        shown[column]
        for column, label in enumerate(heading.labels)
        if column not in used and label != PROBLEMS and (label or filled[column])
    )
    remarks = tuple(
        f"“{shown[other]}”和“{headings[field]}”都像“{dialects.titles[field]}”，"
        f"采用“{headings[field]}”，未采用“{shown[other]}”。"
        for field, choice in wanted.items()
        for other in choice[1:]
        if headings[field] not in choices
    )
    return SheetMapping(heading.first_row, columns, headings, ignored, remarks)


def _give_firm_to_owner(wanted: dict[str, list[int]], labels: Sequence[str]) -> None:
    """Make 单位名称 the owner where 项目名称 or the like names the object itself."""
    names = wanted.get("name", [])
    parts = [column for column in names if _plain(labels[column]) in PART_NAMES]
    firms = [column for column in names if _plain(labels[column]) in FIRM_NAMES]
    if not parts or not firms or "owner" in wanted:
        return
    wanted["owner"] = firms
    wanted["name"] = [*parts, *(column for column in names if column not in {*parts, *firms})]
