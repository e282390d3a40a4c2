"""不是同一家: pairs that were looked at and are two, not offered again until the mark is taken away."""

from collections.abc import Collection, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.core.errors import UserError
from app.core.slices import slices_of
from app.models.database import Store
from app.models.living import DistinctPair
from app.models.registry import InspectionObject
from app.services import log
from app.services.beside import added, removed
from app.services.edits import OBJECTS, Edit, RowChange, noted
from app.services.rows.duplicates import DistinctRow, PairSide
from app.services.rows.office import Act

MARK: Final = "标为不是同一家"
UNMARK: Final = "取消不是同一家"
_NAMED: Final = 5  # in one entry of the log, before 等


def mark_distinct(store: Store, pairs: Collection[tuple[int, int]], reason: str, act: Act) -> Edit:
    """Keep pairs as two objects each, with the reason; those that are kept already stay as they are.

    UserError where all of them are, or one has left the registry.
    """
    why = reason.strip()
    if not why:
        raise UserError("请写明理由，例如“两个厂区，各有排污许可证”。")
    with store.writing() as session:
        rows: list[RowChange] = []
        told: list[str] = []
        for first, second in sorted({(min(pair), max(pair)) for pair in pairs}):
            if _kept(session, first, second) is not None:
                continue
            one, other = session.get(InspectionObject, first), session.get(InspectionObject, second)
            if one is None or other is None:
                raise UserError("有对象已经不在名录里，请重新查找疑似重复。")
            pair = DistinctPair(first_id=first, second_id=second, at=act.stamp, by=act.by, reason=why)
            rows.append(added(session, pair))
            told.append(f"{one.code} {one.name} 与 {other.code} {other.name}")
        return _done(session, MARK, told, why, rows, act)


def take_marks_away(store: Store, ids: Sequence[int], act: Act) -> Edit:
    """Let pairs be offered again; UserError where all of them are already."""
    with store.writing() as session:
        rows: list[RowChange] = []
        told: list[str] = []
        for key in ids:
            pair = session.get(DistinctPair, key)
            if pair is None:
                continue
            one = session.get_one(InspectionObject, pair.first_id)
            other = session.get_one(InspectionObject, pair.second_id)
            rows.append(removed(session, pair))
            told.append(f"{one.code} {one.name} 与 {other.code} {other.name}")
        return _done(session, UNMARK, told, "", rows, act)


def distinct_ids(store: Store) -> list[int]:
    """Give the ids of all such pairs, the newest first."""
    with store.reading() as session:
        return list(session.scalars(select(DistinctPair.id).order_by(DistinctPair.id.desc())))


def distinct_rows(store: Store, ids: Sequence[int]) -> dict[int, DistinctRow]:
    """Give such pairs by id."""
    one, other = aliased(InspectionObject), aliased(InspectionObject)
    statement = (
        select(DistinctPair, one, other)
        .join(one, DistinctPair.first_id == one.id)
        .join(other, DistinctPair.second_id == other.id)
    )
    found: dict[int, DistinctRow] = {}
    with store.reading() as session:
        for some in slices_of(ids):
            for pair, first, second in session.execute(statement.where(DistinctPair.id.in_(some))):
                found[pair.id] = DistinctRow(
                    pair.id, _side(first), _side(second), pair.at, pair.by, pair.reason
                )
    return found


def _side(item: InspectionObject) -> PairSide:
    return PairSide(item.id, item.code, item.name, item.town, item.state)


def _kept(session: Session, first: int, second: int) -> int | None:
    same = (DistinctPair.first_id == first) & (DistinctPair.second_id == second)
    return session.scalars(select(DistinctPair.id).where(same)).first()


def _done(
    session: Session, what: str, told: Sequence[str], why: str, rows: Sequence[RowChange], act: Act
) -> Edit:
    if not rows:
        raise UserError("所选的各对刚才已经改过，没有改动。请刷新后再看。")
    more = f" 等 {len(told)} 对" if len(told) > _NAMED else ""
    detail = f"{'；'.join(told[:_NAMED])}{more}{f'：{why}' if why else ''}"
    log.record(session, act, what, detail)
    return noted(session, OBJECTS, what, detail, rows=rows)
