"""An import taken back: everything is as it was, and may be done again."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.errors import UserError
from app.models.registry import Inspector, ObjectChange
from app.services import (
    import_undo,
    inspectors,
    log,
    registry,
)
from app.services.check import check_database
from app.services.import_report import Registry
from app.services.office import Store, create_store
from app.services.rows.registry import InspectorFields, ObjectFields
from tests.services.imported_lists import LATER, Rows, bring, codes, dump, firm
from tests.stages import act


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_store(tmp_path / "示例.db")) as made:
        yield made


_firms = st.lists(
    st.tuples(
        st.sampled_from([f"示例{n}厂" for n in "甲乙丙丁戊"]),
        st.sampled_from(["示例镇", "例河乡"]),
        st.sampled_from(["", "涉水重点", "涉气重点、涉水重点"]),
        st.sampled_from(["", "2023-02-28", "2024-02-29"]),
        st.sampled_from(["", "59", "101"]),
        st.sampled_from(["", "107.723456789", "107.1"]),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda row: row[0],
)
_people = st.lists(
    st.tuples(
        st.sampled_from(["黄例安", "周例远", "郑例衡", "冯例正"]),
        st.sampled_from(["水科", "大气科"]),
        st.sampled_from(["2026-06-30", "2027-01-01"]),
        st.sampled_from(["", "水", "水、大气"]),
        st.sampled_from(["", "示例甲厂", "示例乙厂、示例丙厂"]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda row: row[0],
)


@settings(max_examples=12, deadline=None, phases=[Phase.generate])  # a database for every step of shrinking
@given(_firms, _firms, _people, _people)
def test_after_undoing_every_row_is_what_it_was_byte_for_byte(
    firms: Rows, later_firms: Rows, people: Rows, later_people: Rows
) -> None:
    def of_firms(rows: Rows) -> Rows:
        return [
            ["", name, "", town, tags, day, score, east, "29.5" if east else ""]
            for name, town, tags, day, score, east in rows
        ]

    def of_people(rows: Rows) -> Rows:
        return [[row[0], row[1], f"示例{row[0]}", *row[2:]] for row in rows]

    with TemporaryDirectory() as folder, closing(create_store(Path(folder) / "示例.db")) as store:
        bring(store, Registry.OBJECTS, of_firms(firms))
        bring(store, Registry.INSPECTORS, of_people(people))
        before = dump(store)
        bring(store, Registry.OBJECTS, of_firms(later_firms))
        if dump(store) != before:
            import_undo.undo_import(store, Registry.OBJECTS, LATER)
        assert dump(store) == before
        bring(store, Registry.INSPECTORS, of_people(later_people))
        if dump(store) != before:
            import_undo.undo_import(store, Registry.INSPECTORS, LATER)
        assert dump(store) == before
        assert check_database(store.path).ok


def test_a_name_changed_by_code_and_fine_coordinates_come_back(store: Store) -> None:
    bring(store, Registry.OBJECTS, [firm("示例甲厂")])
    before = dump(store)
    changed = ["WL-0001", *firm("示例新厂", score="59", longitude="107.9")[1:]]
    bring(store, Registry.OBJECTS, [changed, firm("示例乙厂")])
    assert len(dump(store)) == 2
    done = import_undo.undo_import(store, Registry.OBJECTS, LATER)
    assert (done.file, done.new, done.changed) == ("名录.csv", 1, 1)
    assert dump(store) == before


def test_history_and_log_say_what_happened(store: Store) -> None:
    bring(store, Registry.OBJECTS, [firm("示例甲厂")])
    bring(store, Registry.OBJECTS, [firm("示例甲厂", score="59"), firm("示例乙厂")])
    import_undo.undo_import(store, Registry.OBJECTS, LATER)
    with store.reading() as session:
        history = [
            (row.by, row.field, row.before, row.after, row.reason)
            for row in session.scalars(select(ObjectChange).order_by(ObjectChange.id))
        ]
    assert history == [
        ("周例远", "信用分", "88", "59", "导入 名录.csv"),
        ("吴例宁", "信用分", "59", "88", "撤销导入 名录.csv"),
    ]
    entry = log.newest(store)[0]
    assert (entry.act, entry.by) == ("撤销导入", "吴例宁")
    assert entry.detail == "名录.csv（第 2 条操作记录）：移去新增 1，恢复修改 1"


def test_codes_that_went_are_given_to_nothing_else(store: Store) -> None:
    bring(store, Registry.OBJECTS, [firm("示例甲厂")])
    bring(store, Registry.OBJECTS, [firm("示例乙厂"), ["WL-0009", *firm("示例丙厂")[1:]]])
    import_undo.undo_import(store, Registry.OBJECTS, LATER)
    bring(store, Registry.OBJECTS, [firm("示例丁厂"), ["WL-0009", *firm("示例戊厂")[1:]]])
    assert codes(store) == ["WL-0001", "WL-0011", "WL-0012"]
    registry.add_object(store, ObjectFields("示例己厂"), "WL", act())
    assert codes(store)[-1] == "WL-0013"


def test_a_code_the_file_brought_goes_back_to_what_had_it(store: Store) -> None:
    row = ["A-7", *firm("示例丙厂")[1:]]
    bring(store, Registry.OBJECTS, [row])
    import_undo.undo_import(store, Registry.OBJECTS, LATER)
    bring(store, Registry.OBJECTS, [row])
    assert codes(store) == ["A-7"]


def test_numbers_typed_by_hand_come_after_those_that_went(store: Store) -> None:
    bring(store, Registry.OBJECTS, [firm("示例甲厂"), firm("示例乙厂")])
    bring(store, Registry.INSPECTORS, [["黄例安", "水科", "示例8", "2027-06-30", "水", ""]])
    import_undo.undo_import(store, Registry.OBJECTS, LATER)
    import_undo.undo_import(store, Registry.INSPECTORS, LATER)
    registry.add_object(store, ObjectFields("示例丙厂"), "WL", act())
    person = InspectorFields("黄例安")
    inspectors.add_inspector(store, person, act())
    assert codes(store) == ["WL-0003"]
    with store.reading() as session:
        assert session.scalars(select(Inspector.code)).all() == ["JC-0002"]


def test_only_the_last_import_is_offered_and_only_once(store: Store) -> None:
    assert import_undo.undoable(store, Registry.OBJECTS) is None
    bring(store, Registry.OBJECTS, [firm("示例甲厂")])
    bring(store, Registry.OBJECTS, [firm("示例甲厂")])
    offer = import_undo.undoable(store, Registry.OBJECTS)
    assert offer
    assert (offer.file, offer.by, offer.new, offer.changed) == ("名录.csv", "周例远", 1, 0)
    assert import_undo.undoable(store, Registry.INSPECTORS) is None
    import_undo.undo_import(store, Registry.OBJECTS, LATER)
    assert import_undo.undoable(store, Registry.OBJECTS) is None
    with pytest.raises(UserError, match="没有可以撤销的导入"):
        import_undo.undo_import(store, Registry.OBJECTS, LATER)
