"""An office at the moments its window is drawn and driven at; each state is built once and copied.

`mid_year` is the day of the drawings: 2024-03-06, the first quarter drawn, half of its visits entered.
"""

import tempfile
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from app.core.states import Outcome
from app.services import (
    catalogue,
    disclosure,
    import_people,
    imports,
    plan,
    registry,
    rehearsal_script,
    results,
    visit_list,
    visits,
)
from app.services.object_detail import object_detail
from app.services.object_list import object_ids
from app.services.office import Store, create_store, open_store, save_office
from app.services.rows.office import Act
from app.services.rows.registry import RegistryQuery
from app.services.rows.visit import ItemResult, VisitEntry, VisitRow
from tests import stages

YEAR: Final = stages.YEAR
TODAY: Final = datetime.fromisoformat("2024-03-06T09:00:00+08:00")
OFFICE: Final = replace(rehearsal_script.office(YEAR), watermark="", platform="示例区人民政府网站")

_DISCLOSED: Final = 12
_LATE: Final = 2
_NEAR: Final = 3
_REVIEWING: Final = 5
_RETURNED: Final = 1
_RUNNING: Final = 2


def _built(start: Callable[[Path], Store], work: Callable[[Store], object]) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "示例.db"
        with closing(start(path)) as store:
            work(store)
        return path.read_bytes()


def _copy(state: Callable[[], bytes]) -> Callable[[Path], Store]:
    def copied(path: Path) -> Store:
        path.write_bytes(state())
        return open_store(path)

    return copied


def _import(store: Store) -> None:
    save_office(store, OFFICE, stages.act())
    catalogue.install_catalogue(store, catalogue.shipped_catalogue(), stages.act())
    imports.import_objects(store, stages.OBJECTS, stages.act())
    import_people.import_inspectors(store, stages.INSPECTORS, stages.act())


@cache
def _imported() -> bytes:
    return _built(create_store, _import)


@cache
def _drafted() -> bytes:
    return _built(_copy(_imported), lambda store: plan.draft(store, YEAR, stages.act("2024-01-18")))


def _publish(store: Store) -> None:
    plan_id = stages.draft_plan(store)
    stages.sign_plan(store, plan_id)
    day, act = date(2024, 1, 26), stages.act("2024-01-26")
    plan.report(store, plan_id, "示例市生态环境局", day, "示环发〔2024〕3号", act)
    plan.publish(store, plan_id, OFFICE.platform, day, act)


@cache
def _planned() -> bytes:
    return _built(_copy(_imported), _publish)


def _entry(row: VisitRow, store: Store, day: str) -> VisitEntry:
    found = {
        7: ItemResult(Outcome.CORRECTED, "台账记录不全，责令限期补齐", date(2024, 3, 15)),
        11: ItemResult(Outcome.CASE, "涉嫌未按许可证规定排污，已立案"),
    }
    result = found.get(row.position, ItemResult(Outcome.CLEAN))
    items = visit_list.visit_detail(store, row.id).items
    return VisitEntry(date.fromisoformat(day), {item.item: result for item in items})


def _finish(store: Store, rows: Sequence[VisitRow], day: str) -> None:
    for row in rows:
        results.enter(store, row.id, _entry(row, store, day), stages.act(day))


def _approve(store: Store, rows: Sequence[VisitRow], day: str) -> None:
    for row in rows:
        results.approve(store, row.id, stages.act(day, OFFICE.reviewer))


def _draw_and_visit(store: Store) -> None:
    stages.perform(store, stages.freeze(store))
    rows = iter(visit_list.list_visits(store, YEAR))
    disclosed, late, near, reviewing, returned, running = (
        [next(rows) for _ in range(count)]
        for count in (_DISCLOSED, _LATE, _NEAR, _REVIEWING, _RETURNED, _RUNNING)
    )
    _finish(store, disclosed, "2024-01-31")
    _finish(store, late, "2024-02-01")
    _finish(store, near, "2024-02-05")
    _approve(store, [*disclosed, *late, *near], "2024-02-06")
    ids = [row.id for row in disclosed]
    disclosure.make_notice(store, ids, "示环公〔2024〕1号", stages.act("2024-02-08"))
    disclosure.mark_published(store, ids, date(2024, 2, 8), OFFICE.platform, stages.act("2024-02-08"))
    _finish(store, [*reviewing, *returned], "2024-03-01")
    for row in returned:
        results.send_back(store, row.id, "请写明检查的设施", stages.act("2024-03-04", OFFICE.reviewer))
    for row in running:
        visits.start(store, row.id, stages.act("2024-03-05"))
    lost = next(rows)
    codes = [item.item for item in visit_list.visit_detail(store, lost.id).items]
    gone = VisitEntry(date(2024, 3, 5), dict.fromkeys(codes, ItemResult(Outcome.UNREACHABLE)))
    results.enter(store, lost.id, gone, stages.act("2024-03-05"))


@cache
def _mid_year() -> bytes:
    return _built(_copy(_planned), _draw_and_visit)


def empty(path: Path) -> Store:
    """A file that was made just now."""
    return create_store(path)


def imported(path: Path) -> Store:
    """The registries and the item list are there, no plan yet."""
    return _copy(_imported)(path)


def drafted(path: Path) -> Store:
    """A plan was drafted; its questions are open."""
    return _copy(_drafted)(path)


def planned(path: Path) -> Store:
    """The plan is signed, reported and public."""
    return _copy(_planned)(path)


def mid_year(path: Path) -> Store:
    """The day of the drawings."""
    return _copy(_mid_year)(path)


def clerk(at: datetime = TODAY) -> Act:
    """An act of the clerk, on the day of the drawings."""
    return Act(OFFICE.clerk, at)


def withhold(store: Store, name: str, basis: str = "涉及国家安全（演练）") -> None:
    """Mark an object as one that is drawn apart, or no more without a basis."""
    act = clerk()
    [found] = object_ids(store, RegistryQuery(text=name), act.day)
    fields = object_detail(store, found, YEAR, act.day).fields
    registry.edit_object(store, found, replace(fields, secrecy_basis=basis), act)
