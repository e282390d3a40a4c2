"""Which object a row of a file is: by code, by code and site, by name and town; and what is doubtful."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.intake.records import OBJECT_BLANKS, ObjectRow
from app.services.bulk import Identity
from app.services.import_matching import match
from app.services.rows.intake import SAFE, Choice, Reason
from tests.intake.files import code

ONE, OTHER = code(1), code(2)
KNOWN = Identity(1, "WL-0001", ONE, "示例白马化工有限公司", "白马镇")
BARE = Identity(2, "WL-0002", "", "示例平桥农村污水站", "平桥镇")


def row(name: str, uscc: str = "", town: str = "", own: str = "") -> ObjectRow:
    blanks = {key: OBJECT_BLANKS.get(key, "") for key in ObjectRow._fields}
    return ObjectRow(**{**blanks, "code": own, "name": name, "uscc": uscc, "town": town, "row": 2})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "found",
    [
        row("示例白马化工有限公司", ONE, "江口镇"),
        row("示例白马化工有限责任公司", ONE),
        row("示例 白马化工（有限公司）", ONE),
        row("示例全新名称公司", ONE, "江口镇", "WL-0001"),
        row("示例白马化学工业公司", "", "", "WL-0001"),
        row("示例全新名称公司", "", "白马镇", "WL-0001"),
    ],
)
def test_a_code_with_the_site_or_the_programs_own_code_is_certain(found: ObjectRow) -> None:
    matches = match([BARE, KNOWN], [found])
    assert (matches.sure, matches.doubts) == ({0: 1}, {})


@pytest.mark.parametrize(
    ("found", "reason", "whom"),
    [
        (row("示例白马化工有限公司", "", "白马镇"), Reason.NAME_AND_TOWN, 1),
        (row("示例白马化工有限责任公司", "", "白马镇"), Reason.NAME_AND_TOWN, 1),
        (row("示例平桥农村污水站", OTHER, "平桥镇"), Reason.NAME_AND_TOWN, 2),
        (row("示例白马化工有限公司"), Reason.NAME_ALONE, 1),
        (row("示例白马化工有限公司", "", "江口镇"), Reason.NAME_ELSEWHERE, 1),
        (row("示例白马化工有限公司", OTHER, "白马镇"), Reason.OTHER_CODE, 1),
        (row("示例白马化工二厂", ONE, "白马镇"), Reason.CODE_ALONE, 1),
        (row("示例没有关系的店", "", "江口镇", "WL-0001"), Reason.NUMBER_ALONE, 1),
        (row("示例白马化学有限公司", "", "白马镇"), Reason.NEAR_NAME, 1),
        (row("示例白马精化工有限公司", "", ""), Reason.NEAR_NAME, 1),
    ],
)
def test_what_agrees_only_in_part_is_doubtful(found: ObjectRow, reason: Reason, whom: int) -> None:
    matches = match([BARE, KNOWN], [found])
    assert matches.sure == {}
    assert {place: (doubt.reason, doubt.candidates[0].id) for place, doubt in matches.doubts.items()} == {
        0: (reason, whom)
    }


@pytest.mark.parametrize(
    "found",
    [
        row("示例江口造纸有限公司", OTHER, "江口镇"),
        row("示例白马化工有限公司", OTHER, "江口镇"),
        row("示例白马化学有限公司", OTHER, "白马镇"),
        row("示例白马化学有限公司", "", "江口镇"),
        row("示例江口农村污水站", "", "江口镇"),
    ],
)
def test_what_has_its_own_code_or_place_is_another(found: ObjectRow) -> None:
    matches = match([BARE, KNOWN], [found])
    assert (matches.sure, matches.doubts) == ({}, {})


def test_figures_and_the_like_tell_one_of_a_series_from_the_next() -> None:
    known = [Identity(n, f"WL-{n:04d}", "", f"示例第{n}农村污水处理站", "白马镇") for n in range(1, 30)]
    matches = match(known, [row(f"示例第{n}农村污水处理站", "", "白马镇") for n in range(30, 60)])
    assert (matches.sure, matches.doubts) == ({}, {})


def test_the_same_facility_of_two_towns_is_not_near() -> None:
    known = [Identity(1, "WL-0001", "", "平桥镇农村污水处理设施", "")]
    assert match(known, [row("白马镇农村污水处理设施")]).doubts == {}
    assert match(known, [row("平桥镇农村污水处置设施")]).doubts[0].reason is Reason.NEAR_NAME


def test_only_what_has_name_and_place_in_common_is_written_over_unasked() -> None:
    same = {reason for reason, choice in SAFE.items() if choice is Choice.SAME}
    assert same == {Reason.NAME_AND_TOWN, Reason.NAME_ALONE, Reason.PERSON}


def test_the_very_name_and_town_is_certain_where_neither_has_a_code() -> None:
    assert match([BARE], [row("示例平桥农村污水站", "", "平桥镇")]).sure == {0: 2}


def test_several_alike_are_all_named() -> None:
    known = [KNOWN, KNOWN._replace(id=9, code="WL-0009", uscc="")]
    doubt = match(known, [row("示例白马化工有限责任公司", "", "白马镇")]).doubts[0]
    assert (doubt.reason, [each.id for each in doubt.candidates]) == (Reason.SEVERAL, [1, 9])


def test_of_several_with_the_code_and_the_name_that_of_the_town_is_meant() -> None:
    known = [KNOWN, KNOWN._replace(id=9, code="WL-0009", town="江口镇")]
    assert match(known, [row("示例白马化工有限责任公司", ONE, "江口镇")]).sure == {0: 9}


def test_who_is_certain_for_one_row_is_nobody_elses() -> None:
    rows = [row("示例白马化工二厂", ONE, "江口镇"), row("示例白马化工有限公司", ONE, "白马镇")]
    matches = match([KNOWN], rows)
    assert (matches.sure, matches.doubts) == ({1: 1}, {})


def test_two_rows_that_may_be_one_are_not_both_it_unless_told_so() -> None:
    rows = [row("示例白马化工有限公司", "", "白马镇"), row("示例白马化工公司", "", "白马镇")]
    doubts = match([KNOWN], rows).doubts
    assert [doubts[0].reason, doubts[1].reason] == [Reason.NAME_AND_TOWN, Reason.SHARED]


NAMES = st.sampled_from(
    ["示例甲化工厂", "示例甲化工公司", "示例乙化工厂", "示例甲（化工）厂", "示例第1化工厂"]
)
CODES = st.sampled_from(["", ONE, OTHER])
TOWNS = st.sampled_from(["", "白马镇", "平桥镇"])
OWN = st.sampled_from(["", "WL-0001", "WL-0002"])


@given(
    known=st.lists(st.tuples(CODES, NAMES, TOWNS), max_size=5),
    rows=st.lists(st.builds(row, NAMES, CODES, TOWNS, OWN), max_size=6),
)
def test_nobody_is_certain_for_two_rows_nor_doubtful_for_one_and_certain_for_another(
    known: list[tuple[str, str, str]], rows: list[ObjectRow]
) -> None:
    identities = [Identity(n, f"WL-{n:04d}", *each) for n, each in enumerate(known, 1)]
    matches = match(identities, rows)
    certain = [*matches.sure.values()]
    assert len(certain) == len({*certain})
    assert not matches.sure.keys() & matches.doubts.keys()
    maybe = {each.id for doubt in matches.doubts.values() for each in doubt.candidates}
    assert not maybe & {*certain}
