"""Editing 词汇表: words added, put in order, renamed and merged in all objects at once, or taken out.

A word that is renamed or merged is renamed wherever it stands: in objects with their history, in the areas
of inspectors where it is a town, and in every condition that asks for it, so that N stays what it was.
"""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import ColumnElement, Table, Text, case, delete, func, insert, literal, select, type_coerce
from sqlalchemy import update as changed
from sqlalchemy.orm import Session

from app.core.class_rule import LISTED, RULE_TAGS
from app.core.errors import UserError
from app.core.filter import FIELD_WORDS, LIST_FIELDS, SENTENCE_WORDS, Renaming
from app.core.text import repair_name
from app.models.base import SEPARATOR, Base
from app.models.database import Store, hold_in_memory
from app.models.registry import InspectionObject, Inspector, ObjectChange
from app.models.vocabulary import SpokenWord, VocabularyWord
from app.services import log
from app.services.campaign_kept import campaigns_asking, reword_campaigns
from app.services.edits import OBJECTS, OwnWayBack
from app.services.filter_strata import reword_strata, strata_asking
from app.services.rows.office import Act
from app.services.saved_filters import filters_asking, reword_filters
from app.services.vocabulary import kept_words, listed_words, uses, vocabulary

LONGEST: Final = 40
_RENAMED: Final = "词汇改名"
_TAGS: Final = "tags"
_AREAS: Final = "town"
"""The field whose words inspectors hold too, as their areas."""
_SPOKEN_AREAS: Final = "inspectors.areas"
"""Under what app.services.spoken_words remembers what files say of areas."""
_HELD: Final = 200_000
"""So many changed objects are kept in memory until the commit; more would not fit a small machine."""
_OBJECTS: Final[Table] = Base.metadata.tables[InspectionObject.__tablename__]
_HISTORY: Final[Table] = Base.metadata.tables[ObjectChange.__tablename__]


def word_uses(store: Store, field: str, word: str) -> tuple[str, ...]:
    """Name the conditions that ask for a word: of strata, of kept filters and of campaigns."""
    with store.reading() as session:
        return _asking(session, field, word)


def add_word(store: Store, field: str, word: str, act: Act) -> None:
    """Put a word at the end of a list; UserError where it is empty, too long or there already."""
    ready = _ready(field, word)
    with store.writing() as session:
        own = _own_list(session, field)
        if any(each.word == ready for each in own):
            raise UserError(f"{_title(field)}里已有“{ready}”。")
        session.execute(delete(SpokenWord).where(SpokenWord.field == field, SpokenWord.said == ready))
        session.add(VocabularyWord(field=field, word=ready, place=_behind(own)))
        log.record(session, act, "新增词汇", f"{_title(field)}：{ready}")


def order_words(store: Store, field: str, words: Sequence[str], act: Act) -> None:
    """Put a list in another order; words that are not named stay behind the others."""
    with store.writing() as session:
        places = {word: place for place, word in enumerate(words)}
        for each in _own_list(session, field):
            each.place = places.get(each.word, len(places) + each.place)
        log.record(session, act, "调整词汇次序", f"{_title(field)}：{'、'.join(words)}")


def remove_word(store: Store, field: str, word: str, act: Act) -> None:
    """Take a word out of a list; UserError where an object holds it or a condition asks for it."""
    with store.writing() as session:
        if count := uses(session, field)[word]:
            raise UserError(f"“{word}”还有 {count} 家在用，不能删除；可以改名，或并入另一个词。")
        if asking := _asking(session, field, word):
            raise UserError(f"“{word}”还用在条件里：{'、'.join(asking)}。请先改那里的条件，或并入另一个词。")
        for each in _own_list(session, field):
            if each.word == word:
                session.delete(each)
        log.record(session, act, "删除词汇", f"{_title(field)}：{word}")


def rename_word(store: Store, field: str, word: str, new: str, act: Act) -> OwnWayBack:
    """Give a word another name everywhere; what it gives names it back, ``size`` tells how many held it.

    UserError where the new name cannot stand, or is a word of the list or in use (that is a merge), or the
    word is a tag of the class rule.
    """
    ready = _ready(field, new)
    _require_known_to_the_rule(field, word, ready)
    return _rename(store, field, word, ready, act)


def _rename(store: Store, field: str, word: str, ready: str, act: Act) -> OwnWayBack:
    with store.writing() as session:
        own = _own_list(session, field)
        if ready == word:
            raise UserError("名称没有改动。")
        if ready in {each.word for each in own} or uses(session, field)[ready]:
            raise UserError(f"{_title(field)}里已有“{ready}”。要把两个词合成一个，请用“并入”。")
        for each in own:
            if each.word == word:
                each.word = ready
        count = _replace(session, field, word, ready, act, f"词汇改名：{word} → {ready}")
        detail = f"{_title(field)}：{word} → {ready}，{count} 家"
        log.record(session, act, _RENAMED, detail)
        return OwnWayBack(
            OBJECTS,
            _RENAMED,
            detail,
            count,
            lambda store, act: _rename(store, field, ready, word, act),
            f"“{ready}”改回“{word}”，用到它的对象和条件一并改回。",
        )


