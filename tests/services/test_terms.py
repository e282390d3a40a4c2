"""What is settled before the freeze: how the room sees the draw, and where the digits come from."""

from contextlib import closing
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.core.periods import RevealMode
from app.services import draw, draw_papers, draw_view, log, terms
from app.services.dry_run import rehearsal_copy
from app.services.office import Store, read_office, save_office
from app.services.rows.office import Role
from app.services.rows.terms import Source, SourceKind
from tests.stages import DIGITS, act, freeze

PERIOD = "2024Q1"
APART = f"{PERIOD}-B"
LOTTERY = Source(
    SourceKind.PUBLISHED, "示例彩票第 060 期", datetime.fromisoformat("2024-03-05T21:15:00+08:00")
)


def test_a_draw_is_closed_and_diced_unless_said_otherwise(frozen: Store) -> None:
    view = draw_view.draw_view(frozen, 1)
    assert (view.reveal, view.decided_by) == (RevealMode.CLOSED, "")
    assert view.sources == ("十面骰子",) * 3


def test_the_head_chooses_to_show_names_and_it_is_logged_before_the_freeze(signed: Store) -> None:
    terms.choose_reveal(signed, PERIOD, RevealMode.OPEN, "王例正", act("2024-01-30"))
    freeze(signed)
    acts = [(event.act, event.detail) for event in reversed(log.newest(signed))]
    chosen = acts.index(("选定揭晓方式", "2024Q1：公开摇号，王例正决定"))
    assert chosen < next(place for place, (what, _) in enumerate(acts) if what == "冻结名单")
    assert draw_view.draw_view(signed, 1).reveal is RevealMode.OPEN
    assert draw_papers.freeze_sheet(signed, 1).decided_by == "王例正"


def test_nobody_chooses_without_a_name(signed: Store) -> None:
    with pytest.raises(UserError, match="负责人"):
        terms.choose_reveal(signed, PERIOD, RevealMode.OPEN, " ", act("2024-01-30"))


def test_nothing_is_settled_for_a_list_that_is_frozen(frozen: Store) -> None:
    with pytest.raises(UserError, match="须先作废"):
        terms.choose_reveal(frozen, PERIOD, RevealMode.OPEN, "王例正", act("2024-01-30"))
    with pytest.raises(UserError, match="须先作废"):
        terms.choose_sources(frozen, PERIOD, [LOTTERY], act("2024-01-30"))


def test_a_public_result_is_named_on_both_papers(signed: Store) -> None:
    sources = (Source(), Source(SourceKind.SPOKEN), LOTTERY)
    terms.choose_sources(signed, PERIOD, sources, act("2024-01-30"))
    draw_id = freeze(signed)
    said = "公开结果：示例彩票第 060 期，2024-03-05 21:15 公布"
    assert draw_papers.freeze_sheet(signed, draw_id).sources == ("十面骰子", "当场口报", said)
    draw.take_digits(signed, draw_id, DIGITS, act("2024-03-06"))
    draw.perform(signed, draw_id, act("2024-03-06"))
    assert [role.source for role in draw_papers.draw_record(signed, draw_id).roles][2] == said


def test_a_result_that_is_known_already_steers_nothing(signed: Store) -> None:
    with pytest.raises(UserError, match="已经公布"):
        terms.choose_sources(signed, PERIOD, [LOTTERY], act("2024-03-06"))
    terms.choose_sources(signed, PERIOD, [LOTTERY], act("2024-01-30"))
    with pytest.raises(UserError, match="已经公布"):
        draw.freeze(signed, PERIOD, "-", "代号的次序", act("2024-03-06"))


def test_a_public_result_says_which_and_when(signed: Store) -> None:
    with pytest.raises(UserError, match="请填全"):
        terms.choose_sources(signed, PERIOD, [Source(SourceKind.PUBLISHED, "示例彩票")], act("2024-01-30"))


def test_what_is_settled_outlives_the_window(signed: Store) -> None:
    terms.choose_reveal(signed, PERIOD, RevealMode.OPEN, "王例正", act("2024-01-30"))
    terms.choose_sources(signed, PERIOD, [Source(), LOTTERY], act("2024-01-30"))
    kept = terms.read_terms(signed, PERIOD)
    assert (kept.reveal, kept.sources) == (RevealMode.OPEN, (Source(), LOTTERY))
    assert terms.read_terms(signed, "2024Q2").sources == ()


def test_what_is_drawn_apart_is_never_shown_by_name(signed: Store) -> None:
    for period in (APART, f"彩排{APART}"):
        with pytest.raises(UserError, match="只能用保密摇号"):
            terms.choose_reveal(signed, period, RevealMode.OPEN, "王例正", act("2024-01-30"))
    terms.choose_reveal(signed, APART, RevealMode.CLOSED, "王例正", act("2024-01-30"))


@pytest.mark.parametrize("roles", [1, 2, 4])
def test_sources_are_settled_anew_where_the_roles_changed_since(signed: Store, roles: int) -> None:
    terms.choose_sources(signed, PERIOD, [Source(), Source(), LOTTERY], act("2024-01-30"))
    others = tuple(Role(f"第{number}方", "") for number in range(roles))
    save_office(signed, replace(read_office(signed), roles=others), act("2024-01-30"))
    with pytest.raises(UserError, match=f"按 3 方选定的，现在设置的是 {roles} 方"):
        freeze(signed)
    terms.choose_sources(signed, PERIOD, [Source(SourceKind.SLIPS)] * roles, act("2024-01-30"))
    assert draw_view.draw_view(signed, freeze(signed)).sources == ("折叠纸签",) * roles


def test_digits_of_a_public_result_wait_until_it_is_public(signed: Store) -> None:
    terms.choose_sources(signed, PERIOD, [Source(), Source(), LOTTERY], act("2024-01-30"))
    draw_id = freeze(signed)
    with pytest.raises(UserError, match="2024-03-05 21:15 才公布"):
        draw.take_digits(signed, draw_id, DIGITS, act("2024-03-05"))
    assert draw.take_digits(signed, draw_id, DIGITS, act("2024-03-06"))


def test_a_rehearsal_waits_for_no_public_result(signed: Store, tmp_path: Path) -> None:
    terms.choose_sources(signed, PERIOD, [Source(), Source(), LOTTERY], act("2024-01-30"))
    with closing(rehearsal_copy(signed, tmp_path / "彩排", act("2024-01-30"))) as copy:
        draw_id = draw.freeze(copy, f"彩排{PERIOD}", "-", "代号的次序", act("2024-01-30"))
        assert draw.take_digits(copy, draw_id, DIGITS, act("2024-01-30"))
