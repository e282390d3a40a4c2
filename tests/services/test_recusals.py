"""回避: by object and by owner, in the frozen input, in what is tried before it and in substitutions."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.errors import UserError
from app.models.draw import Draw
from app.models.draw_record import DrawAlias
from app.models.registry import InspectionObject, Inspector
from app.sampling import parse
from app.services import (
    edit_undo,
    feasibility,
    imports,
    inspectors,
    log,
    occasions,
    recusals,
    registry,
    visits,
)
from app.services.barred import barred
from app.services.bulk_edit import bulk_edit
from app.services.check import check_database
from app.services.edits import OBJECTS
from app.services.office import Store
from app.services.rows.bulk import Way, Wish
from app.services.rows.personnel import RecusalFields, RecusalRow
from app.services.rows.registry import ObjectFields
from app.services.simulation_case import read_year
from app.services.visit_list import list_visits, visit_detail
from app.services.workbench import workbench
from tests.stages import YEAR, act, freeze, perform

OWNER = "示例示范集团有限公司"
CODE = "91500156MA0000001L"
PERSON = 1
DAY = act("2024-01-29")


def _fields(
    subject: str, *, whole_owner: bool = False, relation: str = "", reason: str = "亲属任职"
) -> RecusalFields:
    return RecusalFields(subject, whole_owner, relation, reason)


def _rows(store: Store, person: int = PERSON) -> tuple[RecusalRow, ...]:
    return inspectors.inspector_detail(store, person, DAY.day).recusals


def _own(store: Store, codes: Sequence[str], owner: str) -> None:
    with store.writing() as session:
        for item in session.scalars(select(InspectionObject).where(InspectionObject.code.in_(codes))):
            item.owner = owner


def _frozen_pairs(store: Store, draw_id: int) -> set[tuple[int, str]]:
    with store.reading() as session:
        frozen = parse(session.get_one(Draw, draw_id).frozen)
        people = {
            kept.alias: kept.inspector_id
            for kept in session.scalars(select(DrawAlias).where(DrawAlias.draw_id == draw_id))
        }
    return {(people[each.inspector], each.unit) for each in frozen.recusals}


def test_of_several_objects_of_one_name_none_is_picked_in_silence(imported: Store) -> None:
    name = "示例丙食品厂"
    for town in ("示例镇", "例河乡"):
        registry.add_object(imported, ObjectFields(name, town=town), "WL", DAY)
    with pytest.raises(UserError, match=f"名录库里有 2 个“{name}”（WL-.*、WL-.*），请填写编号"):
        recusals.add_recusal(imported, PERSON, _fields(name), DAY)
    recusals.add_recusal(imported, PERSON, _fields(name, whole_owner=True), DAY)
    assert [(row.subject, row.objects) for row in _rows(imported) if row.whole_owner] == [(name, 2)]
    registry.add_object(imported, ObjectFields(name, CODE, owner=OWNER), "WL", DAY)
    with pytest.raises(UserError, match=f"名录库里有 3 个“{name}”"):
        recusals.add_recusal(imported, 2, _fields(name, whole_owner=True), DAY)


def test_a_recusal_says_the_relation_and_why_or_is_refused(imported: Store) -> None:
    with pytest.raises(UserError, match="写明原因"):
        recusals.add_recusal(imported, PERSON, _fields("WL-0003", reason=" "), DAY)
    with pytest.raises(UserError, match="写明原因"):
        recusals.add_recusal(imported, PERSON, _fields("WL-0003", relation="其他", reason=""), DAY)
    with pytest.raises(UserError, match="没有“没有这一家”"):
        recusals.add_recusal(imported, PERSON, _fields("没有这一家"), DAY)
    recusals.add_recusal(imported, PERSON, _fields("WL-0003", relation="配偶", reason=""), DAY)
    assert recusals.add_recusal(imported, PERSON, _fields("WL-0003", relation="配偶"), DAY) is None
    row = _rows(imported)[0]
    assert (row.subject, row.why, row.objects) == ("示例江口造纸有限公司", "配偶", 1)


def test_an_owner_stands_for_all_its_objects_and_those_added_later(imported: Store) -> None:
    _own(imported, ("WL-0003", "WL-0005"), OWNER)
    recusals.add_recusal(imported, PERSON, _fields(OWNER, whole_owner=True, relation="曾任职"), DAY)
    assert [(row.subject, row.why, row.objects) for row in _rows(imported)] == [
        (OWNER, "曾任职，亲属任职", 2)
    ]
    registry.add_object(imported, ObjectFields("示例示范集团新厂", owner=OWNER), "WL", DAY)
    assert _rows(imported)[0].objects == 3


def test_an_owner_may_be_told_by_its_code_its_name_or_one_of_its_objects(imported: Store) -> None:
    with imported.writing() as session:
        first = session.scalars(select(InspectionObject).where(InspectionObject.code == "WL-0003")).one()
        first.name, first.uscc = OWNER, CODE
    _own(imported, ("WL-0005",), OWNER)  # knows the owner by name only
    for person, subject in enumerate((CODE.lower(), OWNER, "WL-0003"), 1):
        recusals.add_recusal(imported, person, _fields(subject, whole_owner=True), DAY)
        assert (_rows(imported, person)[-1].subject, _rows(imported, person)[-1].objects) == (CODE, 2)


@pytest.mark.parametrize("code", ["", CODE])
def test_a_firm_that_is_renamed_stays_barred_with_its_other_objects(imported: Store, code: str) -> None:
    with imported.writing() as session:
        firm, other = session.scalars(
            select(InspectionObject).where(InspectionObject.code.in_(("WL-0003", "WL-0005")))
        )
        firm.uscc, firm.owner, other.uscc, other.owner = code, "", "", firm.name
        firm_id, old, values = firm.id, firm.name, registry.fields_of(firm)
    recusals.add_recusal(imported, PERSON, _fields(old, whole_owner=True), DAY)
    assert _rows(imported)[0].objects == 2
    registry.edit_object(imported, firm_id, replace(values, name="示例改名造纸有限公司"), DAY)
    assert _rows(imported)[0].objects == 2
    with imported.reading() as session:
        assert {each.unit for each in barred(session) if each.inspector == PERSON} >= {
            "WL-0003",
            "WL-0005",
        }


def _barred_from(store: Store, code: str) -> bool:
    with store.reading() as session:
        return (PERSON, code) in {(each.inspector, each.unit) for each in barred(session)}


def _ids(store: Store, *codes: str) -> list[int]:
    with store.reading() as session:
        wanted = select(InspectionObject.id).where(InspectionObject.code.in_(codes))
        return list(session.scalars(wanted))


def _by_form(store: Store, owner: str, folder: Path) -> None:  # noqa: ARG001 - as the two others
    [object_id] = _ids(store, "WL-0005")
    with store.reading() as session:
        values = registry.fields_of(session.get_one(InspectionObject, object_id))
    registry.edit_object(store, object_id, replace(values, owner=owner), DAY)


def _in_bulk(store: Store, owner: str, folder: Path) -> None:  # noqa: ARG001 - as the two others
    wish = Wish("owner", Way.SET, owner)
    bulk_edit(store, OBJECTS, _ids(store, "WL-0005"), [wish], "按营业执照更正", DAY)


def _by_file(store: Store, owner: str, folder: Path) -> None:
    with store.reading() as session:
        named = select(InspectionObject.name, InspectionObject.uscc).where(InspectionObject.code == "WL-0005")
        name, uscc = session.execute(named).one()
    path = folder / "名录.csv"
    path.write_text(f"单位名称,统一社会信用代码,所属单位\n{name},{uscc},{owner}\n", encoding="utf-8-sig")
    imports.import_objects(store, path, DAY)


_EDITS = pytest.mark.parametrize("give_owner", [_by_form, _in_bulk, _by_file])
GiveOwner = Callable[[Store, str, Path], None]


@_EDITS
@pytest.mark.parametrize("written", [OWNER, "示例（示范）集团有限公司", "示例(示范)集团有限公司"])
def test_an_object_that_is_given_an_owner_is_barred_like_the_others(
    imported: Store, tmp_path: Path, give_owner: GiveOwner, written: str
) -> None:
    kept = written.replace("(", "（").replace(")", "）")
    recusals.add_recusal(imported, PERSON, _fields(kept, whole_owner=True), DAY)
    assert not _barred_from(imported, "WL-0005")
    give_owner(imported, written, tmp_path)
    assert _barred_from(imported, "WL-0005")
    assert _rows(imported)[-1].objects == 1


@_EDITS
def test_a_recusal_told_by_one_object_holds_for_who_is_given_its_owner(
    imported: Store, tmp_path: Path, give_owner: GiveOwner
) -> None:
    recusals.add_recusal(imported, PERSON, _fields("WL-0078", whole_owner=True), DAY)
    before = _rows(imported)[-1].objects
    give_owner(imported, "示例区排水有限公司", tmp_path)  # which WL-0078 has, and is kept by its code
    assert _barred_from(imported, "WL-0005")
    assert _rows(imported)[-1].objects == before + 1


@_EDITS
def test_an_owner_put_right_in_all_its_objects_stays_barred(
    imported: Store, tmp_path: Path, give_owner: GiveOwner
) -> None:
    _own(imported, ("WL-0003", "WL-0005"), OWNER)
    recusals.add_recusal(imported, PERSON, _fields(OWNER, whole_owner=True), DAY)
    give_owner(imported, "示例示范股份有限公司", tmp_path)
    assert not _barred_from(imported, "WL-0005")  # another still says the former: this one was given away
    wish = Wish("owner", Way.SET, "示例示范股份有限公司")
    bulk_edit(imported, OBJECTS, _ids(imported, "WL-0003"), [wish], "单位更名", DAY)
    assert _barred_from(imported, "WL-0003")
    assert _barred_from(imported, "WL-0005")


def test_a_code_put_right_stays_barred(imported: Store) -> None:
    recusals.add_recusal(imported, PERSON, _fields("WL-0003", whole_owner=True), DAY)
    [object_id] = _ids(imported, "WL-0003")
    with imported.reading() as session:
        values = registry.fields_of(session.get_one(InspectionObject, object_id))
    registry.edit_object(imported, object_id, replace(values, uscc=CODE), DAY)
    assert _barred_from(imported, "WL-0003")


def test_a_name_put_right_bars_nobody_from_the_firm_that_bears_it(imported: Store) -> None:
    with imported.writing() as session:
        slip, real = session.scalars(
            select(InspectionObject).where(InspectionObject.code.in_(("WL-0003", "WL-0005")))
        )
        slip_id, values, name = slip.id, registry.fields_of(slip), real.name
        real.uscc, real.owner = "", ""
    registry.edit_object(imported, slip_id, replace(values, name=name), DAY)
    registry.edit_object(imported, slip_id, values, DAY)
    recusals.add_recusal(imported, PERSON, _fields(name, whole_owner=True), DAY)
    assert _rows(imported)[0].objects == 1


def test_a_freeze_lists_the_objects_of_an_owner(signed: Store) -> None:
    preview = occasions.preview(signed, f"{YEAR}Q1", act("2024-01-30"))
    person = preview.inspectors[0].id
    units = sorted({row.code for stratum in preview.strata for row in stratum.frame})[:3]
    before = {(who, unit) for who, unit, _ in preview.recusals}
    _own(signed, units, OWNER)
    recusals.add_recusal(signed, person, _fields(OWNER, whole_owner=True), DAY)
    recusals.add_recusal(signed, person, _fields(units[0]), DAY)  # twice said, once in the input
    assert _frozen_pairs(signed, freeze(signed)) == before | {(person, unit) for unit in units}


def test_what_is_tried_before_a_freeze_knows_the_owners(signed: Store) -> None:
    period, day = f"{YEAR}Q1", act("2024-01-30")
    assert feasibility.feasibility(signed, period, day).failed == 0
    preview = occasions.preview(signed, period, day)
    must = next(row.code for stratum in preview.strata if stratum.all_inspected for row in stratum.frame)
    _own(signed, (must,), OWNER)
    for person in preview.inspectors[1:]:
        recusals.add_recusal(signed, person.id, _fields(OWNER, whole_owner=True), DAY)
    found = feasibility.feasibility(signed, period, day)
    assert found.failed == found.tried
    assert preview.inspectors[0].name in found.why
    case = read_year(signed, YEAR, DAY.day)
    assert case is not None
    assert sum(each.unit == must for each in case.case.recusals) >= len(preview.inspectors) - 1


def test_nobody_kept_from_an_owner_takes_a_seat_there(signed: Store) -> None:
    preview = occasions.preview(signed, f"{YEAR}Q1", act("2024-01-30"))
    must = next(row.code for stratum in preview.strata if stratum.all_inspected for row in stratum.frame)
    _own(signed, (must,), OWNER)
    kept_away = preview.inspectors[::2]
    for person in kept_away:
        recusals.add_recusal(signed, person.id, _fields(OWNER, whole_owner=True), DAY)
    draw_id = freeze(signed)
    perform(signed, draw_id)
    with signed.reading() as session:
        target = session.scalars(select(InspectionObject.id).where(InspectionObject.code == must)).one()
    visit = next(row for row in list_visits(signed, YEAR) if row.object_id == target)
    names = {person.name for person in kept_away}
    assert names.isdisjoint(visit.team)
    said = visit_detail(signed, visit.id).recused
    assert f"{kept_away[0].name}回避（亲属任职）" in said
    with signed.reading() as session:
        assert len(said) == sum(each.unit == must for each in barred(session))
        assert len(said) < len(barred(session))  # others are kept from other objects
    while came := visits.substitute(signed, visit.id, 1, "回避", "王例正", act("2024-02-01")):
        assert came not in names
    assert check_database(signed.path).ok


def test_a_recusal_is_lifted_with_a_reason_and_the_edit_can_be_taken_back(imported: Store) -> None:
    recusals.add_recusal(imported, PERSON, _fields(OWNER, whole_owner=True), DAY)
    row = _rows(imported)[-1]
    with pytest.raises(UserError, match="写明原因"):
        recusals.remove_recusal(imported, row, " ", DAY)
    edit = recusals.remove_recusal(imported, row, "亲属已离职", DAY)
    assert row not in _rows(imported)
    event = log.newest(imported)[0]
    assert (event.act, event.detail.endswith(f"“{OWNER}”的全部对象：亲属已离职")) == ("解除回避", True)
    edit_undo.undo(imported, edit, DAY)
    assert row in _rows(imported)


def test_who_holds_a_seat_and_is_kept_from_the_object_since_is_reminded_of(drawn: Store) -> None:
    later = act("2024-02-01")

    def told() -> list[str]:
        return [task.what for task in workbench(drawn, YEAR, later.day).tasks if task.word == "要换人"]

    row = list_visits(drawn, YEAR)[0]
    assert told() == []
    with drawn.reading() as session:
        person = session.scalars(select(Inspector.id).where(Inspector.name == row.team[0])).one()
    recusals.add_recusal(drawn, person, _fields(row.name, whole_owner=True, relation="配偶"), later)
    assert told() == ["检查任务 1 席"]
    visits.substitute(drawn, row.id, 1, "回避", "王例正", later)
    assert told() == []
