"""What a file would bring into a registry, before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Any, Final, NamedTuple, TypeAlias

from app.services.edits import Edit

Words: TypeAlias = Mapping[tuple[str, str], str]
"""Field and a file's word -> the member it stands for, as the clerk said."""


class Registry(StrEnum):
    """The two registries that a file may hold."""

    OBJECTS = "objects"
    INSPECTORS = "inspectors"


class Fate(IntEnum):
    """What becomes of a good row of a file."""

    NEW = 0
    CHANGED = 1
    UNCHANGED = 2
    LEFT_OUT = 3
    """Doubtful, and the clerk said that it is not imported."""


class Choice(StrEnum):
    """What a doubtful row may be."""

    SAME = "同一家（更新）"
    OTHER = "另一家（新增）"
    LEAVE = "这行不导入"


class Reason(StrEnum):
    """Why a row is doubtful."""

    NAME_AND_TOWN = "名称、所在地相同，没有代码可以核对"
    NAME_ALONE = "名称相同，有一边没有写所在地"
    NAME_ELSEWHERE = "名称相同，所在地不同"
    OTHER_CODE = "名称、所在地相同，信用代码不同"
    SEVERAL = "名录库里不止一家与它相同"
    SHARED = "文件里另一行已对应这一家"
    CODE_ALONE = "信用代码相同，名称不同"
    NUMBER_ALONE = "编号相同，名称和所在地都不同"
    NEAR_NAME = "名称只差一两个字"
    MERGED = "以前已并入名录库里的这一家"
    PERSON = "姓名相同，执法证号不同或有一边没有写"


SAFE: Final[Mapping[Reason, Choice]] = dict.fromkeys(Reason, Choice.OTHER) | {
    Reason.NAME_AND_TOWN: Choice.SAME,
    Reason.NAME_ALONE: Choice.SAME,
    Reason.PERSON: Choice.SAME,
    Reason.MERGED: Choice.LEAVE,
}
"""What is done with a doubtful row where nobody says otherwise: nothing unlike is written over.

A merge is not undone by the next list that still names both.
"""


class Difference(NamedTuple):
    """One field that a row changes."""

    field: str
    before: Any
    after: Any


class Candidate(NamedTuple):
    """One of the registry that a doubtful row may be."""

    id: int
    code: str
    name: str
    uscc: str
    town: str


class Doubt(NamedTuple):
    """Why a row is doubtful, and who it may be; the likeliest comes first."""

    reason: Reason
    candidates: tuple[Candidate, ...]


class Decision(NamedTuple):
    """What the clerk said of a doubtful row; ``id`` is whom it is the same as."""

    choice: Choice
    id: int = 0


Decisions: TypeAlias = Mapping[int, Decision]
"""Place of a row among the good ones (from 0) -> what the clerk said of it."""


@dataclass(frozen=True, slots=True)
class FaultRow:
    """One cell that was refused (``refused``, its row is not imported), repaired or deserves a look."""

    sheet: str
    row: int
    column: str
    value: str
    message: str
    refused: bool


@dataclass(frozen=True, slots=True)
class ColumnRow:
    """A column of the file and the field it became, empty for one that is not imported.

    ``field`` says it in words, ``key`` is its name; ``chosen``: a person said so.
    """

    heading: str
    field: str
    key: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class WordRow:
    """A word of the file that no list has, what may be said for it and what was, empty for nothing yet.

    ``is_open``: it is taken as a new word where nothing is said; else its rows are not imported.
    """

    field: str
    said: str
    column: str
    rows: int
    choices: Sequence[str]
    is_open: bool
    answer: str = ""


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of the file as the list shows it: ``cells`` in the order of ``SHOWN_FIELDS``.

    ``told`` says in words what would change, what is doubtful or what is wrong.
    """

    sheet: str
    row: int
    cells: tuple[str, ...]
    mark: str
    told: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of a row: its words now, what they are to become, and what is wrong with it."""

    title: str
    before: str
    after: str
    changed: bool
    fault: str = ""


@dataclass(frozen=True, slots=True)
class RowDetail:
    """A row in full: all its fields, and for a doubtful one why and what is to be done with it."""

    place: int
    row: PreviewRow
    fields: tuple[FieldRow, ...]
    doubt: Doubt | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did; ``unknown`` are recusals from objects that the registry does not know.

    ``entry`` is its number in the log, ``edit`` what takes it back when another import has followed; None
    where it is too large for that.
    """

    new: int
    changed: int
    unchanged: int
    unknown: tuple[str, ...]
    entry: int = 0
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class UndoOffer:
    """An import that can be taken back, or was: who brought which file when, rows added and changed."""

    file: str
    by: str
    at: str
    new: int
    changed: int
