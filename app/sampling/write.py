"""Records to the canonical bytes of a frozen input (draw-spec.md §1-2)."""

from collections.abc import Iterable, Iterator, Sequence

from app.sampling.grammar import IDENTIFIER
from app.sampling.hashing import VERSION
from app.sampling.parse import parse
from app.sampling.records import ALL, NONE, Draft, Inspector
from app.sampling.refused import Refused


def write(draft: Draft) -> bytes:
    """Give the bytes to freeze: sections sorted, then read back, so that what cannot be canonical is refused.

    `Refused` has no line: there is no file yet; its reason quotes the record.
    """
    for inspector in draft.inspectors:
        _check_lists(inspector)
    data = b"".join(map(_encoded, _sections(draft)))
    try:
        parse(data)
    except Refused as fault:
        lines = data.decode().split("\n")[:-1]
        quoted = lines[min(fault.line or 1, len(lines)) - 1]
        raise Refused(None, f"“{quoted}”：{fault.reason}") from fault
    return data


def _encoded(lines: Sequence[str]) -> bytes:
    """Give the bytes of a section; one at a time, for a province has two million lines."""
    if not lines:
        return b""
    try:
        data = ("\n".join(lines) + "\n").encode()
    except UnicodeEncodeError as fault:
        raise Refused(None, "名单中有不能编码的字符") from fault
    if data.count(b"\n") != len(lines):
        broken = next(line for line in lines if "\n" in line)
        raise Refused(None, f"“{broken}”：栏内有换行")
    return data


def _check_lists(inspector: Inspector) -> None:
    """Refuse a name that would read as two names, or as the mark for all or none."""
    for name in (*inspector.areas, *inspector.skills):
        if not IDENTIFIER.fits(name):
            raise Refused(None, f"人员“{inspector.code}”的区域或业务专长“{name}”{IDENTIFIER.wanted}")


def _header(draft: Draft) -> Iterator[str]:
    yield VERSION
    yield f"period|{draft.period}"
    yield f"prev|{draft.prev}"
    for number, role in enumerate(draft.roles, 1):
        yield f"role|{number}|{role}"
    yield f"salt|{draft.commitment}"
    yield f"team|{draft.team}"


def _sections(draft: Draft) -> Iterator[list[str]]:
    yield list(_header(draft))
    yield sorted(f"item|{item.code}|{item.skill}" for item in draft.items)
    yield sorted(
        f"stratum|{s.item}|{s.code}|{s.numerator}|{s.denominator}|{s.scope}|{s.repeat}" for s in draft.strata
    )
    yield sorted(f"unit|{unit}|{area}" for unit, area in draft.units.items())
    yield sorted(_frame_lines(draft))
    yield sorted(_inspector_line(inspector) for inspector in draft.inspectors)
    yield sorted(f"recusal|{recusal.inspector}|{recusal.unit}" for recusal in draft.recusals)


def _frame_lines(draft: Draft) -> Iterator[str]:
    for stratum in draft.strata:
        frame = stratum.frame
        for unit, weight, state in zip(frame.units, frame.weights, frame.states, strict=True):
            yield f"frame|{stratum.item}|{stratum.code}|{unit}|{weight}|{state}"


def _inspector_line(inspector: Inspector) -> str:
    cap = NONE if inspector.cap is None else inspector.cap
    areas, skills = _listed(inspector.areas, ALL), _listed(inspector.skills, NONE)
    return f"inspector|{inspector.code}|{inspector.prior}|{cap}|{areas}|{skills}"


def _listed(names: Iterable[str], empty: str) -> str:
    return ",".join(names) or empty
