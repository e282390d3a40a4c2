"""What a person reads of chance: exact, certain things said in a word, the same everywhere."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.services import occasions, registry
from app.services.chances import chance_words, chances_before, chances_by_weight, chances_of_frame
from app.services.draw import stratum_of
from app.services.object_detail import object_detail
from app.services.object_list import object_ids
from app.services.office import Store
from app.services.rows.draw import DueStratum, FrameRow
from app.services.rows.registry import RegistryQuery
from tests.stages import YEAR, act

LATER = act("2024-04-08")


def _stratum(store: Store, number: str, period: str = "2024Q2") -> DueStratum:
    return next(one for one in occasions.preview(store, period, LATER).strata if one.number == number)


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (None, "–"),
        (1.0, "必中"),
        (0.0, "不会中"),
        (0.1, "10.0 %"),
        (0.28571, "28.6 %"),
        (0.0004, "不到 0.1 %"),
    ],
)
def test_a_chance_in_words(chance: float | None, said: str) -> None:
    assert chance_words(chance) == said


def test_equal_weights_have_n_of_those_who_come_first(drawn: Store) -> None:
    stratum = _stratum(drawn, "3")
    fresh = stratum.count("E")
    found = chances_before(stratum)
    assert found["E", 2] == pytest.approx(stratum.quota / fresh)
    assert found["V", 2] == 0


def test_the_chances_add_up_to_the_quota(drawn: Store) -> None:
    for stratum in occasions.preview(drawn, "2024Q2", LATER).strata:
        found = chances_before(stratum)
        total = sum(found[row.state, row.weight] for row in stratum.frame if row.state != "X")
        assert total == pytest.approx(stratum.quota, abs=1e-6)


def test_the_record_says_it_by_weight(drawn: Store) -> None:
    said = chances_by_weight(stratum_of(_stratum(drawn, "15b")))
    assert said.startswith("权重4为")
    assert said.count("权重") == 3
    assert chances_by_weight(stratum_of(_stratum(drawn, "3"))) == "各家28.6%"


def test_an_uncounted_line_has_no_chance_yet() -> None:
    frame = (FrameRow("A", "甲", "", 2, "", "E", ""), FrameRow("B", "乙", "", 2, "", "X", "关闭"))
    assert chances_of_frame(frame, Fraction(1, 1), "prefer") == {("E", 2): 1.0}


def test_nobody_has_a_chance_in_a_line_that_is_left_out(drawn: Store) -> None:
    found = chances_before(replace(_stratum(drawn, "3"), override=0))
    assert {chance_words(chance) for chance in found.values()} == {"不会中"}


@pytest.mark.parametrize("states", ["", "X", "V"])
def test_nobody_is_drawn_where_nobody_can_be(drawn: Store, states: str) -> None:
    stratum = _stratum(drawn, "15b")
    frame = tuple(replace(row, state=states) for row in stratum.frame) if states else ()
    barred = replace(stratum, frame=frame, repeat="forbid")
    assert chances_before(barred) == {}
    assert chances_by_weight(stratum_of(barred)) == ""


def test_a_withheld_object_has_the_chance_of_the_list_it_is_drawn_in(signed: Store) -> None:
    code = _stratum(signed, "15b").frame[0].code
    details = (
        (object_id, object_detail(signed, object_id, YEAR, LATER.day))
        for object_id in object_ids(signed, RegistryQuery(), LATER.day)
    )
    object_id, detail = next(pair for pair in details if pair[1].code == code)
    registry.edit_object(signed, object_id, replace(detail.fields, secrecy_basis="涉及国家安全"), LATER)
    told = object_detail(signed, object_id, YEAR, LATER.day).strata
    assert "15 排污许可简化管理（每季度中签机会 必中）" in told  # alone in its list, and 10 % is rounded up


def test_the_panel_of_an_object_tells_its_chance(drawn: Store) -> None:
    listed = {row.code: row for row in _stratum(drawn, "15b").frame}
    chances = chances_before(_stratum(drawn, "15b"))
    seen = 0
    for object_id in object_ids(drawn, RegistryQuery(), LATER.day):
        detail = object_detail(drawn, object_id, YEAR, LATER.day)
        row = listed.get(detail.code)
        if row is None or row.state == "X":
            continue
        said = chance_words(chances[row.state, row.weight])
        assert f"15 排污许可简化管理（每季度中签机会 {said}）" in detail.strata
        seen += 1
        if seen == 5:
            break
    assert seen == 5
