"""Permit and credit lists touch what they bring and nothing else, and say who is in only one of the two."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.errors import UserError
from app.core.states import ObjectState
from app.models.office import Event
from app.models.registry import InspectionObject, ObjectChange
from app.models.vocabulary import SpokenWord
from app.services import backup
from app.services.check import check_database
from app.services.edit_undo import redo, undo
from app.services.list_import import decide, preview_list, write_list
from app.services.office import Store, open_store
from app.services.registry import fields_of
from app.services.rows.lists import NOBODY, Decisions, Fate, ListKind, Missing
from app.services.rows.states import StateChange
from app.services.state_changes import change_states
from tests.intake.files import Rows, code, workbook
from tests.services.list_samples import FIRMS, TODAY, dump, found, look, registry
from tests.stages import act

PERMITS: Rows = [
    ("单位名称", "信用代码", "乡镇", "管理类别", "许可证编号", "地址", "备注"),
    ("示例甲化工有限责任公司", code(1), "", "简化管理", "P1", "别的地址", ""),
    ("示例乙建材有限公司", code(2), "", "简化", "P2", "", ""),
    ("示例丙食品厂", "", "例河乡", "登记管理", "", "", ""),
    ("示例丁集团（二厂）", code(4), "", "重点管理", "P5-2", "", ""),
    ("示例己新材料有限公司", code(6), "例河乡", "重点管理", "P7", "例河路1号", ""),
    ("示例庚机械厂", "9.15E+17", "", "重点管理", "P8", "", ""),
    ("合计", "6家"),
]
LATER = act("2024-03-09", "吴例宁")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(registry(tmp_path / "示例.db")) as made:
        yield made


def test_each_line_says_what_it_would_change_and_nothing_is_written(store: Store) -> None:
    before = dump(store)
    seen = look(store, ListKind.PERMIT, PERMITS)
    assert [(line.row, line.fate, line.words) for line in seen.lines] == [
        (2, Fate.CHANGED, "排污许可管理类别：重点管理 → 简化管理"),
        (3, Fate.UNCHANGED, ""),
        (4, Fate.UNCHANGED, ""),
        (5, Fate.CHANGED, "排污许可证编号：P5 → P5-2"),
        (6, Fate.LACKING, ""),
    ]
    assert seen.rows == 6 == len(seen.lines) + seen.faulty
    assert seen.faults[0].message.startswith("Excel 把它变成了数字")
    assert [(line.code, line.held) for line in seen.missing] == [
        ("WL-0005", "重点管理 P4"),
        ("WL-0007", "简化管理 P6"),
    ]
    assert dump(store) == before


def test_one_act_writes_only_what_the_list_brings_with_history_and_a_line_of_the_log(store: Store) -> None:
    before = {number: fields_of(found(store, number)) for number in range(1, 8)}
    seen = look(store, ListKind.PERMIT, PERMITS)
    done = write_list(store, seen, Decisions(), act())
    assert done.sentence == ("按排污许可证清单更新（清单.xlsx）：更新 2，未变 2，名录库没有 1，有误 1。")
    after = {number: fields_of(found(store, number)) for number in range(1, 8)}
    changed = {number for number in before if before[number] != after[number]}
    assert changed == {1, 6}
    assert (after[1].permit_class, after[1].address, after[1].name) == ("简化管理", "", FIRMS[0].name)
    with store.reading() as session:
        history = session.scalars(select(ObjectChange).order_by(ObjectChange.id)).all()
        assert [(one.object_id, one.field, one.before, one.after) for one in history] == [
            (1, "排污许可管理类别", "重点管理", "简化管理"),
            (6, "排污许可证编号", "P5", "P5-2"),
        ]
        assert {one.reason for one in history} == {"按排污许可证清单更新：清单.xlsx"}
        event = session.scalars(select(Event).order_by(Event.n.desc())).first()
        assert event is not None
        assert event.act == "按排污许可证清单更新"


def test_holders_that_the_registry_lacks_are_added_with_what_the_list_says(store: Store) -> None:
    seen = look(store, ListKind.PERMIT, PERMITS)
    lacking = frozenset(line.place for line in seen.lines if line.fate is Fate.LACKING)
    write_list(store, seen, Decisions(add=lacking), act())
    added = found(store, 8)
    assert (added.code, added.name, added.uscc, added.town, added.address) == (
        "WL-0008",
        "示例己新材料有限公司",
        code(6),
        "例河乡",
        "例河路1号",
    )
    assert (added.permit_class, added.permit_number, added.kind, added.state) == (
        "重点管理",
        "P7",
        "排污单位",
        "正常",
    )
    again = look(store, ListKind.PERMIT, PERMITS)
    assert {line.fate for line in again.lines} == {Fate.UNCHANGED}


@pytest.mark.parametrize(
    ("choice", "fields"),
    [
        (Missing.KEEP, ("重点管理", "P4", "正常", "简化管理", "P6", "关闭")),
        (Missing.NO_PERMIT, ("无", "", "正常", "无", "", "关闭")),
        (Missing.TO_VERIFY, ("重点管理", "P4", "待核实", "简化管理", "P6", "关闭")),
    ],
)
def test_permits_that_the_list_no_longer_has_become_what_was_decided(
    store: Store, choice: Missing, fields: tuple[str, ...]
) -> None:
    seen = look(store, ListKind.PERMIT, PERMITS)
    decided = Decisions(missing=choice, missing_ids=frozenset(line.id for line in seen.missing))
    write_list(store, seen, decided, act())
    first, closed = found(store, 5), found(store, 7)
    assert (
        first.permit_class,
        first.permit_number,
        first.state,
        closed.permit_class,
        closed.permit_number,
        closed.state,
    ) == fields


def test_who_is_to_be_verified_already_keeps_the_day_and_the_reason(store: Store) -> None:
    since = StateChange(ObjectState.UNCONFIRMED, date(2024, 1, 20), "电话打不通")
    change_states(store, [5], since, act("2024-01-20"))
    seen = look(store, ListKind.PERMIT, PERMITS)
    chosen = Decisions(missing=Missing.TO_VERIFY, missing_ids=frozenset(line.id for line in seen.missing))
    assert 5 in chosen.missing_ids
    write_list(store, seen, chosen, act("2024-03-08"))
    item = found(store, 5)
    assert (item.state, item.state_since, item.state_reason) == ("待核实", since.since, since.reason)


def test_only_the_chosen_of_the_missing_are_touched(store: Store) -> None:
    seen = look(store, ListKind.PERMIT, PERMITS)
    write_list(store, seen, Decisions(missing=Missing.NO_PERMIT, missing_ids=frozenset({7})), act())
    assert (found(store, 5).permit_class, found(store, 7).permit_class) == ("重点管理", "无")


def test_a_list_without_registrations_does_not_call_registrations_missing(store: Store) -> None:
    seen = look(store, ListKind.PERMIT, [("单位名称", "信用代码", "管理类别"), ("示例甲", code(1), "重点")])
    assert {line.held.split()[0] for line in seen.missing} == {"重点管理"}


def test_who_stands_in_a_faulty_or_doubtful_line_is_not_missing(store: Store) -> None:
    rows: Rows = [
        ("单位名称", "信用代码", "管理类别"),
        ("示例甲化工有限公司", code(1)[:-1] + "×", "重点"),
        ("示例丁集团三厂", code(4), "重点"),
    ]
    seen = look(store, ListKind.PERMIT, rows)
    assert seen.faulty == 1
    assert [(line.fate, line.words) for line in seen.lines] == [
        (Fate.DOUBTFUL, "信用代码相同的有 2 处，名称都不同")
    ]
    assert seen.missing == ()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("示例丙食品厂", "", "", "登记"), "名称相同的有 2 处"),
        (("示例乙建材有限公司", "", "例河乡", "简化"), "名称相同，所在地不同（名录库：示例镇）"),
        (("示例乙建材有限公司", code(9), "", "简化"), f"名称相同，信用代码不同（名录库：{code(2)}）"),
    ],
)
def test_a_line_that_may_mean_another_is_doubtful_and_never_written(
    store: Store, row: tuple[str, ...], words: str
) -> None:
    before = dump(store)
    seen = look(store, ListKind.PERMIT, [("单位名称", "信用代码", "乡镇", "管理类别"), row])
    assert [(line.fate, line.words) for line in seen.lines] == [(Fate.DOUBTFUL, words)]
    done = write_list(store, seen, Decisions(add=frozenset({seen.lines[0].place})), act())
    assert done.edit is None
    assert dump(store) == before


def test_the_clerk_says_whom_a_doubtful_line_means(store: Store) -> None:
    rows: Rows = [
        ("单位名称", "信用代码", "管理类别"),
        ("示例丁集团三厂", code(4), "简化"),
        ("示例丁集团四厂", code(4), "简化"),
        ("示例丁集团五厂", code(4), "简化"),
    ]
    first = look(store, ListKind.PERMIT, rows)
    assert [line.candidates for line in first.lines] == [
        ((5, "示例丁集团一厂（WL-0005）示例镇"), (6, "示例丁集团二厂（WL-0006）例河乡"))
    ] * 3
    places = [line.place for line in first.lines]
    said = Decisions(same={places[0]: 5, places[1]: NOBODY, places[2]: 5})
    seen = look(store, ListKind.PERMIT, rows, said)
    assert [(line.fate, line.code, line.words) for line in seen.lines] == [
        (Fate.CHANGED, "WL-0005", "排污许可管理类别：重点管理 → 简化管理"),
        (Fate.LACKING, "", ""),
        (Fate.DOUBTFUL, "", "另一行已对应这一家"),
    ]
    write_list(store, seen, said, act())
    assert [found(store, number).permit_class for number in (5, 6)] == ["简化管理", "重点管理"]


def test_what_was_never_a_candidate_cannot_be_said(store: Store) -> None:
    rows: Rows = [("单位名称", "信用代码", "管理类别"), ("示例丁集团三厂", code(4), "简化")]
    place = look(store, ListKind.PERMIT, rows).lines[0].place
    seen = look(store, ListKind.PERMIT, rows, Decisions(same={place: 1}))
    assert seen.lines[0].fate is Fate.DOUBTFUL


def test_another_site_of_a_known_code_can_be_added(store: Store) -> None:
    rows: Rows = [
        ("单位名称", "信用代码", "管理类别"),
        ("示例甲化工有限公司", code(1), "重点"),
        ("示例甲化工有限公司二厂", code(1), "重点"),
    ]
    seen = look(store, ListKind.PERMIT, rows)
    assert [(line.fate, line.words) for line in seen.lines] == [
        (Fate.UNCHANGED, ""),
        (Fate.LACKING, "同一信用代码的另一处"),
    ]


def test_two_lines_for_the_only_site_of_a_code_are_both_doubtful(store: Store) -> None:
    rows: Rows = [
        ("单位名称", "信用代码", "管理类别"),
        ("示例甲东厂", code(1), "重点"),
        ("示例甲西厂", code(1), "简化"),
    ]
    seen = look(store, ListKind.PERMIT, rows)
    assert {(line.fate, line.words) for line in seen.lines} == {
        (Fate.DOUBTFUL, "文件里有 2 行都像名录库里的同一家")
    }


def test_a_credit_list_changes_grade_and_score_and_lists_who_is_no_longer_evaluated(store: Store) -> None:
    rows: Rows = [
        ("2023年度信用评价结果",),
        ("参评企业名称", "信用代码", "评价得分", "评价等级"),
        ("示例甲化工有限公司", code(1), 55, "环保不良企业"),
        ("示例丁集团二厂", code(4), 90, ""),
        ("示例辛新能源有限公司", code(8), 90, "良好"),
    ]
    seen = look(store, ListKind.CREDIT, rows)
    assert [line.words for line in seen.lines] == [
        "信用评价：诚信 → 不良；信用分：103 → 55",
        "信用分：（空） → 90",
        "",
    ]
    assert [(line.code, line.held) for line in seen.missing] == [
        ("WL-0002", "良好 85"),
        ("WL-0005", "警示 66"),
        ("WL-0007", "良好 81"),
    ]
    write_list(store, seen, Decisions(), act())
    assert (found(store, 1).credit_grade, found(store, 1).credit_score) == ("不良", 55)
    assert (found(store, 6).credit_grade, found(store, 6).credit_score) == ("未评价", 90)
    assert found(store, 2).credit_grade == "良好"


def test_the_act_is_taken_back_exactly_and_done_again(store: Store) -> None:
    before = dump(store)
    seen = look(store, ListKind.PERMIT, PERMITS)
    decided = Decisions(
        add=frozenset(line.place for line in seen.lines),
        missing=Missing.NO_PERMIT,
        missing_ids=frozenset(line.id for line in seen.missing),
    )
    done = write_list(store, seen, decided, act())
    after = dump(store)
    assert done.edit is not None
    assert done.edit.size == 5
    back = undo(store, done.edit, LATER)
    assert dump(store) == before
    assert back is not None
    redo(store, back, LATER)
    assert dump(store) == after
    assert check_database(store.path).ok


def test_what_was_changed_since_is_not_written_over(store: Store) -> None:
    done = write_list(store, look(store, ListKind.PERMIT, PERMITS), Decisions(), act())
    with store.writing() as session:
        session.get_one(InspectionObject, 1).permit_class = "登记管理"
    assert done.edit is not None
    with pytest.raises(UserError, match="之后又修改过"):
        undo(store, done.edit, LATER)
    assert found(store, 1).permit_class == "登记管理"


def test_columns_chosen_by_hand_are_remembered_for_the_same_headings(store: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [("企业", "证", "档"), ("示例甲化工有限公司", "P1-9", "登记管理")])
    plain = preview_list(store, ListKind.PERMIT, path, TODAY)
    assert plain.lines[0].fate is Fate.UNCHANGED
    chosen = preview_list(store, ListKind.PERMIT, path, TODAY, {"证": "permit_number", "档": "permit_class"})
    assert chosen.lines[0].words == "排污许可管理类别：重点管理 → 登记管理；排污许可证编号：P1 → P1-9"
    write_list(store, chosen, Decisions(), act())
    again = preview_list(store, ListKind.PERMIT, path, TODAY)
    assert [found.chosen for found in again.columns] == [False, True, True]


def test_words_that_the_clerk_once_explained_are_understood(store: Store) -> None:
    rows: Rows = [("单位名称", "管理类别"), ("示例甲化工有限公司", "甲档")]
    assert look(store, ListKind.PERMIT, rows).faulty == 1
    with store.writing() as session:
        session.add(SpokenWord(field="permit_class", said="甲档", word="简化管理"))
    assert look(store, ListKind.PERMIT, rows).lines[0].words == "排污许可管理类别：重点管理 → 简化管理"


def test_without_a_column_of_names_the_clerk_is_asked_for_it(store: Store, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [("谁", "管理类别"), ("示例甲化工有限公司", "简化")])
    asked = preview_list(store, ListKind.PERMIT, path, TODAY)
    assert "没有认出名称一列" in asked.fault
    answered = preview_list(store, ListKind.PERMIT, path, TODAY, {"谁": "name"})
    assert answered.lines[0].fate is Fate.CHANGED
    with pytest.raises(UserError, match="没有一行可以写入"):
        write_list(store, asked, Decisions(), act())


def test_the_registry_of_the_moment_counts_and_not_that_of_the_preview(store: Store) -> None:
    seen = look(store, ListKind.PERMIT, PERMITS)
    with store.writing() as session:
        session.get_one(InspectionObject, 1).permit_class = "简化管理"
    assert decide(store, seen, Decisions(), TODAY).lines[0].fate is Fate.UNCHANGED
    done = write_list(store, seen, Decisions(), act())
    assert done.edit is not None
    assert done.edit.changes.ids() == {6}


def test_nothing_is_written_that_was_not_shown(store: Store) -> None:
    seen = look(store, ListKind.PERMIT, PERMITS)
    again = look(store, ListKind.PERMIT, [PERMITS[0], ("示例甲化工有限公司", code(1), "", "登记管理", "P1")])
    untouched = dump(store)
    write_list(store, again, again.decisions, LATER)
    before, kept = dump(store), backup.existing(store.path)
    with pytest.raises(UserError, match="又改动过"):
        write_list(store, seen, seen.decisions, act("2024-03-10"))
    assert dump(store) == before
    assert backup.existing(store.path) == kept  # a refusal pushes out no older one
    with closing(open_store(kept[0])) as copy:
        assert dump(copy) == untouched
