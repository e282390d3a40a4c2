import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from fractions import Fraction
from io import BytesIO
from pathlib import Path

import pytest

from app.core.catalogue import Catalogue
from app.core.filter import Filter
from app.core.paths import resources
from app.core.states import OUT_OF_POPULATION, ObjectState
from app.core.text import uscc_fault
from app.intake.catalogue import read_catalogue
from app.intake.registry import read_inspectors, read_objects
from tests.core import plain_filter
from tools.demo.model import DemoObject
from tools.demo.people import DemoInspector, people
from tools.demo.towns import TOWNS
from tools.make_demo import demo_objects, inspectors_file, objects_file

PLAN_DAY = date(2024, 1, 18)
DEPARTMENTS = {
    "水科",
    "大气科（总量科）",
    "土壤科",
    "行政许可科",
    "自然生态保护科",
    "法规科（核与辐射安全管理科）",
    "执法支队",
    "办公室",
}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(resources() / "catalogues" / "wulong-2024.toml")


@pytest.fixture(scope="module")
def objects() -> list[DemoObject]:
    return demo_objects()


def belongs(conditions: Filter, thing: DemoObject, day: date) -> bool:
    return plain_filter.belongs(conditions, asdict(thing), day)


def populations(catalogue: Catalogue, objects: list[DemoObject], day: date) -> dict[str, int]:
    present = [thing for thing in objects if thing.state not in OUT_OF_POPULATION]
    return {
        stratum.number: sum(belongs(stratum.conditions, thing, day) for thing in present)
        for stratum in catalogue.strata
    }


def contents(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    ("name", "make"), [("objects.xlsx", objects_file), ("inspectors.xlsx", inspectors_file)]
)
def test_the_files_are_made_anew_byte_for_byte(name: str, make: Callable[[], bytes]) -> None:
    made = make()
    assert made == make()
    # compared unpacked: another zlib packs the same content into other bytes
    assert contents(made) == contents(Path(resources() / "demo" / name).read_bytes())


def test_the_files_are_imported_without_a_fault(objects: list[DemoObject]) -> None:
    imported = read_objects(resources() / "demo" / "objects.xlsx")
    assert not imported.faults
    assert [row.name for row in imported.rows] == [thing.name for thing in objects]
    staff = read_inspectors(resources() / "demo" / "inspectors.xlsx")
    assert not staff.faults
    assert [row.name for row in staff.rows] == [person.name for person in people()]


def test_every_stratum_has_the_objects_the_plan_prints(
    catalogue: Catalogue, objects: list[DemoObject]
) -> None:
    found = populations(catalogue, objects, PLAN_DAY)
    for stratum in catalogue.strata:
        if stratum.printed_population is not None:
            assert found[stratum.number] == stratum.printed_population
    expected = {
        "1.1": 1, "1.2": 2, "1.3": 23, "2": 24, "7": 5, "8": 14, "9": 3, "10": 4, "11": 46, "12": 8, "14": 4,
        "15c": 2, "15d": 17, "16": 10, "17": 28, "19a": 1, "19b": 6, "19c": 37, "20": 11,
    }  # fmt: skip
    assert {number: found[number] for number in expected} == expected


