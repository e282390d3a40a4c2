"""A public package verifies, and every forgery is refused with its place (draw-spec.md §7)."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.sampling import (
    REQUIRED,
    Entry,
    Freeze,
    LogLine,
    Void,
    digest,
    entry_of,
    next_line,
    payload_of,
    verify_package,
)
from tests.sampling.cases import AT, DATA, DIGITS, sample_package

Files = dict[str, bytes]
AFTER = json.loads((DATA / "package.after.json").read_text(encoding="utf-8"))
SAMPLE = sample_package()
SALT = SAMPLE["reveal.txt"].decode().split("\n")[0]


def test_the_sample_package_verifies_and_ends_as_published() -> None:
    found = verify_package(SAMPLE)
    assert found.ok
    assert found.json() == {
        "ok": True,
        "first_fault": None,
        "draws": 2,
        "entries": 9,
        "picks_after": AFTER["picks_after"],
        "teams_after": AFTER["teams_after"],
    }
    assert (found.attempt, found.head) == (AFTER["attempt"], AFTER["head"])
    assert found.digest == digest(SAMPLE["input.txt"])
    assert found.seed == json.loads(SAMPLE["result.json"])["seed"]


def test_files_for_readers_are_not_read() -> None:
    extras = {"README.txt": b"\xff", "verify.html": b"", "Thumbs.db": b"x", "log/.DS_Store": b"x"}
    assert verify_package(SAMPLE | extras).ok


def test_the_result_is_compared_as_an_object() -> None:
    shuffled = dict(reversed(json.loads(SAMPLE["result.json"]).items()))
    text = (json.dumps(shuffled, ensure_ascii=True) + "\n").encode()
    assert verify_package(SAMPLE | {"result.json": text}).ok


def relogged(change: Callable[[list[Entry]], object]) -> Files:
    """Forge the payloads of the draw and chain the log anew, as one would who owns the computer."""
    lines = [LogLine(int(n), *rest) for n, *rest in map(_fields, SAMPLE["log.txt"].decode().splitlines())][:3]
    entries = [entry_of(SAMPLE[f"log/{number}.txt"]) for number in range(4, 10)]
    change(entries)
    files = dict(SAMPLE)
    for number in range(4, 10):
        del files[f"log/{number}.txt"]
    for entry in entries:
        payload = payload_of(entry)
        lines.append(next_line(lines, payload, entries[0].digest, "2024Q1"))
        files[f"log/{lines[-1].number}.txt"] = payload
    return files | {"log.txt": "".join(f"{line.text()}\n" for line in lines).encode()}


def _fields(line: str) -> list[str]:
    return line.split("|")


def at(place: int, **fields: object) -> Callable[[list[Entry]], object]:
    def change(entries: list[Entry]) -> None:
        entries[place] = replace(entries[place], **fields)  # type: ignore[arg-type]  # fields of many kinds

    return change


def swapped(name: str, old: str, new: str) -> Files:
    text = SAMPLE[name].decode()
    assert old in text
    return SAMPLE | {name: text.replace(old, new, 1).encode()}


def result_with(change: Callable[[dict[str, dict[str, dict[str, object]]]], object]) -> Files:
    found = json.loads(SAMPLE["result.json"])
    change(found)
    return SAMPLE | {"result.json": (json.dumps(found) + "\n").encode()}


def without(name: str) -> Files:
    return {other: data for other, data in SAMPLE.items() if other != name}


OTHER = Freeze("e" * 64, "2024Q2", 1, AT, "U01")
KEY = "2024-15|2024-15b"


def swap(entries: list[Entry], one: int, other: int) -> None:
    entries[one], entries[other] = entries[other], entries[one]


FORGERIES: dict[str, tuple[Files, str, str]] = {
    **{f"no {name}": (without(name), name, "缺少") for name in REQUIRED},
    "nothing": ({}, "input.txt", "缺少"),
    "a payload is missing": (without("log/7.txt"), "log/7.txt", "缺少"),
    "a payload too many": (SAMPLE | {"log/3.txt": b"x"}, "log/3.txt", "不应在公开包中"),
    "input not canonical": (swapped("input.txt", "team|2", "team|1"), "input.txt 第 8 行", "2 到 9"),
    "input with CRLF": (swapped("input.txt", "SSJ1\n", "SSJ1\r\n"), "input.txt 第 1 行", "回车"),
    "another weight": (
        swapped("input.txt", "WL-0009|4|E", "WL-0009|10|E"),
        "input.txt",
        "不是当时冻结的名单",
    ),
    "another state": (swapped("input.txt", "WL-0001|2|V", "WL-0001|2|E"), "input.txt", "不是当时冻结的名单"),
    "another prev": (swapped("input.txt", "prev|fad0", "prev|fad1"), "input.txt", "不是当时冻结的名单"),
    "another salt": (swapped("reveal.txt", SALT, "f" * 64), "reveal.txt 第 1 行", "保密码"),
    "no salt": (swapped("reveal.txt", SALT, "-"), "reveal.txt 第 1 行", "保密码"),
    "other digits": (swapped("reveal.txt", "00417293", "00417294"), "reveal.txt", "现场数字"),
    "digits in another order": (
        swapped("reveal.txt", "00417293\n90000001", "90000001\n00417293"),
        "reveal.txt",
        "现场数字",
    ),
    "digits without zeros": (swapped("reveal.txt", "00417293", "417293"), "reveal.txt", "现场数字"),
    "one role too few": (swapped("reveal.txt", "55512340\n", ""), "reveal.txt", "现场数字"),
    "one role too many": (
        SAMPLE | {"reveal.txt": SAMPLE["reveal.txt"] + b"12345678\n"},
        "reveal.txt",
        "现场数字",
    ),
    "reveal without LF": (SAMPLE | {"reveal.txt": SAMPLE["reveal.txt"][:-1]}, "reveal.txt 第 4 行", "末行"),
    "reveal is empty": (SAMPLE | {"reveal.txt": b""}, "reveal.txt 第 1 行", "末行"),
    "result is no JSON": (SAMPLE | {"result.json": b"{\n"}, "result.json", "不是 JSON"),
    "result is no UTF-8": (SAMPLE | {"result.json": b"\xff\n"}, "result.json 第 1 行", "UTF-8"),
    "result nests without end": (
        SAMPLE | {"result.json": b"[" * 100_000 + b"\n"},
        "result.json",
        "不是 JSON",
    ),
    "result has an endless number": (
        SAMPLE | {"result.json": b"1" * 9999 + b"\n"},
        "result.json",
        "不是 JSON",
    ),
    "result is a list": (SAMPLE | {"result.json": b"[]\n"}, "result.json", "重新抽取"),
    "result says a key twice": (swapped("result.json", "{", '{"digest": "x",'), "result.json", "重复的键"),
    "another K": (result_with(lambda r: r.update(seed={})), "result.json seed", "重新抽取"),
    "another N": (
        result_with(lambda r: r["strata"][KEY].update(N=10)),
        f"result.json strata/{KEY}/N",
        "重新抽取",
    ),
    "another quota": (
        result_with(lambda r: r["strata"][KEY].update(quota=3)),
        f"result.json strata/{KEY}/quota",
        "重新抽取",
    ),
    "true is not one": (
        result_with(lambda r: r["strata"]["2024-20|2024-20"].update(quota=True)),
        "result.json strata/2024-20|2024-20/quota",
        "重新抽取",
    ),
    "another order": (
        swapped("result.json", '"WL-0009",\n    "WL-0002"', '"WL-0002",\n    "WL-0009"'),
        f"result.json strata/{KEY}/order",
        "重新抽取",
    ),
    "another pick": (
        result_with(lambda r: r["strata"][KEY].update(selected=["WL-0005", "WL-0009"])),
        f"result.json strata/{KEY}/selected",
        "重新抽取",
    ),
    "a hidden shortfall": (
        result_with(lambda r: r["strata"][KEY].pop("shortfall")),
        f"result.json strata/{KEY}/shortfall",
        "重新抽取",
    ),
    "a stratum less": (result_with(lambda r: r["strata"].pop(KEY)), f"result.json strata/{KEY}", "重新抽取"),
    "a stratum more": (result_with(lambda r: r["strata"].update(x={})), "result.json strata/x", "重新抽取"),
    "another visit": (
        result_with(lambda r: r["visits"]["WL-0003"].update(items=[])),
        "result.json visits/WL-0003/items",
        "重新抽取",
    ),
    "another team": (
        result_with(lambda r: r["staffing"]["staff"].update({"WL-0003": ["A01", "A04"]})),
        "result.json staffing/staff/WL-0003",
        "重新抽取",
    ),
    "no teams": (result_with(lambda r: r.pop("staffing")), "result.json staffing", "重新抽取"),
    "another digest of the result": (
        swapped("result.json", "03bf8515", "03bf8516"),
        "result.json result_digest",
        "重新抽取",
    ),
    "a word too many": (result_with(lambda r: r.update(note={})), "result.json note", "重新抽取"),
    "a head": (swapped("log.txt", "|dcaa741f", "|dcaa741e"), "log.txt 第 1 行", "存证码"),
    "a payload's hash": (swapped("log.txt", "|0b3105e0", "|0b3105e1"), "log.txt 第 7 行", "存证码"),
    "a line less": (swapped("log.txt", "3|void", "4|void"), "log.txt 第 3 行", "序号"),
    "the log is cut": (
        SAMPLE | {"log.txt": b"".join(SAMPLE["log.txt"].splitlines(keepends=True)[:8])},
        "log.txt",
        "reveal 记录",
    ),
    "the log begins later": (
        SAMPLE | {"log.txt": b"".join(SAMPLE["log.txt"].splitlines(keepends=True)[3:])},
        "log.txt 第 1 行",
        "序号",
    ),
    "a payload's text": (swapped("log/7.txt", "关闭", "停产"), "log/7.txt", "内容校验码"),
    "a payload with CRLF": (
        SAMPLE | {"log/7.txt": SAMPLE["log/7.txt"].replace(b"\n", b"\r\n")},
        "log/7.txt",
        "内容校验码",
    ),
    "another attempt": (relogged(at(0, attempt=1)), "log/4.txt", "应为第 2 次冻结"),
    "another period in the payload": (relogged(at(0, period="2024Q2")), "log/4.txt", "任务号"),
    "another D in a payload": (relogged(at(3, digest="e" * 64)), "log/7.txt", "名单校验码"),
    "another K in the log": (relogged(at(1, seed="e" * 64)), "log/5.txt", "抽取种子"),
    "another K with the result": (relogged(at(2, seed="e" * 64)), "log/6.txt", "抽取种子"),
    "another result in the log": (relogged(at(2, result_digest="e" * 64)), "log/6.txt", "结果校验码"),
    "other digits in the log": (relogged(at(1, digits=DIGITS)), "reveal.txt", "现场数字"),
    "another salt in the log": (relogged(at(5, salt="e" * 64)), "reveal.txt 第 1 行", "保密码"),
    "a strike of nobody": (relogged(at(3, unit="WL-0099")), "log/7.txt", "不在待抽名单中"),
    "a strike for another item": (relogged(at(3, item="2024-99")), "log/7.txt", "不在待抽名单中"),
    "another is named": (relogged(at(4, incoming="A03")), "log/8.txt", "依次应由 A01"),
    "nobody is named": (relogged(at(4, incoming="-")), "log/8.txt", "依次应由 A01"),
    "one who was not there is replaced": (relogged(at(4, out="A02")), "log/8.txt", "现为 A04"),
    "a seat that is not there": (relogged(at(4, seat=3)), "log/8.txt", "没有第 3 席"),
    "a visit that is not there": (relogged(at(4, unit="WL-0005")), "log/8.txt", "没有派往"),
    "the strike comes too late": (relogged(lambda e: swap(e, 3, 4)), "log/7.txt", "没有派往"),
    "a second seed": (relogged(lambda e: e.insert(2, e[1])), "log.txt 第 6 行", "两条 seed"),
    "no result": (relogged(lambda e: e.pop(2)), "log.txt 第 6 行", "之前没有 result"),
    "a strike after a void": (
        relogged(lambda e: e.insert(3, Void(e[0].digest, "x", AT, "U01", "U02"))),
        "log.txt 第 8 行",
        "已作废",
    ),
}


@pytest.mark.parametrize(("files", "where", "word"), FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forgery_is_refused_with_its_place(files: Files, where: str, word: str) -> None:
    found = verify_package(files)
    assert not found.ok
    assert found.fault is not None
    assert (found.fault.where, word in found.fault.message) == (where, True)
    assert found.json()["first_fault"] == {"where": where, "message": found.fault.message}
    assert found.picks_after == found.teams_after == {}
