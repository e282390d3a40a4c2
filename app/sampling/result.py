"""A whole draw, its digest and its JSON form (draw-spec.md §7)."""

from collections.abc import Iterable, Iterator, Sequence

from app.sampling.draw import draw_strata, frames, strikes
from app.sampling.hashing import bytes_hash
from app.sampling.outcome import DrawResult, Shortage, Staffing, StratumResult
from app.sampling.records import NONE, FrozenInput
from app.sampling.seed import seed_of
from app.sampling.staffing import merge_visits, staff


def perform(
    frozen: FrozenInput, digits: Sequence[str], salt: str = NONE, struck: Iterable[str] = ()
) -> DrawResult:
    """Draw: one outcome for one input, digits and salt, on every machine and for ever.

    `digits` has one string per role, `salt` is 64 hex or `-`. `struck` (`UNIT` or `ITEM|UNIT`) asks "what if
    these had never been picked". Raises `Refused` for digits, salt or strikes that do not fit the input.
    """
    return perform_with_seed(frozen, seed_of(frozen, digits, salt), struck)


def perform_with_seed(frozen: FrozenInput, seed: str, struck: Iterable[str] = ()) -> DrawResult:
    """Draw with K itself, as the log knows it."""
    gone = frozenset[tuple[str, str]]().union(*(strikes(frames(frozen), text) for text in struck))
    strata = draw_strata(frozen, seed, gone)
    visits = merge_visits(frozen, strata)
    staffing = staff(frozen, seed, visits) if frozen.inspectors else None
    lines = "".join(f"{line}\n" for line in _digest_lines(frozen.digest, seed, strata, staffing))
    return DrawResult(frozen.digest, seed, strata, visits, staffing, bytes_hash(lines.encode()))


def _digest_lines(
    digest: str, seed: str, strata: Iterable[StratumResult], staffing: Staffing | Shortage | None
) -> Iterator[str]:
    yield "SSJ1-RESULT"
    yield f"digest|{digest}"
    yield f"seed|{seed}"
    for stratum in strata:
        for rank, unit in enumerate(stratum.picks, 1):
            yield f"pick|{stratum.key}|{rank}|{unit}"
    if isinstance(staffing, Staffing):
        for unit in sorted(staffing.teams):
            for number, inspector in enumerate(staffing.teams[unit], 1):
                yield f"seat|{unit}|{number}|{inspector}"


def result_json(result: DrawResult) -> dict[str, object]:
    """Give the JSON form of a draw, as in the worked example."""
    form: dict[str, object] = {
        "digest": result.digest,
        "seed": result.seed,
        "strata": {
            stratum.key: {
                "N": stratum.population,
                "quota": stratum.quota,
                "order": list(stratum.order),
                "selected": list(stratum.picks),
                "shortfall": stratum.shortfall,
            }
            for stratum in result.strata
        },
        "visits": {
            unit: {"items": list(visit.items), "seats": list(visit.seats)}
            for unit, visit in result.visits.items()
        },
    }
    if result.staffing is not None:
        form["staffing"] = _staffing_json(result.staffing)
    form["result_digest"] = result.result_digest
    return form


def _staffing_json(staffing: Staffing | Shortage) -> dict[str, object]:
    if isinstance(staffing, Shortage):
        return {
            "feasible": False,
            "seats_needed": staffing.seats_needed,
            "seats_available": staffing.seats_available,
            "blocking_visits": list(staffing.visits),
            "blocking_inspectors": list(staffing.inspectors),
        }
    return {
        "feasible": True,
        "visit_order": list(staffing.visit_order),
        "staff": {unit: list(staffing.teams[unit]) for unit in staffing.visit_order},
    }
