"""The annual plan: what it counts, what it asks, what it lets happen when."""

from collections.abc import Callable, Iterable
from datetime import date

import pytest

from app.core.errors import UserError
from app.core.states import ObjectState
from app.services import plan, plan_papers, registry
from app.services.object_list import object_ids, object_rows
from app.services.office import Store
from app.services.rows.plan import CheckRow, PlanLineRow, PlanView
from app.services.rows.registry import ObjectFields, RegistryQuery
from app.services.rows.states import StateChange
from app.services.state_changes import change_states
from tests import stages
from tests.stages import YEAR, act

PRINTED = {"1.1": 4, "1.2": 2, "1.3": 7, "3": 8, "4": 12, "5": 6, "6": 1, "13": 6, "17": 6, "18": 8}


def drafted(store: Store) -> PlanView:
    return plan.plan_view(store, plan.draft(store, YEAR, act("2024-01-18")))


def line(view: PlanView, number: str) -> PlanLineRow:
    return next(line for line in view.lines if line.number == number)


def check(checks: Iterable[CheckRow], title: str) -> CheckRow:
    return next(check for check in checks if title in check.title)


def close_all(store: Store, kind: str) -> None:
    """Close every object of a kind, so that its class is empty."""
    ids = object_ids(store, RegistryQuery(), date(2024, 1, 10))
    for row in object_rows(store, ids, YEAR).values():
        if row.kind == kind:
            closed = StateChange(ObjectState.CLOSED, date(2024, 1, 10), "撤销")
            change_states(store, [row.id], closed, act("2024-01-10"))


def test_the_counts_of_the_printed_list_come_out(imported: Store) -> None:
    view = drafted(imported)
    assert {number: line(view, number).total for number in PRINTED} == PRINTED
    agreeing = check(view.checks, "印发数相符")
    assert agreeing.title == "印发数相符 10 行"
    assert agreeing.text.split() == list(PRINTED)


def test_row_15_is_checked_as_a_whole_against_about_a_hundred(imported: Store) -> None:
    view = drafted(imported)
    together = [line for line in view.lines if line.printed_row == 100]
    assert [line.number for line in together] == ["15a", "15b", "15c", "15d"]
    assert 95 <= sum(line.total for line in together) <= 105
    assert check(view.checks, "15 行印约 100").state == "相符"


def test_quarters_carry_alike(imported: Store) -> None:
    view = drafted(imported)
    assert max(view.quarters) - min(view.quarters) <= 1
    assert sum(view.quarters) == view.total


def test_a_second_draft_of_a_year_is_refused(imported: Store) -> None:
    drafted(imported)
    with pytest.raises(UserError, match="已有第 1 稿"):
        plan.draft(imported, YEAR, act("2024-01-19"))


def test_a_plan_with_open_questions_does_not_go_up(imported: Store) -> None:
    view = drafted(imported)
    with pytest.raises(UserError, match=r"还有 3 处没有答复：15 信用警示、不良"):
        plan.submit(imported, view.id, "郑例衡", act("2024-01-19"))
    assert plan.plan_view(imported, view.id).state == "拟稿"


def test_a_typed_count_needs_a_reason_and_cannot_exceed_the_objects(imported: Store) -> None:
    view = drafted(imported)
    with pytest.raises(UserError, match="写明依据或原因"):
        plan.override(imported, view.id, "2024-12", 1, " ", act("2024-01-18"))
    with pytest.raises(UserError, match="这一类共 8 家"):
        plan.override(imported, view.id, "2024-12", 9, "示环办〔2024〕1号", act("2024-01-18"))
    plan.override(imported, view.id, "2024-12", 2, "示环办〔2024〕1号", act("2024-01-18"))
    after = plan.plan_view(imported, view.id)
    assert line(after, "12").quarters == (2, 2, 2, 2)
    assert check(after.checks, "环评报告质量").state == "已确认"


def test_a_count_that_differs_from_the_printed_one_becomes_a_question(imported: Store) -> None:
    view = drafted(imported)
    plan.override(imported, view.id, "2024-05", 7, "本年加密", act("2024-01-18"))
    asked = check(plan.plan_view(imported, view.id).checks, "纳入排污许可管理")
    assert (asked.state, asked.text) == ("待确认", "印发6，算得 7。改为每期 7 家：本年加密。")
    plan.clear_override(imported, view.id, "2024-05", act("2024-01-18"))
    assert line(plan.plan_view(imported, view.id), "5").agrees


