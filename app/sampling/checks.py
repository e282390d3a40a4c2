"""The checks of a public package, one by one; each names the place of its fault (draw-spec.md §7)."""

import json
from collections.abc import Iterable, Mapping, Sequence

from app.sampling.aftermath import Replay
from app.sampling.chain import History, LogLine, head_before, read_log
from app.sampling.entries import Entry, Freeze, Result, Reveal, Seed, Strike, Substitute, entry_of
from app.sampling.hashing import bytes_hash
from app.sampling.outcome import DrawResult
from app.sampling.parse import parse
from app.sampling.reading import decode
from app.sampling.records import NONE, FrozenInput
from app.sampling.refused import Refused
from app.sampling.result import perform, result_json

INPUT, REVEAL, RESULT, LOG = "input.txt", "reveal.txt", "result.json", "log.txt"

Logged = Sequence[tuple[LogLine, Entry]]
"""The entries of the draw itself: the public line and what its payload says."""


class WrongError(Exception):
    """A check failed: where, as file and line or place in it, and a Chinese sentence."""

    def __init__(self, where: str, message: str) -> None:
        super().__init__(where, message)
        self.where = where
        self.message = message


def _refused(name: str, refused: Refused) -> WrongError:
    where = name if refused.line is None else f"{name} 第 {refused.line} 行"
    return WrongError(where, refused.reason)


def _line(line: LogLine) -> str:
    return f"{LOG} 第 {line.number} 行"


def _payload(line: LogLine) -> str:
    return f"log/{line.number}.txt"


def file_of(files: Mapping[str, bytes], name: str) -> bytes:
    """Give a file that the package must have."""
    if name not in files:
        raise WrongError(name, "公开包中缺少这个文件")
    return files[name]


def checked_input(files: Mapping[str, bytes]) -> FrozenInput:
    """Read the frozen input, which must be canonical."""
    try:
        return parse(file_of(files, INPUT))
    except Refused as refused:
        raise _refused(INPUT, refused) from refused


def checked_log(files: Mapping[str, bytes]) -> tuple[LogLine, ...]:
    """Read the log: heads must follow from each other, entries must stand in a possible order."""
    try:
        return read_log(file_of(files, LOG))
    except Refused as refused:
        raise _refused(LOG, refused) from refused


def own_lines(frozen: FrozenInput, lines: Sequence[LogLine]) -> list[LogLine]:
    """Pick the lines of this draw: it was frozen as this D, in this period, is over, and ends the log."""
    own = [line for line in lines if line.digest == frozen.digest]
    if not own:
        raise WrongError(INPUT, f"名单校验码 {frozen.digest} 不在 {LOG} 中：这不是当时冻结的名单")
    if own[0].period != frozen.period:
        raise WrongError(_line(own[0]), f"任务号应为 {frozen.period}，这里是 {own[0].period}")
    if own[-1] is not lines[-1]:
        raise WrongError(_line(lines[-1]), "记录应止于本次抽取的最后一条，这里是另一次抽取的记录")
    kinds = {line.kind for line in own}
    for kind in ("result",) if frozen.commitment == NONE else ("result", "reveal"):
        if kind not in kinds:
            raise WrongError(LOG, f"本次抽取还没有 {kind} 记录，尚不能公开")
    return own


def checked_payloads(files: Mapping[str, bytes], own: Iterable[LogLine]) -> Logged:
    """Read the payload of each line of this draw; there must be no other."""
    logged = [(line, _checked_payload(file_of(files, _payload(line)), line)) for line in own]
    expected = {_payload(line) for line, _ in logged}
    for name in sorted(files):
        if name.startswith("log/") and name.endswith(".txt") and name not in expected:
            raise WrongError(name, "不是本次抽取的记录，不应在公开包中")
    return logged


def _checked_payload(payload: bytes, line: LogLine) -> Entry:
    if bytes_hash(payload) != line.payload_hash:
        raise WrongError(_payload(line), f"内容与 {_line(line)}的内容校验码不符")
    try:
        entry = entry_of(payload)
    except Refused as refused:
        raise _refused(_payload(line), refused) from refused
    if entry.kind != line.kind:
        raise WrongError(_payload(line), f"种类应为 {line.kind}，这里是 {entry.kind}")
    if entry.digest != line.digest:
        raise WrongError(_payload(line), f"名单校验码应为 {line.digest}，这里是 {entry.digest}")
    return entry


