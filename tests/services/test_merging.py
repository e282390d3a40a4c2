"""Objects that are one become one: all that hung on both hangs on the one that stays."""

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.core.errors import UserError
from app.models.evidence import EvidenceFile, StateEvidence
from app.models.living import DistinctPair, MarkNote, MergedObject
from app.models.owner_recusal import OwnerRecusal
from app.models.penalty import Penalty
from app.models.registry import InspectionObject, ObjectChange, Recusal
from app.models.schema import metadata
from app.models.targeted import TargetedCheck
from app.services import import_report, imports, log, object_list, registry
from app.services.barred import barred
from app.services.check import check_database
from app.services.edit_undo import redo, undo
from app.services.import_report import Registry
from app.services.import_undo import undo_import
from app.services.merging_rows import OBJECTS, pointing
from app.services.office import Store, create_store
from app.services.rows.intake import Choice, Decision, Reason
from app.services.rows.registry import ObjectFields, RegistryQuery
from app.services.rows.targeted import TargetedFields
from app.services.targeted import record, withdraw
from tests.services.merging_samples import (
    CODE,
    LATER,
    ONE,
    TWO,
    add_three,
    dump,
    ids_of,
    merge,
    proposed,
    seen,
)
from tests.stages import act

THREE_WORDS = "示例凤山电镀厂"
PROOF = hashlib.sha256(b"pdf").hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_store(tmp_path / "示例.db")) as made:
        add_three(made)
        yield made


def check(store: Store, name: str, day: str) -> None:
    fields = TargetedFields(name, "投诉举报", "示例 1 号", date.fromisoformat(day), ("黄例安",), "未发现问题")
    record(store, fields, LATER)


def the_one(store: Store) -> InspectionObject:
    with store.reading() as session:
        return session.scalars(select(InspectionObject)).one()


def test_what_is_filled_wins_and_words_are_put_together(store: Store) -> None:
    merge(store, proposed(store, [1, 2, 3]))
    kept = the_one(store)
    assert (kept.code, kept.name, kept.uscc) == ("WL-0001", ONE, CODE)
    assert (kept.permit_class, kept.permit_number, kept.address) == ("重点管理", "示例1", "示例路 1 号")
    assert (kept.tags, kept.marks, kept.contact) == (("涉水重点", "涉气重点"), ("群众投诉",), "例一")


def test_the_newer_confirmed_wins_where_both_say_something(store: Store) -> None:
    with store.writing() as session:
        for key, phone, day in ((1, "10", date(2023, 5, 1)), (2, "20", date(2024, 1, 5))):
            item = session.get_one(InspectionObject, key)
            item.phone, item.contact, item.confirmed_on = phone, "例", day
    merge(store, proposed(store, [1, 2], stay=1))
    with store.reading() as session:
        kept = session.get_one(InspectionObject, 1)
        assert (kept.phone, kept.confirmed_on, kept.name) == ("20", date(2024, 1, 5), TWO)


def test_a_check_counts_as_a_confirmation(store: Store) -> None:
    check(store, TWO, "2024-02-01")
    assert [side.confirmed for side in seen(store, [1, 2])] == [act().day, date(2024, 2, 1)]
    assert proposed(store, [1, 2]).stay == 2


def test_everything_that_hung_on_it_hangs_on_the_one_that_stays(store: Store) -> None:
    check(store, ONE, "2024-02-01")
    check(store, TWO, "2024-02-02")
    with store.writing() as session:
        for key in (1, 2):
            session.get_one(InspectionObject, key).marks = ("群众投诉",)
            session.add(Recusal(inspector_id=1, object_id=key, reason=f"理由{key}", relation="配偶"))
            session.add(Penalty(object_id=key, document="示环罚 1 号", decided_on=date(2023, 6, key)))
            session.add(
                MarkNote(object_id=key, mark="群众投诉", source=f"来源{key}", expires_on=date(2024, 6, key))
            )
        session.add(Recusal(inspector_id=2, object_id=2, reason="任职"))
        session.add(Penalty(object_id=2, document="示环罚 2 号", decided_on=date(2023, 7, 1)))
        session.add(EvidenceFile(sha256=PROOF, content=b"pdf"))
        session.flush()
        session.add(StateEvidence(object_id=2, at="", by="", state="停产", file_name="a.pdf", sha256=PROOF))
        session.add(DistinctPair(first_id=2, second_id=3, at="", by="例", reason="两个厂区"))
    count, _ = merge(store, proposed(store, [1, 2], stay=1))
    assert (count.gone, count.stayed) == (1, 1)
    with store.reading() as session:
        recusals = session.execute(select(Recusal.inspector_id, Recusal.object_id, Recusal.reason)).all()
        assert recusals == [(1, 1, "理由1；理由2"), (2, 1, "任职")]
        penalties = session.execute(select(Penalty.object_id, Penalty.document, Penalty.decided_on)).all()
        assert penalties == [(1, "示环罚 1 号", date(2023, 6, 1)), (1, "示环罚 2 号", date(2023, 7, 1))]
        note = session.scalars(select(MarkNote)).one()
        assert (note.object_id, note.source, note.expires_on) == (1, "来源1；来源2", date(2024, 6, 2))
        assert session.scalars(select(StateEvidence.object_id)).all() == [1]
        pair = session.scalars(select(DistinctPair)).one()
        assert (pair.first_id, pair.second_id, pair.reason) == (1, 3, "两个厂区")
    assert seen(store, [1])[0].targeted == 2
    assert check_database(store.path).ok