def test_lines_are_moved_with_a_reason_to_as_many_quarters_as_they_have(imported: Store) -> None:
    view = drafted(imported)
    with pytest.raises(UserError, match="写明原因"):
        plan.move_line(imported, view.id, "2024-13", (2,), "", act("2024-01-18"))
    with pytest.raises(UserError, match="全年抽 1 次"):
        plan.move_line(imported, view.id, "2024-13", (2, 3), "汛期", act("2024-01-18"))
    with pytest.raises(UserError, match="不能移动"):
        plan.move_line(imported, view.id, "2024-03", (1,), "汛期", act("2024-01-18"))
    plan.move_line(imported, view.id, "2024-13", (2,), "汛期前查完", act("2024-01-18"))
    plan.recompute(imported, view.id, act("2024-01-18"))  # what the clerk moved stays where it is
    moved = line(plan.plan_view(imported, view.id), "13")
    assert (moved.quarters, moved.moved_reason) == ((0, 6, 0, 0), "汛期前查完")


def test_a_class_without_objects_is_told_and_counts_nothing(imported: Store) -> None:
    close_all(imported, "自然保护地")
    view = drafted(imported)
    empty = line(view, "13")
    assert (empty.population, empty.per_period, empty.total) == (0, 0, 0)
    asked = check(view.checks, "家数为 0")
    assert asked.state == "待确认"
    assert "13 自然保护地" in asked.text


def test_an_object_that_must_be_seen_and_no_line_reaches_is_named(imported: Store) -> None:
    lonely = ObjectFields(name="示例孤立堆场", kind="其他", supervision_class="特殊")
    registry.add_object(imported, lonely, "WL", act("2024-01-10"))
    view = drafted(imported)
    asked = check(view.checks, "重点、特殊对象查不到")
    assert (asked.state, asked.text) == ("待确认", "没有任何抽查类别能查到：示例孤立堆场。")
    plan.answer(imported, view.id, asked.key, "列入针对性检查", act("2024-01-18"))
    assert check(plan.plan_view(imported, view.id).checks, "重点、特殊对象查不到").state == "已确认"


def test_every_object_that_must_be_seen_is_reached_by_the_demonstration(imported: Store) -> None:
    assert check(drafted(imported).checks, "重点、特殊对象均可查到").state == "相符"


def test_signing_freezes_the_lines(imported: Store) -> None:
    plan_id = stages.draft_plan(imported)
    plan.submit(imported, plan_id, "郑例衡", act("2024-01-19"))
    with pytest.raises(UserError, match="填写文号和签发人"):
        plan.sign(imported, plan_id, "", date(2024, 1, 26), "王例正", act("2024-01-26"))
    plan.sign(imported, plan_id, "示环发〔2024〕3号", date(2024, 1, 26), "王例正", act("2024-01-26"))
    before = plan.plan_view(imported, plan_id).lines
    changes: tuple[Callable[[], None], ...] = (
        lambda: plan.override(imported, plan_id, "2024-05", 9, "加密", act("2024-02-01")),
        lambda: plan.move_line(imported, plan_id, "2024-13", (2,), "汛期", act("2024-02-01")),
        lambda: plan.recompute(imported, plan_id, act("2024-02-01")),
    )
    for change in changes:
        with pytest.raises(UserError, match="不能再改"):
            change()
    assert plan.plan_view(imported, plan_id).lines == before


def test_a_plan_sent_back_can_be_changed_and_sent_again(imported: Store) -> None:
    plan_id = stages.draft_plan(imported)
    plan.submit(imported, plan_id, "郑例衡", act("2024-01-19"))
    plan.take_back(imported, plan_id, act("2024-01-20"))
    plan.override(imported, plan_id, "2024-12", 2, "示环办〔2024〕1号", act("2024-01-20"))
    plan.submit(imported, plan_id, "郑例衡", act("2024-01-21"))
    assert plan.plan_view(imported, plan_id).state == "送审"


def test_a_revision_rules_only_when_it_is_signed(signed: Store) -> None:
    old = plan.newest_view(signed, YEAR)
    assert old is not None
    with pytest.raises(UserError, match="写明原因"):
        plan.revise(signed, old.id, "", act("2024-05-06"))
    new_id = plan.revise(signed, old.id, "新增 2 家重点单位", act("2024-05-06"))
    new = plan.plan_view(signed, new_id)
    assert (new.version, new.state, new.reason) == (2, "拟稿", "新增 2 家重点单位")
    assert [line.total for line in new.lines] == [line.total for line in old.lines]
    assert not new.open_questions  # the answers came along
    assert plan.plan_view(signed, old.id).state == "已签发"

    plan.submit(signed, new_id, "郑例衡", act("2024-05-07"))
    plan.sign(signed, new_id, "示环发〔2024〕9号", date(2024, 5, 8), "王例正", act("2024-05-08"))
    assert plan.plan_view(signed, old.id).state == "已调整"


def test_the_check_is_handed_on_as_a_spreadsheet(imported: Store) -> None:
    view = drafted(imported)
    first = plan_papers.checks_xlsx(imported, view.id)
    assert first[:2] == b"PK"
    assert first == plan_papers.checks_xlsx(imported, view.id)
