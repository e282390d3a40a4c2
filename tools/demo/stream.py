"""A stream of numbers that is the same on every machine and in every year."""

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from app.core.text import check_character

T = TypeVar("T")

_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_NOWHERE = "000000"  # no district has this number, so the codes are nobody's
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


class Stream:
    """Numbers from SHA-256 of a seed and a counter; a new seed gives a new, again fixed, registry."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._count = 0

    def below(self, limit: int) -> int:
        """Give a whole number from 0 to ``limit`` − 1."""
        self._count += 1
        digest = hashlib.sha256(f"{self._seed}|{self._count}".encode()).digest()
        return int.from_bytes(digest, "big") % limit

    def pick(self, choices: Sequence[T]) -> T:
        """Give one of the choices."""
        return choices[self.below(len(choices))]

    def credit_code(self, kind: str) -> str:
        """Give a well-formed 统一社会信用代码 of ``kind`` (91 firm, 12 public institution, 11 authority)."""
        body = "MA" + "".join(self.pick(_LETTERS) for _ in range(6))
        start = kind + _NOWHERE + body + _organisation_check(body)
        return start + check_character(start)


def _organisation_check(body: str) -> str:
    total = sum(int(sign, 36) * weight for sign, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]
