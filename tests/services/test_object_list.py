"""The list of objects equals its plain definition, however it was found and whatever was done before."""

import csv
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import asdict, replace
from datetime import date
from itertools import count
from string import ascii_uppercase

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from app.core.errors import UserError
from app.core.filter import AnyOf, Condition, Empty, NoneOf, OneOf
from app.core.pinyin import spell
from app.models import search_index
from app.models.living import MergedObject
from app.models.registry import InspectionObject, ObjectChange
from app.models.targeted import TargetedCheck
from app.services import registry
from app.services.import_report import Registry
from app.services.import_undo import undo_import
from app.services.imports import import_objects
from app.services.merging import merge_objects
from app.services.object_list import Reach, first_ids, object_ids, object_rows
from app.services.office import Store, create_store, open_store
from app.services.rows.merging import MergeGroup
from app.services.rows.registry import Lacking, ObjectFields, RegistryQuery
from app.services.rows.targeted import OWN_KINDS
from tests.stages import act

TODAY = date(2024, 3, 6)
YEAR = 2024
CLOSE = Reach(first=3, few=2, seen=4)
"""So near that a registry of a dozen objects is searched as one of a million."""
SORTS = (
    "code",
    "name",
    "uscc",
    "kind",
    "town",
    "supervision_class",
    "permit_class",
    "credit_grade",
    "state",
    "visits",
)
TOWNS = ("示例镇", "白马镇", "江口镇")
STATES = ("正常", "停产", "关闭")
names = st.one_of(
    st.text("示例江口造纸厂化工Ab1（）·重𬬻", min_size=1, max_size=7),
    st.sampled_from(
        ("示例江口造纸厂", "示例白马化工有限公司", "示例ABC Ltd", "示例12号加油站", "示例重庆化工厂")
    ),
)
texts = st.one_of(
    st.text("示例江口造纸厂化工aB1（𬬻sljkhg ", max_size=3),
    st.sampled_from(
        ("江口", "化工有限", "sljk", "shili", "WL-", "wl-0003", "9100", "abc", "12", "zzz", "江口 造纸", "镇")
    ),
)
conditions: st.SearchStrategy[Condition] = st.one_of(
    st.builds(OneOf, st.just("state"), st.sets(st.sampled_from(STATES), min_size=1).map(tuple)),
    st.builds(NoneOf, st.just("town"), st.sets(st.sampled_from(TOWNS), min_size=1).map(tuple)),
    st.builds(Empty, st.just("uscc")),
    st.just(
        AnyOf(((OneOf("town", ("白马镇",)),), (OneOf("tags", ("涉水重点",)), OneOf("state", ("正常",)))))
    ),
)
queries = st.builds(
    RegistryQuery,
    texts,
    st.lists(conditions, max_size=2).map(tuple),
    st.sampled_from((Lacking.NOTHING, Lacking.NOTHING, Lacking.CHECK)),
    st.sampled_from(SORTS),
    st.booleans(),
    st.just(YEAR),
)
firms = st.builds(
    ObjectFields,
    name=names,
    uscc=st.sampled_from(("", "", "91000000MA4JURQ28N")),
    town=st.sampled_from(TOWNS),
    state=st.sampled_from(STATES),
    tags=st.sampled_from(((), ("涉水重点",))),
    kind=st.sampled_from(("排污单位", "建设项目")),
    credit_grade=st.sampled_from(("未评价", "良好")),
)
registries = st.lists(firms, max_size=12, unique_by=lambda each: each.name)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Sequence[ObjectFields]], Store]:
    empty = tmp_path_factory.mktemp("lists") / "empty.db"
    create_store(empty).close()
    numbers = count()

    def make(held: Sequence[ObjectFields]) -> Store:
        path = empty.with_name(f"{next(numbers)}.db")
        shutil.copy(empty, path)
        store = open_store(path)
        with store.writing() as session:
            for number, values in enumerate(held, 1):
                session.add(_mapped(values, f"WL-{number * 7 % 13:04}"))
                session.flush()
                session.add_all(_checks(number))
        return store

    return make


def _mapped(values: ObjectFields, code: str) -> InspectionObject:
    pinyin, initials = spell(values.name)
    return InspectionObject(code=code, name_pinyin=pinyin, name_initials=initials, **asdict(values))


def _checks(number: int) -> list[TargetedCheck]:
    """Give every third object some checks."""
    times = number // 3 if number % 3 == 0 else 0
    return [
        TargetedCheck(object_id=number, year=YEAR, kind=OWN_KINDS[0], checked_on=TODAY) for _ in range(times)
    ]


def _small(text: str) -> str:
    return "".join(sign.lower() if sign in ascii_uppercase else sign for sign in text)


def _is_found(item: InspectionObject, former: Sequence[str], word: str) -> bool:
    small, starts = _small(word), (word, word.upper(), word.lower())
    if small in _small(item.name) or item.code.startswith(starts):
        return True
    if any(sign in "0123456789" for sign in word) and any(code.startswith(starts) for code in former):
        return True
    return word.isascii() and (
        item.uscc.startswith(word.upper())
        or item.name_pinyin.startswith(small)
        or small in item.name_initials
    )


def _holds(item: InspectionObject, condition: Condition) -> bool:
    if isinstance(condition, AnyOf):
        return any(all(_holds(item, each) for each in choice) for choice in condition.choices)
    assert isinstance(condition, OneOf | NoneOf | Empty)
    value = getattr(item, condition.field)
    if isinstance(condition, Empty):
        return not value
    held = set(value) if isinstance(value, tuple) else {value}
    return bool(held & {*condition.words}) is isinstance(condition, OneOf)


