"""回避: who must not inspect which objects, one by one or all of an owner, in what relation (domain.md §2).

A recusal by owner holds for every object that bears the owner's name or 信用代码 on the day it is asked for,
those that were added later too; the frozen input lists their codes (draw-spec.md §2).
"""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.text import repair_code, repair_name, uscc_fault
from app.models.database import Store
from app.models.owner_recusal import OwnerRecusal
from app.models.registry import InspectionObject, Inspector, Recusal
from app.services import beside, log
from app.services.barred import by_owner_words, owned_by, why_words
from app.services.edits import INSPECTORS, Edit, noted
from app.services.former_codes import object_named, objects_named, several
from app.services.rows.office import Act
from app.services.rows.personnel import RecusalFields, RecusalRow, Relation


def recusals_of(session: Session, inspector_id: int) -> tuple[RecusalRow, ...]:
    """Give what one inspector is kept from: objects by code, then owners with how many objects they have."""
    objects = session.execute(
        select(Recusal.id, InspectionObject.name, Recusal.relation, Recusal.reason)
        .join(InspectionObject, Recusal.object_id == InspectionObject.id)
        .where(Recusal.inspector_id == inspector_id)
        .order_by(InspectionObject.code)
    )
    of_owners = select(OwnerRecusal).where(OwnerRecusal.inspector_id == inspector_id)
    owners = session.scalars(of_owners.order_by(OwnerRecusal.id)).all()
    counted = _counts(session, owners)
    return (
        *(
            RecusalRow(row_id, whole_owner=False, subject=name, why=why_words(relation, why), objects=1)
            for row_id, name, relation, why in objects
        ),
        *(
            RecusalRow(
                kept.id,
                whole_owner=True,
                subject=kept.owner,
                why=why_words(kept.relation, kept.reason),
                objects=counted[kept.id],
            )
            for kept in owners
        ),
    )


def _counts(session: Session, recusals: Iterable[OwnerRecusal]) -> Counter[int]:
    """Count by the id of each recusal the objects that are its owner's."""
    owners = by_owner_words(session, recusals)
    pairs = {(kept.id, code) for word, code in owned_by(session, owners) for kept in owners[word]}
    return Counter(recusal for recusal, _ in pairs)


def add_recusal(store: Store, inspector_id: int, fields: RecusalFields, act: Act) -> Edit | None:
    """Keep an inspector from an object or an owner, and say why; None where it stands already.

    UserError where the relation says nothing and no reason is given, or the object is unknown or several
    bear the name: of these the first alone would be kept away.
    """
    relation, reason = fields.relation.strip(), fields.reason.strip()
    if relation in {"", Relation.OTHER} and not reason:
        raise UserError("回避要写明原因，例如“近亲属在该单位任职”。")
    with store.writing() as session:
        person = session.get_one(Inspector, inspector_id)
        kept = _made(session, person, fields)
        if kept is None:
            return None
        kept.relation, kept.reason = relation, reason
        change = beside.added(session, kept)
        what, detail = "登记回避", f"{person.name}、{_subject(session, kept)}：{why_words(relation, reason)}"
        log.record(session, act, what, detail)
        return noted(session, INSPECTORS, what, detail, rows=[change])


def remove_recusal(store: Store, row: RecusalRow, reason: str, act: Act) -> Edit:
    """Let an inspector go to an object or owner again; the log keeps the reason."""
    why = reason.strip()
    if not why:
        raise UserError("解除回避要写明原因，例如“亲属已离开该单位”。")
    with store.writing() as session:
        kept: Recusal | OwnerRecusal = (
            session.get_one(OwnerRecusal, row.id) if row.whole_owner else session.get_one(Recusal, row.id)
        )
        person = session.get_one(Inspector, kept.inspector_id)
        what, detail = "解除回避", f"{person.name}、{_subject(session, kept)}：{why}"
        change = beside.removed(session, kept)
        log.record(session, act, what, detail)
        return noted(session, INSPECTORS, what, detail, rows=[change])


def _made(session: Session, person: Inspector, fields: RecusalFields) -> Recusal | OwnerRecusal | None:
    """Give the row to add, None where it is there."""
    if fields.whole_owner:
        owner = _owner_of(session, fields.subject)
        there = select(OwnerRecusal).where(
            OwnerRecusal.inspector_id == person.id, OwnerRecusal.owner == owner
        )
        known = session.scalars(there).first() is not None
        return None if known else OwnerRecusal(inspector_id=person.id, owner=owner)
    item = object_named(session, fields.subject.strip())
    if item is None:
        raise UserError(f"名录库里没有“{fields.subject.strip()}”，请填写检查对象的全称或编号。")
    same = select(Recusal).where(Recusal.inspector_id == person.id, Recusal.object_id == item.id)
    known = session.scalars(same).first() is not None
    return None if known else Recusal(inspector_id=person.id, object_id=item.id)


def _owner_of(session: Session, words: str) -> str:
    """Give whose the objects are that a code or name means, else the owner itself.

    UserError where objects of one name are of several owners.
    """
    found = objects_named(session, words.strip())
    owners = {item.uscc or item.owner or item.name for item in found}
    if len(owners) > 1:
        raise several(words.strip(), found)
    return next(iter(owners), "") or _owner_named(words)


def _owner_named(words: str) -> str:
    """Give an owner who need not have an object yet: a 信用代码 that is one, else a name."""
    code = repair_code(words)
    name = code if not uscc_fault(code) else repair_name(words)
    if not name:
        raise UserError("请填写单位名称或统一社会信用代码。")
    return name


def _subject(session: Session, kept: Recusal | OwnerRecusal) -> str:
    if isinstance(kept, OwnerRecusal):
        return f"“{kept.owner}”的全部对象"
    return session.get_one(InspectionObject, kept.object_id).name
