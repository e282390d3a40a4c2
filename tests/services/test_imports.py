import csv
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.models.registry import InspectionObject, Inspector, ObjectChange, Recusal
from app.services import imports, log
from app.services.office import Store, create_store
from tests.stages import INSPECTORS, OBJECTS, act


@pytest.fixture
def empty(tmp_path: Path) -> Iterable[Store]:
    store = create_store(tmp_path / "空.db")
    yield store
    store.close()


def _file(folder: Path, *lines: str) -> Path:
    path = folder / "名录.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(line.split("|") for line in lines)
    return path


def _objects(store: Store) -> dict[str, InspectionObject]:
    with store.reading() as session:
        found = {item.name: item for item in session.query(InspectionObject).order_by(InspectionObject.code)}
        session.expunge_all()
        return found


def _inspectors(store: Store) -> dict[str, Inspector]:
    with store.reading() as session:
        found = {person.name: person for person in session.query(Inspector)}
        session.expunge_all()
        return found


def _import(store: Store, path: Path) -> tuple[int, int, int, int]:
    plan = imports.import_objects(store, path, act())
    return len(plan.new), len(plan.changed), plan.unchanged, plan.table.faulty


def test_new_changed_unchanged_and_faulty_rows_are_told_apart(empty: Store, tmp_path: Path) -> None:
    heading = "单位名称|统一社会信用代码|所在地"
    first = _file(tmp_path, heading, "示例甲厂||示例镇", "示例乙厂||示例镇")
    assert _import(empty, first) == (2, 0, 0, 0)
    second = _file(
        tmp_path, heading, "示例甲厂||示例镇", "示例乙厂|9100|示例镇", "示例丙厂||示例镇", "示例丁厂||别镇"
    )
    assert _import(empty, second) == (2, 0, 1, 1)
    assert list(_objects(empty)) == ["示例甲厂", "示例乙厂", "示例丙厂", "示例丁厂"]


def test_importing_the_same_file_again_changes_nothing(imported: Store) -> None:
    before = _objects(imported)
    assert _import(imported, OBJECTS) == (0, 0, 425, 0)
    plan, unknown = imports.import_inspectors(imported, INSPECTORS, act())
    assert (len(plan.new), len(plan.changed), plan.unchanged) == (0, 0, 35)
    assert unknown == ()
    after = _objects(imported)
    assert {name: item.code for name, item in after.items()} == {
        name: item.code for name, item in before.items()
    }
    with imported.reading() as session:
        assert session.query(ObjectChange).count() == 0


def test_only_the_columns_a_file_brings_are_touched(empty: Store, tmp_path: Path) -> None:
    full = "编号|单位名称|所在地|地址|电话|监管类别|标签"
    _import(empty, _file(tmp_path, full, "WL-0007|示例甲厂|示例镇|示例路1号|00000001|重点|涉水重点、碳市场"))
    assert _import(empty, _file(tmp_path, "编号|单位名称|电话", "WL-0007|示例甲厂|00000002")) == (0, 1, 0, 0)
    changed = _objects(empty)["示例甲厂"]
    assert (changed.town, changed.address, changed.supervision_class) == ("示例镇", "示例路1号", "重点")
    assert changed.tags == ("涉水重点", "碳市场")
    assert changed.phone == "00000002"
    with empty.reading() as session:
        (change,) = session.query(ObjectChange).all()
        assert (change.before, change.after, change.by) == ("00000001", "00000002", act().by)
        assert "名录.csv" in change.reason


def test_a_code_finds_an_object_whatever_its_name(empty: Store, tmp_path: Path) -> None:
    _import(empty, _file(tmp_path, "编号|单位名称", "WL-0007|示例甲厂"))
    assert _import(empty, _file(tmp_path, "编号|单位名称", "WL-0007|示例甲厂（更名）")) == (0, 1, 0, 0)
    found = _objects(empty)["示例甲厂（更名）"]
    assert found.code == "WL-0007"
    assert found.name_initials.startswith("sl")


def test_codes_are_given_once_and_never_again(empty: Store, tmp_path: Path) -> None:
    _import(empty, _file(tmp_path, "编号|单位名称", "WL-0012|示例甲厂", "|示例乙厂", "X1|示例丙厂"))
    _import(empty, _file(tmp_path, "单位名称", "示例丁厂"))
    codes = {name: item.code for name, item in _objects(empty).items()}
    assert codes == {"示例甲厂": "WL-0012", "示例乙厂": "WL-0013", "示例丙厂": "X1", "示例丁厂": "WL-0014"}


def test_a_file_without_a_good_row_is_refused_and_not_backed_up(imported: Store, tmp_path: Path) -> None:
    path = _file(tmp_path, "单位名称|统一社会信用代码", "示例甲厂|9100")
    before = log.newest(imported)
    files = {file.name for file in tmp_path.iterdir()}
    with pytest.raises(UserError, match="没有一行可以导入"):
        imports.import_objects(imported, path, act())
    assert log.newest(imported) == before
    assert {file.name for file in tmp_path.iterdir()} == files


def test_an_import_that_fails_half_way_keeps_nothing(imported: Store, tmp_path: Path) -> None:
    path = _file(tmp_path, "单位名称", "示例新厂")
    with imported.writing() as session:
        session.connection().exec_driver_sql(
            "CREATE TRIGGER no_event BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'disk full'); END"
        )
    with pytest.raises(UserError, match="磁盘已满"):
        imports.import_objects(imported, path, act())
    assert "示例新厂" not in _objects(imported)


def test_inspectors_come_in_with_their_recusals(empty: Store, tmp_path: Path) -> None:
    _import(empty, _file(tmp_path, "编号|单位名称", "WL-0001|示例甲厂", "WL-0002|示例乙厂"))
    heading = "姓名|执法证号|执法证有效期|业务专长|回避对象|回避原因"
    path = _file(tmp_path, heading, "张例一|XB001|2026-12-31|水、大气|示例甲厂、WL-0002、示例无厂|亲属任职")
    plan, unknown = imports.import_inspectors(empty, path, act())
    assert len(plan.new) == 1
    assert unknown == ("张例一的回避对象“示例无厂”不在名录库中，没有登记",)
    person = _inspectors(empty)["张例一"]
    assert (person.code, person.cert_expiry, person.skills) == ("JC-0001", date(2026, 12, 31), ("水", "大气"))
    with empty.reading() as session:
        assert session.query(Recusal).filter_by(reason="亲属任职").count() == 2


def test_an_inspector_is_known_by_name_and_card(empty: Store, tmp_path: Path) -> None:
    imports.import_inspectors(
        empty, _file(tmp_path, "姓名|执法证号|科室", "张例一|XB001|执法支队", "张例一|XB002|水科"), act()
    )
    plan, _ = imports.import_inspectors(
        empty, _file(tmp_path, "姓名|执法证号|状态", "张例一|XB002|请假"), act()
    )
    assert (len(plan.new), len(plan.changed)) == (0, 1)
    with empty.reading() as session:
        people = {person.cert: person for person in session.query(Inspector)}
        assert (people["XB001"].state, people["XB002"].state) == ("在岗", "请假")
        assert people["XB002"].department == "水科"