def check_freeze(frozen: FrozenInput, lines: Sequence[LogLine], logged: Logged) -> int:
    """Check `prev`, period and attempt against the log; give the attempt."""
    line, entry = next((line, entry) for line, entry in logged if isinstance(entry, Freeze))
    head = head_before(lines, line.number)
    if frozen.prev != head:
        raise WrongError(f"{INPUT} prev", f"应为冻结前的存证码 {head}，这里是 {frozen.prev}")
    if entry.period != frozen.period:
        raise WrongError(_payload(line), f"任务号应为 {frozen.period}，这里是 {entry.period}")
    attempt = History(lines[: line.number]).attempts(frozen.period)
    if entry.attempt != attempt:
        raise WrongError(_payload(line), f"应为第 {attempt} 次冻结，这里是第 {entry.attempt} 次")
    return attempt


def revealed(files: Mapping[str, bytes], logged: Logged) -> tuple[str, tuple[str, ...]]:
    """Read salt and digits; they must be those of the log."""
    try:
        salt, *digits = decode(file_of(files, REVEAL))[:-1].split("\n")
    except Refused as refused:
        raise _refused(REVEAL, refused) from refused
    for line, entry in logged:
        if isinstance(entry, Seed) and entry.digits != tuple(digits):
            raise WrongError(REVEAL, f"现场数字与 {_payload(line)} 所记不同")
        if isinstance(entry, Reveal) and entry.salt != salt:
            raise WrongError(f"{REVEAL} 第 1 行", f"保密码与 {_payload(line)} 所记不同")
    return salt, tuple(digits)


def redrawn(frozen: FrozenInput, salt: str, digits: Sequence[str], logged: Logged) -> DrawResult:
    """Draw again; K and the digest of the result must be those of the log."""
    try:
        result = perform(frozen, digits, salt)
    except Refused as refused:
        raise _refused(REVEAL, refused) from refused
    for line, entry in logged:
        if isinstance(entry, Seed | Result) and entry.seed != result.seed:
            raise WrongError(_payload(line), f"抽取种子应为 {result.seed}，这里是 {entry.seed}")
        if isinstance(entry, Result) and entry.result_digest != result.result_digest:
            raise WrongError(
                _payload(line), f"结果校验码应为 {result.result_digest}，这里是 {entry.result_digest}"
            )
    return result


def check_announced(files: Mapping[str, bytes], result: DrawResult) -> None:
    """Compare `result.json`, as objects, with what was drawn again."""
    try:
        found = json.loads(decode(file_of(files, RESULT)), object_pairs_hook=_without_repetition)
    except Refused as refused:
        raise _refused(RESULT, refused) from refused
    except (ValueError, RecursionError) as fault:
        raise WrongError(RESULT, "不是 JSON，或有重复的键") from fault
    place = _difference(result_json(result), found)
    if place is not None:
        raise WrongError(f"{RESULT} {'/'.join(place)}".rstrip(), "与重新抽取的结果不同")


def _without_repetition(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError
    return members


def _difference(expected: object, found: object) -> list[str] | None:
    """Give the path to the first difference; `true` is not 1, and lists are compared as wholes."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in [*expected, *found]:
            if key not in expected or key not in found:
                return [key]
            inner = _difference(expected[key], found[key])
            if inner is not None:
                return [key, *inner]
        return None
    return None if type(expected) is type(found) and expected == found else []


def replayed(frozen: FrozenInput, result: DrawResult, logged: Logged) -> Replay:
    """Replay strikes and substitutions, which must be possible ones."""
    state = Replay(frozen, result)
    for line, entry in logged:
        try:
            if isinstance(entry, Strike):
                state.strike(entry.item, entry.unit)
            if isinstance(entry, Substitute):
                state.substitute(entry.unit, entry.seat, entry.out, entry.incoming)
        except Refused as refused:
            raise _refused(_payload(line), refused) from refused
    return state
