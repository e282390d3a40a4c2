"""Lists of the office that still name what was merged mean the one that stays."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from app.services.office import Store
from app.services.rows.lists import Fate, ListKind
from tests.intake.files import Rows, code
from tests.services.list_samples import look, registry
from tests.services.merging_samples import merge, proposed

HEAD: tuple[str, ...] = ("单位名称", "信用代码", "乡镇", "管理类别", "许可证编号")
STAYS = ("示例甲化工有限公司", code(1), "示例镇", "重点管理", "P1")
GONE = ("示例乙建材有限公司", code(2), "示例镇", "登记管理", "P2")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(registry(tmp_path / "示例.db")) as made:
        merge(made, proposed(made, [1, 2], stay=1))
        yield made


def lines(store: Store, *rows: tuple[str, ...]) -> list[tuple[Fate, str]]:
    table: Rows = [HEAD, *rows]
    return [(line.fate, line.code) for line in look(store, ListKind.PERMIT, table).lines]


def test_a_line_with_the_former_name_changes_the_one_that_stays(store: Store) -> None:
    assert lines(store, GONE) == [(Fate.CHANGED, "WL-0001")]


def test_where_both_stand_in_the_list_the_former_one_is_asked_about(store: Store) -> None:
    first, second = lines(store, STAYS, GONE)
    assert first[1] == "WL-0001"
    assert first[0] is not Fate.DOUBTFUL
    assert second[0] is Fate.DOUBTFUL


def test_another_code_under_the_former_name_is_somebody_else(store: Store) -> None:
    [(fate, _)] = lines(store, (GONE[0], code(9), *GONE[2:]))
    assert fate is Fate.LACKING