def test_the_history_says_whose_it_was_and_what_came(store: Store) -> None:
    with store.reading() as session:
        fields = registry.fields_of(session.get_one(InspectionObject, 2))
    registry.edit_object(store, 2, replace(fields, phone="1"), act())
    merge(store, proposed(store, [1, 2], stay=1), reason="现场核实")
    with store.reading() as session:
        rows = session.execute(
            select(
                ObjectChange.object_id, ObjectChange.field, ObjectChange.after, ObjectChange.reason
            ).order_by(ObjectChange.id)
        ).all()
    assert rows[0] == (1, "联系电话", "1", "（原 WL-0002）")
    assert (1, "合并", f"WL-0002 {TWO}", "现场核实") in rows
    assert (1, "地址", "示例路 1 号", f"并入 WL-0002 {TWO}") in rows
    entry = log.newest(store)[0]
    assert (entry.act, entry.by) == ("合并检查对象", "吴例宁")
    assert entry.detail == f"WL-0002 {TWO} 并入 WL-0001 {ONE}：现场核实"


def test_the_code_is_kept_with_all_the_object_was_and_never_given_again(store: Store) -> None:
    merge(store, proposed(store, [1, 3], stay=1))
    with store.reading() as session:
        merged = session.scalars(select(MergedObject)).one()
    assert (merged.code, merged.object_id, merged.by) == ("WL-0003", 1, "吴例宁")
    assert '"permit_number": "示例1"' in merged.kept
    registry.add_object(store, ObjectFields("示例丁厂"), "WL", act())
    with store.reading() as session:
        assert session.scalars(select(func.max(InspectionObject.code))).one() == "WL-0004"


def test_many_groups_are_one_act(store: Store) -> None:
    for name in ("示例甲厂", "示例甲电镀厂"):
        registry.add_object(store, ObjectFields(name), "WL", act())
    before = log.count(store)
    count, _ = merge(store, proposed(store, [1, 2, 3]), proposed(store, [4, 5]))
    assert (count.gone, count.stayed) == (3, 2)
    assert log.count(store) == before + 1


def test_taken_back_everything_is_as_it_was_and_done_again_as_it_became(store: Store) -> None:
    check(store, TWO, "2024-02-01")
    for name, code in (("黄例安", 1), ("黄例安", 2), ("周例远", 3)):
        with store.writing() as session:
            session.add(
                Recusal(inspector_id=1 if name == "黄例安" else 2, object_id=code, reason=f"理由{code}")
            )
    before = dump(store)
    _, back = merge(store, proposed(store, [1, 2, 3]))
    merged = dump(store)
    assert merged != before
    again = undo(store, back, LATER)
    assert dump(store) == before
    assert log.newest(store)[0].act == "撤销：合并检查对象"
    assert again
    redo(store, again, LATER)
    for name in merged.keys() - {"merged_object", "setting"}:  # their times and ids are those of the second
        assert dump(store)[name] == merged[name], name


def test_a_merge_into_what_was_merged_before_goes_back_in_its_order(store: Store) -> None:
    before = dump(store)
    _, first = merge(store, proposed(store, [1, 2], stay=2))
    between = dump(store)
    _, second = merge(store, proposed(store, [2, 3], stay=3))
    with pytest.raises(UserError, match=r"WL-0001 并入“.*”（WL-0003）不能撤销：合并之后又并入了别的对象"):
        undo(store, first, LATER)
    undo(store, second, LATER)
    assert dump(store) == between
    undo(store, first, LATER)
    assert dump(store) == before


