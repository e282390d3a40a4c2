"""The seven payloads of the draw log (draw-spec.md §7): one line each, built here and read back here."""

from dataclasses import dataclass, fields
from typing import Any, ClassVar

from app.sampling.grammar import (
    COUNT,
    HASH,
    HASH_OR_NONE,
    IDENTIFIER,
    IDENTIFIER_OR_ALL,
    IDENTIFIER_OR_NONE,
    Kind,
    fields_fault,
)
from app.sampling.refused import Refused

_LEAP_YEAR = r"(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)"
_DAY = (
    r"(?!0000)(?:[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    rf"|{_LEAP_YEAR}-02-29)"
)
_TIME = r"(?:[01][0-9]|2[0-3]):[0-5][0-9]"
_MOMENT = Kind(
    rf"{_DAY}T{_TIME}:[0-5][0-9][+-]{_TIME}", "应为精确到秒、带时差的时间，如 2024-01-22T14:00:00+08:00"
)
_FREE_TEXT = Kind(
    r"[^|\x00-\x1f\x7f]*[^|\x00-\x1f\x7f\s][^|\x00-\x1f\x7f]*", "不能空着，也不能含竖线和控制字符"
)
_DIGITS = Kind(r"[0-9]{8,64}", "应为 8 到 64 位半角数字")


@dataclass(frozen=True, slots=True)
class Freeze:
    """冻结: the input with this D is attempt number so many of its period."""

    kind: ClassVar[str] = "freeze"
    digest: str
    period: str
    attempt: int
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Seed:
    """取数: K and the digits of each role."""

    kind: ClassVar[str] = "seed"
    digest: str
    seed: str
    digits: tuple[str, ...]
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Result:
    """抽取结果: K and the digest of the result."""

    kind: ClassVar[str] = "result"
    digest: str
    seed: str
    result_digest: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Strike:
    """剔除: a unit, for one item or for all (`*`); the hash of the proof, or `-`."""

    kind: ClassVar[str] = "strike"
    digest: str
    item: str
    unit: str
    reason: str
    proof: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Substitute:
    """换人: `out` leaves seat `seat` of the visit to `unit`, `incoming` takes it; `-` is an empty seat."""

    kind: ClassVar[str] = "substitute"
    digest: str
    unit: str
    seat: int
    out: str
    incoming: str
    reason: str
    at: str
    by: str


@dataclass(frozen=True, slots=True)
class Void:
    """作废: with its reason and a second person."""

    kind: ClassVar[str] = "void"
    digest: str
    reason: str
    at: str
    by: str
    second: str


@dataclass(frozen=True, slots=True)
class Reveal:
    """公开保密码."""

    kind: ClassVar[str] = "reveal"
    digest: str
    salt: str
    at: str
    by: str


Entry = Freeze | Seed | Result | Strike | Substitute | Void | Reveal

_SORTS: dict[str, type[Entry]] = {
    sort.kind: sort for sort in (Freeze, Seed, Result, Strike, Substitute, Void, Reveal)
}
KINDS = tuple(_SORTS)

_FIELDS = {
    "digest": ("名单校验码", HASH),
    "period": ("任务号", IDENTIFIER),
    "attempt": ("次数", COUNT),
    "at": ("时间", _MOMENT),
    "by": ("经办人", IDENTIFIER),
    "seed": ("抽取种子", HASH),
    "digits": ("现场数字", _DIGITS),
    "result_digest": ("结果校验码", HASH),
    "item": ("事项编号", IDENTIFIER_OR_ALL),
    "unit": ("对象编号", IDENTIFIER),
    "reason": ("理由", _FREE_TEXT),
    "proof": ("证明材料校验码", HASH_OR_NONE),
    "seat": ("席位", COUNT),
    "out": ("换下的人员", IDENTIFIER_OR_NONE),
    "incoming": ("换上的人员", IDENTIFIER_OR_NONE),
    "second": ("第二人", IDENTIFIER),
    "salt": ("保密码", HASH),
}
_NUMBERS = ("attempt", "seat")


def payload_of(entry: Entry) -> bytes:
    """Give the payload of an entry: one line with LF; `Refused` where a field is not fit to be logged."""
    values: list[str] = []
    for field in fields(entry):
        value: str | int | tuple[str, ...] = getattr(entry, field.name)
        values += value if isinstance(value, tuple) else (str(value),)
    _named(entry.kind, values)
    return ("|".join((entry.kind, *values)) + "\n").encode()


def entry_of(payload: bytes) -> Entry:
    """Read a payload; `Refused` where it is not one line of a known kind with the fields of that kind."""
    try:
        text = payload.decode("utf-8")
    except UnicodeDecodeError as fault:
        raise Refused(None, "不是 UTF-8 编码") from fault
    if text.count("\n") != 1 or not text.endswith("\n"):
        raise Refused(None, "应为一行，并以换行结尾")
    kind, *values = text[:-1].split("|")
    if kind not in _SORTS:
        raise Refused(None, f"不认识的记录种类“{kind[:40]}”")
    return _SORTS[kind](**_named(kind, values))


def _named(kind: str, values: list[str]) -> dict[str, Any]:
    """Check the values and give them their names; only the digits of a seed may be several."""
    names = [field.name for field in fields(_SORTS[kind])]
    if "digits" in names:
        place = names.index("digits")
        names[place : place + 1] = ["digits"] * max(1, len(values) - len(names) + 1)
    reason = fields_fault([_FIELDS[name] for name in names], values)
    if reason:
        raise Refused(None, f"{kind} 记录的{reason}")
    named: dict[str, Any] = dict(zip(names, values, strict=True))
    if "digits" in named:
        named["digits"] = tuple(value for name, value in zip(names, values, strict=True) if name == "digits")
    return {name: int(value) if name in _NUMBERS else value for name, value in named.items()}
