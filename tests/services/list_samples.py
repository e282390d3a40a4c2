"""A registry for tests of lists, lists for it, and all that a file holds beside its log and its histories."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from sqlalchemy import select, text

from app.models.registry import InspectionObject
from app.models.schema import metadata
from app.services.list_import import preview_list
from app.services.office import Store, create_store
from app.services.registry import add_object
from app.services.rows.lists import Decisions, ListKind, ListPreview
from app.services.rows.registry import ObjectFields
from tests.intake.files import Value, code, workbook
from tests.stages import act

TODAY = date(2024, 3, 8)


def _firm(
    name: str, uscc: str, town: str, permit: tuple[str, str], credit: tuple[str, int | None]
) -> ObjectFields:
    return ObjectFields(
        name,
        uscc,
        town=town,
        permit_class=permit[0],
        permit_number=permit[1],
        credit_grade=credit[0],
        credit_score=credit[1],
    )


_NO_CREDIT = ("未评价", None)
FIRMS = (
    _firm("示例甲化工有限公司", code(1), "示例镇", ("重点管理", "P1"), ("诚信", 103)),
    _firm("示例乙建材有限公司", code(2), "示例镇", ("简化管理", "P2"), ("良好", 85)),
    _firm("示例丙食品厂", "", "例河乡", ("登记管理", "P3"), _NO_CREDIT),
    _firm("示例丙食品厂", "", "示例镇", ("无", ""), _NO_CREDIT),
    _firm("示例丁集团一厂", code(4), "示例镇", ("重点管理", "P4"), ("警示", 66)),
    _firm("示例丁集团二厂", code(4), "例河乡", ("重点管理", "P5"), _NO_CREDIT),
    replace(_firm("示例戊纸业有限公司", code(5), "例河乡", ("简化管理", "P6"), ("良好", 81)), state="关闭"),
)
_NOT_STATE = {"event", "object_change", "setting", "alembic_version", "search_mark"}


def registry(path: Path) -> Store:
    """Make a file with the firms in it; its objects have the ids 1, 2, 3 …"""
    store = create_store(path)
    for firm in FIRMS:
        add_object(store, firm, "WL", act())
    return store


def look(
    store: Store, kind: ListKind, rows: Sequence[Sequence[Value]], decisions: Decisions | None = None
) -> ListPreview:
    """Write a list into a file and look into it."""
    path = workbook(store.path.with_name("清单.xlsx"), rows)
    return preview_list(store, kind, path, TODAY, decisions=decisions or Decisions())


def dump(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Give every row of every table but the log, the histories and the settings."""
    with store.reading() as session:
        return {
            table.name: [
                tuple(row) for row in session.execute(text(f"SELECT * FROM {table.name} ORDER BY 1"))
            ]
            for table in metadata.sorted_tables
            if table.name not in _NOT_STATE
        }


def found(store: Store, object_id: int) -> InspectionObject:
    """Give one object."""
    with store.reading() as session:
        item = session.scalars(select(InspectionObject).where(InspectionObject.id == object_id)).one()
        session.expunge(item)
        return item
