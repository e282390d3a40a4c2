"""Caps per object and year warn, name the objects, and forbid nothing (domain.md §5, rule 7)."""

from dataclasses import replace

from app.core.filter import OneOf
from app.services import occasions, plan, registry
from app.services.object_detail import object_detail
from app.services.object_list import object_ids
from app.services.office import Store, read_office, save_office
from app.services.rows.draw import DrawPreview
from app.services.rows.plan import CheckRow
from app.services.rows.registry import RegistryQuery
from tests.stages import YEAR, act, draft_plan

LATER = act("2024-04-08")


def _allow(store: Store, ordinary: int, higher: int) -> None:
    office = replace(read_office(store), cap_ordinary=ordinary, cap_higher=higher)
    save_office(store, office, LATER)


def _cap_lines(preview: DrawPreview) -> list[str]:
    return [warning for warning in preview.warnings if "上限" in warning]


def _visited(store: Store) -> dict[str, str]:
    """Give the class of every object visited so far by its name."""
    found = {}
    for object_id in object_ids(store, RegistryQuery(), LATER.day):
        detail = object_detail(store, object_id, YEAR, LATER.day)
        if detail.visits:
            found[detail.fields.name] = detail.fields.supervision_class
    return found


def test_nobody_is_warned_of_before_anything_is_drawn(signed: Store) -> None:
    assert _cap_lines(occasions.preview(signed, "2024Q1", act("2024-01-30"))) == []


def test_ordinary_objects_that_were_visited_are_named_before_the_next_freeze(drawn: Store) -> None:
    (told,) = _cap_lines(occasions.preview(drawn, "2024Q2", LATER))
    assert told.startswith("一般对象每年上限 1 次")
    classes = _visited(drawn)
    named = told.split("家：")[1].rstrip("。").split("、")
    assert named
    assert {classes[name] for name in named} == {"一般"}


def test_higher_risk_objects_are_named_in_the_same_quarter_only(drawn: Store) -> None:
    _allow(drawn, 0, 1)
    again = occasions.preview(drawn, "2024Q1", LATER)
    (told,) = _cap_lines(again)
    assert told.startswith("重点、特殊对象每季度上限 1 次")
    assert _cap_lines(occasions.preview(drawn, "2024Q2", LATER)) == []


def test_a_cap_of_nothing_warns_of_nothing(drawn: Store) -> None:
    _allow(drawn, 0, 0)
    assert _cap_lines(occasions.preview(drawn, "2024Q1", LATER)) == []


def test_a_higher_cap_leaves_room(drawn: Store) -> None:
    _allow(drawn, 2, 0)
    assert _cap_lines(occasions.preview(drawn, "2024Q2", LATER)) == []


def test_a_written_check_enters_no_firm(drawn: Store) -> None:
    written = {"2024-05", "2024-12"}
    told = _cap_lines(occasions.preview(drawn, "2024Q2", LATER))[0]
    with drawn.reading() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT o.name, group_concat(i.item) FROM visit v JOIN visit_item i ON i.visit_id=v.id"
            " JOIN inspection_object o ON o.id=v.object_id GROUP BY v.id"
        )
        only_written = {name for name, items in rows if set(items.split(",")) <= written}
    assert not [name for name in only_written if name in told]


def _cap_checks(store: Store, plan_id: int) -> list[CheckRow]:
    return [check for check in plan.plan_view(store, plan_id).checks if "上限" in check.title]


def test_the_plan_names_whom_it_visits_too_often(imported: Store) -> None:
    ordinary = RegistryQuery(conditions=(OneOf("supervision_class", ("一般",)),))
    object_id = object_ids(imported, ordinary, LATER.day)[0]
    fields = object_detail(imported, object_id, YEAR, LATER.day).fields
    registry.edit_object(
        imported, object_id, replace(fields, kind="排污单位", permit_class="重点管理"), LATER
    )
    plan_id = draft_plan(imported)
    (told,) = _cap_checks(imported, plan_id)
    assert told.text == f"一般对象每年上限 1 次，按计划必然超过的 1 家：{fields.name}。"
    assert not told.open
    _allow(imported, 4, 0)
    assert _cap_checks(imported, plan_id) == []


def test_the_demonstration_plan_visits_nobody_too_often(imported: Store) -> None:
    assert _cap_checks(imported, draft_plan(imported)) == []
