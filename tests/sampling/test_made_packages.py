"""Packages made here, with and without salt, after a void, after strikes (draw-spec.md §7)."""

import json
from dataclasses import replace

from app.sampling import (
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
    next_line,
    parse,
    payload_of,
    perform,
    result_json,
    verify_package,
    write,
)
from tests.sampling.cases import AT, DIGITS, frozen, log_files, log_of, stratum

Files = dict[str, bytes]

SALT = "7" * 64
OTHER = Freeze("e" * 64, "2024Q2", 1, AT, "U01")


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
