"""What a clerk chose for columns is kept with the import, for this source alone, and never read unasked."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.errors import UserError
from app.intake.records import InspectorRow, ObjectRow
from app.models.office import Setting
from app.services import imports
from app.services.import_preview import column_choices, preview_import, write_import
from app.services.import_report import Registry
from app.services.office import Store, create_store
from tests.stages import act

HEADS = ("单位名称", "乡镇", "备注")
PEOPLE = ("姓名", "部门", "备注")
SIDES = ("longitude", "latitude")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_store(tmp_path / "示例.db")) as made:
        yield made


def file(folder: Path, *rows: tuple[str, ...], name: str = "名录.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8-sig")
    return path


def kept(store: Store) -> int:
    with store.reading() as session:
        keys = session.scalars(select(Setting.key))
        return sum(key.startswith("import-columns:") for key in keys)


def test_looking_keeps_nothing_and_importing_keeps_the_choice(store: Store, tmp_path: Path) -> None:
    path = file(tmp_path, HEADS, ("示例甲厂", "示例镇", "例街"))
    seen = preview_import(store, Registry.OBJECTS, path, {"备注": "address"})
    assert kept(store) == 0
    assert seen.table.rows[0].address == "例街"
    write_import(store, seen, act())
    assert kept(store) == 1
    again = file(tmp_path, ("备注", "乡镇", "单位名称"), ("例路", "示例镇", "示例乙厂"), name="另一份.csv")
    seen = preview_import(store, Registry.OBJECTS, again)
    assert (seen.table.rows[0].name, seen.table.rows[0].address) == ("示例乙厂", "例路")
    assert dict(seen.choices) == {"备注": "address"}


def test_other_headings_and_the_other_registry_know_nothing_of_it(store: Store, tmp_path: Path) -> None:
    path = file(tmp_path, PEOPLE, ("黄例安", "水科", "科员"))
    write_import(store, preview_import(store, Registry.INSPECTORS, path, {"备注": "post"}), act())
    assert preview_import(store, Registry.INSPECTORS, path).table.rows[0].post == "科员"
    objects = preview_import(store, Registry.OBJECTS, path)
    assert (objects.fault != "", dict(objects.choices)) == (True, {})
    more = file(tmp_path, (*PEOPLE, "岗龄"), ("黄例安", "水科", "科员", "3"), name="另一份.csv")
    assert dict(preview_import(store, Registry.INSPECTORS, more).choices) == {}


def test_the_command_line_reads_as_it_always_did(store: Store, tmp_path: Path) -> None:
    path = file(tmp_path, HEADS, ("示例甲厂", "示例镇", "例街"))
    write_import(store, preview_import(store, Registry.OBJECTS, path, {"备注": "address"}), act())
    assert imports.read_objects(path).ignored_columns == ("备注",)
    with pytest.raises(UserError, match="没有认出名称一列"):
        imports.read_objects(file(tmp_path, ("甲方", "乡镇"), ("示例甲厂", "示例镇"), name="无名称.csv"))


def test_choosing_nothing_again_forgets(store: Store, tmp_path: Path) -> None:
    path = file(tmp_path, HEADS, ("示例甲厂", "示例镇", "例街"))
    write_import(store, preview_import(store, Registry.OBJECTS, path, {"备注": "address"}), act())
    write_import(store, preview_import(store, Registry.OBJECTS, path, {}), act())
    assert kept(store) == 0


def test_no_column_is_offered_what_is_not_read() -> None:
    parts = {"coordinates", *(f"{side}_{part}" for side in SIDES for part in ("minutes", "seconds"))}
    assert {key for key, _ in column_choices(Registry.OBJECTS)} <= {*ObjectRow._fields} | parts
    assert {key for key, _ in column_choices(Registry.INSPECTORS)} <= {*InspectorRow._fields}


def test_every_field_of_the_files_can_be_chosen_and_is_read(store: Store, tmp_path: Path) -> None:
    for registry, name in ((Registry.OBJECTS, "单位名称"), (Registry.INSPECTORS, "姓名")):
        for field, words in column_choices(registry):
            path = file(tmp_path, (name, "备注"), ("示例", ""))
            choices = {name: "", "备注": field} if field == "name" else {"备注": field}
            seen = preview_import(store, registry, path, choices)
            assert (seen.columns[1].key, seen.columns[1].field) == (field, words)
