"""What is not canonical is refused with line number and reason (draw-spec.md §1-2)."""

import re
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sampling import Refused, parse
from tests.sampling.cases import INPUT

TEXT = INPUT.decode()
WHITE_SPACE = {
    *range(0x9, 0xE),
    *range(0x2000, 0x200B),
    *(0x20, 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000),
}


def refusal(data: bytes) -> Refused:
    with pytest.raises(Refused) as refused:
        parse(data)
    return refused.value


def line_of(start: str) -> int:
    return next(n for n, line in enumerate(TEXT.split("\n"), 1) if line.startswith(start))


@pytest.mark.parametrize(
    ("old", "new", "line", "word"),
    [
        ("SSJ1\n", "SSJ2\n", 1, "SSJ1"),
        ("SSJ1\n", "SSJ1 \n", 1, "SSJ1"),
        ("period|2024Q1", "period|", 2, "任务号"),
        ("period|2024Q1", "period|2024Q1|x", 2, "栏数"),
        ("period|2024Q1\n", "", 2, "period"),
        ("period|2024Q1\n", "period|2024Q1\nperiod|2024Q1\n", 3, "prev"),
        ("prev|0000", "prev|000", 3, "64 位"),
        ("prev|0000", "prev|000A", 3, "64 位"),
        ("role|1|", "role|2|", 4, "从 1 起"),
        ("role|2|", "role|3|", 5, "从 1 起"),
        ("role|1|", "role|01|", 4, "序号"),
        ("role|2|监督人", "role|2|主持人", 5, "重复"),
        ("role|1|主持人\nrole|2|监督人\nrole|3|见证人\n", "", 4, "role"),
        ("salt|-", "salt|" + "a" * 63, 7, "承诺值"),
        ("salt|-", "salt|*", 7, "承诺值"),
        ("salt|-\nteam|2\n", "team|2\nsalt|-\n", 7, "salt"),
        ("team|2", "team|1", 8, "2 到 9"),
        ("team|2", "team|10", 8, "2 到 9"),
        ("team|2", "team|２", 8, "2 到 9"),
        ("team|2", "team|02", 8, "2 到 9"),
        ("item|2024-15|-", "item|2024-15", 9, "栏数"),
        ("item|2024-15|-", "item|2024-15|a,b", 9, "业务专长"),
        ("item|2024-15|-", "item|*|-", 9, "事项编号"),
        ("item|2024-15|-", "item|-|-", 9, "事项编号"),
        ("item|2024-15|-\n", "item|2024-15|-\nitem|2024-15|水\n", 10, "两次"),
        ("item|2024-15|-\n", "item|2024-15|-\nitem|2024-15|-\n", 10, "重复"),
        ("item|2024-15|-\nitem|2024-20|危废\n", "item|2024-20|危废\nitem|2024-15|-\n", 10, "升序"),
        ("stratum|2024-15|", "stratum|2024-14|", 11, "没有事项"),
        ("|20|100|", "|0|100|", 11, "比例分子"),
        ("|20|100|", "|101|100|", 11, "大于 1"),
        ("|20|100|", "|20|0|", 11, "比例分母"),
        ("|20|100|", "|020|100|", 11, "比例分子"),
        ("|20|100|", "|20|1000000000|", 11, "9 位"),
        ("|20|100|", "|+20|100|", 11, "比例分子"),
        ("|20|100|", "|2_0|100|", 11, "比例分子"),
        ("|20|100|", "| 20|100|", 11, "比例分子"),
        ("|20|100|", "|２０|100|", 11, "比例分子"),
        ("|100|联合|prefer\nstratum", "|100||prefer\nstratum", 11, "抽签范围"),
        ("|prefer\nstratum", "|Prefer\nstratum", 11, "forbid"),
        ("stratum|2024-20", "stratum|2024-15|2024-15b|30|100|联合|prefer\nstratum|2024-20", 12, "两次"),
        ("unit|WL-0001|白马镇", "unit|WL-0001", 13, "栏数"),
        ("unit|WL-0001|白马镇", "unit|WL-0001|白,马", 13, "所在地"),
        ("unit|WL-0001|白马镇", "unit|WL-0001|*", 13, "所在地"),
        ("unit|WL-0002|江口镇\n", "unit|WL-0002|江口镇\nunit|WL-0002|白马镇\n", 15, "两次"),
        ("unit|WL-0002|江口镇\n", "unit|WL-0002|江口镇\nunit|WL-0002|江口镇\n", 15, "重复"),
        ("unit|WL-0001|", "unit|WL-0012|", 14, "升序"),
        ("unit|WL-0009|白马镇\n", "", line_of("frame|2024-15|2024-15b|WL-0009") - 1, "没有对象“WL-0009”"),
        ("frame|2024-15|2024-15b|WL-0001|2|E", "frame|2024-15|2024-15a|WL-0001|2|E", 22, "没有抽查类别"),
        ("frame|2024-15|2024-15b|WL-0001|2|E", "frame|2024-0|2024-15b|WL-0001|2|E", 22, "没有抽查类别"),
        ("WL-0001|2|E", "WL-0001|0|E", 22, "权重"),
        ("WL-0001|2|E", "WL-0001|11|E", 22, "权重"),
        ("WL-0001|2|E", "WL-0001|02|E", 22, "权重"),
        ("WL-0001|2|E", "WL-0001|2|e", 22, "状态"),
        ("WL-0001|2|E", "WL-0001|2|EE", 22, "状态"),
        ("WL-0001|2|E\n", "WL-0001|2|E\nframe|2024-15|2024-15b|WL-0001|3|E\n", 23, "两次"),
        ("inspector|A01|3", "inspector|A01|-1", 36, "本年已查次数"),
        ("inspector|A01|3", "inspector|A01|03", 36, "本年已查次数"),
        ("inspector|A01|3|-", "inspector|A01|3|*", 36, "每次上限"),
        ("inspector|A01|3|-", "inspector|A01|3|1234567890", 36, "每次上限"),
        ("inspector|A01|3|-|*", "inspector|A01|3|-|-", 36, "所在区域"),
        ("inspector|A01|3|-|*", "inspector|A01|3|-|*,白马镇", 36, "所在区域"),
        ("inspector|A01|3|-|*", "inspector|A01|3|-|", 36, "所在区域"),
        ("|*|危废\n", "|*|危废,危废\n", 36, "两次"),
        ("|*|危废\n", "|*|危废,\n", 36, "业务专长"),
        ("|*|危废\n", "|*|危废, 水\n", 36, "业务专长"),
        ("|*|危废\n", "|*|危废,-\n", 36, "业务专长"),
        ("江口镇,白马镇", "江口镇,江口镇", 38, "两次"),
        ("inspector|A02|2|-|江口镇|-\n", "inspector|A01|4|-|江口镇|-\n", 37, "两次"),
        ("recusal|A01|WL-0005", "recusal|A09|WL-0005", 41, "没有人员“A09”"),
        ("recusal|A01|WL-0005", "recusal|A01|WL-0099", 41, "没有对象“WL-0099”"),
        ("recusal|A01|WL-0005\n", "recusal|A01|WL-0005\nrecusal|A01|WL-0005\n", 42, "重复"),
        ("recusal|A01|WL-0005\n", "recusal|A01|WL-0005\n\n", 42, "空行"),
        ("recusal|A01|WL-0005\n", "recusal|A01|WL-0005\nnote|x\n", 42, "不认识"),
        ("recusal|A01|WL-0005\n", "recusal|A01|WL-0005\nunit|WL-0010|x\n", 42, "unit 行不在"),
        ("recusal|A01|WL-0005\n", "recusal|A01|WL-0005\n# 注\n", 42, "不认识"),
        ("recusal|A01|WL-0005\n", "recusal|A01|WL-0005", 41, "末行"),
        ("period|2024Q1\n", "period|2024Q1\r\n", 2, "回车"),
        ("unit|WL-0001|白马镇", "unit|WL-0001|e\u0301", 13, "NFC"),
    ],
)
def test_one_fault_is_refused_by_line_and_reason(old: str, new: str, line: int, word: str) -> None:
    assert TEXT.count(old) >= 1
    fault = refusal(TEXT.replace(old, new, 1).encode())
    assert fault.line == line
    assert word in fault.reason
    assert str(fault) == f"第 {line} 行：{fault.reason}"


