"""Inputs, logs and packages that the tests of the draw share."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from app.sampling import (
    FIRST_HEAD,
    Draft,
    Entry,
    Frame,
    FrozenInput,
    Inspector,
    Item,
    LogLine,
    Recusal,
    Stratum,
    next_line,
    parse,
    payload_of,
    write,
    write_log,
)

DATA = Path(__file__).parents[1] / "data" / "draw"
INPUT = (DATA / "worked-example.txt").read_bytes()
DIGITS = ("31415926", "27182818", "16180339")
SEED = "ab" * 32
AT = "2024-01-22T14:00:00+08:00"


def frame(*lines: str) -> Frame:
    """Make a frame of lines such as `U1 2 E`; weight 2 and state E where they are not said."""
    rows = [(*line.split(), *("2", "E")[len(line.split()) - 1 :]) for line in lines]
    return Frame(
        tuple(row[0] for row in rows), bytes(int(row[1]) for row in rows), "".join(row[2] for row in rows)
    )


def stratum(
    *lines: str, item: str = "1", code: str = "1", ratio: str = "1/1", repeat: str = "prefer"
) -> Stratum:
    """Make a stratum of one scope from frame lines."""
    numerator, denominator = map(int, ratio.split("/"))
    return Stratum(item, code, numerator, denominator, "联合", repeat, frame(*lines))


def frozen(
    *strata: Stratum,
    inspectors: Sequence[Inspector] = (),
    recusals: Sequence[Recusal] = (),
    skills: Mapping[str, str] | None = None,
    areas: Mapping[str, str] | None = None,
    team: int = 2,
    prev: str = FIRST_HEAD,
    commitment: str = "-",
    period: str = "2024Q1",
    roles: tuple[str, ...] = ("主持人", "监督人", "见证人"),
) -> FrozenInput:
    """Freeze strata with the items and units that they name; the area is `甲` unless said otherwise."""
    units = {unit: (areas or {}).get(unit, "甲") for each in strata for unit in each.frame.units}
    items = {each.item: Item(each.item, (skills or {}).get(each.item, "-")) for each in strata}
    draft = Draft(
        period=period,
        prev=prev,
        roles=roles,
        commitment=commitment,
        team=team,
        items=tuple(items.values()),
        strata=strata,
        units=units,
        inspectors=tuple(inspectors),
        recusals=tuple(recusals),
    )
    return parse(write(draft))


def log_of(*entries: tuple[Entry, str]) -> list[tuple[LogLine, bytes]]:
    """Chain entries, each with the period of its draw, into log lines and payloads."""
    lines: list[LogLine] = []
    payloads = []
    for entry, period in entries:
        payload = payload_of(entry)
        lines.append(next_line(lines, payload, entry.digest, period))
        payloads.append(payload)
    return list(zip(lines, payloads, strict=True))


def log_files(log: Sequence[tuple[LogLine, bytes]], digest: str) -> dict[str, bytes]:
    """Give `log.txt` and the payloads of one draw as files of a package."""
    files = {"log.txt": write_log(line for line, _ in log)}
    return files | {f"log/{line.number}.txt": payload for line, payload in log if line.digest == digest}


def sample_package() -> dict[str, bytes]:
    """Read the sample package: a void attempt, salt, a strike, a substitution."""
    root = DATA / "package"
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }
