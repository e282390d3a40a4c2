"""Kill a ceremony at many moments of every step and look at what is left: what was confirmed, and no more.

    python tools/kill_ceremony.py [--times 60] [--seed 1]

One database goes through the whole ceremony. After each kill it must be sound, stand exactly at the last step
that was confirmed (or at the one begun, whole), refuse a second seed and a second freeze, and go on from
there. In the end it is the very database of a ceremony that nobody killed, and has the result that the digits
fix.
"""

import argparse
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from sqlalchemy import event, select  # noqa: E402 (the path to our own code is set above)

from app.core.errors import UserError  # noqa: E402 (as above)
from app.core.states import DrawState  # noqa: E402 (as above)
from app.models.draw import Draw  # noqa: E402 (as above)
from app.sampling import parse, verify_package  # noqa: E402 (as above)
from app.sampling import perform as draw_again  # noqa: E402 (as above)
from app.services import draw, packages  # noqa: E402 (as above)
from app.services.check import check_database  # noqa: E402 (as above)
from app.services.office import Store, open_store  # noqa: E402 (as above)
from tests import stages  # noqa: E402 (as above)
from tools.ceremony_steps import DIGITS, SALTS, STANDING, Moment, is_write, steps  # noqa: E402 (as above)

OTHER_DIGITS: Final = ("11112222", "33334444", "55556666")
_LONGEST_COMMIT: Final = 0.01
_VISITS_KILLED: Final = 3
_TABLES: Final = (
    "SELECT name, sql FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%' ORDER BY name"
)


@dataclass(frozen=True, slots=True)
class Known:
    """A ceremony that nobody killed: name, seconds, number of writes and of commits of each step.

    `states[n]` is the digest of the database after n steps.
    """

    names: tuple[str, ...]
    seconds: tuple[float, ...]
    writes: tuple[int, ...]
    commits: tuple[int, ...]
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A kill to be made: in which step, where in it, at which write, and how many seconds after that."""

    step: int
    moment: Moment
    write: int
    after: float


@dataclass(frozen=True, slots=True)
class Kill:
    """A kill that was made: steps confirmed and found, whether a journal was left, and what is wrong."""

    plan: Plan
    confirmed: int
    found: int
    journal: bool
    faults: tuple[str, ...]


def state_of(database: Path) -> str:
    """Give a digest of everything in a database."""
    digest = sha256()
    with closing(sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        tables = connection.execute(_TABLES).fetchall()
        for name, made_by in tables:
            digest.update(f"{name}\n{made_by}\n".encode())
            for row in connection.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - the file's own tables
                digest.update(repr(row).encode())
    return digest.hexdigest()


def signed_office(folder: Path) -> Path:
    """Make a database with a registry and a signed plan."""
    return stages.build(folder).signed


def undisturbed(start: Path, database: Path) -> Known:
    """Go through a ceremony on a copy and note every step of it."""
    shutil.copyfile(start, database)
    names: list[str] = []
    seconds: list[float] = []
    writes: list[int] = []
    commits: list[int] = []
    states = [state_of(database)]
    with closing(open_store(database)) as store:

        def count(_connection: object, _cursor: object, statement: str, *_others: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event signature
            writes[-1] += is_write(statement)

        def count_commit(_connection: object) -> None:
            commits[-1] += 1

        event.listen(store.engine, "before_cursor_execute", count)
        event.listen(store.engine, "commit", count_commit)
        for name, act in steps(store):
            writes.append(0)
            commits.append(0)
            begin = time.perf_counter()
            act()
            names.append(name)
            seconds.append(time.perf_counter() - begin)
            states.append(state_of(database))
    return Known(tuple(names), tuple(seconds), tuple(writes), tuple(commits), tuple(states))


def planned(known: Known, times: int, seed: int) -> list[Plan]:
    """Choose moments in every step; of the visits, which are all alike, only the first few."""
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    visits = [step for step, name in enumerate(known.names) if name == "visit"]
    chosen = sorted(set(range(len(known.names))).difference(visits[_VISITS_KILLED:]))
    everything = list(product(chosen, Moment))
    plans = []
    for step, moment in sorted(chance.sample(everything, min(times, len(everything))), key=everything.index):
        longest = {Moment.AT_ANY_TIME: known.seconds[step], Moment.IN_COMMIT: _LONGEST_COMMIT}.get(moment, 0)
        plans.append(Plan(step, moment, chance.randint(1, known.writes[step]), chance.uniform(0, longest)))
    return plans


def _child(database: Path, done: int, *plan: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "tools.ceremony_steps", str(database), str(done), *plan],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def _last(lines: Sequence[str], word: str, otherwise: int) -> int:
    """Give how many steps are over by the last line of a sort."""
    return max((int(line.split()[1]) + 1 for line in lines if line.startswith(word)), default=otherwise)


def kill(database: Path, done: int, plan: Plan, known: Known) -> Kill:
    """Go on from `done` steps, kill the child at the planned moment and look at the database."""
    lines = []
    with _child(database, done, str(plan.step), plan.moment, str(plan.write)) as process:
        if process.stdout is None:
            raise RuntimeError
        for line in process.stdout:
            lines.append(line)
            if line.startswith("reached"):
                break
        time.sleep(plan.after)
        process.kill()
        lines += process.stdout.readlines()
    if "reached\n" not in lines:
        raise RuntimeError(f"the ceremony never came to {plan}")
    confirmed, begun = _last(lines, "confirmed", done), _last(lines, "begin", done)
    journal = database.with_name(f"{database.name}-journal").exists()
    checked = check_database(database)
    faults = [] if checked.fault is None else ["：".join(checked.fault)]
    state = state_of(database)
    found = known.states.index(state) if state in known.states else -1
    if found not in (confirmed, begun):
        faults.append(f"{confirmed} steps confirmed, {begun} begun, {found} found")
    faults += refusals_missing(database)
    return Kill(plan, confirmed, found, journal, tuple(faults))


def refusals_missing(database: Path) -> Iterator[str]:
    """Try on a copy what must be refused: other digits where there is a seed, a freeze where one stands.

    A list that is only frozen takes digits first, and none after that.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copyfile(database, Path(folder) / database.name))
        with closing(open_store(copy)) as store:
            for number, state in _draws(store):
                if state == DrawState.FROZEN:
                    draw.take_digits(store, number, DIGITS[number], stages.act("2024-01-30"))
                before = state_of(copy)
                for digits in (OTHER_DIGITS, DIGITS[number]):
                    try:
                        draw.take_digits(store, number, digits, stages.act("2024-01-30"))
                    except UserError:
                        continue
                    yield f"draw {number} took digits twice"
                if state != DrawState.VOID:
                    try:
                        stages.freeze(store)
                    except UserError:
                        pass
                    else:
                        yield f"a second freeze while draw {number} stands"
                if state_of(copy) != before:
                    yield "what was refused left a trace"


