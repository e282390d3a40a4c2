"""疑似重复: what the search finds is what the rules say of every two, and no more than it was asked for."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.errors import UserError
from app.core.likeness import OFFERED, Candidate, likeness
from app.models.living import DistinctPair
from app.models.registry import InspectionObject
from app.services import duplicates, log, registry
from app.services.check import check_database
from app.services.duplicates import DuplicateSearch
from app.services.duplicates_distinct import distinct_ids, distinct_rows, mark_distinct, take_marks_away
from app.services.edit_undo import undo
from app.services.office import Store, create_store
from app.services.rows.duplicates import LikelyPair
from app.services.rows.registry import ObjectFields
from tests.services.merging_samples import LATER, merge, proposed
from tests.stages import act

CODE = "91000000MA0F2FAA85"


def found(store: Store, among: Collection[int] | None = None) -> Sequence[LikelyPair]:
    search = DuplicateSearch(store, among)
    told: list[tuple[int, int]] = []
    while search.done < search.total:
        search.advance(3, lambda done, total: told.append((done, total)))
    assert len(told) == search.total
    assert all(done < total for done, total in told)
    return search.pairs()


def add(store: Store, *objects: ObjectFields) -> list[int]:
    return [registry.add_object(store, values, "WL", act()) for values in objects]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(create_store(tmp_path / "示例.db")) as made:
        yield made


def test_the_demonstration_registry_has_none(imported: Store) -> None:
    assert found(imported) == ()


def test_the_likeliest_come_first_with_their_reasons(store: Store) -> None:
    add(
        store,
        ObjectFields("示例白马化工有限公司", CODE, town="白马镇"),
        ObjectFields("示例平桥页岩砖厂", town="平桥镇"),
        ObjectFields("示例平桥页岩厂", town="平桥镇"),
        ObjectFields("示例白马化工（集团）公司", CODE, town="白马镇"),
        ObjectFields("示例江口油库", town="江口镇"),
    )
    pairs = found(store)
    assert [pair.ids for pair in pairs] == [(1, 4), (2, 3)]
    assert pairs[0].reasons == ("信用代码相同", "名称只有写法不同")
    assert (pairs[1].first.code, pairs[1].second.name) == ("WL-0002", "示例平桥页岩厂")


def test_only_pairs_with_one_of_those_asked_for(store: Store) -> None:
    add(store, *(ObjectFields(name, town="例镇") for name in ("示例甲染厂", "示例甲染有限公司")))
    new = add(store, ObjectFields("示例乙印厂", town="例镇"), ObjectFields("示例乙印有限公司", town="例镇"))
    assert [pair.ids for pair in found(store, new)] == [(3, 4)]
    assert found(store, [999]) == ()


def test_what_was_marked_is_not_offered_again_until_the_mark_is_taken_away(store: Store) -> None:
    add(store, *(ObjectFields(name, town="例镇") for name in ("示例白马染厂", "示例白马染有限公司")))
    [pair] = found(store)
    edit = mark_distinct(store, [pair.ids], "两个厂区", LATER)
    assert found(store) == ()
    row = distinct_rows(store, distinct_ids(store))[1]
    assert (row.first.code, row.second.code, row.by, row.reason) == (
        "WL-0001",
        "WL-0002",
        "吴例宁",
        "两个厂区",
    )
    entry = log.newest(store)[0]
    assert entry.act == "标为不是同一家"
    assert entry.detail == "WL-0001 示例白马染厂 与 WL-0002 示例白马染有限公司：两个厂区"
    undo(store, edit, LATER)
    assert len(found(store)) == 1
    mark_distinct(store, [(2, 1), (1, 2)], "两个厂区", LATER)
    with store.reading() as session:
        assert len(session.scalars(select(DistinctPair.id)).all()) == 1
    take_marks_away(store, distinct_ids(store), LATER)
    assert len(found(store)) == 1


def test_a_mark_needs_its_reason(store: Store) -> None:
    with pytest.raises(UserError, match="请写明理由"):
        mark_distinct(store, [(1, 2)], " ", LATER)


def test_a_mark_of_the_merged_one_is_one_of_the_one_that_stays(store: Store) -> None:
    names = ("示例白马染厂", "示例白马染有限公司", "示例白马染公司")
    add(store, *(ObjectFields(name, town="例镇") for name in names))
    mark_distinct(store, [(2, 3)], "两个厂区", LATER)
    assert [pair.ids for pair in found(store)] == [(1, 2), (1, 3)]
    merge(store, proposed(store, [1, 2], stay=1))
    assert found(store) == ()
    assert check_database(store.path).ok


def test_objects_that_come_while_it_searches_are_no_harm(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(duplicates, "_AT_ONCE", 2)
    add(store, *(ObjectFields(f"示例白马染厂{n}号", town="例镇") for n in range(3)))
    search = DuplicateSearch(store)
    search.advance(1, lambda *_far: None)
    add(store, *(ObjectFields(name, town="例镇") for name in ("示例平桥印厂", "示例平桥印公司", "示例路")))
    while search.done < search.total:
        search.advance(1, lambda *_far: None)
    assert [pair.ids for pair in search.pairs()] == [(4, 5)]


_objects = st.lists(
    st.builds(
        ObjectFields,
        st.sampled_from(
            ["示例白马化工", "示例白马化王", "示例白马化", "示例区白马化工", "白马化工", "示例平桥电镀", "例"]
        ).flatmap(lambda name: st.sampled_from([name, name + "厂", name + "有限公司", name + "公司"])),
        st.sampled_from(["", "", CODE, "91000000MA16XJ954K"]),
        town=st.sampled_from(["白马镇", "平桥镇"]),
        owner=st.sampled_from(["", "示例集团"]),
        address=st.sampled_from(["", "示例工业园区1号", "示例工业园区１号"]),
        longitude=st.sampled_from([107.7, 107.7004, 107.70096, None]),
        latitude=st.sampled_from([29.3, 29.3004]),
    ),
    min_size=2,
    max_size=9,
)


@settings(max_examples=40, deadline=None, phases=[Phase.generate])  # a database for every step of shrinking
@given(_objects)
def test_the_search_finds_what_comparing_every_two_would(objects: list[ObjectFields]) -> None:
    with TemporaryDirectory() as folder, closing(create_store(Path(folder) / "示例.db")) as store:
        with store.writing() as session:
            for number, values in enumerate(objects, 1):
                fields = {name: getattr(values, name) for name in registry.FIELDS}
                session.add(
                    InspectionObject(code=f"WL-{number:04d}", name_pinyin="", name_initials="", **fields)
                )
        compared = [
            Candidate(
                number,
                values.name,
                values.uscc,
                values.owner,
                values.kind,
                values.town,
                values.address,
                values.longitude,
                values.latitude,
            )
            for number, values in enumerate(objects, 1)
        ]
        wanted = {
            (one.id, other.id): likeness(one, other)
            for one, other in combinations(compared, 2)
            if likeness(one, other).points >= OFFERED
        }
        got = {pair.ids: pair for pair in found(store)}
        assert {ids: (pair.points, pair.reasons) for ids, pair in got.items()} == {
            ids: (one.points, one.reasons) for ids, one in wanted.items() if ids in got
        }
        missed = {ids: one for ids, one in wanted.items() if ids not in got}
        # Only a name within another, in one town and with nothing else in common, may share no half.
        assert all(one.reasons[0] == "一个名称包含另一个" for one in missed.values()), missed


def test_a_pair_that_is_kept_already_is_no_act(store: Store) -> None:
    for name in ("示例甲厂", "示例乙厂"):
        registry.add_object(store, ObjectFields(name), "WL", act())
    mark_distinct(store, [(1, 2)], "两个厂区", LATER)
    entries, ids = log.count(store), distinct_ids(store)
    with pytest.raises(UserError, match="没有改动"):
        mark_distinct(store, [(2, 1)], "两个厂区", LATER)
    take_marks_away(store, ids, LATER)
    with pytest.raises(UserError, match="没有改动"):
        take_marks_away(store, ids, LATER)
    assert log.count(store) == entries + 1
