import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from app import __version__
from app.cli.edge import guarded
from main import main
from tests.cli.conftest import ROOT, Run
from tests.stages import OBJECTS

EXAMPLE: Final = ROOT / "tests" / "data" / "draw" / "worked-example.txt"
DIGITS: Final = ("--digits", "31415926", "--digits", "27182818", "--digits", "16180339")
SUBCOMMANDS: Final = (
    "rehearse",
    "annex",
    "import",
    "draw",
    "verify",
    "check",
    "backup",
    "restore",
    "version",
)
LOCALES: Final = (
    {"LC_ALL": "C"},
    {"LANG": "C", "LC_ALL": "", "PYTHONIOENCODING": "ascii"},
    {"LC_ALL": "POSIX", "PYTHONIOENCODING": "latin-1"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"LC_ALL": "C.UTF-8", "PYTHONIOENCODING": "gbk"},
)
Output = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("argv", "words"),
    [
        (["--nothing"], "不认识 --nothing"),
        (["--db", "--help"], "--db 后面要写一个值"),
        (["--db", ""], "不能是空的"),
        (["fly"], "不能是 fly"),
        (["draw"], "缺少 冻结名单、--digits"),
        (["check"], "缺少 --db"),
        (["check", "--db"], "--db 后面要写一个值"),
        (["check", "--db", ""], "不能是空的"),
        (["check", "--db", "a", "b"], "不认识 b"),
        (["check", "--d", "a"], "缺少 --db"),
        (["import", "firms", "a", "--db", "b"], "可以是 objects、inspectors"),
        (["rehearse", "--out", "a", "--year", "２０２４"], "年份"),
        (["check", "--db", "a", "--json=1"], "--json 后面不写值"),
        (["rehearse", "--out", "a", "--annex", "b"], "--annex"),
        (["annex", "a.docx"], "annex"),
        (["annex", "a.docx", "--json"], "annex"),
    ],
)
def test_a_wrong_command_is_told_in_one_chinese_sentence(argv: list[str], words: str, capsys: Output) -> None:
    assert main(argv) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert words in told.err
    assert len(told.err.splitlines()) == 1
    for english in ("usage", "error", "argument", "required", "invalid"):
        assert english not in told.err


@pytest.mark.parametrize("argv", [["--help"], *([name, "--help"] for name in SUBCOMMANDS)])
def test_help_is_chinese(argv: list[str], capsys: Output) -> None:
    with pytest.raises(SystemExit) as left:
        main(argv)
    assert left.value.code == 0
    told = capsys.readouterr().out
    assert "用法：main.py" in told
    assert "usage" not in told


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyboardInterrupt(), "已中断"),
        (MemoryError(), "内存不够"),
        (PermissionError(13, "Permission denied", "名录.xlsx"), "“名录.xlsx”不能读写：没有权限"),
        (ModuleNotFoundError("No module named 'x'", name="x"), "“x”"),
        (UnicodeEncodeError("ascii", "示例", 0, 1, "ordinal not in range"), "PYTHONUTF8=1"),
    ],
)
def test_what_is_raised_becomes_a_sentence(error: BaseException, words: str, capsys: Output) -> None:
    def work() -> int:
        raise error

    assert guarded(work) == 2
    told = capsys.readouterr().err
    assert words in told
    assert len(told.splitlines()) == 1


def test_an_error_of_our_own_is_written_down(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    def work() -> int:
        raise ZeroDivisionError

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert guarded(work) == 2
    (kept,) = tmp_path.iterdir()
    told = capsys.readouterr().err
    assert str(kept) in told
    assert "Traceback" not in told
    assert "ZeroDivisionError" in kept.read_text(encoding="utf-8")


def test_an_error_that_cannot_be_written_down_is_still_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    assert guarded(lambda: 1 // 0) == 2
    assert "写不下来" in capsys.readouterr().err


def test_versions_are_told(run: Run) -> None:
    told = run("version")
    assert told.returncode == 0
    words = [line.split(" ") for line in told.stdout.decode().splitlines()]
    assert [name for name, _ in words] == ["双随机抽查台", "Python", "Qt", "SQLite"]
    assert words[0][1] == __version__
    assert f'version = "{__version__}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert words[2][1][0].isdigit()


@pytest.mark.parametrize("env", LOCALES)
def test_output_is_utf8_in_every_locale(env: dict[str, str], run: Run, tmp_path: Path) -> None:
    registry = tmp_path / "名录.csv"
    registry.write_text("单位名称,统一社会信用代码\n示例甲厂,\n示例乙厂,9100\n", encoding="utf-8")
    done = run("import", "objects", registry, "--db", tmp_path / "没有.db", "--dry-run", env=env)
    assert done.returncode == 0
    assert "“名录.csv”：会新增 1" in done.stdout.decode("utf-8")
    assert "第 3 行“统一社会信用代码”" in done.stderr.decode("utf-8")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
@pytest.mark.parametrize("env", [LOCALES[0], LOCALES[3]])
def test_file_names_that_are_no_utf8_are_read_and_spelt_out(
    env: dict[str, str], run: Run, tmp_path: Path
) -> None:
    folder = os.fsencode(tmp_path)
    odd, db = os.path.join(folder, b"\xcf\xff.xlsx"), os.path.join(folder, b"\xfe.db")  # noqa: PTH118 - bytes
    Path(os.fsdecode(odd)).write_bytes(OBJECTS.read_bytes())
    done = run("import", "objects", odd, "--db", db, env=env)
    assert done.stderr.decode("utf-8") == ""
    assert done.returncode == 0
    assert "\\xcf\\xff.xlsx" in done.stdout.decode("utf-8")
    checked = run("check", "--db", db, "--json", env=env)
    assert checked.returncode == 0
    assert b'"ok": true' in checked.stdout


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    """The exit code stays that of the work, and Python does not complain at its end."""
    with subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "draw", str(EXAMPLE), *DIGITS, "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_behind_standard_output_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, str(ROOT / "main.py"), "version"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "结果写不到标准输出：磁盘已满。\n"


def test_subcommands_never_load_qt(tmp_path: Path) -> None:
    commands: list[list[str]] = [
        ["version"],
        ["draw", str(EXAMPLE), *DIGITS],
        ["verify", str(EXAMPLE.parent / "package")],
        ["check", "--db", "none.db"],
        ["backup", "--db", "none.db", "--to", "x"],
        ["restore", "--from", "none.db", "--db", "x.db"],
        ["import", "objects", str(OBJECTS), "--db", "x.db"],
        ["rehearse", "--out", "x", "--objects", "none.xlsx"],
        ["annex", "x"],
    ]
    script = (
        "import json, sys; from main import main; codes = [main(argv) for argv in json.loads(sys.argv[1])];"
        "print(codes, sorted(name for name in sys.modules if name.startswith(('PySide6', 'shiboken6'))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, json.dumps(commands)],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().splitlines()[-1] == "[0, 0, 0, 2, 2, 2, 0, 2, 2] []"
