"""行政处罚清单: decisions of penalty kept with their objects, and the mark 违法记录 for a time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.core.filter import months_before
from app.core.marks import is_over
from app.core.slices import slices_of
from app.intake.list_records import ListTable, PenaltyRow
from app.models.living import MarkNote
from app.models.penalty import Penalty
from app.services import bulk
from app.services.beside_history import tell_beside
from app.services.edits import Changes, RowChange, image_of
from app.services.list_fields import Stored, stored, write_fields
from app.services.list_match import Match, Matcher, settled
from app.services.mark_notes import NOTES
from app.services.penalty_words import PENALTIES, penalty_words
from app.services.registry import in_words
from app.services.registry_words import MARKS
from app.services.rows.lists import Decisions, Fate, ListLine
from app.services.rows.office import Act

MARK: Final = "违法记录"
_KNOWN: Final = ("decided_on", "reason", "measure")
_WORDS: Final = {"decided_on": "处罚日期", "reason": "违法事实", "measure": "处罚内容"}


@dataclass(frozen=True, slots=True)
class Given:
    """The mark that an object gets: the decision it comes from, and its last day."""

    source: str
    given_on: date
    expires_on: date


@dataclass(frozen=True, slots=True)
class PenaltyUpdate:
    """What a list would do: its lines, the decisions to write with what is there of them, marks by object."""

    lines: tuple[ListLine, ...]
    decisions: tuple[tuple[int, PenaltyRow, Stored | None], ...]
    marks: Mapping[int, Given]


def compare(session: Session, table: ListTable[PenaltyRow], choice: Decisions, today: date) -> PenaltyUpdate:
    """Say what a list would change; nothing is written."""
    matcher = Matcher(bulk.identities(session), bulk.former_identities(session))
    rows = table.table.rows
    first = [matcher.match(row) for row in rows]
    found = list(zip(rows, _once_each(rows, settled(rows, first, choice.same)), strict=True))
    ids = {match.id for _, match in found if match.id is not None}
    known = stored(session, ids, ["marks"])
    there = _penalties_of(session, ids)
    decisions = tuple(
        (match.id, row, now)
        for row, match in found
        if match.id is not None and _changes(row, now := there.get((match.id, row.document)))
    )
    marks = _marks(session, decisions, known, choice.months, today)
    written = {(row.sheet, row.row): now for _, row, now in decisions}
    lines: list[ListLine] = []
    for (row, match), doubt in zip(found, first, strict=True):
        place = row.sheet, row.row
        if match.id is None:
            fate, words, code = Fate.DOUBTFUL if match.is_doubtful else Fate.LACKING, match.why, ""
        elif place not in written:
            fate, words, code = Fate.UNCHANGED, "", known[match.id]["code"]
        else:
            fate = Fate.NEW if written[place] is None else Fate.CHANGED
            words, code = _told(row, written[place], marks.get(match.id)), known[match.id]["code"]
        may_be = matcher.candidates(doubt)
        lines.append(ListLine(*place, row.name, row.uscc, code, fate, words, may_be))
    return PenaltyUpdate(tuple(lines), decisions, marks)


def write(session: Session, found: PenaltyUpdate, act: Act, reason: str) -> tuple[Changes, list[RowChange]]:
    """Write decisions, marks and what is known of these, with their history."""
    decisions = [_write_decision(session, *decision) for decision in found.decisions]
    tell_beside(session, decisions, act, reason)
    known = stored(session, found.marks, ["marks"])
    wanted = {object_id: {"marks": _with_mark(known[object_id]["marks"])} for object_id in found.marks}
    changes = write_fields(session, wanted, act, reason)
    notes = [_write_note(session, object_id, given) for object_id, given in found.marks.items()]
    tell_beside(session, notes, act, reason)
    return changes, decisions + notes


def _once_each(rows: Sequence[PenaltyRow], matches: Sequence[Match]) -> Iterator[Match]:
    """Leave a decision doubtful that an earlier line brings for the same object under another spelling."""
    first: dict[tuple[int, str], PenaltyRow] = {}
    for row, match in zip(rows, matches, strict=True):
        if match.id is None:
            yield match
            continue
        before = first.setdefault((match.id, row.document), row)
        why = f"与第 {before.row} 行是同一家、同一文号"
        yield match if before is row else Match(None, (match.id,), why)


def _penalties_of(session: Session, ids: set[int]) -> dict[tuple[int, str], Stored]:
    found: dict[tuple[int, str], Stored] = {}
    for some in slices_of([*ids]):
        rows = session.execute(select(PENALTIES).where(PENALTIES.c.object_id.in_(some))).mappings()
        found |= {(row["object_id"], row["document"]): dict(row) for row in rows}
    return found


def _changes(row: PenaltyRow, now: Stored | None) -> dict[str, Any]:
    """Give what a row says that is not there; an empty cell says nothing."""
    return {
        name: value
        for name in _KNOWN
        if (value := getattr(row, name)) and (now is None or now[name] != value)
    }


def _marks(
    session: Session,
    decisions: tuple[tuple[int, PenaltyRow, Stored | None], ...],
    known: Mapping[int, Stored],
    months: int,
    today: date,
) -> dict[int, Given]:
    """Give the mark to whom the latest decision still counts, unless one counts that is as long.

    A mark without an end was given by hand and stays as it is.
    """
    marks: dict[int, Given] = {}
    for object_id, row, _now in decisions:
        last = months_before(row.decided_on, -months)
        before = marks.get(object_id)
        if not is_over(last, today) and (before is None or before.expires_on < last):
            marks[object_id] = Given(row.document, row.decided_on, last)
    notes = _notes_of(session, [*marks])
    return {
        object_id: given
        for object_id, given in marks.items()
        if MARK not in known[object_id]["marks"] or _is_shorter(notes.get(object_id), given)
    }


def _is_shorter(note: Stored | None, given: Given) -> bool:
    return note is not None and note["expires_on"] is not None and note["expires_on"] < given.expires_on


def _notes_of(session: Session, ids: list[int]) -> dict[int, Stored]:
    found: dict[int, Stored] = {}
    for some in slices_of(ids):
        statement = select(NOTES).where(NOTES.c.object_id.in_(some), NOTES.c.mark == MARK)
        found |= {row["object_id"]: dict(row) for row in session.execute(statement).mappings()}
    return found


def _write_decision(session: Session, object_id: int, row: PenaltyRow, now: Stored | None) -> RowChange:
    if now is None:
        values = {name: getattr(row, name) for name in ("document", *_KNOWN)}
        made = Penalty(object_id=object_id, **values)
        session.add(made)
        session.flush()
        return RowChange(PENALTIES.name, made.id, None, image_of(session, PENALTIES.name, made.id))
    after = _changes(row, now)
    session.execute(update(PENALTIES).where(PENALTIES.c.id == now["id"]).values(after))
    return RowChange(PENALTIES.name, now["id"], {name: now[name] for name in after}, after)


def _write_note(session: Session, object_id: int, given: Given) -> RowChange:
    values = {"source": given.source, "given_on": given.given_on, "expires_on": given.expires_on}
    now = _notes_of(session, [object_id]).get(object_id)
    if now is None:
        made = MarkNote(object_id=object_id, mark=MARK, **values)
        session.add(made)
        session.flush()
        return RowChange(NOTES.name, made.id, None, image_of(session, NOTES.name, made.id))
    session.execute(update(NOTES).where(NOTES.c.id == now["id"]).values(values))
    return RowChange(NOTES.name, now["id"], {name: now[name] for name in values}, values)


def _with_mark(marks: tuple[str, ...]) -> tuple[str, ...]:
    """Put the mark in its place among the others."""
    known = tuple(each for each in MARKS if each == MARK or each in marks)
    return known + tuple(each for each in marks if each not in MARKS)


def _told(row: PenaltyRow, now: Stored | None, given: Given | None) -> str:
    return "；".join(_parts(row, now, given))


def _parts(row: PenaltyRow, now: Stored | None, given: Given | None) -> Iterator[str]:
    if now is None:
        yield penalty_words(row._asdict())
    else:
        for name, value in _changes(row, now).items():
            yield f"{row.document} {_WORDS[name]}：{in_words(now[name]) or '（空）'} → {in_words(value)}"
    if given is None or given.source != row.document:
        return
    yield f"标识“{MARK}”有效至 {given.expires_on}"
