"""How often an object may be visited: settings that warn and never forbid (domain.md §5, rule 7).

A written check does not count as entering the firm (domain.md §2), and so counts for no cap.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import Catalogue, Method
from app.core.policy import YEARLY_CLASSES
from app.core.states import OUT_OF_POPULATION, VisitState
from app.models.draw import Draw
from app.models.filter import clause_of
from app.models.registry import InspectionObject
from app.models.visit import Visit, VisitItem
from app.services.preview import item_and_stratum
from app.services.rows.draw import DueStratum
from app.services.rows.office import Office
from app.services.rows.plan import PlanLineRow

_NAMED: Final = 20


def _listed(names: Sequence[str]) -> str:
    more = f"等 {len(names)} 家" if len(names) > _NAMED else ""
    return f"{'、'.join(names[:_NAMED])}{more}"


def _entering(catalogue: Catalogue) -> frozenset[str]:
    """Give the codes of the items that are inspected on the spot."""
    return frozenset(item.code for item in catalogue.items if item.method != Method.WRITTEN)


def entered(session: Session, catalogue: Catalogue, year: int) -> dict[str, Counter[int]]:
    """Count the drawn visits on the spot that stand: object code -> quarter -> visits."""
    statement = (
        select(InspectionObject.code, Draw.quarter, Visit.id)
        .join(Visit, Visit.object_id == InspectionObject.id)
        .join(Draw, Visit.draw_id == Draw.id)
        .join(VisitItem, VisitItem.visit_id == Visit.id)
        .where(
            Visit.year == year,
            Visit.state != VisitState.CANCELLED,
            VisitItem.struck_reason == "",
            VisitItem.item.in_(_entering(catalogue)),
        )
        .distinct()
    )
    found: dict[str, Counter[int]] = {}
    for code, quarter, _ in session.execute(statement):
        found.setdefault(code, Counter())[quarter] += 1
    return found


def plan_warning(
    session: Session, catalogue: Catalogue, lines: Sequence[PlanLineRow], office: Office, day: date
) -> str:
    """Name the 一般 objects that the lines at 100 % visit oftener than the office's cap, or give nothing."""
    if not office.cap_ordinary:
        return ""
    quarters: dict[int, set[int]] = {}
    names: dict[int, str] = {}
    for line in lines:
        item, stratum = item_and_stratum(catalogue, line.stratum)
        if stratum.ratio != 1 or line.override is not None or item.method == Method.WRITTEN:
            continue
        statement = select(InspectionObject.id, InspectionObject.name).where(
            clause_of(stratum.conditions, day),
            InspectionObject.supervision_class.not_in(YEARLY_CLASSES),
            InspectionObject.state.not_in([str(state) for state in OUT_OF_POPULATION]),
        )
        for object_id, name in session.execute(statement.order_by(InspectionObject.code)):
            names[object_id] = name
            quarters.setdefault(object_id, set()).update(line.planned)
    over = [names[object_id] for object_id, those in quarters.items() if len(those) > office.cap_ordinary]
    if not over:
        return ""
    return f"一般对象每年上限 {office.cap_ordinary} 次，按计划必然超过的 {len(over)} 家：{_listed(over)}。"


def draw_warnings(
    session: Session,
    catalogue: Catalogue,
    strata: Iterable[DueStratum],
    office: Office,
    when: tuple[int, int],
) -> tuple[str, ...]:
    """Name who has reached the cap and may still be drawn; ``when`` is the year and the quarter."""
    year, quarter = when
    past = entered(session, catalogue, year)
    entering = _entering(catalogue)
    drawable = {
        row.code: row.name
        for stratum in strata
        if stratum.item in entering
        for row in stratum.frame
        if row.state != "X" and row.code in past
    }
    higher = _higher(session, drawable)
    ordinary_over = [
        name
        for code, name in sorted(drawable.items())
        if office.cap_ordinary and code not in higher and past[code].total() >= office.cap_ordinary
    ]
    higher_over = [
        name
        for code, name in sorted(drawable.items())
        if office.cap_higher and code in higher and past[code][quarter] >= office.cap_higher
    ]
    told = []
    if ordinary_over:
        told.append(
            f"一般对象每年上限 {office.cap_ordinary} 次，本年已达到、仍可能抽中的 {len(ordinary_over)} 家："
            f"{_listed(ordinary_over)}。"
        )
    if higher_over:
        told.append(
            f"重点、特殊对象每季度上限 {office.cap_higher} 次，本季度已达到、仍可能抽中的 "
            f"{len(higher_over)} 家：{_listed(higher_over)}。"
        )
    return tuple(told)


def _higher(session: Session, drawable: Mapping[str, str]) -> frozenset[str]:
    statement = select(InspectionObject.code).where(InspectionObject.supervision_class.in_(YEARLY_CLASSES))
    return frozenset(session.scalars(statement)) & drawable.keys()
