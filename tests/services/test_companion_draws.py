"""Companions drawn by a second input of the period: frozen, drawn, sent, struck off, published."""

from datetime import date
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.core.periods import DrawKind
from app.models.companion import VisitCompanion
from app.models.draw import Draw
from app.models.registry import Auxiliary
from app.sampling import FrozenInput, counts, parse
from app.services import (
    auxiliaries,
    companion_ask,
    companions,
    draw,
    draw_papers,
    draw_view,
    occasions,
    packages,
    results,
    visit_list,
    visits,
)
from app.services.check import check_database
from app.services.companion_draw import strike_companion
from app.services.companion_preview import ask_choices
from app.services.evidence import read_evidence
from app.services.feasibility import feasibility
from app.services.office import Store
from app.services.replayed import replayed
from app.services.rows.companion import CompanionAsk, CompanionRow
from app.services.rows.visit import ItemResult, VisitDetail, VisitEntry, VisitRow
from app.services.statistics import year_table
from app.services.workbench import workbench
from tests.services.companion_samples import DAY, PEOPLE, PERIOD, asked, frozen, performed, registered
from tests.stages import DIGITS, YEAR, act, perform

TITLE = "2024年第一季度随同人员"


def _rows(store: Store) -> tuple[VisitRow, ...]:
    return visit_list.list_visits(store, YEAR)


def _companions(store: Store) -> dict[str, tuple[CompanionRow, ...]]:
    return {row.code: visit_list.visit_detail(store, row.id).companions for row in _rows(store)}


def _input(store: Store, draw_id: int) -> FrozenInput:
    with store.reading() as session:
        return parse(session.get_one(Draw, draw_id).frozen)


def _finish(store: Store, visit: int) -> None:
    detail: VisitDetail = visit_list.visit_detail(store, visit)
    found = {item.item: ItemResult("未发现问题") for item in detail.items if not item.struck_reason}
    results.enter(store, visit, VisitEntry(date(2024, 2, 20), found), act("2024-02-20"))


def test_it_waits_until_the_visits_are_open(frozen: Store) -> None:
    registered(frozen)
    with pytest.raises(UserError, match="检查任务还没有生成"):
        occasions.preview(frozen, PERIOD, DAY)
    draw.take_digits(frozen, 1, DIGITS, DAY)
    draw.perform(frozen, 1, DAY)
    with pytest.raises(UserError, match="检查任务还没有生成"):
        occasions.preview(frozen, PERIOD, DAY)
    visits.open_visits(frozen, 1, DAY)
    assert occasions.preview(frozen, PERIOD, DAY).title == TITLE


def test_each_visit_is_a_stratum_whose_frame_is_who_may_go(drawn: Store) -> None:
    registered(drawn)
    found = occasions.preview(drawn, PERIOD, DAY)
    assert (found.kind, found.inspectors, found.recusals, found.warnings) == (DrawKind.COMPANIONS, (), (), ())
    assert [stratum.code for stratum in found.strata] == [row.code for row in _rows(drawn)]
    assert [stratum.label for stratum in found.strata] == [row.name for row in _rows(drawn)]
    assert {stratum.quota for stratum in found.strata} == {1}
    assert {tuple(row.name for row in stratum.frame) for stratum in found.strata} == {
        tuple(values.name for values in PEOPLE)
    }
    assert found.total == len(_rows(drawn))
    assert feasibility(drawn, PERIOD, DAY).failed == 0


def test_the_frozen_input_names_nobody_and_keeps_visits_apart(drawn: Store) -> None:
    registered(drawn)
    read = _input(drawn, frozen(drawn))
    assert (read.period, read.inspectors, read.recusals) == (PERIOD, (), ())
    assert set(read.units.items()) == {(f"FZ-{n:03d}", "区外") for n in range(1, 6)}
    text = _text(drawn)
    assert not any(values.name in text or (values.organisation or "？") in text for values in PEOPLE)
    scopes = [stratum.scope for stratum in read.strata]
    assert len(set(scopes)) == len(scopes) == len(_rows(drawn))
    assert {stratum.repeat for stratum in read.strata} == {"allow"}
    assert {(stratum.numerator, stratum.denominator) for stratum in read.strata} == {(1, 5)}


def _text(store: Store) -> str:
    with store.reading() as session:
        return session.get_one(Draw, 2).frozen.decode()


