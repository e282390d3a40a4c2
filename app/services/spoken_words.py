"""What files say for the words of the office's lists: asked once, remembered, then used without a word."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.intake.office_words import OfficeWords
from app.models.vocabulary import SpokenWord
from app.services.rows.intake import Registry, Words
from app.services.vocabulary import FIELDS, kept_words, vocabulary

_PEOPLE: Final = "inspectors."
"""Before a field of inspectors: objects have a state too, and files say it in other words."""


def office_words(session: Session | None, registry: Registry, answers: Words | None = None) -> OfficeWords:
    """Give what a reader of files has to know; no session stands for an office that has not begun.

    ``answers`` of a clerk who is still at the import count before what was remembered.
    """
    spoken: dict[str, dict[str, str]] = {}
    for (field, said), word in {**_remembered(session, registry), **(answers or {})}.items():
        spoken.setdefault(field, {})[said] = word
    facets = _facets(session) if registry is Registry.OBJECTS and session is not None else {}
    return OfficeWords(spoken, facets)


def remember_words(session: Session, registry: Registry, answers: Words) -> None:
    """Keep what the clerk said of a file's words for all later files."""
    for (field, said), word in answers.items():
        key = _PEOPLE + field if registry is Registry.INSPECTORS else field
        statement = select(SpokenWord).where(SpokenWord.field == key, SpokenWord.said == said)
        known = session.scalars(statement).one_or_none()
        if known is None:
            session.add(SpokenWord(field=key, said=said, word=word))
        else:
            known.word = word


def _remembered(session: Session | None, registry: Registry) -> dict[tuple[str, str], str]:
    if session is None:
        return {}
    return {
        (spoken.field.removeprefix(_PEOPLE), spoken.said): spoken.word
        for spoken in session.scalars(select(SpokenWord))
        if spoken.field.startswith(_PEOPLE) == (registry is Registry.INSPECTORS)
    }


def _facets(session: Session) -> dict[str, tuple[str, ...]]:
    """Give the facets whose list the office keeps; words that objects hold already are known too."""
    return {field: vocabulary(session, field) for field in FIELDS if kept_words(session, field)}
