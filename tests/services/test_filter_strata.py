"""名录条件 of a stratum: who stands in it from now on, what is bound and what stays as it was frozen."""

from datetime import date

import pytest

from app.core.errors import UserError
from app.core.filter import Filter, OneOf
from app.services import campaigns, draw, filter_strata, log, occasions, plan, vocabulary_edits
from app.services.catalogue import read_catalogue
from app.services.check import check_database
from app.services.office import Store
from app.services.plan import newest_view
from app.services.rows.filters import StratumReach
from tests.services.campaign_samples import TARGETED
from tests.services.campaign_samples import made as make_campaign
from tests.stages import YEAR, act, draft_plan

CODE = "2024-15b"
LATER = act("2024-04-08")
REASON = "白马镇单列"


def _conditions(store: Store) -> Filter:
    return read_catalogue(store, YEAR).stratum(CODE).conditions


def _outside(store: Store) -> Filter:
    return (*_conditions(store), OneOf("town", ("江口镇", "平桥镇")))


def _population(store: Store) -> int:
    view = newest_view(store, YEAR)
    assert view is not None
    return next(line.population for line in view.lines if line.stratum == CODE)


def _change(store: Store, conditions: Filter) -> StratumReach:
    return filter_strata.change_conditions(store, YEAR, CODE, conditions, REASON, LATER)


def _revise(store: Store) -> int:
    view = newest_view(store, YEAR)
    assert view is not None
    return plan.revise(store, view.id, "名录条件调整", LATER)


def test_n_and_share_are_told_before_and_after(imported: Store) -> None:
    was = filter_strata.stratum_standing(imported, YEAR, CODE, LATER.day)
    narrower = _outside(imported)
    told = filter_strata.stratum_reach(imported, YEAR, CODE, narrower, LATER.day)
    assert was.reach == StratumReach(39, 4)
    assert told == _change(imported, narrower)
    assert 0 < told.population < was.reach.population
    assert _conditions(imported) == narrower
    assert filter_strata.stratum_standing(imported, YEAR, CODE, LATER.day).original == narrower[:-1]


def test_a_drafted_plan_counts_anew_in_the_same_act(imported: Store) -> None:
    draft_plan(imported)
    standing = filter_strata.stratum_standing(imported, YEAR, CODE, LATER.day)
    assert not standing.refused
    assert standing.touched == ("年度计划第 1 稿随即按新条件重新计算。",)
    entries = log.count(imported)
    told = _change(imported, _outside(imported))
    assert log.count(imported) == entries + 1
    assert _population(imported) == told.population


def test_every_change_is_kept_and_logged_in_words(imported: Store) -> None:
    first = _conditions(imported)
    _change(imported, _outside(imported))
    filter_strata.change_conditions(imported, YEAR, CODE, first, "恢复原条件", act("2024-04-09", "郑例衡"))
    back, away = filter_strata.stratum_standing(imported, YEAR, CODE, LATER.day).history
    assert (back.by, back.reason) == ("郑例衡", "恢复原条件")
    assert away.after.endswith("，且区域是江口镇或平桥镇")
    assert _conditions(imported) == first
    entry = log.newest(imported, 1)[0]
    assert entry.act == "修改名录条件"
    assert "15b 排污许可简化管理" in entry.detail
    assert "→ 39" in entry.detail


def test_a_signed_plan_binds_n_until_it_is_adjusted(signed: Store) -> None:
    standing = filter_strata.stratum_standing(signed, YEAR, CODE, LATER.day)
    assert "调整计划" in standing.refused
    with pytest.raises(UserError, match="年度计划已签发"):
        _change(signed, _outside(signed))
    assert not filter_strata.stratum_standing(signed, YEAR, CODE, LATER.day).history
    _revise(signed)
    _change(signed, _outside(signed))
    assert _population(signed) < 39


def test_a_plan_under_review_keeps_its_n(imported: Store) -> None:
    plan.submit(imported, draft_plan(imported), "郑例衡", act("2024-01-19"))
    with pytest.raises(UserError, match="正在送审"):
        _change(imported, _outside(imported))


def test_what_is_frozen_and_drawn_stays_to_the_byte(drawn: Store) -> None:
    with drawn.reading() as session:
        before = draw.get_draw(session, 1)
        kept = (before.frozen, before.digest, before.result, before.excluded)
    _revise(drawn)
    touched = filter_strata.stratum_standing(drawn, YEAR, CODE, LATER.day).touched
    assert "已冻结的 1 次抽取照冻结的名单进行，不受影响。" in touched
    _change(drawn, _outside(drawn))
    with drawn.reading() as session:
        after = draw.get_draw(session, 1)
        assert (after.frozen, after.digest, after.result, after.excluded) == kept
    drawn.close()
    assert check_database(drawn.path).ok


def test_a_campaign_on_the_stratum_is_named(signed: Store) -> None:
    make_campaign(signed)
    _revise(signed)
    touched = filter_strata.stratum_standing(signed, YEAR, CODE, LATER.day).touched
    assert any(TARGETED.title in sentence for sentence in touched)
    assert campaigns.list_campaigns(signed, YEAR)


@pytest.mark.parametrize(
    ("reason", "empty", "said"),
    [(" ", False, "写明修改条件的依据"), (REASON, True, "不能空着")],
)
def test_what_says_nothing_is_refused(imported: Store, reason: str, empty: bool, said: str) -> None:  # noqa: FBT001 (a parameter of the test)
    conditions = () if empty else _outside(imported)
    with pytest.raises(UserError, match=said):
        filter_strata.change_conditions(imported, YEAR, CODE, conditions, reason, LATER)
    with pytest.raises(UserError, match="没有改动"):
        _change(imported, _conditions(imported))


def test_n_is_counted_on_the_day(imported: Store) -> None:
    years = [date(2024, 4, 8), date(2031, 4, 8)]
    recent = read_catalogue(imported, YEAR).stratum("2024-19c")
    found = [
        filter_strata.stratum_reach(imported, YEAR, recent.code, recent.conditions, day).population
        for day in years
    ]
    assert found[0] > found[1]


def test_before_a_freeze_it_is_said_that_the_new_conditions_are_not_signed_yet(drawn: Store) -> None:
    def told() -> list[str]:
        found = occasions.preview(drawn, "2024Q2", act("2024-04-01")).warnings
        return [warning for warning in found if "还没有签发" in warning]

    new = plan.revise(drawn, 1, "按新方案调整", act("2024-03-01"))
    vocabulary_edits.rename_word(drawn, "town", "江口镇", "江口新镇", act("2024-03-01"))
    assert told() == []
    conditions = (OneOf("permit_class", ("简化管理",)), OneOf("town", ("江口新镇",)))
    filter_strata.change_conditions(drawn, YEAR, CODE, conditions, "按新方案", act("2024-03-02"))
    [said] = told()
    assert said.startswith("15 排污许可简化管理的名录条件已按年度计划第 2 稿修改")
    for check in plan.plan_view(drawn, new).open_questions:
        plan.answer(drawn, new, check.key, "按此理解执行", act("2024-03-02"))
    plan.submit(drawn, new, "郑例衡", act("2024-03-03"))
    plan.sign(drawn, new, "示环发〔2024〕9号", date(2024, 3, 4), "王例正", act("2024-03-04"))
    assert told() == []