def test_the_clerk_says_for_which_visits_how_many_and_of_which_skill(drawn: Store) -> None:
    registered(drawn)
    choices = ask_choices(drawn, PERIOD)
    assert (choices.visits, choices.available, choices.of_skills) == (len(_rows(drawn)), 5, ("辐射",))
    assert "危废" in choices.skills
    asked(drawn, CompanionAsk(of_skill="辐射", skill="危废", count=2))
    found = occasions.preview(drawn, PERIOD, DAY)
    carrying = [row.code for row in _rows(drawn) if {"14", "16", "17"} & {*row.items}]
    assert [stratum.code for stratum in found.strata] == carrying
    assert carrying
    assert {tuple(row.code for row in stratum.frame) for stratum in found.strata} == {("FZ-003", "FZ-004")}
    assert {stratum.quota for stratum in found.strata} == {2}


def test_what_is_asked_outlives_the_window_and_holds_for_its_rehearsal(drawn: Store) -> None:
    ask = CompanionAsk(of_skill="辐射", count=2)
    assert companion_ask.read_ask(drawn, PERIOD) == CompanionAsk()
    asked(drawn, ask)
    assert companion_ask.read_ask(drawn, PERIOD) == ask
    assert companion_ask.read_ask(drawn, f"彩排{PERIOD}") == ask
    assert companion_ask.read_ask(drawn, "2024Q2-F") == CompanionAsk()


def test_nothing_is_asked_of_a_list_that_is_frozen(drawn: Store) -> None:
    registered(drawn)
    with pytest.raises(UserError, match="1 到 9 人"):
        asked(drawn, CompanionAsk(count=0))
    frozen(drawn)
    with pytest.raises(UserError, match="须先作废"):
        asked(drawn, CompanionAsk(count=2))


def test_who_is_retired_picked_or_lacks_the_skill_stands_in_no_frame(drawn: Store) -> None:
    ids = registered(drawn)
    auxiliaries.retire(drawn, ids[0], DAY)
    first = _rows(drawn)[0]
    companions.choose(drawn, first.id, ids[1], "采样", DAY)
    found = occasions.preview(drawn, PERIOD, DAY)
    frames = {stratum.code: [row.code for row in stratum.frame] for stratum in found.strata}
    assert frames.pop(first.code) == ["FZ-003", "FZ-004", "FZ-005"]
    assert {tuple(frame) for frame in frames.values()} == {("FZ-002", "FZ-003", "FZ-004", "FZ-005")}


def test_too_few_are_told_before_and_all_go(drawn: Store) -> None:
    ids = registered(drawn)
    asked(drawn, CompanionAsk(skill="环评", count=2))
    found = occasions.preview(drawn, PERIOD, DAY)
    assert f"1 {_rows(drawn)[0].name}：要抽 2 人，可抽的只有 1 人。" in found.warnings
    draw_id = performed(drawn)
    assert {pick.code for pick in draw_view.draw_view(drawn, draw_id).picks} == {"FZ-005"}
    draw.void(drawn, draw_id, "人数不够", "郑例衡", DAY)
    auxiliaries.retire(drawn, ids[4], DAY)
    assert occasions.preview(drawn, PERIOD, DAY).total == 0
    for refused in (frozen, lambda store: feasibility(store, PERIOD, DAY)):
        with pytest.raises(UserError, match="没有可用、业务专长有环评的"):
            refused(drawn)


def test_visits_that_have_begun_are_left_out(drawn: Store) -> None:
    registered(drawn)
    first, second = _rows(drawn)[:2]
    visits.start(drawn, first.id, DAY)
    _finish(drawn, second.id)
    codes = [stratum.code for stratum in occasions.preview(drawn, PERIOD, DAY).strata]
    assert codes == [row.code for row in _rows(drawn)[2:]]
    asked(drawn, CompanionAsk(of_skill="危废"))
    assert occasions.preview(drawn, PERIOD, DAY).strata == ()
    with pytest.raises(UserError, match="没有还未开始的有危废事项的检查任务"):
        frozen(drawn)


def test_those_drawn_join_the_visits_and_no_team_changes(drawn: Store) -> None:
    registered(drawn)
    asked(drawn, CompanionAsk(count=2))
    teams = [row.team for row in _rows(drawn)]
    draw_id = performed(drawn)
    assert visits.open_visits(drawn, draw_id, DAY) == 2 * len(teams)
    picks = draw_view.draw_view(drawn, draw_id).picks
    for code, those in _companions(drawn).items():
        assert {one.code for one in those} == {pick.code for pick in picks if pick.stratum == code}
        assert {(one.chosen, one.reason) for one in those} == {("抽取", "第1次抽取")}
    assert [row.team for row in _rows(drawn)] == teams
    assert check_database(drawn.path).ok
    with pytest.raises(UserError, match="已经派到"):
        visits.open_visits(drawn, draw_id, DAY)
    with pytest.raises(UserError, match="不能撤回"):
        companions.take_back(drawn, next(iter(_companions(drawn).values()))[0].id, "去不了", DAY)


