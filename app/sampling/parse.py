"""Bytes to a frozen input, or a refusal with line and reason (draw-spec.md §1-2)."""

from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice, pairwise
from operator import eq

from app.sampling import grammar
from app.sampling.hashing import VERSION, bytes_hash
from app.sampling.reading import Cursor, decode
from app.sampling.records import ALL, NONE, Frame, FrozenInput, Inspector, Item, Recusal, Stratum
from app.sampling.refused import Refused


def parse(data: bytes) -> FrozenInput:
    """Read a frozen input; `Refused` names the line and the reason of the first fault found."""
    cursor = Cursor(decode(data))
    cursor.skip(VERSION)
    (period,) = cursor.take(grammar.PERIOD)
    (prev,) = cursor.take(grammar.PREV)
    roles = _roles(cursor)
    (commitment,) = cursor.take(grammar.SALT)
    (team,) = cursor.take(grammar.TEAM_SIZE)
    items = _items(cursor)
    ratios = _strata(cursor, {item.code for item in items})
    units = _units(cursor)
    strata = _frames(cursor, ratios, units)
    inspectors = _inspectors(cursor)
    recusals = _recusals(cursor, {inspector.code for inspector in inspectors}, units)
    stray = cursor.rest_of_line()
    if stray is not None:
        raise Refused(cursor.line, grammar.stray_fault(stray))
    return FrozenInput(
        digest=bytes_hash(data),
        period=period,
        prev=prev,
        roles=roles,
        commitment=commitment,
        team=int(team),
        items=items,
        strata=strata,
        units=units,
        inspectors=inspectors,
        recusals=recusals,
    )


def _roles(cursor: Cursor) -> tuple[str, ...]:
    roles: list[str] = []
    while not roles or cursor.stands_at(grammar.ROLE.word):
        line = cursor.line
        number, role = cursor.take(grammar.ROLE)
        if number != str(len(roles) + 1):
            raise Refused(line, f"角色应从 1 起依次编号，此处应为 {len(roles) + 1}，这里是 {number}")
        if role in roles:
            raise Refused(line, f"角色“{role}”重复")
        roles.append(role)
    return tuple(roles)


def _rows(cursor: Cursor, sort: grammar.Line) -> list[tuple[int, list[str]]]:
    """Read a short section as numbered rows of fields, no key twice: equal keys would be neighbours."""
    first = cursor.line
    rows = [(first + n, tail.split("|")) for n, tail in enumerate(cursor.section(sort))]
    for (_, before), (line, row) in pairwise(rows):
        if before[: sort.key] == row[: sort.key]:
            raise Refused(line, f"“{'|'.join(row[: sort.key])}”在 {sort.word} 段中出现两次")
    return rows


def _items(cursor: Cursor) -> tuple[Item, ...]:
    return tuple(Item(code, skill) for _, (code, skill) in _rows(cursor, grammar.ITEM))


def _strata(cursor: Cursor, items: set[str]) -> list[Stratum]:
    strata = []
    for line, (item, code, numerator, denominator, scope, repeat) in _rows(cursor, grammar.STRATUM):
        if item not in items:
            raise Refused(line, f"没有事项“{item}”")
        if int(numerator) > int(denominator):
            raise Refused(line, f"比例 {numerator}/{denominator} 大于 1")
        strata.append(Stratum(item, code, int(numerator), int(denominator), scope, repeat))
    return strata


def _units(cursor: Cursor) -> dict[str, str]:
    first = cursor.line
    tails = cursor.section(grammar.UNIT)
    flat = "|".join(tails).split("|")
    units = dict(zip(flat[0::2], flat[1::2], strict=False))
    _refuse_twice(first, flat[0::2], grammar.UNIT)
    return units


def _refuse_twice(first: int, keys: Sequence[str], sort: grammar.Line) -> None:
    """Refuse the first key that equals its neighbour, if there is one; `first` is the line of keys[0]."""
    if any(map(eq, keys, islice(keys, 1, None))):
        place = next(n for n in range(1, len(keys)) if keys[n - 1] == keys[n])
        raise Refused(first + place, f"“{keys[place]}”在 {sort.word} 段中出现两次")


def _frames(cursor: Cursor, ratios: list[Stratum], units: dict[str, str]) -> tuple[Stratum, ...]:
    """Read the frame lines into columns; the lines of one stratum stand together, for they begin alike."""
    first = cursor.line
    tails = cursor.section(grammar.FRAME)
    strata = []
    used = 0
    for ratio in ratios:
        start = bisect_left(tails, f"{ratio.key}|")
        chunk = tails[start : bisect_left(tails, f"{ratio.key}}}", start)]  # "}" follows "|"
        frame = _frame(first + start, chunk, units)
        strata.append(
            Stratum(
                ratio.item, ratio.code, ratio.numerator, ratio.denominator, ratio.scope, ratio.repeat, frame
            )
        )
        used += len(chunk)
    if used < len(tails):
        raise _unknown_stratum(first, tails, {ratio.key for ratio in ratios})
    return tuple(strata)


def _frame(first: int, chunk: list[str], units: dict[str, str]) -> Frame:
    if not chunk:
        return Frame()
    flat = "|".join(chunk).split("|")
    codes = flat[2::5]
    if not all(map(units.__contains__, codes)):
        place, code = next((n, code) for n, code in enumerate(codes) if code not in units)
        raise Refused(first + place, f"没有对象“{code}”")
    _refuse_twice(first, codes, grammar.FRAME)
    return Frame(tuple(codes), bytes(map(int, flat[3::5])), "".join(flat[4::5]))


def _unknown_stratum(first: int, tails: list[str], known: set[str]) -> Refused:
    keys = ["|".join(tail.split("|", 2)[:2]) for tail in tails]
    place = next(n for n, key in enumerate(keys) if key not in known)
    return Refused(first + place, f"没有抽查类别“{keys[place]}”")


def _inspectors(cursor: Cursor) -> tuple[Inspector, ...]:
    return tuple(
        Inspector(
            code,
            int(prior),
            None if cap == NONE else int(cap),
            _names(line, areas, ALL),
            _names(line, skills, NONE),
        )
        for line, (code, prior, cap, areas, skills) in _rows(cursor, grammar.INSPECTOR)
    )


def _names(line: int, text: str, alone: str) -> tuple[str, ...]:
    """Give the names of a comma list, none twice; the mark that stands alone is the empty list."""
    if text == alone:
        return ()
    names = tuple(text.split(","))
    for place, name in enumerate(names):
        if name in names[:place]:
            raise Refused(line, f"“{name}”在同一栏中出现两次")
    return names


def _recusals(cursor: Cursor, inspectors: set[str], units: dict[str, str]) -> tuple[Recusal, ...]:
    recusals = []
    for line, (inspector, unit) in _rows(cursor, grammar.RECUSAL):
        if inspector not in inspectors:
            raise Refused(line, f"没有人员“{inspector}”")
        if unit not in units:
            raise Refused(line, f"没有对象“{unit}”")
        recusals.append(Recusal(inspector, unit))
    return tuple(recusals)
