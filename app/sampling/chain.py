"""The draw log: append-only, each head binding all before it (draw-spec.md §7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.sampling.entries import KINDS
from app.sampling.grammar import COUNT, HASH, IDENTIFIER, Kind, fields_fault
from app.sampling.hashing import VERSION, bytes_hash, hex_hash
from app.sampling.reading import decode
from app.sampling.refused import Refused

FIRST_HEAD = "0" * 64

_FIELDS = (
    ("序号", COUNT),
    ("种类", Kind(f"(?:{'|'.join(KINDS)})", f"应为 {'、'.join(KINDS)} 之一")),
    ("名单校验码", HASH),
    ("任务号", IDENTIFIER),
    ("内容校验码", HASH),
    ("存证码", HASH),
)
_NEEDS = {
    "seed": ("freeze",),
    "result": ("seed",),
    "strike": ("result",),
    "substitute": ("result",),
    "void": ("freeze",),
    "reveal": ("result", "void"),
}
"""What must stand in the log of a draw before an entry of each kind: one of these."""

_ONCE = ("freeze", "seed", "result", "void", "reveal")


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry as the public sees it: kind, draw and period are open, the payload may be closed."""

    number: int
    kind: str
    digest: str
    period: str
    payload_hash: str
    head: str

    def text(self) -> str:
        """Give the line of `log.txt`, without LF."""
        return f"{self.number}|{self.kind}|{self.digest}|{self.period}|{self.payload_hash}|{self.head}"


def log_head(previous: str, number: int, kind: str, digest: str, period: str, payload_hash: str) -> str:
    """Give the 存证码 after an entry."""
    return hex_hash(VERSION, "LOG", previous, str(number), kind, digest, period, payload_hash)


def next_line(lines: Sequence[LogLine], payload: bytes, digest: str, period: str) -> LogLine:
    """Give the line that a payload of the draw with this D and period adds to the log."""
    number = len(lines) + 1
    kind = payload.split(b"|", 1)[0].decode()
    payload_hash = bytes_hash(payload)
    head = log_head(head_before(lines, number), number, kind, digest, period, payload_hash)
    return LogLine(number, kind, digest, period, payload_hash, head)


def head_before(lines: Sequence[LogLine], number: int) -> str:
    """Give the head before entry `number`, counted from 1."""
    return lines[number - 2].head if number > 1 else FIRST_HEAD


def write_log(lines: Iterable[LogLine]) -> bytes:
    """Give the bytes of `log.txt`."""
    return "".join(f"{line.text()}\n" for line in lines).encode()


def read_log(data: bytes) -> tuple[LogLine, ...]:
    """Read `log.txt` and check every number and head and the order of entries; `Refused` names the line."""
    lines: list[LogLine] = []
    history = History()
    for number, text in enumerate(decode(data)[:-1].split("\n"), 1):
        line = _read_line(number, text)
        head = log_head(
            head_before(lines, number), number, line.kind, line.digest, line.period, line.payload_hash
        )
        if line.head != head:
            raise Refused(number, f"存证码不符：应为 {head}，这里是 {line.head}")
        reason = history.fault(line.kind, line.digest, line.period)
        if reason:
            raise Refused(number, reason)
        history.add(line)
        lines.append(line)
    return tuple(lines)


def _read_line(number: int, text: str) -> LogLine:
    values = text.split("|")
    reason = fields_fault(_FIELDS, values)
    if reason:
        raise Refused(number, reason)
    if values[0] != str(number):
        raise Refused(number, f"序号应为 {number}，这里是 {values[0]}")
    return LogLine(number, *values[1:])


class History:
    """Which entries each draw has had, and so which it may have next."""

    def __init__(self, lines: Iterable[LogLine] = ()) -> None:
        self._kinds: dict[str, set[str]] = {}
        self._period: dict[str, str] = {}
        self._standing: dict[str, str] = {}
        self._attempts: dict[str, int] = {}
        for line in lines:
            self.add(line)

    def add(self, line: LogLine) -> None:
        """Note an entry that `fault` does not object to."""
        self._kinds.setdefault(line.digest, set()).add(line.kind)
        if line.kind == "freeze":
            self._period[line.digest] = line.period
            self._standing[line.period] = line.digest
            self._attempts[line.period] = self.attempts(line.period) + 1
        if line.kind == "void":
            del self._standing[line.period]

    def attempts(self, period: str) -> int:
        """Count the freezes of a period: the number of its latest attempt."""
        return self._attempts.get(period, 0)

    def fault(self, kind: str, digest: str, period: str) -> str | None:
        """Say why the draw with this D may not have an entry of this kind now, or None if it may.

        One seed for each D, nothing after a void but the salt, no freeze while another of the period stands.
        """
        before = self._kinds.get(digest, set())
        if kind in before and kind in _ONCE:
            return f"同一次抽取有两条 {kind} 记录"
        if kind == "freeze":
            standing = self._standing.get(period)
            return standing and f"任务 {period} 此前的冻结尚未作废：名单校验码 {standing}"
        if not before.intersection(_NEEDS[kind]):
            return f"{kind} 记录之前没有 {' 或 '.join(_NEEDS[kind])} 记录"
        if self._period[digest] != period:
            return f"任务号与冻结时不同：应为 {self._period[digest]}，这里是 {period}"
        if "void" in before and kind != "reveal":
            return f"已作废的抽取不能再有 {kind} 记录"
        return None
