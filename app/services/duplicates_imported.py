"""The objects that the last import brought, for the search of likely duplicates that follows it."""

from sqlalchemy import select

from app.models.database import Store
from app.models.registry import InspectionObject
from app.services import import_kept
from app.services.duplicates import DuplicateSearch


class ImportedSearch(DuplicateSearch):
    """A search for pairs with one of the ``ids`` that the last import added."""

    def __init__(self, store: Store) -> None:
        self.ids = _imported(store)
        super().__init__(store, self.ids)


def _imported(store: Store) -> list[int]:
    with store.reading() as session:
        kept = import_kept.kept(session, import_kept.OBJECTS)
        if kept is None:
            return []
        added = (InspectionObject.id > kept.low) & (InspectionObject.id <= kept.high)
        return list(session.scalars(select(InspectionObject.id).where(added).order_by(InspectionObject.id)))