def test_what_was_built_on_a_merge_is_named(store: Store) -> None:
    _, back = merge(store, proposed(store, [1, 2], stay=1))
    check(store, ONE, "2024-02-01")
    with pytest.raises(UserError, match="不能撤销：合并之后针对性检查有变动"):
        undo(store, back, LATER)


def test_a_field_changed_since_is_in_the_way(store: Store) -> None:
    _, back = merge(store, proposed(store, [1, 2], stay=1))
    with store.reading() as session:
        fields = registry.fields_of(session.get_one(InspectionObject, 1))
    registry.edit_object(store, 1, replace(fields, phone="1"), LATER)
    before = dump(store)
    with pytest.raises(UserError, match="合并之后又修改过"):
        undo(store, back, LATER)
    assert dump(store) == before


def test_what_changed_since_it_was_reviewed_is_not_merged(store: Store) -> None:
    group = proposed(store, [1, 2])
    with store.writing() as session:
        session.get_one(InspectionObject, 2).phone = "1"
    before = dump(store)
    with pytest.raises(UserError, match=f"“{TWO}”（WL-0002）刚才又修改过"):
        merge(store, group)
    assert dump(store) == before


def test_withheld_and_open_objects_are_not_merged(store: Store) -> None:
    with store.writing() as session:
        session.get_one(InspectionObject, 2).secrecy_basis = "示例规定"
    with pytest.raises(UserError, match="涉密依据不一致"):
        merge(store, proposed(store, [1, 2]))


def test_one_object_is_not_merged_twice(store: Store) -> None:
    with pytest.raises(UserError, match="不能合并两次"):
        merge(store, proposed(store, [1, 2]), proposed(store, [2, 3]))


def test_every_table_that_points_to_objects_is_moved(store: Store) -> None:
    """A table that comes later is known to be handled: one row for each, or moved as it is."""
    with_pairs = {
        table.name
        for table in metadata.sorted_tables
        for column in table.columns
        if any(key.column is OBJECTS.c.id for key in column.foreign_keys)
    }
    assert {table.name for table, _ in pointing()} == with_pairs - {"distinct_pair"}
    assert ids_of(store, ONE) == [1]


def test_the_old_code_finds_the_one_that_stays(store: Store) -> None:
    merge(store, proposed(store, [1, 2], stay=1))
    merge(store, proposed(store, [1, 3], stay=3))
    for word in ("WL-0001", "wl-0002", "WL-000", "WL-0002 白马"):
        assert [*object_list.object_ids(store, RegistryQuery(word), LATER.day)] == [3], word
    assert [*object_list.object_ids(store, RegistryQuery("WL-0009"), LATER.day)] == []


def test_a_check_recorded_under_the_old_code_or_name_is_one_of_the_one_that_stays(store: Store) -> None:
    merge(store, proposed(store, [1, 2], stay=1))
    check(store, "WL-0002", "2024-02-01")
    check(store, TWO, "2024-02-02")
    assert seen(store, [1])[0].targeted == 2


def test_an_import_is_not_taken_back_from_under_a_merge(store: Store) -> None:
    file = store.path.with_name("名录.csv")
    file.write_text("单位名称,所在地\n示例丁厂,示例镇\n示例戊厂,示例镇", encoding="utf-8-sig")
    imports.import_objects(store, file, LATER)
    before = dump(store)
    _, back = merge(store, proposed(store, [1, 4], stay=1))
    with pytest.raises(UserError, match="“示例丁厂”（WL-0004）导入之后已并入别的检查对象"):
        undo_import(store, Registry.OBJECTS, LATER)
    undo(store, back, LATER)
    assert dump(store) == before
    undo_import(store, Registry.OBJECTS, LATER)
    assert ids_of(store, "示例丁厂") == []


@pytest.mark.parametrize(
    "rows",
    [
        [f"WL-0001,{ONE},示例镇", f"WL-0002,{THREE_WORDS},示例镇"],
        [f",{ONE},示例镇", f",{THREE_WORDS},示例镇"],
        [f",{THREE_WORDS},示例镇"],
        ["WL-0002,示例另一个名称,江口镇"],
    ],
)
def test_the_next_list_that_names_both_does_not_undo_a_merge(store: Store, rows: list[str]) -> None:
    with store.writing() as session:
        session.get_one(InspectionObject, 2).name = THREE_WORDS
    merge(store, proposed(store, [1, 2], stay=1))
    with store.reading() as session:
        count = len(session.scalars(select(InspectionObject.id)).all())
    file = store.path.with_name("名录.csv")
    file.write_text("\n".join(["编号,单位名称,所在地", *rows]), encoding="utf-8-sig")
    told = import_report.run(Registry.OBJECTS, file, store.path, LATER).json()
    assert told["rows"] == told["new"] + told["changed"] + told["unchanged"] + told["faulty"]  # type: ignore[operator]
    assert (told["rows"], told["new"]) == (len(rows), 0)
    assert "以前已并入名录库里的这一家，可能是" in str(told["doubtful"])
    with store.reading() as session:
        assert len(session.scalars(select(InspectionObject.id)).all()) == count