def test_a_draw_is_said_in_names(drawn: Store) -> None:
    registered(drawn)
    draw_id = performed(drawn)
    view, rows = draw_view.draw_view(drawn, draw_id), _rows(drawn)
    assert (view.kind, view.title, view.inspectors, view.teams) == (DrawKind.COMPANIONS, TITLE, 0, ())
    assert [(count.number, count.label) for count in view.counts] == [
        (str(row.position), row.name) for row in rows
    ]
    assert {pick.name for pick in view.picks} <= {values.name for values in PEOPLE}
    assert {(pick.code, pick.town) for pick in view.picks} <= {
        (f"FZ-{n:03d}", values.organisation) for n, values in enumerate(PEOPLE, 1)
    }
    assert view.shortage == ""


def test_who_cannot_go_is_followed_by_the_next_in_order_of_that_visit_alone(drawn: Store) -> None:
    registered(drawn)
    draw_id = performed(drawn)
    visits.open_visits(drawn, draw_id, DAY)
    before = _companions(drawn)
    busy = next(iter(before.values()))[0].code
    struck = [code for code, those in before.items() if those[0].code == busy]
    companion = before[struck[0]][0]
    reserves = draw_view.draw_view(drawn, draw_id).reserves
    following = next(one for one in reserves if one.stratum == struck[0])
    assert strike_companion(drawn, companion.id, "当天另有任务", b"", DAY) == following.name
    after = _companions(drawn)
    assert [one.code for one in after[struck[0]]] == [following.code]
    assert len(struck) > 1
    assert all(after[code] == before[code] for code in before if code != struck[0])
    told = draw_view.draw_view(drawn, draw_id).strikes
    target = next(row.name for row in _rows(drawn) if row.code == struck[0])
    assert told == (f"{companion.name}（{companion.code}）（{target}的检查）：当天另有任务，2024-02-05",)
    [change] = draw_papers.draw_record(drawn, draw_id).changes
    assert change.outcome == f"{target}的检查{following.name}（{following.code}）递补"
    assert check_database(drawn.path).ok


def test_where_nobody_is_next_the_visit_goes_without(drawn: Store) -> None:
    registered(drawn)
    asked(drawn, CompanionAsk(skill="环评"))
    draw_id = performed(drawn)
    visits.open_visits(drawn, draw_id, DAY)
    code, [companion] = next(iter(_companions(drawn).items()))
    assert strike_companion(drawn, companion.id, "住院", "证明".encode(), DAY) == ""
    assert _companions(drawn)[code] == ()
    assert check_database(drawn.path).ok
    [change] = draw_papers.draw_record(drawn, draw_id).changes
    assert change.outcome.endswith("的检查没有候补，少去1人")


def test_a_strike_needs_a_reason_a_drawn_companion_and_a_visit_that_is_not_over(drawn: Store) -> None:
    ids = registered(drawn)
    first = _rows(drawn)[0]
    companions.choose(drawn, first.id, ids[0], "采样", DAY)
    visits.open_visits(drawn, performed(drawn), DAY)
    picked, sent = _companions(drawn)[first.code]
    with pytest.raises(UserError, match="写明原因"):
        strike_companion(drawn, sent.id, " ", b"", DAY)
    with pytest.raises(UserError, match="请撤回"):
        strike_companion(drawn, picked.id, "生病", b"", DAY)
    _finish(drawn, first.id)
    with pytest.raises(UserError, match="已检查"):
        strike_companion(drawn, sent.id, "生病", b"", DAY)


def test_a_visit_over_before_they_were_sent_stays_as_it_was(drawn: Store) -> None:
    registered(drawn)
    draw_id = performed(drawn)
    first, second = _rows(drawn)[:2]
    _finish(drawn, first.id)
    visits.strike(drawn, second.id, "已关闭", b"", act("2024-02-20"))
    visits.open_visits(drawn, draw_id, act("2024-02-21"))
    assert _companions(drawn)[first.code] == _companions(drawn)[second.code] == ()
    assert check_database(drawn.path).ok


def test_a_check_finds_a_companion_put_in_by_hand(drawn: Store) -> None:
    registered(drawn)
    visits.open_visits(drawn, performed(drawn), DAY)
    with drawn.writing() as session:
        row = session.get_one(VisitCompanion, 1)
        drawn_id = row.auxiliary_id
        row.auxiliary_id = drawn_id % 5 + 1
    fault = check_database(drawn.path).fault
    assert fault is not None
    assert fault[1].endswith("的随同人员与抽取结果不符")


