"""What a search of the registry means, and which few objects can answer it (SQLite's FTS5).

The index only narrows: whether an object answers is always asked of its row (``matches``), so that an index
that is late or lost makes a search slower and never wrong.
"""

import re
import sqlite3
import sys
from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    and_,
    column,
    exists,
    func,
    or_,
    select,
    table,
    true,
    union_all,
)
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models.living import MergedObject
from app.models.registry import InspectionObject
from app.models.search_pending import SearchMark, SearchPending

INDEX: Final = "object_search"
_FOUND: Final = table(INDEX, column("rowid"), column(INDEX))
_KIND: Final = 0xFF  # of SQLite's codes; what is above tells more of the same
_LAST: Final = "\U0010ffff"
_OTHER: Final = "㐀"  # stands for every sign that FTS5 may take for a blank
_INITIALS: Final = "㐁"  # begins the words made of initials
_NO_LETTER: Final = r"[^0-9a-z㐂-䶿一-鿿]"  # compiled at its first use: no start waits for it
_NAME: Final = (0, " ", 0, 1, " ")
_SPELT: Final = (_INITIALS, 0, 1, " ")
_UNITS: Final = f"utf-16-{sys.byteorder[0]}e"
_CAPITAL: Final = re.compile("[A-Z]")
_LETTER: Final = re.compile(r"[A-Za-z]")
_FIGURE: Final = re.compile(r"[0-9]")
_SMALL: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")


def small(text: str) -> str:
    """Write the letters A to Z small, as SQLite's lower() does, and leave all others."""
    return text.translate(_SMALL) if _CAPITAL.search(text) else text


def words_of(text: str) -> tuple[str, ...]:
    """Split what was typed: every word between blanks has to be found."""
    return tuple(dict.fromkeys(text.split()))


def is_late(connection: Connection) -> bool:
    """Tell whether something was written that the index has not taken in."""
    new = select(InspectionObject.id).where(InspectionObject.id > select(SearchMark.top).scalar_subquery())
    return bool(connection.scalar(select(or_(exists(select(SearchPending.id)), exists(new)))))


def is_spoilt(error: DatabaseError) -> bool:
    """Tell whether the index itself cannot be read, and not the disk or a lock is in the way."""
    code = getattr(error.orig, "sqlite_errorcode", sqlite3.SQLITE_OK)
    return code & _KIND in {sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT}


def index_texts(rows: Sequence[tuple[str, str]]) -> list[str]:
    """Give for names with their initials the words under which each stands in the index, blanks between them.

    They are the signs of the name, each two that stand side by side, and each two of the initials. All names
    are written as one long text, of which each has its part: ten times faster than one by one.
    """
    names, initials = (_signs("".join(column)) for column in zip(*rows, strict=True)) if rows else ("", "")
    singly = _woven(names, _NAME)
    spelt = _woven(initials, _SPELT)
    texts, at, at_initials = [], 0, 0
    for name, letters in rows:
        last, last_initial = at + max(len(name) - 1, 0), at_initials + max(len(letters) - 1, 0)
        own = singly[len(_NAME) * at : len(_NAME) * last]
        pairs = spelt[len(_SPELT) * at_initials : len(_SPELT) * last_initial]
        at, at_initials = at + len(name), at_initials + len(letters)
        texts.append(f"{own}{names[last:at]} {pairs}")
    return texts


def matches(text: str) -> ColumnElement[bool]:
    """Give the condition that an object is found by every word of a text.

    A word is found in the name, or it begins the code, or that of an object merged into this one; one of
    letters and digits also begins the 信用代码 or the name's pinyin, or is found in the initials. A to Z are
    the same as a to z.
    """
    return and_(true(), *(or_(*ways(word)) for word in words_of(text)))


