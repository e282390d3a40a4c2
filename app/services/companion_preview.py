"""A draw of companions before freezing: one stratum for each visit, its frame those who may go along with it.

It is a second SSJ1 input of the same period without inspectors (draw-spec.md §7): a stratum bears the code of
the visited unit, its units are the codes of those who may go along. Each visit has an item and a scope of its
own, so that tickets are independent and a strike concerns one visit alone.
"""

from collections import defaultdict
from collections.abc import Container, Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import Repeat
from app.core.periods import DrawKind, Period, period_of
from app.core.states import VisitState
from app.models.companion import VisitCompanion
from app.models.database import Store
from app.models.draw import Draw
from app.models.registry import Auxiliary, InspectionObject
from app.models.visit import Visit
from app.services.catalogue import catalogue_of
from app.services.companion_ask import ask_of
from app.services.companion_visits import standing_main, visits_by_unit
from app.services.preview import attempts_of
from app.services.rows.auxiliary import AuxiliaryState
from app.services.rows.companion import AskChoices, CompanionAsk
from app.services.rows.draw import DrawPreview, DueStratum, FrameRow
from app.services.visit_items import standing_items

ITEM: Final = "随同"
PER: Final = "每次检查"
_NOT_BEGUN: Final = (VisitState.UNSTAFFED, VisitState.DUE)
_ANYBODY: Final = "-"
_EVEN: Final = 1  # nobody stands nearer to being drawn


def item_of(unit: str) -> str:
    """Give the item under which the companions of a visit are drawn."""
    return f"{ITEM}-{unit}"


def unit_of(item: str) -> str:
    """Give the visited unit of such an item."""
    return item.removeprefix(f"{ITEM}-")


def title_of_companions(main: Draw, period: Period) -> str:
    """Give the title of a draw of companions: the main draw's, and what is drawn."""
    return f"{main.title}随同人员{f'（{period.mark}）' if period.mark else ''}"


def companion_title(session: Session, period: Period) -> str:
    """Give the title before anything is frozen; UserError where the visits are not opened yet."""
    return title_of_companions(standing_main(session, period), period)


def companion_preview(session: Session, period: Period) -> DrawPreview:
    """Give everything of a draw of companions before freezing, inside a session.

    UserError where the visits are not opened yet. Where what is asked finds no visit or nobody, the first
    warning says so, and there is nothing to freeze.
    """
    main, ask = standing_main(session, period), ask_of(session, period.id)
    visits = _asked(session, main, ask)
    people = _available(session, ask.skill)
    known = _going(session, [visit.id for visit, _ in visits])
    strata = tuple(_stratum(visit, target, _frame(people, known[visit.id]), ask) for visit, target in visits)
    return DrawPreview(
        kind=DrawKind.COMPANIONS,
        plan=main.plan_id,
        year=main.year,
        quarter=main.quarter,
        period=period.id,
        title=title_of_companions(main, period),
        attempt=attempts_of(session, period.id) + 1,
        due_on=main.due_on,
        strata=strata,
        inspectors=(),
        recusals=(),
        targeting=ask.words,
        warnings=_warnings(main, ask, strata, available=len(people)),
    )


def may_be_drawn(session: Session, period: Period) -> bool:
    """Tell whether anybody may go along with a visit of the main draw that has not begun."""
    return bool(_available(session, "")) and bool(_not_begun(session, standing_main(session, period)))


def ask_choices(store: Store, period_id: str) -> AskChoices:
    """Give what the form offers; UserError where the visits are not opened yet."""
    with store.reading() as session:
        main = standing_main(session, period_of(period_id))
        skills = _skills(session, main.year)
        visits = _not_begun(session, main)
        people = _available(session, "")
        return AskChoices(
            visits=len(visits),
            of_skills=tuple(sorted({skill for visit, _ in visits for skill in _carried(visit, skills)})),
            available=len(people),
            skills=tuple(sorted({skill for person in people for skill in person.skills})),
        )


def _not_begun(session: Session, main: Draw) -> list[tuple[Visit, InspectionObject]]:
    known = visits_by_unit(session, main)
    pairs = [pair for those in known.values() for pair in those if pair[0].state in _NOT_BEGUN]
    return sorted(pairs, key=lambda pair: pair[0].position)


def _asked(session: Session, main: Draw, ask: CompanionAsk) -> list[tuple[Visit, InspectionObject]]:
    skills = _skills(session, main.year)
    return [
        (visit, target)
        for visit, target in _not_begun(session, main)
        if not ask.of_skill or ask.of_skill in _carried(visit, skills)
    ]


def _skills(session: Session, year: int) -> dict[str, str]:
    """Give the skill of each item that asks for one."""
    items = catalogue_of(session, year).items
    return {item.code: item.skill for item in items if item.skill != _ANYBODY}


def _carried(visit: Visit, skills: dict[str, str]) -> set[str]:
    return {skills[item.item] for item in standing_items(visit) if item.item in skills}


def _available(session: Session, skill: str) -> list[Auxiliary]:
    statement = select(Auxiliary).where(Auxiliary.state == AuxiliaryState.READY).order_by(Auxiliary.code)
    return [person for person in session.scalars(statement) if not skill or skill in person.skills]


def _going(session: Session, visits: Sequence[int]) -> defaultdict[int, set[int]]:
    """Give who goes along with each visit already."""
    statement = select(VisitCompanion.visit_id, VisitCompanion.auxiliary_id)
    found: defaultdict[int, set[int]] = defaultdict(set)
    for visit, auxiliary in session.execute(statement.where(VisitCompanion.visit_id.in_(visits))):
        found[visit].add(auxiliary)
    return found


def _frame(people: Sequence[Auxiliary], known: Container[int]) -> tuple[FrameRow, ...]:
    """Give who may go along with a visit and does not yet."""
    return tuple(
        FrameRow(person.code, person.name, "", _EVEN, "", "E", "")
        for person in people
        if person.id not in known
    )


def _stratum(
    visit: Visit, target: InspectionObject, frame: tuple[FrameRow, ...], ask: CompanionAsk
) -> DueStratum:
    skilled = f"，业务专长有{ask.skill}" if ask.skill else ""
    code = visit.drawn_as or target.code
    return DueStratum(
        number=str(visit.position),
        item=item_of(code),
        code=code,
        item_name="随同人员",
        departments=(),
        check_kind="",
        method="",
        contents=(),
        label=target.name,
        skill=_ANYBODY,
        filter_words=f"名录里可用的随同、辅助人员{skilled}，尚未随同这次检查",
        per=PER,
        ratio=None,
        override=ask.count,
        override_reason="",
        repeat=Repeat.ALLOW,
        scope=code,
        frame=frame,
    )


def _warnings(
    main: Draw, ask: CompanionAsk, strata: Sequence[DueStratum], *, available: int
) -> tuple[str, ...]:
    if not strata:
        carrying = f"有{ask.of_skill}事项的" if ask.of_skill else ""
        return (f"{main.title}没有还未开始的{carrying}检查任务，不能抽取随同人员。",)
    if not available:
        skilled = f"、业务专长有{ask.skill}" if ask.skill else ""
        return (f"名录里没有可用{skilled}的随同、辅助人员，请先在“名录库”里登记，或改要求。",)
    return tuple(_lacking(stratum, ask) for stratum in strata if stratum.population < ask.count)


def _lacking(stratum: DueStratum, ask: CompanionAsk) -> str:
    return f"{stratum.number} {stratum.label}：要抽 {ask.count} 人，可抽的只有 {stratum.population} 人。"
