"""A session over a small registry: every act looked at in all tables, taken back, done again."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from sqlalchemy import select

from app.core.errors import UserError
from app.core.filter import FIELD_WORDS
from app.models.base import Base
from app.models.registry import InspectionObject
from app.services import auxiliaries, edit_undo, inspectors, registry
from app.services.check import check_database
from app.services.edits import Undoable
from app.services.office import Store, create_store, open_store
from app.services.registry import FIELDS, in_words
from app.services.rows.auxiliary import AuxiliaryFields, AuxiliaryKind
from app.services.rows.registry import InspectorFields, ObjectFields
from tests.stages import act

ACT: Final = act("2024-03-01", "吴例宁")
DAY: Final = ACT.day
IMPORT: Final = "导入"
PLACE: Final = st.integers(0, 3)
PLACES: Final = st.lists(PLACE, min_size=1, max_size=3, unique=True)
WORDS: Final = st.sampled_from(["", "甲", "乙"])
NAMES: Final = st.sampled_from([f"示例{each}厂" for each in "甲乙丙丁戊"])
TOWNS: Final = st.sampled_from(["示例镇", "例河乡"])
Cell = tuple[str, int | str, str]
"""Table, key of the row, column."""
NOTHING: Final = "（没有这一行）"
_HISTORY: Final = "object_change"
_APART: Final = {"event", "alembic_version", "setting", "evidence_file", "sqlite_sequence"}
"""The log, which only grows; settings keep retired codes; a file once kept stays."""


@dataclass(frozen=True)
class Taken:
    """What stood in the tables before an act and after it, of the cells that it changed."""

    cells: dict[Cell, tuple[Any, Any]]

    def back(self) -> dict[Cell, tuple[Any, Any]]:
        """Give what taking it back must do, and nothing else."""
        return {cell: (after, before) for cell, (before, after) in self.cells.items()}


def make(path: Path) -> None:
    """Make a file with four firms, three inspectors and one who goes along."""
    with closing(create_store(path)) as store:
        for name, town in (("甲", "示例镇"), ("乙", "示例镇"), ("丙", "例河乡"), ("丁", "例河乡")):
            registry.add_object(store, ObjectFields(f"示例{name}厂", town=town), "WL", act())
        for name in ("赵", "钱", "孙"):
            fields = InspectorFields(f"{name}示例", "水科", cert=name, cert_expiry=date(2027, 1, 1))
            inspectors.add_inspector(store, fields, act())
        helper = AuxiliaryFields("示例监测站", "", AuxiliaryKind.MONITORING)
        auxiliaries.add_auxiliary(store, helper, act())


def cells(store: Store) -> dict[Cell, Any]:
    """Every value of every table but those that only grow, by table, row and column."""
    found: dict[Cell, Any] = {}
    with closing(sqlite3.connect(store.path)) as raw:
        raw.row_factory = sqlite3.Row
        names = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for name in names:
            if name in _APART or name.startswith(("object_search", "search_")):
                continue
            for row in raw.execute(f'SELECT * FROM "{name}"'):
                columns = row.keys()
                key = row["id"] if "id" in columns else row[0]
                found.update({(name, key, column): row[column] for column in columns})
    return found


def difference(before: dict[Cell, Any], after: dict[Cell, Any]) -> Taken:
    """Give the cells that differ; lines of the history that came or went are not among them."""
    pairs = {cell: (before.get(cell, NOTHING), after.get(cell, NOTHING)) for cell in before.keys() | after}
    return Taken(
        {
            cell: (was, now)
            for cell, (was, now) in pairs.items()
            if was != now and not (cell[0] == _HISTORY and NOTHING in {was, now})
        }
    )


def last_entry(store: Store) -> int:
    """Give the number of the log's last entry."""
    with closing(sqlite3.connect(store.path)) as raw:
        return int(raw.execute("SELECT coalesce(max(n), 0) FROM event").fetchone()[0])


def last_line(store: Store) -> int:
    """Give the id of the last line of any object's history."""
    with closing(sqlite3.connect(store.path)) as raw:
        return int(raw.execute("SELECT coalesce(max(id), 0) FROM object_change").fetchone()[0])


def said(store: Store) -> dict[tuple[int, str], str]:
    """Every field of every object in the words of the history, by the object's id and the field's word."""
    with store.reading() as session:
        return {
            (item.id, FIELD_WORDS[name]): in_words(getattr(item, name))
            for item in session.scalars(select(InspectionObject))
            for name in FIELDS
        }


