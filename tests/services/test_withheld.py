"""Objects withheld for secrecy: drawn in an input of their own, of which only D, N and n become public."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from app.core.errors import UserError
from app.core.periods import DrawKind, RevealMode
from app.sampling import counts, parse
from app.services import draw, draw_view, occasions, packages, registry, terms
from app.services.check import check_database
from app.services.object_detail import object_detail
from app.services.office import Store
from app.services.rows.draw import DueStratum
from app.services.rows.registry import RegistryQuery
from tests.stages import DIGITS, YEAR, act

DAY = act("2024-01-30")
OPEN, APART = "2024Q1", "2024Q1-B"


def _codes(strata: Iterable[DueStratum]) -> set[str]:
    return {row.code for stratum in strata for row in stratum.frame}


@pytest.fixture
def hidden(signed: Store) -> set[str]:
    """Give the codes of two objects that may not be named."""
    frame = next(one.frame for one in occasions.preview(signed, OPEN, DAY).strata if one.number == "15b")
    chosen = {row.code for row in frame[:2]}
    for object_id in registry.object_ids(signed, RegistryQuery(), DAY.day):
        detail = object_detail(signed, object_id, YEAR, DAY.day)
        if detail.code in chosen:
            fields = replace(detail.fields, secrecy_basis="涉及国家安全（演练）")
            registry.edit_object(signed, object_id, fields, DAY)
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
