"""A plan as its page shows it: the lines, and the check of printed against computed."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import Catalogue, Item, Method, Stratum
from app.core.policy import YEARLY_CLASSES
from app.core.states import OUT_OF_POPULATION, PlanState
from app.models.filter import clause_of
from app.models.plan import AnnualPlan, PlanLine
from app.models.registry import InspectionObject
from app.services.catalogue import catalogue_of
from app.services.office import office_of
from app.services.plan_lines import fixed_quarters, per_period, ratio_words
from app.services.preview import item_and_stratum, sendable
from app.services.rows.plan import CheckRow, PlanLineRow, PlanStep, PlanView

_QUARTERS: Final = (1, 2, 3, 4)
_AGREE_WITHIN: Final = 5  # per cent: 约100 is met by 95 to 105
_NAMED: Final = 5  # names shown before “等 n 家”
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
    each = per_period(line.population, stratum.ratio, line.override)
    drawn = tuple(each if quarter in line.quarters else 0 for quarter in _QUARTERS)
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
        per_period=each,
        periods=stratum.period.a_year,
        quarters=(drawn[0], drawn[1], drawn[2], drawn[3]),
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


def _difference(stratum: Stratum, line: PlanLineRow) -> str:
    if line.override is not None:
        return f"改为每期 {line.override} 家：{line.override_reason}"
    if stratum.printed_population is not None and stratum.printed_population != line.population:
        return f"印发时 {stratum.printed_population} 家，现有 {line.population} 家，名录有变动"
    return f"现有 {line.population} 家，按{line.ratio}每期 {line.per_period} 家"


def _printed_checks(
    catalogue: Catalogue, lines: Sequence[PlanLineRow], answers: dict[str, str]
) -> list[CheckRow]:
    agreeing = [line for line in lines if line.agrees]
    rows = []
    if agreeing:
        numbers = " ".join(line.number for line in agreeing)
        rows.append(CheckRow("", "", f"印发数相符 {len(agreeing)} 行", numbers, "相符"))
    for line in lines:
        if line.agrees is False:
            _, stratum = item_and_stratum(catalogue, line.stratum)
            text = f"印发{line.printed}，算得 {line.total}。{_difference(stratum, line)}。"
            rows.append(
                _question(f"印发数 {line.number}", line.number, line.label, text, answers, line.stratum)
            )
    for number, together in _row_totals(lines).items():
        printed = together[0].printed_row or 0
        total = sum(line.total for line in together)
        close = abs(total - printed) * 100 <= printed * _AGREE_WITHIN
        text = " ＋ ".join(str(line.total) for line in together)
        title = f"{number} 行印约 {printed}，算得 {total}"
        if close:
            rows.append(CheckRow("", "", title, text, "相符"))
        else:
            rows.append(_question(f"印发数 {number}", number, title, text, answers, together[0].stratum))
    return rows


def _row_totals(lines: Iterable[PlanLineRow]) -> dict[str, list[PlanLineRow]]:
    totals: dict[str, list[PlanLineRow]] = {}
    for line in lines:
        if line.printed_row is not None:
            totals.setdefault(line.number.rstrip("abcdefgh"), []).append(line)
    return totals


def _question(
    key: str, number: str, title: str, text: str, answers: dict[str, str], stratum: str
) -> CheckRow:
    given = answers.get(key, "")
    return CheckRow(key, number, title, text, "已确认" if given else "待确认", stratum, given)


def _question_checks(
    catalogue: Catalogue, lines: Sequence[PlanLineRow], answers: dict[str, str]
) -> list[CheckRow]:
    by_number = {line.number: line.stratum for line in lines}
    first_of_item = {line.item: line.stratum for line in reversed(lines)}
    items = {item.number: item.code for item in catalogue.items}
    rows = []
    for question in catalogue.questions:
        stratum = by_number.get(question.number) or first_of_item.get(items.get(question.number, ""), "")
        key = f"清单 {question.number}"
        rows.append(_question(key, question.number, question.title, question.text, answers, stratum))
    for line in lines:
        if line.counted:
            state = "待填" if line.override is None else "已确认"
            text = (
                "清单写“按年度监管工作方案执行”，请录入每期家数和方案文号。"
                if line.override is None
                else f"每期 {line.override} 家，{line.override_reason}。"
            )
            rows.append(
                CheckRow(f"家数 {line.number}", line.number, line.item_name, text, state, line.stratum)
            )
    return rows


def _unreached(
    session: Session, catalogue: Catalogue, lines: Sequence[PlanLineRow], today: date
) -> list[str]:
    """Name the 重点 and 特殊 objects that no line can reach (domain.md §5, rule 2)."""
    reached: set[int] = set()
    for line in lines:
        if line.total:
            _, stratum = item_and_stratum(catalogue, line.stratum)
            clause = clause_of(stratum.conditions, today)
            reached.update(session.scalars(select(InspectionObject.id).where(clause)))
    statement = select(InspectionObject).where(
        InspectionObject.supervision_class.in_(YEARLY_CLASSES),
        InspectionObject.state.not_in([str(state) for state in OUT_OF_POPULATION]),
    )
    return [
        item.name
        for item in session.scalars(statement.order_by(InspectionObject.code))
        if item.id not in reached
    ]


def _registry_checks(
    session: Session, catalogue: Catalogue, lines: Sequence[PlanLineRow], answers: dict[str, str], today: date
) -> list[CheckRow]:
    rows = []
    missed = _unreached(session, catalogue, lines, today)
    if missed:
        text = (
            "没有任何抽查类别能查到："
            + "、".join(missed[:_NAMED])
            + (f"等 {len(missed)} 家" if len(missed) > _NAMED else "")
        )
        rows.append(_question("重点特殊", "", "重点、特殊对象查不到", text, answers, ""))
    else:
        rows.append(
            CheckRow(
                "", "", "重点、特殊对象均可查到", "每家全年不少于 1 次，四季度前未查到的列为必查", "相符"
            )
        )
    empty = [line for line in lines if not line.population]
    if empty:
        numbers = "、".join(f"{line.number} {line.label}" for line in empty)
        rows.append(
            _question("家数为零", "", f"家数为 0 的类别 {len(empty)} 个", numbers, answers, empty[0].stratum)
        )
    without_basis = [item.number for item in catalogue.items if not item.basis]
    if without_basis:
        text = "清单没有“抽查依据”一栏；事项 " + "、".join(without_basis) + " 的依据可在清单里补填。"
        rows.append(CheckRow("", "", f"抽查依据未填 {len(without_basis)} 项", text, "请留意"))
    return rows


def _seat_check(seats: Sequence[int], officers: int) -> CheckRow:
    text = f"最忙季度最多 {max(seats)} 席位（合并前），{officers} 人可派"
    if officers < 2:  # noqa: PLR2004 - two officers on every visit (domain.md §5, rule 3)
        return CheckRow("", "", "人员不够", text + "；每次检查须有 2 名持证人员。", "请留意")
    return CheckRow("", "", "人员够用", text, "相符")


def _steps(plan: AnnualPlan) -> tuple[PlanStep, ...]:
    details = {
        PlanState.DRAFT: f"{plan.drafted_by} {plan.drafted_on.month}月{plan.drafted_on.day}日",
        PlanState.SUBMITTED: _day(plan.submitted_on),
        PlanState.SIGNED: _day(plan.signed_on),
        PlanState.REPORTED: _day(plan.reported_on) or f"{plan.year}年1月31日前",
        PlanState.PUBLISHED: _day(plan.published_on) or f"{plan.year}年1月31日前",
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
    team = office_of(session).team
    lines = line_rows(catalogue, plan.lines)
    answers = {kept.question: kept.answer for kept in plan.answers}
    day = plan.drafted_on
    officers = len(sendable(session, plan.year, day))
    seats = _seats(lines, team, spread_only=False)
    checks = [
        *_printed_checks(catalogue, lines, answers),
        *_registry_checks(session, catalogue, lines, answers, day),
        _seat_check(seats, officers),
        *_question_checks(catalogue, lines, answers),
    ]
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
        checks=tuple(checks),
        steps=_steps(plan),
        seats=seats,
        spread_seats=_seats(lines, team, spread_only=True),
        officers=officers,
        editable=plan.state == PlanState.DRAFT,
    )
