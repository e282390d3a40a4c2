"""An import is not taken back from under what was built on it since: the sentence says what that is."""

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.errors import UserError
from app.core.states import ObjectState
from app.models.registry import InspectionObject, Inspector, ObjectChange
from app.services import (
    draw,
    edit_undo,
    edits,
    import_people,
    import_redo,
    import_undo,
    inspectors,
    log,
    marks,
    recusals,
    registry,
)
from app.services.check import check_database
from app.services.import_report import Registry
from app.services.import_undo import undo_import
from app.services.mark_notes import NOTES
from app.services.office import Store, create_store, open_store
from app.services.rows.marks import MarkFields
from app.services.rows.personnel import RecusalFields
from app.services.rows.registry import ObjectFields
from app.services.rows.states import StateChange
from app.services.state_changes import change_states
from tests import stages
from tests.services.imported_lists import LATER, bring, codes, dump, firm, person
from tests.services.merging_samples import merge, proposed
from tests.stages import act


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_store(tmp_path / "示例.db")) as made:
        yield made


@pytest.fixture
def drawn_store(stages: stages.Stages, copy_of: Callable[[Path], Store]) -> Store:
    return copy_of(stages.signed)


def refused(store: Store, which: Registry) -> str:
    before, entries = dump(store), log.count(store)
    with pytest.raises(UserError) as error:
        import_undo.undo_import(store, which, LATER)
    assert (dump(store), log.count(store)) == (before, entries)
    return str(error.value)


def test_what_was_edited_by_hand_since_is_named(store: Store) -> None:
    bring(store, Registry.OBJECTS, [firm("示例甲厂")])
    bring(store, Registry.OBJECTS, [firm("示例甲厂", score="59"), firm("示例乙厂"), firm("示例丙厂")])
    change_states(store, [2], StateChange(ObjectState.SUSPENDED, date(2024, 1, 9), "已停产"), LATER)
    told = refused(store, Registry.OBJECTS)
    assert "“示例乙厂”（WL-0002）导入后又修改过。" in told
    assert "示例丙厂" not in told
    with store.reading() as session:
        fields = registry.fields_of(session.get_one(InspectionObject, 1))
    registry.edit_object(store, 1, replace(fields, phone="1"), LATER)
    assert "“示例甲厂”（WL-0001）导入后又修改过；“示例乙厂”" in refused(store, Registry.OBJECTS)


def test_an_edit_that_was_taken_back_is_not_in_the_way(store: Store) -> None:
    bring(store, Registry.OBJECTS, [firm("示例甲厂")])
    before = dump(store)
    bring(store, Registry.OBJECTS, [firm("示例甲厂", score="60"), firm("示例乙厂")])
    for number in (1, 2):
        with store.reading() as session:
            fields = registry.fields_of(session.get_one(InspectionObject, number))
        made = registry.edit_object(store, number, replace(fields, phone="1"), LATER)
        assert made
        edit_undo.undo(store, made, LATER)
    import_undo.undo_import(store, Registry.OBJECTS, LATER)
    assert dump(store) == before


@pytest.mark.parametrize("which", [Registry.OBJECTS, Registry.INSPECTORS])
def test_an_import_taken_back_is_done_again_without_its_file(imported: Store, which: Registry) -> None:
    table = {Registry.OBJECTS: edits.OBJECTS, Registry.INSPECTORS: edits.INSPECTORS}[which]
    first = {Registry.OBJECTS: [firm("示例甲厂")], Registry.INSPECTORS: [person("例一")]}[which]
    rows = {
        Registry.OBJECTS: [firm("示例甲厂", score="60"), firm("示例乙厂")],
        Registry.INSPECTORS: [person("例一", "法规科"), person("例二", recused="示例白马化工有限公司")],
    }[which]
    bring(imported, which, first)
    before = dump(imported)
    bring(imported, which, rows)
    after = dump(imported)
    again = import_redo.import_as_edit(imported, table, "导入", "名录.csv")
    assert again
    import_undo.undo_import(imported, which, LATER)
    assert dump(imported) == before

    back = edit_undo.redo(imported, again, LATER)
    assert dump(imported) == after
    assert back
    edit_undo.undo(imported, back, LATER)
    assert dump(imported) == before