def test_printed_counts_come_out(catalogue: Catalogue, objects: list[DemoObject]) -> None:
    found = populations(catalogue, objects, PLAN_DAY)

    def a_year(number: str) -> int:
        stratum = next(stratum for stratum in catalogue.strata if stratum.number == number)
        share = (stratum.ratio or Fraction(0)) * found[number]
        return -(-share.numerator // share.denominator) * stratum.period.a_year

    for stratum in catalogue.strata:
        if stratum.printed_count is not None:
            assert a_year(stratum.number) == stratum.printed_count
    assert [a_year(number) for number in ("15a", "15b", "15c", "15d")] == [72, 16, 4, 8]


@pytest.mark.parametrize("day", [date(2024, 1, 1), date(2024, 1, 31)])
def test_projects_are_due_all_january(catalogue: Catalogue, objects: list[DemoObject], day: date) -> None:
    found = populations(catalogue, objects, day)
    assert [found[number] for number in ("19a", "19b", "19c")] == [1, 6, 37]


def test_every_key_or_special_object_is_reached_by_a_line(
    catalogue: Catalogue, objects: list[DemoObject]
) -> None:
    watched = [thing for thing in objects if thing.supervision_class != "一般"]
    assert len(watched) > 20
    for thing in watched:
        assert any(belongs(stratum.conditions, thing, PLAN_DAY) for stratum in catalogue.strata)


def test_names_are_nobodys_and_unique(objects: list[DemoObject]) -> None:
    assert 412 <= len(objects) <= 460
    assert all(thing.name.startswith("示例") for thing in objects)
    assert len({thing.name for thing in objects}) == len(objects)
    assert all("例" in person.name for person in people())
    assert all("例" in thing.contact for thing in objects)


def test_rare_characters_are_there(objects: list[DemoObject]) -> None:
    names = "".join(thing.name for thing in objects)
    assert all(character in names for character in "㭎坉𬬻")
    assert all(character in "".join(person.name for person in people()) for character in "㭎坉𬬻")


def test_codes_are_well_formed_and_of_no_region(objects: list[DemoObject]) -> None:
    for thing in objects:
        if thing.kind in {"饮用水水源地", "自然保护地", "农村污水设施"}:
            assert thing.uscc == ""
        else:
            assert uscc_fault(thing.uscc) is None
            assert thing.uscc[2:8] == "000000"


def test_sites_share_a_code_under_different_names(objects: list[DemoObject]) -> None:
    shared = Counter(thing.uscc for thing in objects if thing.uscc)
    assert sum(count > 1 for count in shared.values()) >= 5
    permits = [thing.permit_number for thing in objects if thing.permit_number]
    assert len(set(permits)) == len(permits)


def test_every_town_has_objects_and_places_lie_in_the_district(objects: list[DemoObject]) -> None:
    assert {thing.town for thing in objects} == {town.name for town in TOWNS} | {""}
    assert len(TOWNS) == 26
    for thing in objects:
        if thing.town:
            assert thing.longitude is not None
            assert thing.latitude is not None
            assert 107.3 < thing.longitude < 108.1
            assert 29.0 < thing.latitude < 29.7


def test_states_other_than_normal_have_a_day_and_a_reason(objects: list[DemoObject]) -> None:
    changed = [thing for thing in objects if thing.state != ObjectState.NORMAL]
    assert {thing.state for thing in changed} == set(ObjectState) - {ObjectState.NORMAL}
    for thing in changed:
        assert thing.state_since is not None
        assert thing.state_since <= PLAN_DAY
        assert thing.state_reason


def may_go(person: DemoInspector) -> bool:
    return person.state == "在岗" and bool(
        person.cert and person.cert_expiry and person.cert_expiry > date(2024, 12, 31)
    )


def test_enough_people_may_fill_a_seat_all_year() -> None:
    staff = people()
    able = [person for person in staff if may_go(person)]
    assert len(staff) >= 32
    assert {person.department for person in staff} == DEPARTMENTS
    assert len(able) >= 22
    assert sum("危废" in person.skills for person in able) >= 5
    assert sum("辐射" in person.skills for person in able) >= 4
    assert len({person.name for person in staff}) == len(staff)


def test_people_are_as_varied_as_in_an_office(objects: list[DemoObject]) -> None:
    staff = people()
    assert any(not person.cert for person in staff)
    assert any(person.cert_expiry and person.cert_expiry < date(2024, 1, 1) for person in staff)
    assert any(person.cap for person in staff)
    assert any(person.service_start >= date(2023, 11, 1) for person in staff)
    towns = {town.name for town in TOWNS}
    limited = [person.areas.split("、") for person in staff if person.areas]
    assert 2 <= len(limited) <= 6
    assert all(set(areas) <= towns for areas in limited)
    names = {thing.name for thing in objects}
    recused = [person for person in staff if person.recused]
    assert len(recused) >= 3
    assert all(person.recused in names and person.recused_reason for person in recused)
