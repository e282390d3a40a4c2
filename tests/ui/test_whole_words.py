"""Words in one line are read again as what they were, whatever stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from app.ui.filter_value import TypedWords
from app.ui.whole_words import joined, parted, whole

_PIECES = st.sampled_from(("“", "”", "、", "，", ",", "；", ";", "\n", " ", "水", "三同时", "VOC", '"', "「"))
_WORDS = st.one_of(st.text(min_size=1, max_size=8), st.lists(_PIECES, min_size=1, max_size=8).map("".join))


@given(st.lists(_WORDS, min_size=1, max_size=5, unique=True))
def test_what_is_written_is_read_as_it_was(words: list[str]) -> None:
    assert parted(joined(words)) == tuple(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“电力、热力生产和供应业”、食品制造业", ("电力、热力生产和供应业", "食品制造业")),
        ("白马镇，江口镇; 平桥镇", ("白马镇", "江口镇", "平桥镇")),
        ("“三同时”、环评", ("“三同时”", "环评")),
        ("落实“三同时”，环评", ("落实“三同时”", "环评")),
        ("“落实““三同时””、环评”", ("落实“三同时”、环评",)),
        ("“白马、江口", ("“白马", "江口")),
        (" 、，“”", ("“”",)),
        ("水、水", ("水",)),
    ],
)
def test_a_clerks_line_is_read_as_he_means_it(text: str, words: tuple[str, ...]) -> None:
    assert parted(text) == words


def test_a_word_stands_bare_where_it_can() -> None:
    bare = ("白马镇", "“三同时”", "落实“三同时”", "VOC 治理", "「甲」")
    assert tuple(map(whole, bare)) == bare
    assert whole("落实“三同时”、环评") == "“落实““三同时””、环评”"


@pytest.mark.parametrize("word", ["落实“三同时”、环评", "“三同时”", "电力、热力", "”反", "a“b", "A;B", "水"])
def test_the_field_of_a_condition_keeps_its_words(qtbot: QtBot, word: str) -> None:
    field = TypedWords("名称的条件")
    qtbot.addWidget(field)
    field.show_value([word, "造纸"])
    assert field.value() == [word, "造纸"]