@pytest.mark.parametrize("which", list(Registry))
def test_an_import_before_the_last_is_taken_back_after_it(store: Store, which: Registry) -> None:
    """One confirmation is one act, also where two follow each other in a session."""
    table = {Registry.OBJECTS: edits.OBJECTS, Registry.INSPECTORS: edits.INSPECTORS}[which]
    first, second = (
        ([firm("示例甲厂"), firm("示例乙厂")], [firm("示例甲厂", score="90"), firm("示例丙厂")])
        if which is Registry.OBJECTS
        else ([person("黄例安"), person("周例远")], [person("黄例安", "大气科"), person("吴例宁")])
    )
    before = dump(store)
    bring(store, which, first)
    one, after_one = import_redo.imported_as_edit(store, table, "导入", "一"), dump(store)
    bring(store, which, second)
    after_two = dump(store)
    again = import_redo.import_as_edit(store, table, "导入", "二")
    undo_import(store, which, LATER)
    assert dump(store) == after_one
    assert one is not None
    assert again is not None
    first_again = edit_undo.undo(store, one, LATER)
    assert dump(store) == before
    assert first_again is not None
    edit_undo.redo(store, first_again, LATER)
    assert dump(store) == after_one
    edit_undo.redo(store, again, LATER)
    assert dump(store) == after_two
    assert check_database(store.path).ok


def test_an_inspector_edited_or_kept_away_since_is_named(store: Store) -> None:
    bring(store, Registry.OBJECTS, [firm("示例甲厂"), firm("示例乙厂")])
    row = ["黄例安", "水科", "示例8", "2027-06-30", "水", "示例甲厂"]
    bring(store, Registry.INSPECTORS, [row])
    assert "“示例甲厂”（WL-0001）已登记回避" in refused(store, Registry.OBJECTS)
    recusals.add_recusal(
        store, 1, RecusalFields("示例乙厂", whole_owner=False, relation="", reason="近亲属"), LATER
    )
    assert "“黄例安”（JC-0001）已登记回避。" in refused(store, Registry.INSPECTORS)
    with store.reading() as session:
        fields = import_people.inspector_fields(session.get_one(Inspector, 1))
    inspectors.edit_inspector(store, 1, replace(fields, post="科员"), LATER)
    assert "“黄例安”（JC-0001）已登记回避、导入后又修改过。" in refused(store, Registry.INSPECTORS)


def test_of_many_in_the_way_the_first_are_named(store: Store) -> None:
    bring(store, Registry.OBJECTS, [firm(f"示例{n}厂") for n in range(1, 9)])
    for number in range(1, 9):
        change_states(store, [number], StateChange(ObjectState.SUSPENDED, date(2024, 1, 9), "已停产"), LATER)
    told = refused(store, Registry.OBJECTS)
    assert "示例5厂" in told
    assert "示例6厂" not in told
    assert "等 8 家" in told


def test_what_stands_in_a_frozen_draw_or_has_visits_cannot_go(
    stages: stages.Stages, copy_of: Callable[[Path], Store]
) -> None:
    store = copy_of(stages.drawn)
    for which in Registry:
        told = refused(store, which)
        assert "已列入“" in told
    assert "已有检查任务" in refused(store, Registry.OBJECTS)
    assert "已在检查任务的检查组里" in refused(store, Registry.INSPECTORS)


def test_an_import_that_changed_what_is_frozen_since_stays(drawn_store: Store) -> None:
    with drawn_store.reading() as session:
        item = session.get_one(InspectionObject, 1)
        row = [item.code, item.name, "例一"]
    bring(drawn_store, Registry.OBJECTS, [row], ("编号", "单位名称", "联系人"))
    before = dump(drawn_store)
    draw.freeze(drawn_store, f"{stages.YEAR}Q1", stages.SALT, "代号的次序", act("2024-01-30"))
    assert f"（{row[0]}）已列入“" in refused(drawn_store, Registry.OBJECTS)
    assert dump(drawn_store) == before


def test_a_draw_frozen_before_the_import_is_not_in_the_way(
    stages: stages.Stages, copy_of: Callable[[Path], Store]
) -> None:
    store = copy_of(stages.drawn)
    before = dump(store)
    with store.reading() as session:
        item = session.get_one(InspectionObject, 1)
        row = [item.code, item.name, "例一"]
    bring(store, Registry.OBJECTS, [row, ["", "示例迟来厂", ""]], ("编号", "单位名称", "联系人"))
    import_undo.undo_import(store, Registry.OBJECTS, LATER)
    assert dump(store) == before
    assert check_database(store.path).ok


def test_the_offer_outlives_the_program(store: Store) -> None:
    bring(store, Registry.OBJECTS, [firm("示例甲厂")])
    store.close()
    with closing(open_store(store.path)) as again:
        import_undo.undo_import(again, Registry.OBJECTS, LATER)
        assert dump(again) == []


