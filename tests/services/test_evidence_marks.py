"""A stratum whose picks are not of chance is marked, and stands first."""

from dataclasses import replace

from app.services.evidence import EvidenceCase, EvidenceTrials, read_evidence
from app.services.office import Store
from tests import stages

WHOLE = "2024-15|2024-15b"


def _first_of_list(case: EvidenceCase) -> EvidenceCase:
    """Let 15b have drawn the first four of its list in each of three draws on the same list."""
    (drawn,) = case.picks
    frame = next(each.frame for each in drawn.frozen.strata if each.key == WHOLE)
    picked = replace(drawn, picks={**drawn.picks, WHOLE: frame.units[:4]})
    return replace(case, picks=(picked, picked, picked))


def test_the_first_of_the_list_again_and_again_is_marked(drawn: Store) -> None:
    made = EvidenceTrials(_first_of_list(read_evidence(drawn, stages.YEAR)))
    made.advance(999, lambda _done, _total: None)
    found = made.found()
    first, *others = found.strata
    assert (first.number, first.deviates, first.too_few) == ("15b", True, False)
    assert first.chance <= found.limit
    assert (first.front.observed, first.picks) == (12, 12)
    numbers = [row.number for row in others if not row.deviates]
    assert numbers == sorted(numbers, key=lambda number: float(number.rstrip("abcd")))
