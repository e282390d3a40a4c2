"""What a file would do to a registry, as the clerk decides it, and what every import leaves behind."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Generic

from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.text import readable
from app.intake.records import R, RegistryTable
from app.models.database import Store
from app.services import backup, log
from app.services.import_columns import Chosen
from app.services.rows.intake import (
    SAFE,
    Choice,
    Decision,
    Decisions,
    Difference,
    Doubt,
    Fate,
    Reason,
    Words,
)
from app.services.rows.office import Act


@dataclass(frozen=True, slots=True)
class ImportPlan(Generic[R]):
    """What a file does: rows to add, rows to change (with the id there), how many stay as they are.

    ``left_out`` are good rows that the clerk does not import; ``doubts`` are the doubtful ones by place.
    """

    path: Path
    table: RegistryTable[R]
    new: tuple[R, ...]
    changed: tuple[tuple[int, R], ...]
    unchanged: int
    left_out: int = 0
    doubts: Mapping[int, Doubt] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """Rows of data: new, changed, unchanged, left out and faulty (interfaces.md)."""
        good = len(self.new) + len(self.changed) + self.unchanged + self.left_out
        return good + self.table.faulty


@dataclass(frozen=True, slots=True)
class Comparison(Generic[R]):
    """The good rows of a file beside the registry, each known by its place (from 0).

    ``sure`` is whom a row certainly is, ``doubts`` who it may be, ``differences`` what a row changes of one
    it is or may be; where that is nothing there is no entry. ``as_of`` is the newest log entry of then.
    """

    path: Path
    table: RegistryTable[R]
    sure: Mapping[int, int]
    doubts: Mapping[int, Doubt]
    differences: Mapping[tuple[int, int], Sequence[Difference]]
    as_of: int = 0
    fates: bytes = field(init=False)
    """The `Fate` of each row; doubtful ones are new."""

    def __post_init__(self) -> None:
        fates = bytearray(len(self.table.rows))
        for place, row_id in self.sure.items():
            fates[place] = Fate.CHANGED if (place, row_id) in self.differences else Fate.UNCHANGED
        object.__setattr__(self, "fates", bytes(fates))

    def decision(self, place: int, decisions: Decisions) -> Decision:
        """Give what is done with a doubtful row: what the clerk said, else what is safe."""
        doubt = self.doubts[place]
        return decisions.get(place) or safe_decision(doubt)

    def fates_by(self, decisions: Decisions) -> bytes:
        """Give the `Fate` of each row under what the clerk said."""
        fates = bytearray(self.fates)
        for place in self.doubts:
            decision = self.decision(place, decisions)
            fates[place] = self.fate(place, decision)
        return bytes(fates)

    def clashes(self, decisions: Decisions) -> tuple[int, ...]:
        """Give the places of doubtful rows that were said to be the same one as another row."""
        said = {place: self.decision(place, decisions) for place in self.doubts}
        twice = Counter(self.sure.values())
        twice.update(decision.id for decision in said.values() if decision.choice is Choice.SAME)
        same = ((place, decision) for place, decision in said.items() if decision.choice is Choice.SAME)
        return tuple(place for place, decision in same if twice[decision.id] > 1)

    def plan(self, decisions: Decisions) -> ImportPlan[R]:
        """Give what is to be written; UserError where two rows were said to be one."""
        if clashes := self.clashes(decisions):
            lines = "、".join(str(self.table.rows[place][-1]) for place in clashes[:_NAMED])
            raise UserError(f"第 {lines} 行说的是同一家；一家只能按一行更新，请改成另一家或不导入。")
        ids = {place: decision.id for place, decision in self._said(decisions)} | dict(self.sure)
        rows = self.table.rows
        fates = self.fates_by(decisions)
        return ImportPlan(
            self.path,
            self.table,
            tuple(row for row, fate in zip(rows, fates, strict=True) if fate == Fate.NEW),
            tuple(
                (ids[place], row)
                for place, (row, fate) in enumerate(zip(rows, fates, strict=True))
                if fate == Fate.CHANGED
            ),
            fates.count(Fate.UNCHANGED),
            fates.count(Fate.LEFT_OUT),
            self.doubts,
        )

    def _said(self, decisions: Decisions) -> list[tuple[int, Decision]]:
        return [(place, self.decision(place, decisions)) for place in self.doubts]

    def fate(self, place: int, decision: Decision) -> Fate:
        """Give what becomes of a doubtful row under a decision."""
        if decision.choice is Choice.LEAVE:
            return Fate.LEFT_OUT
        if decision.choice is Choice.OTHER:
            return Fate.NEW
        return Fate.CHANGED if (place, decision.id) in self.differences else Fate.UNCHANGED


@dataclass(frozen=True, slots=True)
class Said:
    """What the clerk said at an import of columns, words and doubtful rows, and what was shown for it."""

    chosen: Chosen | None = None
    words: Words = field(default_factory=dict)
    decisions: Decisions = field(default_factory=dict)
    shown: Comparison[Any] | None = None


NOTHING_SAID: Final = Said()
_NAMED: Final = 5
_CHANGED_MEANWHILE: Final = "名录库在看结果以后又改动过，还没有写入；请重新读取文件，再看一遍结果。"


def as_shown(session: Session, said: Said, compare: Callable[[], Comparison[R]]) -> Comparison[R]:
    """Give what was shown, compared anew where something was done since.

    UserError where the registry changed so that what was shown is not what would be written.
    """
    shown = said.shown
    if shown is None:
        return compare()
    if shown.as_of == log.last(session):
        return shown
    fresh = compare()
    known = {place: {each.id for each in doubt.candidates} for place, doubt in fresh.doubts.items()}
    same = ((place, said_.id) for place, said_ in said.decisions.items() if said_.choice is Choice.SAME)
    gone = any(row_id not in known.get(place, ()) for place, row_id in same)
    if gone or fresh.fates_by(said.decisions) != shown.fates_by(said.decisions):
        raise UserError(_CHANGED_MEANWHILE)
    return fresh


def safe_decision(doubt: Doubt) -> Decision:
    """Give what is done with a doubtful row where nobody says otherwise."""
    choice = SAFE[doubt.reason]
    return Decision(choice, doubt.candidates[0].id if choice is Choice.SAME else 0)


def settle_unchanged(
    sure: dict[int, int],
    doubts: dict[int, Doubt],
    differences: Mapping[tuple[int, int], Sequence[Difference]],
) -> None:
    """Let a row be certain that changes nothing of one it may be: there is nothing to doubt."""
    taken = set(sure.values())
    for place, doubt in [*doubts.items()]:
        if doubt.reason not in _SAME_NAME:
            continue
        same = (each.id for each in doubt.candidates if (place, each.id) not in differences)
        found = next((row_id for row_id in same if row_id not in taken), None)
        if found is not None:
            sure[place] = found
            taken.add(found)
            del doubts[place]
    for place, doubt in [*doubts.items()]:
        free = tuple(each for each in doubt.candidates if each.id not in taken)
        if doubt.reason is Reason.MERGED:
            continue
        if free:
            doubts[place] = Doubt(doubt.reason, free)
        else:
            del doubts[place]


_SAME_NAME: Final = {Reason.NAME_AND_TOWN, Reason.NAME_ALONE, Reason.SEVERAL, Reason.SHARED, Reason.PERSON}


def require_good(table: RegistryTable[R], path: Path) -> None:
    """Raise UserError with the first fault where a file has no good row."""
    if table.rows:
        return
    first = next(iter(table.faults), None)
    why = f"第一处：第 {first.row} 行 {first.column}，{first.message}" if first else "没有数据行"
    raise UserError(f"“{path.name}”里没有一行可以导入。{why}。")


def keep_backup(store: Store, session: Session, act: Act) -> None:
    """Back up what an import is about to change; where nothing ever happened there is nothing to lose.

    Within its transaction, before it writes: one that is refused must not push out the oldest backup.
    """
    if log.last(session):
        backup.keep_one(store, act.at)


def record(session: Session, plan: ImportPlan[R], what: str, act: Act) -> None:
    """Say in the log what an import did."""
    left = plan.table.faulty + plan.left_out
    counts = f"新增 {len(plan.new)}，修改 {len(plan.changed)}，未变 {plan.unchanged}，未导入 {left}"
    log.record(session, act, what, f"{readable(plan.path.name)}：{counts}")
