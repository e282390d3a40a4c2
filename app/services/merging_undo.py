"""Taking a merge apart: the objects that went are back, with all that hung on them, exactly as before.

Where something was built on the merge since, nothing is taken apart, and a sentence says what.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.filter import FIELD_WORDS
from app.models.database import Store, hold_in_memory
from app.models.draw import Draw
from app.models.living import MergedObject
from app.models.registry import InspectionObject
from app.sampling import parse
from app.services import log
from app.services.merging_rows import (
    HISTORY,
    OBJECTS,
    Values,
    changed_since,
    from_data,
    move_back,
    moved_from_data,
    pointing,
    row_of,
)
from app.services.object_history import history_row, write_history
from app.services.registry import FIELDS, in_words
from app.services.retired_codes import give_back
from app.services.rows.office import Act

_CHANGED: Final = {
    HISTORY.name: "合并之后又修改过",
    "visit": "合并之后又有检查任务",
    "targeted_check": "合并之后针对性检查有变动",
    "recusal": "合并之后回避有变动",
    "penalty": "合并之后处罚记录有变动",
    "mark_note": "合并之后频次标识有变动",
    "state_evidence": "合并之后状态证明有变动",
    "merged_object": "合并之后又有对象并入",
}
_OTHER: Final = "合并之后又有变动"


def take_apart(store: Store, ids: Sequence[int], what: str, detail: str, act: Act) -> None:
    """Take the merges of one act apart in one transaction; UserError says what stands in the way."""
    with store.writing() as session:
        hold_in_memory(session)
        apart = [_take_apart(session, merged_id, what, act) for merged_id in reversed(ids)]
        history = [line for lines in apart for line in lines]
        write_history(session, history)  # at the end: earlier it would count as a change since the merge
        log.record(session, act, what, detail)


def _take_apart(session: Session, merged_id: int, what: str, act: Act) -> list[dict[str, Any]]:
    merged = session.get(MergedObject, merged_id)
    stay = session.get(InspectionObject, merged.object_id) if merged else None
    if merged is None or stay is None:
        raise UserError("这次合并已经撤销，名录没有改动。")
    kept = json.loads(merged.kept)
    row, moved = from_data(OBJECTS, kept["object"]), moved_from_data(kept["moved"])
    if why := _in_the_way(session, stay, row, kept) or _reason(changed_since(session, stay.id, moved)):
        raise UserError(
            f"{row['code']} 并入“{stay.name}”（{stay.code}）不能撤销：{why}。"
            "名录没有改动，请直接修改要更正的内容。"
        )
    before = from_data(OBJECTS, kept["stay"]["before"])
    words = f"{merged.code} {row['name']}"
    session.execute(delete(MergedObject).where(MergedObject.id == merged_id))
    session.execute(insert(OBJECTS).values(row))
    session.execute(update(OBJECTS).where(OBJECTS.c.id == before["id"]).values(before))
    move_back(session, row["id"], row["code"], moved)
    session.expire_all()  # what was written as SQL is not known to mapped objects
    give_back(session, OBJECTS, [row["code"]])
    session.flush()
    return [history_row(before["id"], "合并", words, "", act, what), *_restored(kept["stay"], act, what)]


def _restored(stay: Mapping[str, Any], act: Act, what: str) -> Iterator[dict[str, Any]]:
    """Say which fields of the one that stays are again what they were."""
    before, after = from_data(OBJECTS, stay["before"]), from_data(OBJECTS, stay["after"])
    for name in FIELDS:
        if before[name] != after[name]:
            said = in_words(after[name]), in_words(before[name])
            yield history_row(before["id"], FIELD_WORDS[name], *said, act, what)


def _in_the_way(session: Session, stay: InspectionObject, row: Values, kept: Mapping[str, Any]) -> str:
    after, seal = from_data(OBJECTS, kept["stay"]["after"]), kept["seal"]
    if after["id"] != stay.id:
        return "合并之后又并入了别的对象"
    if row_of(session, OBJECTS, stay.id) != after:
        return _CHANGED[HISTORY.name]
    taken = (OBJECTS.c.id == row["id"]) | (OBJECTS.c.code == row["code"])
    if session.scalars(select(OBJECTS.c.id).where(taken)).first() is not None:
        return "它原来的位置已经有别的对象"
    for table, column in pointing():
        if table is HISTORY:
            continue  # what was changed and taken back since is not in the way
        later = select(table.c.id).where(column == stay.id, table.c.id > seal["last"].get(table.name, 0))
        if session.scalars(later.limit(1)).first() is not None:
            return _reason(table.name)
    for draw in session.scalars(select(Draw).where(Draw.id > seal["draw"]).order_by(Draw.id)):
        if stay.code in parse(draw.frozen).units or any(line[1] == stay.code for line in draw.excluded):
            return f"合并之后已列入“{draw.title}”的名单"
    return ""


def _reason(table: str) -> str:
    return _CHANGED.get(table, _OTHER) if table else ""
