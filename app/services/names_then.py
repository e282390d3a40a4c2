"""Names of objects as they were at a moment: what a paper said once, it says for ever.

The history keeps every name and town an object had. Lines of an object that was merged since hang on the one
that stays and bear the code they came from.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sqlalchemy import select, true
from sqlalchemy.orm import Session

from app.core.filter import FIELD_WORDS
from app.core.slices import slices_of
from app.models.living import MergedObject
from app.models.registry import ObjectChange
from app.models.visit import Visit
from app.services.former_codes import drawn_code
from app.services.merging_rows import origin_of
from app.services.replayed import DrawnObject, objects_by_code

_MANY: Final = 5_000
"""Of so many objects the history is read as a whole: faster than asking for each."""
_FIELDS: Final = {FIELD_WORDS[field]: field for field in ("name", "town")}


def objects_then(session: Session, codes: Iterable[str], at: str) -> dict[str, DrawnObject]:
    """Give the objects that codes stand for now, with name and town as the code had them at a moment.

    ``at`` is a stamp as draws and the history keep it; a code given up by then has what it had at last.
    """
    found = objects_by_code(session, codes)
    by_line = {(one.id, one.drawn_as): code for code, one in found.items()}
    told: set[tuple[str, str]] = set()
    for object_id, word, before, reason in _changed_since(session, {one.id for one in found.values()}, at):
        code, field = by_line.get((object_id, origin_of(reason))), _FIELDS[word]
        if code is None or (code, field) in told:
            continue
        told.add((code, field))
        now = found[code]
        found[code] = now._replace(name=before) if field == "name" else now._replace(town=before)
    return found


def _changed_since(session: Session, ids: Iterable[int], at: str) -> Iterator[tuple[int, str, str, str]]:
    """Give the changes of names and towns after a moment, each object's oldest first.

    Of many objects the whole history is read at once, and what concerns others is given too.
    """
    line = ObjectChange
    wanted = sorted(ids)
    whole = (true(),)
    some_only = (line.object_id.in_(some) for some in slices_of(wanted))
    for where in whole if len(wanted) > _MANY else some_only:
        statement = (
            select(line.object_id, line.field, line.before, line.reason)
            .where(where, line.field.in_(_FIELDS), line.at > at)
            .order_by(line.id)
        )
        yield from (
            (each.object_id, each.field, each.before, each.reason) for each in session.execute(statement)
        )


def units_then(session: Session, visits: Sequence[Visit], at: str) -> list[tuple[str, str]]:
    """Give code and name of each visit's object as they were at a moment, by the merges made until then."""
    codes = [drawn_code(session, visit) for visit in visits]
    while into := _merged_into(session, codes, at):
        codes = [into.get(code, code) for code in codes]
    found = objects_then(session, set(codes), at)
    return [(code, found[code].name) for code in codes]


def _merged_into(session: Session, codes: Iterable[str], at: str) -> dict[str, str]:
    """Give by code the one it was merged into, where that was not after a moment."""
    into: dict[str, str] = {}
    for some in slices_of(sorted(set(codes))):
        statement = select(MergedObject).where(MergedObject.code.in_(some), MergedObject.at <= at)
        for merged in session.scalars(statement):
            into[merged.code] = json.loads(merged.kept)["stay"]["after"]["code"]
    return into
