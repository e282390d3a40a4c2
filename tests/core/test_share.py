"""A share as it is typed: a ratio or a count, read exactly and written so that it is read again."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import UserError
from app.core.share import read_share, say_share


@pytest.mark.parametrize(
    ("typed", "share"),
    [
        ("10%", (Fraction(1, 10), 0)),
        (" 10 % ", (Fraction(1, 10), 0)),
        ("１２．５％", (Fraction(1, 8), 0)),
        ("100%", (Fraction(1), 0)),
        ("1/3", (Fraction(1, 3), 0)),
        ("3", (None, 3)),
        ("12 家", (None, 12)),
        ("4家次", (None, 4)),
    ],
)
def test_what_people_type_is_read_exactly(typed: str, share: tuple[Fraction | None, int]) -> None:
    assert read_share(typed) == share


@pytest.mark.parametrize(
    "typed", ["", "0", "0%", "101%", "4/3", "0/3", "1/0", "-3", "三家", "10%%", "3.5", "٣"]
)
def test_what_is_no_share_is_refused(typed: str) -> None:
    with pytest.raises(UserError, match="比例"):
        read_share(typed)


@given(st.fractions(min_value=Fraction(1, 999), max_value=1, max_denominator=999))
def test_a_ratio_is_read_again(ratio: Fraction) -> None:
    assert read_share(say_share(ratio, 0)) == (ratio, 0)


@given(st.integers(min_value=1, max_value=999_999))
def test_a_count_is_read_again(count: int) -> None:
    assert read_share(say_share(None, count)) == (None, count)
