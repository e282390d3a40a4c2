"""专项抽取: what is kept, what is refused, and what may still be changed."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from app.core.errors import UserError
from app.core.targeting import InspectorConditions, Targeting
from app.services import campaigns, draw, log
from app.services.campaign_reach import campaign_reach
from app.services.office import Store
from app.services.registry_choices import campaign_choices
from app.services.rows.campaign import CampaignFields, CampaignLine
from tests.services.campaign_samples import (
    BY_COUNT,
    BY_RATIO,
    DAY,
    PERIOD,
    TARGETED,
    UNTARGETED,
    WATER,
    drawn,
    made,
)
from tests.stages import YEAR, act


def _acts(store: Store) -> list[str]:
    return [event.act for event in log.newest(store, words="专项")]


def test_what_was_typed_is_kept_with_the_lines_in_the_order_of_the_list(signed: Store) -> None:
    row = campaigns.read_campaign(signed, made(signed))
    assert row.period == PERIOD
    assert row.fields == replace(TARGETED, lines=(BY_RATIO, BY_COUNT))
    assert (row.made_by, row.made_at) == (DAY.by, DAY.stamp)
    assert _acts(signed) == ["新建专项抽取"]


def test_a_number_is_never_given_again(signed: Store) -> None:
    assert [made(signed), made(signed, UNTARGETED)] == ["2024D01", "2024D02"]
    campaigns.delete_campaign(signed, "2024D02", DAY)
    assert made(signed, UNTARGETED) == "2024D03"
    assert [row.period for row in campaigns.list_campaigns(signed, YEAR)] == ["2024D01", "2024D03"]
    assert "删除专项抽取" in _acts(signed)


def test_it_can_be_changed_until_it_is_frozen_and_never_after(signed: Store) -> None:
    made(signed)
    later = replace(TARGETED, due_on=date(2024, 6, 15))
    campaigns.edit_campaign(signed, PERIOD, later, DAY)
    assert campaigns.read_campaign(signed, PERIOD).fields.due_on == date(2024, 6, 15)
    draw_id = draw.freeze(signed, PERIOD, "-", "代号的次序", DAY)
    draw.void(signed, draw_id, "条件有误", "郑例衡", DAY)
    with pytest.raises(UserError, match="已经冻结过"):
        campaigns.edit_campaign(signed, PERIOD, TARGETED, DAY)
    with pytest.raises(UserError, match="已经冻结过"):
        campaigns.delete_campaign(signed, PERIOD, DAY)
    assert campaigns.read_campaign(signed, PERIOD).fields.due_on == date(2024, 6, 15)


def test_conditions_on_item_15_need_a_reason_of_their_own(signed: Store) -> None:
    without = replace(TARGETED, targeting=replace(WATER, reserved_reason=" "))
    with pytest.raises(UserError, match="第 15 项日常监管原则上不提前设定范围条件"):
        made(signed, without)
    on_people = replace(without, targeting=replace(without.targeting, objects=()))
    assert made(signed, on_people) == PERIOD


def test_a_reason_nobody_asked_for_is_not_kept(signed: Store) -> None:
    stray = replace(UNTARGETED, targeting=replace(UNTARGETED.targeting, reserved_reason="多余的话"))
    assert campaigns.read_campaign(signed, made(signed, stray)).fields == UNTARGETED


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (replace(TARGETED, title=" "), "名称"),
        (replace(TARGETED, targeting=replace(WATER, reason="")), "依据或理由"),
        (replace(TARGETED, due_on=date(2024, 4, 9)), "已过"),
        (replace(TARGETED, lines=()), "勾选"),
        (replace(TARGETED, lines=(CampaignLine("2024-15b", None, 0),)), "比例或家数"),
        (replace(TARGETED, lines=(CampaignLine("2024-15b", Fraction(5, 4)),)), "100 %"),
        (replace(TARGETED, lines=(CampaignLine("2024-15b", None, 400),)), "不能抽 400 家"),
        (replace(TARGETED, lines=(CampaignLine("2024-01.1", Fraction(1)),)), "没有符合条件的对象"),
        (
            replace(TARGETED, targeting=replace(WATER, inspectors=InspectorConditions(years=60))),
            "只有 0 人",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused_in_words(signed: Store, fields: CampaignFields, why: str) -> None:
    with pytest.raises(UserError, match=why):
        made(signed, fields)
    assert campaigns.list_campaigns(signed, YEAR) == ()


def test_two_campaigns_of_a_year_have_two_names(signed: Store) -> None:
    made(signed)
    with pytest.raises(UserError, match="换一个名称"):
        made(signed)
    campaigns.edit_campaign(signed, PERIOD, TARGETED, DAY)


def test_without_a_signed_plan_it_is_kept_but_not_drawn(imported: Store) -> None:
    made(imported)
    with pytest.raises(UserError, match="还没有签发"):
        drawn(imported)


def test_who_is_no_campaign_is_said(signed: Store) -> None:
    with pytest.raises(UserError, match="没有编号为 2024D07"):
        campaigns.read_campaign(signed, "2024D07")


def test_a_form_sees_how_far_its_conditions_reach(signed: Store) -> None:
    everywhere = campaign_reach(signed, YEAR, Targeting(), DAY)
    narrowed = campaign_reach(signed, YEAR, WATER, DAY)
    assert set(narrowed.populations) == set(everywhere.populations)
    assert 0 < narrowed.populations["2024-15b"] < everywhere.populations["2024-15b"]
    assert 0 < narrowed.inspectors < everywhere.inspectors
    assert campaign_reach(signed, YEAR, Targeting(), act("2030-01-01")).inspectors == 0


def test_a_form_offers_what_the_registries_hold(signed: Store) -> None:
    offered = campaign_choices(signed, YEAR)
    assert {"执法", "水"} <= set(offered.skills)
    assert "执法人员" in offered.posts
    assert "白马镇" in offered.areas
