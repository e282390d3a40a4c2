"""Random registries with all that can hang on objects: a merge loses nothing, and taken back it never was."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.states import FindingState, VisitState
from app.models.living import DistinctPair, MarkNote
from app.models.penalty import Penalty
from app.models.registry import InspectionObject, Inspector, Recusal
from app.models.targeted import TargetedCheck
from app.models.visit import Visit, VisitItem
from app.services.check import check_database
from app.services.edit_undo import redo, undo
from app.services.office import Store, open_store
from app.services.registry import FIELDS
from app.services.rows.registry import ObjectFields
from tests.services.merging_samples import LATER, dump, merge, proposed
from tests.stages import Stages

DAY = date(2024, 1, 5)
_words = st.sampled_from(["", "甲", "乙"])
_days = st.sampled_from([None, DAY, date(2024, 2, 5)])


_STANDING = (
    "FROM mark_note JOIN inspection_object AS held ON held.id = object_id "
    "WHERE object_id IN ({}) AND held.marks LIKE '%、' || mark || '、%'"
)
"""What is known of marks that stand on their objects; of those taken away nothing may come back."""


class Case(NamedTuple):
    """Objects of a random registry, what hangs on them by their places, and groups to be merged."""

    objects: list[ObjectFields]
    confirmed: list[date | None]
    visits: list[int]
    checks: list[int]
    recusals: list[tuple[int, int, str]]
    penalties: list[tuple[int, str, str]]
    notes: list[tuple[int, str, date | None]]
    apart: list[tuple[int, int]]
    groups: list[list[int]]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    objects = draw(
        st.lists(
            st.builds(
                ObjectFields,
                st.sampled_from(["示例甲厂", "示例乙厂", "示例丙厂"]),
                contact=_words,
                phone=_words,
                address=_words,
                tags=st.lists(st.sampled_from(["一", "二", "三"]), unique=True).map(tuple),
                marks=st.lists(st.sampled_from(["群众投诉", "社会关注"]), unique=True).map(tuple),
                state=st.sampled_from(["正常", "停产"]),
                state_since=_days,
                longitude=st.sampled_from([None, 107.123456789]),
                approved_on=_days,
            ),
            min_size=2,
            max_size=6,
        )
    )
    place = st.integers(0, len(objects) - 1)
    order = draw(st.permutations(range(len(objects))))
    cut = draw(st.integers(2, len(objects)))
    groups = [group for group in (order[:cut], order[cut:]) if len(group) > 1]
    return Case(
        objects,
        draw(st.lists(_days, min_size=len(objects), max_size=len(objects))),
        draw(st.lists(place, max_size=5)),
        draw(st.lists(place, max_size=5)),
        draw(st.lists(st.tuples(place, st.integers(1, 2), _words), max_size=6, unique_by=lambda r: r[:2])),
        draw(st.lists(st.tuples(place, _words, _words), max_size=6, unique_by=lambda r: r[:2])),
        draw(st.lists(st.tuples(place, st.sampled_from(["群众投诉", "社会关注"]), _days), max_size=6)),
        draw(st.lists(st.tuples(place, place), max_size=4)),
        groups,
    )


def fill(store: Store, case: Case) -> list[int]:
    """Put a case into a registry and give the ids of its objects."""
    with store.writing() as session:
        session.add_all(
            Inspector(code=f"JC-9{n}", name="例", name_pinyin="", name_initials="") for n in (1, 2)
        )
        made = [
            InspectionObject(
                code=f"X-{number}",
                name_pinyin="",
                name_initials="",
                confirmed_on=day,
                **{name: getattr(fields, name) for name in FIELDS},
            )
            for number, (fields, day) in enumerate(zip(case.objects, case.confirmed, strict=True))
        ]
        session.add_all(made)
        session.flush()
        ids = [item.id for item in made]
        people = list(session.scalars(select(Inspector.id).where(Inspector.code.startswith("JC-9"))))
        for number, place in enumerate(case.checks):
            session.add(
                TargetedCheck(
                    object_id=ids[place], year=2024, kind="投诉举报", checked_on=date(2024, 2, number + 1)
                )
            )
        for place, who, why in case.recusals:
            session.add(Recusal(inspector_id=people[who - 1], object_id=ids[place], reason=why))
        for place, document, why in case.penalties:
            session.add(Penalty(object_id=ids[place], document=document, decided_on=DAY, reason=why))
        for place, mark, until in {
            (place, mark): (place, mark, until) for place, mark, until in case.notes
        }.values():
            session.add(MarkNote(object_id=ids[place], mark=mark, source=f"来源{place}", expires_on=until))
        for one, other in {(min(pair), max(pair)) for pair in case.apart if pair[0] != pair[1]}:
            session.add(
                DistinctPair(first_id=ids[one], second_id=ids[other], at="", by="例", reason=f"{one}{other}")
            )
        return ids


def visits(store: Store, ids: list[int], case: Case) -> None:
    """Give objects cancelled visits: only what hangs on an object is looked at here."""
    with store.writing() as session:
        for position, place in enumerate(case.visits, 900):
            visit = Visit(
                draw_id=1,
                object_id=ids[place],
                year=2024,
                position=position,
                state=VisitState.CANCELLED,
                due_on=DAY,
                finding_state=FindingState.EMPTY,
            )
            visit.items.append(VisitItem(item="2024-19", strata=("2024-19a",), struck_reason="已关闭"))
            session.add(visit)


def counted(store: Store, ids: list[int]) -> list[Any]:
    """What must not become less: visits and checks, pairs of officer, document and mark with their texts."""
    marks = ",".join("?" * len(ids))
    with closing(sqlite3.connect(store.path)) as raw:

        def one(statement: str) -> list[tuple[Any, ...]]:
            return sorted(raw.execute(statement.format(marks), ids).fetchall(), key=repr)

        return [
            one("SELECT id, draw_id, position, state FROM visit WHERE object_id IN ({})"),
            one("SELECT id, checked_on FROM targeted_check WHERE object_id IN ({})"),
            one("SELECT DISTINCT inspector_id FROM recusal WHERE object_id IN ({})"),
            one("SELECT DISTINCT document FROM penalty WHERE object_id IN ({})"),
            one(f"SELECT DISTINCT mark {_STANDING}"),
            one(
                "SELECT count(*) FROM object_change WHERE object_id IN ({}) "
                "AND field <> '合并' AND reason NOT LIKE '并入%'"
            ),
        ]


def texts(store: Store, ids: list[int]) -> set[tuple[str, str]]:
    """Every reason and source that is written of a recusal, a penalty or a mark of these objects."""
    marks = ",".join("?" * len(ids))
    found: set[tuple[str, str]] = set()
    with closing(sqlite3.connect(store.path)) as raw:
        for table, column in (("recusal", "reason"), ("penalty", "reason"), ("mark_note", "source")):
            where = _STANDING if table == "mark_note" else f"FROM {table} WHERE object_id IN ({{}})"
            rows = raw.execute(f"SELECT {column} {where}".format(marks), ids)
            found |= {(table, part) for (words,) in rows for part in words.split("；") if part}
    return found


@settings(max_examples=16, deadline=None, phases=[Phase.generate])  # a database for every step of shrinking
@given(cases())
def test_a_merge_loses_nothing_and_taken_back_it_never_was(stages: Stages, case: Case) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "示例.db"
        path.write_bytes(stages.drawn.read_bytes())
        with closing(open_store(path)) as store:
            ids = fill(store, case)
            visits(store, ids, case)
            before = dump(store)
            groups = [[ids[place] for place in group] for group in case.groups]
            wanted = [(counted(store, group), texts(store, group)) for group in groups]
            merges = [proposed(store, group) for group in groups]
            _, back = merge(store, *merges)
            for one, (counts, words) in zip(merges, wanted, strict=True):
                assert counted(store, [one.stay]) == counts
                assert texts(store, [one.stay]) == words
            merged = dump(store)
            again = undo(store, back, LATER)
            assert dump(store) == before
            assert again is not None
            redo(store, again, LATER)
            for table in merged.keys() - {"merged_object"}:
                assert dump(store)[table] == merged[table], table


@settings(max_examples=4, deadline=None, phases=[Phase.generate])
@given(cases())
def test_a_random_registry_still_checks_after_merges(stages: Stages, case: Case) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "示例.db"
        path.write_bytes(stages.drawn.read_bytes())
        with closing(open_store(path)) as store:
            ids = fill(store, case)
            with store.reading() as session:
                visited = list(session.scalars(select(Visit.object_id).distinct().order_by(Visit.object_id)))
            merge(store, proposed(store, [ids[0], *visited[:3]]), proposed(store, [ids[1], *visited[3:5]]))
            checked = check_database(path)
            assert checked.ok, checked.fault
