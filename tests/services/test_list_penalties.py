"""A penalty list keeps decisions with their objects, and the mark for a year from the decision."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.models.living import MarkNote
from app.models.penalty import Penalty
from app.models.registry import ObjectChange
from app.services.edit_undo import redo, undo
from app.services.import_report import Registry
from app.services.import_undo import undo_import
from app.services.imports import import_objects
from app.services.list_import import write_list
from app.services.marks import give_mark, take_mark
from app.services.office import Store
from app.services.rows.lists import Decisions, Fate, ListKind
from app.services.rows.marks import MarkFields
from tests.intake.files import Rows, code, workbook
from tests.services.list_samples import dump, found, look, registry
from tests.stages import act

HEAD = ("当事人", "信用代码", "文号", "处罚决定日期", "违法事实", "处罚内容")
LIST: Rows = [
    ("2024年行政处罚公示表",),
    HEAD,
    ("示例甲化工有限公司", code(1), "示环罚〔2024〕1号", "2024年2月29日", "超标排放废水", "罚款十万元"),
    ("示例甲化工有限公司", code(1), "示环罚〔2023〕9号", "2023-06-01", "未验先投", "罚款二十万元"),
    ("示例乙建材有限公司", code(2), "示环罚〔2022〕3号", "2022.3.1", "扬尘", "罚款一万元"),
    ("示例壬养殖场", "", "示环罚〔2024〕2号", "2024-03-01", "粪污外排", "警告"),
    ("示例丙食品厂", "", "示环罚〔2024〕3号", "2024-03-02", "无证排污", "罚款"),
]
NOW = act("2024-03-08")
LATER = act("2024-03-09", "吴例宁")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(registry(tmp_path / "示例.db")) as made:
        yield made


def penalties(store: Store) -> list[tuple[int, str, date, str, str]]:
    with store.reading() as session:
        return [
            (kept.object_id, kept.document, kept.decided_on, kept.reason, kept.measure)
            for kept in session.scalars(select(Penalty).order_by(Penalty.id))
        ]


def notes(store: Store) -> list[tuple[int, str, str, date | None, date | None]]:
    with store.reading() as session:
        return [
            (note.object_id, note.mark, note.source, note.given_on, note.expires_on)
            for note in session.scalars(select(MarkNote).order_by(MarkNote.id))
        ]


def test_each_line_says_what_it_would_add(store: Store) -> None:
    seen = look(store, ListKind.PENALTY, LIST)
    assert [(line.fate, line.words) for line in seen.lines] == [
        (Fate.NEW, "示环罚〔2024〕1号，2024-02-29，罚款十万元；标识“违法记录”有效至 2025-02-28"),
        (Fate.NEW, "示环罚〔2023〕9号，2023-06-01，罚款二十万元"),
        (Fate.NEW, "示环罚〔2022〕3号，2022-03-01，罚款一万元"),
        (Fate.LACKING, ""),
        (Fate.DOUBTFUL, "名称相同的有 2 处"),
    ]
    assert penalties(store) == []


def test_decisions_the_mark_and_its_source_are_kept(store: Store) -> None:
    write_list(store, look(store, ListKind.PENALTY, LIST), Decisions(), NOW)
    assert penalties(store) == [
        (1, "示环罚〔2024〕1号", date(2024, 2, 29), "超标排放废水", "罚款十万元"),
        (1, "示环罚〔2023〕9号", date(2023, 6, 1), "未验先投", "罚款二十万元"),
        (2, "示环罚〔2022〕3号", date(2022, 3, 1), "扬尘", "罚款一万元"),
    ]
    assert found(store, 1).marks == ("违法记录",)
    assert found(store, 2).marks == ()
    assert notes(store) == [(1, "违法记录", "示环罚〔2024〕1号", date(2024, 2, 29), date(2025, 2, 28))]
    with store.reading() as session:
        history = session.scalars(select(ObjectChange).where(ObjectChange.object_id == 1)).all()
        assert {(one.field, one.after) for one in history} == {
            ("行政处罚", "示环罚〔2024〕1号，2024-02-29，罚款十万元"),
            ("行政处罚", "示环罚〔2023〕9号，2023-06-01，罚款二十万元"),
            ("频次标识", "违法记录"),
            ("频次标识“违法记录”", "来源 示环罚〔2024〕1号，2024-02-29 认定，有效至 2025-02-28"),
        }
    again = look(store, ListKind.PENALTY, LIST)
    assert [line.fate for line in again.lines[:3]] == [Fate.UNCHANGED] * 3


def test_a_decision_of_a_day_to_come_is_refused_and_one_of_today_is_not(store: Store) -> None:
    rows: Rows = [
        HEAD,
        ("示例甲化工有限公司", code(1), "示环罚〔2024〕1号", "2024-03-08", "", ""),
        ("示例甲化工有限公司", code(1), "示环罚〔2024〕2号", "2024-03-09", "", ""),
    ]
    seen = look(store, ListKind.PENALTY, rows)
    assert [(fault.row, fault.column, fault.message, fault.refused) for fault in seen.faults] == [
        (3, "处罚决定日期", "决定日期在今天以后，请核对", True)
    ]
    write_list(store, seen, Decisions(), NOW)
    assert [kept[1] for kept in penalties(store)] == ["示环罚〔2024〕1号"]


def test_the_clerk_says_how_long_the_mark_counts(store: Store) -> None:
    decided = Decisions(months=36)
    seen = look(store, ListKind.PENALTY, LIST, decided)
    assert "有效至 2025-03-01" in seen.lines[2].words
    write_list(store, seen, decided, NOW)
    assert [(note[0], note[4]) for note in notes(store)] == [(1, date(2027, 2, 28)), (2, date(2025, 3, 1))]


@pytest.mark.parametrize(
    ("expires", "source"),
    [(None, "专项行动"), (date(2026, 1, 1), "专项行动"), (date(2024, 12, 31), "示环罚〔2024〕1号")],
)
def test_a_mark_that_counts_as_long_stays_as_it_is(store: Store, expires: date | None, source: str) -> None:
    give_mark(store, 1, MarkFields("违法记录", "专项行动", date(2024, 1, 2), expires), NOW)
    write_list(store, look(store, ListKind.PENALTY, LIST), Decisions(), NOW)
    assert [note[2] for note in notes(store)] == [source]


def test_what_differs_of_a_known_decision_is_changed_and_empty_cells_say_nothing(store: Store) -> None:
    write_list(store, look(store, ListKind.PENALTY, LIST), Decisions(), NOW)
    rows: Rows = [HEAD, ("示例甲化工有限公司", code(1), "示环罚〔2024〕1号", "2024-02-29", "", "罚款八万元")]
    seen = look(store, ListKind.PENALTY, rows)
    assert [(line.fate, line.words) for line in seen.lines] == [
        (Fate.CHANGED, "示环罚〔2024〕1号 处罚内容：罚款十万元 → 罚款八万元")
    ]
    write_list(store, seen, Decisions(), NOW)
    assert penalties(store)[0][3:] == ("超标排放废水", "罚款八万元")


def test_one_decision_under_two_spellings_is_kept_once(store: Store) -> None:
    rows: Rows = [
        HEAD,
        ("示例甲化工有限公司", code(1), "示环罚〔2024〕1号", "2024-02-29", "", ""),
        ("示例甲化工有限责任公司", code(1), "示环罚〔2024〕1号", "2024-02-29", "", ""),
    ]
    seen = look(store, ListKind.PENALTY, rows)
    assert [(line.fate, line.words) for line in seen.lines][1] == (
        Fate.DOUBTFUL,
        "与第 2 行是同一家、同一文号",
    )
    write_list(store, seen, Decisions(), NOW)
    assert len(penalties(store)) == 1


def test_the_clerk_says_whom_a_decision_is_against(store: Store) -> None:
    place = look(store, ListKind.PENALTY, LIST).lines[4].place
    said = Decisions(same={place: 4})
    write_list(store, look(store, ListKind.PENALTY, LIST, said), said, NOW)
    assert (4, "示环罚〔2024〕3号") in {kept[:2] for kept in penalties(store)}


def test_a_mark_that_was_taken_off_does_not_come_back_with_the_same_list(store: Store) -> None:
    write_list(store, look(store, ListKind.PENALTY, LIST), Decisions(), NOW)
    take_mark(store, 1, "违法记录", "整改完成，经复核", NOW)
    done = write_list(store, look(store, ListKind.PENALTY, LIST), Decisions(), NOW)
    assert done.edit is None
    assert found(store, 1).marks == ()


def test_the_act_is_taken_back_exactly_and_done_again(store: Store) -> None:
    give_mark(store, 1, MarkFields("违法记录", "专项行动", date(2024, 1, 2), date(2024, 4, 1)), NOW)
    first: Rows = [HEAD, ("示例甲化工有限公司", code(1), "示环罚〔2023〕9号", "2023-06-01", "旧", "旧")]
    write_list(store, look(store, ListKind.PENALTY, first), Decisions(), NOW)
    before = dump(store)
    done = write_list(store, look(store, ListKind.PENALTY, LIST), Decisions(), NOW)
    after = dump(store)
    assert done.edit is not None
    assert after != before
    back = undo(store, done.edit, LATER)
    assert dump(store) == before
    assert back is not None
    redo(store, back, LATER)
    assert dump(store) == after


def test_a_list_that_was_taken_back_does_not_keep_an_import_from_going_back(
    store: Store, tmp_path: Path
) -> None:
    before = dump(store)
    brought = workbook(tmp_path / "新.xlsx", [("单位名称", "信用代码"), ("示例辛机械厂", code(9))])
    import_objects(store, brought, NOW)
    seen = look(
        store,
        ListKind.PENALTY,
        [HEAD, ("示例辛机械厂", code(9), "示环罚〔2024〕9号", "2024-03-01", "超标", "罚款")],
    )
    done = write_list(store, seen, Decisions(), NOW)
    assert done.edit is not None
    undo(store, done.edit, LATER)
    undo_import(store, Registry.OBJECTS, LATER)
    assert dump(store) == before
