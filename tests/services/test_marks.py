"""Marks of objects: where they come from, until when they count, and what a freeze makes of them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.errors import UserError
from app.core.filter import Filter, OneOf
from app.core.marks import counting, is_over
from app.core.policy import weight
from app.core.states import ObjectState
from app.models.draw import Draw
from app.models.living import MarkNote
from app.models.registry import InspectionObject
from app.sampling import parse
from app.services import imports, log, marks, registry
from app.services.check import check_database
from app.services.edit_undo import undo
from app.services.edits import Edit
from app.services.filter_reach import count_matching
from app.services.filter_strata import change_conditions
from app.services.mark_notes import NOTES
from app.services.object_detail import object_detail
from app.services.office import Store
from app.services.registry_words import MARKS
from app.services.rows.marks import MarkFields, MarkRow
from app.services.rows.registry import ObjectDetail
from app.services.workbench import workbench
from tests import stages

if TYPE_CHECKING:
    from collections.abc import Callable

DAY = date(2024, 1, 30)
MARK = "社会关注"
_STRATUM = "2024-15b"


def _plain(store: Store) -> InspectionObject:
    """Give an object without marks that stands in a stratum which is drawn in the first quarter."""
    [plain] = _plain_ones(store, 1)
    return plain


def _plain_ones(store: Store, count: int) -> Sequence[InspectionObject]:
    with store.reading() as session:
        plain = select(InspectionObject).where(
            InspectionObject.marks == (),
            InspectionObject.permit_class == "简化管理",
            InspectionObject.state == ObjectState.NORMAL,
        )
        return session.scalars(plain.order_by(InspectionObject.id).limit(count)).all()


def _detail(store: Store, object_id: int, day: date = DAY) -> ObjectDetail:
    return object_detail(store, object_id, stages.YEAR, day)


def _frozen_weight(store: Store, draw_id: int, code: str) -> int:
    with store.reading() as session:
        frozen = parse(session.get_one(Draw, draw_id).frozen)
    return next(
        each.frame.weights[each.frame.units.index(code)] for each in frozen.strata if code in each.frame.units
    )


def _frozen_units(store: Store, draw_id: int) -> Sequence[str]:
    """Give who stands in the list of the stratum of 简化管理."""
    with store.reading() as session:
        frozen = parse(session.get_one(Draw, draw_id).frozen)
    return next(each.frame.units for each in frozen.strata if each.code == _STRATUM)


def _mark(until: date | None, source: str = "12369 举报件 2024-011（演练）") -> MarkFields:
    return MarkFields(MARK, source, date(2024, 1, 5), until)


@pytest.mark.parametrize(("until", "weighs"), [(None, 4), (DAY, 4), (date(2024, 1, 29), 2)])
def test_a_freeze_weighs_by_the_marks_that_count_on_its_day(
    signed: Store, until: date | None, weighs: int
) -> None:
    target = _plain(signed)
    marks.give_mark(signed, target.id, _mark(until), stages.act("2024-01-20"))
    assert _frozen_weight(signed, stages.freeze(signed), target.code) == weighs


_BEARERS: Filter = (OneOf("permit_class", ("简化管理",)), OneOf("marks", (MARK,)))


def _signed_with_bearers(store: Store, until: date | None) -> InspectionObject:
    """Sign a plan of which a stratum holds who bears the mark, and give the one that bears it for a time."""
    target, *others = _plain_ones(store, 4)
    day, code = stages.act("2024-01-10"), _STRATUM
    marks.give_mark(store, target.id, _mark(until), day)
    for other in others:
        marks.give_mark(store, other.id, _mark(None), day)
    change_conditions(store, stages.YEAR, code, _BEARERS, "按标识抽查（演练）", day)
    assert count_matching(store, _BEARERS, day.day) == len([target, *others])
    stages.sign_plan(store, stages.draft_plan(store))
    return target


@pytest.mark.parametrize(("until", "listed"), [(None, 4), (DAY, 4), (date(2024, 1, 29), 3)])
def test_a_freeze_lists_who_bears_a_mark_that_counts_on_its_day(
    imported: Store, until: date | None, listed: int
) -> None:
    target = _signed_with_bearers(imported, until)
    units = _frozen_units(imported, stages.freeze(imported))
    assert (target.code in units, len(units)) == (listed == 4, listed)


def test_what_was_frozen_stands_when_a_mark_it_asked_for_has_ended(imported: Store) -> None:
    target = _signed_with_bearers(imported, DAY)
    draw_id = stages.freeze(imported)
    assert count_matching(imported, _BEARERS, date(2024, 1, 31)) == 3
    stages.perform(imported, draw_id)
    assert target.code in _frozen_units(imported, draw_id)
    assert check_database(imported.path).ok


def test_the_panel_says_which_mark_has_come_to_its_end(signed: Store) -> None:
    target = _plain(signed)
    fields = _mark(date(2024, 1, 29))
    marks.give_mark(signed, target.id, fields, stages.act("2024-01-20"))
    before, after = _detail(signed, target.id, date(2024, 1, 29)), _detail(signed, target.id)
    assert before.marks == (MarkRow(fields, over=False),)
    assert (before.weight, before.weight_reason) == (4, MARK)
    assert after.marks == (MarkRow(fields, over=True),)
    assert (after.weight, after.weight_reason) == (2, "")
    assert after.fields.marks == (MARK,)


def test_giving_and_correcting_a_mark_is_told_in_history_and_log(signed: Store) -> None:
    target = _plain(signed)
    marks.give_mark(signed, target.id, _mark(None), stages.act())
    assert marks.give_mark(signed, target.id, _mark(None), stages.act()) is None
    marks.give_mark(signed, target.id, _mark(date(2024, 6, 30)), stages.act())
    told = [(row.field, row.before, row.after) for row in _detail(signed, target.id).history]
    source = "来源 12369 举报件 2024-011（演练），2024-01-05 认定"
    assert told == [
        ("频次标识“社会关注”", f"{source}，长期有效", f"{source}，有效至 2024-06-30"),
        ("频次标识“社会关注”", "", f"{source}，长期有效"),
        ("频次标识", "", MARK),
    ]
    assert [row.act for row in log.newest(signed, 2)] == ["登记频次标识"] * 2


def test_who_gives_a_mark_anew_begins_with_nothing_known(signed: Store) -> None:
    target = _plain(signed)
    marks.give_mark(signed, target.id, _mark(date(2024, 1, 15)), stages.act())
    marks.take_mark(signed, target.id, MARK, "已复核", stages.act())
    assert _detail(signed, target.id).marks == ()
    edit = marks.give_mark(signed, target.id, _mark(None, "另一件（演练）"), stages.act("2024-01-20"))
    assert _detail(signed, target.id).marks == (MarkRow(_mark(None, "另一件（演练）"), over=False),)
    assert edit is not None


def test_many_marks_are_renewed_or_taken_off_in_one_act(signed: Store) -> None:
    with signed.writing() as session:
        marked = [each for each in session.scalars(select(InspectionObject)) if "违法记录" in each.marks]
        notes = [
            MarkNote(object_id=each.id, mark="违法记录", expires_on=date(2024, 1, 31 if n else 1))
            for n, each in enumerate(marked)
        ]
        session.add_all(notes)
        session.flush()
        ids, objects = [note.id for note in notes], [each.id for each in marked]
    entries = log.count(signed)
    edit = marks.renew_marks(signed, ids, date(2024, 12, 31), "整改未完成", stages.act())
    assert (log.count(signed), len(edit.rows)) == (entries + 1, len(ids))
    for object_id in objects:
        newest = _detail(signed, object_id).history[0]
        assert (newest.after, newest.reason) == ("有效至 2024-12-31", "整改未完成")
    edit = marks.take_marks(signed, ids, "整改完成", stages.act())
    assert log.count(signed) == entries + 2
    assert isinstance(edit, Edit)
    assert edit.changes.ids() == set(objects)
    assert all("违法记录" not in _detail(signed, each).fields.marks for each in objects)


def test_a_form_that_gives_a_mark_again_begins_with_nothing_known(signed: Store) -> None:
    target = _plain(signed)
    plain = _detail(signed, target.id).fields
    marks.give_mark(signed, target.id, _mark(date(2024, 1, 15)), stages.act())
    registry.edit_object(signed, target.id, plain, stages.act())
    registry.edit_object(signed, target.id, replace(plain, marks=(MARK,)), stages.act())
    assert _detail(signed, target.id).marks == (MarkRow(MarkFields(MARK), over=False),)


def test_a_file_that_gives_a_mark_again_begins_with_nothing_known(signed: Store) -> None:
    with signed.reading() as session:
        marked = next(each for each in session.scalars(select(InspectionObject)) if each.marks)
    mark = marked.marks[0]
    ended = MarkFields(mark, "旧的一件（演练）", date(2023, 1, 5), date(2023, 12, 31))
    marks.give_mark(signed, marked.id, ended, stages.act())
    marks.take_mark(signed, marked.id, mark, "已复核", stages.act())
    imports.import_objects(signed, stages.OBJECTS, stages.act("2024-01-29"))
    known = {row.fields.mark: row for row in _detail(signed, marked.id).marks}
    assert known[mark] == MarkRow(MarkFields(mark), over=False)


def test_acts_on_marks_are_taken_back_to_the_last_detail(signed: Store) -> None:
    target = _plain(signed)
    act, states = stages.act(), []
    edits: list[Edit | None] = []

    def state() -> object:
        with signed.reading() as session:
            notes = [tuple(row) for row in session.execute(select(NOTES).order_by(NOTES.c.id))]
        return notes, _detail(signed, target.id).fields

    steps: tuple[Callable[[], Edit | None], ...] = (
        lambda: marks.give_mark(signed, target.id, _mark(date(2024, 1, 15)), act),
        lambda: marks.give_mark(signed, target.id, _mark(date(2024, 1, 20)), act),
        lambda: marks.renew_marks(signed, [1], date(2024, 12, 31), "整改未完成", act),
        lambda: marks.take_marks(signed, [1], "整改完成", act),
        lambda: marks.give_mark(signed, target.id, _mark(None, "另一件（演练）"), act),
        lambda: marks.take_mark(signed, target.id, MARK, "已复核", act),
    )
    for step in steps:
        states.append(state())
        edits.append(step())
    for edit, before in zip(reversed(edits), reversed(states), strict=True):
        assert edit is not None
        undo(signed, edit, act)
        assert state() == before


def test_the_workbench_tells_of_marks_that_ended(signed: Store) -> None:
    def told(day: date) -> list[str]:
        return [task.what for task in workbench(signed, 2024, day).tasks if task.argument == "task:mark-ends"]

    target = _plain(signed)
    marks.give_mark(signed, target.id, _mark(date(2024, 1, 29)), stages.act("2024-01-20"))
    assert (told(date(2024, 1, 29)), told(DAY)) == ([], ["频次标识 1 个"])
    marks.take_mark(signed, target.id, MARK, "已复核", stages.act("2024-01-30"))
    assert told(DAY) == []


def test_the_history_tells_what_becomes_of_a_mark_by_undoing(signed: Store) -> None:
    target = _plain(signed)
    marks.give_mark(signed, target.id, _mark(None), stages.act())
    edit = marks.give_mark(signed, target.id, _mark(date(2024, 6, 30)), stages.act())
    assert edit is not None
    undo(signed, edit, stages.act())
    newest = _detail(signed, target.id).history[0]
    assert (newest.field, newest.reason) == ("频次标识“社会关注”", "撤销：登记频次标识")
    assert (newest.before[-14:], newest.after[-4:]) == ("有效至 2024-06-30", "长期有效")


def test_what_makes_no_sense_is_refused_in_words(signed: Store) -> None:
    act = stages.act()
    with pytest.raises(UserError, match="请写明来源"):
        marks.give_mark(signed, 1, MarkFields(MARK), act)
    with pytest.raises(UserError, match="日期还没有到"):
        marks.give_mark(signed, 1, MarkFields(MARK, "示例", date(2024, 2, 1)), act)
    with pytest.raises(UserError, match="有效期早于认定日期"):
        marks.give_mark(signed, 1, MarkFields(MARK, "示例", date(2024, 1, 5), date(2024, 1, 4)), act)
    with pytest.raises(UserError, match="请写明原因"):
        marks.take_mark(signed, 1, MARK, " ", act)
    with pytest.raises(UserError, match="已经过去"):
        marks.renew_marks(signed, [1], date(2024, 1, 1), "整改未完成", act)


@given(
    st.lists(st.sampled_from(MARKS), unique=True).map(tuple),
    st.frozensets(st.sampled_from(MARKS)),
)
def test_an_ended_mark_weighs_as_if_it_had_never_been_given(
    held: tuple[str, ...], over: frozenset[str]
) -> None:
    kept = [mark for mark in held if mark not in over]
    assert weight(counting(held, over)) == weight(kept)


@given(st.dates(), st.dates())
def test_the_last_day_still_counts(until: date, day: date) -> None:
    assert is_over(until, day) == (until < day)
    assert not is_over(None, day)


def _notes(store: Store) -> list[tuple[object, ...]]:
    with store.reading() as session:
        return [tuple(row) for row in session.execute(select(NOTES).order_by(NOTES.c.id))]


def test_a_form_that_gave_a_mark_anew_is_taken_back_with_what_was_known_before(signed: Store) -> None:
    """The act before it took the mark away, and has to find what was known of it."""
    target = _plain(signed)
    marks.give_mark(signed, target.id, _mark(date(2024, 6, 30)), stages.act())
    before = _notes(signed)
    taken = marks.take_mark(signed, target.id, MARK, "已复核", stages.act())
    plain = _detail(signed, target.id).fields
    given = registry.edit_object(signed, target.id, replace(plain, marks=(MARK,)), stages.act())
    assert given is not None
    assert _notes(signed) == []
    undo(signed, given, stages.act())
    undo(signed, taken, stages.act())
    assert _notes(signed) == before
    assert _detail(signed, target.id).marks == (MarkRow(_mark(date(2024, 6, 30)), over=False),)


def test_what_is_so_already_is_no_act_on_marks(signed: Store) -> None:
    target, act = _plain(signed), stages.act()
    marks.give_mark(signed, target.id, _mark(date(2024, 6, 30)), act)
    with pytest.raises(UserError, match="没有改动"):
        marks.renew_marks(signed, [1], date(2024, 6, 30), "整改未完成", act)
    marks.take_mark(signed, target.id, MARK, "已复核", act)
    entries, history = log.count(signed), _detail(signed, target.id).history
    again_acts: tuple[Callable[[], Edit], ...] = (
        lambda: marks.take_mark(signed, target.id, MARK, "已复核", act),
        lambda: marks.take_marks(signed, [1], "已复核", act),
        lambda: marks.renew_marks(signed, [1], date(2024, 12, 31), "整改未完成", act),
    )
    for again in again_acts:
        with pytest.raises(UserError, match="没有改动"):
            again()
    assert (log.count(signed), _detail(signed, target.id).history) == (entries, history)


def test_a_mark_given_again_just_as_it_was_is_taken_back(signed: Store) -> None:
    target, known = _plain(signed), _mark(date(2024, 6, 30))
    marks.give_mark(signed, target.id, known, stages.act())
    marks.take_mark(signed, target.id, MARK, "已复核", stages.act())
    again = marks.give_mark(signed, target.id, known, stages.act())
    assert _detail(signed, target.id).marks == (MarkRow(known, over=False),)
    assert again is not None
    back = undo(signed, again, stages.act())
    assert _detail(signed, target.id).marks == ()
    assert back is not None
    undo(signed, back, stages.act())
    assert _detail(signed, target.id).marks == (MarkRow(known, over=False),)
