"""Rehearsals before freezing: can the seats be filled, whatever is drawn? (draw-spec.md §6)."""

from collections.abc import Iterator

from app.sampling.draw import draw_strata
from app.sampling.hashing import VERSION, hex_hash
from app.sampling.outcome import Shortage, Staffing
from app.sampling.records import FrozenInput
from app.sampling.staffing import merge_visits, staff

REHEARSALS = 200


def rehearsal_seed(digest: str, number: int) -> str:
    """Give a seed that no ceremony can give, for it is hashed under another name."""
    return hex_hash(VERSION, "REHEARSAL", digest, str(number))


def rehearse(frozen: FrozenInput, times: int = REHEARSALS) -> Iterator[Staffing | Shortage]:
    """Draw and staff with one rehearsal seed after another; a `Shortage` says why that draw has no teams."""
    for number in range(1, times + 1):
        seed = rehearsal_seed(frozen.digest, number)
        yield staff(frozen, seed, merge_visits(frozen, draw_strata(frozen, seed, frozenset())))
