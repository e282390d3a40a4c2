"""Every figure of draw-spec.md §9. A change here is a change of the method."""

import json
from pathlib import Path

import pytest

from app.sampling import Staffing, counts, digest, parse, perform, result_json, ticket

DATA = Path(__file__).parents[1] / "data" / "draw"
DIGITS = ("31415926", "27182818", "16180339")
INPUT = (DATA / "worked-example.txt").read_bytes()
D = "8b63374743698265533eb8dd88242e2ac9cc368f67abb60c29c16723cd5b28fe"
K = "eb8082aefe24009f2537f9cfe7ca279cac9b3b601e25f5d847d64d2db9415def"


def units(*numbers: int) -> tuple[str, ...]:
    return tuple(f"WL-{number:04}" for number in numbers)


def test_the_whole_result_is_the_published_one() -> None:
    expected = json.loads((DATA / "worked-example.result.json").read_text(encoding="utf-8"))
    assert result_json(perform(parse(INPUT), DIGITS)) == expected


def test_digest_seed_and_ticket_are_the_printed_ones() -> None:
    result = perform(parse(INPUT), DIGITS)
    assert digest(INPUT) == result.digest == D
    assert result.seed == K
    assert ticket(K, "联合", "WL-0001") == "aa183c15644e44915d802d092539c3faf5f3e0040ab865b18b9efd44e36a7224"
    assert result.result_digest == "45c36c320df31b993881aa9b7926d36e0e454edd95fe796bcb805567853911bc"


def test_orders_and_picks_are_the_printed_ones() -> None:
    first, second = perform(parse(INPUT), DIGITS).strata
    assert (first.key, first.population, first.quota) == ("2024-15|2024-15b", 9, 2)
    assert first.order == units(9, 3, 5, 6, 2, 4, 8, 1, 7)
    assert first.picks == units(9, 3)
    assert (second.key, second.population, second.quota) == ("2024-20|2024-20", 4, 1)
    assert second.order == units(3, 2, 4, 1)
    assert second.picks == units(3)
    assert first.shortfall == second.shortfall == 0


def test_teams_are_the_printed_ones() -> None:
    staffing = perform(parse(INPUT), DIGITS).staffing
    assert isinstance(staffing, Staffing)
    assert staffing.visit_order == units(9, 3)
    assert staffing.teams == {"WL-0009": ("A04", "A03"), "WL-0003": ("A01", "A05")}


def test_counts_of_the_second_stratum_name_who_stands_outside() -> None:
    found = counts(parse(INPUT).strata[1])
    assert (found.population, found.must, found.eligible, found.visited, found.excluded) == (4, 0, 3, 1, 1)
    assert (found.computed, found.quota) == (1, 1)


@pytest.mark.parametrize("order", [(1, 0, 2), (2, 1, 0)])
def test_the_order_of_the_roles_counts(order: tuple[int, ...]) -> None:
    assert perform(parse(INPUT), [DIGITS[place] for place in order]).seed != K
