"""Objects withheld for secrecy: drawn in an input of their own, of which only D, N and n become public."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from app.core.errors import UserError
from app.core.periods import DrawKind, RevealMode
from app.core.states import Outcome
from app.sampling import counts, parse
from app.services import (
    disclosure,
    draw,
    draw_view,
    occasions,
    packages,
    registry,
    results,
    terms,
    visit_list,
    visits,
)
from app.services.check import check_database
from app.services.disclosure_rate import disclosure_rate
from app.services.object_detail import object_detail
from app.services.object_list import object_ids
from app.services.office import Store
from app.services.rows.draw import DueStratum
from app.services.rows.registry import RegistryQuery
from app.services.rows.visit import ItemResult, VisitEntry
from app.services.statistics import year_table
from tests.stages import DIGITS, YEAR, act

DAY = act("2024-01-30")
OPEN, APART = "2024Q1", "2024Q1-B"


def _codes(strata: Iterable[DueStratum]) -> set[str]:
    return {row.code for stratum in strata for row in stratum.frame}


def _set_basis(store: Store, codes: Iterable[str], basis: str) -> None:
    wanted = set(codes)
    for object_id in object_ids(store, RegistryQuery(), DAY.day):
        detail = object_detail(store, object_id, YEAR, DAY.day)
        if detail.code in wanted:
            registry.edit_object(store, object_id, replace(detail.fields, secrecy_basis=basis), DAY)


@pytest.fixture
def hidden(signed: Store) -> set[str]:
    """Give the codes of two objects that may not be named."""
    frame = next(one.frame for one in occasions.preview(signed, OPEN, DAY).strata if one.number == "15b")
    chosen = {row.code for row in frame[:2]}
    _set_basis(signed, chosen, "涉及国家安全（演练）")
    return chosen


def _drawn(store: Store, period: str) -> int:
    draw_id = draw.freeze(store, period, "-", "代号的次序", DAY)
    draw.take_digits(store, draw_id, DIGITS, DAY)
    draw.perform(store, draw_id, DAY)
    return draw_id


def test_a_withheld_object_stands_only_in_the_list_that_is_not_published(
    signed: Store, hidden: set[str]
) -> None:
    before = occasions.preview(signed, OPEN, DAY)
    apart = occasions.preview(signed, APART, DAY)
    assert not _codes(before.strata) & hidden
    assert _codes(apart.strata) == hidden
    assert (apart.kind, apart.title) == (DrawKind.WITHHELD, "2024年第一季度（涉密）")


def test_nothing_is_drawn_apart_where_nothing_is_withheld(signed: Store) -> None:
    with pytest.raises(UserError, match="没有要抽的类别"):
        draw.freeze(signed, APART, "-", "代号的次序", DAY)


def test_both_draws_of_a_quarter_stand_side_by_side(signed: Store, hidden: set[str]) -> None:
    open_id, apart_id = _drawn(signed, OPEN), _drawn(signed, APART)
    assert {pick.code for pick in draw_view.draw_view(signed, apart_id).picks} <= hidden
    assert not {pick.code for pick in draw_view.draw_view(signed, open_id).picks} & hidden
    assert check_database(signed.path).ok


def test_only_digest_and_counts_of_the_draw_apart_become_public(signed: Store, hidden: set[str]) -> None:
    terms.choose_reveal(signed, OPEN, RevealMode.OPEN, "王例正", DAY)
    open_id, apart_id = _drawn(signed, OPEN), _drawn(signed, APART)
    with pytest.raises(UserError, match="没有公开包"):
        packages.draw_package(signed, apart_id)
    published = packages.draw_package(signed, open_id)
    with signed.reading() as session:
        apart = draw.get_draw(session, apart_id)
        figures = [counts(stratum) for stratum in parse(apart.frozen).strata]
        told = published["README.txt"].decode()
        assert apart.digest in told
        assert (
            f"{sum(one.population for one in figures)}家次中抽{sum(one.quota for one in figures)}家次" in told
        )
    everything = b"".join(published.values())
    assert not [code for code in hidden if code.encode() in everything]


def _finished(store: Store, period: str) -> tuple[int, str]:
    """Finish the first visit of a period that can be entered; give its id and its object's code."""
    row = next(row for row in visit_list.list_visits(store, YEAR, period) if row.state == "待检查")
    items = visit_list.visit_detail(store, row.id).items
    found = {item.item: ItemResult(Outcome.CLEAN) for item in items}
    results.enter(store, row.id, VisitEntry(date(2024, 2, 5), found), act("2024-02-05"))
    return row.id, row.code


def test_the_result_of_what_was_drawn_apart_is_only_withheld(signed: Store, hidden: set[str]) -> None:
    visits.open_visits(signed, _drawn(signed, APART), DAY)
    visit, code = _finished(signed, APART)
    with pytest.raises(UserError, match=f"{code} 是涉密对象（依据：涉及国家安全"):
        results.approve(signed, visit, act("2024-02-06"))
    _set_basis(signed, hidden, "")
    with pytest.raises(UserError, match="结果不能公开"):
        results.approve(signed, visit, act("2024-02-06"))
    results.withhold(signed, visit, "涉及国家安全（演练）", act("2024-02-06"))
    assert disclosure_rate(signed, YEAR).withheld == 1


def test_an_object_withheld_after_its_visit_leaves_in_no_notice(drawn: Store) -> None:
    visit, code = _finished(drawn, OPEN)
    other, _ = _finished(drawn, OPEN)
    for one in (visit, other):
        results.approve(drawn, one, act("2024-02-06"))
    notice = disclosure.make_notice(drawn, [visit, other], "示环公〔2024〕1号", act("2024-02-06"))
    _set_basis(drawn, {code}, "涉及国家安全（演练）")
    with pytest.raises(UserError, match="涉密对象"):
        disclosure.notice_content(drawn, notice)
    with pytest.raises(UserError, match="涉密对象"):
        disclosure.mark_published(drawn, [visit], date(2024, 2, 7), "示例平台", act("2024-02-07"))
    results.withhold(drawn, visit, "涉及国家安全（演练）", act("2024-02-07"))
    said = disclosure.notice_content(drawn, notice)
    assert (code in {row.code for row in said.rows}, said.withheld) == (False, 1)


def test_a_released_result_of_an_object_withheld_since_makes_no_notice(drawn: Store) -> None:
    visit, code = _finished(drawn, OPEN)
    results.approve(drawn, visit, act("2024-02-06"))
    _set_basis(drawn, {code}, "涉及国家安全（演练）")
    assert [row.ready for row in disclosure.list_disclosures(drawn, YEAR, date(2024, 2, 7))] == [False]
    with pytest.raises(UserError, match="涉密对象"):
        disclosure.make_notice(drawn, [visit], "示环公〔2024〕1号", act("2024-02-07"))


def test_the_years_table_counts_a_withheld_object_without_its_name(signed: Store, hidden: set[str]) -> None:
    listed = {line.code: line.name for line in year_table(signed, YEAR).objects}
    assert {listed[code] for code in hidden} == {"（涉密对象）"}
    assert "（涉密对象）" not in {name for code, name in listed.items() if code not in hidden}
