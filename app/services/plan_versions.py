"""Which version of a year's plan is the newest, and which one is in force."""

from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.states import PlanState
from app.models.plan import AnnualPlan

SIGNED: Final = (PlanState.SIGNED, PlanState.REPORTED, PlanState.PUBLISHED)
"""The states of a plan by which may be drawn."""


def newest(session: Session, year: int) -> AnnualPlan | None:
    """Give the latest version of a year's plan, or None."""
    statement = select(AnnualPlan).where(AnnualPlan.year == year).order_by(AnnualPlan.version.desc()).limit(1)
    return session.scalars(statement).first()


def plan_in_force(session: Session, year: int) -> AnnualPlan:
    """Give the signed plan of a year; UserError where there is none."""
    statement = select(AnnualPlan).where(AnnualPlan.year == year, AnnualPlan.state.in_(SIGNED))
    plan = session.scalars(statement.order_by(AnnualPlan.version.desc())).first()
    if plan is None:
        raise UserError(f"{year} 年度计划还没有签发，不能抽取。请先在“年度计划”里送审、签发。")
    return plan
