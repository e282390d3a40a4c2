"""An import against a registry that is there: what is recognised, what changes, and what is kept of it."""

import csv
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.intake.records import ObjectRow
from app.models.registry import InspectionObject, ObjectChange
from app.services import imports
from app.services.import_plan import ImportPlan
from app.services.import_report import Registry
from app.services.import_undo import undo_import
from app.services.office import Store, create_store
from tests.stages import act

HEADINGS = [
    "单位名称",
    "统一社会信用代码",
    "所在地",
    "标签",
    "批复日期",
    "信用分",
    "经度",
    "纬度",
    "联系电话",
]
FIRST = [
    "示例甲厂",
    "91000000MA4JURQ28N",
    "示例镇",
    "涉水重点、涉气重点",
    "2024-01-05",
    "88",
    "107.5",
    "29.5",
    "1",
]
SECOND = ["示例乙厂", "", "例河乡", "", "", "", "", "", "2"]

Import = Callable[[Sequence[str], Sequence[Sequence[str]]], ImportPlan[ObjectRow]]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_store(tmp_path / "a.db")) as made:
        yield made


@pytest.fixture
def bring(store: Store, tmp_path: Path) -> Import:
    def brought(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> ImportPlan[ObjectRow]:
        path = tmp_path / "名录.csv"
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([headings, *rows])
        return imports.import_objects(store, path, act())

    return brought


def _objects(store: Store) -> list[InspectionObject]:
    with store.reading() as session:
        return list(session.scalars(select(InspectionObject).order_by(InspectionObject.code)))


def _history(store: Store) -> list[tuple[str, str, str]]:
    with store.reading() as session:
        changes = session.scalars(select(ObjectChange).order_by(ObjectChange.id))
        return [(change.field, change.before, change.after) for change in changes]


def test_one_name_in_two_towns_without_codes_is_kept_twice_and_known_again(
    store: Store, bring: Import
) -> None:
    rows = [["示例丙厂", "示例镇"], ["示例丙厂", "例河乡"]]
    assert len(bring(["单位名称", "所在地"], rows).new) == 2
    assert [each.town for each in _objects(store)] == ["示例镇", "例河乡"]
    assert bring(["单位名称", "所在地"], rows).unchanged == 2
    assert len(_objects(store)) == 2


def test_what_was_imported_is_what_the_file_says(store: Store, bring: Import) -> None:
    bring(HEADINGS, [FIRST, SECOND])
    first, second = _objects(store)
    assert (first.code, first.name, first.name_initials) == ("WL-0001", "示例甲厂", "sljc")
    assert (first.tags, first.approved_on, first.credit_score) == (
        ("涉水重点", "涉气重点"),
        date(2024, 1, 5),
        88,
    )
    assert (second.code, second.tags, second.approved_on, second.longitude) == ("WL-0002", (), None, None)


def test_the_same_file_again_changes_nothing(store: Store, bring: Import) -> None:
    bring(HEADINGS, [FIRST, SECOND])
    again = bring(HEADINGS, [FIRST, SECOND])
    assert (again.new, again.changed, again.unchanged) == ((), (), 2)
    assert _history(store) == []


def test_each_changed_field_is_kept_with_what_it_was(store: Store, bring: Import) -> None:
    bring(HEADINGS, [FIRST, SECOND])
    later = [*FIRST[:3], "涉水重点", "2024-02-06", "90", *FIRST[6:]]
    plan = bring(HEADINGS, [later, SECOND, ["示例丙厂"]])
    assert (len(plan.new), len(plan.changed), plan.unchanged) == (1, 1, 1)
    first, second, third = _objects(store)
    assert (first.tags, first.approved_on, first.credit_score) == (("涉水重点",), date(2024, 2, 6), 90)
    assert (second.phone, third.code) == ("2", "WL-0003")
    assert sorted(_history(store)) == [
        ("信用分", "88", "90"),
        ("批复日期", "2024-01-05", "2024-02-06"),
        ("标签", "涉水重点、涉气重点", "涉水重点"),
    ]


def test_a_field_that_the_file_does_not_bring_stays(store: Store, bring: Import) -> None:
    bring(HEADINGS, [FIRST])
    plan = bring(["单位名称", "统一社会信用代码", "联系人"], [[*FIRST[:2], "例一"]])
    assert len(plan.changed) == 1
    (first,) = _objects(store)
    assert (first.contact, first.town, first.credit_score) == ("例一", "示例镇", 88)


def test_an_object_found_by_its_code_may_have_a_new_name(store: Store, bring: Import) -> None:
    bring(HEADINGS, [FIRST])
    bring(["编号", "单位名称", "统一社会信用代码"], [["WL-0001", "示例新厂", FIRST[1]]])
    (first,) = _objects(store)
    assert (first.name, first.name_pinyin, first.name_initials) == ("示例新厂", "shilixinchang", "slxc")
    assert _history(store) == [("名称", "示例甲厂", "示例新厂")]


def test_an_object_with_its_code_in_the_file_is_not_taken_for_another_of_its_old_name(
    store: Store, bring: Import
) -> None:
    bring(HEADINGS, [FIRST])
    plan = bring(
        ["编号", "单位名称", "统一社会信用代码"],
        [["WL-0001", "示例新厂", FIRST[1]], ["", "示例甲厂", FIRST[1]]],
    )
    assert (len(plan.new), len(plan.changed)) == (1, 1)
    assert [item.name for item in _objects(store)] == ["示例新厂", "示例甲厂"]


def test_a_row_changes_only_its_own_object(store: Store, bring: Import) -> None:
    bring(["单位名称", "联系电话"], [[f"示例{number}厂", "1"] for number in range(1200)])
    plan = bring(["单位名称", "联系电话"], [[f"示例{number}厂", str(number % 2)] for number in range(1200)])
    assert (len(plan.changed), plan.unchanged) == (600, 600)
    assert [item.phone for item in _objects(store)] == [str(number % 2) for number in range(1200)]


def _schema(store: Store) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(store.path)) as raw:
        return raw.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()


