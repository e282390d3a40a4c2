"""彩排 can never be mistaken for a draw: own store, own period id, the word on every paper, no log entry."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.core.periods import period_of
from app.sampling import parse
from app.services import draw, draw_papers, draw_view, log, terms, visits
from app.services.check import check_database
from app.services.dry_run import rehearsal_copy
from app.services.office import Store
from app.services.rows.terms import Source, SourceKind
from tests.documents.reading import pages
from tests.stages import DIGITS, act

DAY = act("2024-01-30")
REAL = "2024Q1"
MARKS = 2  # across the page, and in its head or foot
REHEARSED = period_of(REAL).rehearsed


@pytest.fixture
def copy(signed: Store, tmp_path: Path) -> Iterator[Store]:
    with closing(rehearsal_copy(signed, tmp_path / "彩排", DAY)) as store:
        yield store


def _rehearse(store: Store) -> int:
    draw_id = draw.freeze(store, REHEARSED, "-", "代号的次序", DAY)
    draw.take_digits(store, draw_id, DIGITS, DAY)
    draw.perform(store, draw_id, DAY)
    visits.open_visits(store, draw_id, DAY)
    return draw_id


def test_the_whole_ceremony_leaves_the_offices_file_as_it_was(signed: Store, copy: Store) -> None:
    before = signed.path.read_bytes(), log.count(signed)
    _rehearse(copy)
    assert (signed.path.read_bytes(), log.count(signed)) == before
    assert draw_view.list_draws(signed, 2024) == ()
    assert check_database(copy.path).ok


def test_what_is_frozen_says_that_it_is_a_rehearsal(copy: Store) -> None:
    draw_id = _rehearse(copy)
    with copy.reading() as session:
        rehearsed = draw.get_draw(session, draw_id)
        assert parse(rehearsed.frozen).period == "彩排2024Q1"
        assert rehearsed.title == "2024年第一季度（彩排）"


def test_every_page_of_every_paper_bears_the_word(copy: Store) -> None:
    draw_id = _rehearse(copy)
    for make in (draw_papers.freeze_sheet_pdf, draw_papers.draw_record_pdf):
        texts = pages(make(copy, draw_id))
        assert all(text.count("彩排") >= MARKS for text in texts), [text.count("彩排") for text in texts]


def test_neither_is_done_in_the_place_of_the_other(signed: Store, copy: Store) -> None:
    with pytest.raises(UserError, match="不写进正式的文件"):
        draw.freeze(signed, REHEARSED, "-", "代号的次序", DAY)
    with pytest.raises(UserError, match="不能在彩排里做"):
        draw.freeze(copy, REAL, "-", "代号的次序", DAY)


def test_a_rehearsal_takes_over_what_is_settled(signed: Store, tmp_path: Path) -> None:
    terms.choose_sources(signed, REAL, [Source(SourceKind.SPOKEN)] * 3, DAY)
    with closing(rehearsal_copy(signed, tmp_path / "彩排", DAY)) as copy:
        assert terms.read_terms(copy, REHEARSED).sources[0].kind is SourceKind.SPOKEN


def test_a_rehearsal_is_not_rehearsed(copy: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="已经是彩排"):
        rehearsal_copy(copy, tmp_path / "又一次", DAY)
