"""A public package verifies, and every forgery is refused with its place (draw-spec.md §7)."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.sampling import (
    REQUIRED,
    Entry,
    Freeze,
    FrozenInput,
    Inspector,
    LogLine,
    Result,
    Reveal,
    Seed,
    Strike,
    Substitute,
    Void,
    commitment,
    digest,
    entry_of,
    next_line,
    parse,
    payload_of,
    perform,
    result_json,
    verify_package,
    write,
)
from tests.sampling.cases import AT, DATA, DIGITS, frozen, log_files, log_of, sample_package, stratum

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


def package(draft: FrozenInput, salt: str, entries: list[tuple[Entry, str]]) -> Files:
    """Make a package whose log is exactly these entries."""
    result = perform(draft, DIGITS, salt)
    files = log_files(log_of(*entries), draft.digest)
    files["input.txt"] = write(draft)
    files["reveal.txt"] = "".join(f"{line}\n" for line in (salt, *DIGITS)).encode()
    files["result.json"] = (json.dumps(result_json(result)) + "\n").encode()
    return files


def course(draft: FrozenInput, salt: str, attempt: int = 1) -> list[tuple[Entry, str]]:
    """Give the entries of a draw without incident."""
    result = perform(draft, DIGITS, salt)
    entries: list[Entry] = [
        Freeze(draft.digest, draft.period, attempt, AT, "U01"),
        Seed(draft.digest, result.seed, DIGITS, AT, "U01"),
        Result(draft.digest, result.seed, result.result_digest, AT, "U01"),
    ]
    if salt != "-":
        entries.append(Reveal(draft.digest, salt, AT, "U01"))
    return [(entry, draft.period) for entry in entries]


def draft(**more: object) -> FrozenInput:
    people = [Inspector("A", 0), Inspector("B", 1), Inspector("C", 2)]
    return frozen(stratum("U1", "U2", ratio="1/2"), inspectors=people, **more)  # type: ignore[arg-type]  # handed on


def test_a_draw_without_salt_is_published_after_its_result() -> None:
    plain = draft()
    assert verify_package(package(plain, "-", course(plain, "-"))).ok
    early = verify_package(package(plain, "-", course(plain, "-")[:2]))
    assert early.fault is not None
    assert early.fault.where == "log.txt"
    assert "还没有 result" in early.fault.message


def test_a_draw_with_salt_is_not_published_before_the_salt() -> None:
    salted = draft(commitment=commitment(SALT))
    assert verify_package(package(salted, SALT, course(salted, SALT))).ok
    early = verify_package(package(salted, SALT, course(salted, SALT)[:3]))
    assert early.fault is not None
    assert "还没有 reveal" in early.fault.message


def test_a_salt_that_does_not_open_its_commitment_is_a_failed_draw() -> None:
    salted = draft(commitment=commitment(SALT))
    files = package(
        salted, SALT, [*course(salted, SALT)[:3], (Reveal(salted.digest, "e" * 64, AT, "U01"), "2024Q1")]
    )
    files["reveal.txt"] = files["reveal.txt"].replace(SALT.encode(), b"e" * 64)
    found = verify_package(files)
    assert found.fault is not None
    assert (found.fault.where, found.fault.message) == ("reveal.txt", "保密码与名单中的承诺值不符")


def test_a_salt_where_none_was_promised_is_refused() -> None:
    plain = draft()
    entries = [*course(plain, "-"), (Reveal(plain.digest, SALT, AT, "U01"), plain.period)]
    found = verify_package(package(plain, "-", entries))
    assert found.fault is not None
    assert found.fault.where == "reveal.txt 第 1 行"


def test_prev_is_the_head_before_the_freeze() -> None:
    wrong = draft(prev="1" * 64)
    found = verify_package(package(wrong, "-", course(wrong, "-")))
    assert found.fault is not None
    assert found.fault.where == "input.txt prev"


def test_the_period_of_the_log_is_that_of_the_input() -> None:
    plain = draft()
    entries = [(entry, "2024Q2") for entry, _ in course(plain, "-")]
    found = verify_package(package(plain, "-", entries))
    assert found.fault is not None
    assert (found.fault.where, found.fault.message) == ("log.txt 第 1 行", "任务号应为 2024Q1，这里是 2024Q2")


def test_the_log_ends_with_the_draw() -> None:
    plain = draft()
    found = verify_package(package(plain, "-", [*course(plain, "-"), (OTHER, "2024Q2")]))
    assert found.fault is not None
    assert found.fault.where == "log.txt 第 4 行"
    assert (found.draws, found.entries) == (2, 4)


def test_a_payload_of_another_kind_than_its_line_is_refused() -> None:
    plain = draft()
    log = log_of(*course(plain, "-"))
    payload = payload_of(Void(plain.digest, "x", AT, "U01", "U02"))
    line, _ = log[2]
    forged = next_line([each for each, _ in log[:2]], b"result" + payload[4:], plain.digest, plain.period)
    assert forged.kind == line.kind
    files = package(plain, "-", course(plain, "-"))
    for content, word in ((payload, "种类应为 result"), (b"result|x\n", "栏数"), (b"\xff", "UTF-8")):
        bound = _bound(line, log, content)
        files |= log_files([*log[:2], (bound, content)], plain.digest)
        found = verify_package(files)
        assert found.fault is not None
        assert found.fault.where == "log/3.txt"
        assert word in found.fault.message


def _bound(line: LogLine, log: list[tuple[LogLine, bytes]], payload: bytes) -> LogLine:
    """Bind any bytes to a line of the log, with a head that follows from them."""
    before = [each for each, _ in log[:2]]
    kind = f"{line.kind}|".encode()
    honest = next_line(before, kind + payload, line.digest, line.period)
    return _rehashed(honest, before[-1].head, digest(payload))


def _rehashed(line: LogLine, previous: str, payload_hash: str) -> LogLine:
    text = f"SSJ1|LOG|{previous}|{line.number}|{line.kind}|{line.digest}|{line.period}|{payload_hash}"
    return replace(line, payload_hash=payload_hash, head=digest(text.encode()))


def test_an_earlier_attempt_that_still_stands_is_refused() -> None:
    first = draft()
    log = log_of(*course(first, "-"))
    second = draft(prev=log[-1][0].head)
    found = verify_package(package(second, "-", [*course(first, "-"), *course(second, "-", 2)]))
    assert found.fault is not None
    assert found.fault.where == "log.txt 第 4 行"
    assert "尚未作废" in found.fault.message


def test_a_second_attempt_after_a_void_verifies_and_so_does_the_void_one() -> None:
    first = draft()
    void: tuple[Entry, str] = (Void(first.digest, "见证人未到", AT, "U01", "U02"), "2024Q1")
    beginning = [*course(first, "-"), void]
    assert verify_package(package(first, "-", beginning)).ok
    second = draft(prev=log_of(*beginning)[-1][0].head)
    found = verify_package(package(second, "-", [*beginning, *course(second, "-", 2)]))
    assert (found.ok, found.attempt, found.draws, found.entries) == (True, 2, 2, 7)


def test_strikes_and_substitutions_of_a_made_package_replay() -> None:
    plain = draft()
    result = perform(plain, DIGITS)
    (order,) = (each.order for each in result.strata)
    entries = [
        *course(plain, "-"),
        (Strike(plain.digest, "1", order[0], "注销", "-", AT, "U01"), "2024Q1"),
        (Substitute(plain.digest, order[1], 2, "B", "C", "请假", AT, "U01"), "2024Q1"),
    ]
    found = verify_package(package(plain, "-", entries))
    assert found.fault is None
    assert found.picks_after == {"1|1": [order[1]]}
    assert found.teams_after == {order[1]: ["A", "C"]}
    assert parse(write(plain)).digest == plain.digest