def ways(word: str) -> list[ColumnElement[bool]]:
    """Give the conditions of which one must hold for a word, each over one column with an index."""
    kept, wanted = InspectionObject, small(word)
    name = func.lower(kept.name) if _LETTER.search(word) else kept.name
    found = [*_begun(word), func.instr(name, wanted) > 0]
    return [*found, func.instr(kept.name_initials, wanted) > 0] if word.isascii() else found


def candidates(session: Session, text: str, most: int) -> Select[int] | None:
    """Give a query for the ids of all objects that can answer; None where they may be more than ``most``.

    All words together decide, else the first that is rare enough; the others are left to ``matches``.
    """
    if is_late(session.connection()):
        return None
    words = [word for word in words_of(text) if _wanted(word)]
    for together in dict.fromkeys(((*words,), *((word,) for word in words))):
        able = _able(together)
        if together and _count(session, able, most) <= most:
            return select(able.subquery().c.id)
    return None


def _count(session: Session, able: CompoundSelect[int], most: int) -> int:
    """Count no further than needed; an index that cannot be read narrows nothing."""
    try:
        return session.scalar(select(func.count()).select_from(able.limit(most + 1).subquery())) or 0
    except DatabaseError as error:
        if not is_spoilt(error):
            raise
        return most + 1


def _begun(word: str) -> list[ColumnElement[bool]]:
    kept = InspectionObject
    starts = [*dict.fromkeys((word, word.upper(), word.lower()))]
    codes = [_begins(kept.code, start) for start in starts]
    if _FIGURE.search(word):  # no code is without
        codes.append(_took_in(starts))
    if not word.isascii():
        return codes
    return [*codes, _begins(kept.uscc, word.upper()), _begins(kept.name_pinyin, small(word))]


def _took_in(starts: Sequence[str]) -> ColumnElement[bool]:
    """Give the condition that an object took in another one whose code began so."""
    former = or_(*(_begins(MergedObject.code, start) for start in starts))
    return InspectionObject.id.in_(select(MergedObject.object_id).where(former))


def _begins(kept: InstrumentedAttribute[str], start: str) -> ColumnElement[bool]:
    return and_(kept >= start, kept < start + _LAST)


def _able(words: Sequence[str]) -> CompoundSelect[int]:
    """Give by the indexes all that some words can find together, and what each finds at a beginning."""
    wanted = " AND ".join(f"({_wanted(word)})" for word in words)
    found = select(_FOUND.c.rowid.label("id")).where(_FOUND.c[INDEX].op("MATCH")(wanted))
    begun = (way for word in words for way in _begun(word))
    return union_all(found, *(select(InspectionObject.id).where(way) for way in begun))


def _wanted(word: str) -> str:
    """Say in FTS5's language what a word asks of the index, '' where it asks too little."""
    signs = _signs(word)
    if not word.isascii():
        return _all_of(_pairs(signs) or signs)
    if len(signs) == 1:
        return ""  # initials are not indexed one by one
    return f"({_all_of(_pairs(signs))}) OR ({_all_of(_initial_pairs(signs))})"


def _all_of(words: Iterable[str]) -> str:
    return " AND ".join(f'"{word}"' for word in dict.fromkeys(words))


def _signs(text: str) -> str:
    return re.sub(_NO_LETTER, _OTHER, small(text))


def _pairs(signs: str) -> list[str]:
    return [one + other for one, other in pairwise(signs)]


def _initial_pairs(signs: str) -> list[str]:
    return [_INITIALS + two for two in _pairs(signs)]


def _woven(signs: str, order: Sequence[int | str]) -> str:
    """Write for each two signs side by side what ``order`` says: 0 is the one, 1 the other."""
    held = array("H", signs.encode(_UNITS))
    count = max(len(held) - 1, 0)
    woven = array("H", bytes(2 * count * len(order)))
    for place, what in enumerate(order):
        part = held[what : what + count] if isinstance(what, int) else array("H", what.encode(_UNITS)) * count
        woven[place :: len(order)] = part
    return woven.tobytes().decode(_UNITS)
