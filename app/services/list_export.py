"""What a list shows, as a spreadsheet."""

from collections.abc import Iterable, Sequence
from datetime import date

from app.models.database import Store
from app.services.office import read_office

Shown = str | int | float | date | None


def list_xlsx(store: Store, title: str, columns: Sequence[str], rows: Iterable[Sequence[Shown]]) -> bytes:
    """Give the rows under their headings as one sheet; a rehearsal's bears its watermark.

    UserError where there are more rows than a sheet can hold.
    """
    from app.documents.sheet_table import build_table_xlsx  # noqa: PLC0415 - openpyxl only when wanted

    return build_table_xlsx(title, columns, rows, read_office(store).watermark)
