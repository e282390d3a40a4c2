"""What becomes of a draw after its announcement: strikes and substitutions (draw-spec.md §5 and §6).

The orders never change and no unit is drawn again; a team once announced stays.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.sampling.draw import Strikes, frames, standing, strikes
from app.sampling.entries import Entry, Strike, Substitute
from app.sampling.outcome import DrawResult, Staffing
from app.sampling.records import ALL, NONE, FrozenInput
from app.sampling.refused import Refused
from app.sampling.roster import Roster, Turns
from app.sampling.staffing import merge_visits, visit_order


@dataclass(frozen=True, slots=True)
class Change:
    """What a strike did to visits, by unit: cancelled; opened and joined by an item, both in visit order."""

    cancelled: tuple[str, ...]
    opened: tuple[str, ...]
    joined: tuple[str, ...]


@dataclass(slots=True)
class _Team:
    """The seats of a visit: the skill each asks for and who holds it (`-`: nobody)."""

    skills: list[str]
    members: list[str]


class Replay:
    """The sample and the teams of one draw at one moment; `strike` and `substitute` move it on."""

    def __init__(self, frozen: FrozenInput, result: DrawResult) -> None:
        self._frozen = frozen
        self._seed = result.seed
        self._known = [(item, frozenset(units)) for item, units in frames(frozen)]
        self._skill_of = {item.code: item.skill for item in frozen.items}
        self._struck: Strikes = frozenset()
        self._left: dict[str, set[str]] = {}
        self._roster = Roster(frozen)
        self._turns = Turns(self._roster, result.seed)
        self._teams: dict[str, _Team] = {}
        self._staffed = isinstance(result.staffing, Staffing)
        self.strata = result.strata
        self.visits = result.visits
        if isinstance(result.staffing, Staffing):
            for unit, members in result.staffing.teams.items():
                self._teams[unit] = _Team(list(result.visits[unit].seats), list(members))
                for name in members:
                    self._turns.take(name)

    def picks_after(self) -> dict[str, list[str]]:
        """Give the sample of each stratum by `item|stratum`."""
        return {stratum.key: list(stratum.picks) for stratum in self.strata}

    def teams_after(self) -> dict[str, list[str]]:
        """Give the team of each visit in seat order, `-` for an empty seat; none where nobody was sent."""
        return {unit: list(team.members) for unit, team in sorted(self._teams.items())}

    def seats_after(self) -> dict[str, list[str]]:
        """Give the skill that each seat of each team asks for."""
        return {unit: list(team.skills) for unit, team in sorted(self._teams.items())}

    def strike(self, item: str, unit: str) -> Change:
        """Strike a unit off for one item or for all (`*`); `Refused` if the frame does not know it.

        Loads are freed by cancelled visits before any seat is filled; then, in visit order, opened visits get
        their seats and visits that an item joins get a seat for each skill that nobody in the team has.
        """
        self._struck |= strikes(self._known, unit if item == ALL else f"{item}|{unit}")
        before = self.visits
        self.strata = tuple(
            replace(s, picks=standing(s.item, s.order, s.quota, self._struck)) for s in self.strata
        )
        self.visits = merge_visits(self._frozen, self.strata)
        cancelled = tuple(sorted(before.keys() - self.visits.keys()))
        opened = self.visits.keys() - before.keys()
        gained = {
            unit: set(visit.items).difference(before[unit].items if unit in before else ())
            for unit, visit in self.visits.items()
        }
        touched = visit_order(self._seed, [unit for unit, items in gained.items() if items])
        if self._staffed:
            self._restaff(cancelled, touched, gained)
        return Change(
            cancelled,
            tuple(unit for unit in touched if unit in opened),
            tuple(unit for unit in touched if unit not in opened),
        )

    def _restaff(
        self, cancelled: Iterable[str], touched: Iterable[str], gained: Mapping[str, set[str]]
    ) -> None:
        for unit in cancelled:
            for name in self._teams.pop(unit).members:
                self._leave(name)
        for unit in touched:
            if unit in self._teams:
                self._add_missing_skills(unit, gained[unit])
            else:
                self._teams[unit] = _Team([], [])
                for skill in self.visits[unit].seats:
                    self._add_seat(unit, skill)

    def _add_missing_skills(self, unit: str, items: Iterable[str]) -> None:
        for skill in sorted({self._skill_of[item] for item in items} - {NONE}):
            members = [name for name in self._teams[unit].members if name != NONE]
            if not any(skill in self._roster.skills[name] for name in members):
                self._add_seat(unit, skill)

    def _add_seat(self, unit: str, skill: str) -> None:
        team = self._teams[unit]
        team.skills.append(skill)
        team.members.append(NONE)
        self._seat(unit, len(team.members), self.candidate(unit, len(team.members)))

    def candidate(self, unit: str, seat: int) -> str:
        """Name the only one who may take this seat (from 1) now, `-` if there is nobody.

        The rule of a late recusal: first in turn of those eligible for the seat, not in the team, not earlier
        substituted out of this visit, and below their cap. `Refused` if there is no such seat.
        """
        team = self._teams.get(unit)
        if team is None:
            raise Refused(None, f"没有派往“{unit}”的检查组")
        if not 1 <= seat <= len(team.members):
            raise Refused(None, f"派往“{unit}”的检查组没有第 {seat} 席")
        names = self._roster.eligible(unit, team.skills[seat - 1])
        barred = {*team.members, *self._left.get(unit, ())}
        return next(self._turns.ask(unit, names, barred), NONE)

    def substitute(self, unit: str, seat: int, out: str, incoming: str) -> None:
        """Let `incoming` take the seat of `out`; `Refused` if it is not his or another is first in turn."""
        first = self.candidate(unit, seat)
        holder = self._teams[unit].members[seat - 1]
        if holder != out:
            raise Refused(None, f"“{unit}”第 {seat} 席现为 {holder}，不是 {out}")
        if incoming != first:
            raise Refused(None, f"“{unit}”第 {seat} 席依次应由 {first} 替换，不能是 {incoming}")
        self._leave(out)
        self._left.setdefault(unit, set()).add(out)
        self._seat(unit, seat, incoming)

    def _seat(self, unit: str, seat: int, name: str) -> None:
        self._teams[unit].members[seat - 1] = name
        if name != NONE:
            self._turns.take(name)

    def _leave(self, name: str) -> None:
        if name != NONE:
            self._turns.leave(name)


def replay(frozen: FrozenInput, result: DrawResult, entries: Iterable[Entry]) -> Replay:
    """Go through the log entries of a draw in order; only strikes and substitutions matter here."""
    state = Replay(frozen, result)
    for entry in entries:
        if isinstance(entry, Strike):
            state.strike(entry.item, entry.unit)
        if isinstance(entry, Substitute):
            state.substitute(entry.unit, entry.seat, entry.out, entry.incoming)
    return state
