"""The year by stratum: the lines of the plan, then those of the campaigns, each with what came of it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.core.periods import period_of
from app.core.states import FindingState, VisitState
from app.documents.content import year as content
from app.models.draw import Draw
from app.models.visit import Visit
from app.sampling import counts
from app.services.campaign_kept import fields_of
from app.services.campaign_periods import campaigns_of, period_of_campaign
from app.services.catalogue import catalogue_of
from app.services.preview import item_and_stratum
from app.services.replayed import performed
from app.services.rows.plan import PlanLineRow
from app.services.visit_items import standing_items

Tally: TypeAlias = Counter[tuple[str, str, int]]
"""家次 by campaign (nothing for the plan), stratum and quarter."""
_PLAN: Final = ""
_CAMPAIGN: Final = "专项"


def visits_of_year(session: Session, year: int) -> list[tuple[Visit, Draw]]:
    """Give the visits of a year with their draws, in order."""
    statement = select(Visit, Draw).join(Draw, Visit.draw_id == Draw.id).where(Visit.year == year)
    statement = statement.options(selectinload(Visit.items)).order_by(Visit.id)  # else a query for each visit
    return [(visit, draw) for visit, draw in session.execute(statement)]


def year_lines(
    session: Session,
    year: int,
    plan: Iterable[PlanLineRow],
    planned: Mapping[str, content.Quarters],
    visits: Sequence[tuple[Visit, Draw]],
) -> tuple[content.YearLine, ...]:
    """Give the lines of the plan by its own draws, then a line for each stratum of a campaign drawn.

    ``planned`` says by stratum what each quarter was to take when it was drawn (app.services.plan_then).
    A campaign fulfils no line of the plan; its visits are counted in the quarter in which it was frozen.
    """
    wanted, drawn = _draws(session, year)
    visited = _tally(visits, lambda visit: visit.state == VisitState.DONE)
    disclosed = _tally(visits, lambda visit: visit.finding_state == FindingState.DISCLOSED)
    by_plan = tuple(
        content.YearLine(
            number=line.number.rstrip("abcdefgh"),  # as the annex prints it
            item=line.item_name,
            stratum=line.label,
            planned=planned[line.stratum],
            drawn=_quarters(drawn, _PLAN, line.stratum),
            visited=_quarters(visited, _PLAN, line.stratum),
            disclosed=_quarters(disclosed, _PLAN, line.stratum),
        )
        for line in plan
    )
    by_campaign = tuple(
        content.YearLine(
            number=_CAMPAIGN,
            item=title,
            stratum=label,
            planned=_quarters(wanted, campaign, stratum),
            drawn=_quarters(drawn, campaign, stratum),
            visited=_quarters(visited, campaign, stratum),
            disclosed=_quarters(disclosed, campaign, stratum),
        )
        for campaign, title, stratum, label in _campaign_strata(session, year)
        if any(_quarters(wanted, campaign, stratum))
    )
    return by_plan + by_campaign


def _campaign_strata(session: Session, year: int) -> Iterable[tuple[str, str, str, str]]:
    """Give campaign, its title, stratum and the words of the stratum."""
    for campaign in campaigns_of(session, year):
        catalogue = catalogue_of(session, year)
        for line in fields_of(campaign).lines:
            _, stratum = item_and_stratum(catalogue, line.stratum)
            label = f"{stratum.number.rstrip('abcdefgh')} {stratum.short_label}"
            yield period_of_campaign(campaign), campaign.title, stratum.code, label


def _campaign(draw: Draw) -> str:
    period = period_of(draw.period)
    return period.main if period.campaign else _PLAN


def _tally(visits: Sequence[tuple[Visit, Draw]], wanted: Callable[[Visit], bool]) -> Tally:
    return Counter(
        (_campaign(draw), stratum, draw.quarter)
        for visit, draw in visits
        if wanted(visit)
        for item in standing_items(visit)
        for stratum in item.strata
    )


def _draws(session: Session, year: int) -> tuple[Tally, Tally]:
    """Give what the draws that stand wanted, and what they picked."""
    wanted: Tally = Counter()
    drawn: Tally = Counter()
    statement = select(Draw).where(Draw.year == year, Draw.result_digest != "", Draw.voided_at == "")
    for draw in session.scalars(statement):
        frozen, result = performed(draw)
        for stratum in frozen.strata:
            wanted[_campaign(draw), stratum.code, draw.quarter] += counts(stratum).quota
        for picked in result.strata:
            drawn[_campaign(draw), picked.code, draw.quarter] += len(picked.picks)
    return wanted, drawn


def _quarters(tally: Tally, campaign: str, stratum: str) -> content.Quarters:
    one, two, three, four = (tally[campaign, stratum, quarter] for quarter in range(1, 5))
    return one, two, three, four
