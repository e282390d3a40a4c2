"""A second file in any dialect: each of its rows is new, changed, unchanged or faulty; none is dropped."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models.registry import InspectionObject, Inspector
from app.services import import_people, imports
from app.services.office import Store, create_store
from tests.intake.dialects import DIALECTS, firm, truth
from tests.intake.formats import xlsx
from tests.intake.people_dialects import PEOPLE_DIALECTS, people
from tests.stages import act


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_store(tmp_path / "示例.db")) as made:
        yield made


def brought(store: Store, dialect: str, firms: list[dict[str, object]]) -> tuple[int, int, int, int]:
    written = DIALECTS[dialect](firms)
    path = xlsx(store.path.parent, written.rows, written.merges)
    plan = imports.write_objects(
        store, path, imports.read_objects(path, lambda _heads: written.choices), act()
    )
    assert plan.rows == written.data
    return len(plan.new), len(plan.changed), plan.unchanged, plan.table.faulty


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_row_of_objects_is_accounted_for(dialect: str, store: Store) -> None:
    firms = truth()
    assert brought(store, dialect, firms[:7]) == (7, 0, 0, 0)
    assert brought(store, dialect, firms[:7]) == (0, 0, 7, 0)
    identity = {key: firms[5][key] for key in ("name", "uscc", "town")}
    firms[5] = firm(6) | identity
    firms[6]["name"] = ""
    assert brought(store, dialect, firms) == (2, 1, 5, 1)
    with store.reading() as session:
        known = session.scalars(select(InspectionObject).order_by(InspectionObject.id)).all()
        assert [one.name for one in known] == [firm(number)["name"] for number in range(9)]
        carried = {*DIALECTS[dialect](firms).fields} - {"longitude", "latitude"}
        assert all(getattr(known[5], key) == firms[5][key] for key in carried)


@pytest.mark.parametrize("dialect", PEOPLE_DIALECTS)
def test_every_row_of_inspectors_is_accounted_for(dialect: str, store: Store) -> None:
    persons = people()

    def read() -> tuple[int, int, int, int]:
        written = PEOPLE_DIALECTS[dialect](persons)
        path = xlsx(store.path.parent, written.rows, written.merges)
        plan, _ = import_people.import_inspectors(store, path, act())
        assert plan.rows == written.data
        return len(plan.new), len(plan.changed), plan.unchanged, plan.table.faulty

    assert read() == (6, 0, 0, 0)
    assert read() == (0, 0, 6, 0)
    persons[1]["department"] = "土壤科"
    persons[2]["name"] = ""
    assert read() == (0, 1, 4, 1)
    with store.reading() as session:
        assert "土壤科" in set(session.scalars(select(Inspector.department)))
