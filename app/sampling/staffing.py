"""Who goes (draw-spec.md §6): picks become visits, visits have seats, seats are filled."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import groupby

from app.sampling.assignment import Assignment, Seat
from app.sampling.hashing import VERSION, numbers
from app.sampling.outcome import Shortage, Staffing, StratumResult, Visit
from app.sampling.records import NONE, Draft
from app.sampling.roster import Roster, Turns


def merge_visits(draft: Draft, strata: Iterable[StratumResult]) -> dict[str, Visit]:
    """Merge picks by unit into visits; the units stand as they were picked, stratum by stratum."""
    items: dict[str, set[str]] = {}
    for stratum in strata:
        for unit in stratum.picks:
            items.setdefault(unit, set()).add(stratum.item)
    skill_of = {item.code: item.skill for item in draft.items}
    return {
        unit: Visit(unit, tuple(sorted(codes)), _seats(codes, skill_of, draft.team))
        for unit, codes in items.items()
    }


def _seats(codes: Iterable[str], skill_of: Mapping[str, str], team: int) -> tuple[str, ...]:
    skills = sorted({skill_of[code] for code in codes} - {NONE})
    return (*skills, *[NONE] * (team - len(skills)))


def visit_order(seed: str, units: Collection[str]) -> tuple[str, ...]:
    """Put visits in the order in which they are staffed."""
    tickets = numbers((VERSION, "VISIT", seed), units)
    return tuple(unit for _, unit in sorted(zip(tickets, units, strict=True)))


def staff(draft: Draft, seed: str, visits: Mapping[str, Visit]) -> Staffing | Shortage:
    """Fill every seat as draw-spec.md §6 says, or name the blocking set."""
    order = visit_order(seed, visits.keys())
    roster = Roster(draft)
    seats = [Seat(unit, skill) for unit in order for skill in visits[unit].seats]
    holders = _greedy(roster, seed, seats)
    if NONE not in holders:
        return _staffing(order, seats, holders)
    assignment = Assignment(roster, seats, holders)
    shortage = assignment.complete()
    if shortage is not None:
        return shortage
    return _staffing(order, seats, _looking_ahead(roster, seed, assignment))


def _greedy(roster: Roster, seed: str, seats: Sequence[Seat]) -> list[str]:
    """Give each seat to the first in turn; where nobody is left the seat stays `-`."""
    turns = Turns(roster, seed)
    holders: list[str] = []
    for unit, group in groupby(seats, lambda seat: seat.unit):
        team: list[str] = []
        for seat in group:
            first = next(turns.ask(unit, roster.eligible(unit, seat.skill), barred=team), NONE)
            if first != NONE:
                turns.take(first)
            team.append(first)
        holders += team
    return holders


def _looking_ahead(roster: Roster, seed: str, assignment: Assignment) -> list[str]:
    """Give each seat to the first in turn such that all later seats can still be filled."""
    turns = Turns(roster, seed)
    holders: list[str] = []
    for number, seat in enumerate(assignment.seats):
        names = turns.ask(seat.unit, assignment.candidates(number))
        first = next(name for name in names if assignment.settle(number, name))
        turns.take(first)
        holders.append(first)
    return holders


def _staffing(order: tuple[str, ...], seats: Iterable[Seat], holders: Iterable[str]) -> Staffing:
    teams: dict[str, list[str]] = {unit: [] for unit in order}
    for seat, holder in zip(seats, holders, strict=True):
        teams[seat.unit].append(holder)
    return Staffing(order, {unit: tuple(team) for unit, team in teams.items()})
