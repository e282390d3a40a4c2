"""What waits on which page, as the rail counts it."""

from dataclasses import dataclass

from app.models.database import Store
from app.services.disclosure import rate_of
from app.services.visit_list import unfinished


@dataclass(frozen=True, slots=True)
class Waiting:
    """Visits still to be made and results ready to be made public."""

    visits: int
    results: int


def waiting(store: Store, year: int) -> Waiting:
    """Count what waits in a year."""
    with store.reading() as session:
        return Waiting(unfinished(session, year), rate_of(session, year).ready)
