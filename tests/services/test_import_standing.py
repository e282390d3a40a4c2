"""However decisions follow each other, what stands is what the last of them say."""

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from app.intake.records import OBJECT_BLANKS, ObjectRow, RegistryTable
from app.services.import_plan import Comparison
from app.services.import_standing import Standing
from app.services.rows.intake import Candidate, Choice, Decision, Difference, Doubt, Fate, Reason

ROWS = 8
IDS = (1, 2, 3)
BLANK = ObjectRow(**{key: OBJECT_BLANKS.get(key, "") for key in ObjectRow._fields})  # type: ignore[arg-type]
TABLE: RegistryTable[Any] = RegistryTable([BLANK] * ROWS, 0, 0, (), {}, (), {"": frozenset()}, (), ())
CANDIDATES = tuple(Candidate(row_id, f"WL-{row_id:04d}", "示例甲厂", "", "") for row_id in IDS)

reasons = st.lists(st.sampled_from(list(Reason)), min_size=ROWS - 2, max_size=ROWS - 2)
decision = st.builds(
    lambda choice, row_id: Decision(choice, row_id if choice is Choice.SAME else 0),
    st.sampled_from(list(Choice)),
    st.sampled_from(IDS),
)
steps = st.lists(st.dictionaries(st.integers(0, ROWS - 3), decision, max_size=4), max_size=6)
changing = st.sets(st.tuples(st.integers(0, ROWS - 1), st.sampled_from(IDS)))


def compared(why: list[Reason], changed: set[tuple[int, int]]) -> Comparison[Any]:
    """Give rows of which all but the last two are doubtful; the last but one is certainly number 9."""
    doubts = {place: Doubt(reason, CANDIDATES) for place, reason in enumerate(why)}
    differences = {pair: (Difference("phone", "1", "2"),) for pair in changed}
    return Comparison(Path("名录.csv"), TABLE, {ROWS - 2: 9}, doubts, differences)


@given(why=reasons, changed=changing, told=steps)
def test_what_stands_does_not_depend_on_the_way_there(
    why: list[Reason], changed: set[tuple[int, int]], told: list[dict[int, Decision]]
) -> None:
    comparison = compared(why, changed)
    standing = Standing(comparison)
    final: dict[int, Decision] = {}
    for step in told:
        standing.decide(step)
        final |= step
    assert bytes(standing.fates) == comparison.fates_by(final)
    assert tuple(standing.clashes()) == comparison.clashes(final)
    for reason, places in standing.reasons.items():
        chosen = {comparison.decision(place, final).choice for place in places}
        assert standing.choice_of(reason) == (chosen.pop() if len(chosen) == 1 else None)


@given(why=reasons, changed=changing, told=steps, alike=st.sampled_from(list(Choice)))
def test_rows_decided_alike_stand_as_if_each_were_decided(
    why: list[Reason], changed: set[tuple[int, int]], told: list[dict[int, Decision]], alike: Choice
) -> None:
    comparison = compared(why, changed)
    standing = Standing(comparison)
    final: dict[int, Decision] = {}
    for step in told:
        standing.decide(step)
        final |= step
        standing.decide_alike(why[0], alike)
        likeliest = IDS[0] if alike is Choice.SAME else 0
        final |= dict.fromkeys(standing.reasons[why[0]], Decision(alike, likeliest))
    assert standing.decisions == final
    assert bytes(standing.fates) == comparison.fates_by(final)
    assert tuple(standing.clashes()) == comparison.clashes(final)
    for reason, places in standing.reasons.items():
        chosen = {comparison.decision(place, final).choice for place in places}
        assert standing.choice_of(reason) == (chosen.pop() if len(chosen) == 1 else None)


@given(why=reasons, changed=changing, told=steps)
def test_every_row_has_one_fate(
    why: list[Reason], changed: set[tuple[int, int]], told: list[dict[int, Decision]]
) -> None:
    standing = Standing(compared(why, changed))
    for step in told:
        standing.decide(step)
    assert sum(standing.fates.count(fate) for fate in Fate) == ROWS
