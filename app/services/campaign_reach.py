"""How far the conditions of a campaign reach: the objects and the inspectors that meet them on a day."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.catalogue import Catalogue, Stratum
from app.core.filter import Filter, months_before
from app.core.states import OUT_OF_POPULATION
from app.core.targeting import InspectorConditions, Targeting
from app.models.database import Store
from app.models.filter import clause_of
from app.models.registry import InspectionObject, Inspector
from app.services.catalogue import catalogue_of
from app.services.officers import sendable
from app.services.past_visits import PastVisits, past_visits
from app.services.preview import item_and_stratum
from app.services.rows.campaign import CampaignReach
from app.services.rows.draw import InspectorLine
from app.services.rows.office import Act


def narrowed(stratum: Stratum, objects: Filter) -> Stratum:
    """Give a stratum whose filter holds as well as the campaign's."""
    return replace(stratum, conditions=(*stratum.conditions, *objects))


def fitting(
    session: Session, people: Iterable[InspectorLine], asked: InspectorConditions, today: date
) -> tuple[InspectorLine, ...]:
    """Keep those who meet the conditions; who is sent to all areas meets any area."""
    known = {person.id: person for person in session.scalars(select(Inspector))}
    return tuple(person for person in people if _meets(known[person.id], asked, today))


def _meets(person: Inspector, asked: InspectorConditions, today: date) -> bool:
    begun = person.service_start
    return (
        (not asked.areas or not person.areas or not set(asked.areas).isdisjoint(person.areas))
        and (not asked.years or (begun is not None and begun <= months_before(today, 12 * asked.years)))
        and (not asked.skills or not set(asked.skills).isdisjoint(person.skills))
        and (not asked.posts or person.post in asked.posts)
    )


def populations(
    session: Session, catalogue: Catalogue, strata: Iterable[str], objects: Filter, today: date
) -> dict[str, int]:
    """Give N of strata by code as a draw of the day would count it, the withheld left out."""
    past = past_visits(session, catalogue.year)
    return {code: _population(session, catalogue, code, objects, past, today) for code in strata}


def _population(
    session: Session,
    catalogue: Catalogue,
    code: str,
    objects: Filter,
    past: PastVisits,
    today: date,
) -> int:
    item, stratum = item_and_stratum(catalogue, code)
    statement = select(func.count()).where(
        clause_of(narrowed(stratum, objects).conditions, today),
        InspectionObject.state.not_in([str(state) for state in OUT_OF_POPULATION]),
        InspectionObject.secrecy_basis == "",
    )
    if stratum.once:
        visited = past.ever.get(item.code.split("-", 1)[1], frozenset())
        statement = statement.where(InspectionObject.code.not_in(visited))
    return session.scalars(statement).one()


def campaign_reach(store: Store, year: int, targeting: Targeting, act: Act) -> CampaignReach:
    """Give N of every stratum of the item list and how many may be sent, for a form that is being filled."""
    with store.reading() as session:
        catalogue = catalogue_of(session, year)
        codes = [stratum.code for stratum in catalogue.strata]
        people = fitting(session, sendable(session, year, act.day), targeting.inspectors, act.day)
        return CampaignReach(populations(session, catalogue, codes, targeting.objects, act.day), len(people))
