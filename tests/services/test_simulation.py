"""全年模拟: the same year as the services draw it, and what a thousand such years come to."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.catalogue import Repeat, RuleChange, VisitedScope
from app.models.draw import Draw
from app.sampling import DrawResult, Staffing
from app.services import draw, plan, policy, registry, simulation, visits
from app.services.object_detail import object_detail
from app.services.object_list import object_ids
from app.services.office import Store, open_store
from app.services.plan import newest_view
from app.services.replayed import performed
from app.services.rows.registry import RegistryQuery
from app.services.rows.simulation import SimulatedYear
from app.services.simulated_year import live_through
from app.services.simulation import RUNS, Simulation
from app.services.simulation_case import read_year
from tests import stages
from tests.stages import YEAR, act

DAY = act("2024-01-30")
QUARTERS = (1, 2, 3, 4)


def _make_special(store: Store) -> None:
    """Hide some objects, so that every quarter draws some apart, and let others ask for a yearly visit."""
    for place, object_id in enumerate(object_ids(store, RegistryQuery(), DAY.day)):
        fields = object_detail(store, object_id, YEAR, DAY.day).fields
        if place < 12:
            fields = replace(fields, secrecy_basis="涉及国家安全（演练）")
        elif place % 9 == 0:
            fields = replace(fields, supervision_class="特殊")
        registry.edit_object(store, object_id, fields, DAY)


def _draw_year(store: Store) -> None:
    for quarter in QUARTERS:
        for period in (f"{YEAR}Q{quarter}", f"{YEAR}Q{quarter}-B"):
            draw_id = draw.freeze(store, period, "-", "", DAY)
            draw.take_digits(store, draw_id, stages.DIGITS, DAY)
            draw.perform(store, draw_id, DAY)
            visits.open_visits(store, draw_id, DAY)


def _teams(result: DrawResult) -> object:
    assert isinstance(result.staffing, Staffing)
    return result.staffing.teams


def test_a_simulated_year_is_the_year_that_the_services_draw(signed: Store) -> None:
    _make_special(signed)
    wider = RuleChange("2024-15b", Repeat.PREFER, VisitedScope.ANY_YEAR)
    policy.change_rule(signed, YEAR, wider, "王例正", DAY)
    case = read_year(signed, YEAR, DAY.day)
    assert case is not None
    _draw_year(signed)
    with signed.reading() as session:
        draws = list(session.scalars(select(Draw).order_by(Draw.id)))
        seeds = {(each.quarter, each.period.endswith("-B")): each.seed for each in draws}
        real = [(each.quarter, performed(each)[1]) for each in draws]
    simulated = list(live_through(case.case, lambda quarter, apart: seeds[quarter, apart]))
    assert len(simulated) == len(real) == 8
    assert any("M" in stratum.frame.states for stratum in performed(draws[-2])[0].strata)
    for (quarter, ours), (quarter_drawn, theirs) in zip(simulated, real, strict=True):
        assert quarter == quarter_drawn
        assert ours.strata == theirs.strata
        assert _teams(ours) == _teams(theirs)
    assert read_year(signed, YEAR, DAY.day) == case  # the year's own visits change nothing


@pytest.fixture(scope="module")
def simulated(tmp_path_factory: pytest.TempPathFactory) -> SimulatedYear:
    stages_ = stages.build(tmp_path_factory.mktemp("simulated"))
    with closing(open_store(stages_.signed)) as store:
        return _run(store, 60)


def _run(store: Store, runs: int, number: int = 1) -> SimulatedYear:
    case = read_year(store, YEAR, DAY.day)
    assert case is not None
    made = Simulation(case, number)
    made.advance(runs, lambda _done, _total: None)
    return made.found()


def test_picks_are_those_of_the_plan(simulated: SimulatedYear, signed: Store) -> None:
    view = newest_view(signed, YEAR)
    assert view is not None
    for spread, planned in zip(simulated.quarters[:3], view.quarters[:3], strict=True):
        assert spread.picks.low == spread.picks.middle == spread.picks.high == planned
    assert simulated.quarters[3].picks.low >= view.quarters[3]  # what nobody drew so far comes on top
    assert (simulated.runs, simulated.number, simulated.uncounted) == (60, 1, ())
    assert simulated.plan == "年度计划第 1 稿（已签发）"


def test_what_is_inspected_whole_is_always_visited(simulated: SimulatedYear) -> None:
    yearly = [row for row in simulated.objects if "15a" in row.strata and row.state == "正常"]
    assert len(yearly) >= 18
    assert all(row.chance == 1 and row.visits >= 4 for row in yearly)
    assert all(0 <= row.chance <= 1 and row.visits >= row.chance for row in simulated.objects)


def test_visits_and_seats_add_up(simulated: SimulatedYear) -> None:
    visits_ = sum(row.visits for row in simulated.objects)
    assert simulated.whole.visits.low <= visits_ <= simulated.whole.visits.high
    seats = sum(row.mean for row in simulated.officers)
    assert seats == pytest.approx(2 * visits_, rel=0.05)  # some skills ask for a third
    assert all(row.low <= row.mean <= row.high for row in simulated.officers)


def test_important_objects_are_reached_in_the_last_quarter_at_the_latest(simulated: SimulatedYear) -> None:
    assert not any(row.short for row in simulated.objects)
    assert any(row.supervision_class == "特殊" and row.chance == 1 for row in simulated.objects)


def test_what_the_last_quarter_cannot_reach_is_marked(signed: Store) -> None:
    case = read_year(signed, YEAR, DAY.day)
    assert case is not None
    chosen = [replace(line, quarters=(1,)) for line in case.case.strata if not line.all_inspected]
    early = replace(case.case, strata=tuple(chosen))
    made = Simulation(replace(case, case=early), 1)
    made.advance(20, lambda _done, _total: None)
    found = made.found()
    short = [row for row in found.objects if row.short]
    assert short
    assert all(row.supervision_class in ("重点", "特殊") and row.chance < 1 for row in short)
    assert found.quarters[1].visits.high == 0


def test_the_number_gives_the_figures(signed: Store) -> None:
    assert _run(signed, 8) == _run(signed, 8)
    assert _run(signed, 8).objects != _run(signed, 8, number=2).objects


def test_runs_are_made_a_few_at_a_time_and_no_more_than_all(signed: Store) -> None:
    case = read_year(signed, YEAR, DAY.day)
    assert case is not None
    told: list[tuple[int, int]] = []
    made = Simulation(case, 1)
    made.advance(3, lambda done, total: told.append((done, total)))
    made.advance(5, lambda _done, _total: None)
    assert made.found() == _run(signed, 8)
    assert told == [(0, RUNS), (1, RUNS), (2, RUNS)]
    made.done = RUNS - 1
    made.advance(5, lambda _done, _total: None)
    assert made.done == RUNS


def test_where_teams_are_much_work_every_tenth_run_has_them(
    signed: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _run(signed, 25)
    assert whole.staffed == 25
    monkeypatch.setattr(simulation, "_MUCH_WORK", 1000)
    sparing = _run(signed, 25)
    assert (sparing.runs, sparing.staffed) == (25, 3)
    assert sparing.objects == whole.objects
    assert sparing.whole.visits == whole.whole.visits
    assert sparing.whole.unstaffed == 0
    assert sum(row.mean for row in sparing.officers) == pytest.approx(
        sum(row.mean for row in whole.officers), rel=0.05
    )


def test_too_few_people_are_said_and_no_seats_counted(signed: Store) -> None:
    case = read_year(signed, YEAR, DAY.day)
    assert case is not None
    alone = replace(case.case, inspectors=case.case.inspectors[:1])
    made = Simulation(replace(case, case=alone), 1)
    made.advance(3, lambda _done, _total: None)
    found = made.found()
    assert found.whole.unstaffed == 3
    assert found.whole.seats.high == 0
    assert found.whole.visits.low > 0


def test_a_draft_leaves_out_what_is_not_counted_yet(imported: Store) -> None:
    plan.draft(imported, YEAR, act("2024-01-18"))
    found = _run(imported, 2)
    assert found.uncounted == ("12 环评报告编制单位",)
    assert found.plan == "年度计划第 1 稿（拟稿）"


def test_without_a_plan_there_is_nothing_to_simulate(
    stages: stages.Stages, copy_of: Callable[[Path], Store]
) -> None:
    assert read_year(copy_of(stages.imported), YEAR, DAY.day) is None
