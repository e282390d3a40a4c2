"""回避: by object and by owner, in the frozen input, in what is tried before it and in substitutions."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import select

from app.core.errors import UserError
from app.models.draw import Draw, DrawAlias
from app.models.registry import InspectionObject
from app.sampling import parse
from app.services import edit_undo, feasibility, inspectors, log, occasions, recusals, registry, visits
from app.services.check import check_database
from app.services.office import Store
from app.services.rows.personnel import RecusalFields, RecusalRow
from app.services.rows.registry import ObjectFields
from app.services.simulation_case import read_year
from app.services.visit_list import list_visits, visit_detail
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
        assert {each.unit for each in recusals.barred(session) if each.inspector == PERSON} >= {
            "WL-0003",
            "WL-0005",
        }


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
        assert len(said) == sum(each.unit == must for each in recusals.barred(session))
        assert len(said) < len(recusals.barred(session))  # others are kept from other objects
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
