"""工作台: what is due now, how far the year has come, and the next step (look.md)."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.periods import period_id, period_title, quarter_end, short
from app.core.policy import YEARLY_CLASSES
from app.core.states import OUT_OF_POPULATION, DrawState, FindingState, PlanState, VisitState
from app.models.database import Store
from app.models.draw import Draw
from app.models.plan import AnnualPlan
from app.models.registry import InspectionObject, Inspector
from app.models.visit import Visit
from app.services.calendar import days_left, office_calendar
from app.services.campaign_periods import campaigns_of, period_of_campaign
from app.services.catalogue import catalogue_of
from app.services.certificate_list import URGENT_DAYS, ending
from app.services.confirmation_list import stale_count
from app.services.disclosure_rate import rate_of
from app.services.mark_list import marks_ended
from app.services.objects_gone import objects_gone
from app.services.office import office_of
from app.services.past_visits import past_visits
from app.services.plan_versions import SIGNED, newest
from app.services.registry_behind import registry_behind
from app.services.rows.office import Coverage, DueTask, QuarterLoad, Workbench
from app.services.staff_gone import staff_gone
from app.services.waiting import awaiting
from app.services.year_progress import QUARTER_MONTHS, coverage_of, loads_of, next_step, steps_of

_NEAR: Final = 3
_NAMED: Final = 3
_WEEKDAYS: Final = "一二三四五六日"


def _disclosures(session: Session, year: int, today: date) -> Iterable[DueTask]:
    deadline_of = cache(office_calendar().disclosure_deadline)
    by_deadline: dict[date, list[date]] = {}
    for ended in awaiting(session, year, FindingState.READY):
        if ended:
            by_deadline.setdefault(deadline_of(ended), []).append(ended)
    left_of = {day: days_left(day, today) for day in by_deadline}
    late = {day: ends for day, ends in by_deadline.items() if day < today}
    near = {day: ends for day, ends in by_deadline.items() if 0 <= left_of[day] <= _NEAR}
    for found, tone in ((late, "red"), (near, "amber")):
        if not found:
            continue
        first = min(found)
        left = left_of[first]
        word = f"逾期 {-left} 个工作日" if left < 0 else f"还剩 {left} 个工作日"
        count = sum(len(ends) for ends in found.values())
        why = f"检查结束 {short(min(found[first]))}，应于 {short(first)}前公开"
        yield DueTask(tone, word, f"公开检查结果 {count} 家", why, "去公开", "disclosure")
    if later := {day: len(ends) for day, ends in by_deadline.items() if left_of[day] > _NEAR}:
        why = f"最早的一份应于 {short(min(later))}前公开"
        what = f"公开检查结果 {sum(later.values())} 家"
        yield DueTask("blue", "可公开", what, why, "去公开", "disclosure")


def _reviews(session: Session, year: int) -> Iterable[DueTask]:
    waiting = awaiting(session, year, FindingState.REVIEWING)
    if waiting and waiting[0]:
        why = f"最早的一次检查 {short(waiting[0])}结束"
        yield DueTask("amber", "待审核", f"检查结果 {len(waiting)} 家", why, "去审核", "visits", "待审核")
    returned = awaiting(session, year, FindingState.RETURNED)
    if returned:
        yield DueTask(
            "red", "已退回", f"检查结果 {len(returned)} 家", "请重新录入", "去录入", "visits", "已退回"
        )


def _visits(session: Session, year: int, today: date) -> Iterable[DueTask]:
    open_states = (VisitState.UNSTAFFED, VisitState.DUE, VisitState.RUNNING)
    statement = (
        select(Draw.title, Visit.due_on, func.count())
        .join(Draw, Visit.draw_id == Draw.id)
        .where(Visit.year == year, Visit.state.in_(open_states))
        .group_by(Draw.period, Draw.title, Visit.due_on)
        .order_by(Visit.due_on)
    )
    for title, due, count in session.execute(statement):
        what = f"{title.removeprefix(f'{year}年')}检查任务 {count} 次"
        if due < today:
            word = f"逾期 {-days_left(due, today)} 个工作日"
            yield DueTask("red", word, what, f"规定时限 {short(due)}", "看任务", "visits", "未完成")
        else:
            why = f"规定时限 {short(due)}，还剩 {days_left(due, today)} 个工作日"
            yield DueTask("blue", "待检查", what, why, "看任务", "visits", "未完成")


def _certificates(session: Session, today: date) -> Iterable[DueTask]:
    """Remind of certificates 90 days ahead; what ends within 30 days or has ended is urgent."""
    found = ending(session, today)
    for people, tone in (
        ([each for each in found if each.days <= URGENT_DAYS], "red"),
        ([each for each in found if each.days > URGENT_DAYS], "amber"),
    ):
        if not people:
            continue
        first, names = people[0], "、".join(each.name for each in people[:_NAMED])
        word = f"已过期 {-first.days} 天" if first.days < 0 else f"{first.days} 天后到期"
        what = f"执法证 {len(people)} 人：{names}{'等' if len(people) > _NAMED else ''}"
        why = f"{short(first.expiry)}到期，到期后不能派员"
        yield DueTask(tone, word, what, why, "去换证", "registry", "task:certificates")


def _replacements(session: Session, year: int, today: date) -> Iterable[DueTask]:
    """Remind of seats whose holders cannot go until the time limit; somebody else must be sent."""
    if gone := staff_gone(session, year, today):
        names = "、".join([*gone][:_NAMED]) + ("等" if len(gone) > _NAMED else "")
        why = f"{names}请假到规定时限以后、须回避，或者不能再派"
        yield DueTask("amber", "要换人", f"检查任务 {gone.total()} 席", why, "去换人", "visits", "未完成")


def _objects_gone(session: Session, year: int) -> Iterable[DueTask]:
    """Remind of visits to objects that the registry holds to be closed, stopped or gone since the draw."""
    if gone := objects_gone(session, year):
        what = f"检查任务 {len(gone)} 次，对象已停产、关闭或迁出"
        why = f"{gone[0]}{'等' if len(gone) > 1 else ''}，查不成的剔除"
        yield DueTask("amber", "要核实", what, why, "去核实", "visits", "未完成")


def _registry_behind(session: Session, year: int) -> Iterable[DueTask]:
    """Remind of objects that a visit found gone and the registry still holds to be at work."""
    if found := registry_behind(session, year):
        name = found[0].code if found[0].secrecy_basis else found[0].name
        why = f"{name}{'等' if len(found) > 1 else ''}，名录里没有改，以后还会抽到"
        what = f"检查对象 {len(found)} 家，现场已查不到或停产"
        yield DueTask("amber", "名录待改", what, why, "去更新", "registry", f"object:{found[0].code}")


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


def _stale(session: Session, today: date) -> Iterable[DueTask]:
    """Remind of the objects that nobody confirmed for as long as the office has set."""
    if count := stale_count(session, today):
        why = f"超过 {office_of(session).confirm_months} 个月没有核实，名录可能与实际不符"
        yield DueTask("blue", "久未核实", f"检查对象 {count} 家", why, "去核实", "registry", "task:stale")


def _ended_marks(session: Session, today: date) -> Iterable[DueTask]:
    if count := marks_ended(session, today):
        why = "不再影响权重，请续期或摘除"
        yield DueTask("blue", "已到期", f"频次标识 {count} 个", why, "去处理", "registry", "task:mark-ends")


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
    if plan is None or plan.state not in SIGNED:
        return
    for quarter in range(1, 5):
        if date(year, QUARTER_MONTHS[quarter - 1], 1) > today:
            return
        statement = select(Draw.state).where(
            Draw.period == period_id(year, quarter), Draw.state != DrawState.VOID
        )
        state = session.scalars(statement).first()
        if state == DrawState.DRAWN:
            continue
        end = quarter_end(year, quarter)
        tone, why = (
            ("red", f"{short(end)}已过") if end < today else ("amber", f"本季度检查须在 {short(end)}前完成")
        )
        word = "待抽取" if state is None else state
        yield DueTask(
            tone, word, f"{period_title(year, quarter)[5:]}抽取", why, "去抽取", "draw", str(quarter)
        )


def _campaign_tasks(session: Session, year: int, today: date) -> Iterable[DueTask]:
    """Remind of the campaigns that were made and are not drawn yet."""
    for campaign in campaigns_of(session, year):
        period = period_of_campaign(campaign)
        statement = select(Draw.state).where(Draw.period == period, Draw.state != DrawState.VOID)
        state = session.scalars(statement).first()
        if state == DrawState.DRAWN:
            continue
        late = campaign.due_on < today
        why = f"规定时限 {short(campaign.due_on)}{'已过' if late else ''}"
        tone, word = "red" if late else "blue", state or "待抽取"
        yield DueTask(tone, word, f"{campaign.title}：抽取", why, "去抽取", "draw", period)


def _missing(objects: int, inspectors: int) -> Iterable[DueTask]:
    if not objects:
        why = "没有检查对象，不能拟计划"
        yield DueTask("amber", "待导入", "检查对象名录", why, "去导入", "registry", "import")
    if not inspectors:
        why = "没有检查人员，不能抽取派员"
        yield DueTask("amber", "待导入", "检查人员名录", why, "去导入", "registry", "import-inspectors")


def _subtitle(year: int, today: date) -> str:
    words = f"{today.year}年{today.month}月{today.day}日 星期{_WEEKDAYS[today.weekday()]}　{year} 年度"
    if today.year != year:
        return words
    quarter = (today.month - 1) // 3 + 1
    left = days_left(quarter_end(year, quarter), today)
    return f"{words}　第{'一二三四'[quarter - 1]}季度还剩 {left} 个工作日"


def _figures(
    session: Session, plan: AnnualPlan | None, year: int
) -> tuple[tuple[Coverage, ...], tuple[QuarterLoad, ...]]:
    """Give how far the items and the quarters are; nothing where no item list was taken over yet."""
    try:
        catalogue = catalogue_of(session, year)
    except UserError:
        return (), ()
    return coverage_of(session, catalogue), loads_of(session, catalogue, plan)


def workbench(store: Store, year: int, today: date) -> Workbench:
    """Give everything 工作台 shows on a day."""
    with store.reading() as session:
        objects = session.scalars(select(func.count()).select_from(InspectionObject)).one()
        inspectors = session.scalars(select(func.count()).select_from(Inspector)).one()
        plan = newest(session, year)
        tasks = [*_missing(objects, inspectors)]
        if objects:
            tasks += _disclosures(session, year, today)
            tasks += _plan_task(plan, year, today)
            tasks += _draw_tasks(session, plan, year, today)
            tasks += _campaign_tasks(session, year, today)
            tasks += _reviews(session, year)
            tasks += _visits(session, year, today)
            tasks += _replacements(session, year, today)
            tasks += _objects_gone(session, year)
            tasks += _registry_behind(session, year)
            tasks += _certificates(session, today)
            tasks += _unvisited(session, year)
            tasks += _stale(session, today)
            tasks += _ended_marks(session, today)
        order = {"red": 0, "amber": 1, "blue": 2}
        tasks.sort(key=lambda task: order[task.tone])
        steps = steps_of(session, plan, year, objects, today)
        coverage, loads = _figures(session, plan, year)
        return Workbench(
            today=today,
            year=year,
            subtitle=_subtitle(year, today),
            objects=objects,
            inspectors=inspectors,
            tasks=tuple(tasks),
            steps=steps,
            next_step=next_step(tasks, steps, loads),
            rate=rate_of(session, year),
            coverage=coverage,
            quarters=loads,
        )
