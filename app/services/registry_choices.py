"""What the registries hold, as filters and forms offer it."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.core.catalogue import Catalogue
from app.core.errors import UserError
from app.core.pinyin import spell
from app.models.database import Store
from app.models.registry import Auxiliary, InspectionObject, Inspector
from app.models.targeted import TargetedCheck
from app.services.catalogue import catalogue_of
from app.services.rows.campaign import CampaignChoices
from app.services.rows.registry import RegistryChoices
from app.services.saved_filters import filters_of
from app.services.vocabulary import vocabulary


def _in_use(session: Session, column: InstrumentedAttribute[str]) -> tuple[str, ...]:
    return tuple(session.scalars(select(column).where(column != "").distinct().order_by(column)))


def _words_in_use(session: Session, column: InstrumentedAttribute[Any]) -> tuple[str, ...]:
    return tuple(sorted({word for words in session.scalars(select(column).distinct()) for word in words}))


def _catalogue(session: Session, year: int) -> Catalogue | None:
    try:
        return catalogue_of(session, year)
    except UserError:
        return None


def registry_choices(store: Store, year: int) -> RegistryChoices:
    """Give the counts of the tabs, the words in use, and the item list of the year where there is one."""
    with store.reading() as session:
        return RegistryChoices(
            objects=session.scalars(select(func.count()).select_from(InspectionObject)).one(),
            inspectors=session.scalars(select(func.count()).select_from(Inspector)).one(),
            towns=vocabulary(session, "town"),
            filters=filters_of(session),
            departments=_in_use(session, Inspector.department),
            catalogue=_catalogue(session, year),
            auxiliaries=session.scalars(select(func.count()).select_from(Auxiliary)).one(),
            targeted=session.scalars(
                select(func.count()).select_from(TargetedCheck).where(TargetedCheck.year == year)
            ).one(),
        )


def campaign_choices(store: Store, year: int) -> CampaignChoices:
    """Give what the form of a campaign offers, by pinyin; UserError where the year has no item list."""
    with store.reading() as session:
        return CampaignChoices(
            catalogue=catalogue_of(session, year),
            areas=_spelled(_words_in_use(session, Inspector.areas)),
            skills=_spelled(_words_in_use(session, Inspector.skills)),
            posts=_spelled(_in_use(session, Inspector.post)),
        )


def _spelled(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(words, key=spell))
