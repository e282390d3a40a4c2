"""The year in figures: computed from plan, draws and visits, never typed (domain.md §1, §5)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.states import FindingState, VisitState
from app.documents.content import year as content
from app.documents.content.joint import Joint, joint_of
from app.models.database import Store
from app.models.draw import Draw
from app.models.registry import InspectionObject, Inspector
from app.models.visit import Visit, VisitSeat
from app.services.calendar import office_calendar
from app.services.catalogue import catalogue_of
from app.services.draw_acts import acts_of
from app.services.draw_view import head_of
from app.services.office import office_of
from app.services.officers import prior_of, seats_held
from app.services.plan_lines import ratio_on_paper
from app.services.plan_then import planned_then
from app.services.plan_versions import newest
from app.services.plan_view import view_of
from app.services.replayed import performed
from app.services.rows.plan import PlanLineRow
from app.services.targeted_list import targeted_counts
from app.services.visit_items import standing_items
from app.services.withheld import UNNAMED
from app.services.year_lines import visits_of_year, year_lines


def _objects(
    session: Session, year: int, made: Sequence[tuple[Visit, Draw]]
) -> tuple[content.ObjectCount, ...]:
    visits: Counter[int] = Counter()
    items: Counter[int] = Counter()
    for visit, _ in made:
        if visit.state == VisitState.DONE:
            visits[visit.object_id] += 1
            items[visit.object_id] += len(standing_items(visit))
    targeted, others = targeted_counts(session, year)
    return tuple(
        content.ObjectCount(
            code=item.code,
            name=UNNAMED if item.secrecy_basis else item.name,
            town=item.town,
            supervision_class=item.supervision_class,
            visits=visits[item.id] + targeted[item.id],
            items=items[item.id],
            targeted=targeted[item.id],
            others=others[item.id],
        )
        for item in session.scalars(select(InspectionObject).order_by(InspectionObject.code))
    )


def _inspectors(session: Session, year: int) -> tuple[content.InspectorCount, ...]:
    held = seats_held(session, year)
    statement = (
        select(VisitSeat.inspector_id, func.count())
        .join(Visit, VisitSeat.visit_id == Visit.id)
        .where(Visit.year == year, Visit.state == VisitState.DONE)
        .group_by(VisitSeat.inspector_id)
    )
    made = {inspector: count for inspector, count in session.execute(statement)}  # noqa: C416 - rows are no pairs to mypy
    return tuple(
        content.InspectorCount(
            code=person.code,
            name=person.name,
            department=person.department,
            prior=prior_of(person, year),
            drawn=held.get(person.id, 0),
            visited=made.get(person.id, 0),
        )
        for person in session.scalars(select(Inspector).order_by(Inspector.code))
    )


def _disclosure(made: Sequence[tuple[Visit, Draw]]) -> tuple[content.DisclosureLine, ...]:
    by_period: dict[tuple[str, str], list[Visit]] = {}
    for visit, draw in made:
        if visit.state == VisitState.DONE:
            by_period.setdefault((draw.period, draw.title), []).append(visit)
    return tuple(
        content.DisclosureLine(
            period=title,
            finished=len(visits),
            withheld=sum(visit.finding_state == FindingState.WITHHELD for visit in visits),
            disclosed=sum(visit.finding_state == FindingState.DISCLOSED for visit in visits),
            late=sum(_late(visit) for visit in visits),
        )
        for (_, title), visits in by_period.items()
    )


def _late(visit: Visit) -> bool:
    if visit.finished_on is None or visit.disclosed_on is None:
        return False
    return visit.disclosed_on > office_calendar().disclosure_deadline(visit.finished_on)


def _joint(draw: Draw) -> Joint:
    return joint_of(unit for stratum in performed(draw)[1].strata for unit in stratum.picks)


def _draws(session: Session, year: int) -> tuple[content.DrawLine, ...]:
    return tuple(
        content.DrawLine(
            period=draw.title,
            attempt=draw.attempt,
            state=draw.state,
            drawn_on=datetime.fromisoformat(draw.drawn_at).date() if draw.drawn_at else None,
            joint=_joint(draw) if draw.result_digest else None,
            d=draw.digest,
            k=draw.seed,
            result_digest=draw.result_digest,
            log_head=head_of(session, draw),
        )
        for draw in session.scalars(select(Draw).where(Draw.year == year).order_by(Draw.id))
    )


def _printed(lines: Iterable[PlanLineRow]) -> tuple[content.PrintedLine, ...]:
    return tuple(
        content.PrintedLine(
            number=line.number.rstrip("abcdefgh"),  # as the annex prints it
            item=line.item_name,
            stratum=line.label,
            population=line.population,
            ratio=ratio_on_paper(line.ratio),
            computed=line.total,
            printed=f"约{line.printed_row}（全项）" if line.printed_row else line.printed,
            remark=line.override_reason,
        )
        for line in lines
    )


def _clerks(session: Session, year: int) -> tuple[content.ClerkLine, ...]:
    draws = session.scalars(select(Draw).where(Draw.year == year).order_by(Draw.id)).all()
    return tuple(
        content.ClerkLine(
            clerk.name,
            clerk.freezes,
            clerk.voids,
            clerk.agreed,
            clerk.strikes,
            clerk.with_proof,
            clerk.reasons,
            clerk.substitutions,
        )
        for clerk in acts_of(session, draws)[1]
    )


def year_table_of(session: Session, year: int) -> content.YearTable:
    """Give the year's figures, inside a session."""
    office, plan = office_of(session), newest(session, year)
    lines = view_of(session, plan).lines if plan else ()
    planned = planned_then(session, catalogue_of(session, year), plan) if plan else {}
    visits = visits_of_year(session, year)
    return content.YearTable(
        office=office.name,
        year=year,
        lines=year_lines(session, year, lines, planned, visits),
        objects=_objects(session, year, visits),
        inspectors=_inspectors(session, year),
        disclosure=_disclosure(visits),
        draws=_draws(session, year),
        clerks=_clerks(session, year),
        printed=_printed(lines),
        watermark=office.watermark,
    )


def year_table(store: Store, year: int) -> content.YearTable:
    """Give the year's figures."""
    with store.reading() as session:
        return year_table_of(session, year)


def year_xlsx(store: Store, year: int) -> bytes:
    """Give the year's figures as a spreadsheet."""
    from app.documents.sheet_year import build_year_table_xlsx  # noqa: PLC0415 - openpyxl only for a sheet

    return build_year_table_xlsx(year_table(store, year))
