"""Packages made at random: the page and the program say the same of each.

The inputs are small and mean: codes that JavaScript takes for something else, few people with low caps (so
that a greedy assignment gets stuck, or none exists), strikes of whatever the frame knows, and substitutions.
"""

import json
from pathlib import Path
from random import Random

import pytest

from app.sampling import (
    Entry,
    Freeze,
    FrozenInput,
    Inspector,
    Recusal,
    Result,
    Reveal,
    Seed,
    Stratum,
    Strike,
    Substitute,
    commitment,
    perform,
    result_json,
    verify_package,
    write,
)
from tests.sampling.cases import AT, DIGITS, frame, frozen, log_files, log_of
from tests.verifiers.page import Page

UNITS = (
    "A",
    "A-1",
    "a",
    "é",
    "单位甲",
    "𠀀x",
    "\uffee",
    "12",
    "7",
    "__proto__",
    "constructor",
    "toString",
    "~",
)
PEOPLE = ("P1", "P2", "P10", "人", "__proto__", "1", "2", "Q-", "Q")
SKILLS = ("危废", "辐射")
AREAS = ("甲", "乙")
SALT = "7" * 64
CASES = 80
Files = dict[str, bytes]


class Maker:
    """Makes the package of one draw from one number."""

    def __init__(self, number: int) -> None:
        self.chance = Random(number)  # noqa: S311 -- cases to try, nothing secret
        self.salt = self.chance.choice(["-", SALT])
        self.draft = self.freeze()
        self.result = perform(self.draft, DIGITS, self.salt)
        self.known = sorted({unit for each in self.draft.strata for unit in each.frame.units})

    def some(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(self.chance.sample(names, self.chance.randint(1, len(names))))

    def freeze(self) -> FrozenInput:
        strata = [
            self.stratum(item, code)
            for item in ("1", "A", "A-1")[: self.chance.randint(1, 3)]
            for code in ("a", "a-1")[: self.chance.randint(1, 2)]
        ]
        known = sorted({unit for each in strata for unit in each.frame.units})
        people = self.chance.choice([(), self.some(PEOPLE), PEOPLE])
        return frozen(
            *strata,
            inspectors=[self.inspector(name) for name in people],
            recusals=[Recusal(name, self.chance.choice(known)) for name in people[:2]],
            skills={each.item: self.chance.choice(["-", *SKILLS]) for each in strata},
            areas={unit: self.chance.choice(AREAS) for unit in known},
            commitment="-" if self.salt == "-" else commitment(self.salt),
        )

    def stratum(self, item: str, code: str) -> Stratum:
        lines = [
            f"{unit} {self.chance.randint(1, 10)} {self.chance.choice('EEEEMVX')}"
            for unit in self.some(UNITS)
        ]
        small, big = sorted((self.chance.randint(1, 6), self.chance.randint(1, 6)))
        scope, repeat = (
            self.chance.choice(["联合", "另一"]),
            self.chance.choice(["forbid", "prefer", "allow"]),
        )
        return Stratum(item, code, small, big, scope, repeat, frame(*lines))

    def inspector(self, name: str) -> Inspector:
        areas, skills = (self.chance.choice([(), self.some(names)]) for names in (AREAS, SKILLS))
        return Inspector(name, self.chance.randint(0, 3), self.chance.choice([None, 2, 3, 5]), areas, skills)

    def strikes(self) -> list[Entry]:
        struck = self.chance.sample(self.known, min(len(self.known), self.chance.randint(0, 6)))
        return [Strike(self.draft.digest, "*", unit, "关闭", "-", AT, "U01") for unit in struck]

    def package(self, *after: Entry) -> Files:
        """Give the files of the draw with these entries after its result."""
        digest, seed = self.draft.digest, self.result.seed
        entries: list[Entry] = [
            Freeze(digest, self.draft.period, 1, AT, "U01"),
            Seed(digest, seed, DIGITS, AT, "U01"),
            Result(digest, seed, self.result.result_digest, AT, "U01"),
            *after,
            *([] if self.salt == "-" else [Reveal(digest, self.salt, AT, "U01")]),
        ]
        files = log_files(log_of(*((entry, self.draft.period) for entry in entries)), digest)
        files["input.txt"] = write(self.draft)
        files["reveal.txt"] = "".join(f"{line}\n" for line in (self.salt, *DIGITS)).encode()
        files["result.json"] = (json.dumps(result_json(self.result)) + "\n").encode()
        return files

    def trials(self, before: list[Entry]) -> list[list[Entry]]:
        """Give the entries with a seat going to each person there is, and to nobody: one of them is right."""
        teams = verify_package(self.package(*before)).teams_after
        if not teams:
            return []
        earlier = [each.unit for each in before if isinstance(each, Substitute) and each.unit in teams]
        unit = self.chance.choice([*sorted(teams), *earlier, *earlier])
        seat = self.chance.randrange(len(teams[unit]))
        names = ["-", *(each.code for each in self.draft.inspectors)]
        out, digest = teams[unit][seat], self.draft.digest
        return [[*before, Substitute(digest, unit, seat + 1, out, name, "回避", AT, "U01")] for name in names]

    def course(self) -> tuple[list[Entry], list[Entry] | None]:
        """Give strikes with substitutions, and the same with a last substitution by the wrong person."""
        entries, wrong = self.strikes(), None
        for _ in range(3):
            trials = self.trials(entries)
            found = [verify_package(self.package(*each)).ok for each in trials]
            wrong = next((each for each, right in zip(trials, found, strict=True) if not right), wrong)
            entries = next((each for each, right in zip(trials, found, strict=True) if right), entries)
        return entries, wrong


def assert_same(page: Page, files: Files, folder: Path) -> bool:
    """Compare the two verdicts; give the common one."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    program, report = verify_package(files), page.verify(folder)
    assert report["ok"] == program.ok, (program.fault, report["first_fault"])
    for key in ("draws", "entries", "picks_after", "teams_after"):
        assert report[key] == getattr(program, key)
    return program.ok


@pytest.mark.parametrize("number", range(CASES))
def test_the_page_and_the_program_say_the_same(page: Page, number: int, tmp_path: Path) -> None:
    maker = Maker(number)
    entries, wrong = maker.course()
    assert assert_same(page, maker.package(*entries), tmp_path / "照规则")
    if wrong is not None:
        assert not assert_same(page, maker.package(*wrong), tmp_path / "不照规则")


def test_the_cases_hold_what_is_hard() -> None:
    made = [Maker(number) for number in range(CASES)]
    assert all(verify_package(each.package()).ok for each in made)
    staffing = [json.loads(each.package()["result.json"]).get("staffing") for each in made]
    assert {each and each["feasible"] for each in staffing} == {None, True, False}
