"""批量修改: the preview says what is done, what is done can be taken back, faulty rows stay as they are."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from app.core.errors import UserError
from app.models.living import MarkNote
from app.models.registry import Auxiliary, InspectionObject, Inspector, ObjectChange
from app.services import auxiliaries, inspectors, log, registry
from app.services.bulk_edit import bulk_edit, bulk_rows, preview_bulk
from app.services.bulk_edit_fields import bulk_fields, ways_of, wish_faults
from app.services.edit_undo import redo, undo
from app.services.edits import AUXILIARIES, INSPECTORS, OBJECTS
from app.services.office import Store, create_store
from app.services.registry import fields_of
from app.services.registry_words import MARKS
from app.services.rows.auxiliary import AuxiliaryFields, AuxiliaryKind
from app.services.rows.bulk import BulkGroup, Way, Wish
from app.services.rows.registry import ObjectFields
from tests.stages import act

LATER = act("2024-01-09", "吴例宁")
WORDS = ("甲", "乙", "丙")
TOWN = Wish("town", Way.SET, "白马镇")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_store(tmp_path / "示例.db")) as made:
        yield made


def add(store: Store, name: str, **values: Any) -> int:  # noqa: ANN401 - any field of an object
    return registry.add_object(store, ObjectFields(name, **values), "SL", act())


def objects(store: Store) -> dict[int, ObjectFields]:
    with store.reading() as session:
        return {item.id: fields_of(item) for item in session.scalars(select(InspectionObject))}


def dump(store: Store, table: str) -> list[tuple[object, ...]]:
    with store.reading() as session:
        return [tuple(row) for row in session.execute(text(f"SELECT * FROM {table} ORDER BY id"))]


def history(store: Store, object_id: int) -> list[tuple[str, str, str, str]]:
    with store.reading() as session:
        rows = session.scalars(select(ObjectChange).where(ObjectChange.object_id == object_id))
        return [(row.field, row.before, row.after, row.reason) for row in rows]


def test_the_preview_counts_from_what_to_what_and_changes_nothing(store: Store) -> None:
    ids = [add(store, f"示例{n}厂", town=town) for n, town in enumerate(("", "", "平桥镇", "白马镇"))]
    before = dump(store, OBJECTS)

    seen = preview_bulk(store, OBJECTS, ids, [TOWN])

    assert seen.groups == (BulkGroup("所在地", "", "白马镇", 2), BulkGroup("所在地", "平桥镇", "白马镇", 1))
    assert (seen.chosen, list(seen.ids), seen.unchanged) == (4, ids[:3], 1)
    assert bulk_rows(store, OBJECTS, ids[2:3], [TOWN])[ids[2]].pairs == (("所在地", "平桥镇", "白马镇"),)
    assert dump(store, OBJECTS) == before


def test_one_act_one_entry_and_a_line_of_history_each(store: Store) -> None:
    ids = [add(store, f"示例{n}厂", tags=("涉水重点",)) for n in range(3)]
    entries = log.count(store)
    wishes = [Wish("tags", Way.ADD, ("重点排污单位",)), Wish("supervision_class", Way.SET, "重点")]

    bulk_edit(store, OBJECTS, ids[:2], wishes, "按 2024 年名录", LATER)

    assert log.count(store) == entries + 1
    [entry] = log.newest(store, 1)
    assert entry.act == "批量修改检查对象"
    assert entry.detail == "标签加上重点排污单位，监管类别改为重点：2 家，按 2024 年名录"
    assert history(store, ids[0]) == [
        ("标签", "涉水重点", "涉水重点、重点排污单位", "按 2024 年名录"),
        ("监管类别", "一般", "重点", "按 2024 年名录"),
    ]
    assert history(store, ids[2]) == []


WISHES = st.one_of(
    st.builds(Wish, st.just("town"), st.just(Way.SET), st.sampled_from(WORDS)),
    st.builds(Wish, st.sampled_from(("town", "tags", "credit_score")), st.just(Way.CLEAR)),
    st.builds(Wish, st.just("credit_score"), st.just(Way.SET), st.sampled_from((0, 90))),
    st.builds(
        Wish,
        st.just("tags"),
        st.sampled_from((Way.ADD, Way.REMOVE)),
        st.lists(st.sampled_from(WORDS), min_size=1, unique=True).map(tuple),
    ),
    st.builds(
        Wish,
        st.just("marks"),
        st.sampled_from((Way.ADD, Way.REMOVE)),
        st.lists(st.sampled_from(MARKS[:3]), min_size=1, unique=True).map(tuple),
    ),
    st.builds(Wish, st.just("tags"), st.just(Way.SET), st.sampled_from((("甲",), ("丙", "甲")))),
)
ROWS = st.lists(
    st.tuples(
        st.sampled_from(("", *WORDS)), st.lists(st.sampled_from(WORDS), unique=True).map(tuple), st.booleans()
    ),
    min_size=1,
    max_size=6,
)


def _mark(tag: str) -> str:
    return MARKS[WORDS.index(tag)]


@settings(max_examples=40, deadline=None)
@given(ROWS, st.lists(WISHES, min_size=1, max_size=3, unique_by=lambda wish: wish.field))
def test_what_is_done_is_what_was_wished_and_goes_back(
    rows: list[tuple[str, tuple[str, ...], bool]], wishes: list[Wish]
) -> None:
    with TemporaryDirectory() as folder, closing(create_store(Path(folder) / "示例.db")) as store:
        ids = [
            add(store, f"示例{n}厂", town=town, tags=tags, marks=tuple(map(_mark, tags)))
            for n, (town, tags, _) in enumerate(rows)
        ]
        chosen = [key for key, (_, _, wanted) in zip(ids, rows, strict=True) if wanted]
        former, before = objects(store), dump(store, OBJECTS)
        expected = {
            key: fields
            if key not in chosen
            else ObjectFields(
                **{
                    **asdict(fields),
                    **{wish.field: wish.after(getattr(fields, wish.field)) for wish in wishes},
                }
            )
            for key, fields in former.items()
        }
        seen = preview_bulk(store, OBJECTS, chosen, wishes)
        assert list(seen.ids) == [key for key in chosen if expected[key] != former[key]]
        if not seen.ids:
            with pytest.raises(UserError, match="没有要改的"):
                bulk_edit(store, OBJECTS, chosen, wishes, "核对", LATER)
            return
        made = bulk_edit(store, OBJECTS, chosen, wishes, "核对", LATER)
        after = dump(store, OBJECTS)
        assert objects(store) == expected
        assert made.size == len(seen.ids)
        back = undo(store, made, LATER)
        assert back is not None
        assert dump(store, OBJECTS) == before
        redo(store, back, LATER)
        assert dump(store, OBJECTS) == after


def test_one_field_can_lose_a_word_and_get_another(store: Store) -> None:
    key = add(store, "示例厂", tags=("旧名录", "涉水重点"))
    wishes = [Wish("tags", Way.REMOVE, ("旧名录",)), Wish("tags", Way.ADD, ("新名录",))]
    assert bulk_rows(store, OBJECTS, [key], wishes)[key].pairs == (
        ("标签", "旧名录、涉水重点", "涉水重点、新名录"),
    )
    bulk_edit(store, OBJECTS, [key], wishes, "换名录", LATER)
    assert objects(store)[key].tags == ("涉水重点", "新名录")


def test_a_person_who_would_be_faulty_stays_and_is_named(imported: Store) -> None:
    with imported.reading() as session:
        people = {one.id: one.cert for one in session.scalars(select(Inspector))}
    certified = [key for key, cert in people.items() if cert]
    wish = [Wish("cert_expiry", Way.CLEAR)]

    seen = preview_bulk(imported, INSPECTORS, [*people], wish)

    assert [fault.id for fault in seen.faults] == certified
    assert {fault.why for fault in seen.faults} == {"有执法证号的，请填写有效期"}
    assert list(seen.ids) == []


def test_inspectors_move_to_another_department_together(imported: Store) -> None:
    before = dump(imported, INSPECTORS)
    made = bulk_edit(
        imported, INSPECTORS, [1, 2], [Wish("department", Way.SET, "执法二大队")], "内设机构调整", LATER
    )
    with imported.reading() as session:
        assert {session.get_one(Inspector, key).department for key in (1, 2)} == {"执法二大队"}
    undo(imported, made, LATER)
    assert dump(imported, INSPECTORS) == before


def test_who_moves_keeps_where_he_was_since_a_day(imported: Store) -> None:
    tables = (INSPECTORS, "inspector_post")
    before = [dump(imported, table) for table in tables]
    wish = [Wish("department", Way.SET, "执法二大队")]
    since = date(2024, 1, 5)
    made = bulk_edit(imported, INSPECTORS, [1, 2], wish, "内设机构调整", LATER, since=since)
    detail = inspectors.inspector_detail(imported, 1, LATER.day, 2024)
    assert next((post.since, post.department) for post in detail.posts) == (since, "执法二大队")
    assert len(detail.posts) == 2
    undo(imported, made, LATER)
    assert [dump(imported, table) for table in tables] == before


def test_those_who_go_along_are_retired_together_but_staff_keep_a_department(store: Store) -> None:
    first = auxiliaries.add_auxiliary(
        store, AuxiliaryFields("例一", "示例监测站", AuxiliaryKind.MONITORING), act()
    )
    second = auxiliaries.add_auxiliary(store, AuxiliaryFields("例二", "水科", AuxiliaryKind.STAFF), act())
    bulk_edit(store, AUXILIARIES, [first, second], [Wish("state", Way.SET, "停用")], "合同到期", LATER)
    with store.reading() as session:
        assert {one.state for one in session.scalars(select(Auxiliary))} == {"停用"}
    seen = preview_bulk(store, AUXILIARIES, [first, second], [Wish("organisation", Way.CLEAR)])
    assert [(fault.name, fault.why) for fault in seen.faults] == [("例二", "随同人员请填写所在部门")]
    assert list(seen.ids) == [first]


def test_a_mark_given_anew_knows_nothing_of_the_one_before(store: Store) -> None:
    key = add(store, "示例厂")
    with store.writing() as session:
        session.add(MarkNote(object_id=key, mark="投诉举报", source="旧件"))
    before = dump(store, "mark_note")
    made = bulk_edit(store, OBJECTS, [key], [Wish("marks", Way.ADD, ("投诉举报",))], "新件", LATER)
    assert dump(store, "mark_note") == []
    undo(store, made, LATER)
    assert dump(store, "mark_note") == before


@pytest.mark.parametrize(
    ("wishes", "reason", "sentence"),
    [
        ([], "核对", "请先选择要改的项目"),
        ([TOWN], " ", "批量修改要写明原因"),
        ([Wish("tags", Way.ADD, ())], "核对", "请填写标签要加上什么"),
        ([Wish("town", Way.SET, "")], "核对", "请填写所在地要改为什么"),
        ([Wish("supervision_class", Way.CLEAR)], "核对", "监管类别不能清空"),
        ([Wish("town", Way.ADD, "白马镇")], "核对", "所在地不能加上"),
        ([Wish("credit_score", Way.SET, 999)], "核对", "信用分应在 0 到 200 之间"),
        ([Wish("waste_tonnes", Way.SET, -1.0)], "核对", "吨数不能小于 0"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    store: Store, wishes: list[Wish], reason: str, sentence: str
) -> None:
    key = add(store, "示例厂")
    with pytest.raises(UserError, match=sentence):
        bulk_edit(store, OBJECTS, [key], wishes, reason, LATER)


@pytest.mark.parametrize(
    ("table", "wish", "sentence"),
    [
        (OBJECTS, Wish("name", Way.SET, "示例厂"), "“name”不能批量修改"),
        (OBJECTS, Wish("state", Way.SET, "关闭"), "“state”不能批量修改"),
        (OBJECTS, Wish("town", Way.SET, "  "), "请填写所在地要改为什么"),
        (OBJECTS, Wish("tags", Way.ADD, (" ", "")), "请填写标签要加上什么"),
        (OBJECTS, Wish("town", Way.SET, ("白马镇",)), "所在地要填文字"),
        (OBJECTS, Wish("tags", Way.SET, "涉水重点"), "标签要填一个或几个词"),
        (OBJECTS, Wish("tags", Way.ADD, ("涉水、涉气",)), "请把“涉水、涉气”分成几个词"),
        (OBJECTS, Wish("marks", Way.ADD, ("好人好事",)), "频次标识没有“好人好事”，可填：违法记录、"),
        (OBJECTS, Wish("supervision_class", Way.SET, "普通"), "监管类别没有“普通”，可填：一般、重点、特殊"),
        (OBJECTS, Wish("approval_level", Way.SET, "省批"), "审批级别没有“省批”"),
        (OBJECTS, Wish("credit_score", Way.SET, "九十"), "信用分要填数字"),
        (OBJECTS, Wish("credit_score", Way.SET, 85.5), "信用分要填整数"),
        (OBJECTS, Wish("waste_tonnes", Way.SET, float("nan")), "危险废物年产生量要填数字"),
        (OBJECTS, Wish("approved_on", Way.SET, "2024-01-05"), "批复日期要填日期"),
        (INSPECTORS, Wish("state", Way.SET, "睡觉"), "状态没有“睡觉”"),
        (INSPECTORS, Wish("skills", Way.ADD, ("炼丹",)), "业务专长没有“炼丹”"),
        (INSPECTORS, Wish("cap", Way.SET, value=True), "每次上限要填数字"),
        (AUXILIARIES, Wish("kind", Way.SET, "路人"), "类别没有“路人”"),
    ],
)
def test_a_value_that_no_form_offers_is_refused_whoever_asks(
    imported: Store, table: str, wish: Wish, sentence: str
) -> None:
    before, entries = dump(imported, table), log.count(imported)
    for ask in (
        lambda: preview_bulk(imported, table, [1], [wish]),
        lambda: bulk_rows(imported, table, [1], [wish]),
        lambda: bulk_edit(imported, table, [1], [wish], "核对", LATER),
    ):
        with pytest.raises(UserError, match=sentence):
            ask()
    assert (dump(imported, table), log.count(imported)) == (before, entries)


def test_words_are_kept_as_a_form_keeps_them_and_rows_are_changed_once(store: Store) -> None:
    key = add(store, "示例厂", tags=("旧词",))
    wishes = [Wish("tags", Way.ADD, (" 新词", "新词 ")), Wish("town", Way.SET, " 白马镇 ")]
    seen = preview_bulk(store, OBJECTS, [key, key, key + 1], wishes)
    assert (seen.chosen, list(seen.ids), seen.unchanged) == (1, [key], 0)
    bulk_edit(store, OBJECTS, [key, key], wishes, "核对", LATER)
    assert (objects(store)[key].tags, objects(store)[key].town) == (("旧词", "新词"), "白马镇")
    assert len(history(store, key)) == 2


def test_a_word_from_of_old_that_the_list_lacks_can_be_taken_away(store: Store) -> None:
    key = add(store, "示例厂", marks=("旧标识",))
    bulk_edit(store, OBJECTS, [key], [Wish("marks", Way.REMOVE, ("旧标识",))], "核对", LATER)
    assert objects(store)[key].marks == ()


@pytest.mark.parametrize("table", [OBJECTS, INSPECTORS, AUXILIARIES])
def test_every_field_offered_is_a_column_and_can_be_wished(table: str) -> None:
    columns = {OBJECTS: InspectionObject, INSPECTORS: Inspector, AUXILIARIES: Auxiliary}[
        table
    ].__table__.columns
    assert set(bulk_fields(table)) <= set(columns.keys())
    assert not {"name", "code", "uscc", "cert"} & set(bulk_fields(table))
    cleared = [Wish(key, Way.CLEAR) for key in bulk_fields(table) if Way.CLEAR in ways_of(table, key)]
    assert cleared
    assert wish_faults(table, cleared) == {}
