"""Merging objects that are one: what hangs on those that go moves to the one that stays, nothing is lost.

Frozen inputs keep the codes that were given up (`app/services/former_codes.py`), and `take_apart` leads back.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Final, NamedTuple

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.filter import FIELD_WORDS
from app.core.pinyin import spell
from app.models.database import Store, hold_in_memory
from app.models.draw import Draw
from app.models.living import MergedObject
from app.models.registry import InspectionObject, Recusal
from app.services import backup, log
from app.services.edits import OwnWayBack
from app.services.merging_marks import forget_of, known_of, let_count_on
from app.services.merging_recusals import keep_away, kept_away
from app.services.merging_rows import (
    OBJECTS,
    Moved,
    Values,
    as_data,
    last_ids,
    move_rows,
    moved_as_data,
    prints_of,
    row_of,
)
from app.services.merging_undo import take_apart
from app.services.merging_waiting import drawn_soon
from app.services.object_history import history_row, write_history
from app.services.registry import FIELDS, checked, in_words
from app.services.retired_codes import retire
from app.services.rows.merging import MergedCount, MergeGroup
from app.services.rows.office import Act
from app.services.rows.registry import ObjectFields

MERGE: Final = "合并检查对象"
_NAMED: Final = 20  # in one entry of the log, before 等


def merge_objects(
    store: Store, groups: Sequence[MergeGroup], reason: str, act: Act
) -> tuple[MergedCount, OwnWayBack]:
    """Merge each group into the one that stays, all in one transaction; give counts and the way back.

    UserError where an object was changed since it was reviewed, stands in a draw whose visits are not
    opened yet, or is withheld while another is not. Of many the database is backed up first.
    """
    if not groups:
        raise UserError("请先勾选要合并的对象。")
    if len(groups) > 1:
        with store.reading() as session:
            _require_mergeable(session, groups)  # a refusal must not push out the oldest backup
        backup.keep_one(store, act.at)
    with store.writing() as session:
        hold_in_memory(session)
        _require_mergeable(session, groups)
        before = kept_away(session)
        merges = [_merge(session, group, reason.strip(), act) for group in groups]
        ids = [merged for group in merges for merged in group.ids]
        added = keep_away(session, {merge.stay: merge.codes for merge in merges}, before)
        for merge in merges:
            _keep_added(session, merge.ids[-1], added.get(merge.stay, ()))
        _seal(session, ids)
        detail = _told([merge for group in merges for merge in group.told], reason.strip())
        log.record(session, act, MERGE, detail)
    count = MergedCount(
        gone=len(ids),
        stayed=len(groups),
        changed=sum(group.changed for group in merges),
        moved=sum(group.moved for group in merges),
    )
    back = partial(_take_back, ids=ids, detail=detail, groups=tuple(groups), reason=reason)
    return count, OwnWayBack(OBJECTS.name, MERGE, detail, len(ids) + len(groups), back)


def _take_back(
    store: Store, act: Act, *, ids: Sequence[int], detail: str, groups: Sequence[MergeGroup], reason: str
) -> OwnWayBack:
    take_apart(store, ids, f"撤销：{MERGE}", detail, act)
    again = partial(_again, groups=groups, reason=reason)
    return OwnWayBack(OBJECTS.name, MERGE, detail, len(ids) + len(groups), again)


def _again(store: Store, act: Act, *, groups: Sequence[MergeGroup], reason: str) -> OwnWayBack:
    return merge_objects(store, groups, reason, act)[1]


@dataclass(slots=True)
class _Merged:
    """One group after its merge: kept rows of those that went, words for the log, codes (its own first)."""

    stay: int
    changed: int
    moved: int = 0
    ids: list[int] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


class _Stay(NamedTuple):
    """The one that stays, before and after one step of a merge."""

    id: int
    before: Values
    after: Values


def _require_mergeable(session: Session, groups: Sequence[MergeGroup]) -> None:
    ids = [key for group in groups for key in (group.stay, *group.gone)]
    if len(set(ids)) != len(ids) or not all(group.gone for group in groups):
        raise UserError("同一家不能合并两次，请核对勾选的对象。")
    there = {key: session.get(InspectionObject, key) for key in ids}
    for group in groups:
        members = [there[key] for key in (group.stay, *group.gone)]
        found = [item for item in members if item is not None]
        if len(found) < len(members):
            raise UserError("有对象已经不在名录里，请重新查找疑似重复。")
        _require_as_seen(found, group)
        if len({item.secrecy_basis for item in found}) > 1:
            raise UserError(f"{_names(found)}的涉密依据不一致，不能合并。请先核对并改成一致。")
    codes = {item.code: item for item in there.values() if item is not None}
    soon = drawn_soon(session, codes)
    if soon:
        code = min(soon)
        more = f"等 {len(soon)} 家" if len(soon) > 1 else ""
        raise UserError(
            f"“{codes[code].name}”（{code}）{more}已列入“{soon[code]}”的名单，检查任务还没有生成，"
            "现在不能合并。请在生成检查任务或作废抽取之后再合并。"
        )


def _require_as_seen(found: Sequence[InspectionObject], group: MergeGroup) -> None:
    for item in found:
        seen = group.seen.get(item.id)
        if seen is None or any(getattr(item, name) != getattr(seen, name) for name in FIELDS):
            raise UserError(f"“{item.name}”（{item.code}）刚才又修改过，请重新对照后再合并。")


def _names(found: Sequence[InspectionObject]) -> str:
    return "和".join(f"“{item.name}”（{item.code}）" for item in found)


def _merge(session: Session, group: MergeGroup, reason: str, act: Act) -> _Merged:
    former = row_of(session, OBJECTS, group.stay)
    others = [row_of(session, OBJECTS, key) for key in group.gone]
    after = former | _values(checked(group.values)) | _confirmed([former, *others])
    session.execute(update(OBJECTS).where(OBJECTS.c.id == group.stay).values(after))
    done = _Merged(group.stay, changed=sum(former[name] != after[name] for name in FIELDS))
    done.codes = [row["code"] for row in (former, *others)]
    before, held = former, {*former["marks"]}
    for row in others:
        moved = _move(session, group.stay, held, row, {*after["marks"]})
        held |= {*row["marks"]}
        done.ids.append(_keep(session, row, _Stay(group.stay, before, after), moved, reason, act))
        session.execute(delete(OBJECTS).where(OBJECTS.c.id == row["id"]))
        done.moved += moved.count
        done.told.append(f"{row['code']} {row['name']} 并入 {after['code']} {after['name']}")
        before = after  # only the last step back restores what the one that stays said
    retire(session, OBJECTS, {row["code"]: "" for row in others})  # no name: never given back, to nobody
    _write_history(session, former, after, others, reason, act)
    return done


def _move(session: Session, stay: int, held: set[str], row: Values, marks: set[str]) -> Moved:
    """Let all that hung on ``row`` hang on the one that stays.

    That one ``held`` some marks so far and will have ``marks``.
    """
    moved, own = Moved(), {*row["marks"]}
    forget_of(session, row["id"], known_of(session, row["id"]) - (own & marks), moved)
    forget_of(session, stay, marks - held, moved)
    endless = (held - known_of(session, stay)) | (own - known_of(session, row["id"]))
    move_rows(session, stay, row["id"], row["code"], moved)
    let_count_on(session, stay, endless & marks, moved)
    moved.prints.update(prints_of(session, moved))
    return moved


def _values(fields: ObjectFields) -> Values:
    pinyin, initials = spell(fields.name)
    spelt = {"name_pinyin": pinyin, "name_initials": initials}
    return {name: getattr(fields, name) for name in FIELDS} | spelt


def _confirmed(rows: Sequence[Values]) -> Values:
    days = [row["confirmed_on"] for row in rows if row["confirmed_on"]]
    return {"confirmed_on": max(days, default=None)}


def _keep(session: Session, row: Values, stay: _Stay, moved: Moved, reason: str, act: Act) -> int:
    """Keep all that a merged object was, and how to let it be again; give the id of what keeps it."""
    kept = {
        "object": as_data(row),
        "stay": {"before": as_data(stay.before), "after": as_data(stay.after)},
        "moved": moved_as_data(moved),
    }
    merged = MergedObject(
        code=row["code"],
        name=row["name"],
        object_id=stay.id,
        at=act.stamp,
        by=act.by,
        reason=reason,
        kept=json.dumps(kept, ensure_ascii=False),
    )
    session.add(merged)
    session.flush()
    return merged.id


def _keep_added(session: Session, merged_id: int, rows: Sequence[Values]) -> None:
    """Keep which recusals were added for a group with the last of those that went: it comes back first."""
    if rows:
        merged = session.get_one(MergedObject, merged_id)
        kept = json.loads(merged.kept)
        kept["moved"]["added"] = [[Recusal.__tablename__, as_data(row)] for row in rows]
        merged.kept = json.dumps(kept, ensure_ascii=False)


def _write_history(
    session: Session, former: Values, after: Values, others: Sequence[Values], reason: str, act: Act
) -> None:
    """Say on the one that stays what came to it, and which of its fields changed by that."""
    stay = former["id"]
    came = [f"{row['code']} {row['name']}" for row in others]
    rows = [history_row(stay, "合并", "", words, act, reason) for words in came]
    why = f"并入 {'、'.join(came)}"
    rows += [
        history_row(stay, FIELD_WORDS[name], in_words(former[name]), in_words(after[name]), act, why)
        for name in FIELDS
        if former[name] != after[name]
    ]
    write_history(session, rows)


def _seal(session: Session, ids: Sequence[int]) -> None:
    """Take down where every table ends after the act: what comes later is in the way of taking it back."""
    seal = {
        "last": last_ids(session),
        "draw": session.scalars(select(func.max(Draw.id))).one() or 0,
    }
    for merged_id in ids:
        merged = session.get_one(MergedObject, merged_id)
        merged.kept = json.dumps({**json.loads(merged.kept), "seal": seal}, ensure_ascii=False)


def _told(merges: Sequence[str], reason: str) -> str:
    more = f" 等 {len(merges)} 家" if len(merges) > _NAMED else ""
    why = f"：{reason}" if reason else ""
    return f"{'；'.join(merges[:_NAMED])}{more}{why}"
