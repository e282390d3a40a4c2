"""Ways to change entries of the log such that every hash and head behind them agrees."""

from collections.abc import Callable

from tests.verifiers.forger import Forger, LogEntry
from tests.verifiers.kind import Tampering

AT = "2024-01-22T14:00:00+08:00"


def chained(change: Callable[[Forger], object]) -> Callable[[Forger], None]:
    """Change entries and chain the whole log anew."""

    def changed(forger: Forger) -> None:
        change(forger)
        forger.sealed()

    return changed


def removed(kind: str) -> Callable[[Forger], None]:
    return chained(lambda forger: forger.entries.remove(forger.entry(kind)))


def repeated(kind: str) -> Callable[[Forger], None]:
    return chained(lambda forger: forger.entries.insert(forger.place(kind), forger.entry(kind)))


def moved(kind: str, before: str) -> Callable[[Forger], None]:
    """Put an entry ahead of another."""

    def change(forger: Forger) -> None:
        entry = forger.entries.pop(forger.place(kind))
        forger.entries.insert(forger.place(before), entry)

    return chained(change)


def written(kind: str, place: int, change: Callable[[str], str]) -> Callable[[Forger], None]:
    """Change one field of a payload."""

    def changed(forger: Forger) -> None:
        entry = forger.entry(kind)
        entry.set(place, change(entry.fields[place]))

    return chained(changed)


def as_bytes(kind: str, change: Callable[[bytes], bytes]) -> Callable[[Forger], None]:
    def changed(forger: Forger) -> None:
        entry = forger.entry(kind)
        assert entry.payload is not None
        entry.payload = change(entry.payload)

    return chained(changed)


def other(value: str) -> Callable[[str], str]:
    return lambda _: value


def add_entry(after: str, kind: str, *fields: str) -> Callable[[Forger], None]:
    """Add an entry of this draw behind another, or at the end where that is its last."""

    def change(forger: Forger) -> None:
        entry = LogEntry(kind, forger.digest, forger.entry("freeze").period, "")
        entry.write([kind, forger.digest, *fields])
        forger.entries.insert(forger.place(after) + 1, entry)

    return chained(change)


def rechained(
    name: str, meaning: str, place: str, change: Callable[[Forger], object], *needs: str
) -> Tampering:
    return Tampering(name, f"{meaning}，存证全部重算", place, change, needs)
