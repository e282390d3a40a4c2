"""The annual plan: computed, moved, answered, signed, revised (domain.md §1, §3)."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import Catalogue
from app.core.errors import UserError
from app.core.planning import counted
from app.core.states import PLAN_MOVES, PlanState, move
from app.models.database import Store
from app.models.plan import AnnualPlan, PlanAnswer, PlanLine
from app.services import log
from app.services.catalogue import catalogue_of
from app.services.frame import population
from app.services.office import office_of
from app.services.plan_lines import default_quarters, fixed_quarters
from app.services.plan_versions import newest
from app.services.plan_view import view_of
from app.services.preview import item_and_stratum
from app.services.rows.office import Act
from app.services.rows.plan import PlanView

_LAST_DAY: Final = (1, 31)


def _lines(session: Session, catalogue: Catalogue, today: date, team: int) -> list[PlanLine]:
    strata = [(item, stratum) for item in catalogue.items for stratum in item.strata]
    counts = {stratum.code: population(session, stratum, today) for _, stratum in strata}
    quarters = default_quarters(catalogue, counts, {}, team)
    return [
        PlanLine(
            position=place,
            stratum=stratum.code,
            population=counts[stratum.code],
            quarters=list(quarters[stratum.code]),
        )
        for place, (_, stratum) in enumerate(strata)
    ]


def draft(store: Store, year: int, act: Act) -> int:
    """Compute a plan from the item list and today's registry and give its id."""
    with store.writing() as session:
        if (old := newest(session, year)) is not None:
            raise UserError(
                f"{year} 年度计划已有第 {old.version} 稿（{old.state}）。要改请在那一稿上改，或调整计划。"
            )
        catalogue = catalogue_of(session, year)
        team = office_of(session).team
        plan = AnnualPlan(
            year=year,
            version=1,
            state=PlanState.DRAFT,
            drafted_by=act.by,
            drafted_on=act.day,
            lines=_lines(session, catalogue, act.day, team),
        )
        session.add(plan)
        session.flush()
        log.record(session, act, "拟年度计划", f"{year} 年第 1 稿")
        return plan.id


def plan_view(store: Store, plan_id: int) -> PlanView:
    """Give everything of one version of a plan."""
    with store.reading() as session:
        return view_of(session, session.get_one(AnnualPlan, plan_id))


def newest_view(store: Store, year: int) -> PlanView | None:
    """Give the latest version of a year's plan, or None where there is none yet."""
    with store.reading() as session:
        plan = newest(session, year)
        return view_of(session, plan) if plan else None


def _draft_of(session: Session, plan_id: int) -> AnnualPlan:
    plan = session.get_one(AnnualPlan, plan_id)
    if plan.state != PlanState.DRAFT:
        raise UserError(f"计划{plan.state}，不能再改。需要变动请“调整计划”，写明原因后出新的一稿。")
    return plan


def _line(plan: AnnualPlan, stratum: str) -> PlanLine:
    return next(line for line in plan.lines if line.stratum == stratum)


def _change(
    store: Store, plan_id: int, act: Act, what: str, change: Callable[[AnnualPlan, Session], str]
) -> None:
    with store.writing() as session:
        plan = _draft_of(session, plan_id)
        log.record(session, act, what, f"{plan.year} 年第 {plan.version} 稿：{change(plan, session)}")


def recompute(store: Store, plan_id: int, act: Act) -> None:
    """Count N anew and plan the quarters again; typed counts and answers stay."""

    def change(plan: AnnualPlan, session: Session) -> str:
        recount(session, plan, act.day)
        return "按现有名录重新计算"

    _change(store, plan_id, act, "重算年度计划", change)


def recount(session: Session, plan: AnnualPlan, day: date) -> None:
    """Count N of a draft on a day and plan its quarters again, inside a session."""
    catalogue = catalogue_of(session, plan.year)
    counts = {}
    for line in plan.lines:
        _, stratum = item_and_stratum(catalogue, line.stratum)
        line.population = counts[line.stratum] = population(session, stratum, day)
    typed = {line.stratum: line.override for line in plan.lines if line.override is not None}
    quarters = default_quarters(catalogue, counts, typed, office_of(session).team)
    for line in plan.lines:
        if not line.moved_reason:
            line.quarters = list(quarters[line.stratum])


def override(store: Store, plan_id: int, stratum: str, count: int, reason: str, act: Act) -> None:
    """Type a count per period in the place of ⌈N × ratio⌉; the reason (or the reference) is required.

    UserError where the count is more than there are objects.
    """
    if count < 0 or not reason.strip():
        raise UserError("改抽取数要填写不小于 0 的家数，并写明依据或原因（例如年度监管工作方案的文号）。")

    def change(plan: AnnualPlan, _: Session) -> str:
        line = _line(plan, stratum)
        line.override = counted(line.population, None, count)
        line.override_reason = reason.strip()
        return f"{stratum} 每期 {count} 家，{reason.strip()}"

    _change(store, plan_id, act, "改抽取数", change)


def clear_override(store: Store, plan_id: int, stratum: str, act: Act) -> None:
    """Go back to ⌈N × ratio⌉."""

    def change(plan: AnnualPlan, _: Session) -> str:
        line = _line(plan, stratum)
        line.override, line.override_reason = None, ""
        return f"{stratum} 恢复按比例计算"

    _change(store, plan_id, act, "恢复抽取数", change)


