"""What a person reads of chance: exact, certain things said in a word, the same everywhere."""

from fractions import Fraction

import pytest

from app.services import occasions
from app.services.chances import chance_words, chances_before, chances_by_weight, chances_of_frame
from app.services.draw import stratum_of
from app.services.object_detail import object_detail
from app.services.office import Store
from app.services.registry import object_ids
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
