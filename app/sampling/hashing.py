"""The two hash functions of the draw: H and U (draw-spec.md §1)."""

from collections.abc import Iterable
from hashlib import sha256

VERSION = "SSJ1"


def hex_hash(*fields: str) -> str:
    """H: lower-case hex SHA-256 of the fields joined by `|`, as UTF-8."""
    return sha256("|".join(fields).encode()).hexdigest()


def numbers(fields: tuple[str, ...], lasts: Iterable[str]) -> list[int]:
    """U(*fields, last) for each last: the hash as a 256-bit integer.

    The common fields are hashed once and the state is copied: a million tickets cost hardly more than a
    million bare hashes.
    """
    copy = sha256(("|".join(fields) + "|").encode()).copy
    integer = int.from_bytes
    result: list[int] = []
    add = result.append
    for last in lasts:
        state = copy()
        state.update(last.encode())
        add(integer(state.digest(), "big"))
    return result


def bytes_hash(data: bytes) -> str:
    """Lower-case hex SHA-256 of a file or payload."""
    return sha256(data).hexdigest()
