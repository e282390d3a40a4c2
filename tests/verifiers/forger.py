"""One who owns the computer: changes a public package and chains its log anew, so that it agrees with itself.

His hashes are his own; only to draw again he uses the program.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from app.sampling import FrozenInput, parse, perform_with_seed, result_json

INPUT, REVEAL, RESULT, LOG = "input.txt", "reveal.txt", "result.json", "log.txt"


def hashed(*fields: str) -> str:
    return sha256("|".join(fields).encode()).hexdigest()


@dataclass(slots=True)
class LogEntry:
    """A line of the log without number and head; `payload` is None where it is another draw's."""

    kind: str
    digest: str
    period: str
    payload_hash: str
    payload: bytes | None = None

    @property
    def fields(self) -> list[str]:
        """The fields of the payload."""
        assert self.payload is not None
        return self.payload.decode().removesuffix("\n").split("|")

    def write(self, fields: Sequence[str]) -> None:
        """Give the payload other fields."""
        self.payload = ("|".join(fields) + "\n").encode()

    def set(self, place: int, value: str) -> None:
        """Change one field of the payload; 0 is its kind."""
        fields = self.fields
        fields[place] = value
        self.write(fields)


class Forger:
    """A package in a folder and its log as a list; `sealed` writes the log with heads that follow."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.package = folder
        self.entries: list[LogEntry] = []
        for line in self.lines(LOG):
            number, kind, digest, period, payload_hash, _ = line.split("|")
            path = folder / "log" / f"{number}.txt"
            payload = path.read_bytes() if path.exists() else None
            self.entries.append(LogEntry(kind, digest, period, payload_hash, payload))
        self.digest = sha256(self.read(INPUT)).hexdigest()

    def read(self, name: str) -> bytes:
        return (self.folder / name).read_bytes()

    def put(self, name: str, data: bytes) -> None:
        (self.folder / name).write_bytes(data)

    def lines(self, name: str) -> list[str]:
        return self.read(name).decode().removesuffix("\n").split("\n")

    def put_lines(self, name: str, lines: Sequence[str]) -> None:
        self.put(name, ("\n".join(lines) + "\n").encode())

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace the first of a text in a file; the text must be there."""
        before = self.read(name)
        assert old.encode() in before
        self.put(name, before.replace(old.encode(), new.encode(), 1))

    @property
    def own(self) -> list[LogEntry]:
        """The entries of this draw."""
        return [entry for entry in self.entries if entry.payload is not None]

    def entry(self, kind: str) -> LogEntry:
        """The first entry of a kind that is this draw's."""
        return next(entry for entry in self.own if entry.kind == kind)

    def place(self, kind: str) -> int:
        """Where that entry stands in the log, from 0."""
        return self.entries.index(self.entry(kind))

    def payload_name(self, kind: str) -> str:
        return f"log/{self.place(kind) + 1}.txt"

    def has(self, kind: str) -> bool:
        return any(entry.kind == kind for entry in self.entries)

    def announced(self) -> Any:  # noqa: ANN401 - JSON that a forger changes at will
        return json.loads(self.read(RESULT))

    def announce(self, result: object) -> None:
        self.put(RESULT, (json.dumps(result, ensure_ascii=False, indent=1) + "\n").encode())

    def sealed(self) -> None:
        """Number the entries, hash their payloads, chain the heads; write log and payloads."""
        for old in (self.folder / "log").glob("*.txt"):
            old.unlink()
        head, lines = "0" * 64, []
        for number, entry in enumerate(self.entries, 1):
            if entry.payload is not None:
                entry.payload_hash = sha256(entry.payload).hexdigest()
                self.put(f"log/{number}.txt", entry.payload)
            public = (str(number), entry.kind, entry.digest, entry.period, entry.payload_hash)
            head = hashed("SSJ1", "LOG", head, *public)
            lines.append("|".join((*public, head)))
        self.put_lines(LOG, lines)

    def reannounce(self, result: Any) -> None:  # noqa: ANN401 - as above
        """Announce a forged result with the digest that belongs to it, in the log as well."""
        result["result_digest"] = result_digest(result)
        self.announce(result)
        self.entry("result").set(3, result["result_digest"])
        self.sealed()

    def redraw(self, frozen: FrozenInput, seed: str = "") -> None:
        """Draw and write what comes out everywhere; K follows from `reveal.txt` unless it is given."""
        salt, *digits = self.lines(REVEAL)
        result = perform_with_seed(frozen, seed or hashed("SSJ1", "SEED", frozen.digest, salt, *digits))
        at, by = self.entry("seed").fields[-2:]
        self.entry("seed").write(["seed", frozen.digest, result.seed, *digits, at, by])
        self.entry("result").set(2, result.seed)
        self.entry("result").set(3, result.result_digest)
        self.entries = [
            entry for entry in self.entries if entry.kind != "substitute" or entry.payload is None
        ]
        self.announce(result_json(result))
        self.sealed()

    def refreeze(self, data: bytes, frozen: FrozenInput | None = None) -> None:
        """Put another input in the place of the frozen one, as though it had been so from the beginning.

        `frozen` is what bytes mean that no reader should accept.
        """
        digest = sha256(data).hexdigest()
        self.put(INPUT, data)
        for entry in self.own:
            assert entry.payload is not None
            entry.payload = entry.payload.replace(self.digest.encode(), digest.encode())
            entry.digest = digest
        self.digest = digest
        self.redraw(replace(frozen or parse(data), digest=digest))


def result_digest(result: Any) -> str:  # noqa: ANN401 - as above
    """Give the digest of an announced result (draw-spec.md §7)."""
    lines = ["SSJ1-RESULT", f"digest|{result['digest']}", f"seed|{result['seed']}"]
    for key in sorted(result["strata"]):
        lines += [
            f"pick|{key}|{rank}|{unit}" for rank, unit in enumerate(result["strata"][key]["selected"], 1)
        ]
    staff = result["staffing"]["staff"]
    for unit in sorted(staff):
        lines += [f"seat|{unit}|{number}|{name}" for number, name in enumerate(staff[unit], 1)]
    return sha256(("\n".join(lines) + "\n").encode()).hexdigest()
