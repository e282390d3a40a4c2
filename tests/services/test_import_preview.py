"""An import is looked at row by row, what is doubtful is decided, and what was shown is what is written."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select, text

from app.core.errors import UserError
from app.models.registry import InspectionObject
from app.models.vocabulary import SpokenWord, VocabularyWord
from app.services import backup, import_report, import_undo
from app.services.import_lines import (
    Mark,
    counts,
    lines_of,
    preview_row,
    row_detail,
)
from app.services.import_preview import (
    ImportPreview,
    preview_again,
    preview_import,
    preview_pasted,
    write_import,
)
from app.services.office import Store, create_store
from app.services.registry_choices import registry_choices
from app.services.rows.intake import Choice, Decision, Decisions, Reason, Registry
from tests.intake.files import code
from tests.stages import act

HEAD = "单位名称,社会信用代码,乡镇（街道）,管理类别,备注2"
ONE = f"示例白马化工有限公司,{code(1)},白马镇,重点,"
Written = Callable[..., Path]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_store(tmp_path / "示例.db")) as made:
        yield made


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def write(*rows: str, head: str = HEAD, name: str = "名单.csv") -> Path:
        path = tmp_path / name
        path.write_text("\n".join((head, *rows)) + "\n", encoding="utf-8-sig")
        return path

    return write


def look(store: Store, path: Path) -> ImportPreview:
    return preview_import(store, Registry.OBJECTS, path)


def decided(preview: ImportPreview, decisions: Decisions) -> ImportPreview:
    preview.standing.decide(decisions)
    return preview


def bring(store: Store, path: Path, decisions: Decisions | None = None) -> None:
    write_import(store, decided(look(store, path), decisions or {}), act())


def told(preview: ImportPreview) -> list[tuple[int, str, str]]:
    rows = [preview_row(preview, line) for line in preview.order]
    return [(row.row, row.mark, row.told) for row in rows]


def objects(store: Store) -> list[tuple[str, str, str]]:
    with store.reading() as session:
        found = session.scalars(select(InspectionObject).order_by(InspectionObject.id))
        return [(each.code, each.name, each.town) for each in found]


def test_nothing_is_written_and_each_row_has_its_mark_in_the_order_of_the_file(
    store: Store, written: Written
) -> None:
    bring(store, written(ONE))
    preview = look(
        store,
        written(
            f"示例坏码厂,91,白马镇,,{'甲'}",
            ONE.replace("白马镇", "平桥镇"),
            f"示例江口造纸厂,{code(2)},江口镇,,",
            "示例白马化工有限公司,,白马镇,重点,",
        ),
    )
    assert [(row, mark) for row, mark, _ in told(preview)] == [
        (2, Mark.FAULTY),
        (3, Mark.CHANGED),
        (4, Mark.NEW),
        (5, Mark.NEW),
    ]
    assert told(preview)[1][2] == "所在地：白马镇 → 平桥镇"
    assert "应为 18 位" in told(preview)[0][2]
    assert (preview.rows, preview.good, preview.table.skipped) == (4, 3, 1)
    assert objects(store) == [("WL-0001", "示例白马化工有限公司", "白马镇")]


def test_rows_are_narrowed_by_their_mark(store: Store, written: Written) -> None:
    bring(store, written(ONE))
    preview = look(store, written(ONE, "示例坏码厂,91,,,", "示例 丙厂,,,,", "示例丁厂,,,,"))
    found = counts(preview)
    assert {mark: found[mark] for mark in Mark} == {
        Mark.ALL: 4,
        Mark.NEW: 2,
        Mark.CHANGED: 0,
        Mark.UNCHANGED: 1,
        Mark.LEFT_OUT: 0,
        Mark.DOUBTFUL: 0,
        Mark.FAULTY: 1,
        Mark.HINTS: 1,
    }
    for mark in Mark:
        lines = lines_of(preview, mark)
        assert len(lines) == found[mark]
    rows = {mark: [preview_row(preview, n).row for n in lines_of(preview, mark)] for mark in Mark}
    assert (rows[Mark.ALL], rows[Mark.NEW], rows[Mark.FAULTY], rows[Mark.HINTS]) == (
        [2, 3, 4, 5],
        [4, 5],
        [3],
        [4],
    )


def test_one_row_is_told_in_full(store: Store, written: Written) -> None:
    bring(store, written(ONE))
    preview = look(store, written(ONE.replace("白马镇", "平桥镇"), "示例坏码厂,91,白马镇,,"))
    changed, wrong = (row_detail(preview, line) for line in preview.order)
    assert [(each.title, each.before, each.after) for each in changed.fields if each.changed] == [
        ("所在地", "白马镇", "平桥镇")
    ]
    assert {each.title for each in changed.fields} == {
        "名称",
        "统一社会信用代码",
        "所在地",
        "排污许可管理类别",
    }
    assert [(each.title, each.after) for each in wrong.fields if each.fault] == [("统一社会信用代码", "91")]


DOUBTS = (
    "示例白马化工有限责任公司,,白马镇,重点,",
    f"示例白马化工二厂,{code(1)},江口镇,重点,",
    "示例白马化学有限公司,,白马镇,重点,",
)


def test_what_nobody_decides_is_done_in_the_safe_way(store: Store, written: Written) -> None:
    bring(store, written(ONE))
    preview = look(store, written(*DOUBTS))
    assert {reason: len(places) for reason, places in preview.standing.reasons.items()} == {
        Reason.NAME_AND_TOWN: 1,
        Reason.CODE_ALONE: 1,
        Reason.NEAR_NAME: 1,
    }
    assert [mark for _, mark, _ in told(preview)] == [Mark.DOUBTFUL] * 3
    assert "示例白马化工有限公司（WL-0001），按同一家（更新）" in told(preview)[0][2]
    found = counts(preview)
    assert (found[Mark.NEW], found[Mark.CHANGED], found[Mark.DOUBTFUL]) == (2, 1, 3)
    done = write_import(store, preview, act())
    assert (done.new, done.changed) == (2, 1)


def test_each_doubt_is_decided_and_only_what_was_decided_is_written(store: Store, written: Written) -> None:
    bring(store, written(ONE))
    preview = look(store, written(*DOUBTS))
    same, other, leave = (
        Decision(Choice.OTHER),
        Decision(Choice.LEAVE),
        Decision(Choice.SAME, 1),
    )
    decisions = {0: same, 1: other, 2: leave}
    found = counts(decided(preview, decisions))
    assert (found[Mark.NEW], found[Mark.CHANGED], found[Mark.LEFT_OUT]) == (1, 1, 1)
    assert "名称：示例白马化工有限公司 → 示例白马化学有限公司" in told(preview)[2][2]
    write_import(store, decided(preview, decisions), act())
    assert objects(store) == [
        ("WL-0001", "示例白马化学有限公司", "白马镇"),
        ("WL-0002", "示例白马化工有限责任公司", "白马镇"),
    ]


def test_all_rows_of_one_doubt_are_decided_alike(store: Store, written: Written) -> None:
    names = [f"示例第{number}纸厂" for number in range(1, 6)]
    bring(store, written(*(f"{name},{code(n)},白马镇,," for n, name in enumerate(names))))
    preview = look(store, written(*(f"{name},,白马镇,重点," for name in names)))
    assert len(preview.standing.reasons[Reason.NAME_AND_TOWN]) == 5
    for choice, mark in (
        (Choice.SAME, Mark.CHANGED),
        (Choice.OTHER, Mark.NEW),
        (Choice.LEAVE, Mark.LEFT_OUT),
    ):
        preview.standing.decide_alike(Reason.NAME_AND_TOWN, choice)
        assert counts(preview)[mark] == 5


def test_two_rows_cannot_both_be_one_object(store: Store, written: Written) -> None:
    bring(store, written(ONE))
    preview = look(store, written(*DOUBTS))
    decisions = {place: Decision(Choice.SAME, 1) for place in (0, 2)}
    assert decided(preview, decisions).standing.clashes() == [0, 2]
    with pytest.raises(UserError, match="第 2、4 行说的是同一家"):
        write_import(store, decided(preview, decisions), act())
    assert len(objects(store)) == 1


def test_decisions_follow_their_rows_when_an_answer_brings_others(store: Store, written: Written) -> None:
    bring(store, written(ONE))
    rows = (f"示例甲厂,{code(5)},白马镇,一类管理,", *DOUBTS)
    preview = look(store, written(*rows))
    decided(preview, {0: Decision(Choice.OTHER), 2: Decision(Choice.SAME, 1)})
    answered = preview_again(store, preview, answers={("permit_class", "一类管理"): "重点管理"})
    assert answered.standing.decisions == {1: Decision(Choice.OTHER), 3: Decision(Choice.SAME, 1)}


def test_a_row_that_changes_nothing_is_not_doubtful(store: Store, written: Written) -> None:
    bring(store, written(ONE))
    preview = look(store, written("示例白马化工有限公司,白马镇", head="单位名称,乡镇"))
    assert [(mark, words) for _, mark, words in told(preview)] == [(Mark.UNCHANGED, "")]


def test_an_import_with_decisions_is_undone_exactly(store: Store, written: Written) -> None:
    def dump() -> list[tuple[object, ...]]:
        with store.reading() as session:
            return [
                tuple(row) for row in session.execute(text("SELECT * FROM inspection_object ORDER BY id"))
            ]

    bring(store, written(ONE))
    before = dump()
    decisions = {0: Decision(Choice.LEAVE), 1: Decision(Choice.SAME, 1), 2: Decision(Choice.OTHER)}
    preview = look(store, written(*DOUBTS))
    done = write_import(store, decided(preview, decisions), act())
    assert (done.new, done.changed) == (1, 1)
    assert dump() != before
    import_undo.undo_import(store, Registry.OBJECTS, act("2024-01-09"))
    assert dump() == before


def test_a_registry_that_changed_since_is_not_written_to_unseen(store: Store, written: Written) -> None:
    preview = look(store, written(ONE))
    bring(store, written(ONE.replace("重点", "简化"), name="别的.csv"))
    kept = backup.existing(store.path)
    with pytest.raises(UserError, match="又改动过"):
        write_import(store, preview, act("2024-01-09"))
    assert backup.existing(store.path) == kept  # a refusal pushes out no older one
    again = preview_again(store, preview)
    assert counts(again)[Mark.CHANGED] == 1
    assert write_import(store, again, act()).changed == 1


def test_what_was_previewed_is_written_even_if_the_file_goes(store: Store, written: Written) -> None:
    path = written(ONE)
    preview = look(store, path)
    path.unlink()
    assert write_import(store, preview_again(store, preview), act()).new == 1


def test_a_word_is_asked_once_and_its_faults_go_with_the_answer(store: Store, written: Written) -> None:
    path = written(*(f"示例第{n}厂,{code(n)},白马镇,一类管理," for n in range(3)))
    preview = look(store, path)
    (asked,) = preview.words
    assert (asked.said, asked.rows, preview.good) == ("一类管理", 3, 0)
    answered = preview_again(store, preview, answers={("permit_class", "一类管理"): "重点管理"})
    assert (answered.good, answered.table.faults, answered.words[0].answer) == (3, [], "重点管理")
    with store.reading() as session:
        assert session.scalars(select(SpokenWord)).all() == []
    write_import(store, answered, act())
    later = look(store, written(f"示例第9厂,{code(9)},白马镇,一类管理,", name="下季度.csv"))
    assert (later.words, later.good) == ((), 1)
    assert later.table.rows[0].permit_class == "重点管理"


def test_words_of_a_column_that_is_not_imported_any_more_are_not_asked(
    store: Store, written: Written
) -> None:
    path = written(f"示例甲厂,{code(1)},白马镇,一类管理,", f"示例乙厂,{code(2)},白马镇,二类管理,")
    preview = preview_again(store, look(store, path), answers={("permit_class", "一类管理"): "重点管理"})
    assert [(word.said, word.answer) for word in preview.words] == [
        ("一类管理", "重点管理"),
        ("二类管理", ""),
    ]
    assert preview_again(store, preview, {"管理类别": ""}).words == ()


def test_the_command_line_uses_what_was_answered(store: Store, written: Written) -> None:
    path = written(f"示例甲厂,{code(1)},白马镇,一类管理,")
    preview = preview_again(store, look(store, path), answers={("permit_class", "一类管理"): "简化管理"})
    write_import(store, preview, act())
    db = store.path
    more = written(f"示例乙厂,{code(2)},白马镇,一类管理,", name="乙.csv")
    assert import_report.dry_run(Registry.OBJECTS, more, db).new == 1
    assert import_report.run(Registry.OBJECTS, more, db, act()).new == 1


def test_objects_and_inspectors_do_not_share_what_their_states_are_called(
    store: Store, written: Written
) -> None:
    people = written("黄例安,借调", head="姓名,状态")
    seen = preview_import(store, Registry.INSPECTORS, people)
    write_import(store, preview_again(store, seen, answers={("state", "借调"): "请假"}), act())
    firms = look(store, written("示例甲厂,借调", head="单位名称,状态", name="单位.csv"))
    assert [(word.said, word.answer) for word in firms.words] == [("借调", "")]
    again = preview_import(store, Registry.INSPECTORS, people)
    assert (again.words, again.table.rows[0].state) == ((), "请假")


def test_a_new_word_of_a_list_the_office_keeps_is_taken_or_mapped(store: Store, written: Written) -> None:
    with store.writing() as session:
        session.add(VocabularyWord(field="town", word="江口镇", place=1))
        session.add(VocabularyWord(field="town", word="白马镇", place=2))
    preview = look(store, written(f"示例甲厂,{code(1)},白马街道办,重点,"))
    (asked,) = preview.words
    assert (asked.said, asked.is_open, asked.choices, preview.good) == (
        "白马街道办",
        True,
        ("白马镇", "江口镇"),
        1,
    )
    mapped = preview_again(store, preview, answers={("town", "白马街道办"): "白马镇"})
    assert (mapped.table.rows[0].town, mapped.table.faults) == ("白马镇", [])
    write_import(store, preview, act())
    assert look(store, written(f"示例乙厂,{code(2)},白马街道办,重点,")).words == ()


def test_a_block_with_headings_is_read_like_a_file(store: Store) -> None:
    block = f"单位名称\t社会信用代码\n示例甲厂\t{code(1)}\n示例乙厂\t91\n"
    preview = preview_pasted(store, Registry.OBJECTS, block, ("name",))
    assert [(row, mark) for row, mark, _ in told(preview)] == [(2, Mark.NEW), (3, Mark.FAULTY)]
    assert write_import(store, preview, act()).new == 1
    assert import_undo.undo_import(store, Registry.OBJECTS, act("2024-01-09")).new == 1
    assert registry_choices(store, 2024).objects == 0


def test_a_block_without_headings_has_the_columns_of_the_list(store: Store) -> None:
    block = f"白马镇\t示例甲厂\t3\t{code(1)}\n平桥镇\t示例乙厂\t\t\n"
    preview = preview_pasted(store, Registry.OBJECTS, block, ("town", "name", "visits", "uscc"))
    assert [(row.row, row.name, row.town, row.uscc) for row in preview.table.rows] == [
        (1, "示例甲厂", "白马镇", code(1)),
        (2, "示例乙厂", "平桥镇", ""),
    ]
    assert [(each.heading, each.field) for each in preview.columns] == [
        ("第1列", "所在地"),
        ("第2列", "名称"),
        ("第3列", ""),
        ("第4列", "统一社会信用代码"),
    ]
    write_import(store, preview, act())
    other = preview_pasted(store, Registry.OBJECTS, "示例丙厂\t白马镇\t1\t2\n", ("name", "town"))
    assert other.table.rows[0].name == "示例丙厂"


def test_columns_chosen_for_a_block_are_remembered_for_the_next(store: Store) -> None:
    first = preview_pasted(store, Registry.OBJECTS, "示例甲厂\t例街\n", ("name", "town"))
    chosen = preview_again(store, first, {**first.choices, "第2列": "address"})
    write_import(store, chosen, act())
    again = preview_pasted(store, Registry.OBJECTS, "示例乙厂\t例路\n", ("name", "town"))
    assert again.table.rows[0].address == "例路"


def test_inspectors_of_one_name_are_doubtful_where_the_certificate_does_not_say(
    store: Store, written: Written
) -> None:
    head = "姓名,部门,执法证号,回避对象"
    people = written("黄例安,水科,示例8,没有这家", head=head)
    seen = preview_import(store, Registry.INSPECTORS, people)
    assert told(seen)[0][1] == Mark.NEW
    done = write_import(store, seen, act())
    assert done.unknown == ("黄例安的回避对象“没有这家”不在名录库中，没有登记",)
    renewed = preview_import(store, Registry.INSPECTORS, written("黄例安,水科,示例9,", head=head))
    assert [(mark, "执法证号：示例8 → 示例9" in words) for _, mark, words in told(renewed)] == [
        (Mark.DOUBTFUL, True)
    ]
    assert write_import(store, renewed, act()).changed == 1