def _draws(store: Store) -> list[tuple[int, str]]:
    with store.reading() as session:
        return [(each.id, each.state) for each in session.scalars(select(Draw).order_by(Draw.id))]


def kill_often(start: Path, database: Path, plans: Sequence[Plan], known: Known) -> list[Kill]:
    """Bring one database through the ceremony, killed at each planned moment that it still comes to."""
    shutil.copyfile(start, database)
    kills: list[Kill] = []
    done = 0
    for plan in plans:
        if plan.step < done:
            continue  # a kill in the commit came too late to undo it
        kills.append(kill(database, done, plan, known))
        if kills[-1].found < 0:
            return kills
        done = kills[-1].found
    with _child(database, done) as process:
        process.communicate()
    return kills


def faults_at_the_end(database: Path, known: Known) -> Iterator[str]:
    """Compare the database after all kills with the undisturbed one, the result with what the digits fix."""
    for name, commits in zip(known.names, known.commits, strict=True):
        if commits != 1:
            yield f"{name} is {commits} transactions"
    if state_of(database) != known.states[-1]:
        yield "not the database of a ceremony that nobody killed"
        return
    with closing(open_store(database, read_only=True)) as store:
        with store.reading() as session:
            kept = session.get_one(Draw, STANDING)
            again = draw_again(parse(kept.frozen), DIGITS[STANDING], SALTS[STANDING])
            if kept.result_digest != again.result_digest:
                yield "not the result that the digits fix"
        if not verify_package(packages.draw_package(store, STANDING)).ok:
            yield "the public package does not verify"


def main() -> int:
    """Print a table of kills; 1 where one left anything but the last confirmed step."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        start, database = signed_office(folder), folder / "killed.db"
        known = undisturbed(start, folder / "whole.db")
        print(f"one ceremony: {len(known.names)} steps, {sum(known.seconds):.2f} s")
        kills = kill_often(start, database, planned(known, arguments.times, arguments.seed), known)
        print("  step              moment               after  confirmed  found  journal")
        for one in kills:
            plan = one.plan
            print(
                f"  {plan.step:2} {known.names[plan.step]:14} {plan.moment:18} {plan.after * 1e6:6.0f} µs"
                f"  {one.confirmed:9}  {one.found:5}  {one.journal!s:7}  {'; '.join(one.faults)}"
            )
        faults = [fault for one in kills for fault in one.faults] + list(faults_at_the_end(database, known))
    counted = Counter(one.plan.moment for one in kills)
    moments = ", ".join(f"{number} {moment}" for moment, number in counted.items())
    kept = sum(one.found > one.confirmed for one in kills)
    print(f"{len(kills)} kills ({moments})")
    print(f"{sum(one.journal for one in kills)} left a journal; {kept} came after a commit not yet told")
    print("\n".join(faults) or "nothing confirmed was lost, nothing unconfirmed was half done")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
