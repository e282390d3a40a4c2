"""An import as the command line tells it: what changed, and where the file is wrong (interfaces.md)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy.orm import Session

from app.intake.records import ObjectRow, RegistryTable
from app.models.database import Store
from app.services import import_people, imports
from app.services.import_plan import Comparison, ImportPlan, safe_decision
from app.services.office import open_store, opened
from app.services.rows.intake import Registry
from app.services.rows.office import Act
from app.services.spoken_words import office_words

__all__ = ("Registry", "Report", "dry_run", "run")


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file's rows; ``unknown`` are recusals from objects that no registry knows."""

    path: Path
    table: RegistryTable[Any]
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    unknown: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    """A sentence for each row that was matched with a doubt, and what is done with it."""

    @property
    def has_good_rows(self) -> bool:
        """Whether there is anything to import."""
        return bool(self.table.rows)

    def json(self) -> dict[str, object]:
        """Give the form of ``import --json``."""
        from app.intake.report import report  # noqa: PLC0415 - only the command line writes it

        form = report(self.table)
        counts = {"new": self.new, "changed": self.changed, "unchanged": self.unchanged}
        return {"rows": form.pop("rows"), **counts, **form, "doubtful": list(self.doubts)}

    def sentences(self) -> Iterator[str]:
        """Say what is to be known of the file: notes on it, then one sentence per fault, then 回避."""
        yield from self.table.notes
        for fault in self.table.faults:
            place = _place(self.path, fault.sheet, fault.row)
            column = f"“{fault.column}”一列" if fault.column else ""
            value = f"“{_in_a_line(fault.value)}”" if fault.value else ""
            level = "未导入" if fault.level == "error" else "提示"
            shown = f"{column}{value}："
            yield f"{place}{shown}{fault.message.rstrip('。')}（{level}）。"
        yield from self.doubts
        for sentence in self.unknown:
            yield f"{sentence.rstrip('。')}。"


def _place(path: Path, sheet: str, row: int) -> str:
    """Say where a row stands; a text table has no sheet to name."""
    named = f"工作表“{sheet}”" if sheet else ""
    return f"“{path.name}”{named}第 {row} 行"


def _in_a_line(value: str) -> str:
    """Show a cell in one line, and what cannot be seen as ␣: it may be what was wrong with it."""
    return "".join(sign if sign.isprintable() else "␣" for sign in value)


def _report(plan: ImportPlan[Any], unknown: tuple[str, ...] = ()) -> Report:
    counts = len(plan.new), len(plan.changed), plan.unchanged + plan.left_out  # known, and nothing is written
    return Report(plan.path, plan.table, *counts, unknown, tuple(_doubts(plan)))


def _doubts(plan: ImportPlan[Any]) -> Iterator[str]:
    """Say of each doubtful row where it stands, whom it may be and what is done where nobody decides."""
    for place, doubt in sorted(plan.doubts.items()):
        row = plan.table.rows[place]
        other = "、".join(f"“{each.name}”（{each.code}）" for each in doubt.candidates)
        where = f"{_place(plan.path, row.sheet, row.row)}“{row.name}”"
        yield f"{where}：{doubt.reason}，可能是{other}；按{safe_decision(doubt).choice}处理（提示）。"


class _Way(NamedTuple):
    """How one registry is read, compared with what is there, and written."""

    read: Callable[..., RegistryTable[Any]]
    compare: Callable[[Session | None, Path, RegistryTable[Any]], Comparison[Any]]
    write: Callable[[Store, Path, RegistryTable[Any], Act], tuple[ImportPlan[Any], tuple[str, ...]]]


def _write_objects(
    store: Store, path: Path, table: RegistryTable[ObjectRow], act: Act
) -> tuple[ImportPlan[ObjectRow], tuple[str, ...]]:
    return imports.write_objects(store, path, table, act), ()


_WAYS: Final[Mapping[Registry, _Way]] = {
    Registry.OBJECTS: _Way(imports.read_objects, imports.compare_objects, _write_objects),
    Registry.INSPECTORS: _Way(
        import_people.read_inspectors, import_people.compare_inspectors, import_people.write_inspectors
    ),
}


def dry_run(registry: Registry, path: Path, db: Path) -> Report:
    """Say what an import would do; a database that is not there stands for an empty one and is not made."""
    way = _WAYS[registry]
    if not db.exists():
        table = way.read(path)
        return _compared(way, None, path, table) if table.rows else Report(path, table)
    store = open_store(db, read_only=True)
    try:
        with store.reading() as session:
            table = way.read(path, office=office_words(session, registry))
            return _compared(way, session, path, table) if table.rows else Report(path, table)
    finally:
        store.close()


def run(registry: Registry, path: Path, db: Path, act: Act) -> Report:
    """Import the good rows of a file and make the database where there is none.

    A file without a good row changes nothing and leaves no database behind.
    """
    way = _WAYS[registry]
    if not db.exists():
        return _written(way, path, db, way.read(path), act)
    with opened(db) as store, store.reading() as session:
        office = office_words(session, registry)
    return _written(way, path, db, way.read(path, office=office), act)


def _written(way: _Way, path: Path, db: Path, table: RegistryTable[Any], act: Act) -> Report:
    if not table.rows:
        return Report(path, table)
    with opened(db) as store:
        return _report(*way.write(store, path, table, act))


def _compared(way: _Way, session: Session | None, path: Path, table: RegistryTable[Any]) -> Report:
    return _report(way.compare(session, path, table).plan({}))
