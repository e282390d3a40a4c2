"""Verify a public package: walk its log, draw again, replay what came after (draw-spec.md §7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from app.sampling import checks

REQUIRED = (checks.INPUT, checks.REVEAL, checks.RESULT, checks.LOG)
"""What every package has; a folder or archive with none of these is no package at all."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is wrong: file and line or place in it, and a Chinese sentence."""

    where: str
    message: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found; fields that a fault kept from being checked are empty.

    `draws` counts different D in the log, `entries` its lines; `head` is the last; `picks_after` and
    `teams_after` tell the sample and the teams after the last entry.
    """

    fault: Fault | None = None
    draws: int = 0
    entries: int = 0
    digest: str = ""
    seed: str = ""
    attempt: int = 0
    head: str = ""
    picks_after: Mapping[str, Sequence[str]] = field(default_factory=dict)
    teams_after: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Tell whether everything is as it should be."""
        return self.fault is None

    def json(self) -> dict[str, object]:
        """Give the JSON form of `verify`."""
        fault = self.fault and {"where": self.fault.where, "message": self.fault.message}
        return {
            "ok": self.ok,
            "first_fault": fault,
            "draws": self.draws,
            "entries": self.entries,
            "picks_after": {key: list(units) for key, units in self.picks_after.items()},
            "teams_after": {unit: list(team) for unit, team in self.teams_after.items()},
        }


def verify_package(files: Mapping[str, bytes]) -> Verification:
    """Check a package, given as file name (`log/4.txt`) to bytes; never raises, whatever the package holds.

    What the log binds is compared with the log before anything is drawn, so that the fault names the file
    that was forged and not merely the first that no longer agrees.
    """
    found = Verification()
    try:
        for name in REQUIRED:
            checks.file_of(files, name)
        lines = checks.checked_log(files)
        draws = len({line.digest for line in lines})
        found = replace(found, draws=draws, entries=len(lines), head=lines[-1].head)
        frozen = checks.checked_input(files)
        logged = checks.checked_payloads(files, checks.own_lines(frozen, lines))
        attempt = checks.check_freeze(frozen, lines, logged)
        found = replace(found, digest=frozen.digest, attempt=attempt)
        salt, digits = checks.revealed(files, logged)
        result = checks.redrawn(frozen, salt, digits, logged)
        checks.check_announced(files, result)
        found = replace(found, seed=result.seed)
        state = checks.replayed(frozen, result, logged)
    except checks.WrongError as wrong:
        return replace(found, fault=Fault(wrong.where, wrong.message))
    return replace(found, picks_after=state.picks_after(), teams_after=state.teams_after())
