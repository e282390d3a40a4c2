"""What may not be named in public: withheld objects, and what was drawn apart (draw-spec.md §2, State)."""

from typing import Final

from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.periods import DrawKind
from app.models.draw import Draw
from app.models.registry import InspectionObject
from app.models.visit import Visit

UNNAMED: Final = "（涉密对象）"
"""What stands in the place of a name that stays in the office."""


def is_withheld(draw: Draw, target: InspectionObject) -> bool:
    """Tell whether a visit may not be named: drawn apart, or to an object that got its basis afterwards."""
    return draw.kind == DrawKind.WITHHELD or bool(target.secrecy_basis)


def require_nameable(session: Session, visit: Visit) -> None:
    """Refuse to release a result that would name a withheld object; only 不予公开 is left for it."""
    draw = session.get_one(Draw, visit.draw_id)
    target = session.get_one(InspectionObject, visit.object_id)
    if is_withheld(draw, target):
        basis = f"（依据：{target.secrecy_basis}）" if target.secrecy_basis else ""
        raise UserError(
            f"{target.code} 是涉密对象{basis}，结果不能公开。请在检查任务里选“不予公开”，并写明依据。"
        )
