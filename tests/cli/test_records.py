import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from main import main

DATA: Final = Path(__file__).resolve().parents[1] / "data" / "draw"
EXAMPLE: Final = DATA / "worked-example.txt"
DIGITS: Final = ["--digits", "31415926", "--digits", "27182818", "--digits", "16180339"]
Output = pytest.CaptureFixture[str]


def _json(argv: list[str], output: Output) -> tuple[int, Any]:
    code = main([*argv, "--json"])
    return code, json.loads(output.readouterr().out)


def _refused(argv: list[str], output: Output) -> str:
    assert main(argv) == 2
    told = output.readouterr()
    assert told.out == ""
    assert told.err.endswith("。\n")
    assert "Traceback" not in told.err
    return told.err


def test_the_worked_example_comes_out(capsys: Output) -> None:
    code, found = _json(["draw", str(EXAMPLE), *DIGITS], capsys)
    assert code == 0
    assert found == json.loads((DATA / "worked-example.result.json").read_text(encoding="utf-8"))


def test_a_draw_is_told_in_words(capsys: Output) -> None:
    assert main(["draw", str(EXAMPLE), *DIGITS]) == 0
    told = capsys.readouterr().out
    assert "2024-15|2024-15b　N = 9，抽 2 家：WL-0009、WL-0003" in told
    assert "检查 WL-0003　A01、A05" in told
    assert told.endswith("45c36c320df31b993881aa9b7926d36e0e454edd95fe796bcb805567853911bc\n")


def test_a_struck_unit_gives_way_to_the_next(capsys: Output) -> None:
    code, found = _json(["draw", str(EXAMPLE), *DIGITS, "--struck", "WL-0009"], capsys)
    assert code == 0
    stratum = found["strata"]["2024-15|2024-15b"]
    assert stratum["selected"] == ["WL-0003", "WL-0005"]
    assert stratum["N"] == 9


def test_an_item_struck_leaves_the_other_item(capsys: Output) -> None:
    _, found = _json(["draw", str(EXAMPLE), *DIGITS, "--struck", "2024-15|WL-0003"], capsys)
    assert found["strata"]["2024-15|2024-15b"]["selected"] == ["WL-0009", "WL-0005"]
    assert found["strata"]["2024-20|2024-20"]["selected"] == ["WL-0003"]


@pytest.mark.parametrize(
    ("argv", "word"),
    [
        ([], "--digits"),
        (["--digits", "31415926"], "3"),
        (["--digits", "3141592", "--digits", "27182818", "--digits", "16180339"], "8"),
        (["--digits", "３１４１５９２６", "--digits", "27182818", "--digits", "16180339"], "数字"),
        ([*DIGITS, "--digits", "12345678"], "3"),
        ([*DIGITS, "--struck", "WL-9999"], "WL-9999"),
        ([*DIGITS, "--struck", "2024-20|WL-0009"], "WL-0009"),
        ([*DIGITS, "--salt", "ab" * 32], "保密码"),
        ([*DIGITS, "--salt", "xyz"], "保密码"),
        ([*DIGITS, "--salt"], "--salt"),
    ],
)
def test_what_does_not_fit_the_input_is_refused(argv: list[str], word: str, capsys: Output) -> None:
    assert word in _refused(["draw", str(EXAMPLE), *argv], capsys)


@pytest.mark.parametrize(
    ("change", "line"),
    [
        (lambda text: text.replace("team|2", "team|02"), "第 8 行"),
        (lambda text: text + text.splitlines()[-1] + "\n", "行"),
        (lambda text: text.replace("\n", "\r\n"), "第 1 行"),
        (lambda text: "\ufeff" + text, "第 1 行"),
        (lambda text: text[:-1], "行"),
        (lambda _: "", "“list.txt”"),
        (lambda _: "\ud800", "“list.txt”"),
    ],
)
def test_an_input_that_is_not_canonical_is_refused_by_line(
    change: Callable[[str], str], line: str, tmp_path: Path, capsys: Output
) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(change(EXAMPLE.read_text(encoding="utf-8")).encode("utf-8", "surrogatepass"))
    told = _refused(["draw", str(path), *DIGITS], capsys)
    assert "“list.txt”" in told
    assert line in told


def test_a_salt_opens_its_commitment(capsys: Output) -> None:
    salt, *digits = (DATA / "package" / "reveal.txt").read_text(encoding="utf-8").split()
    said = [word for one in digits for word in ("--digits", one)]
    code, found = _json(["draw", str(DATA / "package" / "input.txt"), *said, "--salt", salt], capsys)
    assert code == 0
    assert found == json.loads((DATA / "package" / "result.json").read_text(encoding="utf-8"))


