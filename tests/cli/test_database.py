import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.services.session import open_session
from main import main
from tests.stages import OBJECTS, act

Output = pytest.CaptureFixture[str]


def _contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()


def _refused(argv: list[str], output: Output) -> str:
    code = main(argv)
    told = output.readouterr()
    assert (code, told.out) == (2, "")
    assert len(told.err.splitlines()) == 1
    assert told.err.endswith("。\n")
    return told.err


def test_a_sound_database_is_called_so(drawn: Path, capsys: Output) -> None:
    assert main(["check", "--db", str(drawn)]) == 0
    assert "“示例.db”完好" in capsys.readouterr().out
    assert main(["check", "--db", str(drawn), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "ok": True,
        "first_fault": None,
        "draws": 1,
        "entries": 3,
    }


def test_a_damaged_database_is_wrong(drawn: Path, capsys: Output) -> None:
    drawn.write_bytes(drawn.read_bytes()[:50_000])
    assert main(["check", "--db", str(drawn), "--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["first_fault"]["where"] == "数据库文件"
    assert "“示例.db”有问题" in told.err


@pytest.mark.parametrize("content", [b"", b"just text", b"SQLite format 3\x00" + b"\xff" * 8000])
def test_what_is_no_database_is_wrong_in_every_command(
    content: bytes, tmp_path: Path, capsys: Output
) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    before = _contents(tmp_path)
    for argv in (
        ["check", "--db", str(path)],
        ["backup", "--db", str(path), "--to", str(tmp_path / "盘")],
        ["restore", "--from", str(path), "--db", str(tmp_path / "b.db")],
        ["import", "objects", str(OBJECTS), "--db", str(path)],
        ["import", "objects", str(OBJECTS), "--db", str(path), "--dry-run"],
        ["rehearse", "--out", str(tmp_path), "--db", str(path)],
    ):
        assert main(argv) == 1
        assert len(capsys.readouterr().err.splitlines()) == 1
        assert _contents(tmp_path) == before


def test_a_newer_database_is_refused_in_every_command(drawn: Path, tmp_path: Path, capsys: Output) -> None:
    _newer(drawn)
    before = _contents(tmp_path)
    for argv in (
        ["check", "--db", str(drawn), "--json"],
        ["backup", "--db", str(drawn), "--to", str(tmp_path / "盘")],
        ["restore", "--from", str(drawn), "--db", str(tmp_path / "b.db")],
        ["import", "objects", str(OBJECTS), "--db", str(drawn)],
        ["import", "objects", str(OBJECTS), "--db", str(drawn), "--dry-run", "--json"],
        ["rehearse", "--out", str(tmp_path), "--db", str(drawn)],
    ):
        assert "较新版本" in _refused(argv, capsys)
        assert _contents(tmp_path) == before


def test_a_missing_database_is_refused_where_it_is_needed(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "none.db"
    for argv in (
        ["check", "--db", str(path)],
        ["backup", "--db", str(path), "--to", str(tmp_path / "盘")],
        ["restore", "--from", str(path), "--db", str(tmp_path / "b.db")],
    ):
        assert "none.db" in _refused(argv, capsys)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_refused(drawn: Path, tmp_path: Path, capsys: Output) -> None:
    blocked = tmp_path / "文件" / "a.db"
    blocked.parent.write_text("a file where a folder should be", encoding="utf-8")
    before = _contents(tmp_path)
    for argv in (
        ["import", "objects", str(OBJECTS), "--db", str(blocked)],
        ["backup", "--db", str(drawn), "--to", str(blocked.parent)],
        ["backup", "--db", str(drawn), "--to", str(blocked)],
        ["restore", "--from", str(drawn), "--db", str(blocked)],
        ["restore", "--from", str(drawn), "--db", str(tmp_path / "没有" / "a.db")],
        ["rehearse", "--out", str(blocked.parent)],
        ["rehearse", "--out", str(blocked)],
    ):
        assert "文件" in _refused(argv, capsys)
        assert _contents(tmp_path) == before


def test_a_backup_comes_back_whole(drawn: Path, tmp_path: Path, capsys: Output) -> None:
    folder = tmp_path / "盘"
    assert main(["backup", "--db", str(drawn), "--to", str(folder)]) == 0
    assert "已备份到" in capsys.readouterr().out
    (copy,) = folder.iterdir()
    wanted = copy.read_bytes()
    other = tmp_path / "b.db"
    assert main(["restore", "--from", str(copy), "--db", str(other)]) == 0
    assert other.read_bytes() == wanted
    assert main(["import", "objects", str(OBJECTS), "--db", str(drawn)]) == 0
    changed = drawn.read_bytes()
    capsys.readouterr()
    assert "--yes" in _refused(["restore", "--from", str(copy), "--db", str(drawn)], capsys)
    assert drawn.read_bytes() == changed
    assert main(["restore", "--from", str(copy), "--db", str(drawn), "--yes"]) == 0
    assert drawn.read_bytes() == wanted
    assert main(["check", "--db", str(drawn)]) == 0


def test_a_restore_forgets_what_a_killed_program_left_of_the_old_file(drawn: Path, tmp_path: Path) -> None:
    """SQLite would play the journal of the old database into the restored one."""
    copy = tmp_path / "b.db"
    copy.write_bytes(drawn.read_bytes())
    journal = tmp_path / "示例.db-journal"
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + b"\x00" * 4096)
    assert main(["restore", "--from", str(copy), "--db", str(drawn), "--yes"]) == 0
    assert not journal.exists()
    assert main(["check", "--db", str(drawn)]) == 0


def test_what_a_window_has_open_is_changed_by_the_window_only(
    drawn: Path, tmp_path: Path, capsys: Output
) -> None:
    copy = tmp_path / "b.db"
    copy.write_bytes(drawn.read_bytes())
    with closing(open_session(drawn, act())):
        before = drawn.read_bytes()
        for argv in (
            ["import", "objects", str(OBJECTS), "--db", str(drawn)],
            ["restore", "--from", str(copy), "--db", str(drawn), "--yes"],
            ["rehearse", "--out", str(tmp_path), "--db", str(drawn)],
        ):
            assert f"正由“{act().by}”打开着" in _refused(argv, capsys)
        assert main(["backup", "--db", str(drawn), "--to", str(tmp_path / "盘")]) == 0
        assert main(["check", "--db", str(drawn)]) == 0
        assert drawn.read_bytes() == before
    assert main(["restore", "--from", str(copy), "--db", str(drawn), "--yes"]) == 0
