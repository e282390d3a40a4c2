"""Leave: who is away stands in no draw, who will be is told before, and nobody away takes a seat."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.core.errors import UserError
from app.models.draw_record import DrawAlias, DrawEntry
from app.models.leave import InspectorLeave
from app.models.registry import InspectionObject, Inspector
from app.models.visit import Visit
from app.sampling import Substitute, entry_of
from app.services import edit_undo, inspectors, leave, log, occasions, recusals, visits
from app.services.check import check_database
from app.services.office import Store
from app.services.officers import sendable
from app.services.rows.personnel import RecusalFields
from app.services.visit_list import list_visits
from app.services.workbench import workbench
from tests.stages import YEAR, act, freeze

PERIOD = f"{YEAR}Q1"
FREEZE = act("2024-01-30")
LATER = act("2024-02-01")
FIRST, LAST = date(2024, 1, 29), date(2024, 2, 5)


def _away(store: Store, person: int, first: date = FIRST, last: date = LAST) -> None:
    leave.add_leave(store, person, (first, last), "公休", act("2024-01-29"))


def _who(store: Store, name: str) -> int:
    with store.reading() as session:
        return session.scalars(select(Inspector.id).where(Inspector.name == name)).one()


@pytest.mark.parametrize(
    ("first", "last", "away"),
    [
        (date(2024, 1, 30), date(2024, 1, 30), True),
        (date(2024, 1, 1), date(2024, 1, 29), False),
        (date(2024, 1, 31), date(2024, 2, 9), False),
    ],
)
def test_both_ends_of_a_leave_are_days_away(imported: Store, first: date, last: date, *, away: bool) -> None:
    with imported.reading() as session:
        person = sendable(session, YEAR, FREEZE.day)[0].id
    _away(imported, person, first, last)
    with imported.reading() as session:
        assert (person not in {each.id for each in sendable(session, YEAR, FREEZE.day)}) is away
    row = inspectors.inspector_rows(imported, [person], YEAR, FREEZE.day)[person]
    assert row.standing == ("请假" if away else "可派")
    assert inspectors.inspector_detail(imported, person, FREEZE.day).standing == row.standing


def test_a_leave_kept_as_it_is_is_no_act(imported: Store) -> None:
    _away(imported, 1)
    kept, entries = inspectors.inspector_detail(imported, 1, FREEZE.day).leaves[0], log.count(imported)
    assert leave.change_leave(imported, kept.id, (FIRST, LAST), "公休 ", LATER) is None
    assert log.count(imported) == entries


def test_leave_that_runs_backwards_or_twice_is_refused(imported: Store) -> None:
    with pytest.raises(UserError, match="止日早于起日"):
        _away(imported, 1, LAST, FIRST)
    _away(imported, 1)
    with pytest.raises(UserError, match="已登记 2024-01-29 至 2024-02-05 请假"):
        _away(imported, 1, LAST, date(2024, 3, 1))
    _away(imported, 2)  # somebody else may be away on the same days
    assert log.newest(imported)[0].detail.endswith("2024-01-29 至 2024-02-05，公休")


def test_a_leave_is_lengthened_ended_early_and_removed_and_each_can_be_taken_back(imported: Store) -> None:
    _away(imported, 1)
    kept = inspectors.inspector_detail(imported, 1, LAST).leaves[0]
    leave.change_leave(imported, kept.id, (FIRST, date(2024, 1, 31)), "提前销假", LATER)
    assert inspectors.inspector_detail(imported, 1, LAST).leaves[0].last_day == date(2024, 1, 31)
    edit = leave.remove_leave(imported, kept.id, LATER)
    assert inspectors.inspector_detail(imported, 1, LAST).leaves == ()
    edit_undo.undo(imported, edit, LATER)
    assert inspectors.inspector_detail(imported, 1, LAST).leaves[0].reason == "提前销假"


def test_whoever_is_away_on_the_day_of_the_freeze_stands_in_no_input(signed: Store) -> None:
    before = {person.id for person in occasions.preview(signed, PERIOD, FREEZE).inspectors}
    gone = min(before)
    _away(signed, gone)
    draw_id = freeze(signed)
    with signed.reading() as session:
        statement = select(DrawAlias.inspector_id).where(DrawAlias.draw_id == draw_id)
        assert set(session.scalars(statement)) == before - {gone}


def test_leave_and_certificates_that_end_before_the_time_limit_are_told_before_freezing(
    signed: Store,
) -> None:
    quiet = occasions.preview(signed, PERIOD, FREEZE)
    one, other, third = (person.id for person in quiet.inspectors[:3])
    _away(signed, one, date(2024, 3, 31), date(2024, 4, 9))
    _away(signed, other, date(2024, 4, 1), date(2024, 4, 9))  # after the time limit
    with signed.writing() as session:
        session.get_one(Inspector, third).cert_expiry = date(2024, 3, 30)
        session.get_one(Inspector, other).cert_expiry = date(2024, 3, 31)
    warned = occasions.preview(signed, PERIOD, FREEZE)
    told = [words for words in warned.warnings if words not in quiet.warnings]
    names = {person.id: person.name for person in quiet.inspectors}
    assert told == [
        f"{names[one]}（3月31日至4月9日）在规定时限 3月31日前请假，抽中后可能要换人。",
        f"{names[third]}（3月30日）的执法证在规定时限 3月31日前到期，不换证到期后不能检查。",
    ]
    assert {one, other, third} <= {person.id for person in warned.inspectors}


def test_nobody_away_takes_a_seat_and_the_draw_still_verifies(drawn: Store) -> None:
    row = list_visits(drawn, YEAR)[0]
    first = visits.candidate(drawn, row.id, 1, LATER)
    assert first.passed == ()
    _away(drawn, _who(drawn, first.name))
    second = visits.candidate(drawn, row.id, 1, LATER)
    assert second.name not in {first.name, *row.team}
    assert second.passed == (f"{first.name}（请假）",)
    assert visits.substitute(drawn, row.id, 1, "出差", "王例正", LATER) == second.name
    with drawn.reading() as session:
        entries = session.scalars(select(DrawEntry).order_by(DrawEntry.n.desc()).limit(2))
        last, before = (entry_of(entry.payload.encode()) for entry in entries)
    assert isinstance(before, Substitute)
    assert isinstance(last, Substitute)
    assert (before.reason, last.reason) == ("出差", "请假")
    assert before.incoming == last.out
    assert check_database(drawn.path).ok


def test_one_whose_certificate_ended_since_takes_no_seat(drawn: Store) -> None:
    row = list_visits(drawn, YEAR)[0]
    first = visits.candidate(drawn, row.id, 1, LATER).name
    with drawn.writing() as session:
        session.get_one(Inspector, _who(drawn, first)).cert_expiry = date(2024, 1, 31)
    assert visits.candidate(drawn, row.id, 1, LATER).passed == (f"{first}（执法证过期）",)


def test_one_kept_from_the_object_since_the_freeze_takes_no_seat(drawn: Store) -> None:
    row = list_visits(drawn, YEAR)[0]
    first = visits.candidate(drawn, row.id, 1, LATER).name
    with drawn.reading() as session:
        object_id = session.get_one(Visit, row.id).object_id
        target = session.get_one(InspectionObject, object_id)
        code, owner = target.code, target.name
    by_owner = RecusalFields(owner, whole_owner=True, relation="近姻亲", reason="示例")
    recusals.add_recusal(drawn, _who(drawn, first), by_owner, LATER)
    second = visits.candidate(drawn, row.id, 1, LATER)
    assert second.passed == (f"{first}（回避）",)
    by_object = RecusalFields(code, whole_owner=False, relation="配偶", reason="示例")
    recusals.add_recusal(drawn, _who(drawn, second.name), by_object, LATER)
    third = visits.candidate(drawn, row.id, 1, LATER)
    assert third.passed == (f"{first}（回避）", f"{second.name}（回避）")
    assert visits.substitute(drawn, row.id, 1, "出差", "王例正", LATER) == third.name
    assert check_database(drawn.path).ok


def _all_away(store: Store, last: date) -> None:
    with store.writing() as session:
        for person in session.scalars(select(Inspector.id)):
            session.add(InspectorLeave(inspector_id=person, first_day=FIRST, last_day=last, reason=""))


def test_where_all_are_away_until_the_time_limit_the_seat_stays_empty(drawn: Store) -> None:
    row = list_visits(drawn, YEAR)[0]
    _all_away(drawn, row.due_on)
    assert visits.candidate(drawn, row.id, 1, LATER).name == ""
    assert visits.substitute(drawn, row.id, 1, "出差", "王例正", LATER) == ""
    assert list_visits(drawn, YEAR)[0].team[0] == "空缺"
    assert check_database(drawn.path).ok


def test_nobody_is_given_up_on_a_day_when_all_are_away_and_will_be_back(drawn: Store) -> None:
    row = list_visits(drawn, YEAR)[0]
    _all_away(drawn, LAST)
    found = visits.candidate(drawn, row.id, 1, LATER)
    assert (found.name, found.back) == ("", LAST + timedelta(1))
    with pytest.raises(UserError, match=r"2月6日起有人销假.*请到那天再换人"):
        visits.substitute(drawn, row.id, 1, "出差", "王例正", LATER)
    assert list_visits(drawn, YEAR)[0].team == row.team
    back = act("2024-02-06")
    assert visits.substitute(drawn, row.id, 1, "出差", "王例正", back) in found.passed[0]


def test_who_holds_a_seat_and_cannot_go_until_the_limit_is_reminded_of(drawn: Store) -> None:
    def told() -> list[tuple[str, str]]:
        return [
            (task.what, task.why) for task in workbench(drawn, YEAR, LATER.day).tasks if task.word == "要换人"
        ]

    assert told() == []
    rows = list_visits(drawn, YEAR)
    name, due_on = rows[0].team[0], rows[0].due_on
    held = sum(name in row.team for row in rows)
    _away(drawn, _who(drawn, name), FIRST, due_on - timedelta(1))
    assert told() == []  # back before the time limit
    kept = inspectors.inspector_detail(drawn, _who(drawn, name), LATER.day).leaves[0]
    after = (due_on, due_on + timedelta(9))
    _away(drawn, _who(drawn, name), *after)  # begins on the very day on which the first would have ended
    assert len(told()) == 1
    next_leave = inspectors.inspector_detail(drawn, _who(drawn, name), LATER.day).leaves[0]
    leave.remove_leave(drawn, next_leave.id, LATER)
    assert told() == []
    leave.change_leave(drawn, kept.id, (FIRST, due_on), "病假", LATER)
    assert told() == [(f"检查任务 {held} 席", f"{name}请假到规定时限以后、须回避，或者不能再派")]
    visits.substitute(drawn, rows[0].id, 1, "病假", "王例正", LATER)
    assert [what for what, _ in told()] == ([f"检查任务 {held - 1} 席"] if held > 1 else [])
