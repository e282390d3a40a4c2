"""Payloads and heads of the draw log (draw-spec.md §7)."""

from calendar import monthrange
from dataclasses import replace
from hashlib import sha256
from itertools import product

import pytest

from app.sampling import (
    FIRST_HEAD,
    Entry,
    Freeze,
    History,
    LogLine,
    Refused,
    Result,
    Reveal,
    Seed,
    Strike,
    Substitute,
    Void,
    entry_of,
    head_before,
    next_line,
    payload_of,
    read_log,
    write_log,
)
from tests.sampling.cases import AT, DATA, DIGITS, log_of

D, E = "d" * 64, "e" * 64
FREEZE = Freeze(D, "2024Q1", 1, AT, "U01")
SEED = Seed(D, "1" * 64, DIGITS, AT, "U01")
RESULT = Result(D, "1" * 64, "2" * 64, AT, "U01")
STRIKE = Strike(D, "*", "WL-0005", "关闭，见照片", "-", AT, "U03")
SUBSTITUTE = Substitute(D, "WL-0009", 1, "A04", "-", "回避", AT, "U03")
VOID = Void(D, "名单有误", AT, "U01", "U02")
REVEAL = Reveal(D, "3" * 64, AT, "U01")
ALL = (FREEZE, SEED, RESULT, STRIKE, SUBSTITUTE, VOID, REVEAL)


@pytest.mark.parametrize("entry", ALL, ids=lambda entry: str(entry.kind))
def test_a_payload_reads_back_as_what_was_logged(entry: Entry) -> None:
    assert entry_of(payload_of(entry)) == entry


@pytest.mark.parametrize("month", range(1, 13))
def test_a_day_is_logged_if_the_calendar_has_it(month: int) -> None:
    for year, day in product((0, 1, 4, 1900, 2000, 2023, 2024, 2096, 2100, 2400, 9999), range(33)):
        entry = replace(RESULT, at=f"{year:04}-{month:02}-{day:02}{AT[10:]}")
        known = year > 0 and 0 < day <= monthrange(year, month)[1]
        assert is_logged(entry) == known


def is_logged(entry: Entry) -> bool:
    try:
        payload_of(entry)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("number", range(4, 10))
def test_the_payloads_of_the_sample_are_written_as_they_were_read(number: int) -> None:
    payload = (DATA / "package" / "log" / f"{number}.txt").read_bytes()
    assert payload_of(entry_of(payload)) == payload


def test_the_forms_are_those_of_the_specification() -> None:
    assert payload_of(STRIKE) == f"strike|{D}|*|WL-0005|关闭，见照片|-|{AT}|U03\n".encode()
    assert payload_of(SUBSTITUTE) == f"substitute|{D}|WL-0009|1|A04|-|回避|{AT}|U03\n".encode()
    assert payload_of(SEED) == f"seed|{D}|{'1' * 64}|{'|'.join(DIGITS)}|{AT}|U01\n".encode()


@pytest.mark.parametrize(
    ("entry", "word"),
    [
        (replace(FREEZE, digest="D" * 64), "名单校验码"),
        (replace(FREEZE, period="a|b"), "任务号"),
        (replace(FREEZE, attempt=0), "次数"),
        (replace(FREEZE, at="2024-01-22 14:00:00+08:00"), "时间"),
        (replace(FREEZE, at="2024-01-22T14:00:00"), "时间"),
        (replace(FREEZE, at="2024-01-22T14:00+08:00"), "时间"),
        (replace(FREEZE, at="2024-02-30T14:00:00+08:00"), "时间"),
        (replace(FREEZE, at="2024-04-31T14:00:00+08:00"), "时间"),
        (replace(FREEZE, at="2024-01-22T24:00:00+08:00"), "时间"),
        (replace(FREEZE, at="2024-01-22T14:00:00.5+08:00"), "时间"),
        (replace(FREEZE, by="U01 "), "经办人"),
        (replace(SEED, seed="-"), "抽取种子"),
        (replace(SEED, digits=()), "栏数"),
        (replace(SEED, digits=("1234567",)), "现场数字"),
        (replace(SEED, digits=("１２３４５６７８",)), "现场数字"),
        (replace(RESULT, result_digest=""), "结果校验码"),
        (replace(STRIKE, item="-"), "事项编号"),
        (replace(STRIKE, unit="*"), "对象编号"),
        (replace(STRIKE, reason=""), "理由"),
        (replace(STRIKE, reason="  "), "理由"),
        (replace(STRIKE, reason="关\t闭"), "理由"),
        (replace(STRIKE, reason="e\u0301"), "NFC"),
        (replace(STRIKE, proof="-" * 64), "证明材料"),
        (replace(SUBSTITUTE, seat=-1), "席位"),
        (replace(SUBSTITUTE, out="*"), "换下"),
        (replace(SUBSTITUTE, incoming=""), "换上"),
        (replace(VOID, second=""), "第二人"),
        (replace(REVEAL, salt="-"), "保密码"),
    ],
)
def test_what_is_not_fit_to_be_logged_is_refused(entry: Entry, word: str) -> None:
    with pytest.raises(Refused, match=word):
        payload_of(entry)


