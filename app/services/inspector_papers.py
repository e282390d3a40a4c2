"""检查人员年度情况 for appraisal, as a spreadsheet."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.documents.content.people_year import PeopleYear, PersonLine, TrainingLine
from app.models.database import Store
from app.models.personnel import InspectorTraining
from app.models.registry import Inspector
from app.services.inspector_year import person_years_of
from app.services.office import office_of


def people_year(store: Store, year: int) -> PeopleYear:
    """Give the year of all inspectors, by code, and their trainings by day."""
    with store.reading() as session:
        office = office_of(session)
        people = tuple(
            PersonLine(
                code=each.code,
                name=each.name,
                department=each.department,
                post=each.post,
                prior=each.prior,
                drawn=each.drawn,
                written=each.written,
                done=each.done,
                targeted=each.targeted,
                struck=each.attempts,
                out=each.out,
                incoming=each.incoming,
                trainings=each.trainings,
                hours=each.hours,
                leave_days=each.leave_days,
                mark=each.mark,
                note=each.note,
            )
            for each in person_years_of(session, year)
        )
        return PeopleYear(office.name, year, people, _trainings(session, year), office.watermark)


def _trainings(session: Session, year: int) -> tuple[TrainingLine, ...]:
    held = InspectorTraining.held_on
    statement = (
        select(
            held,
            InspectorTraining.subject,
            InspectorTraining.hours,
            Inspector.code,
            Inspector.name,
            Inspector.department,
        )
        .join(Inspector, InspectorTraining.inspector_id == Inspector.id)
        .where(held >= date(year, 1, 1), held <= date(year, 12, 31))
        .order_by(held, InspectorTraining.subject, Inspector.code)
    )
    return tuple(TrainingLine(*found) for found in session.execute(statement))


def person_years_xlsx(store: Store, year: int) -> bytes:
    """Give the year of all inspectors as a spreadsheet."""
    from app.documents.sheet_people import build_people_year_xlsx  # noqa: PLC0415 - openpyxl only for a sheet

    return build_people_year_xlsx(people_year(store, year))
