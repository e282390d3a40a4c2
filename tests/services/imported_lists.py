"""Small lists brought in as the office would, for the tests of taking an import back."""

import csv
from collections.abc import Sequence

from sqlalchemy import select, text

from app.models.registry import InspectionObject
from app.services import (
    import_people,
    imports,
)
from app.services.import_report import Registry
from app.services.office import Store
from tests.stages import act

OBJECT_HEADS = (
    "编号",
    "单位名称",
    "统一社会信用代码",
    "所在地",
    "标签",
    "批复日期",
    "信用分",
    "经度",
    "纬度",
)
PEOPLE_HEADS = ("姓名", "部门", "执法证号", "执法证有效期", "业务专长", "回避对象")
LATER = act("2024-01-09", "吴例宁")
Rows = Sequence[Sequence[str]]
_READERS = {Registry.OBJECTS: imports.import_objects, Registry.INSPECTORS: import_people.import_inspectors}


def bring(store: Store, which: Registry, rows: Rows, heads: Sequence[str] = ()) -> None:
    path = store.path.with_name("名录.csv")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        usual = OBJECT_HEADS if which is Registry.OBJECTS else PEOPLE_HEADS
        csv.writer(file).writerows([heads or usual, *rows])
    _READERS[which](store, path, act())


def dump(store: Store) -> list[tuple[object, ...]]:
    """Every column of every row of the registries, as SQLite has it, with its type."""
    found: list[tuple[object, ...]] = []
    with store.reading() as session:
        for table in ("inspection_object", "inspector", "recusal", "inspector_post"):
            rows = session.execute(text(f"SELECT * FROM {table} ORDER BY id"))
            found += ((table, *((type(value), value) for value in row)) for row in rows)
    return found


def codes(store: Store) -> list[str]:
    with store.reading() as session:
        return list(session.scalars(select(InspectionObject.code).order_by(InspectionObject.id)))


def firm(name: str, town: str = "示例镇", score: str = "88", longitude: str = "107.723456") -> list[str]:
    return ["", name, "", town, "涉水重点", "2024-01-05", score, longitude, "29.512345"]


def person(name: str, department: str = "水科", recused: str = "") -> list[str]:
    return [name, department, f"示例{name}", "2027-06-30", "水", recused]
