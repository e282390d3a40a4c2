"""What a file would do to a registry, and what every import leaves behind: a backup and a line of the log."""

from dataclasses import dataclass
from pathlib import Path
from typing import Generic

from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.text import readable
from app.intake.records import R, RegistryTable
from app.models.database import Store
from app.services import backup, log
from app.services.rows.office import Act


@dataclass(frozen=True, slots=True)
class ImportPlan(Generic[R]):
    """What a file would do: rows to add, rows to change (with the id there), how many stay as they are."""

    path: Path
    table: RegistryTable[R]
    new: tuple[R, ...]
    changed: tuple[tuple[int, R], ...]
    unchanged: int

    @property
    def rows(self) -> int:
        """Rows of data: new, changed, unchanged and faulty (interfaces.md)."""
        return len(self.new) + len(self.changed) + self.unchanged + self.table.faulty


def require_good(plan: ImportPlan[R]) -> ImportPlan[R]:
    """Give the plan; UserError with the first fault where it has no good row."""
    if not plan.table.rows:
        first = next(iter(plan.table.faults), None)
        why = f"第一处：第 {first.row} 行 {first.column}，{first.message}" if first else "没有数据行"
        raise UserError(f"“{plan.path.name}”里没有一行可以导入。{why}。")
    return plan


def keep_backup(store: Store, table: RegistryTable[R], act: Act) -> None:
    """Back up what an import would change; where nothing ever happened there is nothing to lose."""
    if table.rows and not log.is_empty(store):
        backup.keep_one(store, act.at)


def record(session: Session, plan: ImportPlan[R], what: str, act: Act) -> None:
    """Say in the log what an import did."""
    counts = (
        f"新增 {len(plan.new)}，修改 {len(plan.changed)}，未变 {plan.unchanged}，未导入 {plan.table.faulty}"
    )
    log.record(session, act, what, f"{readable(plan.path.name)}：{counts}")
