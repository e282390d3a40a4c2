"""Changes of state: day, reason and evidence; kept whole, taken back, verified."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.core.errors import UserError
from app.core.states import ObjectState
from app.models.evidence import EvidenceFile as KeptFile
from app.models.evidence import StateEvidence
from app.models.registry import InspectionObject
from app.services import log
from app.services.check import check_database
from app.services.edit_undo import redo, undo
from app.services.object_detail import object_detail
from app.services.office import Store
from app.services.rows.registry import ObjectDetail
from app.services.rows.states import EvidenceFile, StateChange
from app.services.state_changes import change_states
from app.services.state_evidence import MOST_BYTES, evidence_file, read_evidence
from tests import stages

DAY = date(2024, 1, 8)
PHOTO = EvidenceFile("现场照片.jpg", b"\xff\xd8 a picture")
LETTER = EvidenceFile("停产报告.pdf", b"%PDF-1.4 a letter")


def _change(
    state: ObjectState = ObjectState.SUSPENDED, since: date = DAY, files: tuple[EvidenceFile, ...] = ()
) -> StateChange:
    return StateChange(state, since, "企业已停产，现场核实（演练）", files)


def _detail(store: Store, object_id: int) -> ObjectDetail:
    return object_detail(store, object_id, stages.YEAR, DAY)


def _count(store: Store, kind: type[KeptFile | StateEvidence]) -> int:
    with store.reading() as session:
        return session.scalars(select(func.count()).select_from(kind)).one()


def test_a_change_keeps_day_reason_and_files(imported: Store) -> None:
    change_states(imported, [1], _change(files=(PHOTO, LETTER)), stages.act())
    found = _detail(imported, 1)
    assert (found.fields.state, found.fields.state_since) == ("停产", DAY)
    assert [(each.file_name, each.state, each.size) for each in found.evidence] == [
        ("停产报告.pdf", "停产", len(LETTER.content)),
        ("现场照片.jpg", "停产", len(PHOTO.content)),
    ]
    assert evidence_file(imported, found.evidence[1].id) == PHOTO
    told = {row.field: (row.before, row.after, row.by) for row in found.history}
    assert told == {
        "证明材料": ("", "现场照片.jpg、停产报告.pdf", "周例远"),
        "状态原因": ("", "企业已停产，现场核实（演练）", "周例远"),
        "状态日期": ("", "2024-01-08", "周例远"),
        "状态": ("正常", "停产", "周例远"),
    }


def test_many_change_in_one_act_and_share_what_proves_it(imported: Store) -> None:
    entries = log.count(imported)
    change_states(imported, [2], _change(), stages.act())
    edit = change_states(imported, [*range(1, 11)], _change(files=(PHOTO,)), stages.act())
    assert log.count(imported) == entries + 2
    assert edit.changes.ids() == {*range(1, 11)} - {2}
    assert {_detail(imported, each).fields.state for each in range(1, 11)} == {"停产"}
    assert (_count(imported, KeptFile), _count(imported, StateEvidence)) == (1, 9)
    assert "9 家：停产" in log.newest(imported, 1)[0].detail
    change_states(imported, [11], _change(files=(PHOTO, LETTER)), stages.act())
    assert (_count(imported, KeptFile), _count(imported, StateEvidence)) == (2, 11)


def test_going_back_to_work_is_a_change_as_any_other(imported: Store) -> None:
    change_states(imported, [1], _change(), stages.act())
    change_states(imported, [1], _change(ObjectState.NORMAL, date(2024, 1, 9)), stages.act("2024-01-09"))
    assert _detail(imported, 1).fields.state == "正常"


def test_what_makes_no_sense_is_refused_and_nothing_is_kept(imported: Store) -> None:
    act = stages.act("2024-01-10")
    change_states(imported, [1], _change(since=date(2024, 1, 9)), act)
    entries = log.count(imported)
    with pytest.raises(UserError, match="还没有到"):
        change_states(imported, [2], _change(since=date(2024, 1, 11)), act)
    with pytest.raises(UserError, match=r"早于上一次变更.*WL-0001，2024-01-09 起停产"):
        change_states(imported, [1, 2], _change(ObjectState.CLOSED, files=(PHOTO,)), act)
    with pytest.raises(UserError, match="已经是“停产”"):
        change_states(imported, [1], _change(since=date(2024, 1, 10)), act)
    with pytest.raises(UserError, match="写明原因"):
        change_states(imported, [2], StateChange(ObjectState.CLOSED, DAY, " "), act)
    assert (log.count(imported), _count(imported, KeptFile)) == (entries, 0)
    assert _detail(imported, 2).fields.state == "正常"


def test_a_change_taken_back_takes_its_files_along_and_brings_them_again(imported: Store) -> None:
    before = _detail(imported, 1)
    edit = change_states(imported, [1], _change(files=(PHOTO,)), stages.act())
    back = undo(imported, edit, stages.act())
    assert back is not None
    after = _detail(imported, 1)
    assert (after.fields, after.evidence) == (before.fields, ())
    told = [(row.field, row.before, row.after) for row in after.history if row.reason == "撤销：变更状态"]
    assert ("证明材料", "现场照片.jpg", "") in told
    redo(imported, back, stages.act())
    assert evidence_file(imported, _detail(imported, 1).evidence[0].id) == PHOTO


def test_the_check_notices_a_file_that_was_changed(imported: Store) -> None:
    change_states(imported, [1], _change(files=(PHOTO,)), stages.act())
    assert check_database(imported.path).ok
    with closing(sqlite3.connect(imported.path)) as connection:
        connection.execute("UPDATE evidence_file SET content = x'00'")
        connection.commit()
    found = check_database(imported.path)
    assert found.fault == ("证明材料“现场照片.jpg”", "内容与校验码不符，被改动过或已损坏")
    with pytest.raises(UserError, match="已损坏"):
        evidence_file(imported, _detail(imported, 1).evidence[0].id)


def test_files_that_cannot_be_taken_are_refused_with_the_reason(tmp_path: Path) -> None:
    def written(name: str, content: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(content)
        return path

    with pytest.raises(UserError, match=r"有 20\.1 MB：每个文件不超过 20 MB"):
        read_evidence(written("太大.pdf", b"0" * (MOST_BYTES + 1)))
    with pytest.raises(UserError, match="是空文件"):
        read_evidence(written("空.pdf", b""))
    with pytest.raises(UserError, match="只收照片、PDF 或 Word"):
        read_evidence(written("程序.exe", b"MZ"))
    with pytest.raises(UserError, match="读不出来：找不到这个位置，请检查后重新选择"):
        read_evidence(tmp_path / "没有.pdf")
    just = written("正好.PDF", b"0" * MOST_BYTES)
    assert len(read_evidence(just).content) == MOST_BYTES


def test_a_closed_object_changes_no_frozen_draw(frozen: Store) -> None:
    with frozen.reading() as session:
        ids = session.scalars(select(InspectionObject.id)).all()
    change_states(frozen, ids, _change(ObjectState.CLOSED), stages.act("2024-01-30"))
    assert check_database(frozen.path).ok