def test_a_byte_order_mark_is_refused() -> None:
    assert refusal(b"\xef\xbb\xbf" + INPUT).line == 1


def test_bytes_that_are_no_utf8_are_refused_by_line() -> None:
    fault = refusal(INPUT.replace("江口镇".encode(), b"\xff", 1))
    assert (fault.line, fault.reason) == (14, "不是 UTF-8 编码")


def test_a_surrogate_is_no_utf8() -> None:
    assert refusal(INPUT.replace(b"WL-0001", b"\xed\xa0\x80", 1)).line == 13


@pytest.mark.parametrize("length", [0, 1, 3, 8])
def test_a_file_that_ends_in_the_header_is_refused_where_it_ends(length: int) -> None:
    head = "".join(line + "\n" for line in TEXT.split("\n")[:length])
    if length == 8:
        assert parse(head.encode()).team == 2
        return
    assert refusal(head.encode()).line == length + 1


def area(text: str) -> bytes:
    return TEXT.replace("unit|WL-0001|白马镇", f"unit|WL-0001|{text}").encode()


@pytest.mark.parametrize("code", sorted(WHITE_SPACE))
def test_white_space_is_refused_at_either_end(code: int) -> None:
    for text in (chr(code) + "镇", "镇" + chr(code), chr(code)):
        if unicodedata.is_normalized("NFC", text):
            assert refusal(area(text)).line in {13, 14}


