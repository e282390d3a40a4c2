"""The rules of the draw are published, changed by the head alone, and rule from the next freeze on."""

from dataclasses import replace

import pytest

from app.core.catalogue import Repeat, RuleChange, VisitedScope
from app.core.errors import UserError
from app.services import draw, log, occasions, policy
from app.services.catalogue import read_catalogue
from app.services.office import Store, read_office, save_office
from app.services.rows.draw import DueStratum
from tests.documents.reading import pages
from tests.stages import YEAR, act

LATER = act("2024-04-08")
WIDER = RuleChange("2024-15b", Repeat.FORBID, VisitedScope.ANY_YEAR)


def _stratum(store: Store) -> DueStratum:
    return next(one for one in occasions.preview(store, "2024Q2", LATER).strata if one.code == WIDER.stratum)


def test_a_wider_scope_counts_visits_for_other_items(drawn: Store) -> None:
    before = _stratum(drawn)
    policy.change_rule(drawn, YEAR, WIDER, "王例正", LATER)
    after = _stratum(drawn)
    changed = {
        row.code: (row.state, row.reason)
        for row, old in zip(after.frame, before.frame, strict=True)
        if row != old
    }
    assert changed
    assert set(changed.values()) == {("V", "本年已查其他事项")}
    assert after.repeat == Repeat.FORBID
    assert after.count("E") == before.count("E") - len(changed)


def test_a_frozen_draw_keeps_the_rule_it_was_frozen_with(frozen: Store) -> None:
    with frozen.reading() as session:
        before = draw.get_draw(session, 1).frozen
    policy.change_rule(frozen, YEAR, WIDER, "王例正", LATER)
    with frozen.reading() as session:
        assert draw.get_draw(session, 1).frozen == before


def test_the_head_decides_and_it_is_logged(signed: Store) -> None:
    with pytest.raises(UserError, match="负责人"):
        policy.change_rule(signed, YEAR, WIDER, " ", LATER)
    policy.change_rule(signed, YEAR, WIDER, "王例正", LATER)
    (newest,) = log.newest(signed, 1)
    assert newest.act == "修改抽取规则"
    assert newest.detail == "15b 排污许可简化管理：本年查过任何事项的不再抽，王例正决定"


def test_once_in_a_life_is_settled_by_the_list(signed: Store) -> None:
    for change in (
        RuleChange("2024-19a", Repeat.PREFER, VisitedScope.ANY_YEAR),
        replace(WIDER, visited=VisitedScope.ONCE),
    ):
        with pytest.raises(UserError, match="由事项清单写定"):
            policy.change_rule(signed, YEAR, change, "王例正", LATER)


def test_the_list_itself_stays_as_it_was_published(signed: Store) -> None:
    before = read_catalogue(signed, YEAR)
    policy.change_rule(signed, YEAR, WIDER, "王例正", LATER)
    after = read_catalogue(signed, YEAR)
    others = [code for code in (one.code for one in before.strata) if code != WIDER.stratum]
    assert all(before.stratum(code) == after.stratum(code) for code in others)
    assert [rule.code for rule in policy.read_rules(signed, YEAR) if rule.changed] == [WIDER.stratum]


def test_the_paper_says_weights_and_the_rule_of_every_stratum(signed: Store) -> None:
    policy.change_rule(signed, YEAR, WIDER, "王例正", LATER)
    text = "".join(pages(policy.policy_pdf(signed, YEAR, LATER)))
    assert text.count("排在未查的之后") == 27 - 3 - 1
    assert text.count("一生只查一次") == 3 + 1
    assert "排污许可简化管理每季度10%本年查过任何事项不再抽" in text
    for words in ("违法记录", "管理水平高", "正面清单", "一般对象每年超过1次"):
        assert words in text


def test_a_cap_that_warns_of_nothing_is_not_spoken_of(signed: Store) -> None:
    save_office(signed, replace(read_office(signed), cap_ordinary=0, cap_higher=0), LATER)
    assert "超过" not in "".join(pages(policy.policy_pdf(signed, YEAR, LATER)))
