"""A list of 随同、辅助人员: who is new is added, what is known of the others is brought up to date."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.firm_name import plain_name
from app.intake.list_records import AuxiliaryRow, ListTable
from app.models.registry import Auxiliary
from app.services.auxiliaries import with_code
from app.services.edits import Changes
from app.services.registry import in_words
from app.services.rows.auxiliary import AuxiliaryFields, AuxiliaryKind
from app.services.rows.lists import Fate, ListLine

_WORDS: Final = {"kind": "类别", "skills": "业务专长", "scope": "工作范围", "phone": "联系电话"}
_TWICE: Final = "与前面一行是同一个，写法不同"
_NO_KIND: Final = f"没有写类别（{'、'.join(AuxiliaryKind)}）"


@dataclass(frozen=True, slots=True)
class AuxiliaryUpdate:
    """What a list would do: its lines, the rows to add, and the fields to change by id."""

    lines: tuple[ListLine, ...]
    new: tuple[AuxiliaryRow, ...]
    wanted: Mapping[int, Mapping[str, Any]]


def compare(session: Session, table: ListTable[AuxiliaryRow]) -> AuxiliaryUpdate:
    """Say what a list would change; somebody is known by name and organisation together."""
    there = {
        (plain_name(kept.name), plain_name(kept.organisation)): kept
        for kept in session.scalars(select(Auxiliary).order_by(Auxiliary.id.desc()))
    }
    lines: list[ListLine] = []
    new: list[AuxiliaryRow] = []
    added: set[tuple[str, str]] = set()
    wanted: dict[int, Mapping[str, Any]] = {}
    for row in table.table.rows:
        kept = there.get((plain_name(row.name), plain_name(row.organisation)))
        said = {name: getattr(row, name) for name in _WORDS if getattr(row, name)}
        if kept is not None:
            after = {name: value for name, value in said.items() if getattr(kept, name) != value}
            if after:
                wanted[kept.id] = after
            fate = Fate.CHANGED if after else Fate.UNCHANGED
            lines.append(_line(row, kept.code, fate, _changed(kept, after)))
        elif (plain_name(row.name), plain_name(row.organisation)) in added:
            lines.append(_line(row, "", Fate.DOUBTFUL, _TWICE))
        elif row.kind:
            new.append(row)
            added.add((plain_name(row.name), plain_name(row.organisation)))
            lines.append(_line(row, "", Fate.NEW, _told(said)))
        else:
            lines.append(_line(row, "", Fate.DOUBTFUL, _NO_KIND))
    return AuxiliaryUpdate(tuple(lines), tuple(new), wanted)


def write(session: Session, found: AuxiliaryUpdate) -> tuple[Changes, list[int]]:
    """Write a list; give what was changed and the ids of those added."""
    changes = Changes()
    for auxiliary_id, fields in found.wanted.items():
        kept = session.get_one(Auxiliary, auxiliary_id)
        for name, value in fields.items():
            changes.note(auxiliary_id, name, getattr(kept, name), value)
            setattr(kept, name, value)
    return changes, [
        with_code(
            session,
            AuxiliaryFields(row.name, row.organisation, row.kind, row.skills, row.phone, row.scope),
        ).id
        for row in found.new
    ]


def _line(row: AuxiliaryRow, code: str, fate: Fate, words: str) -> ListLine:
    return ListLine(row.sheet, row.row, row.name, row.organisation, code, fate, words)


def _told(said: Mapping[str, Any]) -> str:
    return "；".join(f"{_WORDS[name]}：{in_words(value)}" for name, value in said.items())


def _changed(kept: Auxiliary, after: Mapping[str, Any]) -> str:
    return "；".join(
        f"{_WORDS[name]}：{in_words(getattr(kept, name)) or '（空）'} → {in_words(value)}"
        for name, value in after.items()
    )
