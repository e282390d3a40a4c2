"""Visits as lists and forms show them."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.core.catalogue import Catalogue, Item
from app.core.text import natural_key
from app.models.database import Store
from app.models.draw import Draw
from app.models.registry import InspectionObject, Inspector
from app.models.visit import Visit
from app.services.barred import barred
from app.services.calendar import office_calendar
from app.services.catalogue import catalogue_of
from app.services.companion_list import companions_of
from app.services.objects_gone import state_of
from app.services.rows.visit import SeatRow, VisitDetail, VisitItemRow, VisitRow
from app.services.visit_items import gravest, standing_items
from app.services.withheld import is_withheld


def items_by_code(catalogue: Catalogue) -> dict[str, Item]:
    """Give the items of a year by code."""
    return {item.code: item for item in catalogue.items}


def _people(session: Session) -> dict[int, str]:
    return {row[0]: row[1] for row in session.execute(select(Inspector.id, Inspector.name))}


def _row(
    visit: Visit, draw: Draw, target: InspectionObject, people: dict[int, str], items: dict[str, Item]
) -> VisitRow:
    held = sorted((items[item.item].number for item in standing_items(visit)), key=natural_key)
    return VisitRow(
        id=visit.id,
        object_id=target.id,
        period=draw.period,
        title=draw.title,
        position=visit.position,
        code=target.code,
        name=target.name,
        town=target.town,
        items=tuple(held),
        team=tuple(people.get(seat.inspector_id or 0, "空缺") for seat in visit.seats),
        state=visit.state,
        finding_state=visit.finding_state,
        finished_on=visit.finished_on,
        due_on=visit.due_on,
    )


def list_visits(store: Store, year: int, period: str = "") -> tuple[VisitRow, ...]:
    """Give the visits of a year, or of one period, in the order of their draws."""
    statement = (
        select(Visit, Draw, InspectionObject)
        .join(Draw, Visit.draw_id == Draw.id)
        .join(InspectionObject, Visit.object_id == InspectionObject.id)
        .where(Visit.year == year)
        .options(selectinload(Visit.items), selectinload(Visit.seats))  # else two queries a visit
        .order_by(Draw.id, Visit.position)
    )
    if period:
        statement = statement.where(Draw.period == period)
    with store.reading() as session:
        rows = session.execute(statement).all()
        if not rows:
            return ()
        people, items = _people(session), items_by_code(catalogue_of(session, year))
        return tuple(_row(visit, draw, target, people, items) for visit, draw, target in rows)


def _item_rows(visit: Visit, items: dict[str, Item]) -> Iterable[VisitItemRow]:
    for kept in sorted(visit.items, key=lambda entry: natural_key(items[entry.item].number)):
        item = items[kept.item]
        yield VisitItemRow(
            item=kept.item,
            number=item.number,
            name=item.corrected_name or item.name,
            departments=item.responsible,
            method=item.method,
            contents=item.wording,
            outcome=kept.outcome,
            measures=kept.measures,
            mend_by=kept.mend_by,
            struck_reason=kept.struck_reason,
        )


def _recused(session: Session, object_id: int, people: Mapping[int, str]) -> tuple[str, ...]:
    return tuple(
        f"{people[each.inspector]}回避（{each.why}）" if each.why else f"{people[each.inspector]}回避"
        for each in barred(session, object_id)
    )


def deadline_of(visit: Visit) -> date | None:
    """Give the last day for disclosing a visit, or None while it is not over."""
    return office_calendar().disclosure_deadline(visit.finished_on) if visit.finished_on else None


def visit_detail(store: Store, visit_id: int) -> VisitDetail:
    """Give everything of one visit."""
    with store.reading() as session:
        visit = session.get_one(Visit, visit_id)
        draw = session.get_one(Draw, visit.draw_id)
        target = session.get_one(InspectionObject, visit.object_id)
        people, items = _people(session), items_by_code(catalogue_of(session, visit.year))
        return VisitDetail(
            row=_row(visit, draw, target, people, items),
            items=tuple(_item_rows(visit, items)),
            seats=tuple(
                SeatRow(seat.number, seat.skill, people.get(seat.inspector_id or 0, ""))
                for seat in visit.seats
            ),
            companions=companions_of(session, (visit_id,)).get(visit_id, ()),
            recused=_recused(session, target.id, people),
            remark=visit.remark,
            withheld_basis=visit.withheld_basis,
            public_wording=gravest(item.outcome for item in standing_items(visit)),
            disclose_by=deadline_of(visit),
            nameable=not is_withheld(draw, target),
            secrecy_basis=target.secrecy_basis,
            drawn_as=visit.drawn_as,
            object_state=state_of(target),
        )
