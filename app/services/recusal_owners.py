"""By which names and codes the owner of a recusal is told in the registry of today (domain.md §2, 回避).

A firm is one however it is told: by name, by 信用代码, with wide or narrow brackets, by a name it had before.
Where that is not sure a word counts: keeping somebody off one object too many harms less than one too few.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from app.core.filter import FIELD_WORDS
from app.core.firm_name import spellings
from app.core.slices import slices_of
from app.models.registry import InspectionObject, ObjectChange

OWNED: Final = (InspectionObject.name, InspectionObject.uscc, InspectionObject.owner)
"""What an object's owner may be told by."""
_TIES: Final = (
    (InspectionObject.uscc, InspectionObject.name),
    (InspectionObject.uscc, InspectionObject.owner),
    (InspectionObject.name, InspectionObject.uscc),
    (InspectionObject.owner, InspectionObject.uscc),
)
"""On one object: what means the same firm as the other, names as a code and a code as names."""
_PUT_RIGHT: Final = {FIELD_WORDS["owner"]: InspectionObject.owner, FIELD_WORDS["uscc"]: InspectionObject.uscc}

Told = dict[str, set[str]]
"""Owner as it was kept -> the words that tell it."""


def told_by(session: Session, owners: Collection[str]) -> Told:
    """Give by owner every word by which an object of the registry may say that it is the owner's."""
    told = {owner: {owner} for owner in owners}
    for more in (_renamed(session, told.keys()), _put_right(session, told.keys())):
        for owner, words in more.items():
            told[owner] |= words
    meant = _by_spelling(told)
    for asked, beside in _TIES:
        for some in slices_of(sorted(meant)):
            statement = select(asked, beside).where(asked.in_(some), beside != "").distinct()
            for word, other in session.execute(statement):
                for owner in meant[word]:
                    told[owner].add(other)
    return {owner: _spelled(words) for owner, words in told.items()}


def _by_spelling(told: Told) -> dict[str, set[str]]:
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for owner, words in told.items():
        for spelling in _spelled(words):
            meant[spelling].add(owner)
    return dict(meant)


def _spelled(words: Collection[str]) -> set[str]:
    return {spelling for word in words if word for spelling in spellings(word)}


def _renamed(session: Session, owners: Collection[str]) -> Told:
    """Give by owner the names and codes its firm had before and after it was renamed.

    A former name that an object bears today is another firm's, or a slip that was put right. The history is
    read once for all owners, for it has no index by what stood there before.
    """
    found: Told = {}
    if not owners:
        return found
    borne = aliased(InspectionObject)
    former = (
        select(ObjectChange.before, InspectionObject.name, InspectionObject.uscc)
        .join(InspectionObject, ObjectChange.object_id == InspectionObject.id)
        .where(
            ObjectChange.field == FIELD_WORDS["name"],
            ~exists().where(borne.name == ObjectChange.before),
        )
    )
    for before, name, uscc in session.execute(former):
        for owner in {before, uscc} & {*owners}:
            found.setdefault(owner, set()).update((before, name, uscc))
    return found


def _put_right(session: Session, owners: Collection[str]) -> Told:
    """Give by owner what its objects say today, where all of them were given another 所属单位 or code.

    As long as one of them says the former, it is a firm of its own that gave the others away.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for some in slices_of(sorted(owners)):
        for field, column in _PUT_RIGHT.items():
            statement = (
                select(ObjectChange.before, column)
                .join(InspectionObject, ObjectChange.object_id == InspectionObject.id)
                .where(ObjectChange.field == field, ObjectChange.before.in_(some), column != "")
                .distinct()
            )
            for before, now in session.execute(statement):
                found[before].add(now)
    for owner in set(_borne(session, found)):
        del found[owner]
    return found


def _borne(session: Session, owners: Collection[str]) -> Iterator[str]:
    for column in OWNED:
        for some in slices_of(sorted(owners)):
            yield from session.scalars(select(column).where(column.in_(some)).distinct())
