"""监管类别建议: objects whose class differs from the rule, found in SQL and changed by the clerk in one act.

`app.core.class_rule` says the rule in Python and its reasons in words; here the same rule is a question to
the database, so that a province is looked through without reading its objects. A test holds them together.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, case, cast, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.types import Text

from app.core.class_rule import (
    KEY,
    KEY_PERMIT,
    LARGER_RISK,
    LISTED,
    LOW_CREDIT,
    MAJOR_RISK,
    MANY_COMPLAINTS,
    NEEDED,
    ORDINARY,
    PENALISED,
    SPECIAL,
    SUPERVISED,
    ClassFacts,
    Suggestion,
    suggested_class,
)
from app.core.errors import UserError
from app.core.marks import counting, is_over
from app.core.slices import slices_of
from app.core.states import GONE, Outcome
from app.models.base import SEPARATOR
from app.models.database import Store, hold_in_memory
from app.models.living import MarkNote
from app.models.penalty import Penalty
from app.models.registry import InspectionObject
from app.models.targeted import TargetedCheck
from app.services import log
from app.services.edits import OBJECTS, Changes, Edit, noted
from app.services.field_writes import write_changes
from app.services.rows.classes import ClassMove, ClassRow
from app.services.rows.office import Act
from app.services.rows.targeted import TargetedKind

_WHAT: Final = "调整监管类别"
_NONE: Final = "不符合重点、特殊的任何一条"
_TRUE: Final = (Outcome.CORRECTED, Outcome.CASE)
"""Outcomes by which a complaint is found true."""

_COLUMNS: Final = (
    InspectionObject.id,
    InspectionObject.supervision_class,
    InspectionObject.credit_grade,
    InspectionObject.permit_class,
    InspectionObject.tags,
    InspectionObject.marks,
)


def class_moves(store: Store, day: date) -> Mapping[ClassMove, int]:
    """Count the objects whose class differs, by the class they have and the one they should have."""
    suggested = _suggested(day)
    with store.reading() as session:
        rows = session.execute(
            select(InspectionObject.supervision_class, suggested, func.count())
            .where(_differs(day))
            .group_by(InspectionObject.supervision_class, suggested)
        )
        return {(now, then): count for now, then, count in rows}


def class_ids(store: Store, moves: Collection[ClassMove], day: date) -> "array[int]":
    """Give the ids of the objects whose class differs, by code; with ``moves`` only those."""
    statement = select(InspectionObject.id).where(_differs(day))
    if moves:
        suggested = _suggested(day)
        wanted = (and_(InspectionObject.supervision_class == now, suggested == then) for now, then in moves)
        statement = statement.where(or_(false(), *wanted))
    with store.reading() as session:
        return array("q", session.scalars(statement.order_by(InspectionObject.code)))


def class_rows(store: Store, ids: Sequence[int], day: date) -> dict[int, ClassRow]:
    """Give the rows of a page by id, with the reasons of the rule."""
    named = select(InspectionObject.id, InspectionObject.code, InspectionObject.name, InspectionObject.town)
    with store.reading() as session:
        found = _suggestions(session, ids, day)
        return {
            row.id: ClassRow(row.id, row.code, row.name, row.town, now, then.supervision_class, _said(then))
            for row in session.execute(named.where(InspectionObject.id.in_(ids)))
            for now, then in [found[row.id]]
        }


def other_class(session: Session, object_id: int, day: date) -> tuple[str, str]:
    """Give the class that the rule gives an object, with the reasons, where it has another; else nothing."""
    now, then = _suggestions(session, [object_id], day)[object_id]
    return ("", "") if now == then.supervision_class else (then.supervision_class, _said(then))


def apply_classes(store: Store, ids: Sequence[int], act: Act) -> Edit:
    """Give objects the class of the rule, in one act; their history says the rule's reasons.

    Whoever has the right class meanwhile is left alone; UserError where that is everybody.
    """
    by_reason: dict[str, Changes] = defaultdict(Changes)
    everything = Changes()
    moves = Counter[ClassMove]()
    with store.writing() as session:
        hold_in_memory(session)
        for some in slices_of(ids):
            for object_id, (now, then) in _suggestions(session, some, act.day).items():
                if now == then.supervision_class:
                    continue
                moves[now, then.supervision_class] += 1
                for changes in (everything, by_reason[_said(then)]):
                    changes.note(object_id, "supervision_class", now, then.supervision_class)
        if not moves:
            raise UserError("所选对象的监管类别已经与规则相符，没有改动。")
        for reason, changes in by_reason.items():
            write_changes(session, OBJECTS, changes, act, f"监管类别规则：{reason}")
        detail = "，".join(f"{now}改为{then} {count} 家" for (now, then), count in sorted(moves.items()))
        log.record(session, act, _WHAT, detail)
        return noted(session, OBJECTS, _WHAT, detail, changes=everything)


def _said(suggestion: Suggestion) -> str:
    return "；".join(suggestion.reasons) or _NONE


def _last_year(day: date) -> tuple[date, date]:
    return date(day.year - 1, 1, 1), date(day.year - 1, 12, 31)


def _tagged(*words: str) -> ColumnElement[bool]:
    return _has(cast(InspectionObject.tags, Text), words)


def _marked(mark: str, day: date) -> ColumnElement[bool]:
    """Give the condition that an object has a mark and that it counts on a day."""
    over = select(MarkNote.object_id).where(MarkNote.mark == mark, MarkNote.expires_on < day)
    return and_(_has(cast(InspectionObject.marks, Text), (mark,)), InspectionObject.id.not_in(over))


def _has(text: ColumnElement[str], words: Sequence[str]) -> ColumnElement[bool]:
    some = or_(*(text.contains(SEPARATOR + word + SEPARATOR, autoescape=True) for word in words))
    return and_(text != "", some)  # most objects have no word at all and are passed over at once


def _special(day: date) -> ColumnElement[bool]:
    first, last = _last_year(day)
    penalised = select(Penalty.object_id).where(Penalty.decided_on.between(first, last))
    each = _true_complaints(day).group_by(TargetedCheck.object_id)
    complaints = each.having(func.count() >= MANY_COMPLAINTS)
    return or_(
        InspectionObject.credit_grade.in_(LOW_CREDIT),
        InspectionObject.id.in_(penalised),
        InspectionObject.id.in_(complaints),
        _tagged(SUPERVISED, MAJOR_RISK),
        _marked(PENALISED, day),
    )


def _key(day: date) -> ColumnElement[bool]:
    needed = select(MarkNote.object_id).where(MarkNote.mark == NEEDED, MarkNote.source != "")
    return or_(
        InspectionObject.permit_class == KEY_PERMIT,
        _tagged(*LISTED, LARGER_RISK),
        and_(_marked(NEEDED, day), InspectionObject.id.in_(needed)),
    )


def _true_complaints(day: date) -> Select[Any]:
    """Give the complaints of last year that were found true; callers choose the columns."""
    first, last = _last_year(day)
    return select(TargetedCheck.object_id).where(
        TargetedCheck.kind == TargetedKind.COMPLAINT,
        TargetedCheck.checked_on.between(first, last),
        TargetedCheck.outcome.in_([str(outcome) for outcome in _TRUE]),
    )


def _suggested(day: date) -> ColumnElement[str]:
    return case((_special(day), SPECIAL), (_key(day), KEY), else_=ORDINARY)


def _differs(day: date) -> ColumnElement[bool]:
    return and_(
        InspectionObject.state.not_in([str(state) for state in GONE]),
        InspectionObject.supervision_class != _suggested(day),
    )


def _suggestions(session: Session, ids: Sequence[int], day: date) -> dict[int, tuple[str, Suggestion]]:
    """Give the class that some objects have, and what the rule says of them."""
    first, last = _last_year(day)
    decided = select(Penalty.object_id).where(Penalty.decided_on.between(first, last))
    penalties = _counted(session, decided, Penalty.object_id, ids)
    complaints = _counted(session, _true_complaints(day), TargetedCheck.object_id, ids)
    notes: dict[int, dict[str, MarkNote]] = defaultdict(dict)
    for note in session.scalars(select(MarkNote).where(MarkNote.object_id.in_(ids))):
        notes[note.object_id][note.mark] = note
    rows = session.execute(select(*_COLUMNS).where(InspectionObject.id.in_(ids)))
    found = {}
    for object_id, now, credit, permit, tags, marks in rows:
        known = notes[object_id]
        facts = ClassFacts(
            credit=credit,
            permit=permit,
            tags=tags,
            marks=counting(marks, [mark for mark, note in known.items() if is_over(note.expires_on, day)]),
            penalties=penalties.get(object_id, 0),
            complaints=complaints.get(object_id, 0),
            need=known[NEEDED].source if NEEDED in known else "",
        )
        found[object_id] = now, suggested_class(facts)
    return found


def _counted(
    session: Session, statement: Select[Any], column: InstrumentedAttribute[int], ids: Sequence[int]
) -> dict[int, int]:
    """Count what a statement finds, by object, among some objects."""
    counts = statement.where(column.in_(ids)).with_only_columns(column, func.count()).group_by(column)
    return {row[0]: row[1] for row in session.execute(counts)}
