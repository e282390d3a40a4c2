"""What a disclosure notice says of its visits."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import Item
from app.core.text import natural_key
from app.documents.content import notice as content
from app.models.plan import AnnualPlan
from app.models.visit import Notice, Visit
from app.services.catalogue import catalogue_of
from app.services.names_then import units_then
from app.services.occasions import title_of
from app.services.office import office_of
from app.services.visit_items import gravest, standing_items
from app.services.visit_list import items_by_code

_CHINESE: Final = "零一二三四五六七八九十"


def batch_word(number: int) -> str:
    """Say the number of a batch up to 99: 第二批, 第十二批."""
    tens, ones = divmod(number, 10)
    if number <= 10:  # noqa: PLR2004 - ten has a character of its own
        return f"第{_CHINESE[number]}批"
    return f"第{_CHINESE[tens] if tens > 1 else ''}十{_CHINESE[ones] if ones else ''}批"


def content_of(session: Session, notice: Notice, visits: Sequence[Visit], withheld: int) -> content.Notice:
    """Give what a notice says; the same notice says the same for ever.

    Whatever plan rules by then, and whatever name the objects bear.
    """
    office = office_of(session)
    items = items_by_code(catalogue_of(session, notice.year))
    found = sorted(
        (
            (visit, code, name)
            for visit, (code, name) in zip(visits, units_then(session, visits, notice.made_at), strict=True)
        ),
        key=lambda named: (named[0].finished_on or named[0].due_on, named[1], named[0].id),
    )
    days = [visit.finished_on or visit.due_on for visit, _, _ in found]
    return content.Notice(
        office=office.name,
        document_number=notice.number,
        period=title_of(session, notice.period),
        batch=batch_word(notice.batch),
        basis=_basis(session, notice),
        first_day=min(days),
        last_day=max(days),
        rows=tuple(_row(place, named, items) for place, named in enumerate(found, 1)),
        withheld=withheld,
        issued_on=notice.issued_on,
        watermark=office.watermark,
        contact=office.contact,
        phone=office.phone,
    )


def _basis(session: Session, notice: Notice) -> str:
    """Give the number of the plan that was in force on the notice's day."""
    statement = (
        select(AnnualPlan.document_number)
        .where(AnnualPlan.year == notice.year, AnnualPlan.signed_on <= notice.issued_on)
        .order_by(AnnualPlan.version.desc())
    )
    return session.scalars(statement).first() or ""


def _row(place: int, named: tuple[Visit, str, str], items: Mapping[str, Item]) -> content.NoticeRow:
    visit, code, name = named
    held = sorted(
        (items[item.item] for item in standing_items(visit)), key=lambda item: natural_key(item.number)
    )
    return content.NoticeRow(
        number=place,
        unit=name,
        code=code,
        items=tuple(item.corrected_name or item.name for item in held),
        inspected_on=visit.finished_on or visit.due_on,
        departments=tuple(dict.fromkeys(name for item in held for name in item.responsible)),
        result=gravest(item.outcome for item in standing_items(visit)),
    )