def test_a_place_put_right_by_hand_since_is_named(store: Store) -> None:
    """Of coordinates the seventh digit counts, and the history says it."""
    bring(store, Registry.OBJECTS, [firm("示例甲厂", longitude="107.723456")])
    with store.reading() as session:
        item = session.scalars(select(InspectionObject)).one()
        wanted = replace(registry.fields_of(item), longitude=107.723499)
        item_id = item.id
    registry.edit_object(store, item_id, wanted, LATER)
    with store.reading() as session:
        line = session.scalars(select(ObjectChange)).one()
    assert (line.before, line.after) == ("107.723456", "107.723499")
    assert "导入后又修改过" in refused(store, Registry.OBJECTS)


def test_a_merge_that_was_taken_apart_is_not_in_the_way(store: Store) -> None:
    bring(store, Registry.OBJECTS, [firm("示例甲厂"), firm("示例甲化工厂", score="90")])
    imported_as = dump(store)
    _, back = merge(store, proposed(store, [1, 2]))
    edit_undo.undo(store, back, LATER)
    assert dump(store) == imported_as
    undo_import(store, Registry.OBJECTS, LATER)
    assert codes(store) == []


def test_what_was_known_of_a_mark_that_the_file_gave_anew_comes_back(store: Store) -> None:
    heads = ("单位名称", "所在地", "频次标识")
    bring(store, Registry.OBJECTS, [["示例甲厂", "示例镇", "违法记录"]], heads)
    known = MarkFields("违法记录", "甲件", None, date(2024, 6, 30))
    marks.give_mark(store, 1, known, LATER)

    def notes() -> list[tuple[object, ...]]:
        with store.reading() as session:
            return [tuple(row) for row in session.execute(select(NOTES))]

    before = notes()
    taken = marks.take_mark(store, 1, "违法记录", "整改完成", LATER)
    bring(store, Registry.OBJECTS, [["示例甲厂", "示例镇", "违法记录"]], heads)
    assert notes() == []
    again = import_redo.import_as_edit(store, edits.OBJECTS, "导入", "名录.csv")
    undo_import(store, Registry.OBJECTS, LATER)
    assert notes() == before
    assert again is not None
    back = edit_undo.redo(store, again, LATER)
    assert notes() == []
    assert back is not None
    edit_undo.undo(store, back, LATER)
    edit_undo.undo(store, taken, LATER)
    assert notes() == before
    assert check_database(store.path).ok


def test_a_recusal_registered_since_stays_though_it_has_the_number_of_one_of_the_file(store: Store) -> None:
    """A number that is free is given again: what the file brought was lifted, and another took its place."""
    bring(store, Registry.OBJECTS, [firm("示例甲厂"), firm("示例乙厂")])
    bring(store, Registry.INSPECTORS, [person("黄例安"), person("周例远")])
    bring(store, Registry.INSPECTORS, [person("黄例安", recused="示例甲厂")])
    with store.reading() as session:
        lifted = recusals.recusals_of(session, 1)[0]
    recusals.remove_recusal(store, lifted, "亲属已离开", LATER)
    recusals.add_recusal(
        store, 2, RecusalFields("示例乙厂", whole_owner=False, relation="", reason="任职"), LATER
    )
    with store.reading() as session:
        kept = recusals.recusals_of(session, 2)
    assert [row.id for row in kept] == [lifted.id]
    undo_import(store, Registry.INSPECTORS, LATER)
    with store.reading() as session:
        assert recusals.recusals_of(session, 2) == kept


def test_a_merge_before_an_import_is_not_in_its_way_though_a_number_was_free(store: Store) -> None:
    """The object that went was the last: the first of the file gets its number in the table."""
    for name in ("示例甲厂", "示例甲化工厂"):
        registry.add_object(store, ObjectFields(name, town="示例镇"), "WL", act())
    merge(store, proposed(store, [1, 2], stay=1))
    before = dump(store)
    bring(store, Registry.OBJECTS, [firm("示例丙厂"), firm("示例丁厂")])
    with store.reading() as session:
        assert session.scalars(select(InspectionObject.id)).all() == [1, 2, 3]
    undo_import(store, Registry.OBJECTS, LATER)
    assert dump(store) == before
    bring(store, Registry.OBJECTS, [firm("示例丙厂"), firm("示例戊厂")])
    merge(store, proposed(store, [2, 3], stay=2))
    registry.add_object(store, ObjectFields("示例己厂"), "WL", act())
    assert "请先撤销那次合并" in refused(store, Registry.OBJECTS)
    with store.reading() as session:
        assert session.get_one(InspectionObject, 3).name == "示例己厂"
