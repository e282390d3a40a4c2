"""Marks for the yearly appraisal of inspectors: 优秀, 称职 …, or a word of the office's own."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.models.database import Store
from app.models.personnel import InspectorAppraisal
from app.models.registry import Inspector
from app.services import beside, log
from app.services.edits import INSPECTORS, Edit, RowChange, noted
from app.services.rows.office import Act
from app.services.rows.personnel import AppraisalRow

MOST_CHARACTERS: Final = 20
"""A mark is a word; one as long as a note would tear the table of the year."""


def appraisals_of(session: Session, inspector_id: int) -> tuple[AppraisalRow, ...]:
    """Give the marks of one inspector, the newest year first."""
    statement = select(InspectorAppraisal).where(InspectorAppraisal.inspector_id == inspector_id)
    return tuple(
        AppraisalRow(kept.year, kept.mark, kept.note)
        for kept in session.scalars(statement.order_by(InspectorAppraisal.year.desc()))
    )


def appraise(store: Store, people: Sequence[int], year: int, mark: str, note: str, act: Act) -> Edit | None:
    """Keep the mark of a year for one or many; no mark takes it back. None where nothing differs.

    UserError where nobody is named or the mark is as long as a note.
    """
    if not people:
        raise UserError("请先选中要登记考核等次的人员。")
    word, said = mark.strip(), note.strip()
    if len(word) > MOST_CHARACTERS:
        raise UserError(f"考核等次最多 {MOST_CHARACTERS} 个字，其余的请写在说明里。")
    with store.writing() as session:
        found = [(person, _kept(session, person, year, word, said)) for person in people]
        rows = [change for _, change in found if change is not None]
        if not rows:
            return None
        who = "、".join(session.get_one(Inspector, person).name for person, change in found if change)
        what, detail = "登记考核等次", f"{year} 年 {word or '取消等次'}：{who}{f'（{said}）' if said else ''}"
        log.record(session, act, what, detail)
        return noted(session, INSPECTORS, what, detail, rows=rows)


def _kept(session: Session, person: int, year: int, mark: str, note: str) -> RowChange | None:
    statement = select(InspectorAppraisal).where(
        InspectorAppraisal.inspector_id == person, InspectorAppraisal.year == year
    )
    there = session.scalars(statement).first()
    if there is None:
        new = InspectorAppraisal(inspector_id=person, year=year, mark=mark, note=note)
        return beside.added(session, new) if mark else None
    if not mark:
        return beside.removed(session, there)
    values = {"mark": mark, "note": note}
    return None if (there.mark, there.note) == (mark, note) else beside.changed(session, there, values)
