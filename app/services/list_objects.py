"""Lists of permits and of credit: what they change of objects, who is in only one of list and registry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.firm_name import plain_name
from app.core.states import GONE, ObjectState
from app.intake.list_records import CreditRow, ListTable, PermitRow
from app.intake.records import OBJECT_BLANKS, ObjectRow
from app.models.registry import InspectionObject
from app.services import bulk
from app.services.edits import Changes
from app.services.import_codes import new_codes
from app.services.list_fields import OBJECTS, differing, stored, told, write_fields
from app.services.list_match import Match, Matcher, settled_once
from app.services.office import office_of
from app.services.registry import in_words
from app.services.rows.lists import Decisions, Fate, ListKind, ListLine, Missing, MissingLine, Place
from app.services.rows.office import Act

Row = PermitRow | CreditRow
FIELDS: Final[Mapping[ListKind, tuple[str, ...]]] = {
    ListKind.PERMIT: ("permit_class", "permit_number", "industry_code", "industry_name"),
    ListKind.CREDIT: ("credit_grade", "credit_score"),
}
"""What a list may change of objects that are there; everything else it has is for those newly added."""
_HELD: Final[Mapping[ListKind, tuple[str, str]]] = {
    ListKind.PERMIT: ("permit_class", "permit_number"),
    ListKind.CREDIT: ("credit_grade", "credit_score"),
}
_NOTHING: Final = {ListKind.PERMIT: "无", ListKind.CREDIT: "未评价"}
_PERMITTED: Final = ("重点管理", "简化管理", "登记管理")
_UNLISTED: Final = "新的排污许可证清单里没有"


@dataclass(frozen=True, slots=True)
class ObjectUpdate:
    """What a list would do: its lines, the fields to write by object, and both differences."""

    lines: tuple[ListLine, ...]
    wanted: Mapping[int, Mapping[str, Any]]
    lacking: Mapping[tuple[str, int], Row] = field(default_factory=dict)
    missing: tuple[MissingLine, ...] = ()


def compare(
    session: Session, kind: ListKind, table: ListTable[Row], same: Mapping[Place, int]
) -> ObjectUpdate:
    """Say what a list would change; nothing is written. ``same`` says whom doubtful lines mean."""
    rows = table.table.rows
    matcher = Matcher(bulk.identities(session), bulk.former_identities(session))
    found = list(matcher.match_once(rows))
    matches = settled_once(rows, found, same)
    known = stored(session, [match.id for match in matches if match.id is not None], FIELDS[kind])
    wanted: dict[int, Mapping[str, Any]] = {}
    lines: list[ListLine] = []
    for row, match, first in zip(rows, matches, found, strict=True):
        may_be = matcher.candidates(first)
        if match.id is None:
            fate = Fate.DOUBTFUL if match.is_doubtful else Fate.LACKING
            lines.append(_line(row, "", fate, match.why, may_be))
            continue
        now = known[match.id]
        after = differing(now, brought(row, FIELDS[kind], table.table.fields[row.sheet]))
        if after:
            wanted[match.id] = after
        fate = Fate.CHANGED if after else Fate.UNCHANGED
        lines.append(_line(row, now["code"], fate, told(now, after), may_be))
    lacking = {
        (row.sheet, row.row): row
        for row, match in zip(rows, matches, strict=True)
        if match.id is None and not match.is_doubtful
    }
    missing = tuple(_missing(session, kind, table, matches))
    return ObjectUpdate(tuple(lines), wanted, lacking, missing)


def brought(row: Row, fields: Sequence[str], columns: frozenset[str]) -> dict[str, Any]:
    """Give what a row says of an object; an empty cell says nothing."""
    values = {name: getattr(row, name) for name in fields if name in columns}
    return {name: value for name, value in values.items() if value not in {"", None}}


def write(session: Session, update: ObjectUpdate, decisions: Decisions, act: Act, reason: str) -> Changes:
    """Write the fields of the objects that are there, those decided on of the missing ones with them."""
    wanted: dict[int, Mapping[str, Any]] = {**update.wanted}
    changes = write_fields(session, wanted, act, reason)
    there = decided(update, decisions)
    gone = write_fields(session, dict.fromkeys(there, _for_missing(decisions.missing, act)), act, _UNLISTED)
    for group in gone.groups():
        for object_id in group.ids:
            changes.note(object_id, group.field, group.before, group.after)
    return changes


def decided(update: ObjectUpdate, decisions: Decisions) -> list[int]:
    """Give the missing ones that something is done with; who is gone, or to be verified already, stays so."""
    chosen = [line for line in update.missing if line.id in decisions.missing_ids]
    if decisions.missing is Missing.KEEP:
        return []
    if decisions.missing is Missing.NO_PERMIT:
        return [line.id for line in chosen]
    return [line.id for line in chosen if line.state not in {*GONE, ObjectState.UNCONFIRMED}]


def _for_missing(choice: Missing, act: Act) -> dict[str, Any]:
    if choice is Missing.NO_PERMIT:
        return {"permit_class": "无", "permit_number": ""}
    return {"state": str(ObjectState.UNCONFIRMED), "state_since": act.day, "state_reason": _UNLISTED}


def add(session: Session, update: ObjectUpdate, decisions: Decisions, act: Act) -> list[int]:
    """Add holders that the registry lacks, with what the list says; give their ids."""
    rows = [_as_object(row) for place, row in update.lacking.items() if place in decisions.add]
    if not rows:
        return []
    last = session.scalars(select(func.max(OBJECTS.c.id))).one() or 0
    codes = new_codes(session, OBJECTS, rows, office_of(session).code_prefix)
    bulk.insert_objects(session, codes, rows, act.day)
    return list(session.scalars(select(OBJECTS.c.id).where(OBJECTS.c.id > last).order_by(OBJECTS.c.id)))


def _as_object(row: Row) -> ObjectRow:
    values = {name: OBJECT_BLANKS.get(name, "") for name in ObjectRow._fields}
    said = {name: value for name, value in row._asdict().items() if name in values}
    values |= {name: value for name, value in said.items() if value not in {"", None}}
    return ObjectRow(**values)  # type: ignore[arg-type]  # by name, each as its own field has it


def _line(row: Row, code: str, fate: Fate, words: str, candidates: tuple[tuple[int, str], ...]) -> ListLine:
    return ListLine(row.sheet, row.row, row.name, row.uscc, code, fate, words, candidates)


def _missing(
    session: Session, kind: ListKind, table: ListTable[Row], matches: Sequence[Match]
) -> Iterator[MissingLine]:
    """Give the objects that hold what this list is about and stand in none of its lines.

    Whoever a doubtful line may mean, or a faulty one names, is not called missing.
    """
    met = {match.id for match in matches} | {one for match in matches for one in match.candidates}
    faulty = {plain_name(name) for name in table.faulty_names}
    what, more = _HELD[kind]
    columns = [OBJECTS.c[name] for name in ("id", "code", "name", "uscc", "town", "state", what, more)]
    statement = select(*columns).where(_holds(kind, table)).order_by(InspectionObject.code)
    for row in session.execute(statement):
        if row.id in met or row.uscc in table.faulty_codes or plain_name(row.name) in faulty:
            continue
        held = " ".join(filter(None, (row[-2], in_words(row[-1]))))
        yield MissingLine(row.id, row.code, row.name, row.uscc, row.town, row.state, held)


def _holds(kind: ListKind, table: ListTable[Row]) -> Any:  # noqa: ANN401 - a condition of SQL
    """Ask for holders of the classes that the list has: one of issued permits lists no 登记管理."""
    if kind is ListKind.CREDIT:
        return OBJECTS.c.credit_grade != _NOTHING[kind]
    named = {getattr(row, "permit_class", "") for row in table.table.rows}
    return OBJECTS.c.permit_class.in_(sorted(named.intersection(_PERMITTED)) or _PERMITTED)