def move_line(
    store: Store, plan_id: int, stratum: str, quarters: Sequence[int], reason: str, act: Act
) -> None:
    """Move a half-year or yearly line to other quarters, with the reason."""
    if not reason.strip():
        raise UserError("调整季度要写明原因。")

    def change(plan: AnnualPlan, session: Session) -> str:
        line = _line(plan, stratum)
        _, kept = item_and_stratum(catalogue_of(session, plan.year), stratum)
        if fixed_quarters(kept.period):
            raise UserError("按季度抽查的类别每个季度都要抽，不能移动。")
        if len(set(quarters)) != kept.period.a_year or not set(quarters) <= {1, 2, 3, 4}:
            raise UserError(f"这一类别全年抽 {kept.period.a_year} 次，请选 {kept.period.a_year} 个季度。")
        line.quarters, line.moved_reason = sorted(set(quarters)), reason.strip()
        return f"{stratum} 移到第 {'、'.join(map(str, line.quarters))} 季度，{reason.strip()}"

    _change(store, plan_id, act, "调整季度", change)


def answer(store: Store, plan_id: int, question: str, text: str, act: Act) -> None:
    """Answer a question of the check page."""
    if not text.strip():
        raise UserError("请写明怎样理解或怎样处理。")

    def change(plan: AnnualPlan, _: Session) -> str:
        plan.answers[:] = [kept for kept in plan.answers if kept.question != question]
        plan.answers.append(PlanAnswer(question=question, answer=text.strip(), by=act.by, at=act.stamp))
        return f"{question}：{text.strip()}"

    _change(store, plan_id, act, "答复核对问题", change)


def _advance(plan: AnnualPlan, then: PlanState) -> None:
    plan.state = move(PLAN_MOVES, PlanState(plan.state), then, "年度计划")


def submit(store: Store, plan_id: int, reviewer: str, act: Act) -> None:
    """Send a draft for review; every question must be answered first."""
    with store.writing() as session:
        plan = session.get_one(AnnualPlan, plan_id)
        questions = view_of(session, plan).open_questions
        if questions:
            first = questions[0]
            raise UserError(
                f"还有 {len(questions)} 处没有答复：{first.number} {first.title}。请先在“计划核对”里处理。"
            )
        _advance(plan, PlanState.SUBMITTED)
        plan.submitted_on, plan.reviewed_by = act.day, reviewer.strip()
        log.record(session, act, "送审年度计划", f"{plan.year} 年第 {plan.version} 稿")


def take_back(store: Store, plan_id: int, act: Act) -> None:
    """Take a plan back from review."""
    with store.writing() as session:
        plan = session.get_one(AnnualPlan, plan_id)
        _advance(plan, PlanState.DRAFT)
        plan.submitted_on = None
        log.record(session, act, "退回年度计划", f"{plan.year} 年第 {plan.version} 稿")


def sign(store: Store, plan_id: int, number: str, day: date, head: str, act: Act) -> None:
    """签发: document number, date and who; from here the lines are frozen and an older version gives way."""
    if not number.strip() or not head.strip():
        raise UserError("签发要填写文号和签发人。")
    with store.writing() as session:
        plan = session.get_one(AnnualPlan, plan_id)
        _advance(plan, PlanState.SIGNED)
        plan.document_number, plan.signed_on, plan.signed_by = number.strip(), day, head.strip()
        older = select(AnnualPlan).where(AnnualPlan.year == plan.year, AnnualPlan.version < plan.version)
        for old in session.scalars(older):
            if old.state != PlanState.REVISED:
                _advance(old, PlanState.REVISED)
        log.record(session, act, "签发年度计划", f"{plan.document_number}，{plan.signed_by}")


def report(store: Store, plan_id: int, to: str, day: date, reference: str, act: Act) -> None:
    """上报: to whom, the date and the reference."""
    if not to.strip():
        raise UserError("上报要填写报送单位。")
    with store.writing() as session:
        plan = session.get_one(AnnualPlan, plan_id)
        _advance(plan, PlanState.REPORTED)
        plan.reported_to, plan.reported_on, plan.reported_reference = to.strip(), day, reference.strip()
        log.record(session, act, "上报年度计划", f"{plan.reported_to} {plan.reported_reference}")


def publish(store: Store, plan_id: int, platform: str, day: date, act: Act) -> None:
    """公示: the platform and the date."""
    if not platform.strip():
        raise UserError("公示要填写平台。")
    with store.writing() as session:
        plan = session.get_one(AnnualPlan, plan_id)
        _advance(plan, PlanState.PUBLISHED)
        plan.published_platform, plan.published_on = platform.strip(), day
        log.record(session, act, "公示年度计划", plan.published_platform)


def revise(store: Store, plan_id: int, reason: str, act: Act) -> int:
    """Begin a new version of a signed plan; the old one rules until the new one is signed."""
    if not reason.strip():
        raise UserError("调整计划要写明原因。")
    with store.writing() as session:
        old = session.get_one(AnnualPlan, plan_id)
        if old.state in (PlanState.DRAFT, PlanState.SUBMITTED) or newest(session, old.year) is not old:
            raise UserError("只有最新的、已签发的计划可以调整。")
        plan = AnnualPlan(
            year=old.year,
            version=old.version + 1,
            state=PlanState.DRAFT,
            reason=reason.strip(),
            drafted_by=act.by,
            drafted_on=act.day,
            lines=[
                PlanLine(
                    position=line.position,
                    stratum=line.stratum,
                    population=line.population,
                    quarters=list(line.quarters),
                    moved_reason=line.moved_reason,
                    override=line.override,
                    override_reason=line.override_reason,
                )
                for line in old.lines
            ],
            answers=[
                PlanAnswer(question=kept.question, answer=kept.answer, by=kept.by, at=kept.at)
                for kept in old.answers
            ],
        )
        session.add(plan)
        session.flush()
        log.record(session, act, "调整年度计划", f"第 {plan.version} 稿：{plan.reason}")
        return plan.id