def untold(
    before: dict[tuple[int, str], str], after: dict[tuple[int, str], str], store: Store, since: int
) -> list[Any]:
    """Give the fields that changed without lines of history that lead from the one value to the other."""
    lines: dict[tuple[int, str], list[tuple[str, str]]] = {}
    with closing(sqlite3.connect(store.path)) as raw:
        statement = 'SELECT object_id, field, "before", "after" FROM object_change WHERE id > ? ORDER BY id'
        for object_id, field, was, now in raw.execute(statement, (since,)):
            lines.setdefault((object_id, field), []).append((was, now))
    return [
        (key, was, after[key], lines.get(key))
        for key, was in before.items()
        if key in after
        and was != after[key]
        and (key not in lines or lines[key][0][0] != was or lines[key][-1][1] != after[key])
    ]


@dataclass(frozen=True)
class Done:
    """An act that can be taken back, what it changed, and whether what came since may stand in the way."""

    edit: Undoable
    taken: Taken
    hindered: bool = False


class Session(RuleBasedStateMachine):
    """A session of the window: acts, 撤销 and 重做, in any order."""

    template: Path

    def __init__(self) -> None:
        super().__init__()
        self._stack = ExitStack()
        folder = self._stack.enter_context(TemporaryDirectory())
        path = Path(folder) / "示例.db"
        path.write_bytes(self.template.read_bytes())
        self.store: Store = self._stack.enter_context(closing(open_store(path)))
        self.done: list[Done] = []
        self.undone: list[Done] = []

    def teardown(self) -> None:
        self._stack.close()

    def acts(self, work: Callable[[], Undoable | None], *, reads: bool = False) -> bool:
        """Do one act: whole or not at all, told in one entry and in the history of whom it changed."""
        before, words = cells(self.store), said(self.store)
        entry, line = last_entry(self.store), last_line(self.store)
        try:
            edit = work()
        except UserError:
            assert cells(self.store) == before
            assert last_entry(self.store) == entry
            return False
        taken = difference(before, cells(self.store))
        entries = last_entry(self.store) - entry
        assert entries == bool(taken.cells) or (entries == 1 and reads)
        assert not untold(words, said(self.store), self.store, line)
        self.undone.clear()
        if edit is not None:
            self.done.append(Done(edit, taken))
        elif taken.cells:
            self.done = [replace(each, hindered=True) for each in self.done]
        return True

    def _turn(
        self,
        done: Done,
        turn: Callable[..., Undoable | None],
        expected: dict[Cell, tuple[object, object]],
    ) -> tuple[bool, Undoable | None]:
        before, words = cells(self.store), said(self.store)
        entry, line = last_entry(self.store), last_line(self.store)
        try:
            back = turn(self.store, done.edit, ACT)
        except UserError:
            assert done.hindered, done.edit.what
            assert cells(self.store) == before
            assert last_entry(self.store) == entry
            return False, None
        found = difference(before, cells(self.store)).cells
        kept = {cell: pair for cell, pair in found.items() if cell[2] != "kept"}
        assert kept == {cell: pair for cell, pair in expected.items() if cell[2] != "kept"}, done.edit.what
        assert last_entry(self.store) - entry == 1
        assert not untold(words, said(self.store), self.store, line)
        return True, back

    @rule()
    def undo(self) -> None:
        if not self.done:
            return
        done = self.done.pop()
        turned, back = self._turn(done, edit_undo.undo, done.taken.back())
        if not turned:
            self.done.clear()
        elif back is not None:
            self.undone.append(Done(back, done.taken, done.hindered))

    @rule()
    def redo(self) -> None:
        if not self.undone:
            return
        done = self.undone.pop()
        turned, back = self._turn(done, edit_undo.redo, done.taken.cells)
        if not turned:
            self.undone.clear()
        elif back is not None:
            self.done.append(Done(back, done.taken, done.hindered))

    @rule(place=PLACE)
    def undo_what_is_not_the_last(self, place: int) -> None:
        """As by the undo of another registry: it is exact, or refused."""
        if not self.done:
            return
        done = self.done.pop(place % len(self.done))
        if done.edit.what == IMPORT:
            return
        self._turn(replace(done, hindered=True), edit_undo.undo, done.taken.back())
        self.undone.clear()
        self.done = [replace(each, hindered=True) for each in self.done]

    def ids(self, table: type[Base], places: Sequence[int]) -> list[int]:
        """Give ids of rows by their places, counted round; none where there is no row."""
        lines = table.__table__
        with self.store.reading() as session:
            ids = list(session.scalars(select(lines.c.id).order_by(lines.c.id)))
        return list(dict.fromkeys(ids[place % len(ids)] for place in places)) if ids else []

    def one(self, table: type[Base], place: int) -> int:
        """Give the id of one row of a table that is never empty."""
        return self.ids(table, [place])[0]

    @invariant()
    def the_file_is_sound(self) -> None:
        checked = check_database(self.store.path)
        assert checked.ok, checked.fault