@pytest.mark.parametrize(
    ("payload", "word"),
    [
        (b"", "一行"),
        (payload_of(VOID)[:-1], "一行"),
        (payload_of(VOID) + b"\n", "一行"),
        (payload_of(VOID) * 2, "一行"),
        (b"note|x\n", "不认识"),
        (payload_of(VOID).replace(b"|U02", b""), "栏数应为 5，这里有 4 栏"),
        (payload_of(VOID).replace(b"|U02", b"|U02|U03"), "栏数"),
        (payload_of(STRIKE).replace(b"*", b"\xff"), "UTF-8"),
        (payload_of(SUBSTITUTE).replace(b"|1|", b"|01|"), "席位"),
        (payload_of(FREEZE).replace(b"U01\n", b"U01\r\n"), "经办人"),
    ],
)
def test_a_damaged_payload_is_refused(payload: bytes, word: str) -> None:
    with pytest.raises(Refused, match=word):
        entry_of(payload)


def test_a_head_binds_number_kind_draw_period_and_payload() -> None:
    (line, payload), (second, _) = log_of((FREEZE, "2024Q1"), (SEED, "2024Q1"))
    body = sha256(payload).hexdigest()
    text = f"SSJ1|LOG|{'0' * 64}|1|freeze|{D}|2024Q1|{body}"
    assert line == LogLine(1, "freeze", D, "2024Q1", body, sha256(text.encode()).hexdigest())
    assert head_before([line, second], 2) == line.head
    assert head_before([line, second], 1) == FIRST_HEAD
    assert next_line([line], payload_of(SEED), D, "2024Q1") == second
    assert line.text() == f"1|freeze|{D}|2024Q1|{body}|{line.head}"


def test_the_sample_log_is_read_and_written_back() -> None:
    data = (DATA / "package" / "log.txt").read_bytes()
    lines = read_log(data)
    assert write_log(lines) == data
    assert [line.kind for line in lines[:3]] == ["freeze", "seed", "void"]
    assert History(lines).attempts("2024Q1") == 2
    assert History(lines).attempts("2024Q2") == 0


def other(entry: Entry) -> Entry:
    return replace(entry, digest=E)


@pytest.mark.parametrize(
    "entries",
    [
        (FREEZE, SEED, RESULT, STRIKE, STRIKE, SUBSTITUTE, REVEAL),
        (FREEZE, SEED, RESULT, REVEAL, STRIKE, VOID),
        (FREEZE, VOID, REVEAL),
        (FREEZE, SEED, VOID, other(FREEZE), REVEAL, other(SEED)),
    ],
)
def test_possible_histories_are_taken(entries: tuple[Entry, ...]) -> None:
    log = log_of(*((entry, "2024Q1") for entry in entries))
    assert len(read_log(write_log(line for line, _ in log))) == len(entries)


@pytest.mark.parametrize(
    ("entries", "word"),
    [
        ((SEED,), "之前没有 freeze"),
        ((FREEZE, RESULT), "之前没有 seed"),
        ((FREEZE, SEED, STRIKE), "之前没有 result"),
        ((FREEZE, SEED, SUBSTITUTE), "之前没有 result"),
        ((FREEZE, SEED, REVEAL), "之前没有 result 或 void"),
        ((FREEZE, FREEZE), "两条 freeze"),
        ((FREEZE, SEED, SEED), "两条 seed"),
        ((FREEZE, SEED, RESULT, RESULT), "两条 result"),
        ((FREEZE, SEED, RESULT, REVEAL, REVEAL), "两条 reveal"),
        ((FREEZE, VOID, VOID), "两条 void"),
        ((FREEZE, VOID, SEED), "已作废"),
        ((FREEZE, SEED, RESULT, VOID, STRIKE), "已作废"),
        ((FREEZE, other(FREEZE)), "尚未作废"),
        ((FREEZE, SEED, RESULT, REVEAL, other(FREEZE)), "尚未作废"),
    ],
)
def test_impossible_histories_are_refused_at_their_last_entry(entries: tuple[Entry, ...], word: str) -> None:
    log = log_of(*((entry, "2024Q1") for entry in entries))
    with pytest.raises(Refused, match=word) as refused:
        read_log(write_log(line for line, _ in log))
    assert refused.value.line == len(entries)


def test_an_entry_belongs_to_the_period_of_its_freeze() -> None:
    log = log_of((FREEZE, "2024Q1"), (SEED, "2024Q2"))
    with pytest.raises(Refused, match="应为 2024Q1"):
        read_log(write_log(line for line, _ in log))


def test_draws_of_other_periods_may_stand_beside_each_other() -> None:
    log = log_of((FREEZE, "2024Q1"), (other(FREEZE), "2024Q1-B"), (SEED, "2024Q1"))
    assert len(read_log(write_log(line for line, _ in log))) == 3


LOG = write_log(line for line, _ in log_of((FREEZE, "2024Q1"), (SEED, "2024Q1")))


@pytest.mark.parametrize(
    ("data", "line", "word"),
    [
        (b"", 1, "末行"),
        (b"\n", 1, "栏数"),
        (LOG[:-1], 2, "末行"),
        (LOG + b"\n", 3, "栏数"),
        (LOG.replace(b"2|seed", b"3|seed"), 2, "序号应为 2"),
        (LOG.replace(b"2|seed", b"02|seed"), 2, "序号"),
        (LOG.replace(b"2|seed", b"2|note"), 2, "种类"),
        (LOG.replace(b"2|seed", b"2|void"), 2, "存证码"),
        (LOG.replace(b"|2024Q1|", b"|2024Q2|"), 1, "存证码"),
        (LOG.replace(b"|2024Q1|", b"||"), 1, "任务号"),
        (LOG.replace(D.encode(), E.encode()), 1, "存证码"),
        (b"".join(LOG.splitlines(keepends=True)[::-1]), 1, "序号"),
    ],
)
def test_a_damaged_log_is_refused_by_line(data: bytes, line: int, word: str) -> None:
    with pytest.raises(Refused, match=word) as refused:
        read_log(data)
    assert refused.value.line == line
