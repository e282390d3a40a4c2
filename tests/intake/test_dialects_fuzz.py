"""However a table is dressed (titles, blanks, totals, order), the same objects are read from it."""

import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.intake.registry import read_objects
from tests.intake.dialects import Grid, Written, credit_results, permit_platform, source_census, truth, wide
from tests.intake.files import Value
from tests.intake.formats import FORMATS
from tests.intake.truths import require_true

_TITLES: Final = (
    "示例区重点单位名录",
    "附件2",
    "填报单位：示例区生态环境局",
    "制表日期：2024年1月5日",
    "2024年度",
    "（内部资料）",
    "检查对象",
    "企业信息",
    "",
)
_TOTALS: Final = ("合计", "总 计", "小计", "共计：9家", "本页合计")
_UNITS: Final = {
    "经度": ("（°）", "(度)"),
    "纬度": ("（°）", "(度)"),
    "得分": ("（分）",),
    "电话": ("（必填）",),
}
_DRESSES: Final[Sequence[Callable[[random.Random, str], str]]] = (
    lambda _chance, words: words,
    lambda _chance, words: wide(words),
    lambda chance, words: _insert(chance, words, "\n"),
    lambda chance, words: _insert(chance, words, " "),
    lambda chance, words: _insert(chance, words, "\u3000"),
    lambda _chance, words: f"*{words}",
    lambda _chance, words: f"  {words} ",
)


def _untitled_credit(firms: Sequence[Mapping[str, object]]) -> Written:
    written = credit_results(firms)
    return Written(written.rows[2:], written.fields, written.data, ignored=written.ignored)


_WRITERS: Final = {"permit": permit_platform, "census": source_census, "credit": _untitled_credit}


def _insert(chance: random.Random, words: str, sign: str) -> str:
    place = chance.randrange(1, len(words))
    return words[:place] + sign + words[place:]


def _head(chance: random.Random, heading: Value) -> str:
    words = str(heading)
    for ending, units in _UNITS.items():
        if words.endswith(ending) and chance.random() < 0.5:
            words += chance.choice(units)
    return chance.choice(_DRESSES)(chance, words)


def _title(chance: random.Random, width: int) -> list[Value]:
    """Give a title anywhere in its row, or in all of it as a merged cell is read."""
    margin: list[Value] = [None] * chance.randrange(3)
    return [*margin, *([chance.choice(_TITLES)] * chance.choice((1, 1, width)))]


def _dressed(chance: random.Random, rows: Grid) -> Grid:
    """Dress a table whose first row is its heading; the data cells stay as they are."""
    order = [*range(len(rows[0])), *([-1] * chance.randrange(3))]
    chance.shuffle(order)
    grid: Grid = [[None if place < 0 else row[place] for place in order] for row in rows]
    grid[0] = [None if cell is None else _head(chance, cell) for cell in grid[0]]
    body: Grid = []
    for row in grid[1:]:
        body += [[] for _ in range(chance.choice((0, 0, 0, 1, 2)))]
        if chance.random() < 0.1:
            body.append(grid[0])  # the head of the next printed page
        body.append(row)
    if chance.random() < 0.5:
        body.append([chance.choice(_TOTALS), *([None] * (len(order) - 1))])
    titles = [_title(chance, len(order)) for _ in range(chance.randrange(4))]
    return [*titles, grid[0], *body, *([[] for _ in range(chance.randrange(5))])]


@pytest.mark.parametrize("dialect", _WRITERS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(chance=st.randoms(use_true_random=False), format_name=st.sampled_from(["xlsx", "xls", "csv", "tsv"]))
def test_dressing_does_not_change_what_is_read(
    dialect: str, chance: random.Random, format_name: str, tmp_path: Path
) -> None:
    firms = truth()
    written = _WRITERS[dialect](firms)
    rows = _dressed(chance, written.rows)
    table = read_objects(FORMATS[format_name](tmp_path, rows, ()))
    plain = Written(rows, written.fields, written.data, ignored=tuple(table.ignored_columns))
    require_true(table, plain, firms)
