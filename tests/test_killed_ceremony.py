"""A killed ceremony stands at its last confirmed step and goes on to the result that its digits fix."""

from pathlib import Path

from tools.ceremony_steps import Moment
from tools.kill_ceremony import Plan, faults_at_the_end, kill_often, signed_office, undisturbed

MOMENTS = {
    "freeze": Moment.AMONG_STATEMENTS,
    "void": Moment.AT_ANY_TIME,
    "freeze again": Moment.IN_COMMIT,
    "seed": Moment.BEFORE_COMMIT,
    "draw": Moment.AFTER_COMMIT,
    "open visits": Moment.BEFORE,
    "strike": Moment.AMONG_STATEMENTS,
    "substitute": Moment.IN_COMMIT,
}
LAST_WRITE = 3
A_MILLISECOND = 0.001


def test_a_killed_ceremony_loses_nothing_confirmed_and_takes_no_second_seed(tmp_path: Path) -> None:
    """``tools/kill_ceremony.py`` does this at every moment of every step."""
    start, database = signed_office(tmp_path), tmp_path / "示例.db"
    known = undisturbed(start, tmp_path / "whole.db")
    last = {name: step for step, name in enumerate(known.names)}
    plans = [Plan(last[name], moment, LAST_WRITE, A_MILLISECOND) for name, moment in MOMENTS.items()]
    kills = kill_often(start, database, plans, known)
    assert [one.plan for one in kills] == plans
    assert [fault for one in kills for fault in one.faults] == []
    advance = {one.plan.moment: one.found - one.confirmed for one in kills}
    assert advance[Moment.BEFORE] == advance[Moment.BEFORE_COMMIT] == 0
    assert advance[Moment.AFTER_COMMIT] == 1
    assert list(faults_at_the_end(database, known)) == []
