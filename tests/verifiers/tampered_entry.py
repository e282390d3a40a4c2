"""Payloads that say something else, with every hash and head made to agree."""

from collections.abc import Callable

from tests.verifiers.chain import AT, add_entry, as_bytes, chained, moved, other, rechained, repeated, written
from tests.verifiers.forger import Forger
from tests.verifiers.kind import Tampering


def kind_of_line(forger: Forger) -> None:
    """Call the reveal a strike in the public line; the payload stays."""
    entry = forger.entry("strike")
    entry.kind = "substitute"


def nfd(reason: str) -> str:
    return f"{reason}e\u0301"


def struck(item: str, unit: str) -> Callable[[Forger], None]:
    return add_entry("result", "strike", item, unit, "关闭", "-", AT, "U01")


WRITTEN: tuple[Tampering, ...] = (
    rechained(
        "period_changed_in_payload", "冻结内容里的任务号换掉", "log/", written("freeze", 2, other("2099Q9"))
    ),
    rechained("attempt_changed", "改了第几次抽取", "log/", written("freeze", 3, lambda n: str(int(n) + 1))),
    rechained("attempt_with_zero", "第几次抽取带前导零", "log/", written("freeze", 3, lambda n: f"0{n}")),
    rechained(
        "digest_changed_in_payload",
        "结果内容里的名单校验码换掉",
        "log/",
        written("result", 1, other("0" * 64)),
    ),
    rechained(
        "seed_changed_in_payload", "取数内容里的抽取种子换掉", "log/", written("seed", 2, other("0" * 64))
    ),
    rechained("seed_upper_case", "取数内容里的抽取种子用大写", "log/", written("seed", 2, str.upper)),
    rechained(
        "seed_changed_in_result", "结果内容里的抽取种子换掉", "log/", written("result", 2, other("0" * 64))
    ),
    rechained("result_digest_upper_case", "结果校验码用大写", "log/", written("result", 3, str.upper)),
    rechained(
        "digits_changed_in_payload",
        "取数内容里的数字换掉",
        "reveal.txt",
        written("seed", 3, other("87654321")),
    ),
    rechained(
        "salt_changed_in_payload", "公开的保密码换掉", "reveal.txt", written("reveal", 2, other("0" * 64))
    ),
    rechained(
        "kind_changed_in_payload", "结果内容里的种类换掉", "log/", written("result", 0, other("reveal"))
    ),
    rechained("kind_changed_in_line", "存证一行的种类换掉", "log/", chained(kind_of_line), "strike"),
    rechained("time_without_zone", "时间不带时差", "log/", written("result", -2, lambda at: at[:19])),
    rechained(
        "time_with_blank", "时间中间是空格", "log/", written("result", -2, lambda at: at.replace("T", " "))
    ),
    rechained(
        "time_of_no_day",
        "时间是 2 月 30 日",
        "log/",
        written("result", -2, other("2024-02-30T14:00:00+08:00")),
    ),
    rechained(
        "time_in_no_leap_year",
        "时间是平年的 2 月 29 日",
        "log/",
        written("result", -2, other("2023-02-29T14:00:00+08:00")),
    ),
    rechained("nobody_did_it", "没有写经办人", "log/", written("result", -1, other(""))),
    rechained("payload_field_added", "内容多一栏", "log/", written("result", -1, lambda by: f"{by}|U02")),
    rechained(
        "payload_field_dropped",
        "内容少一栏",
        "log/",
        as_bytes("result", lambda p: p.rpartition(b"|")[0] + b"\n"),
    ),
    rechained("payload_of_two_lines", "内容有两行", "log/", as_bytes("result", lambda p: p + p)),
    rechained("payload_ends_without_lf", "内容没有换行", "log/", as_bytes("result", lambda p: p[:-1])),
    rechained(
        "payload_ends_with_crlf", "内容用回车换行", "log/", as_bytes("result", lambda p: p[:-1] + b"\r\n")
    ),
    rechained(
        "payload_begins_with_bom",
        "内容带字节顺序标记",
        "log/",
        as_bytes("result", lambda p: b"\xef\xbb\xbf" + p),
    ),
    rechained("payload_not_utf8", "内容不是 UTF-8", "log/", as_bytes("result", lambda p: p[:-1] + b"\xff\n")),
    rechained("reason_not_nfc", "理由不是规范形式", "log/", written("strike", 4, nfd), "strike"),
    rechained(
        "reason_with_control", "理由里有控制字符", "log/", written("strike", 4, other("关闭\x07")), "strike"
    ),
    rechained("reason_with_bar", "理由里有竖线", "log/", written("strike", 4, other("关闭|停产")), "strike"),
    rechained(
        "proof_upper_case", "证明材料校验码用大写", "log/", written("strike", 5, other("AB" * 32)), "strike"
    ),
    rechained("strike_of_nobody", "多出一条剔除，单位不在名单上", "log/", struck("*", "ZZ-9999")),
    rechained("strike_for_no_item", "多出一条剔除，没有这个事项", "log/", struck("Z99", "WL-0001")),
    rechained("strike_without_unit", "剔除没有写单位", "log/", written("strike", 3, other("")), "strike"),
    rechained(
        "substitute_is_another",
        "换上的不是依次的下一人",
        "log/",
        written("substitute", 5, other("A03")),
        "substitute",
    ),
    rechained(
        "substitute_is_nobody", "有人可换而空着", "log/", written("substitute", 5, other("-")), "substitute"
    ),
    rechained(
        "substitute_is_a_stranger",
        "换上名单外的人",
        "log/",
        written("substitute", 5, other("Z99")),
        "substitute",
    ),
    rechained(
        "substitute_for_another",
        "换下的不是在席的人",
        "log/",
        written("substitute", 4, other("A02")),
        "substitute",
    ),
    rechained(
        "substitute_on_no_seat", "没有这个席位", "log/", written("substitute", 3, other("9")), "substitute"
    ),
    rechained(
        "substitute_on_seat_zero", "席位从零数起", "log/", written("substitute", 3, other("0")), "substitute"
    ),
    rechained(
        "substitute_seat_with_zero",
        "席位带前导零",
        "log/",
        written("substitute", 3, other("01")),
        "substitute",
    ),
    rechained(
        "substitute_on_no_visit",
        "没有这次检查",
        "log/",
        written("substitute", 2, other("WL-0005")),
        "substitute",
    ),
    rechained(
        "substitute_before_strike", "换人在剔除之前", "log/", moved("substitute", "strike"), "substitute"
    ),
    rechained("substitute_twice", "换人两次", "log/", repeated("substitute"), "substitute"),
)
