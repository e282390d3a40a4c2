"""The review of duplicates: proposals, the clerk's choices, and the preview of a merge in bulk."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.filter import FIELD_WORDS
from app.models.registry import InspectionObject
from app.services import duplicates_distinct, merging, registry
from app.services.merging_proposals import PreviewLine, groups_of, preview, proposals
from app.services.merging_review import STAY, LineKind, MergeReview
from app.services.merging_values import TOGETHER, UNITED
from app.services.office import Store, create_store
from app.services.rows.merging import MergeSide
from app.services.rows.registry import ObjectFields
from tests.services.merging_samples import LATER
from tests.stages import act

ONE = MergeSide(
    1, "WL-0001", ObjectFields("示例白马化工厂", phone="10", contact="例一", tags=("涉水重点",)), visits=2
)
TWO = MergeSide(
    2,
    "WL-0002",
    ObjectFields("示例白马化工公司", phone="20", contact="例二", tags=("涉气重点",), address="示例路 1 号"),
    targeted=1,
    confirmed=date(2024, 1, 5),
)


def line(review: MergeReview, word: str) -> tuple[tuple[str, ...], str, int | None]:
    found = next(one for one in review.lines() if one.word == word)
    return found.values, found.after, found.chosen


def test_what_is_proposed_can_be_read_line_by_line() -> None:
    review = MergeReview([ONE, TWO])
    assert line(review, "保留") == (("WL-0001", "WL-0002"), "WL-0001", 0)
    assert line(review, "地址") == (("", "示例路 1 号"), "示例路 1 号", 1)
    assert line(review, "联系人") == (("例一 10", "例二 20"), "例二 20", 1)
    assert line(review, "标签") == (("涉水重点", "涉气重点"), "涉水重点、涉气重点", None)
    assert line(review, "检查任务") == (("2 次", "0 次"), "2 次", None)
    assert line(review, "最近核实") == (("没有记录", "2024-01-05"), "2024-01-05", None)


def test_the_clerk_chooses_for_each_field_and_who_stays() -> None:
    review = MergeReview([ONE, TWO])
    review.choose(("contact", "phone"), 1)
    review.choose(("tags",), 2)
    review.choose(("contact", "phone"), UNITED)  # only lists of words can be put together
    assert (review.values().contact, review.values().phone, review.values().tags) == (
        "例一",
        "10",
        ("涉气重点",),
    )
    review.choose(STAY, 2)
    assert (review.group().stay, review.group().gone) == (2, (1,))
    assert review.values().contact == "例一"


def test_no_half_of_a_pair_of_fields_is_taken() -> None:
    assert {name for fields in TOGETHER for name in fields} == set(registry.FIELDS) <= set(FIELD_WORDS)
    assert sum(map(len, TOGETHER)) == len(registry.FIELDS)


def test_the_state_that_began_last_wins() -> None:
    closed = MergeSide(3, "WL-0003", ObjectFields("例", state="关闭", state_since=date(2024, 1, 2)))
    again = MergeSide(4, "WL-0004", ObjectFields("例", state="正常", state_since=date(2024, 2, 2)), visits=1)
    assert MergeReview([closed, again]).values().state == "正常"
    assert MergeReview([closed, ONE]).values().state == "关闭"


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=12))
def test_pairs_that_share_an_object_are_one_group(pairs: list[tuple[int, int]]) -> None:
    groups = groups_of(pairs)
    members = [key for group in groups for key in group]
    assert sorted(members) == sorted({key for pair in pairs for key in pair})
    assert all({one, other} <= set(group) for one, other in pairs for group in groups if one in group)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_store(tmp_path / "示例.db")) as made:
        for name, phone in (
            ("示例甲染厂", "1"),
            ("示例甲染公司", ""),
            ("示例乙印厂", ""),
            ("示例乙印公司", ""),
        ):
            registry.add_object(made, ObjectFields(name, phone=phone), "WL", act())
        yield made


def test_a_merge_in_bulk_is_told_change_by_change_and_does_just_that(store: Store) -> None:
    with store.writing() as session:
        session.get_one(InspectionObject, 2).address = "示例路 1 号"
    reviews = proposals(store, [(1, 2), (3, 4)])
    first = ("WL-0001 示例甲染厂", "WL-0002 示例甲染公司")
    assert preview(reviews)[:2] == (
        PreviewLine(*first, "记录", "", "没有要移的记录"),
        PreviewLine(*first, "地址", "", "示例路 1 号"),
    )
    count, _ = merging.merge_objects(store, [review.group() for review in reviews], "同一家", LATER)
    assert count.changed == sum(one.word != "记录" for one in preview(reviews))
    assert proposals(store, [(1, 2), (3, 4)]) == ()


def test_what_cannot_be_merged_now_is_said_and_left_out() -> None:
    waiting = MergeSide(5, "WL-0005", ObjectFields("例"), in_the_way="已列入“2024年第一季度”的名单，等着")
    review = MergeReview([ONE, waiting])
    assert review.in_the_way == "“例”（WL-0005）已列入“2024年第一季度”的名单，等着"
    told, *others = preview([MergeReview([ONE, TWO]), review])
    assert (told.refused, told.before) == (True, "WL-0005 已列入“2024年第一季度”的名单")
    assert told.sentence == (
        "WL-0005 例 并入 WL-0001 示例白马化工厂，暂不合并：WL-0005 已列入“2024年第一季度”的名单，等着。"
    )
    assert not any(line.refused for line in others)
    assert "并入 WL-0001 示例白马化工厂，记录：移来针对性检查 1 次。" in others[0].sentence
    assert {line.word: line.sentence for line in others}["地址"].endswith("，地址：空 → 示例路 1 号。")


def test_two_that_were_marked_as_two_are_not_merged_by_way_of_a_third(store: Store) -> None:
    duplicates_distinct.mark_distinct(store, [(1, 3)], "两个厂区", LATER)
    one, other = proposals(store, [(1, 2), (2, 3)]), proposals(store, [(1, 2), (3, 4)])
    words = "“示例甲染厂”（WL-0001）与“示例乙印厂”（WL-0003）已标为不是同一家，取消标记后才能合并"
    assert [review.in_the_way for review in one] == [words]
    assert [review.in_the_way for review in other] == ["", ""]
    assert preview(one)[0].refused


def test_bands_part_the_lines() -> None:
    kinds = [one.kind for one in MergeReview([ONE, TWO]).lines()]
    assert kinds.count(LineKind.BAND) == 3
    assert kinds[0] is LineKind.BAND