def test_an_import_leaves_every_index_as_it_was(store: Store, bring: Import) -> None:
    before = _schema(store)
    bring(HEADINGS, [FIRST])
    assert _schema(store) == before
    bring(HEADINGS, [["示例乙厂", "", "示例镇", *FIRST[3:]]])
    assert _schema(store) == before


def test_another_state_has_the_day_and_the_reason_of_the_import_where_the_file_gives_none(
    store: Store, bring: Import
) -> None:
    heads = ["单位名称", "所在地", "状态", "状态日期", "状态原因"]
    place = ["示例甲厂", "示例镇"]
    bring(heads, [[*place, "停产", "2023-05-01", "市场原因"]])

    def state() -> tuple[str, date | None, str]:
        with store.reading() as session:
            item = session.scalars(select(InspectionObject)).one()
            return item.state, item.state_since, item.state_reason

    bring(heads[:3], [[*place, "正常"]])
    assert state() == ("正常", act().day, "导入 名录.csv")
    with store.reading() as session:
        told = [(row.field, row.before, row.after) for row in session.scalars(select(ObjectChange))]
    assert told == [
        ("状态", "停产", "正常"),
        ("状态日期", "2023-05-01", "2024-01-08"),
        ("状态原因", "市场原因", "导入 名录.csv"),
    ]
    bring(heads, [[*place, "关闭", "2024-01-02", ""]])
    assert state() == ("关闭", date(2024, 1, 2), "导入 名录.csv")
    bring(heads, [[*place, "关闭", "2024-01-03", "已拆除"]])
    assert state() == ("关闭", date(2024, 1, 3), "已拆除")
    undo_import(store, Registry.OBJECTS, act())
    assert state() == ("关闭", date(2024, 1, 2), "导入 名录.csv")
