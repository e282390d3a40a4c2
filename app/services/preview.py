"""A period before freezing: the strata due, their frames, and the inspectors who may be sent."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.catalogue import Catalogue, Item, PeriodKind, Stratum
from app.core.errors import UserError
from app.core.filter import in_words
from app.core.periods import DrawKind, Period, quarter_end
from app.core.states import DrawState, ObjectState
from app.models.draw import Draw
from app.models.plan import AnnualPlan, PlanLine
from app.services.barred import barred_from
from app.services.catalogue import catalogue_of
from app.services.conditions_ahead import conditions_ahead
from app.services.frame import frame_of, left_unvisited, with_last_chances
from app.services.officers import sendable
from app.services.past_visits import PastVisits, past_visits
from app.services.rows.draw import DrawPreview, DueStratum, FrameRow, InspectorLine, LineRule

_NAMED: Final = 10
PER_WORDS: Final = {
    PeriodKind.QUARTER: "每季度",
    PeriodKind.HALF_YEAR: "每半年",
    PeriodKind.YEAR: "全年",
}


def item_and_stratum(catalogue: Catalogue, code: str) -> tuple[Item, Stratum]:
    """Find a stratum of the item list by its code."""
    for item in catalogue.items:
        for stratum in item.strata:
            if stratum.code == code:
                return item, stratum
    raise KeyError(code)


def _rule_of(line: PlanLine, stratum: Stratum) -> LineRule:
    return LineRule(PER_WORDS[stratum.period], stratum.ratio, line.override, line.override_reason)


def rules_of_quarter(catalogue: Catalogue, plan: AnnualPlan, quarter: int) -> dict[str, LineRule]:
    """Give by stratum how many the lines of a plan take in a quarter."""
    return {
        line.stratum: _rule_of(line, item_and_stratum(catalogue, line.stratum)[1])
        for line in plan.lines
        if quarter in line.quarters
    }


def due_of(item: Item, stratum: Stratum, rule: LineRule, frame: tuple[FrameRow, ...]) -> DueStratum:
    """Give a stratum as it is drawn by a rule from a frame."""
    return DueStratum(
        number=stratum.number,
        item=item.code,
        code=stratum.code,
        item_name=item.corrected_name or item.name,
        departments=item.responsible,
        check_kind=item.check_kind,
        method=item.method,
        contents=item.wording,
        label=stratum.short_label,
        skill=item.skill,
        filter_words=in_words(stratum.conditions),
        per=rule.per,
        ratio=rule.ratio,
        override=rule.override,
        override_reason=rule.reason,
        repeat=stratum.repeat,
        scope=stratum.scope,
        frame=frame,
    )


def _due(session: Session, catalogue: Catalogue, line: PlanLine, past: PastVisits, today: date) -> DueStratum:
    item, stratum = item_and_stratum(catalogue, line.stratum)
    frame = frame_of(session, item, stratum, past, today)
    return due_of(item, stratum, _rule_of(line, stratum), frame)


def warnings_of(strata: Sequence[DueStratum]) -> tuple[str, ...]:
    """Name who is 待核实, and the strata that hold nobody."""
    found = [
        f"{stratum.number.rstrip('abcdefgh')} {stratum.label}："
        f"{row.name}（{row.code}）待核实，请确认后再冻结。"
        for stratum in strata
        for row in stratum.frame
        if row.reason == ObjectState.UNCONFIRMED
    ]
    found += [
        f"{stratum.number} {stratum.label}：家数为 0，本期不抽。"
        for stratum in strata
        if not stratum.population
    ]
    return tuple(found)


def _drawn_together(strata: Iterable[DueStratum]) -> tuple[DueStratum, ...]:
    """Leave out the units that never stand in an input that will be published (draw-spec.md §2)."""
    return tuple(
        replace(stratum, frame=tuple(row for row in stratum.frame if not row.withheld)) for stratum in strata
    )


def _drawn_apart(strata: Iterable[DueStratum]) -> tuple[DueStratum, ...]:
    """Keep the withheld units alone, in the strata that have any."""
    apart = (
        replace(stratum, frame=tuple(row for row in stratum.frame if row.withheld)) for stratum in strata
    )
    return tuple(stratum for stratum in apart if stratum.frame)


def parted(strata: Iterable[DueStratum], kind: DrawKind) -> tuple[DueStratum, ...]:
    """Give what a draw of a kind holds: the withheld units alone, or everybody else."""
    return _drawn_apart(strata) if kind is DrawKind.WITHHELD else _drawn_together(strata)


def attempts_of(session: Session, period_id: str) -> int:
    """Count the attempts at a period so far, void ones included."""
    return session.scalars(select(func.count()).select_from(Draw).where(Draw.period == period_id)).one()


def sent(
    session: Session, strata: Sequence[DueStratum], year: int, today: date
) -> tuple[tuple[InspectorLine, ...], tuple[tuple[int, str, str], ...]]:
    """Give who may be sent, and the recusals that concern these frames."""
    people = sendable(session, year, today)
    units = {row.code for stratum in strata for row in stratum.frame}
    return people, barred_from(session, {person.id for person in people}, units)


def preview_of(session: Session, plan: AnnualPlan, period: Period, today: date) -> DrawPreview:
    """Give everything of a quarter of the plan before freezing, inside a session."""
    quarter = period.quarter
    catalogue = catalogue_of(session, plan.year)
    past = past_visits(session, plan.year)
    lines = [line for line in plan.lines if quarter in line.quarters]
    due = [_due(session, catalogue, line, past, today) for line in lines]
    whole = with_last_chances(session, due, past, quarter)
    strata = parted(whole, period.kind)
    people, recusals = sent(session, strata, plan.year, today)
    missed = left_unvisited(session, whole, past, quarter) if period.kind is DrawKind.PLANNED else ()
    ahead = conditions_ahead(session, plan, strata)
    return DrawPreview(
        kind=period.kind,
        plan=plan.id,
        year=plan.year,
        quarter=quarter,
        period=period.id,
        title=period.title,
        attempt=attempts_of(session, period.id) + 1,
        due_on=quarter_end(plan.year, quarter),
        strata=strata,
        inspectors=people,
        recusals=recusals,
        warnings=(*ahead, *warnings_of(strata), *_missed(missed)),
    )


def _missed(names: Sequence[str]) -> tuple[str, ...]:
    if not names:
        return ()
    more = f"等 {len(names)} 家" if len(names) > _NAMED else ""
    told = f"重点、特殊对象本年尚未检查、本期各类别又都抽不到的 {len(names)} 家"
    return (f"{told}：{'、'.join(names[:_NAMED])}{more}。请另立专项抽取，或核对监管类别。",)


def require_open_period(session: Session, period: str) -> None:
    """Refuse a second draw of a period while one stands (draw-spec.md §3.6)."""
    standing_draw = session.scalars(
        select(Draw).where(Draw.period == period, Draw.state != DrawState.VOID),
    ).first()
    if standing_draw is not None:
        raise UserError(
            f"{period} 已有第 {standing_draw.attempt} 次抽取（{standing_draw.state}）；重抽须先作废。"
        )