def test_a_void_draw_takes_its_companions_back_and_may_be_repeated(drawn: Store) -> None:
    ids = registered(drawn)
    first = _rows(drawn)[0]
    companions.choose(drawn, first.id, ids[0], "采样", DAY)
    draw_id = performed(drawn)
    visits.open_visits(drawn, draw_id, DAY)
    with pytest.raises(UserError, match="重抽须先作废"):
        frozen(drawn)
    draw.void(drawn, draw_id, "见证人未到场", "郑例衡", DAY)
    assert [[one.code for one in those] for those in _companions(drawn).values() if those] == [["FZ-001"]]
    assert {row.state for row in _rows(drawn)} == {"待检查"}  # the visits themselves stand
    second = performed(drawn)
    visits.open_visits(drawn, second, DAY)
    assert draw_view.draw_view(drawn, second).attempt == 2
    assert check_database(drawn.path).ok


def test_no_draw_is_void_once_one_of_its_visits_has_begun(drawn: Store) -> None:
    registered(drawn)
    draw_id = performed(drawn)
    visits.open_visits(drawn, draw_id, DAY)
    visits.start(drawn, _rows(drawn)[0].id, DAY)
    with pytest.raises(UserError, match="在进行或已完成"):
        draw.void(drawn, draw_id, "重抽", "郑例衡", DAY)


def test_the_main_draw_is_void_only_after_what_rests_on_it(drawn: Store) -> None:
    registered(drawn)
    draw_id = frozen(drawn)
    with pytest.raises(UserError, match=f"“{TITLE}”还有效，请先作废"):
        draw.void(drawn, 1, "见证人未到场", "郑例衡", DAY)
    draw.void(drawn, draw_id, "见证人未到场", "郑例衡", DAY)
    draw.void(drawn, 1, "见证人未到场", "郑例衡", DAY)
    with pytest.raises(UserError, match="检查任务还没有生成"):
        occasions.preview(drawn, PERIOD, DAY)
    again = draw.freeze(drawn, "2024Q1", "-", "代号的次序", DAY)
    perform(drawn, again)
    visits.open_visits(drawn, performed(drawn), DAY)
    sent = {row.id for row in _rows(drawn) if visit_list.visit_detail(drawn, row.id).companions}
    assert sent == {row.id for row in _rows(drawn) if row.state != "已取消"}
    assert draw_view.draw_view(drawn, draw_id).title == TITLE  # the void one is still said in its own words
    assert check_database(drawn.path).ok


def test_its_salt_is_revealed_when_its_visits_are_over_and_the_package_verifies(
    drawn: Store, tmp_path: Path
) -> None:
    registered(drawn)
    asked(drawn, CompanionAsk(of_skill="辐射"))
    draw_id = performed(drawn)
    visits.open_visits(drawn, draw_id, DAY)
    sent = {code: those for code, those in _companions(drawn).items() if those}
    strike_companion(drawn, next(iter(sent.values()))[0].id, "当天另有任务", b"", DAY)
    with pytest.raises(UserError, match=f"还有 {len(_rows(drawn))} 次检查没有完成"):
        draw.reveal(drawn, draw_id, act("2024-03-01"))
    for row in _rows(drawn):
        _finish(drawn, row.id)
    draw.reveal(drawn, draw_id, act("2024-03-01"))
    files = packages.draw_package(drawn, draw_id)
    package = tmp_path / "公开包.zip"
    package.write_bytes(packages.zipped(files))
    assert packages.verify(package).fault is None
    published = b"".join(files.values()).decode()
    assert not any(values.name in published for values in PEOPLE)
    assert not any(row.name in published for row in _rows(drawn))
    assert check_database(drawn.path).ok


def test_it_counts_for_no_item_of_the_plan_and_in_no_evidence(drawn: Store) -> None:
    registered(drawn)
    before, tasks = year_table(drawn, YEAR), workbench(drawn, YEAR, DAY.day)
    visits.open_visits(drawn, performed(drawn), DAY)
    after = year_table(drawn, YEAR)
    assert (after.lines, after.objects, after.inspectors) == (before.lines, before.objects, before.inspectors)
    assert [line.period for line in after.draws] == ["2024年第一季度", TITLE]
    assert workbench(drawn, YEAR, DAY.day) == tasks
    assert len(read_evidence(drawn, YEAR).picks) == 1


def test_the_registry_may_change_after_freezing(drawn: Store) -> None:
    registered(drawn)
    draw_id = performed(drawn)
    with drawn.writing() as session:
        for person in session.query(Auxiliary):
            person.state, person.skills = "停用", ()
    visits.open_visits(drawn, draw_id, DAY)
    assert check_database(drawn.path).ok
    with drawn.reading() as session:
        state = replayed(session, session.get_one(Draw, draw_id))
    assert all(counts(stratum).quota == 1 for stratum in _input(drawn, draw_id).strata)
    assert {stratum.code for stratum in state.strata} == {row.code for row in _rows(drawn)}
