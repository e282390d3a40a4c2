"""Disclosure: what is due, the notice, and what became public (domain.md §5, rules 8 and 9)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app.core.errors import UserError
from app.core.states import FINDING_MOVES, FindingState, VisitState, move
from app.core.text import natural_key, repair_name
from app.documents.content import notice as content
from app.models.database import Store
from app.models.draw import Draw
from app.models.registry import InspectionObject
from app.models.visit import Notice, Visit
from app.services import log
from app.services.calendar import days_left, office_calendar
from app.services.catalogue import catalogue_of
from app.services.notice_text import batch_word, content_of
from app.services.occasions import title_of
from app.services.office import office_of
from app.services.rows.office import Act
from app.services.rows.visit import DisclosureRow, NoticeRow
from app.services.visit_items import gravest, standing_items
from app.services.visit_list import items_by_code
from app.services.withheld import is_withheld, require_nameable

__all__ = [
    "batch_word",
    "draft_notice",
    "draft_pdf",
    "list_disclosures",
    "list_notices",
    "make_notice",
    "mark_published",
    "next_number",
    "notice_content",
    "notice_docx",
    "notice_pdf",
]


def _finished(session: Session, year: int) -> Sequence[tuple[Visit, Draw, InspectionObject]]:
    statement = (
        select(Visit, Draw, InspectionObject)
        .join(Draw, Visit.draw_id == Draw.id)
        .join(InspectionObject, Visit.object_id == InspectionObject.id)
        .where(Visit.year == year, Visit.state == VisitState.DONE)
        .options(selectinload(Visit.items))  # else a query for each visit
        .order_by(Visit.finished_on, InspectionObject.code)
    )
    return [(visit, draw, target) for visit, draw, target in session.execute(statement)]


def list_disclosures(store: Store, year: int, today: date) -> tuple[DisclosureRow, ...]:
    """Give every finished visit of a year, the most urgent first."""
    with store.reading() as session:
        found = _finished(session, year)
        items = items_by_code(catalogue_of(session, year)) if found else {}
        rows = []
        for visit, draw, target in found:
            held = sorted(
                (items[item.item] for item in standing_items(visit)),
                key=lambda item: natural_key(item.number),
            )
            ended = visit.finished_on or visit.due_on
            deadline = office_calendar().disclosure_deadline(ended)
            rows.append(
                DisclosureRow(
                    visit=visit.id,
                    period=draw.period,
                    code=target.code,
                    name=target.name,
                    items=tuple(item.number for item in held),
                    departments=tuple(dict.fromkeys(name for item in held for name in item.responsible)),
                    finished_on=ended,
                    deadline=deadline,
                    days_left=days_left(deadline, today),
                    result=gravest(item.outcome for item in standing_items(visit)),
                    state=visit.finding_state,
                    notice=visit.notice_id,
                    nameable=not is_withheld(draw, target),
                ),
            )
    return tuple(sorted(rows, key=lambda row: (row.deadline, row.code)))


def _chosen(session: Session, visits: Sequence[int]) -> tuple[list[Visit], str]:
    """Give the visits of a notice and their one period; UserError where they cannot stand in one."""
    if not visits:
        raise UserError("请先勾选要公开的检查结果。")
    chosen = [session.get_one(Visit, visit) for visit in visits]
    periods = {session.get_one(Draw, visit.draw_id).period for visit in chosen}
    if len(periods) > 1:
        raise UserError("一份公告只写一次抽取的检查结果，请按季度、按专项分别生成。")
    for visit in chosen:
        if visit.finding_state != FindingState.READY:
            raise UserError(f"有一条结果{visit.finding_state}，审核通过后才能写进公告。")
        if visit.notice_id is not None:
            raise UserError("有一条结果已在另一份公告里，请取消勾选。")
        require_nameable(session, visit)
    return chosen, periods.pop()


def _withheld(session: Session, period: str, last_day: date) -> list[Visit]:
    """Give the withheld visits of a period that ended by a day and that no notice has counted yet."""
    statement = (
        select(Visit)
        .join(Draw, Visit.draw_id == Draw.id)
        .where(
            Draw.period == period,
            Visit.finding_state == FindingState.WITHHELD,
            Visit.finished_on <= last_day,
            Visit.notice_id.is_(None),
        )
    )
    return list(session.scalars(statement))


def _last_day(visits: Sequence[Visit]) -> date:
    return max(visit.finished_on or visit.due_on for visit in visits)


def _new_notice(session: Session, visits: Sequence[Visit], period: str, number: str, act: Act) -> Notice:
    count = select(func.count()).select_from(Notice).where(Notice.period == period)
    return Notice(
        year=visits[0].year,
        period=period,
        batch=session.scalars(count).one() + 1,
        number=repair_name(number),
        issued_on=act.day,
        made_at=act.stamp,
    )


def make_notice(store: Store, visits: Sequence[int], number: str, act: Act) -> int:
    """Make a notice of released visits of one period and give its id.

    The withheld visits of the period that ended by the notice's last day are counted in it, each in one
    notice only.
    """
    with store.writing() as session:
        chosen, period = _chosen(session, visits)
        notice = _new_notice(session, chosen, period, number, act)
        session.add(notice)
        session.flush()
        for visit in (*chosen, *_withheld(session, period, _last_day(chosen))):
            visit.notice_id = notice.id
        log.record(session, act, "生成公告", f"{period} {batch_word(notice.batch)}，{len(chosen)} 家")
        return notice.id


def draft_notice(store: Store, visits: Sequence[int], number: str, act: Act) -> content.Notice:
    """Give what a notice of these visits would say, without making it; refuses what `make_notice` does."""
    with store.reading() as session:
        chosen, period = _chosen(session, visits)
        notice = _new_notice(session, chosen, period, number, act)
        withheld = _withheld(session, period, _last_day(chosen))
        return content_of(session, notice, chosen, len(withheld))


def notice_content(store: Store, notice_id: int) -> content.Notice:
    """Give what a notice says, for Word, PDF and preview alike.

    Refused where it would name an object that was withheld since the notice was made and before it went out.
    """
    with store.reading() as session:
        notice = session.get_one(Notice, notice_id)
        held = list(session.scalars(select(Visit).where(Visit.notice_id == notice.id)))
        for visit in held:
            if visit.finding_state == FindingState.READY:
                require_nameable(session, visit)
        shown = [visit for visit in held if visit.finding_state != FindingState.WITHHELD]
        return content_of(session, notice, shown, len(held) - len(shown))


def next_number(store: Store, year: int) -> str:
    """Suggest the document number of the next notice, counted from the notices of the year."""
    with store.reading() as session:
        count = session.scalars(select(func.count()).select_from(Notice).where(Notice.year == year)).one()
        return f"{office_of(session).abbreviation}公〔{year}〕{count + 1}号"


def _check_published(visit: Visit, day: date, act: Act) -> None:
    if day > act.day:
        raise UserError(f"公开日期 {day} 还没有到，请填写实际公开的日期。")
    if visit.finished_on and day < visit.finished_on:
        raise UserError(f"公开日期 {day} 早于检查结束的 {visit.finished_on}，请核对。")


def mark_published(store: Store, visits: Sequence[int], day: date, platform: str, act: Act) -> None:
    """Mark results as public with the day and the platform."""
    if not platform.strip():
        raise UserError("请填写公开的平台，例如“区政府门户网站”。")
    with store.writing() as session:
        for visit_id in visits:
            visit = session.get_one(Visit, visit_id)
            state = FindingState(visit.finding_state)
            visit.finding_state = move(FINDING_MOVES, state, FindingState.DISCLOSED, "检查结果")
            require_nameable(session, visit)
            _check_published(visit, day, act)
            visit.disclosed_on, visit.platform = day, platform.strip()
        log.record(session, act, "登记已公开", f"{len(visits)} 家，{platform.strip()}")


def list_notices(store: Store, year: int) -> tuple[NoticeRow, ...]:
    """Give the notices of a year, newest first."""
    with store.reading() as session:
        notices = session.scalars(select(Notice).where(Notice.year == year).order_by(Notice.id.desc())).all()
        held = _visits_of_notices(session, year)
        titles = {period: title_of(session, period) for period in {notice.period for notice in notices}}
        return tuple(
            NoticeRow(
                notice.id,
                f"{titles[notice.period]}抽查结果公告（{batch_word(notice.batch)}）",
                notice.number,
                notice.issued_on,
                tuple(visit for visit, _ in held[notice.id]),
                all(state != FindingState.READY for _, state in held[notice.id]),
            )
            for notice in notices
        )


def _visits_of_notices(session: Session, year: int) -> dict[int, list[tuple[int, str]]]:
    """Give the visits that each notice of a year names, with the states of their results."""
    statement = (
        select(Notice.id, Visit.id, Visit.finding_state)
        .join(Visit, Visit.notice_id == Notice.id)
        .where(Notice.year == year, Visit.finding_state != FindingState.WITHHELD)
        .order_by(Visit.id)
    )
    held: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for notice, visit, state in session.execute(statement):
        held[notice].append((visit, state))
    return held


def notice_docx(store: Store, notice_id: int) -> bytes:
    """Give a notice as a Word file."""
    from app.documents.word_notice import build_notice_docx  # noqa: PLC0415 - docx only when a paper is made

    return build_notice_docx(notice_content(store, notice_id))


def draft_pdf(store: Store, visits: Sequence[int], number: str, act: Act) -> bytes:
    """Give the notice that would be made of these visits as PDF."""
    from app.documents.pdf_notice import build_notice  # noqa: PLC0415 - reportlab only when a paper is made

    return build_notice(draft_notice(store, visits, number, act))


def notice_pdf(store: Store, notice_id: int) -> bytes:
    """Give a notice as PDF, for preview and print."""
    from app.documents.pdf_notice import build_notice  # noqa: PLC0415 - reportlab only when a paper is made

    return build_notice(notice_content(store, notice_id))
