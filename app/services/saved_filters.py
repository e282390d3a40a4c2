"""常用条件: filters that the office keeps under a name, for the list of objects and for campaigns."""

import json
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.filter import Filter, Renaming, asks_for, in_words, reworded
from app.core.filter_data import parse_filter, to_data
from app.core.text import repair_name
from app.models.database import Store
from app.models.vocabulary import SavedFilter
from app.services import log
from app.services.rows.filters import KeptFilter
from app.services.rows.office import Act

LONGEST: Final = 20
"""So many characters of a name: it stands on a chip."""


def saved_filters(store: Store) -> tuple[KeptFilter, ...]:
    """Give the kept filters in the order in which they were made."""
    with store.reading() as session:
        return filters_of(session)


def filters_of(session: Session) -> tuple[KeptFilter, ...]:
    """Give the kept filters, inside a session."""
    return tuple(map(_row, _all(session)))


def save_filter(store: Store, name: str, conditions: Filter, act: Act) -> int:
    """Keep a filter under a new name and give its id; UserError where it has none, or the name is taken."""
    ready = _name(name)
    if not conditions:
        raise UserError("还没有设定条件，没有可以保存的。")
    with store.writing() as session:
        _require_free(session, ready, 0)
        kept = SavedFilter(name=ready, conditions=_text(conditions), at=act.stamp, by=act.by)
        session.add(kept)
        session.flush()
        log.record(session, act, "保存常用条件", f"{ready}：{in_words(conditions)}")
        return kept.id


def change_filter(store: Store, filter_id: int, conditions: Filter, act: Act) -> None:
    """Keep other conditions under a name that is there."""
    if not conditions:
        raise UserError("还没有设定条件，没有可以保存的。")
    with store.writing() as session:
        kept = _one(session, filter_id)
        kept.conditions = _text(conditions)
        log.record(session, act, "修改常用条件", f"{kept.name}：{in_words(conditions)}")


def rename_filter(store: Store, filter_id: int, name: str, act: Act) -> None:
    """Give a kept filter another name."""
    ready = _name(name)
    with store.writing() as session:
        kept = _one(session, filter_id)
        _require_free(session, ready, filter_id)
        log.record(session, act, "改名常用条件", f"{kept.name} → {ready}")
        kept.name = ready


def remove_filter(store: Store, filter_id: int, act: Act) -> None:
    """Keep a filter no longer; what was found or drawn by it stays as it is."""
    with store.writing() as session:
        kept = _one(session, filter_id)
        log.record(session, act, "删除常用条件", f"{kept.name}：{in_words(_row(kept).conditions)}")
        session.delete(kept)


def filters_asking(session: Session, field: str, word: str) -> tuple[str, ...]:
    """Name the kept filters that ask for a word of a field."""
    kept = filters_of(session)
    return tuple(each.name for each in kept if asks_for(each.conditions, field, word))


def reword_filters(session: Session, renaming: Renaming) -> None:
    """Let the kept filters ask for the new name where they asked for the word."""
    for kept in _all(session):
        kept.conditions = _text(reworded(_row(kept).conditions, renaming))


def _all(session: Session) -> list[SavedFilter]:
    return list(session.scalars(select(SavedFilter).order_by(SavedFilter.id)))


def _one(session: Session, filter_id: int) -> SavedFilter:
    kept = session.get(SavedFilter, filter_id)
    if kept is None:
        raise UserError("这组常用条件已经删除，请刷新列表。")
    return kept


def _name(name: str) -> str:
    ready = repair_name(name)
    if not ready:
        raise UserError("请填写名称，例如“沿江重点管理”。")
    if len(ready) > LONGEST:
        raise UserError(f"名称最多 {LONGEST} 个字，这里有 {len(ready)} 个字。")
    return ready


def _require_free(session: Session, name: str, own: int) -> None:
    other = session.scalars(select(SavedFilter).where(SavedFilter.name == name)).first()
    if other is not None and other.id != own:
        raise UserError(f"已有常用条件“{name}”，请换一个名称。")


def _text(conditions: Filter) -> str:
    return json.dumps(to_data(conditions), ensure_ascii=False)


def _row(kept: SavedFilter) -> KeptFilter:
    return KeptFilter(kept.id, kept.name, parse_filter(json.loads(kept.conditions)))
