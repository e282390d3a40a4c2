"""公平检验: all draws of a year beside what chance alone would have given (draw-spec.md §5, §6).

Read once, then trial by trial without the database; the seeds of the trials come from the digests of the
frozen inputs, so that the same draws show the same figures each time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.chance import threshold
from app.core.periods import DrawKind
from app.core.text import natural_key
from app.models.database import Store
from app.models.draw import Draw
from app.models.registry import Inspector
from app.sampling import Staffing
from app.services import draw_log
from app.services.catalogue import catalogue_of
from app.services.draw_acts import acts_of
from app.services.fair_picks import DrawnPicks, PickTrials, StratumTrials
from app.services.fair_teams import StaffedDraw, TeamTrials
from app.services.preview import item_and_stratum
from app.services.replayed import people_of, performed, replayed, units_of
from app.services.rows.evidence import (
    AttemptRow,
    ClerkRow,
    Evidence,
    Meeting,
    OfficerFairness,
    StratumFairness,
)

TRIALS: Final = 4999
STAFFINGS: Final = 499
_TEAM_FIGURES: Final = 2  # the spread of loads, and how often a pair met again

Told = Callable[[int, int], object]
"""Hears how many trials of how many are done; what it raises ends them."""


@dataclass(frozen=True, slots=True)
class EvidenceCase:
    """The draws of a year as read; ``head`` is the 存证码 they were read at, the words are for the rows."""

    year: int
    head: str
    picks: tuple[DrawnPicks, ...]
    staffed: tuple[StaffedDraw, ...]
    strata: dict[str, tuple[str, str]]
    officers: dict[int, tuple[str, str]]
    units: dict[str, str]
    attempts: tuple[AttemptRow, ...]
    clerks: tuple[ClerkRow, ...]


def _staffed(session: Session, draw: Draw) -> StaffedDraw | None:
    frozen, result = performed(draw)
    if not isinstance(result.staffing, Staffing):
        return None
    state = replayed(session, draw)
    ids = {alias: person.id for alias, person in people_of(session, draw).items()}
    return StaffedDraw(
        frozen, draw.title.removeprefix(f"{draw.year}年"), state.visits, state.teams_after(), ids
    )


def _picked(draw: Draw) -> DrawnPicks:
    frozen, result = performed(draw)
    return DrawnPicks(frozen, {stratum.key: stratum.picks for stratum in result.strata})


def _words(session: Session, year: int, draws: Sequence[DrawnPicks]) -> dict[str, tuple[str, str]]:
    codes = {stratum.code for draw in draws for stratum in draw.frozen.strata}
    if not codes:
        return {}
    catalogue = catalogue_of(session, year)
    strata = {code: item_and_stratum(catalogue, code)[1] for code in codes}
    return {code: (stratum.number, stratum.short_label) for code, stratum in strata.items()}


def read_evidence(store: Store, year: int) -> EvidenceCase:
    """Read the draws of a year, void ones for the record only."""
    with store.reading() as session:
        draws = list(session.scalars(select(Draw).where(Draw.year == year).order_by(Draw.id)))
        standing = [
            draw
            for draw in draws
            if draw.result_digest and not draw.voided_at and draw.kind != DrawKind.COMPANIONS
        ]
        picks = tuple(_picked(draw) for draw in standing)
        staffed = tuple(found for draw in standing if (found := _staffed(session, draw)))
        attempts, clerks = acts_of(session, draws)
        return EvidenceCase(
            year=year,
            head=draw_log.head(session),
            picks=picks,
            staffed=staffed,
            strata=_words(session, year, picks),
            officers={each.id: (each.name, each.department) for each in session.scalars(select(Inspector))},
            units={
                code: found.name for draw in picks for code, found in units_of(session, draw.frozen).items()
            },
            attempts=attempts,
            clerks=clerks,
        )


class EvidenceTrials:
    """The trials of a case, made a few at a time."""

    total: Final = TRIALS

    def __init__(self, case: EvidenceCase) -> None:
        self._case = case
        self._picks = PickTrials(case.picks)
        self._teams = TeamTrials(case.staffed)
        self.done = 0

    def advance(self, trials: int, told: Told) -> None:
        """Make so many trials more, but no more than all."""
        for _ in range(min(trials, self.total - self.done)):
            told(self.done, self.total)
            self._picks.trial(self.done + 1)
            if self.done < STAFFINGS and self._case.staffed:
                self._teams.trial(self.done + 1)
            self.done += 1

    def found(self) -> Evidence:
        """Give what was drawn beside the trials made so far."""
        case, teams = self._case, self._teams
        chosen = {code: trials for code, trials in self._picks.strata.items() if trials.open}
        comparable = teams.trials > 0
        judged = len(chosen) + (_TEAM_FIGURES if comparable else 0)
        limit = threshold(judged)
        strata = [self._stratum(code, trials, limit) for code, trials in chosen.items()]
        return Evidence(
            year=case.year,
            strata=tuple(sorted(strata, key=lambda row: (not row.deviates, natural_key(row.number)))),
            settled=len(self._picks.strata) - len(chosen),
            officers=self._officers() if comparable else (),
            spread=teams.spread(limit) if comparable else None,
            meetings=self._meetings(),
            repeats=teams.repeats(limit) if comparable else None,
            attempts=case.attempts,
            clerks=case.clerks,
            picks=sum(len(picks) for draw in case.picks for picks in draw.picks.values()),
            trials=self.done,
            staffings=teams.trials,
            unstaffed=teams.unstaffed,
            judged=judged,
            limit=limit,
        )

    def _stratum(self, code: str, trials: StratumTrials, limit: float) -> StratumFairness:
        number, label = self._case.strata[code]
        found = trials.comparison()
        order, even, weights = found.aspects
        return StratumFairness(
            number=number,
            label=label,
            draws=trials.draws,
            drawable=trials.drawable,
            picks=trials.picks,
            front=trials.front(),
            heavy=trials.heavy(),
            chance=found.chance,
            by_order=order,
            by_spacing=even,
            by_weight=weights,
            too_few=found.least > limit,
            deviates=found.chance <= limit,
        )

    def _officers(self) -> tuple[OfficerFairness, ...]:
        teams = self._teams
        rows = []
        for person, prior in teams.prior.items():
            name, department = self._case.officers[person]
            usual = teams.range_of(person)
            rows.append(
                OfficerFairness(
                    name,
                    department,
                    prior,
                    teams.seats[person],
                    usual.mean,
                    usual.low,
                    usual.high,
                    person in teams.all_year,
                )
            )
        return tuple(sorted(rows, key=lambda row: (-row.prior - row.seats, row.name)))

    def _meetings(self) -> tuple[Meeting, ...]:
        rows = [
            Meeting(self._case.officers[person][0], unit, self._case.units[unit], len(titles), tuple(titles))
            for (person, unit), titles in self._teams.meetings().items()
        ]
        return tuple(sorted(rows, key=lambda row: (-row.times, row.code, row.officer)))
