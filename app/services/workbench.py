"""工作台: what is due now, how far the year has come, and the next step (look.md)."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.policy import YEARLY_CLASSES
from app.core.states import OUT_OF_POPULATION, DrawState, FindingState, PlanState, VisitState
from app.models.database import Store
from app.models.draw import Draw
from app.models.plan import AnnualPlan
from app.models.registry import InspectionObject, Inspector
from app.models.visit import Visit
from app.services.calendar import office_calendar
from app.services.catalogue import catalogue_of
from app.services.disclosure import days_left, rate_of
from app.services.frame import past_visits
from app.services.plan import newest
from app.services.plan_view import line_rows
from app.services.preview import period_id, period_title, quarter_end
from app.services.results import standing_items
from app.services.rows.office import Coverage, DueTask, QuarterLoad, Workbench, YearStep
from app.services.visit_list import awaiting

_NEAR: Final = 3
_WARN_DAYS: Final = 90
_WEEKDAYS: Final = "一二三四五六日"
_QUARTER_MONTHS: Final = (1, 4, 7, 10)
_SIGNED: Final = (PlanState.SIGNED, PlanState.REPORTED, PlanState.PUBLISHED)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"


def _disclosures(session: Session, year: int, today: date) -> Iterable[DueTask]:
    by_deadline: dict[date, list[Visit]] = {}
    for visit in awaiting(session, year, FindingState.READY):
        if visit.finished_on:
            deadline = office_calendar().disclosure_deadline(visit.finished_on)
            by_deadline.setdefault(deadline, []).append(visit)
    late = {day: visits for day, visits in by_deadline.items() if day < today}
    near = {day: visits for day, visits in by_deadline.items() if 0 <= days_left(day, today) <= _NEAR}
    for found, tone in ((late, "red"), (near, "amber")):
        if not found:
            continue
        first = min(found)
        left = days_left(first, today)
        word = f"逾期 {-left} 个工作日" if left < 0 else f"还剩 {left} 个工作日"
        count = sum(len(visits) for visits in found.values())
        ended = min(visit.finished_on or first for visit in found[first])
        why = f"检查结束 {_short(ended)}，应于 {_short(first)}前公开"
        yield DueTask(tone, word, f"公开检查结果 {count} 家", why, "去公开", "disclosure")
    later = [
        visit for day, visits in by_deadline.items() if days_left(day, today) > _NEAR for visit in visits
    ]
    if later:
        first = min(day for day in by_deadline if days_left(day, today) > _NEAR)
        why = f"最早的一份应于 {_short(first)}前公开"
        yield DueTask("blue", "可公开", f"公开检查结果 {len(later)} 家", why, "去公开", "disclosure")


def _reviews(session: Session, year: int) -> Iterable[DueTask]:
    waiting = awaiting(session, year, FindingState.REVIEWING)
    if waiting and waiting[0].finished_on:
        why = f"最早的一次检查 {_short(waiting[0].finished_on)}结束"
        yield DueTask("amber", "待审核", f"检查结果 {len(waiting)} 家", why, "去审核", "visits", "待审核")
    returned = awaiting(session, year, FindingState.RETURNED)
    if returned:
        yield DueTask(
            "red", "已退回", f"检查结果 {len(returned)} 家", "请重新录入", "去录入", "visits", "已退回"
        )


def _visits(session: Session, year: int, today: date) -> Iterable[DueTask]:
    open_states = (VisitState.UNSTAFFED, VisitState.DUE, VisitState.RUNNING)
    statement = (
        select(Draw.quarter, Visit.due_on, func.count())
        .join(Draw, Visit.draw_id == Draw.id)
        .where(Visit.year == year, Visit.state.in_(open_states))
        .group_by(Draw.quarter, Visit.due_on)
        .order_by(Visit.due_on)
    )
    for quarter, due, count in session.execute(statement):
        what = f"{period_title(year, quarter)[5:]}检查任务 {count} 次"
        if due < today:
            word = f"逾期 {-days_left(due, today)} 个工作日"
            yield DueTask("red", word, what, f"规定时限 {_short(due)}", "看任务", "visits", "未完成")
        else:
            why = f"规定时限 {_short(due)}，还剩 {days_left(due, today)} 个工作日"
            yield DueTask("blue", "待检查", what, why, "看任务", "visits", "未完成")


def _certificates(session: Session, today: date) -> Iterable[DueTask]:
    soon = today + timedelta(days=_WARN_DAYS)
    statement = select(Inspector).where(
        Inspector.cert_expiry >= today, Inspector.cert_expiry <= soon, Inspector.state == "在岗"
    )
    people = list(session.scalars(statement.order_by(Inspector.cert_expiry)))
    if people and people[0].cert_expiry:
        days = (people[0].cert_expiry - today).days
        names = "、".join(person.name for person in people[:3]) + ("等" if len(people) > 3 else "")  # noqa: PLR2004 - three names fit the line
        why = f"{_short(people[0].cert_expiry)}到期，到期后不能派员"
        yield DueTask(
            "blue",
            f"{days} 天后到期",
            f"执法证 {len(people)} 人：{names}",
            why,
            "看人员",
            "registry",
            "inspectors",
        )


def _unvisited(session: Session, year: int) -> Iterable[DueTask]:
    statement = select(InspectionObject.code).where(
        InspectionObject.supervision_class.in_(YEARLY_CLASSES),
        InspectionObject.state.not_in([str(state) for state in OUT_OF_POPULATION]),
    )
    missing = set(session.scalars(statement)) - past_visits(session, year).any_item
    if missing:
        why = "每家全年不少于 1 次；四季度仍未检查的列为必查"
        yield DueTask(
            "blue",
            "本年未抽到",
            f"重点、特殊监管对象 {len(missing)} 家",
            why,
            "看名单",
            "registry",
            "unvisited",
        )


def _plan_task(plan: AnnualPlan | None, year: int, today: date) -> Iterable[DueTask]:
    deadline = date(year, 1, 31)
    state = PlanState(plan.state) if plan else None
    if state == PlanState.PUBLISHED:
        return
    left = days_left(deadline, today)
    word, tone = (f"还剩 {left} 个工作日", "amber") if left >= 0 else (f"逾期 {-left} 个工作日", "red")
    wording = {
        None: ("拟年度抽查计划", "拟计划"),
        PlanState.DRAFT: ("年度抽查计划送审", "去送审"),
        PlanState.SUBMITTED: ("年度抽查计划签发", "去登记"),
        PlanState.SIGNED: ("年度抽查计划上报", "去登记"),
        PlanState.REPORTED: ("年度抽查计划公示", "去登记"),
    }
    if state in wording:
        what, button = wording[state]
        yield DueTask(tone, word, what, "1月31日前完成制定、上报和公示", button, "plan")


def _draw_tasks(session: Session, plan: AnnualPlan | None, year: int, today: date) -> Iterable[DueTask]:
    if plan is None or plan.state not in _SIGNED:
        return
    for quarter in range(1, 5):
        if date(year, _QUARTER_MONTHS[quarter - 1], 1) > today:
            return
        statement = select(Draw.state).where(
            Draw.period == period_id(year, quarter), Draw.state != DrawState.VOID
        )
        state = session.scalars(statement).first()
        if state == DrawState.DRAWN:
            continue
        end = quarter_end(year, quarter)
        tone, why = (
            ("red", f"{_short(end)}已过") if end < today else ("amber", f"本季度检查须在 {_short(end)}前完成")
        )
        word = "待抽取" if state is None else state
        yield DueTask(
            tone, word, f"{period_title(year, quarter)[5:]}抽取", why, "去抽取", "draw", str(quarter)
        )


def _coverage(session: Session, year: int) -> tuple[Coverage, ...]:
    done: set[str] = set()
    drawn: set[str] = set()
    statement = select(Visit).where(Visit.year == year, Visit.state != VisitState.CANCELLED)
    for visit in session.scalars(statement):
        codes = {item.item for item in standing_items(visit)}
        (done if visit.state == VisitState.DONE else drawn).update(codes)
    return tuple(
        Coverage(
            item.number,
            item.name,
            "inspected" if item.code in done else "drawn" if item.code in drawn else "open",
        )
        for item in catalogue_of(session, year).items
    )


def _loads(session: Session, plan: AnnualPlan | None, year: int) -> tuple[QuarterLoad, ...]:
    planned = [0, 0, 0, 0]
    if plan:
        for line in line_rows(catalogue_of(session, year), plan.lines):
            planned = [sum(pair) for pair in zip(planned, line.quarters, strict=True)]
    done = [0, 0, 0, 0]
    statement = (
        select(Visit, Draw.quarter)
        .join(Draw, Visit.draw_id == Draw.id)
        .where(Visit.year == year, Visit.state == VisitState.DONE)
    )
    for visit, quarter in session.execute(statement):
        done[quarter - 1] += sum(len(item.strata) for item in standing_items(visit))
    return tuple(QuarterLoad(quarter, done[quarter - 1], planned[quarter - 1]) for quarter in range(1, 5))


def _steps(
    session: Session, plan: AnnualPlan | None, year: int, objects: int, today: date
) -> tuple[YearStep, ...]:
    statement = select(Draw.quarter, Draw.drawn_at).where(Draw.year == year, Draw.state == DrawState.DRAWN)
    drawn = {row[0]: row[1] for row in session.execute(statement)}
    words: list[tuple[str, str, bool]] = [("名录更新", f"{objects} 家" if objects else "待导入", objects > 0)]
    signed = plan is not None and plan.state in _SIGNED
    words.append(
        ("年度计划", _short(plan.signed_on) if signed and plan and plan.signed_on else "1月31日前", signed)
    )
    for quarter in range(1, 5):
        at = drawn.get(quarter)
        detail = _short(date.fromisoformat(at[:10])) if at else f"{_QUARTER_MONTHS[quarter - 1]}月1日起"
        words.append((f"{'一二三四'[quarter - 1]}季度抽取", detail, at is not None))
    rate = rate_of(session, year)
    total = session.scalars(
        select(func.count()).select_from(Visit).where(Visit.year == year, Visit.state != VisitState.CANCELLED)
    ).one()
    all_done = total > 0 and rate.disclosed + rate.withheld == total and len(drawn) == len(_QUARTER_MONTHS)
    words.append(("检查与公开", f"{rate.finished} / {total} 次", all_done))
    words.append(("年度总结", "12月", today > date(year, 12, 31) and all_done))
    current = next((place for place, (_, _, done) in enumerate(words) if not done), None)
    return tuple(
        YearStep(word, detail, "done" if done else "current" if place == current else "ahead")
        for place, (word, detail, done) in enumerate(words)
    )


def _next_step(tasks: Iterable[DueTask], steps: Iterable[YearStep]) -> str:
    first = next(iter(tasks), None)
    if first:
        return f"{first.what}；{first.why}。"
    step = next((step for step in steps if step.state == "current"), None)
    return f"{step.word}，{step.detail}。" if step else "本年工作已全部完成。"


def _subtitle(year: int, today: date) -> str:
    words = f"{today.year}年{today.month}月{today.day}日 星期{_WEEKDAYS[today.weekday()]}　{year} 年度"
    if today.year != year:
        return words
    quarter = (today.month - 1) // 3 + 1
    left = days_left(quarter_end(year, quarter), today)
    return f"{words}　第{'一二三四'[quarter - 1]}季度还剩 {left} 个工作日"


def workbench(store: Store, year: int, today: date) -> Workbench:
    """Give everything 工作台 shows on a day."""
    with store.reading() as session:
        objects = session.scalars(select(func.count()).select_from(InspectionObject)).one()
        inspectors = session.scalars(select(func.count()).select_from(Inspector)).one()
        plan = newest(session, year)
        tasks: list[DueTask] = []
        if objects:
            tasks += _disclosures(session, year, today)
            tasks += _plan_task(plan, year, today)
            tasks += _draw_tasks(session, plan, year, today)
            tasks += _reviews(session, year)
            tasks += _visits(session, year, today)
            tasks += _certificates(session, today)
            tasks += _unvisited(session, year)
        order = {"red": 0, "amber": 1, "blue": 2}
        tasks.sort(key=lambda task: order[task.tone])
        steps = _steps(session, plan, year, objects, today)
        try:
            coverage, loads = _coverage(session, year), _loads(session, plan, year)
        except UserError:
            coverage, loads = (), ()
        return Workbench(
            today=today,
            year=year,
            subtitle=_subtitle(year, today),
            objects=objects,
            inspectors=inspectors,
            tasks=tuple(tasks),
            steps=steps,
            next_step=_next_step(tasks, steps),
            rate=rate_of(session, year),
            coverage=coverage,
            quarters=loads,
        )
