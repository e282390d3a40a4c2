"""How far the year has come: its eight steps, the items covered, the quarters done, and what comes next."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.catalogue import Catalogue
from app.core.periods import DrawKind, short
from app.core.states import DrawState, VisitState
from app.models.draw import Draw
from app.models.plan import AnnualPlan
from app.models.visit import Visit, VisitItem
from app.services.disclosure_rate import rate_of
from app.services.plan_then import planned_then
from app.services.plan_versions import SIGNED
from app.services.rows.office import Coverage, DueTask, QuarterLoad, YearStep, first_of

QUARTER_MONTHS: Final = (1, 4, 7, 10)
_DRAWN: Final = "季度抽取"


def coverage_of(session: Session, catalogue: Catalogue) -> tuple[Coverage, ...]:
    """Tell of each item whether it was inspected, drawn or neither."""
    done: set[str] = set()
    drawn: set[str] = set()
    statement = (
        select(VisitItem.item, Visit.state)
        .join(Visit, VisitItem.visit_id == Visit.id)
        .where(
            Visit.year == catalogue.year,
            Visit.state != VisitState.CANCELLED,
            VisitItem.struck_reason == "",
        )
        .distinct()
    )
    for code, state in session.execute(statement):
        (done if state == VisitState.DONE else drawn).add(code)
    return tuple(
        Coverage(
            item.number,
            item.name,
            "inspected" if item.code in done else "drawn" if item.code in drawn else "open",
        )
        for item in catalogue.items
    )


def loads_of(session: Session, catalogue: Catalogue, plan: AnnualPlan | None) -> tuple[QuarterLoad, ...]:
    """Count the picks done and planned of each quarter; what campaigns add fulfils no plan."""
    planned = [0, 0, 0, 0]
    if plan:
        for taken in planned_then(session, catalogue, plan).values():
            planned = [sum(pair) for pair in zip(planned, taken, strict=True)]
    done = [0, 0, 0, 0]
    statement = (
        select(VisitItem.strata, Draw.quarter)
        .join(Visit, VisitItem.visit_id == Visit.id)
        .join(Draw, Visit.draw_id == Draw.id)
        .where(
            Visit.year == catalogue.year,
            Visit.state == VisitState.DONE,
            VisitItem.struck_reason == "",
            Draw.period.startswith(f"{catalogue.year}Q"),
        )
    )
    for strata, quarter in session.execute(statement):
        done[quarter - 1] += len(strata)
    return tuple(QuarterLoad(quarter, done[quarter - 1], planned[quarter - 1]) for quarter in range(1, 5))


def _checks(session: Session, year: int) -> tuple[str, bool]:
    """Give how far visits and disclosure are, and whether all that were drawn are settled."""
    rate = rate_of(session, year)
    total = session.scalars(
        select(func.count()).select_from(Visit).where(Visit.year == year, Visit.state != VisitState.CANCELLED)
    ).one()
    return f"{rate.finished} / {total} 次" if total else "待抽取", rate.disclosed + rate.withheld == total


def steps_of(
    session: Session, plan: AnnualPlan | None, year: int, objects: int, today: date
) -> tuple[YearStep, ...]:
    """Give the year's steps; 检查与公开 stands behind the last draw, or the first, while it is open."""
    statement = select(Draw.quarter, Draw.drawn_at).where(
        Draw.year == year, Draw.state == DrawState.DRAWN, Draw.kind == DrawKind.PLANNED
    )
    drawn = {row[0]: row[1] for row in session.execute(statement)}
    signed = plan is not None and plan.state in SIGNED
    words: list[tuple[str, str, bool]] = [
        ("名录更新", f"{objects} 家" if objects else "待导入", objects > 0),
        ("年度计划", short(plan.signed_on) if signed and plan and plan.signed_on else "1月31日前", signed),
    ]
    for quarter in range(1, 5):
        at = drawn.get(quarter)
        detail = short(date.fromisoformat(at[:10])) if at else f"{QUARTER_MONTHS[quarter - 1]}月1日起"
        words.append((f"{'一二三四'[quarter - 1]}{_DRAWN}", detail, at is not None))
    how_far, settled = _checks(session, year)
    over = settled and len(drawn) == len(QUARTER_MONTHS)
    place = len(words) if settled and drawn else 2 + max(drawn, default=1)
    words.insert(place, ("检查与公开", how_far, over))
    words.append(("年度总结", "12月", today > date(year, 12, 31) and over))
    current = next((place for place, (_, _, done) in enumerate(words) if not done), None)
    return tuple(
        YearStep(word, detail, "done" if done else "current" if place == current else "ahead")
        for place, (word, detail, done) in enumerate(words)
    )


def next_step(tasks: Sequence[DueTask], steps: Iterable[YearStep], loads: Sequence[QuarterLoad]) -> str:
    """Say what is to be done first, and which draw comes after it."""
    first = first_of(tasks)
    now = f"先办“{first.what}”" if first else ""
    ahead = next((step for step in steps if step.word.endswith(_DRAWN) and step.state != "done"), None)
    if ahead is None or any(task.page in {"plan", "draw"} for task in tasks):
        return f"{now}。" if now else "本年工作已全部完成。"
    quarter = "一二三四".index(ahead.word[0])
    planned = f"，{loads[quarter].planned} 家次" if loads and loads[quarter].planned else ""
    return "；".join(part for part in (now, f"{ahead.detail}可以做第{ahead.word}{planned}") if part) + "。"
