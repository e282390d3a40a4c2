"""Lists of recusals and of companions: whom they mean, what they add, and the way back."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models.owner_recusal import OwnerRecusal
from app.models.registry import Auxiliary, Recusal
from app.services.auxiliaries import add_auxiliary
from app.services.edit_undo import redo, undo
from app.services.inspectors import add_inspector
from app.services.list_import import write_list
from app.services.office import Store
from app.services.rows.auxiliary import AuxiliaryFields
from app.services.rows.lists import Decisions, Fate, ListKind
from app.services.rows.registry import InspectorFields
from tests.intake.files import Rows, code
from tests.services.list_samples import dump, look, registry
from tests.stages import act

LATER = act("2024-03-09", "吴例宁")
RECUSALS: Rows = [
    ("回避名单",),
    ("姓名", "执法证号", "科室", "回避对象", "信用代码", "所属单位", "关系", "原因"),
    ("黄例安", "示例00000001", "", "示例甲化工（有限公司）", "", "", "配偶", "配偶任会计"),
    ("周例远", "", "水科", "", code(4), "", "曾任职", ""),
    ("郑例衡", "", "", "", "", "示例控股有限公司", "其他", "持股"),
    ("郑例衡", "", "", "示例癸矿业有限公司", "", "", "", "亲属"),
    ("周例远", "", "", "示例甲化工有限公司", "", "", "", "亲属"),
    ("无名氏", "", "", "示例甲化工有限公司", "", "", "", "亲属"),
    ("郑例衡", "", "", "WL-0002", "", "", "", "亲属"),
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(registry(tmp_path / "示例.db")) as made:
        for name, department, cert in (
            ("黄例安", "执法支队", "示例00000001"),
            ("周例远", "水科", "示例00000002"),
            ("周例远", "大气科", "示例00000003"),
            ("郑例衡", "水科", ""),
        ):
            expiry = date(2027, 6, 30) if cert else None
            fields = InspectorFields(name, department, cert=cert, cert_expiry=expiry)
            add_inspector(made, fields, act())
        yield made


def by_object(store: Store) -> list[tuple[int, int, str, str]]:
    with store.reading() as session:
        return [
            (kept.inspector_id, kept.object_id, kept.relation, kept.reason)
            for kept in session.scalars(select(Recusal).order_by(Recusal.id))
        ]


def by_owner(store: Store) -> list[tuple[int, str, str, str]]:
    with store.reading() as session:
        return [
            (kept.inspector_id, kept.owner, kept.relation, kept.reason)
            for kept in session.scalars(select(OwnerRecusal).order_by(OwnerRecusal.id))
        ]


def test_recusals_are_found_told_and_kept(store: Store) -> None:
    seen = look(store, ListKind.RECUSAL, RECUSALS)
    assert [(line.fate, line.words) for line in seen.lines] == [
        (Fate.NEW, "回避示例甲化工有限公司（WL-0001）；关系：配偶；原因：配偶任会计"),
        (Fate.NEW, "回避示例丁集团一厂（WL-0005）、示例丁集团二厂（WL-0006）；关系：曾任职"),
        (Fate.NEW, "回避示例控股有限公司的全部对象；关系：其他；原因：持股"),
        (Fate.LACKING, "名录库没有“示例癸矿业有限公司”"),
        (Fate.DOUBTFUL, "同名的检查人员有 2 人，请写明执法证号或部门"),
        (Fate.DOUBTFUL, "检查人员名录里没有这个人"),
        (Fate.NEW, "回避示例乙建材有限公司（WL-0002）；原因：亲属"),
    ]
    done = write_list(store, seen, Decisions(), act())
    assert done.sentence == "导入回避名单（清单.xlsx）：新增 4，名录库没有 1，存疑 2。"
    assert by_object(store) == [
        (1, 1, "配偶", "配偶任会计"),
        (2, 5, "曾任职", ""),
        (2, 6, "曾任职", ""),
        (4, 2, "", "亲属"),
    ]
    assert by_owner(store) == [(4, "示例控股有限公司", "其他", "持股")]
    again = look(store, ListKind.RECUSAL, RECUSALS)
    assert again.count(Fate.UNCHANGED) == 4


def test_what_the_registry_does_not_have_is_kept_by_its_name_when_told_to(store: Store) -> None:
    decided = Decisions(by_owner=True)
    seen = look(store, ListKind.RECUSAL, RECUSALS, decided)
    assert seen.lines[3].words == "回避示例癸矿业有限公司的全部对象；原因：亲属"
    write_list(store, seen, decided, act())
    assert (4, "示例癸矿业有限公司", "", "亲属") in by_owner(store)


def test_an_owner_is_written_as_the_registry_does(store: Store) -> None:
    rows: Rows = [("姓名", "所属单位", "原因"), ("黄例安", "示例甲化工（有限责任公司）", "亲属")]
    write_list(store, look(store, ListKind.RECUSAL, rows), Decisions(), act())
    assert by_owner(store) == [(1, "示例甲化工有限公司", "", "亲属")]


def test_a_certificate_of_somebody_else_is_doubtful(store: Store) -> None:
    rows: Rows = [
        ("姓名", "执法证号", "单位名称", "原因"),
        ("黄例安", "示例00000002", "示例甲化工有限公司", "亲属"),
    ]
    seen = look(store, ListKind.RECUSAL, rows)
    assert (seen.lines[0].fate, seen.lines[0].words) == (Fate.DOUBTFUL, "执法证号是周例远的，姓名不符")


def test_a_changed_reason_is_shown_and_empty_cells_say_nothing(store: Store) -> None:
    write_list(store, look(store, ListKind.RECUSAL, RECUSALS), Decisions(), act())
    rows: Rows = [("姓名", "单位名称", "关系", "原因"), ("黄例安", "示例甲化工有限公司", "", "配偶任厂长")]
    seen = look(store, ListKind.RECUSAL, rows)
    assert seen.lines[0].fate is Fate.CHANGED
    assert seen.lines[0].words == "回避示例甲化工有限公司（WL-0001）；原因：配偶任会计 → 配偶任厂长"
    write_list(store, seen, Decisions(), act())
    assert by_object(store)[0] == (1, 1, "配偶", "配偶任厂长")


def test_a_list_of_recusals_is_taken_back_exactly_and_done_again(store: Store) -> None:
    rows: Rows = [("姓名", "单位名称", "关系", "原因"), ("黄例安", "示例甲化工有限公司", "", "旧")]
    write_list(store, look(store, ListKind.RECUSAL, rows), Decisions(), act())
    before = dump(store)
    done = write_list(store, look(store, ListKind.RECUSAL, RECUSALS), Decisions(by_owner=True), act())
    after = dump(store)
    assert done.edit is not None
    back = undo(store, done.edit, LATER)
    assert dump(store) == before
    assert back is not None
    redo(store, back, LATER)
    assert dump(store) == after


COMPANIONS: Rows = [
    ("姓名或名称", "所在单位", "类别", "业务专长", "工作范围", "联系电话"),
    ("示例环境检测有限责任公司", "", "检测机构", "水、大气", "废水、废气采样", "000-00000001"),
    ("陈例平", "示例大学", "专家", "土壤", "", ""),
    ("何例清", "示例研究院", "", "水", "", ""),
]


def test_one_companion_under_two_spellings_is_added_once(store: Store) -> None:
    rows: Rows = [
        ("名称", "类别"),
        ("示例环境检测有限公司", "检测机构"),
        ("示例环境检测有限责任公司", "检测机构"),
    ]
    seen = look(store, ListKind.AUXILIARY, rows)
    assert [line.fate for line in seen.lines] == [Fate.NEW, Fate.DOUBTFUL]


CHANGED = (
    "类别：委托单位 → 监测机构；业务专长：（空） → 水、大气；"
    "工作范围：废水采样 → 废水、废气采样；联系电话：000-00000009 → 000-00000001"
)


def test_companions_are_added_and_brought_up_to_date(store: Store) -> None:
    known = AuxiliaryFields("示例环境检测有限公司", "", "委托单位", (), "000-00000009", "废水采样")
    add_auxiliary(store, known, act())
    seen = look(store, ListKind.AUXILIARY, COMPANIONS)
    assert [(line.code, line.fate, line.words) for line in seen.lines] == [
        (
            "FZ-001",
            Fate.CHANGED,
            CHANGED,
        ),
        ("", Fate.NEW, "类别：专家；业务专长：土壤"),
        ("", Fate.DOUBTFUL, "没有写类别（委托单位、监测机构、科研院所、专家、随同人员）"),
    ]
    before = dump(store)
    done = write_list(store, seen, Decisions(), act())
    with store.reading() as session:
        kept = session.scalars(select(Auxiliary).order_by(Auxiliary.id)).all()
        assert [(one.code, one.kind, one.skills, one.scope) for one in kept] == [
            ("FZ-001", "监测机构", ("水", "大气"), "废水、废气采样"),
            ("FZ-002", "专家", ("土壤",), ""),
        ]
    after = dump(store)
    assert done.edit is not None
    back = undo(store, done.edit, LATER)
    assert dump(store) == before
    assert back is not None
    redo(store, back, LATER)
    assert dump(store) == after
