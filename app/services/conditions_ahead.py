"""Conditions of strata that were changed for a version of the plan which nobody has signed yet."""

from collections.abc import Iterable
from typing import Final

from sqlalchemy.orm import Session

from app.models.office import Setting
from app.models.plan import AnnualPlan
from app.services.catalogue import conditions_key
from app.services.plan_versions import newest
from app.services.rows.draw import DueStratum

REWORDED: Final = "词汇表改名"
"""How the reason of a change begins that only follows a word's new name: the stratum holds whom it held."""


def conditions_ahead(session: Session, plan: AnnualPlan, strata: Iterable[DueStratum]) -> tuple[str, ...]:
    """Say which due strata no longer hold whom the plan in force was signed with, or nothing.

    They are frozen by the new conditions, for the list of items has but one state.
    """
    latest = newest(session, plan.year)
    if latest is None or latest.id == plan.id:
        return ()
    kept = session.get(Setting, conditions_key(plan.year))
    stored = kept.value if kept is not None and isinstance(kept.value, dict) else {}
    begun = latest.drafted_on.isoformat()
    changed = [
        f"{stratum.number.rstrip('abcdefgh')} {stratum.label}"
        for stratum in strata
        if any(
            change["at"][: len(begun)] >= begun and not change["reason"].startswith(REWORDED)
            for change in stored.get(stratum.code, ())
        )
    ]
    if not changed:
        return ()
    draft = f"年度计划第 {latest.version} 稿"
    return (f"{'、'.join(changed)}的名录条件已按{draft}修改，这一稿还没有签发。请签发以后再冻结。",)
