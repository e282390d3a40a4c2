"""The draws of a year by occasion, with the visits each has led to."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.filter import Condition, Filled, Filter
from app.core.periods import DrawKind, Period
from app.core.states import DrawState, VisitState
from app.models.database import Store
from app.models.draw import Campaign, Draw
from app.models.plan import AnnualPlan
from app.models.registry import InspectionObject
from app.models.visit import Visit
from app.services.campaign_kept import fields_of
from app.services.campaign_periods import campaigns_of
from app.services.campaign_preview import campaign_title, rules_of_campaign
from app.services.campaign_reach import narrowed, populations
from app.services.catalogue import catalogue_of
from app.services.companion_preview import companion_preview, may_be_drawn
from app.services.companion_visits import main_of, sent_by
from app.services.draw_view import list_draws
from app.services.frame import frame_of
from app.services.past_visits import past_visits
from app.services.plan_versions import plan_in_force
from app.services.plan_view import view_of
from app.services.preview import due_of, item_and_stratum, rules_of_quarter
from app.services.rows.draw import DrawRow, LineRule
from app.services.rows.draw_year import DrawProgress, OccasionDraw, YearOfDraws

_QUARTERS: Final = (1, 2, 3, 4)
_WITHHELD: Final[Condition] = Filled("secrecy_basis")


def progress_of(session: Session, draw_id: int) -> DrawProgress:
    """Count the visits of a draw by state, inside a session.

    Those of a draw of companions are the main draw's, once its companions were sent.
    """
    draw = session.get_one(Draw, draw_id)
    if draw.kind == DrawKind.COMPANIONS:
        if not sent_by(session, draw):
            return DrawProgress()
        draw_id = main_of(session, draw).id
    statement = select(Visit.state, func.count()).where(Visit.draw_id == draw_id).group_by(Visit.state)
    counts = Counter({state: count for state, count in session.execute(statement)})  # noqa: C416 - rows are no pairs to mypy
    opened, done, cancelled = counts.total(), counts[VisitState.DONE], counts[VisitState.CANCELLED]
    return DrawProgress(opened, opened - done - cancelled, done, cancelled)


def draw_progress(store: Store, draw_id: int) -> DrawProgress:
    """Count the visits of a draw by state."""
    with store.reading() as session:
        return progress_of(session, draw_id)


def year_of_draws(store: Store, year: int, today: date) -> YearOfDraws:
    """Give the quarters of a year and, beside them, the campaigns and what is drawn apart.

    UserError where its plan is not signed yet.
    """
    draws = list_draws(store, year)
    with store.reading() as session:
        plan = plan_in_force(session, year)
        year_now = _Year(session, year, today, draws)
        planned = view_of(session, plan).quarters
        quarters = tuple(
            year_now.occasion(_quarter(year, quarter), count)
            for quarter, count in zip(_QUARTERS, planned, strict=True)
        )
        return YearOfDraws(quarters, (*year_now.campaigns(), *year_now.apart(plan)))


def _quarter(year: int, quarter: int, kind: DrawKind = DrawKind.PLANNED) -> Period:
    return Period(year, quarter, 0, kind)


@dataclass(frozen=True, slots=True)
class _Year:
    """What every row of the list is made of."""

    session: Session
    year: int
    today: date
    draws: tuple[DrawRow, ...]

    def occasion(
        self, period: Period, planned: int, title: str = "", due_on: date | None = None
    ) -> OccasionDraw:
        own = [draw for draw in self.draws if draw.period == period.id]
        standing = next((draw for draw in own if draw.state != DrawState.VOID), None)
        found = OccasionDraw(
            period=period.id,
            kind=period.kind,
            title=title or period.title,
            planned=planned,
            due_on=due_on,
            standing=standing,
            progress=progress_of(self.session, standing.id) if standing else DrawProgress(),
            void=tuple(draw for draw in own if draw.state == DrawState.VOID),
        )
        return replace(found, companions=self._companions(period, found))

    def _companions(self, period: Period, main: OccasionDraw) -> OccasionDraw | None:
        """Give the draw of companions of an occasion: one that was frozen before, or can be drawn now."""
        if period.kind not in (DrawKind.PLANNED, DrawKind.CAMPAIGN):
            return None
        own = replace(period, kind=DrawKind.COMPANIONS)
        possible = main.progress.opened > 0 and may_be_drawn(self.session, own)
        if not possible and not any(draw.period == own.id for draw in self.draws):
            return None
        planned = companion_preview(self.session, own).total if possible else 0
        return self.occasion(own, planned, f"{main.title}随同人员")

    def apart(self, plan: AnnualPlan) -> Iterator[OccasionDraw]:
        """Give the quarters in which withheld objects are due or were drawn."""
        catalogue = catalogue_of(self.session, self.year)
        for quarter in _QUARTERS:
            rules = rules_of_quarter(catalogue, plan, quarter)
            found = self.occasion(
                _quarter(self.year, quarter, DrawKind.WITHHELD), self._withheld(rules.items(), ())
            )
            if found.planned or found.standing or found.void:
                yield found

    def campaigns(self) -> Iterator[OccasionDraw]:
        """Give the campaigns, each with what is drawn apart of it."""
        for campaign in campaigns_of(self.session, self.year):
            yield from self._campaign(campaign)

    def _campaign(self, campaign: Campaign) -> Iterator[OccasionDraw]:
        period = Period(self.year, 0, campaign.number, DrawKind.CAMPAIGN)
        apart = Period(self.year, 0, campaign.number, DrawKind.WITHHELD)
        fields = fields_of(campaign)
        objects = fields.targeting.objects
        held = populations(
            self.session,
            catalogue_of(self.session, self.year),
            [line.stratum for line in fields.lines],
            objects,
            self.today,
        )
        planned = sum(line.taken(held[line.stratum]) for line in fields.lines)
        yield self.occasion(period, planned, campaign.title, campaign.due_on)
        hidden = self._withheld(rules_of_campaign(campaign).items(), objects)
        found = self.occasion(apart, hidden, campaign_title(campaign, apart), campaign.due_on)
        if found.planned or found.standing or found.void:
            yield found

    def _withheld(self, rules: Iterable[tuple[str, LineRule]], conditions: Filter) -> int:
        """Give the 家次 that lines take of the withheld objects; most registries hold none."""
        hidden = select(InspectionObject.id).where(InspectionObject.secrecy_basis != "").limit(1)
        if self.session.scalars(hidden).first() is None:
            return 0
        catalogue, past = catalogue_of(self.session, self.year), past_visits(self.session, self.year)
        taken = 0
        for code, rule in rules:
            item, stratum = item_and_stratum(catalogue, code)
            asked = narrowed(stratum, (*conditions, _WITHHELD))
            frame = frame_of(self.session, item, asked, past, self.today)
            taken += due_of(item, asked, rule, frame).quota
        return taken
