"""The real end-to-end year, through the same services the window uses."""

from pathlib import Path
from typing import Any

import pytest

from app.core.errors import UserError
from app.core.paths import resources
from app.core.states import VisitState
from app.services import packages
from app.services import rehearsal_script as script
from app.services.check import check_database
from app.services.office import open_store
from app.services.rehearse import rehearse
from app.services.visit_list import list_visits

PRINTED = {"1.1": 4, "1.2": 2, "1.3": 7, "3": 8, "4": 12, "5": 6, "6": 1, "13": 6, "17": 6, "18": 8}
DEMO = resources() / "demo"


def _rehearse(folder: Path) -> dict[str, Any]:
    said: list[str] = []
    database = folder / "演练.db"
    return rehearse(folder, database, DEMO / "objects.xlsx", DEMO / "inspectors.xlsx", 2024, said.append)


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, dict[str, Any]]]:
    folders = [tmp_path_factory.mktemp(name) for name in ("甲", "乙")]
    return [(folder, _rehearse(folder)) for folder in folders]


def test_the_annex_is_complete_and_its_printed_counts_are_computed(
    years: list[tuple[Path, dict[str, Any]]],
) -> None:
    _, summary = years[0]
    assert (summary["items"], summary["strata"]) == (20, 27)
    computed = {row["number"]: row["computed"] for row in summary["rows"]}
    assert {number: computed[number] for number in PRINTED} == PRINTED
    assert {row["number"]: row["printed"] for row in summary["rows"] if row["printed"] is not None} == PRINTED
    fifteen = [row for row in summary["rows"] if row["number"].startswith("15")]
    assert 95 <= sum(row["computed"] for row in fifteen) <= 105
    assert {row["printed_row"] for row in fifteen} == {100}


def test_the_quarters_carry_alike(years: list[tuple[Path, dict[str, Any]]]) -> None:
    _, summary = years[0]
    picks = [draw["picks"] for draw in summary["draws"]]
    assert len(picks) == 4
    assert max(picks) <= 1.3 * min(picks)


def test_the_year_is_covered_and_disclosed(years: list[tuple[Path, dict[str, Any]]]) -> None:
    folder, summary = years[0]
    assert summary["coverage"] == "20/20"
    assert summary["disclosure_rate"] == "1"
    assert summary["withheld"] == 1
    assert summary["joint_visits"] > 0
    store = open_store(folder / "演练.db", read_only=True)
    states = {row.state for row in list_visits(store, 2024)}
    late = [row for row in list_visits(store, 2024) if row.finished_on and row.finished_on > row.due_on]
    store.close()
    assert states == {VisitState.DONE, VisitState.CANCELLED}
    assert late == []


def test_the_database_and_every_package_verify(years: list[tuple[Path, dict[str, Any]]]) -> None:
    folder, summary = years[0]
    checked = check_database(folder / "演练.db")
    assert checked.ok, checked.fault
    assert checked.draws == 4
    for draw in summary["draws"]:
        verification = packages.verify(folder / draw["package"])
        assert verification.ok, verification.json()


def test_two_years_are_the_same_to_the_byte(years: list[tuple[Path, dict[str, Any]]]) -> None:
    (first, one), (second, two) = years
    assert one["draws"] == two["draws"]
    names = sorted(
        path.relative_to(first) for path in first.rglob("*") if path.is_file() and path.suffix != ".db"
    )
    assert names == [Path(name) for name in sorted(one["files"])]
    for name in names:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_packages_hold_no_names(years: list[tuple[Path, dict[str, Any]]]) -> None:
    folder, summary = years[0]
    for draw in summary["draws"]:
        files = packages.read_package(folder / draw["package"])
        text = "\n".join(data.decode() for data in files.values())
        assert "示例" not in text.replace("示例区生态环境局", "")
        assert not {name for name in (script.CLERK, script.REVIEWER, script.HEAD) if name in text}


def test_a_finished_rehearsal_is_not_overwritten(years: list[tuple[Path, dict[str, Any]]]) -> None:
    folder, _ = years[0]
    before = (folder / "演练.db").read_bytes()
    with pytest.raises(UserError, match="已有数据"):
        _rehearse(folder)
    assert (folder / "演练.db").read_bytes() == before
    elsewhere = folder / "别处"
    with pytest.raises(UserError, match="已有数据"):
        rehearse(elsewhere, folder / "演练.db", DEMO / "objects.xlsx", DEMO / "inspectors.xlsx", 2024, print)
    assert not elsewhere.exists()
