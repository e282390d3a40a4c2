"""How like two entries are: what speaks for a pair, what against, and what must hold of any two."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.likeness import NEAR, OFFERED, Candidate, distance, likeness, name_of, shared_pairs, slips

CODE, OTHER_CODE = "91000000MA0F2FAA85", "91000000MA16XJ954K"

_names = st.text("示例白马平桥化工电镀厂有限责任公司一二区镇乡（）() ０0Aa", max_size=12)
_candidates = st.builds(
    Candidate,
    st.integers(1, 9),
    _names,
    st.sampled_from(["", CODE, OTHER_CODE]),
    st.sampled_from(["", "示例集团"]),
    st.sampled_from(["", "排污单位", "建设项目"]),
    st.sampled_from(["", "白马镇", "平桥镇"]),
    st.sampled_from(["", "示例路 1 号", "示例工业园区示例路１号"]),
    st.none() | st.floats(107.7, 107.7004),
    st.none() | st.floats(29.3, 29.3004),
)


@given(_candidates, _candidates)
def test_the_order_of_two_does_not_count(one: Candidate, other: Candidate) -> None:
    assert likeness(one, other) == likeness(other, one)


@given(_candidates, _candidates)
def test_points_are_of_a_hundred_and_none_is_its_own_duplicate(one: Candidate, other: Candidate) -> None:
    found = likeness(one, other)
    assert 0 <= found.points <= 100
    assert (found.points == 0) >= (one.id == other.id)
    if found.points >= OFFERED:
        assert found.reasons


@given(_names, _names)
def test_slips_are_the_edit_distance_up_to_what_is_asked(one: str, other: str) -> None:
    full = slips(one, other, 99)
    assert slips(other, one, 99) == full
    assert slips(one, other, 2) == min(full, 3)
    assert (full == 0) == (one == other)


@given(_names, _names)
def test_shared_pairs_are_a_share(one: str, other: str) -> None:
    assert 0 <= shared_pairs(one, other) == shared_pairs(other, one) <= 1
    assert shared_pairs(one, one) == 1


def points(one: Candidate, other: Candidate) -> int:
    return likeness(one, other).points


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例白马化工有限公司", "示例白马化工有限责任公司"),
        ("示例白马化工有限公司", "示例白马化工"),
        ("示例白马化工（集团）有限公司", "示例白马化工(集团)公司"),
        ("示例区白马化工有限公司", "白马化工有限公司"),
        ("示例市示例区白马镇化工厂", "示例区白马镇化工厂"),
        ("Ａ１示例厂", "a1 示例厂"),
    ],
)
def test_spellings_of_one_name_in_one_town(one: str, other: str) -> None:
    assert points(Candidate(1, one, town="白马镇"), Candidate(2, other, town="白马镇")) >= 90


@pytest.mark.parametrize(
    ("one", "other"),
    [("示例白马化工有限公司", "示例白马化王有限公司"), ("示例鸭江页岩砖厂", "示例鸭江页岩厂")],
)
def test_a_slip_in_one_town(one: str, other: str) -> None:
    found = likeness(Candidate(1, one, town="白马镇"), Candidate(2, other, town="白马镇"))
    assert OFFERED <= found.points < 90
    assert "名称只差 1 个字" in found.reasons


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("示例第一加油站", "示例第二加油站"),
        ("示例农村污水处理设施3号", "示例农村污水处理设施4号"),
        ("示例甲电镀厂", "示例乙电镀厂"),
        ("示例城东污水处理厂", "示例城西污水处理厂"),
        ("白马镇污水处理厂", "平桥镇污水处理厂"),
        ("示例黄柏渡加油站", "示例长头沟加油站"),
        ("示例厂", "示列厂"),
    ],
)
def test_members_of_a_series_are_not_one(one: str, other: str) -> None:
    assert points(Candidate(1, one), Candidate(2, other)) < OFFERED


def test_one_code_alone_says_little_and_with_a_name_nearly_all() -> None:
    plant = Candidate(1, "示例白马化工有限公司", CODE, town="白马镇")
    assert points(plant, Candidate(2, "示例平桥油库", CODE, town="平桥镇")) < OFFERED
    assert points(plant, Candidate(3, "示例白马化工厂", CODE, town="白马镇")) >= 90


def test_two_codes_speak_against_a_name() -> None:
    one = Candidate(1, "示例白马化工有限公司", CODE, town="白马镇")
    same = Candidate(2, "示例白马化工公司", OTHER_CODE, town="白马镇")
    typo = Candidate(3, "示例白马化王公司", OTHER_CODE, town="白马镇")
    assert OFFERED <= points(one, same) < 90
    assert "信用代码不同" in likeness(one, same).reasons
    assert points(one, typo) < OFFERED


def test_the_hospital_and_its_department_are_two() -> None:
    one = Candidate(1, "示例芙蓉人民医院", CODE, kind="排污单位", town="芙蓉街道")
    other = Candidate(2, "示例芙蓉人民医院放射科", CODE, kind="核技术利用单位", town="芙蓉街道")
    assert points(one, other) < OFFERED


def test_the_same_place_brings_related_names_together() -> None:
    one = Candidate(1, "示例白马化工有限公司", longitude=107.7, latitude=29.3)
    near = Candidate(2, "白马精细化工厂", longitude=107.7003, latitude=29.3)
    far = Candidate(3, "白马精细化工厂", longitude=107.71, latitude=29.3)
    assert points(one, near) >= OFFERED > points(one, far)
    assert likeness(one, near).reasons[-1] == "相距 29 米"


def test_one_owner_at_one_place_is_offered() -> None:
    one = Candidate(1, "示例一分厂", owner="示例集团", longitude=107.7, latitude=29.3)
    other = Candidate(2, "北部车间", owner="示例集团", longitude=107.7, latitude=29.3)
    assert points(one, other) >= OFFERED
    assert points(one, Candidate(3, "北部车间", longitude=107.7, latitude=29.3)) < OFFERED


def test_an_address_counts_within_one_town() -> None:
    one = Candidate(1, "示例白马化工厂", town="白马镇", address="示例工业园区 1 号")
    same = Candidate(2, "白马精细化工厂", town="白马镇", address="示例工业园区１号")
    other = Candidate(3, "白马精细化工厂", town="平桥镇", address="示例工业园区1号")
    assert points(one, same) >= OFFERED > points(one, other)


def test_metres_are_metres() -> None:
    one = Candidate(1, "", longitude=107.7, latitude=29.3)
    assert distance(one, Candidate(2, "", longitude=107.7, latitude=29.3009)) == pytest.approx(100, rel=0.01)
    assert distance(one, Candidate(2, "", longitude=107.7, latitude=None)) is None
    assert NEAR == 50


@pytest.mark.parametrize(
    ("words", "place", "core"),
    [
        ("示例省示例市示例区白马镇化工厂", "示例省示例市示例区白马镇", "化工厂"),
        ("工业园区污水处理厂", "", "工业园区污水处理厂"),
        ("城市污水处理厂", "", "城市污水处理厂"),
        ("羊角乡镇污水处理厂", "", "羊角乡镇污水处理厂"),
        ("示例白马化工有限公司一分公司", "", "示例白马化工一分"),
        ("有限公司", "", "有限公司"),
    ],
)
def test_names_are_taken_apart(words: str, place: str, core: str) -> None:
    found = name_of(words)
    assert (found.place, found.core) == (place, core)