def merge_word(store: Store, field: str, word: str, into: str, act: Act) -> int:
    """Let another word of the list stand for a word everywhere and tell how many objects held it.

    UserError where that one is not in the list, or the word is a tag of the class rule.
    """
    with store.writing() as session:
        own = _own_list(session, field)
        if into == word or into not in {each.word for each in own}:
            raise UserError(f"请从{_title(field)}里另选一个词，把“{word}”并入它。")
        _require_known_to_the_rule(field, word, into)
        for each in own:
            if each.word == word:
                session.delete(each)
        count = _replace(session, field, word, into, act, f"词汇合并：{word} 并入 {into}")
        log.record(session, act, "词汇合并", f"{_title(field)}：{word} 并入 {into}，{count} 家")
        return count


def _require_known_to_the_rule(field: str, word: str, new: str) -> None:
    """Refuse to give up a tag by which the class rule knows an object, but for another that says the same."""
    if field == _TAGS and word in RULE_TAGS and not {word, new} <= {*LISTED}:
        raise UserError(f"监管类别建议按“{word}”这个标签判断，改了名就认不出来，不能改名或并入别的词。")


def _title(field: str) -> str:
    return SENTENCE_WORDS[field]


def _ready(field: str, word: str) -> str:
    ready = repair_name(word)
    if not ready:
        raise UserError("请填写词。")
    if len(ready) > LONGEST:
        raise UserError(f"一个词最多 {LONGEST} 个字，这里有 {len(ready)} 个字。")
    if field in {*LIST_FIELDS, _AREAS} and SEPARATOR in ready:  # inspectors hold several areas
        raise UserError(f"一个{_title(field)}里不能有“{SEPARATOR}”，请分成几个词。")
    return ready


def _own_list(session: Session, field: str) -> list[VocabularyWord]:
    """Give the office's own list; the first edit makes it of what was offered so far."""
    if not kept_words(session, field):
        words = enumerate(listed_words(session, field))
        session.add_all(VocabularyWord(field=field, word=word, place=place) for place, word in words)
        session.flush()
    return kept_words(session, field)


def _behind(own: Sequence[VocabularyWord]) -> int:
    return max((each.place for each in own), default=-1) + 1


def _asking(session: Session, field: str, word: str) -> tuple[str, ...]:
    return (
        *(f"抽查类别 {name}" for name in strata_asking(session, field, word)),
        *(f"常用条件“{name}”" for name in filters_asking(session, field, word)),
        *(f"专项抽取“{title}”" for title in campaigns_asking(session, field, word)),
    )


def _replace(session: Session, field: str, word: str, new: str, act: Act, reason: str) -> int:
    session.flush()
    count = uses(session, field)[word]
    others = tuple(each for each in vocabulary(session, field) if each not in {word, new})
    if count <= _HELD:
        hold_in_memory(session)
    _replace_in_objects(session, field, word, new, act, reason)
    if field == _AREAS:
        _replace_in_areas(session, word, new)
    renaming = Renaming(field, word, new, others)
    reword_strata(session, renaming, act)
    reword_filters(session, renaming)
    reword_campaigns(session, renaming)
    _let_files_say(session, field, word, new)
    return count


def _replace_in_objects(session: Session, field: str, word: str, new: str, act: Act, reason: str) -> None:
    """Write history and objects by one statement each, however many there are."""
    before = type_coerce(_OBJECTS.c[field], Text)
    if field in LIST_FIELDS:
        holding, after = _in_list(before, word, new)
        said: tuple[ColumnElement[str], ColumnElement[str]] = (_bare(before), _bare(after))
    else:
        holding, after = before == word, literal(new)
        said = (before, after)
    line = (_OBJECTS.c.id, literal(act.stamp), literal(act.by), literal(FIELD_WORDS[field]), *said)
    names = ["object_id", "at", "by", "field", "before", "after", "reason"]
    history = select(*line, literal(reason)).where(holding)
    connection = session.connection()
    connection.execute(insert(_HISTORY).from_select(names, history))
    connection.execute(changed(_OBJECTS).where(holding).values({_OBJECTS.c[field]: after}))


def _in_list(text: ColumnElement[str], word: str, new: str) -> tuple[ColumnElement[bool], Any]:
    """Give who holds a word among others, and the words afterwards, each once."""
    whole, whole_new = SEPARATOR + word + SEPARATOR, SEPARATOR + new + SEPARATOR
    has_new = func.replace(text, whole_new, "") != text
    after = case((has_new, func.replace(text, whole, SEPARATOR)), else_=func.replace(text, whole, whole_new))
    return func.replace(text, whole, "") != text, after


def _bare(text: ColumnElement[str]) -> ColumnElement[str]:
    """Take the separators at both ends off, as history shows a list."""
    return func.substr(text, 2, func.length(text) - 2)


def _replace_in_areas(session: Session, word: str, new: str) -> None:
    for person in session.scalars(select(Inspector)):
        if word in person.areas:
            person.areas = tuple(dict.fromkeys(new if area == word else area for area in person.areas))


def _let_files_say(session: Session, field: str, word: str, new: str) -> None:
    """Let what files say for the old word, and the old word itself, be read as the new one."""
    for key in (field, _SPOKEN_AREAS) if field == _AREAS else (field,):
        spoken = select(SpokenWord).where(SpokenWord.field == key)
        for each in session.scalars(spoken.where(SpokenWord.word == word)):
            each.word = new
        session.execute(delete(SpokenWord).where(SpokenWord.field == key, SpokenWord.said == new))
        if session.scalars(spoken.where(SpokenWord.said == word)).first() is None:
            session.add(SpokenWord(field=key, said=word, word=new))
