"""The plain scripts for outsiders: short, alone, and they refuse whatever was tampered with."""

import ast
import json
import sys
import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from app.core.states import VisitState
from app.models.visit import Visit
from app.sampling import verify_package
from app.services import draw
from app.services.office import open_store
from app.services.packages import draw_package, zipped
from tests import stages
from tests.sampling.cases import AT, DATA, sample_package
from tests.verifiers.plain import NAMES, SCRIPTS, run, verify

Files = dict[str, bytes]
SAMPLE = sample_package()
AFTER = json.loads((DATA / "package.after.json").read_text(encoding="utf-8"))
D = sha256(SAMPLE["input.txt"]).hexdigest()
SALT = SAMPLE["reveal.txt"].decode().split("\n")[0]
OWN = [SAMPLE[f"log/{number}.txt"].decode() for number in range(4, 10)]
FREEZE, SEED, RESULT, STRIKE, SUBSTITUTE, REVEAL = OWN
VOID = f"void|{D}|有误|{AT}|U01|U02\n"


def put(files: Files, folder: Path) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture(scope="module")
def quarter(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Give the package of the first quarter of a rehearsed year, drawn and revealed by the services."""
    drawn = stages.build(tmp_path_factory.mktemp("演练")).drawn
    with closing(open_store(drawn)) as store:
        with store.writing() as session:
            session.execute(update(Visit).values(state=VisitState.DONE))
        draw.reveal(store, 1, stages.act("2024-04-08"))
        return draw_package(store, 1)


@pytest.mark.parametrize(("name", "most"), [("check.py", 150), ("check_teams.py", 250)])
def test_a_script_is_short_and_needs_nothing_but_python(name: str, most: int) -> None:
    text = (SCRIPTS / name).read_text(encoding="utf-8")
    lines = text.splitlines()
    assert len(lines) <= most
    assert max(map(len, lines)) <= 100
    tree = ast.parse(text, feature_version=(3, 9))
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {each.split(".")[0] for each in imported} - {"check"} <= sys.stdlib_module_names


@pytest.mark.parametrize("prefix", ["", "公开包/"])
def test_the_sample_passes_as_folder_and_zip(prefix: str, tmp_path: Path) -> None:
    path = tmp_path / "公开包.zip"
    path.write_bytes(zipped({f"{prefix}{name}": data for name, data in SAMPLE.items()}))
    for package in (path, put(SAMPLE, tmp_path / "公开包")):
        code, text = verify(package)
        assert (code, text.count("全部一致")) == (0, 2)
        assert D in text
        assert AFTER["head"] in text


def test_what_stands_in_the_end_is_given_as_json() -> None:
    code, text = run("check_teams.py", str(DATA / "package"), "--json")
    found = json.loads(text)
    assert code == 0
    assert found == {name: AFTER[name] for name in ("picks_after", "teams_after", "attempt", "head")}


def test_a_rehearsed_quarter_passes_and_ends_as_the_program_says(quarter: Files, tmp_path: Path) -> None:
    path = tmp_path / "公开包.zip"
    path.write_bytes(zipped(quarter))
    assert verify(path)[0] == verify(put(quarter, tmp_path / "公开包"))[0] == 0
    found, expected = json.loads(run("check_teams.py", str(path), "--json")[1]), verify_package(quarter)
    assert (found["picks_after"], found["teams_after"]) == (expected.picks_after, expected.teams_after)
    assert found["teams_after"]


def relogged(*payloads: str, others: tuple[tuple[str, str, str], ...] = (), keep: int = 3) -> Files:
    """Forge the log from its fourth line on and chain it anew, as one would who owns the computer.

    `others` are kind, D and period of entries of other draws that come first.
    """
    files = {name: data for name, data in SAMPLE.items() if not name.startswith("log")}
    lines = SAMPLE["log.txt"].decode().splitlines()[:keep]
    entries = [(*other, "") for other in others] + [(p.split("|")[0], D, "2024Q1", p) for p in payloads]
    for number, (kind, digest, period, payload) in enumerate(entries, keep + 1):
        head = lines[-1].split("|")[-1] if lines else "0" * 64
        content = sha256(payload.encode()).hexdigest()
        fields = f"{number}|{kind}|{digest}|{period}|{content}"
        lines.append(f"{fields}|{sha256(f'SSJ1|LOG|{head}|{fields}'.encode()).hexdigest()}")
        if payload:
            files[f"log/{number}.txt"] = payload.encode()
    return files | {"log.txt": ("\n".join(lines) + "\n").encode()}


def swapped(name: str, old: str, new: str) -> Files:
    assert old in SAMPLE[name].decode()
    return SAMPLE | {name: SAMPLE[name].decode().replace(old, new, 1).encode()}


def moved(name: str, one: int, other: int) -> Files:
    lines = SAMPLE[name].splitlines(keepends=True)
    lines[one], lines[other] = lines[other], lines[one]
    return SAMPLE | {name: b"".join(lines)}


def without(name: str) -> Files:
    return {other: data for other, data in SAMPLE.items() if other != name}


def logged(**changed: str) -> Files:
    """Forge single entries of the draw."""
    names = ("freeze", "seed", "result", "strike", "substitute", "reveal")
    return relogged(*(changed.get(name, payload) for name, payload in zip(names, OWN, strict=True)))


TAMPERINGS: dict[str, tuple[Files, str]] = {
    "a unit added": (
        swapped("input.txt", "unit|WL-0009|白马镇\n", "unit|WL-0009|白马镇\nunit|X|甲\n"),
        "digest",
    ),
    "another weight": (swapped("input.txt", "WL-0009|4|E", "WL-0009|10|E"), "digest"),
    "a weight of 11": (swapped("input.txt", "WL-0009|4|E", "WL-0009|11|E"), "input.txt 第 30 行"),
    "upper-case hex": (swapped("input.txt", "prev|fad0", "prev|FAD0"), "input.txt 第 3 行"),
    "not NFC": (swapped("input.txt", "WL-0001|白马镇", "WL-0001|e\u0301"), "input.txt 第 13 行"),
    "a blank behind a name": (swapped("input.txt", "|主持人", "|主持人\u2003"), "input.txt 第 4 行"),
    "lines in another order": (moved("input.txt", 14, 15), "input.txt 第 16 行"),
    "a reference to nobody": (swapped("input.txt", "recusal|A01|", "recusal|A09|"), "input.txt 第 41 行"),
    "a header line less": (swapped("input.txt", "team|2\n", ""), "input.txt：开头缺少"),
    "BOM": (SAMPLE | {"input.txt": b"\xef\xbb\xbf" + SAMPLE["input.txt"]}, "input.txt 第 1 行"),
    "CRLF": (SAMPLE | {"log.txt": SAMPLE["log.txt"].replace(b"\n", b"\r\n")}, "log.txt 第 1 行"),
    "a blank line at the end": (SAMPLE | {"input.txt": SAMPLE["input.txt"] + b"\n"}, "input.txt 第 42 行"),
    "no LF at the end": (SAMPLE | {"reveal.txt": SAMPLE["reveal.txt"][:-1]}, "reveal.txt：末行"),
    "no UTF-8": (SAMPLE | {"log/7.txt": b"\xff\n"}, "log/7.txt 第 1 行"),
    "another digit": (swapped("reveal.txt", "00417293", "00417294"), "seed"),
    "a digit string too many": (SAMPLE | {"reveal.txt": SAMPLE["reveal.txt"] + b"12345678\n"}, "reveal.txt"),
    "the salt withheld": (swapped("reveal.txt", SALT, "-"), "reveal.txt 第 1 行"),
    "rows of the result swapped": (moved("result.json", 8, 9), "2024-15|2024-15b"),
    "true for one": (swapped("result.json", '"quota": 1', '"quota": true'), "2024-20|2024-20"),
    "another team": (swapped("result.json", '"A02"', '"A01"'), "result.json 'staffing' 'staff' 'WL-0006'"),
    "a word too many": (swapped("result.json", "{", '{"note": 1,'), "result.json 'note'"),
    "a key twice": (swapped("result.json", "{", '{"digest": 1,'), "重复的键"),
    "no JSON": (SAMPLE | {"result.json": b"[" * 9999 + b"\n"}, "result.json"),
    "the result's own digest": (swapped("result.json", "03bf8515", "03bf8516"), "log/6.txt"),
    "a file less": (without("reveal.txt"), "reveal.txt"),
    "a payload less": (without("log/7.txt"), "log/7.txt"),
    "a payload too many": (SAMPLE | {"log/3.txt": b"x\n"}, "log/3.txt"),
    "a payload's text": (swapped("log/7.txt", "关闭", "停产"), "log/7.txt"),
    "the log cut": (
        SAMPLE | {"log.txt": SAMPLE["log.txt"][: -len(SAMPLE["log.txt"].splitlines()[-1]) - 1]},
        "第 8 行",
    ),
    "the log reordered": (moved("log.txt", 6, 7), "log.txt 第 7 行"),
    "another attempt": (logged(freeze=FREEZE.replace("|2|", "|1|")), "log/4.txt"),
    "another period": (logged(freeze=FREEZE.replace("2024Q1", "2024Q2")), "log/4.txt"),
    "other digits in the log": (logged(seed=SEED.replace("00417293", "00417294")), "log/5.txt"),
    "more digits in the log": (logged(seed=SEED.replace("|00417293", "|00417293|00417293")), "log/5.txt"),
    "another result in the log": (logged(result=RESULT.replace("03bf8515", "03bf8516")), "log/6.txt"),
    "another salt in the log": (logged(reveal=REVEAL.replace(SALT, "e" * 64)), "log/9.txt"),
    "no such day": (logged(strike=STRIKE.replace("2024-02-01", "2023-02-29")), "log/7.txt"),
    "no reason": (logged(strike=STRIKE.replace("关闭", " ")), "log/7.txt"),
    "nobody's name": (logged(strike=STRIKE.replace("|U03", "|*")), "log/7.txt"),
    "two lines in a payload": (logged(strike=STRIKE * 2), "log/7.txt"),
    "a strike of nobody": (logged(strike=STRIKE.replace("WL-0005", "WL-0099")), "log/7.txt"),
    "another successor": (logged(substitute=SUBSTITUTE.replace("A04|A01", "A04|A02")), "log/8.txt"),
    "no successor": (logged(substitute=SUBSTITUTE.replace("A04|A01", "A04|-")), "log/8.txt"),
    "who was not there replaced": (logged(substitute=SUBSTITUTE.replace("A04|A01", "A03|A01")), "log/8.txt"),
    "no such seat": (logged(substitute=SUBSTITUTE.replace("|1|A04", "|3|A04")), "log/8.txt"),
    "the strike removed": (relogged(FREEZE, SEED, RESULT, SUBSTITUTE, REVEAL), "log/7.txt"),
    "the strike too late": (relogged(FREEZE, SEED, RESULT, SUBSTITUTE, STRIKE, REVEAL), "log/7.txt"),
    "a second seed": (relogged(FREEZE, SEED, SEED, RESULT, STRIKE, SUBSTITUTE, REVEAL), "log.txt 第 6 行"),
    "a second reveal": (relogged(*OWN, REVEAL), "log.txt 第 10 行"),
    "no result": (relogged(FREEZE, SEED, VOID, REVEAL), "log.txt 第 7 行"),
    "not yet revealed": (relogged(*OWN[:-1]), "log.txt 第 8 行"),
    "a strike after a void": (relogged(FREEZE, SEED, RESULT, VOID, STRIKE), "log.txt 第 8 行"),
    "the first attempt not void": (relogged(*OWN, keep=2), "log.txt 第 3 行"),
    "an entry before the freeze": (relogged(*OWN, others=(("void", "e" * 64, "2024Q2"),)), "log.txt 第 4 行"),
    "another draw in between": (relogged(*OWN, others=(("freeze", "e" * 64, "2024Q2"),)), "log.txt 第 5 行"),
    "two draws of a task": (
        relogged(*OWN, others=(("freeze", "e" * 64, "2024Q2"), ("freeze", "f" * 64, "2024Q2"))),
        "log.txt 第 5 行",
    ),
    "a draw of two tasks": (
        relogged(*OWN, others=(("freeze", "e" * 64, "2024Q2"), ("seed", "e" * 64, "2024Q3"))),
        "log.txt 第 5 行",
    ),
}


def test_the_forger_does_not_betray_himself_by_how_he_writes() -> None:
    assert logged() == SAMPLE


@pytest.mark.parametrize(("files", "place"), TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_what_was_tampered_with_is_refused_with_its_place(files: Files, place: str, tmp_path: Path) -> None:
    code, text = verify(put(files, tmp_path))
    assert code == 1
    assert place in text.splitlines()[-1]
    assert "Traceback" not in text


def test_a_zip_with_a_name_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "公开包.zip"
    path.write_bytes(zipped(SAMPLE))
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # zipfile warns of what a forger wants
        archive.writestr("input.txt", SAMPLE["input.txt"])
    code, text = verify(path)
    assert code == 1
    assert "input.txt" in text


def test_a_damaged_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "公开包.zip"
    data = bytearray(zipped(SAMPLE))
    data[100] ^= 1
    path.write_bytes(data)
    assert verify(path)[0] == 1


def test_no_name_in_a_package_speaks_for_the_script(tmp_path: Path) -> None:
    path = tmp_path / "公开包.zip"
    path.write_bytes(zipped(SAMPLE | {"log/\n全部一致\n\x1b[2J.txt": b"x\n"}))
    code, text = verify(path)
    assert code == 1
    assert "全部一致" not in text.splitlines()
    assert "\x1b" not in text


@pytest.mark.parametrize("content", [None, b"%PDF-1.7", b""])
def test_what_is_no_package_is_told_from_a_wrong_one(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "文件"
    if content is not None:
        path.write_bytes(content)
    for package in (path, tmp_path / "空的" if content is None else path):
        assert verify(package)[0] == 2
    assert [run(name)[0] for name in NAMES] == [2, 2]


@pytest.fixture
def refuses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[[str, bytes], bool]]:
    """Tell whether the scripts, run in this process, refuse the sample with one file changed."""
    monkeypatch.syspath_prepend(SCRIPTS)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    script: Any = import_module("check_teams")
    put(SAMPLE, tmp_path)

    def refused(name: str, data: bytes) -> bool:
        (tmp_path / name).write_bytes(data)
        try:
            script.main(tmp_path, lambda _: None)
        except SystemExit as left:
            return left.code == 1
        finally:
            (tmp_path / name).write_bytes(SAMPLE[name])
        return False

    assert not refused("input.txt", SAMPLE["input.txt"])
    yield refused
    for name in ("check", "check_teams"):
        del sys.modules[name]


@pytest.mark.parametrize("name", sorted(SAMPLE.keys() - {"result.json"}))
def test_whatever_byte_is_flipped_is_refused(name: str, refuses: Callable[[str, bytes], bool]) -> None:
    for place, byte in enumerate(SAMPLE[name]):
        assert refuses(name, SAMPLE[name][:place] + bytes([byte ^ 1]) + SAMPLE[name][place + 1 :])


Step = str | int


def values(node: Any, path: tuple[Step, ...] = ()) -> Iterator[tuple[Step, ...]]:  # noqa: ANN401 - JSON
    """Give the paths of all values in JSON, without the whole."""
    children = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for step, child in children:
        yield (*path, step)
        yield from values(child, (*path, step))


def test_whatever_value_of_the_result_is_changed_is_refused(refuses: Callable[[str, bytes], bool]) -> None:
    for *path, last in values(json.loads(SAMPLE["result.json"])):
        others: tuple[object, ...] = (None, "x", 1.5, [], {})
        for other in others:
            result = json.loads(SAMPLE["result.json"])
            node = result
            for step in path:
                node = node[step]
            assert node[last] != other
            node[last] = other
            assert refuses("result.json", (json.dumps(result) + "\n").encode())
        del node[last]
        assert refuses("result.json", (json.dumps(result) + "\n").encode())
