"""Who stands in a frozen list, in which state, and how typed counts are frozen (draw-spec.md §2)."""

from datetime import date

from sqlalchemy import select

from app.core.states import ObjectState
from app.models.draw import Draw
from app.models.registry import InspectionObject
from app.sampling import parse
from app.services import draw, plan, visit_list
from app.services.object_list import object_ids
from app.services.occasions import preview
from app.services.office import Store
from app.services.rows.draw import DueStratum, FrameRow
from app.services.rows.registry import RegistryQuery
from app.services.rows.states import StateChange
from app.services.state_changes import change_states
from tests import stages
from tests.stages import YEAR, act


def _stratum(store: Store, quarter: int, number: str, day: str) -> DueStratum:
    return next(one for one in preview(store, f"{YEAR}Q{quarter}", act(day)).strata if one.number == number)


def _row(stratum: DueStratum, code: str) -> FrameRow:
    return next(row for row in stratum.frame if row.code == code)


def test_who_is_closed_takes_no_part_and_the_list_says_why(signed: Store) -> None:
    code = _stratum(signed, 1, "3", "2024-01-30").frame[0].code
    found = object_ids(signed, RegistryQuery(text=code), date(2024, 1, 29))[0]
    closed = StateChange(ObjectState.CLOSED, date(2024, 1, 29), "已拆除")
    change_states(signed, [found], closed, act("2024-01-29"))
    after = _stratum(signed, 1, "3", "2024-01-30")
    assert (_row(after, code).state, _row(after, code).reason) == ("X", "关闭")
    assert after.population == len(after.frame) - after.count("X")


def test_who_was_drawn_this_year_comes_after_the_fresh_ones(drawn: Store) -> None:
    visited = {row.code for row in visit_list.list_visits(drawn, YEAR) if "3" in row.items}
    stratum = _stratum(drawn, 2, "3", "2024-04-01")
    assert {row.code for row in stratum.frame if row.state == "V"} == visited
    assert {row.reason for row in stratum.frame if row.state == "V"} == {"本年已查"}
    assert stratum.population == 9


def test_in_the_last_quarter_who_must_be_seen_yearly_is_drawn_first(drawn: Store) -> None:
    before = {
        row.code
        for one in preview(drawn, f"{YEAR}Q3", act("2024-07-01")).strata
        for row in one.frame
        if row.state == "M"
    }
    assert before == set()
    strata = preview(drawn, f"{YEAR}Q4", act("2024-10-08")).strata
    must = [(row.code, row.reason) for one in strata for row in one.frame if row.state == "M"]
    assert must
    assert {reason for _, reason in must} == {"重点、特殊对象，本年尚未检查"}
    assert len({code for code, _ in must}) == len(must)
    assert all(one.quota >= one.count("M") for one in strata)


def test_whom_the_last_quarter_cannot_reach_is_told_before_the_freeze(drawn: Store) -> None:
    def told(quarter: int, day: str) -> list[str]:
        warnings = preview(drawn, f"{YEAR}Q{quarter}", act(day)).warnings
        return [warning for warning in warnings if "都抽不到" in warning]

    held = {row.code for one in preview(drawn, f"{YEAR}Q4", act("2024-10-08")).strata for row in one.frame}
    held |= {row.code for row in visit_list.list_visits(drawn, YEAR)}
    before = told(4, "2024-10-08")
    with drawn.writing() as session:
        others = select(InspectionObject).where(
            InspectionObject.code.not_in(held), InspectionObject.supervision_class == "一般"
        )
        found = session.scalars(others.where(InspectionObject.state == ObjectState.NORMAL)).first()
        assert found is not None
        found.supervision_class = "重点"
        words = f"{found.name}（{found.code}）"
    [after] = told(4, "2024-10-08")
    assert words in after
    assert after not in before
    assert told(3, "2024-07-01") == []


def test_a_typed_count_is_frozen_as_n_of_the_population(imported: Store) -> None:
    plan_id = stages.draft_plan(imported)
    plan.override(imported, plan_id, "2024-03", 4, "示环办〔2024〕2号", act("2024-01-18"))
    for question in plan.plan_view(imported, plan_id).open_questions:
        plan.answer(imported, plan_id, question.key, "按方案执行", act("2024-01-18"))
    stages.sign_plan(imported, plan_id)
    draw_id = stages.freeze(imported)
    with imported.reading() as session:
        frozen = parse(session.get_one(Draw, draw_id).frozen)
    found = next(one for one in frozen.strata if one.code == "2024-03")
    assert (found.numerator, found.denominator) == (4, 9)


def test_names_behind_aliases_follow_the_secret_alone(signed: Store) -> None:
    people = preview(signed, f"{YEAR}Q1", act("2024-01-30")).inspectors
    one, again, other = (draw.aliases(people, secret) for secret in ("甲", "甲", "乙"))
    assert one == again
    assert one != other
    assert sorted(one.values()) == sorted(other.values())


def test_a_line_left_out_takes_nobody_from_the_lines_that_are_drawn(imported: Store) -> None:
    plan_id = stages.draft_plan(imported)
    first = next(line for line in plan.plan_view(imported, plan_id).lines if line.number == "5")
    plan.override(imported, plan_id, first.stratum, 0, "本年不查", act("2024-01-18"))
    for check in plan.plan_view(imported, plan_id).open_questions:
        plan.answer(imported, plan_id, check.key, "本年不查", act("2024-01-18"))
    stages.sign_plan(imported, plan_id)
    assert _stratum(imported, 4, "5", "2024-10-08").count("M") == 0
