"""What the lists of 名录库 ask for, export and offer, and what an import would bring."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.core.filter import OneOf
from app.core.policy import YEARLY_CLASSES
from app.core.states import OUT_OF_POPULATION
from app.services.import_preview import preview_import
from app.services.import_report import Registry
from app.services.import_template import import_template
from app.services.inspectors import inspector_ids, inspector_rows
from app.services.list_export import list_xlsx
from app.services.object_list import object_ids, object_rows
from app.services.office import Store, create_store
from app.services.registry_choices import registry_choices
from app.services.registry_faults import inspector_faults, object_faults, state_date_faults
from app.services.registry_words import OBJECT_STATES
from app.services.rows.registry import InspectorFields, Lacking, ObjectFields, RegistryQuery
from app.services.workbench import workbench
from tests import stages

YEAR = stages.YEAR
TODAY = date(2024, 3, 6)
CODE = "91000000MA4JURQ28N"
HEAD = "单位名称,社会信用代码,乡镇（街道）,备注2\n"


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    return create_store(tmp_path / "空.db")


@pytest.fixture
def written(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "名单.csv"
        path.write_text(text, encoding="utf-8-sig")
        return path

    return write


def test_the_unvisited_of_the_list_are_those_of_the_workbench(drawn: Store) -> None:
    kept = tuple(state for state in OBJECT_STATES if state not in OUT_OF_POPULATION)
    conditions = (OneOf("supervision_class", YEARLY_CLASSES), OneOf("state", kept))
    query = RegistryQuery(conditions=conditions, lacking=Lacking.DRAW, year=YEAR)
    listed = object_ids(drawn, query, TODAY)
    task = next(task for task in workbench(drawn, YEAR, TODAY).tasks if task.argument == "unvisited")
    assert task.what == f"重点、特殊监管对象 {len(listed)} 家"


def test_unchecked_objects_are_those_without_a_finished_visit(drawn: Store) -> None:
    ids = object_ids(drawn, RegistryQuery(lacking=Lacking.CHECK, year=YEAR), TODAY)
    everything = object_ids(drawn, RegistryQuery(year=YEAR), TODAY)
    assert len(ids) == len(everything)  # drawn, but nobody went yet
    assert {row.visits for row in object_rows(drawn, ids[:50], YEAR).values()} == {0}


def test_inspectors_are_narrowed_by_department_skill_and_state(imported: Store) -> None:
    ids = inspector_ids(imported, RegistryQuery(year=YEAR), {"skills": ("危废",), "state": ("在岗",)})
    rows = inspector_rows(imported, ids, YEAR, TODAY).values()
    assert rows
    assert all("危废" in row.skills for row in rows)
    assert not inspector_ids(imported, RegistryQuery(year=YEAR), {"department": ("没有这个科室",)})


def test_choices_are_the_words_in_use(imported: Store, empty: Store) -> None:
    choices = registry_choices(imported, YEAR)
    assert (choices.objects, choices.inspectors) == (425, 35)
    assert "白马镇" in choices.towns
    assert choices.filters == ()
    assert choices.catalogue is not None
    nothing = registry_choices(empty, YEAR)
    assert (nothing.objects, nothing.towns, nothing.catalogue) == (0, (), None)


def test_a_list_is_exported_with_its_headings(empty: Store) -> None:
    content = list_xlsx(empty, "检查对象", ("编号", "本年检查"), [("WL-0001", 2)])
    sheet = load_workbook(BytesIO(content)).active
    assert sheet is not None
    assert [*sheet.values] == [("编号", "本年检查"), ("WL-0001", 2)]
    assert content == list_xlsx(empty, "检查对象", ("编号", "本年检查"), [("WL-0001", 2)])


def test_the_template_offers_the_towns_of_the_registry(imported: Store) -> None:
    guide = load_workbook(BytesIO(import_template(imported, Registry.OBJECTS)))["填写说明"]
    assert "白马镇" in {row[4] for row in guide.values}
    assert import_template(imported, Registry.INSPECTORS)


def test_faults_of_a_form_are_told_by_field() -> None:
    wrong = ObjectFields("", uscc="91", longitude=29.4, latitude=107.7, waste_tonnes=-1.0, state="停产")
    assert set(object_faults(wrong, None)) == {
        "name",
        "uscc",
        "longitude",
        "waste_tonnes",
        "state_reason",
        "state_since",
    }
    assert object_faults(ObjectFields("示例厂", longitude=107.7), None) == {
        "latitude": "经度、纬度要一起填写"
    }
    closed = ObjectFields("示例厂", state="关闭")
    assert object_faults(closed, closed) == {}


def test_the_day_of_a_state_neither_lies_ahead_nor_before_the_last_change() -> None:
    closed = ObjectFields("示例厂", state="关闭", state_since=date(2024, 3, 1))
    again = replace(closed, state="正常", state_since=date(2024, 2, 29))
    ahead = replace(closed, state_since=date(2024, 3, 7))
    assert state_date_faults(ahead, None, TODAY) == {"state_since": "日期还没有到，请核对"}
    assert state_date_faults(again, closed, TODAY) == {"state_since": "不能早于上一次变更的 2024-03-01"}
    corrected = replace(closed, state_since=date(2024, 2, 1))
    assert state_date_faults(corrected, closed, TODAY) == {}


def test_faults_of_an_inspector_are_told_by_field() -> None:
    wrong = InspectorFields("", cert="示例1", cap=0, prior=-1)
    assert set(inspector_faults(wrong)) == {"name", "department", "cert_expiry", "cap", "prior"}
    early = InspectorFields(
        "黄例安", "水科", service_start=date(2024, 1, 1), cert="示例1", cert_expiry=date(2023, 1, 1)
    )
    assert inspector_faults(early) == {"cert_expiry": "执法证有效期早于参加执法日期"}


@pytest.mark.parametrize(
    ("registry", "head"), [(Registry.OBJECTS, "单位名称"), (Registry.INSPECTORS, "姓名")]
)
def test_forms_and_files_refuse_the_same_names(
    empty: Store, written: Callable[[str], Path], registry: Registry, head: str
) -> None:
    longer = "例" * 201
    path = written(f"{head},部门\n例甲,水科\n{longer},水科\n")
    (fault,) = preview_import(empty, registry, path).table.faults
    assert (fault.row, fault.column, fault.level) == (3, head, "error")
    assert object_faults(ObjectFields(longer), None) == {"name": fault.message}
    assert inspector_faults(InspectorFields(longer, "水科")) == {"name": fault.message}
    assert object_faults(ObjectFields(" " + "例" * 200), None) == {}
