"""A draw of companions is an attempt like any other, but draws no objects."""

from app.core.periods import DrawKind
from app.models.draw import Draw
from app.services import visit_list, visits
from app.services.evidence import read_evidence
from app.services.office import Store
from tests import stages


def test_a_draw_of_companions_is_on_record_and_not_judged(drawn: Store) -> None:
    first = visit_list.list_visits(drawn, stages.YEAR)[0]
    visits.strike(drawn, first.id, "已关闭", b"", stages.act("2024-02-05"))
    assert [row.strikes for row in read_evidence(drawn, stages.YEAR).clerks] == [1]
    with drawn.writing() as session:
        session.get_one(Draw, 1).kind = DrawKind.COMPANIONS
    case = read_evidence(drawn, stages.YEAR)
    assert (case.picks, case.staffed) == ((), ())
    assert [row.attempt for row in case.attempts] == [1]
    assert [(row.freezes, row.strikes) for row in case.clerks] == [(1, 0)]
