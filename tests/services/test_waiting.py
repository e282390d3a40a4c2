from app.services.office import Store
from app.services.waiting import Waiting, waiting


def test_nothing_waits_before_the_first_draw(signed: Store) -> None:
    assert waiting(signed, 2024) == Waiting(0, 0)


def test_every_visit_of_a_draw_waits(drawn: Store) -> None:
    assert waiting(drawn, 2024) == Waiting(47, 0)
