"""Random acts of every kind: each is one entry with its history, and taken back nothing of it is left."""

from pathlib import Path

import pytest
from hypothesis import Phase, settings

from tests.services.acts_at_random import Session, make
from tests.services.acts_on_objects import ObjectActs
from tests.services.acts_on_people import PeopleActs

_EXAMPLES = 6


@pytest.mark.parametrize("session", [ObjectActs, PeopleActs])
def test_random_acts_are_whole_and_taken_back_whole(session: type[Session], tmp_path: Path) -> None:
    """On objects alone, where acts meet oftener, and on all registries."""
    path = tmp_path / "示例.db"
    make(path)

    class Acts(session):  # type: ignore[misc,valid-type] # whichever it is
        template = path

    case = Acts.TestCase
    case.settings = settings(
        max_examples=_EXAMPLES,
        stateful_step_count=40,
        deadline=None,
        phases=[Phase.generate],  # a database for every step of shrinking
        report_multiple_bugs=False,
    )
    case().runTest()
