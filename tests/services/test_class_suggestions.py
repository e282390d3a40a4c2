"""监管类别建议: the rule as SQL and as Python, and what comes of applying it."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.class_rule import LARGER_RISK, LISTED, MAJOR_RISK, SUPERVISED, ClassFacts, suggested_class
from app.core.errors import UserError
from app.core.states import GONE, ObjectState, Outcome
from app.models.living import MarkNote
from app.models.penalty import Penalty
from app.models.registry import InspectionObject
from app.models.targeted import TargetedCheck
from app.services import log
from app.services.class_suggestions import apply_classes, class_ids, class_moves, class_rows
from app.services.edit_undo import undo
from app.services.object_detail import object_detail
from app.services.office import Store
from app.services.registry_words import CREDIT_GRADES, MARKS, PERMIT_CLASSES, SUPERVISION_CLASSES
from tests import stages

DAY = stages.act().day
SOME = range(1, 9)
DAYS = st.sampled_from((date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31), date(2024, 1, 1)))
TAGS = (*LISTED[:2], SUPERVISED, MAJOR_RISK, LARGER_RISK, "辐射类")


def _classes(store: Store) -> dict[int, str]:
    with store.reading() as session:
        rows = session.execute(select(InspectionObject.id, InspectionObject.supervision_class))
        return {row.id: row.supervision_class for row in rows}


def _facts(store: Store, object_id: int) -> ClassFacts:
    """Count by hand what the rule looks at, one object after another."""
    with store.reading() as session:
        found = session.get_one(InspectionObject, object_id)
        notes = session.scalars(select(MarkNote).where(MarkNote.object_id == object_id)).all()
        over = {note.mark for note in notes if note.expires_on and note.expires_on < DAY}
        penalties = session.scalars(select(Penalty).where(Penalty.object_id == object_id)).all()
        checks = session.scalars(select(TargetedCheck).where(TargetedCheck.object_id == object_id)).all()
        return ClassFacts(
            credit=found.credit_grade,
            permit=found.permit_class,
            tags=found.tags,
            marks={*found.marks} - over,
            penalties=sum(each.decided_on.year == 2023 for each in penalties),
            complaints=sum(
                check.kind == "投诉举报" and check.checked_on.year == 2023 and check.outcome != Outcome.CLEAN
                for check in checks
            ),
            need="".join(note.source for note in notes if note.mark == "特殊管理需要"),
        )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_question_to_the_database_is_the_rule(imported: Store, data: st.DataObject) -> None:
    with imported.writing() as session:
        for table in (MarkNote, Penalty, TargetedCheck):
            for old in session.scalars(select(table)):
                session.delete(old)
        session.flush()
        for target in session.scalars(select(InspectionObject).where(InspectionObject.id.in_(SOME))):
            target.supervision_class = data.draw(st.sampled_from(SUPERVISION_CLASSES))
            target.credit_grade = data.draw(st.sampled_from(CREDIT_GRADES))
            target.permit_class = data.draw(st.sampled_from(PERMIT_CLASSES))
            target.state = data.draw(st.sampled_from(ObjectState))
            target.tags = tuple(data.draw(st.lists(st.sampled_from(TAGS), unique=True, max_size=2)))
            target.marks = tuple(data.draw(st.lists(st.sampled_from(MARKS), unique=True, max_size=3)))
            for mark in data.draw(st.frozensets(st.sampled_from(MARKS), max_size=4)):
                source = data.draw(st.sampled_from(("", "会议纪要（演练）")))
                ends = data.draw(st.none() | st.sampled_from((date(2024, 1, 7), DAY)))
                session.add(MarkNote(object_id=target.id, mark=mark, source=source, expires_on=ends))
            for number, day in enumerate(data.draw(st.lists(DAYS, max_size=2))):
                session.add(Penalty(object_id=target.id, document=f"示环罚{number}号", decided_on=day))
            for day in data.draw(st.lists(DAYS, max_size=5)):
                outcome = data.draw(st.sampled_from((Outcome.CLEAN, Outcome.CORRECTED, Outcome.CASE)))
                kind = data.draw(st.sampled_from(("投诉举报", "投诉举报", "上级转办交办")))
                made = {"year": day.year, "kind": kind, "checked_on": day, "outcome": outcome}
                session.add(TargetedCheck(object_id=target.id, **made))
    with imported.reading() as session:
        targets = session.scalars(select(InspectionObject).where(InspectionObject.id.in_(SOME))).all()
    rule = {each.id: suggested_class(_facts(imported, each.id)) for each in targets}
    expected = {
        each.id
        for each in targets
        if each.state not in GONE and each.supervision_class != rule[each.id].supervision_class
    }
    listed = class_ids(imported, (), DAY)
    assert {*listed} & {*SOME} == expected
    rows = class_rows(imported, listed, DAY)
    for each in expected:
        assert rows[each].suggested == rule[each].supervision_class
        assert rows[each].reasons == ("；".join(rule[each].reasons) or "不符合重点、特殊的任何一条")
    assert class_moves(imported, DAY) == Counter((row.now, row.suggested) for row in rows.values())


@pytest.mark.parametrize(("count", "listed"), [(2, False), (3, True)])
def test_three_complaints_are_enough(imported: Store, count: int, listed: bool) -> None:  # noqa: FBT001 - a case
    plain = next(each for each, now in _classes(imported).items() if now == "一般")
    with imported.writing() as session:
        for number in range(count):
            check = TargetedCheck(object_id=plain, year=2023, kind="投诉举报", checked_on=date(2023, 5, 6))
            check.source, check.outcome = f"举报件 {number}", Outcome.CORRECTED
            session.add(check)
    assert (plain in class_ids(imported, (), DAY)) is listed


@pytest.mark.parametrize(("until", "listed"), [(DAY, True), (date(2024, 1, 7), False)])
def test_a_mark_counts_on_its_last_day(imported: Store, until: date, listed: bool) -> None:  # noqa: FBT001 - a case
    plain = next(each for each, now in _classes(imported).items() if now == "一般")
    with imported.writing() as session:
        session.get_one(InspectionObject, plain).marks = ("违法记录",)
        session.add(MarkNote(object_id=plain, mark="违法记录", expires_on=until))
    assert (plain in class_ids(imported, (), DAY)) is listed


@pytest.fixture
def changed(imported: Store) -> Store:
    with imported.writing() as session:
        for target in session.scalars(select(InspectionObject).where(InspectionObject.id.in_(SOME))):
            target.credit_grade, target.supervision_class = "警示", "一般"
    return imported


def test_moves_narrow_the_list(changed: Store) -> None:
    assert [*class_ids(changed, [("一般", "特殊")], DAY)] == [*SOME]
    assert [*class_ids(changed, [("特殊", "一般")], DAY)] == []


def test_applying_is_one_act_with_the_reasons_and_goes_back(changed: Store) -> None:
    before, entries = _classes(changed), log.count(changed)
    edit = apply_classes(changed, [*SOME, 100], stages.act())
    after = _classes(changed)
    assert {each for each, now in after.items() if now != before[each]} == {*SOME}
    assert log.count(changed) == entries + 1
    newest = log.newest(changed, 1)[0]
    assert (newest.act, newest.detail) == ("调整监管类别", "一般改为特殊 8 家")
    told = object_detail(changed, 1, stages.YEAR, DAY).history[0]
    assert (told.field, told.before, told.after) == ("监管类别", "一般", "特殊")
    assert told.reason == "监管类别规则：有“违法记录”标识；信用评价为警示"
    undo(changed, edit, stages.act())
    assert _classes(changed) == before


def test_the_panel_says_which_class_the_rule_gives(changed: Store) -> None:
    assert object_detail(changed, 2, stages.YEAR, DAY).other_class == ("特殊", "信用评价为警示")
    apply_classes(changed, [2], stages.act())
    assert object_detail(changed, 2, stages.YEAR, DAY).other_class == ("", "")


def test_nothing_to_change_is_said(changed: Store) -> None:
    apply_classes(changed, [*SOME], stages.act())
    with pytest.raises(UserError, match="已经与规则相符"):
        apply_classes(changed, [*SOME], stages.act())