def test_too_few_people_are_named_and_are_no_error(tmp_path: Path, capsys: Output) -> None:
    kept = [
        line
        for line in EXAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
        if not line.startswith(("inspector|", "recusal|")) or line.startswith("inspector|A01")
    ]
    path = tmp_path / "list.txt"
    path.write_text("".join(kept), encoding="utf-8", newline="")
    code, found = _json(["draw", str(path), *DIGITS], capsys)
    assert code == 0
    staffing = found["staffing"]
    assert staffing["feasible"] is False
    assert set(staffing) == {
        "feasible",
        "seats_needed",
        "seats_available",
        "blocking_visits",
        "blocking_inspectors",
    }
    assert staffing["seats_needed"] > staffing["seats_available"]
    assert main(["draw", str(path), *DIGITS]) == 0
    assert "人员派不齐" in capsys.readouterr().out


def test_without_inspectors_there_is_no_staffing(tmp_path: Path, capsys: Output) -> None:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    path = tmp_path / "list.txt"
    kept = [line for line in lines if not line.startswith(("inspector|", "recusal|"))]
    path.write_text("".join(kept), encoding="utf-8", newline="")
    _, found = _json(["draw", str(path), *DIGITS], capsys)
    assert "staffing" not in found
    assert len(found["result_digest"]) == 64


@pytest.fixture
def package(tmp_path: Path) -> Path:
    return shutil.copytree(DATA / "package", tmp_path / "公开包")


def _zip(folder: Path, prefix: str = "") -> Path:
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, prefix + file.relative_to(folder).as_posix())
    return path


@pytest.mark.parametrize("form", ["folder", "zip", "zipped folder"])
def test_the_sample_package_verifies(form: str, package: Path, capsys: Output) -> None:
    if form != "folder":
        package = _zip(package, "公开包/" if form == "zipped folder" else "")
    code, found = _json(["verify", str(package)], capsys)
    after = json.loads((DATA / "package.after.json").read_text(encoding="utf-8"))
    assert code == 0
    assert found == {
        "ok": True,
        "first_fault": None,
        "draws": 2,
        "entries": 9,
        "picks_after": after["picks_after"],
        "teams_after": after["teams_after"],
    }


def test_verifying_says_step_by_step_what_agrees(package: Path, capsys: Output) -> None:
    assert main(["verify", str(package)]) == 0
    steps = [line.split("　")[0] for line in capsys.readouterr().out.splitlines()]
    assert steps[:5] == ["存证记录", "冻结名单", "现场数字", "抽取结果", "抽取以后"]
    assert steps[-1] == "复核通过。"


def _change(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new, 1))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("input.txt", b"|2|E", b"|4|E"),
        ("reveal.txt", b"\n", b"0\n"),
        ("result.json", b"WL-0006", b"WL-0007"),
        ("result.json", b"{", b"["),
        ("log.txt", b"1|freeze", b"1|result"),
        ("log/7.txt", b"|", b"||"),
        ("log/9.txt", b"reveal", b"void"),
    ],
)
def test_a_changed_package_does_not_verify(
    name: str, old: bytes, new: bytes, package: Path, capsys: Output
) -> None:
    _change(package / name, old, new)
    code, found = _json(["verify", str(package)], capsys)
    assert code == 1
    assert found["ok"] is False
    assert set(found["first_fault"]) == {"where", "message"}
    assert main(["verify", str(package)]) == 1
    told = capsys.readouterr()
    assert "没有通过复核" in told.err
    assert "复核通过" not in told.out


@pytest.mark.parametrize("name", ["input.txt", "reveal.txt", "result.json", "log.txt", "log/5.txt"])
def test_a_package_that_lacks_a_file_does_not_verify(name: str, package: Path, capsys: Output) -> None:
    (package / name).unlink()
    code, found = _json(["verify", str(package)], capsys)
    assert code == 1
    assert name in found["first_fault"]["where"]


def test_a_zip_with_a_damaged_member_does_not_verify(package: Path, capsys: Output) -> None:
    path = _zip(package)
    _change(path, b"SSJ1\nperiod", b"SSJ1\nPERIOD")
    code, found = _json(["verify", str(path)], capsys)
    assert code == 1
    assert "已损坏" in found["first_fault"]["message"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_two_results_does_not_verify(package: Path, capsys: Output) -> None:
    path = _zip(package)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("result.json", "{}")
    code, found = _json(["verify", str(path)], capsys)
    assert code == 1
    assert "两个 result.json" in found["first_fault"]["message"]


def test_what_is_no_package_is_refused(tmp_path: Path, capsys: Output) -> None:
    (tmp_path / "a.txt").write_text("a", encoding="utf-8")
    (tmp_path / "b.zip").write_bytes(b"PK\x03\x04" + b"\x00" * 40)
    empty = tmp_path / "c.zip"
    zipfile.ZipFile(empty, "w").close()
    for path in (tmp_path, tmp_path / "a.txt", tmp_path / "b.zip", empty, tmp_path / "none"):
        assert str(path) in _refused(["verify", str(path), "--json"], capsys)
