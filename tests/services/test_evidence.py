"""公平检验 of an office's year: what it reads, and that it says the same each time."""

import pytest

from app.core.errors import UserError
from app.services import draw, visit_list, visits
from app.services.evidence import STAFFINGS, EvidenceTrials, read_evidence
from app.services.office import Store
from app.services.rows.evidence import Evidence
from app.services.rows.visit import VisitDetail
from tests import stages

TRIALS = 40


def _found(store: Store, trials: int = TRIALS) -> Evidence:
    made = EvidenceTrials(read_evidence(store, stages.YEAR))
    made.advance(trials, lambda _done, _total: None)
    return made.found()


def test_a_draw_is_set_beside_what_chance_gives(drawn: Store) -> None:
    found = _found(drawn)
    assert found.picks == 53
    assert (found.trials, found.staffings, found.unstaffed) == (TRIALS, TRIALS, 0)
    assert [row.number for row in found.strata] == sorted(
        (row.number for row in found.strata), key=lambda number: float(number.rstrip("abcd"))
    )
    assert len(found.strata) + found.settled == 15
    assert found.judged == len(found.strata) + 2
    assert not any(row.deviates for row in found.strata)
    assert sum(row.picks for row in found.strata) < found.picks  # the rest is inspected whole


def test_seats_are_those_that_the_year_table_counts(drawn: Store) -> None:
    found = _found(drawn)
    seats = sum(len(detail.seats) for detail in _details(drawn))
    assert sum(row.seats for row in found.officers) == seats
    assert sum(row.expected for row in found.officers) == pytest.approx(seats)
    assert found.spread is not None
    loads = [row.prior + row.seats for row in found.officers]
    assert found.spread.observed == max(loads) - min(loads)
    assert found.meetings == ()  # one draw: nobody can meet again


def _details(store: Store) -> list[VisitDetail]:
    return [visit_list.visit_detail(store, row.id) for row in visit_list.list_visits(store, stages.YEAR)]


def test_the_same_draws_show_the_same_figures(drawn: Store) -> None:
    assert _found(drawn, 20) == _found(drawn, 20)


def test_trials_can_be_made_a_few_at_a_time(drawn: Store) -> None:
    told: list[tuple[int, int]] = []
    made = EvidenceTrials(read_evidence(drawn, stages.YEAR))
    made.advance(7, lambda done, total: told.append((done, total)))
    made.advance(TRIALS - 7, lambda _done, _total: None)
    assert made.found() == _found(drawn)
    assert told == [(done, made.total) for done in range(7)]


def test_work_that_was_stopped_goes_on_where_it_was(drawn: Store) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 5:
            raise UserError("够了")

    made = EvidenceTrials(read_evidence(drawn, stages.YEAR))
    with pytest.raises(UserError):
        made.advance(TRIALS, stop)
    assert made.done == 5
    made.advance(TRIALS - 5, lambda _done, _total: None)
    assert made.found() == _found(drawn)


def test_more_trials_than_wanted_are_never_made(drawn: Store) -> None:
    made = EvidenceTrials(read_evidence(drawn, stages.YEAR))
    made.done = made.total - 3
    made.advance(10, lambda _done, _total: None)
    assert made.done == made.total > STAFFINGS


def test_a_void_attempt_says_how_far_it_came_and_who_agreed(frozen: Store) -> None:
    draw.take_digits(frozen, 1, stages.DIGITS, stages.act("2024-01-30"))
    draw.void(frozen, 1, "现场数字读错", "郑例衡", stages.act("2024-01-30"))
    found = _found(frozen)
    (row,) = found.attempts
    assert (row.title, row.attempt, row.state, row.reached) == ("2024年第一季度", 1, "已作废", "已取数")
    assert (row.by, row.reason, row.second) == ("周例远", "现场数字读错", "郑例衡")
    assert row.voided_at == "2024-01-30T09:00:00+08:00"
    assert {(each.name, each.freezes, each.voids, each.agreed) for each in found.clerks} == {
        ("周例远", 1, 1, 0),
        ("郑例衡", 0, 0, 1),
    }
    assert (found.strata, found.officers, found.spread, found.judged) == ((), (), None, 0)


def test_what_was_drawn_in_vain_is_not_judged(drawn: Store) -> None:
    draw.void(drawn, 1, "名单有误", "郑例衡", stages.act("2024-01-31"))
    found = _found(drawn)
    assert (found.strata, found.officers, found.picks) == ((), (), 0)
    assert [row.reached for row in found.attempts] == ["已抽取"]


def test_strikes_and_substitutions_are_counted_by_person(drawn: Store) -> None:
    first, second, third = visit_list.list_visits(drawn, stages.YEAR)[:3]
    visits.strike(drawn, first.id, "已关闭", b"proof", stages.act("2024-02-05"))
    visits.strike(drawn, second.id, "无法联系", b"", stages.act("2024-02-05", "吴例新"))
    visits.substitute(drawn, third.id, 1, "回避", "吴例新", stages.act("2024-02-06"))
    rows = {row.name: row for row in _found(drawn).clerks}
    assert (rows["周例远"].strikes, rows["周例远"].with_proof, rows["周例远"].reasons) == (1, 1, "已关闭 1")
    assert (rows["吴例新"].strikes, rows["吴例新"].with_proof, rows["吴例新"].substitutions) == (1, 0, 1)


def test_a_year_without_draws_has_nothing_to_judge(signed: Store) -> None:
    found = _found(signed)
    assert (found.strata, found.attempts, found.clerks, found.picks) == ((), (), (), 0)
