"""Spellings of one name are one, names of two firms are two."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.firm_name import plain_name, spelled_alike, spellings


@pytest.mark.parametrize(
    "spelling",
    [
        "示例（甲）化工有限公司",
        "示例(甲)化工有限公司",
        " 示例 （甲） 化工 有限公司",
        "示例甲化工有限责任公司",
        "示例【甲】化工\n有限公司",
    ],
)
def test_spellings_of_one_name_are_one(spelling: str) -> None:
    assert plain_name(spelling) == "示例甲化工有限公司"


@pytest.mark.parametrize(
    "other", ["示例乙化工有限公司", "示例甲化工厂", "示例甲化工股份有限公司", "示例甲化工"]
)
def test_other_names_are_other(other: str) -> None:
    assert plain_name(other) != plain_name("示例甲化工有限公司")


@given(st.text(max_size=30))
def test_a_plain_name_is_its_own_plain_name(name: str) -> None:
    plain = plain_name(name)
    assert plain_name(unicodedata.normalize("NFKC", plain)) == plain


_LETTERS = st.text(st.sampled_from("示例甲厂（）()ＶＯＣvocVOC １1-·　 "), max_size=12)


@given(_LETTERS, _LETTERS)
def test_spellings_are_alike_where_width_case_and_blanks_alone_differ(one: str, other: str) -> None:
    plain = ["".join(unicodedata.normalize("NFKC", name).casefold().split()) for name in (one, other)]
    assert (spelled_alike(one) == spelled_alike(other)) == (plain[0] == plain[1])
    if spelled_alike(one) == spelled_alike(other):
        assert plain_name(one) == plain_name(other)
    assert {spelled_alike(name) for name in spellings(one)} == {spelled_alike(one)}
