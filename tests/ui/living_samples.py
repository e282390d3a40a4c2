"""The office of the drawings with what a living registry holds: marks, proofs, penalties, old rows."""

from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import select, update

from app.core.states import ObjectState
from app.models.penalty import Penalty
from app.models.registry import InspectionObject
from app.services.marks import give_mark
from app.services.office import Store
from app.services.rows.marks import MarkFields
from app.services.rows.states import EvidenceFile, StateChange
from app.services.state_changes import change_states
from tests.ui import office

_GIVEN: Final = date(2023, 3, 20)
_MARKS: Final = (
    (3, "社会关注", "区人大代表建议 2023 年第 12 号（演练）", date(2024, 2, 29)),
    (3, "治理不稳定", "在线监测超标通报（演练）", date(2024, 12, 31)),
    (18, "投诉举报", "12369 举报件 2023-0117（演练）", date(2024, 3, 19)),
    (19, "特殊管理需要", "区政府专题会议纪要〔2023〕4 号（演练）", None),
    (21, "投诉举报", "12369 举报件 2023-0142（演练）", date(2024, 5, 6)),
    (22, "违法记录", "示环罚〔2023〕7 号（演练）", date(2024, 1, 15)),
)
FILES: Final = (
    EvidenceFile("现场照片 0301.jpg", b"\xff\xd8" + bytes(412_000)),
    EvidenceFile("停产情况说明.pdf", b"%PDF-1.4" + bytes(1_630_000)),
)


def living(path: Path) -> Store:
    """Some weeks into the year: two classes have changed by their reasons, three objects are long unseen."""
    store = office.mid_year(path)
    act = office.clerk()
    for object_id, mark, source, until in _MARKS:
        give_mark(store, object_id, MarkFields(mark, source, _GIVEN, until), act)
    with store.writing() as session:
        session.add(
            Penalty(
                object_id=3,
                document="示环罚〔2023〕15 号（演练）",
                decided_on=date(2023, 9, 14),
                measure="罚款 8 万元",
            )
        )
        credit = update(InspectionObject).where(InspectionObject.id.in_((18, 20)))
        session.execute(credit.values(credit_grade="警示"))
        ids = session.scalars(select(InspectionObject.id).where(InspectionObject.kind == "饮用水水源地"))
        old = update(InspectionObject).where(InspectionObject.id.in_(list(ids)[:9]))
        session.execute(old.values(confirmed_on=date(2022, 11, 8)))
    reason = "企业来函停产检修，3 月 1 日现场核实（演练）"
    change_states(store, [3], StateChange(ObjectState.SUSPENDED, date(2024, 3, 1), reason, FILES), act)
    return store
