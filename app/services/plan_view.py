"""A plan as its page shows it: the lines with their figures, the steps and the load."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from app.core.catalogue import Catalogue, Item, Method, Stratum
from app.core.states import PlanState
from app.models.plan import AnnualPlan, PlanLine
from app.services import caps
from app.services.catalogue import catalogue_of
from app.services.office import office_of
from app.services.officers import sendable
from app.services.plan_checks import checks_of
from app.services.plan_lines import by_quarter, fixed_quarters, per_period, ratio_words
from app.services.preview import item_and_stratum
from app.services.rows.plan import PlanLineRow, PlanStep, PlanView

_STEPS: Final = (
    PlanState.DRAFT,
    PlanState.SUBMITTED,
    PlanState.SIGNED,
    PlanState.REPORTED,
    PlanState.PUBLISHED,
)


def _printed(stratum: Stratum, count: str) -> str:
    if stratum.printed_count is not None:
        return f"{'约' if stratum.printed_count_approx else ''}{stratum.printed_count}"
    if stratum.printed_row is not None:
        return ""
    return "按方案" if stratum.counted else count.replace("根据实际情况确定", "按实际")


def _line_row(item: Item, stratum: Stratum, count: str, line: PlanLine) -> PlanLineRow:
    drawn = by_quarter(line, stratum)
    total = sum(drawn)
    return PlanLineRow(
        stratum=stratum.code,
        number=stratum.number,
        item=item.code,
        departments=item.responsible,
        item_name=item.corrected_name or item.name,
        label=stratum.short_label,
        population=line.population,
        ratio=ratio_words(stratum),
        per_period=per_period(line.population, stratum.ratio, line.override),
        periods=stratum.period.a_year,
        quarters=drawn,
        total=total,
        printed=_printed(stratum, count),
        printed_count=stratum.printed_count,
        printed_row=stratum.printed_row,
        printed_approx=stratum.printed_count_approx,
        agrees=None if stratum.printed_count is None else total == stratum.printed_count,
        reason=line.override_reason,
        fixed=fixed_quarters(stratum.period),
        counted=stratum.counted,
        override=line.override,
        override_reason=line.override_reason,
        planned=tuple(line.quarters),
        moved_reason=line.moved_reason,
        skill=item.skill,
        written=item.method == Method.WRITTEN,
    )


def line_rows(catalogue: Catalogue, lines: Iterable[PlanLine]) -> tuple[PlanLineRow, ...]:
    """Give the lines of a plan with their figures."""
    counts = {
        stratum.code: row.count for item in catalogue.items for row in item.rows for stratum in row.strata
    }
    return tuple(
        _line_row(*item_and_stratum(catalogue, line.stratum), counts[line.stratum], line) for line in lines
    )


def _steps(plan: AnnualPlan) -> tuple[PlanStep, ...]:
    details = {
        PlanState.DRAFT: f"{plan.drafted_by} {plan.drafted_on.month}月{plan.drafted_on.day}日",
        PlanState.SUBMITTED: _day(plan.submitted_on),
        PlanState.SIGNED: _day(plan.signed_on),
        PlanState.REPORTED: _day(plan.reported_on) or "1月31日前",
        PlanState.PUBLISHED: _day(plan.published_on) or "1月31日前",
    }
    place = _STEPS.index(PlanState(plan.state)) if plan.state in _STEPS else len(_STEPS)
    return tuple(
        PlanStep(str(step), details[step], done=number < place, current=number == place)
        for number, step in enumerate(_STEPS)
    )


def _day(day: date | None) -> str:
    return f"{day.month}月{day.day}日" if day else ""


def _seats(lines: Iterable[PlanLineRow], team: int, *, spread_only: bool) -> tuple[int, int, int, int]:
    counted = [line for line in lines if not (spread_only and line.fixed)]
    load = [team * sum(line.quarters[place] for line in counted) for place in range(4)]
    return load[0], load[1], load[2], load[3]


def view_of(session: Session, plan: AnnualPlan) -> PlanView:
    """Give everything of one version of a plan, inside a session."""
    catalogue = catalogue_of(session, plan.year)
    office = office_of(session)
    team = office.team
    lines = line_rows(catalogue, plan.lines)
    answers = {kept.question: kept.answer for kept in plan.answers}
    day = plan.drafted_on
    officers = len(sendable(session, plan.year, day))
    seats = _seats(lines, team, spread_only=False)
    cap_warning = caps.plan_warning(session, catalogue, lines, office, day)
    return PlanView(
        id=plan.id,
        year=plan.year,
        version=plan.version,
        state=plan.state,
        reason=plan.reason,
        document_number=plan.document_number,
        catalogue_title=catalogue.title,
        catalogue_number=catalogue.document_number,
        drafted_by=plan.drafted_by,
        drafted_on=plan.drafted_on,
        reviewed_by=plan.reviewed_by,
        submitted_on=plan.submitted_on,
        signed_by=plan.signed_by,
        signed_on=plan.signed_on,
        reported_to=plan.reported_to,
        reported_on=plan.reported_on,
        reported_reference=plan.reported_reference,
        published_platform=plan.published_platform,
        published_on=plan.published_on,
        lines=lines,
        checks=checks_of(session, catalogue, lines, answers, seats, officers, cap_warning, day),
        steps=_steps(plan),
        seats=seats,
        spread_seats=_seats(lines, team, spread_only=True),
        officers=officers,
        editable=plan.state == PlanState.DRAFT,
    )