def test_two_rows_are_not_said_to_be_the_one_that_stays(store: Store) -> None:
    merge(store, proposed(store, [1, 3], stay=1))
    file = store.path.with_name("名录.csv")
    file.write_text(
        f"单位名称,统一社会信用代码,所在地\n{ONE},{CODE},示例镇\n示例白马化工厂,,示例镇", encoding="utf-8-sig"
    )
    with store.reading() as session:
        comparison = imports.compare_objects(session, file, imports.read_objects(file))
    [(place, doubt)] = comparison.doubts.items()
    assert doubt.reason is Reason.MERGED
    with pytest.raises(UserError, match="说的是同一家"):
        comparison.plan({place: Decision(Choice.SAME, 1)})


def test_what_was_changed_since_and_taken_back_is_not_in_the_way(store: Store) -> None:
    before = dump(store)
    _, back = merge(store, proposed(store, [1, 2], stay=1))
    with store.reading() as session:
        fields = registry.fields_of(session.get_one(InspectionObject, 1))
    edit = registry.edit_object(store, 1, replace(fields, phone="1"), LATER)
    assert edit
    undo(store, edit, LATER)
    undo(store, back, LATER)
    assert dump(store) == before


def test_who_is_kept_from_an_owner_is_kept_from_the_one_that_stays(store: Store) -> None:
    with store.writing() as session:
        session.add(OwnerRecusal(inspector_id=1, owner=TWO, relation="配偶", reason="任法定代表人"))
        session.add(OwnerRecusal(inspector_id=2, owner=ONE, relation="", reason="任职"))
    before = dump(store)
    group = proposed(store, [1, 2], stay=1)
    _, back = merge(store, replace(group, values=replace(group.values, name=ONE)))
    with store.reading() as session:
        assert [each[:2] for each in barred(session)] == [(1, "WL-0001"), (2, "WL-0001")]
        [kept] = session.scalars(select(Recusal))
        assert kept.inspector_id == 1
        assert "任法定代表人" in kept.reason
        assert kept.reason.endswith("；合并前按所属单位回避")
    again = undo(store, back, LATER)
    assert dump(store) == before
    assert again
    redo(store, again, LATER)
    with store.reading() as session:
        assert len(barred(session)) == 2


def test_a_check_that_has_the_number_of_one_withdrawn_since_is_in_the_way(store: Store) -> None:
    """A number that is free is given again: the new check belongs to the one that stays."""
    check(store, TWO, "2024-02-01")
    _, back = merge(store, proposed(store, [1, 2], stay=1))
    withdraw(store, 1, "重复登记", LATER)
    check(store, TWO, "2024-02-02")
    with store.reading() as session:
        assert session.scalars(select(TargetedCheck.id)).all() == [1]
    with pytest.raises(UserError, match="合并之后针对性检查有变动"):
        undo(store, back, LATER)
    assert seen(store, [1])[0].targeted == 1


def test_the_name_that_the_one_that_stays_had_before_is_still_understood(
    store: Store, tmp_path: Path
) -> None:
    """In forms and in lists: else the next list would bring it once more."""
    registry.add_object(store, ObjectFields(THREE_WORDS, town="例河乡"), "WL", act())
    group, former = proposed(store, [3, 4], stay=3), seen(store, [3])[0].fields.name
    merge(store, replace(group, values=replace(group.values, name=THREE_WORDS, town="例河乡")))
    check(store, former, "2024-02-01")
    assert seen(store, [3])[0].targeted == 1
    path = tmp_path / "名录.csv"
    path.write_text(f"单位名称,所在地,联系人\n{former},示例镇,例三\n", encoding="utf-8-sig")
    with store.reading() as session:
        table = imports.read_objects(path)
        comparison = imports.compare_objects(session, path, table)
    assert [doubt.reason for doubt in comparison.doubts.values()] == [Reason.MERGED]
