"""When objects were last confirmed: by hand, by a list, by a visit, by a change of state."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from app.core.errors import UserError
from app.core.states import GONE, ObjectState, VisitState
from app.models.confirmed import unconfirmed_since
from app.models.registry import InspectionObject
from app.models.targeted import TargetedCheck
from app.models.visit import Visit
from app.services import confirmations, imports, log, registry
from app.services.edit_undo import undo
from app.services.import_undo import undo_import
from app.services.last_confirmed import last_confirmed
from app.services.object_detail import object_detail
from app.services.office import Store, save_office
from app.services.rows.intake import Registry
from app.services.rows.registry import ObjectFields
from app.services.workbench import workbench
from tests import stages

DAY = date(2024, 1, 8)
CUT = date(2023, 6, 1)
DAYS = st.none() | st.dates(CUT - timedelta(3), CUT + timedelta(3))


def _days(store: Store) -> dict[int, date | None]:
    with store.reading() as session:
        rows = session.execute(select(InspectionObject.id, InspectionObject.confirmed_on))
        return {row.id: row.confirmed_on for row in rows}


def test_marking_by_hand_is_one_act_with_history_and_goes_back(imported: Store) -> None:
    with imported.writing() as session:
        session.execute(update(InspectionObject).values(confirmed_on=date(2023, 1, 1)))
        session.execute(update(InspectionObject).where(InspectionObject.id == 3).values(confirmed_on=DAY))
    before, entries = _days(imported), log.count(imported)
    edit = confirmations.mark_confirmed(imported, [1, 2, 3], date(2024, 1, 5), stages.act())
    assert {each: day for each, day in _days(imported).items() if each <= 3} == {
        1: date(2024, 1, 5),
        2: date(2024, 1, 5),
        3: DAY,
    }
    assert log.count(imported) == entries + 1
    assert log.newest(imported, 1)[0].detail == "2 家：2024-01-05 核实"
    told = object_detail(imported, 1, stages.YEAR, DAY)
    assert [(row.field, row.before, row.after) for row in told.history] == [
        ("核实日期", "2023-01-01", "2024-01-05")
    ]
    assert told.confirmed_on == date(2024, 1, 5)
    undo(imported, edit, stages.act())
    assert _days(imported) == before


def test_a_day_ahead_and_what_changes_nothing_are_refused(imported: Store) -> None:
    with pytest.raises(UserError, match="还没有到"):
        confirmations.mark_confirmed(imported, [1], date(2024, 1, 9), stages.act())
    with pytest.raises(UserError, match="已经核实过"):
        confirmations.mark_confirmed(imported, [1], DAY, stages.act())


def test_an_import_confirms_whom_it_lists_until_it_is_undone(imported: Store) -> None:
    assert set(_days(imported).values()) == {DAY}
    plain = object_detail(imported, 1, stages.YEAR, DAY).fields
    registry.edit_object(imported, 1, replace(plain, address="另一处"), stages.act())
    added = registry.add_object(imported, ObjectFields("示例未列入的厂"), "WL", stages.act())
    before = _days(imported)
    imports.import_objects(imported, stages.OBJECTS, stages.act("2024-02-01"))
    after = _days(imported)
    assert {each for each, day in after.items() if day == date(2024, 2, 1)} == {*after} - {added}
    assert after[added] == DAY
    confirmations.mark_confirmed(imported, [2], date(2024, 2, 5), stages.act("2024-02-05"))
    undo_import(imported, Registry.OBJECTS, stages.act("2024-02-06"))
    assert _days(imported) == {**before, 2: date(2024, 2, 5)}


def test_the_workbench_tells_when_the_registry_grows_old(imported: Store) -> None:
    def told(day: date) -> list[str]:
        return [task.what for task in workbench(imported, 2024, day).tasks if task.argument == "task:stale"]

    with imported.reading() as session:
        states = session.scalars(select(InspectionObject.state)).all()
    everybody = f"检查对象 {sum(state not in GONE for state in states)} 家"
    assert [told(day) for day in (date(2025, 1, 7), date(2025, 1, 8), date(2025, 1, 9))] == [
        [],
        [],
        [everybody],
    ]
    save_office(imported, replace(stages.OFFICE, confirm_months=0), stages.act())
    assert told(date(2025, 1, 9)) == []


def test_what_a_list_confirms_is_taken_back_exactly(imported: Store) -> None:
    with imported.writing() as session:
        for object_id, day in ((1, date(2023, 1, 1)), (2, None), (3, date(2025, 1, 1))):
            change = update(InspectionObject).where(InspectionObject.id == object_id)
            session.execute(change.values(confirmed_on=day))
    before = _days(imported)
    with imported.writing() as session:
        kept = confirmations.confirm(session, [1, 2, 3], DAY)
    assert [_days(imported)[each] for each in (1, 2, 3)] == [DAY, DAY, date(2025, 1, 1)]
    with imported.writing() as session:
        confirmations.unconfirm(session, kept)
    assert _days(imported) == before


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_list_asks_what_the_panel_says(drawn: Store, data: st.DataObject) -> None:
    some = range(1, 13)
    with drawn.writing() as session:
        for target in session.scalars(select(InspectionObject).where(InspectionObject.id.in_(some))):
            target.confirmed_on = data.draw(DAYS)
            target.state = data.draw(st.sampled_from(ObjectState))
            target.state_since = data.draw(DAYS)
        for visit in session.scalars(select(Visit).limit(30)):
            visit.object_id = data.draw(st.sampled_from(some))
            visit.finished_on = data.draw(DAYS)
            visit.state = data.draw(st.sampled_from((VisitState.DONE, VisitState.CANCELLED)))
        for check in session.scalars(select(TargetedCheck)):
            session.delete(check)
        for day in data.draw(st.lists(DAYS.filter(bool), max_size=4)):
            chosen = data.draw(st.sampled_from(some))
            session.add(TargetedCheck(object_id=chosen, year=2023, kind="投诉举报", checked_on=day))
    with drawn.reading() as session:
        asked = select(InspectionObject.id).where(unconfirmed_since(CUT), InspectionObject.id.in_(some))
        listed = set(session.scalars(asked))
        said = {
            target.id: last_confirmed(session, target)
            for target in session.scalars(select(InspectionObject).where(InspectionObject.id.in_(some)))
            if target.state not in GONE
        }
    assert listed == {each for each, day in said.items() if day is None or day < CUT}
