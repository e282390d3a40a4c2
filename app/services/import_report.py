"""An import as the command line tells it: what changed, and where the file is wrong (interfaces.md)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy.orm import Session

from app.intake.records import InspectorRow, ObjectRow, RegistryTable
from app.models.database import Store
from app.services import import_people, imports
from app.services.import_plan import ImportPlan
from app.services.office import open_store, opened
from app.services.rows.office import Act


class Registry(StrEnum):
    """The two registries that a file may hold."""

    OBJECTS = "objects"
    INSPECTORS = "inspectors"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a file's rows; ``unknown`` are recusals from objects that no registry knows."""

    path: Path
    table: RegistryTable[Any]
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    unknown: tuple[str, ...] = ()

    @property
    def has_good_rows(self) -> bool:
        """Whether there is anything to import."""
        return bool(self.table.rows)

    def json(self) -> dict[str, object]:
        """Give the form of ``import --json``."""
        from app.intake.report import report  # noqa: PLC0415 - only the command line writes it

        form = report(self.table)
        counts = {"new": self.new, "changed": self.changed, "unchanged": self.unchanged}
        return {"rows": form.pop("rows"), **counts, **form}

    def sentences(self) -> Iterator[str]:
        """Say what is to be known of the file: notes on it, then one sentence per fault, then 回避."""
        yield from self.table.notes
        for fault in self.table.faults:
            place = f"“{self.path.name}”工作表“{fault.sheet}”第 {fault.row} 行"
            column = f"“{fault.column}”一列" if fault.column else ""
            value = f"“{fault.value}”" if fault.value else ""
            level = "未导入" if fault.level == "error" else "提示"
            shown = f"{column}{value}："
            yield f"{place}{shown}{fault.message.rstrip('。')}（{level}）。"
        for sentence in self.unknown:
            yield f"{sentence.rstrip('。')}。"


def _report(plan: ImportPlan[Any], unknown: tuple[str, ...] = ()) -> Report:
    return Report(plan.path, plan.table, len(plan.new), len(plan.changed), plan.unchanged, unknown)


def _write_objects(store: Store, path: Path, table: RegistryTable[ObjectRow], act: Act) -> Report:
    return _report(imports.write_objects(store, path, table, act))


def _write_inspectors(store: Store, path: Path, table: RegistryTable[InspectorRow], act: Act) -> Report:
    return _report(*import_people.write_inspectors(store, path, table, act))


class _Way(NamedTuple):
    """How one registry is read, compared with what is there, and written."""

    read: Callable[[Path], RegistryTable[Any]]
    compare: Callable[[Session | None, Path, RegistryTable[Any]], ImportPlan[Any]]
    write: Callable[[Store, Path, RegistryTable[Any], Act], Report]


_WAYS: Final[Mapping[Registry, _Way]] = {
    Registry.OBJECTS: _Way(imports.read_objects, imports.compare_objects, _write_objects),
    Registry.INSPECTORS: _Way(
        import_people.read_inspectors, import_people.compare_inspectors, _write_inspectors
    ),
}


def dry_run(registry: Registry, path: Path, db: Path) -> Report:
    """Say what an import would do; a database that is not there stands for an empty one and is not made."""
    way = _WAYS[registry]
    table = way.read(path)
    if not table.rows:
        return Report(path, table)
    if not db.exists():
        return _report(way.compare(None, path, table))
    store = open_store(db, read_only=True)
    try:
        with store.reading() as session:
            return _report(way.compare(session, path, table))
    finally:
        store.close()


def run(registry: Registry, path: Path, db: Path, act: Act) -> Report:
    """Import the good rows of a file and make the database where there is none.

    A file without a good row changes nothing and leaves no database behind.
    """
    way = _WAYS[registry]
    table = way.read(path)
    if not table.rows:
        return Report(path, table)
    with opened(db) as store:
        return way.write(store, path, table, act)
