"""The empty file an office fills with recusals or companions and imports."""

from collections.abc import Mapping
from typing import Final

from app.documents.content.template_fields import TemplateKind
from app.services.rows.lists import ListKind

_KINDS: Final[Mapping[ListKind, TemplateKind]] = {
    ListKind.RECUSAL: TemplateKind.RECUSALS,
    ListKind.AUXILIARY: TemplateKind.AUXILIARIES,
}


def list_template(kind: ListKind) -> bytes:
    """Give the spreadsheet to fill; only recusals and companions have one."""
    from app.documents.sheet_template import build_template_xlsx  # noqa: PLC0415 - openpyxl only when wanted

    return build_template_xlsx(_KINDS[kind])
