import json
from pathlib import Path

import pytest

from main import main
from tests.stages import OBJECTS

Output = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("more", "word"),
    [
        (["--year", "2025"], "只能演练 2024 年"),
        (["--objects", "none.xlsx"], "none.xlsx"),
        (["--inspectors", str(OBJECTS.with_name("none.xlsx"))], "none.xlsx"),
        (["--inspectors", str(OBJECTS.parent)], "文件夹"),
    ],
)
def test_what_cannot_be_rehearsed_makes_nothing(
    more: list[str], word: str, tmp_path: Path, capsys: Output
) -> None:
    out = tmp_path / "演练"
    assert main(["rehearse", "--out", str(out), *more]) == 2
    told = capsys.readouterr()
    assert word in told.err
    assert len(told.err.splitlines()) == 1
    assert not out.exists()


def test_a_database_with_work_in_it_is_left_alone(drawn: Path, tmp_path: Path, capsys: Output) -> None:
    before = drawn.read_bytes()
    assert main(["rehearse", "--out", str(tmp_path / "演练"), "--db", str(drawn)]) == 2
    assert "已有数据" in capsys.readouterr().err
    assert drawn.read_bytes() == before


def test_a_year_is_told_as_json_and_in_words(tmp_path: Path, capsys: Output) -> None:
    assert main(["rehearse", "--out", str(tmp_path), "--json"]) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert set(found) == {
        "items",
        "strata",
        "rows",
        "draws",
        "visits",
        "joint_visits",
        "disclosed",
        "withheld",
        "disclosure_rate",
        "coverage",
        "files",
        "seconds",
    }
    assert "第四季度抽取" in told.err
    assert [drawn["period"] for drawn in found["draws"]] == ["2024Q1", "2024Q2", "2024Q3", "2024Q4"]
    assert all((tmp_path / name).is_file() for name in found["files"])
    for drawn in found["draws"]:
        assert main(["verify", str(tmp_path / drawn["package"])]) == 0
    assert main(["check", "--db", str(tmp_path / "演练.db"), "--json"]) == 0
    assert main(["rehearse", "--out", str(tmp_path)]) == 2
    assert "已有数据" in capsys.readouterr().err
