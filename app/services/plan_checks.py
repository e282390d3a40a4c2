"""The check of a plan: printed against computed, the registry, the seats, and what the clerk must answer."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import Catalogue, Stratum
from app.core.policy import YEARLY_CLASSES
from app.core.states import OUT_OF_POPULATION
from app.models.filter import clause_of
from app.models.registry import InspectionObject
from app.services.preview import item_and_stratum
from app.services.rows.plan import CheckRow, PlanLineRow

_AGREE_WITHIN: Final = 5  # per cent: 约100 is met by 95 to 105
_NAMED: Final = 5  # names shown before “等 n 家”


def checks_of(
    session: Session,
    catalogue: Catalogue,
    lines: Sequence[PlanLineRow],
    answers: dict[str, str],
    seats: Sequence[int],
    officers: int,
    cap_warning: str,
    day: date,
) -> tuple[CheckRow, ...]:
    """Give what agrees first, then what the clerk must answer, in the order of the check page."""
    return (
        *_printed_checks(catalogue, lines, answers),
        *_registry_checks(session, catalogue, lines, answers, day),
        *_cap_checks(cap_warning),
        _seat_check(seats, officers),
        *_question_checks(catalogue, lines, answers),
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
                else f"每期 {line.override} 家，依据：{line.override_reason}。"
            )
            rows.append(
                CheckRow(f"家数 {line.number}", line.number, line.item_name, text, state, line.stratum)
            )
    return rows


def _yearly(
    session: Session, catalogue: Catalogue, lines: Sequence[PlanLineRow], today: date
) -> tuple[int, list[str]]:
    """Count the 重点 and 特殊 objects and name those that no line can reach (domain.md §5, rule 2)."""
    reached: set[int] = set()
    for line in lines:
        if line.total:
            _, stratum = item_and_stratum(catalogue, line.stratum)
            clause = clause_of(stratum.conditions, today)
            reached.update(session.scalars(select(InspectionObject.id).where(clause)))
    statement = select(InspectionObject.id, InspectionObject.name).where(
        InspectionObject.supervision_class.in_(YEARLY_CLASSES),
        InspectionObject.state.not_in([str(state) for state in OUT_OF_POPULATION]),
    )
    found = session.execute(statement.order_by(InspectionObject.code)).all()
    return len(found), [name for object_id, name in found if object_id not in reached]


def _registry_checks(
    session: Session, catalogue: Catalogue, lines: Sequence[PlanLineRow], answers: dict[str, str], today: date
) -> list[CheckRow]:
    rows = []
    yearly, missed = _yearly(session, catalogue, lines, today)
    if missed:
        more = f"等 {len(missed)} 家" if len(missed) > _NAMED else ""
        text = f"没有任何抽查类别能查到：{'、'.join(missed[:_NAMED])}{more}。"
        rows.append(_question("重点特殊", "", "重点、特殊对象查不到", text, answers, ""))
    else:
        text = f"{yearly} 家，每家全年不少于 1 次"
        rows.append(CheckRow("", "", "重点、特殊对象均可查到", text, "相符"))
    empty = [line for line in lines if not line.population]
    if empty:
        numbers = "、".join(f"{line.number} {line.label}" for line in empty)
        rows.append(
            _question("家数为零", "", f"家数为 0 的类别 {len(empty)} 个", numbers, answers, empty[0].stratum)
        )
    without_basis = [item.number for item in catalogue.items if not item.basis]
    if without_basis:
        which = "各项" if len(without_basis) == len(catalogue.items) else f"事项 {'、'.join(without_basis)} "
        text = f"清单没有“抽查依据”一栏，{which}的依据可在清单里补填。"
        rows.append(CheckRow("", "", f"抽查依据未填 {len(without_basis)} 项", text, "请留意"))
    return rows


def _cap_checks(warning: str) -> list[CheckRow]:
    """Point out who is visited oftener than the cap; a setting that warns needs no answer."""
    return [CheckRow("", "", "检查次数超过上限", warning, "请留意")] if warning else []


def _seat_check(seats: Sequence[int], officers: int) -> CheckRow:
    text = f"最忙季度 {max(seats)} 席位，{officers} 人可派；同一家合并后更少"
    if officers < 2:  # noqa: PLR2004 - two officers on every visit (domain.md §5, rule 3)
        return CheckRow("", "", "人员不够", text + "；每次检查须有 2 名持证人员。", "请留意")
    return CheckRow("", "", "人员够用", text, "相符")