@pytest.mark.parametrize(
    "text",
    ["\ufeff镇", "镇\ufeff", "镇\u0085镇", "镇 镇", "a-*", "**", "镇\u200b", "👍", "x" * 64, "𬬻" * 64],
)
def test_what_only_looks_like_white_space_is_an_identifier(text: str) -> None:
    assert parse(area(text)).units["WL-0001"] == text


@pytest.mark.parametrize(
    "text", ["x" * 65, "𬬻" * 65, "a\x00b", "a\x1fb", "a\x7fb", "a,b", "-", "*", "", "a\tb"]
)
def test_what_is_no_identifier_is_refused(text: str) -> None:
    assert refusal(area(text)).line == 13


@pytest.mark.parametrize("number", ["1 ", "+1", "1_0", "٣", "１", "1.0", "1e1", "", "00", "9999999999"])
def test_what_is_no_integer_is_refused(number: str) -> None:
    assert refusal(TEXT.replace("inspector|A01|3|", f"inspector|A01|{number}|").encode()).line == 36


@pytest.mark.parametrize("number", ["0", "1", "999999999"])
def test_an_integer_of_at_most_nine_digits_is_taken(number: str) -> None:
    found = parse(TEXT.replace("inspector|A01|3|", f"inspector|A01|{number}|").encode())
    assert found.inspectors[0].prior == int(number)


def test_the_expression_for_blanks_is_the_unicode_property() -> None:
    blanks = {code for code in range(sys.maxunicode + 1) if re.match(r"\s", chr(code))}
    assert blanks - WHITE_SPACE == set(range(0x1C, 0x20))  # controls, refused anyway
    assert blanks >= WHITE_SPACE


def test_lines_stand_in_the_order_of_bytes_and_not_of_utf16() -> None:
    low, high = "\uffee", "\U00020000"  # UTF-16 would put the surrogates of the second one first
    lines = [f"unit|{low}|x\n", f"unit|{high}|x\n"]
    head = "".join(line + "\n" for line in TEXT.split("\n")[:8])
    assert list(parse((head + "".join(lines)).encode()).units) == [low, high]
    assert refusal((head + "".join(lines[::-1])).encode()).line == 10


def test_a_key_may_be_the_beginning_of_another() -> None:
    head = "".join(line + "\n" for line in TEXT.split("\n")[:8])
    body = (
        "item|A|-\nitem|A-1|-\nstratum|A-1|x|1|1|s|allow\nstratum|A|x|1|1|s|allow\nunit|u-1|z\nunit|u|z\n"
        "frame|A-1|x|u-1|1|E\nframe|A-1|x|u|1|E\nframe|A|x|u-1|1|E\nframe|A|x|u|10|E\n"
    )
    swapped = body.replace("item|A|-\nitem|A-1|-\n", "item|A-1|-\nitem|A|-\n")
    found = parse((head + swapped).encode())
    assert [stratum.frame.units for stratum in found.strata] == [("u-1", "u")] * 2
    assert found.strata[1].frame.weights == bytes([1, 10])


@given(st.integers(0, len(INPUT) - 1), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_read_as_something_else(place: int, byte: int) -> None:
    changed = INPUT[:place] + bytes([byte]) + INPUT[place + 1 :]
    try:
        found = parse(changed)
    except Refused as refused:
        line = refused.line or 0
    else:
        line = 1
        assert (found.digest == parse(INPUT).digest) == (changed == INPUT)
    assert 1 <= line <= changed.count(b"\n") + 1


@given(st.binary(max_size=60) | st.text(alphabet="SJ1period|prev0\n*-,", max_size=60).map(str.encode))
def test_any_other_bytes_are_refused_in_words(data: bytes) -> None:
    assert refusal(data).line is not None
