"""An edit taken back and done again: the registry is as it was, or the sentence says what came since."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from app.core.errors import UserError
from app.models.living import DistinctPair, MarkNote
from app.models.penalty import Penalty
from app.models.registry import InspectionObject, ObjectChange, Recusal
from app.services import log, marks, registry
from app.services.check import check_database
from app.services.edit_undo import redo, undo
from app.services.edits import OBJECTS, Changes, RowChange, Undoable, added_since, changes_of, image_of, noted
from app.services.office import Store, create_store
from app.services.registry import fields_of
from app.services.retired_codes import retired
from app.services.rows.marks import MarkFields
from app.services.rows.registry import ObjectFields
from tests import stages
from tests.stages import act

LATER = act("2024-01-09", "吴例宁")
NAMES = ("示例水泥厂", "示例化工厂", "示例污水处理厂")
Step = tuple[str, int, str]


def dump(store: Store) -> list[tuple[object, ...]]:
    """Every column of every object, as SQLite has it."""
    with store.reading() as session:
        rows = session.execute(text("SELECT * FROM inspection_object ORDER BY id"))
        return [tuple(row) for row in rows]


def history(store: Store, object_id: int) -> list[tuple[str, str, str, str]]:
    with store.reading() as session:
        rows = session.scalars(select(ObjectChange).where(ObjectChange.object_id == object_id))
        return [(row.field, row.before, row.after, row.reason) for row in rows]


def fields(store: Store, object_id: int) -> ObjectFields:
    with store.reading() as session:
        return fields_of(session.get_one(InspectionObject, object_id))


def add(store: Store, name: str) -> tuple[int, Undoable]:
    row_id = registry.add_object(store, ObjectFields(name), "SL", LATER)
    return row_id, added_since(store, OBJECTS, "新增检查对象", [row_id])


def edit(store: Store, object_id: int, **values: str) -> Undoable:
    ready = ObjectFields(**{**asdict(fields(store, object_id)), **values})
    made = registry.edit_object(store, object_id, ready, LATER)
    assert made is not None
    return made


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_store(tmp_path / "示例.db")) as made:
        yield made


def done(store: Store, step: Step) -> Undoable | None:
    """Do one random act, None where it comes to nothing."""
    what, number, word = step
    with store.reading() as session:
        there = list(session.scalars(select(InspectionObject.id).order_by(InspectionObject.id)))
    if what == "add" or not there:
        with store.reading() as session:
            if session.scalars(select(InspectionObject).where(InspectionObject.name == word)).first():
                return None
        return add(store, word)[1]
    chosen = there[number % len(there)]
    if what == "state":
        since = date(2024, 1, number + 1)
        stopped = replace(fields(store, chosen), state="停产", state_since=since, state_reason=word)
        return registry.edit_object(store, chosen, stopped, LATER)
    ready = replace(fields(store, chosen), town=word, tags=(word,), credit_score=number)
    return registry.edit_object(store, chosen, ready, LATER)


@settings(max_examples=30, deadline=None, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(
    st.lists(
        st.tuples(st.sampled_from(("add", "edit", "state")), st.integers(0, 5), st.sampled_from(NAMES)),
        max_size=8,
    )
)
def test_a_whole_session_goes_back_and_forth(steps: list[Step]) -> None:
    with TemporaryDirectory() as folder, closing(create_store(Path(folder) / "示例.db")) as store:
        seen = [dump(store)]
        edits = []
        for step in steps:
            if (made := done(store, step)) is not None:
                edits.append(made)
                seen.append(dump(store))
        undone = []
        for made, before in zip(reversed(edits), reversed(seen[:-1]), strict=True):
            back = undo(store, made, LATER)
            assert back is not None
            undone.append(back)
            assert dump(store) == before
        for back, after in zip(reversed(undone), seen[1:], strict=True):
            assert redo(store, back, LATER) is not None
            assert dump(store) == after
        assert check_database(store.path).ok


def test_taking_back_is_an_act_of_its_own(store: Store) -> None:
    row_id, _added = add(store, "示例水泥厂")
    made = edit(store, row_id, town="白马镇")

    back = undo(store, made, LATER)
    assert back is not None
    redo(store, back, LATER)

    acts = [(event.act, event.detail) for event in reversed(log.newest(store, 2))]
    assert acts == [
        ("撤销：修改检查对象", "SL-0001 示例水泥厂"),
        ("重做：修改检查对象", "SL-0001 示例水泥厂"),
    ]
    assert history(store, row_id)[1:] == [
        ("所在地", "白马镇", "", "撤销：修改检查对象"),
        ("所在地", "", "白马镇", "重做：修改检查对象"),
    ]


def test_a_name_taken_back_is_found_by_its_pinyin_again(store: Store) -> None:
    row_id, _added = add(store, "示例水泥厂")
    before = dump(store)
    made = edit(store, row_id, name="示例化工厂")
    assert undo(store, made, LATER) is not None
    assert dump(store) == before


def test_what_was_changed_since_is_not_overwritten(store: Store) -> None:
    row_id, added = add(store, "示例水泥厂")
    made = edit(store, row_id, town="白马镇")
    edit(store, row_id, town="平桥镇")
    before = dump(store)

    with pytest.raises(UserError, match=r"“示例水泥厂”（SL-0001）之后又修改过.*名录没有改动"):
        undo(store, made, LATER)
    with pytest.raises(UserError, match="之后又修改过"):
        undo(store, added, LATER)
    assert dump(store) == before


def test_what_is_gone_is_said_to_be_gone(store: Store) -> None:
    row_id, _added = add(store, "示例水泥厂")
    made = edit(store, row_id, town="白马镇")
    with store.writing() as session:
        session.execute(text("DELETE FROM object_change"))
        session.delete(session.get_one(InspectionObject, row_id))
    with pytest.raises(UserError, match="其中一条已经不在名录里"):
        undo(store, made, LATER)


def test_another_field_changed_since_stays(store: Store) -> None:
    row_id, _added = add(store, "示例水泥厂")
    made = edit(store, row_id, town="白马镇")
    edit(store, row_id, phone="023-1")
    undo(store, made, LATER)
    assert (fields(store, row_id).town, fields(store, row_id).phone) == ("", "023-1")


def test_what_stands_in_a_draw_frozen_since_is_not_taken_back(signed: Store) -> None:
    made = edit(signed, 1, town="示例新镇")
    stages.freeze(signed)
    with pytest.raises(UserError, match=r"已列入“.*”的名单"):
        undo(signed, made, LATER)


def test_how_long_a_mark_counts_is_not_taken_back_once_a_list_was_weighed_by_it(signed: Store) -> None:
    until = date(2024, 2, 1)
    marks.give_mark(
        signed, 1, MarkFields("违法记录", "示环罚〔2024〕1号", None, until), stages.act("2024-01-20")
    )
    with signed.reading() as session:
        [note] = session.scalars(select(MarkNote.id))
    renewed = marks.renew_marks(signed, [note], date(2024, 12, 31), "仍需关注", stages.act("2024-01-25"))
    stages.freeze(signed)
    with pytest.raises(UserError, match=r"已列入“.*”的名单"):
        undo(signed, renewed, LATER)


def test_what_a_check_rests_on_is_not_removed(imported: Store) -> None:
    row_id, added = add(imported, "示例水泥厂新厂")
    with imported.writing() as session:
        session.execute(
            text(
                "INSERT INTO recusal (inspector_id, object_id, reason, relation) VALUES (1, :key, '亲属', '')"
            ),
            {"key": row_id},
        )
    with pytest.raises(UserError, match=r"“示例水泥厂新厂”.*已登记回避"):
        undo(imported, added, LATER)


def test_what_was_added_once_more_is_not_removed_from_under_a_check_or_a_draw(signed: Store) -> None:
    """Done again, it is a line like every other: what came since counts."""
    row_id, added = add(signed, NAMES[0])
    undone = undo(signed, added, LATER)
    assert undone is not None
    again = redo(signed, undone, LATER)
    assert again is not None
    stages.freeze(signed)
    before = dump(signed)
    with pytest.raises(UserError, match="已列入“"):
        undo(signed, again, LATER)
    with signed.writing() as session:
        session.add(Recusal(inspector_id=1, object_id=row_id))
    with pytest.raises(UserError, match="已登记回避"):
        undo(signed, again, LATER)
    assert dump(signed) == before


def test_a_code_taken_back_is_given_to_nothing_else(store: Store) -> None:
    _row, added = add(store, "示例水泥厂")
    back = undo(store, added, LATER)
    assert back is not None
    row_id, again = add(store, "示例化工厂")
    with store.reading() as session:
        assert session.get_one(InspectionObject, row_id).code == "SL-0002"
    undo(store, again, LATER)
    redo(store, back, LATER)
    with store.reading() as session:
        assert list(session.scalars(select(InspectionObject.code))) == ["SL-0001"]
        lines = InspectionObject.metadata.tables[OBJECTS]
        assert retired(session, lines) == {"SL-0002": "示例化工厂"}


def test_rows_beside_go_back_with_the_line(imported: Store) -> None:
    """Moved, added and removed rows of other tables, as merging two objects makes them."""
    with imported.writing() as session:
        session.add(Penalty(object_id=1, document="示环罚〔2024〕1号", decided_on=date(2024, 1, 2)))
        session.add(MarkNote(object_id=2, mark="投诉举报"))
    tables = ("inspection_object", "penalty", "mark_note", "distinct_pair")

    def seen() -> list[tuple[object, ...]]:
        with imported.reading() as session:
            return [
                (table, *row)
                for table in tables
                for row in session.execute(text(f"SELECT * FROM {table} ORDER BY id"))
            ]

    before = seen()
    with imported.writing() as session:
        rows = [RowChange("penalty", 1, {"object_id": 1}, {"object_id": 3})]
        session.get_one(Penalty, 1).object_id = 3
        rows.append(RowChange("mark_note", 1, image_of(session, "mark_note", 1), None))
        session.delete(session.get_one(MarkNote, 1))
        session.flush()
        rows.append(RowChange(OBJECTS, 2, image_of(session, OBJECTS, 2), None))
        session.delete(session.get_one(InspectionObject, 2))
        session.add(DistinctPair(first_id=1, second_id=3, at="", by=""))
        session.flush()
        rows.append(RowChange("distinct_pair", 1, None, image_of(session, "distinct_pair", 1)))
        kept = session.get_one(InspectionObject, 3)
        changes = changes_of({3: {"phone": (kept.phone, "023-1")}})
        kept.phone = "023-1"
        made = noted(session, OBJECTS, "合并", "两家", changes=changes, rows=rows)
    after = seen()

    assert made.size == 2
    back = undo(imported, made, LATER)
    assert back is not None
    assert seen() == before
    redo(imported, back, LATER)
    assert seen() == after


def test_a_million_lines_changed_alike_are_kept_in_little_room() -> None:
    changes = Changes()
    for row_id in range(1000):
        changes.note(row_id, "town", "白马镇", "平桥镇")
    changes.note(7, "phone", "1", "1")
    assert [(group.field, len(group.ids)) for group in changes.groups()] == [("town", 1000)]
