"""The next code of a series: one that nobody ever had, whatever else the registry holds."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Table, delete
from sqlalchemy.orm import Session

from app.models.database import Store
from app.models.registry import InspectionObject
from app.services.code_series import greatest, last_number, next_code
from app.services.office import create_store
from app.services.retired_codes import retire

_TABLE: Final[Table] = InspectionObject.metadata.tables[InspectionObject.__tablename__]


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = create_store(tmp_path_factory.mktemp("series") / "series.db")
    yield store
    store.close()


def _fill(session: Session, codes: Iterable[str]) -> None:
    session.execute(delete(InspectionObject))
    for code in codes:
        session.add(InspectionObject(code=code, name=f"示例{code}", name_pinyin="", name_initials=""))
    session.flush()


def _next(folder: Path, codes: list[str], gone: tuple[str, ...] = (), prefix: str = "WL") -> str:
    store = create_store(folder / "series.db")
    with store.writing() as session:
        _fill(session, codes)
        retire(session, _TABLE, dict.fromkeys(gone, "示例"))
        found = next_code(session, _TABLE, prefix)
    store.close()
    return found


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ([], "WL-0001"),
        (["WL-0007", "WL-0012", "WL-0003"], "WL-0013"),
        (["WL-9999"], "WL-10000"),
        (["WL-10000", "WL-9999"], "WL-10001"),
        (["XX-0100", "WL-0002", "WLX-0300", "AWL-0400"], "WL-0003"),
        (["WL-0002", "WL-12-0045", "WL-3a", "WL-", "WL", "WL-甲9"], "WL-0003"),
        (["WL-0002", "WL-99999999999999999999"], "WL-0003"),
        (["WL-0002", "wl-0009"], "WL-0003"),
    ],
)
def test_the_next_code_is_one_more_than_the_greatest_of_its_series(
    tmp_path: Path, codes: list[str], expected: str
) -> None:
    assert _next(tmp_path, codes) == expected


def test_a_retired_code_is_not_given_again(tmp_path: Path) -> None:
    assert _next(tmp_path, ["WL-0002"], gone=("WL-0005", "WL-x", "JC-0100")) == "WL-0006"


@pytest.mark.parametrize("prefix", ["W%", "W_", "W*", "W[0-9]", "W.", "武", "𠮷"])
def test_signs_of_a_prefix_stand_for_themselves(tmp_path: Path, prefix: str) -> None:
    codes = [f"{prefix}-0004", "WL-0070", "W1-0080", "W-0090", "武-0002", "𠮷-0003"]
    assert _next(tmp_path, list(dict.fromkeys(codes)), prefix=prefix) == (
        {"武": "武-0005", "𠮷": "𠮷-0005"}.get(prefix) or f"{prefix}-0005"
    )


@given(st.sets(st.from_regex(r"(W|WL|WLX|wl)?-?[0-9０-９a]{0,17}", fullmatch=True), max_size=12))
def test_the_file_finds_the_number_that_the_codes_themselves_tell(empty: Store, codes: set[str]) -> None:
    with empty.writing() as session:
        _fill(session, codes)
        assert last_number(session, _TABLE, "WL") == greatest("WL", codes)
