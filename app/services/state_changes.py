"""停产、复产、关闭、注销、迁出 …: objects change their state on a day, for a reason, with what proves it."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.slices import slices_of
from app.models.base import Base
from app.models.database import Store, hold_in_memory
from app.models.registry import InspectionObject
from app.services import log
from app.services.edits import OBJECTS, Changes, Edit, noted
from app.services.field_writes import write_changes
from app.services.object_history import history_row, write_history
from app.services.rows.office import Act
from app.services.rows.states import StateChange
from app.services.state_evidence import EVIDENCE_FIELD, keep_evidence

_OBJECTS: Final[Table] = Base.metadata.tables[InspectionObject.__tablename__]
_NAMED: Final = 5
_WHAT: Final = "变更状态"


def change_states(store: Store, ids: Sequence[int], change: StateChange, act: Act) -> Edit:
    """Change the state of objects in one act; those in that state already stay as they are.

    UserError where the day lies ahead or before the last change of one of them, or where none changes.
    """
    reason = change.reason.strip()
    if not reason:
        raise UserError("变更状态要写明原因，例如“企业已停产，现场核实”。")
    if change.since > act.day:
        raise UserError(f"日期 {change.since} 还没有到。到了那一天再变更，或核对日期。")
    with store.writing() as session:
        hold_in_memory(session)
        changes, names = _changes(session, ids, change, reason)
        if not changes:
            raise UserError(f"所选对象已经是“{change.state}”，没有改动。")
        write_changes(session, OBJECTS, changes, act, reason)
        touched = sorted(changes.ids())
        rows = keep_evidence(session, touched, change.state, change.files, act)
        files = "、".join(file.name for file in change.files)
        if files:
            write_history(
                session, [history_row(each, EVIDENCE_FIELD, "", files, act, reason) for each in touched]
            )
        who = names[touched[0]] if len(touched) == 1 else f"{len(touched)} 家"
        proof = f"（{files}）" if files else ""
        detail = f"{who}：{change.state}，{reason}{proof}"
        log.record(session, act, _WHAT, detail)
        return noted(session, OBJECTS, _WHAT, detail, changes=changes, rows=rows)


def _changes(
    session: Session, ids: Sequence[int], change: StateChange, reason: str
) -> tuple[Changes, dict[int, str]]:
    """Give what changes, with code and name of whom; refuse a day before the last change of one."""
    changes, names = Changes(), dict[int, str]()
    early: list[str] = []
    columns = [_OBJECTS.c[name] for name in ("id", "code", "name", "state", "state_since", "state_reason")]
    for some in slices_of(ids):
        for found in session.execute(select(*columns).where(_OBJECTS.c.id.in_(some))):
            if found.state == change.state:
                continue
            if found.state_since and found.state_since > change.since:
                early.append(f"{found.name}（{found.code}，{found.state_since} 起{found.state}）")
            names[found.id] = f"{found.code} {found.name}"
            changes.note(found.id, "state", found.state, str(change.state))
            changes.note(found.id, "state_since", found.state_since, change.since)
            changes.note(found.id, "state_reason", found.state_reason, reason)
    if early:
        raise UserError(_too_early(early, change.since))
    return changes, names


def _too_early(early: Sequence[str], since: date) -> str:
    more = f"等 {len(early)} 家" if len(early) > _NAMED else ""
    return (
        f"日期 {since} 早于上一次变更：{'、'.join(early[:_NAMED])}{more}。"
        "请核对日期；上一次的日期记错了的，先在“修改”里改正。"
    )