def _plain(store: Store, query: RegistryQuery) -> list[int]:
    """Say what a list is, row by row."""
    with store.reading() as session:
        visits = Counter(session.scalars(select(TargetedCheck.object_id)))
        held = list(session.scalars(select(InspectionObject)))
        former = defaultdict[int, list[str]](list)
        for merged in session.scalars(select(MergedObject)):
            former[merged.object_id].append(merged.code)
        found = [
            item
            for item in held
            if all(_is_found(item, former[item.id], word) for word in query.text.split())
            and all(_holds(item, condition) for condition in query.conditions)
            and not (query.lacking is Lacking.CHECK and visits[item.id])
        ]
        field = "name_pinyin" if query.sort == "name" else query.sort

        def key(item: InspectionObject) -> tuple[str | int, int]:
            return (visits[item.id] if field == "visits" else getattr(item, field), item.id)

        return [item.id for item in sorted(found, key=key, reverse=query.descending)]


def _agrees(store: Store, query: RegistryQuery) -> None:
    expected = _plain(store, query)
    for reach in (Reach(), CLOSE):
        assert [*object_ids(store, query, TODAY, reach)] == expected
        first = first_ids(store, query, TODAY, reach)
        assert [*first.ids] == (expected if first.whole else expected[: len(first.ids)])
        assert first.whole or len(first.ids) <= reach.first


@given(registries, st.lists(queries, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_any_list_of_any_registry_is_what_its_definition_says(
    made: Callable[[Sequence[ObjectFields]], Store], held: list[ObjectFields], asked: list[RegistryQuery]
) -> None:
    with closing(made(held)) as store:
        for query in asked:
            _agrees(store, query)
            _agrees(store, replace(query, descending=not query.descending))


def _import(store: Store, name: str, town: str) -> None:
    path = store.path.with_suffix(".csv")
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = [[name, town], [f"{name}二厂", town], ["示例江口造纸厂", "江口镇"]]
        csv.writer(file).writerows([["单位名称", "所在地"], *rows])
    import_objects(store, path, act())


def _rename(store: Store, item: int, name: str) -> None:
    with store.reading() as session:
        values = registry.fields_of(session.get_one(InspectionObject, item))
    registry.edit_object(store, item, replace(values, name=name), act())


def _remove(store: Store, item: int) -> None:
    with store.writing() as session:
        for table in (TargetedCheck, ObjectChange, MergedObject):
            session.execute(delete(table).where(table.object_id == item))
        session.execute(delete(InspectionObject).where(InspectionObject.id == item))


def _merge(store: Store, stay: int, gone: int) -> None:
    with store.reading() as session:
        seen = {key: registry.fields_of(session.get_one(InspectionObject, key)) for key in (stay, gone)}
    merge_objects(store, [MergeGroup(stay, (gone,), seen[stay], seen)], "同一家", act())


def _do(store: Store, what: str, name: str, town: str, which: int) -> None:
    ids = [*object_ids(store, RegistryQuery(), TODAY)]
    if what == "add":
        registry.add_object(store, ObjectFields(name=name, town=town), "WL", act())
    elif what == "import":
        _import(store, name, town)
    elif what == "undo":
        undo_import(store, Registry.OBJECTS, act())
    elif len(ids) > 1 and what == "merge":
        _merge(store, ids[which % len(ids)], ids[(which + 1) % len(ids)])
    elif ids and what == "rename":
        _rename(store, ids[which % len(ids)], name)
    elif ids:
        _remove(store, ids[which % len(ids)])


deeds = st.tuples(
    st.sampled_from(("add", "import", "undo", "rename", "remove", "merge")),
    names,
    st.sampled_from(TOWNS),
    st.integers(0, 20),
)


@given(registries, st.lists(st.tuples(deeds, queries), max_size=6))
@settings(max_examples=40, deadline=None)
def test_after_any_deeds_the_lists_are_what_their_definition_says_and_the_index_is_true(
    made: Callable[[Sequence[ObjectFields]], Store],
    held: list[ObjectFields],
    turns: list[tuple[tuple[str, str, str, int], RegistryQuery]],
) -> None:
    with closing(made(held)) as store:
        for deed, query in turns:
            with suppress(UserError):  # what is refused changes nothing
                _do(store, *deed)
            _agrees(store, query)
        with store.reading() as session:
            assert search_index.is_true(session.connection())


def test_what_another_connection_wrote_is_listed_though_the_order_was_kept(
    made: Callable[[Sequence[ObjectFields]], Store],
) -> None:
    with closing(made([ObjectFields(name=f"示例{number}厂") for number in range(8)])) as store:
        everything = object_ids(store, RegistryQuery(), TODAY, CLOSE)
        with closing(open_store(store.path)) as other:
            registry.add_object(other, ObjectFields(name="示例新厂"), "WL", act())
        assert len(object_ids(store, RegistryQuery(), TODAY, CLOSE)) == len(everything) + 1
        assert [*object_ids(store, RegistryQuery("新厂"), TODAY, CLOSE)] == [9]


def test_the_row_of_a_page_counts_the_checks_of_its_year(
    made: Callable[[Sequence[ObjectFields]], Store],
) -> None:
    with closing(made([ObjectFields(name=f"示例{number}厂") for number in range(6)])) as store:
        assert {key: row.visits for key, row in object_rows(store, [3, 4, 6], YEAR).items()} == {
            3: 1,
            4: 0,
            6: 2,
        }
        assert {row.visits for row in object_rows(store, [3, 4, 6], YEAR + 1).values()} == {0}
