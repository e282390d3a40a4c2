"""名录条件 of a stratum: changed by the office for a year, with its history; what is frozen stays.

The text of the list stays as it was taken over; the changes are a setting that ``catalogue_of`` lays over
it. A frozen input holds the codes of its units and not their filter, so no draw that stands is touched.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.catalogue import Stratum
from app.core.errors import UserError
from app.core.filter import Filter, Renaming, asks_for, in_words, reworded
from app.core.filter_data import parse_filter, to_data
from app.core.planning import per_period
from app.core.states import DrawState, PlanState
from app.models.database import Store
from app.models.draw import Draw
from app.models.office import Setting
from app.models.plan import CatalogueText
from app.services import log, plan, plan_versions
from app.services.campaign_kept import fields_of
from app.services.campaign_periods import campaigns_of
from app.services.catalogue import as_taken_over, catalogue_of, conditions_key
from app.services.conditions_ahead import REWORDED
from app.services.filter_reach import count_drawable
from app.services.rows.filters import ConditionsChanged, StratumReach, StratumStanding
from app.services.rows.office import Act

_FROZEN: Final = (DrawState.FROZEN, DrawState.SEEDED, DrawState.DRAWN)


def stratum_reach(store: Store, year: int, code: str, conditions: Filter, today: date) -> StratumReach:
    """Give N and n of a stratum as it would be under other conditions."""
    with store.reading() as session:
        return _reach(session, catalogue_of(session, year).stratum(code), conditions, today)


def stratum_standing(store: Store, year: int, code: str, today: date) -> StratumStanding:
    """Give N and n of a stratum as it is, whether its conditions may change, and what that touches."""
    with store.reading() as session:
        stratum = catalogue_of(session, year).stratum(code)
        return StratumStanding(
            reach=_reach(session, stratum, stratum.conditions, today),
            refused=_refused(session, year),
            touched=tuple(_touched(session, year, code)),
            original=as_taken_over(session, year).stratum(code).conditions,
            history=_history(session, year, code),
        )


def change_conditions(
    store: Store, year: int, code: str, conditions: Filter, reason: str, act: Act
) -> StratumReach:
    """Let a stratum hold other objects from now on, in one act; a plan that is being drafted counts anew.

    Gives N and n. UserError where nothing is asked or changed, no reason is given, or a signed plan binds N.
    """
    if not conditions:
        raise UserError("名录条件不能空着，请至少设定一条。")
    if not reason.strip():
        raise UserError("请写明修改条件的依据或理由。")
    with store.writing() as session:
        if refused := _refused(session, year):
            raise UserError(f"{refused}。")
        stratum = catalogue_of(session, year).stratum(code)
        if stratum.conditions == conditions:
            raise UserError("条件没有改动。")
        before = _reach(session, stratum, stratum.conditions, act.day)
        _keep(session, year, {code: conditions}, reason.strip(), act)
        after = _reach(session, stratum, conditions, act.day)
        newest = plan_versions.newest(session, year)
        if newest is not None:
            plan.recount(session, newest, act.day)
        log.record(
            session,
            act,
            "修改名录条件",
            f"{year} 年 {stratum.number} {stratum.short_label}：{in_words(stratum.conditions)} → "
            f"{in_words(conditions)}；家数 {before.population} → {after.population}；{reason.strip()}",
        )
        return after


def strata_asking(session: Session, field: str, word: str) -> tuple[str, ...]:
    """Name the strata of all years whose conditions ask for a word of a field."""
    return tuple(
        f"{year} 年 {stratum.number} {stratum.short_label}"
        for year in _years(session)
        for stratum in catalogue_of(session, year).strata
        if asks_for(stratum.conditions, field, word)
    )


def reword_strata(session: Session, renaming: Renaming, act: Act) -> None:
    """Let the strata ask for the new name where they asked for the word, with a line in their history."""
    for year in _years(session):
        changed = {
            stratum.code: after
            for stratum in catalogue_of(session, year).strata
            if (after := reworded(stratum.conditions, renaming)) != stratum.conditions
        }
        if changed:
            _keep(session, year, changed, f"{REWORDED}：{renaming.word} → {renaming.new}", act)


def _years(session: Session) -> Sequence[int]:
    return session.scalars(select(CatalogueText.year).order_by(CatalogueText.year)).all()


def _stored(session: Session, year: int) -> dict[str, list[Any]]:
    kept = session.get(Setting, conditions_key(year))
    return dict(kept.value) if kept is not None and isinstance(kept.value, dict) else {}


def _history(session: Session, year: int, code: str) -> tuple[ConditionsChanged, ...]:
    return tuple(
        ConditionsChanged(
            change["at"], change["by"], change["reason"], in_words(parse_filter(change["conditions"]))
        )
        for change in reversed(_stored(session, year).get(code, []))
    )


def _keep(session: Session, year: int, changed: Mapping[str, Filter], reason: str, act: Act) -> None:
    stored = _stored(session, year)
    for code, conditions in changed.items():
        change = {"at": act.stamp, "by": act.by, "reason": reason, "conditions": to_data(conditions)}
        stored[code] = [*stored.get(code, ()), change]
    session.merge(Setting(key=conditions_key(year), value=stored))
    session.flush()


def _reach(session: Session, stratum: Stratum, conditions: Filter, today: date) -> StratumReach:
    held = count_drawable(session, conditions, today)
    return StratumReach(held, None if stratum.ratio is None else per_period(held, stratum.ratio))


def _refused(session: Session, year: int) -> str:
    newest = plan_versions.newest(session, year)
    if newest is None or newest.state == PlanState.DRAFT:
        return ""
    if newest.state == PlanState.SUBMITTED:
        return f"{year} 年度计划正在送审，家数不能变。请先在“年度计划”里退回，再改条件"
    return (
        f"{year} 年度计划{newest.state}，各类别的家数以签发的为准。"
        "请先在“年度计划”里“调整计划”，写明原因后再改条件"
    )


def _touched(session: Session, year: int, code: str) -> list[str]:
    newest, said = plan_versions.newest(session, year), []
    if newest is not None:
        said.append(f"年度计划第 {newest.version} 稿随即按新条件重新计算。")
    if newest is not None and newest.version > 1:
        said.append("新一稿签发以前冻结名单的，也按新条件列出。")
    if frozen := _frozen(session, year):
        said.append(f"已冻结的 {frozen} 次抽取照冻结的名单进行，不受影响。")
    campaigns = [
        campaign.title
        for campaign in campaigns_of(session, year)
        if code in [line.stratum for line in fields_of(campaign).lines]
    ]
    if campaigns:
        said.append(f"专项抽取“{'”“'.join(campaigns)}”抽这一类别，没有冻结的按新条件列名单。")
    return said


def _frozen(session: Session, year: int) -> int:
    states = [str(state) for state in _FROZEN]
    return len(session.scalars(select(Draw.id).where(Draw.year == year, Draw.state.in_(states))).all())
