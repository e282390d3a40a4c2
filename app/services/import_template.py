"""The empty file an office fills and imports."""

from sqlalchemy import select

from app.models.database import Store
from app.models.registry import InspectionObject
from app.services.import_report import Registry


def import_template(store: Store, registry: Registry) -> bytes:
    """Give the spreadsheet to fill; the towns of the registry of objects are offered in it."""
    from app.documents.content.template_fields import TemplateKind  # noqa: PLC0415 - openpyxl only when wanted
    from app.documents.sheet_template import build_template_xlsx  # noqa: PLC0415 - as above

    kind = TemplateKind.OBJECTS if registry is Registry.OBJECTS else TemplateKind.INSPECTORS
    town = InspectionObject.town
    with store.reading() as session:
        towns = tuple(session.scalars(select(town).where(town != "").distinct().order_by(town)))
    return build_template_xlsx(kind, towns)
