"""A whole year, then merges across it: every draw verifies, every package stays the same bytes."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.paths import resources
from app.documents.content.draw import DrawRecord
from app.documents.content.freeze_sheet import FreezeSheet
from app.models.draw import Draw
from app.models.registry import InspectionObject
from app.models.targeted import TargetedCheck
from app.models.visit import Visit
from app.services import draw_papers, packages
from app.services.check import check_database
from app.services.edit_undo import undo
from app.services.office import Store, open_store
from app.services.rehearse import rehearse
from tests.services.merging_samples import LATER, dump, merge, proposed

DEMO = resources() / "demo"
GROUPS = 12


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("年")
    rehearse(
        folder, folder / "演练.db", DEMO / "objects.xlsx", DEMO / "inspectors.xlsx", 2024, lambda _said: None
    )
    with closing(open_store(folder / "演练.db")) as store:
        yield store


def _papers(store: Store) -> list[tuple[dict[str, bytes], DrawRecord, FreezeSheet]]:
    with store.reading() as session:
        draws = list(session.scalars(select(Draw.id).order_by(Draw.id)))
    return [
        (
            packages.draw_package(store, one),
            draw_papers.draw_record(store, one),
            draw_papers.freeze_sheet(store, one),
        )
        for one in draws
    ]


def test_after_merges_across_a_year_every_draw_verifies(year: Store, tmp_path: Path) -> None:
    before, papers = dump(year), _papers(year)
    with year.reading() as session:
        visited = list(session.scalars(select(Visit.object_id).distinct().order_by(Visit.object_id)))
        rest = set(session.scalars(select(InspectionObject.id))) - set(visited)
        counts = [len(session.scalars(select(table.id)).all()) for table in (Visit, TargetedCheck)]
        basis = {item.id for item in session.scalars(select(InspectionObject)) if item.secrecy_basis}
    plain = [key for key in (*visited, *sorted(rest)) if key not in basis]
    together = [plain[place::GROUPS][:3] for place in range(GROUPS)]
    _, back = merge(year, *(proposed(year, group) for group in together))
    checked = check_database(year.path)
    assert checked.ok, checked.fault
    assert checked.draws == len(papers)
    assert [package for package, *_ in _papers(year)] == [package for package, *_ in papers]
    with year.reading() as session:
        after = [len(session.scalars(select(table.id)).all()) for table in (Visit, TargetedCheck)]
    assert after == counts
    for package, *_ in _papers(year):
        path = tmp_path / "公开包.zip"
        path.write_bytes(packages.zipped(package))
        assert packages.verify(path).ok
    undo(year, back, LATER)
    assert dump(year) == before
    assert _papers(year) == papers
    assert check_database(year.path).ok
