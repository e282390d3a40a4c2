"""What a session does to objects: forms, many at once, states, marks, classes, pairs, merges and files."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import rule

from app.core.states import ObjectState
from app.models.living import DistinctPair, MarkNote
from app.models.registry import InspectionObject
from app.services import (
    bulk_edit,
    class_suggestions,
    confirmations,
    duplicates_distinct,
    edit_undo,
    list_import,
    marks,
    merging,
    registry,
    state_changes,
)
from app.services.edits import INSPECTORS, OBJECTS, OwnWayBack, Undoable, added_since
from app.services.import_preview import preview_import, write_import
from app.services.import_redo import import_as_edit
from app.services.import_report import Registry
from app.services.import_undo import last_entry, undo_import
from app.services.office import Store
from app.services.rows.bulk import Way, Wish
from app.services.rows.intake import Imported
from app.services.rows.lists import ListKind
from app.services.rows.marks import MarkFields
from app.services.rows.office import Act
from app.services.rows.registry import ObjectFields
from app.services.rows.states import EvidenceFile, StateChange
from tests.services.acts_at_random import ACT, DAY, IMPORT, NAMES, PLACE, PLACES, TOWNS, WORDS, Session
from tests.services.merging_samples import proposed

MARKS = st.sampled_from(["违法记录", "投诉举报"])
DAYS = st.sampled_from([None, date(2024, 1, 5), date(2024, 6, 30)])


class ObjectActs(Session):
    """Rules that change objects, and the import of either registry."""

    def bring(self, which: Registry, rows: Sequence[Sequence[str]], heads: Sequence[str]) -> None:
        path = self.store.path.with_name("名录.csv")
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows([heads, *rows])
        table = OBJECTS if which is Registry.OBJECTS else INSPECTORS

        shown = preview_import(self.store, which, path)

        def work() -> Undoable | None:
            done = write_import(self.store, shown, ACT)
            back = partial(_take_back, which=which, table=table, done=done)
            return OwnWayBack(table, IMPORT, path.name, 1, back) if done.new or done.changed else None

        self.acts(work, reads=True)

    @rule(name=NAMES, town=TOWNS, given=st.lists(MARKS, unique=True).map(tuple))
    def add_object(self, name: str, town: str, given: tuple[str, ...]) -> None:
        def work() -> Undoable:
            made = registry.add_object(self.store, ObjectFields(name, town=town, marks=given), "WL", ACT)
            return added_since(self.store, OBJECTS, "新增检查对象", [made])

        self.acts(work)

    @rule(
        place=PLACE,
        name=NAMES,
        contact=WORDS,
        given=st.lists(MARKS, unique=True).map(tuple),
        place_east=st.sampled_from([None, 107.123456, 107.123457]),
    )
    def edit_object(
        self, place: int, name: str, contact: str, given: tuple[str, ...], place_east: float | None
    ) -> None:
        found = self.one(InspectionObject, place)
        with self.store.reading() as session:
            fields = registry.fields_of(session.get_one(InspectionObject, found))
        wanted = replace(fields, name=name, contact=contact, marks=given, longitude=place_east)
        self.acts(lambda: registry.edit_object(self.store, found, wanted, ACT))

    @rule(
        places=PLACES, way=st.sampled_from([Way.ADD, Way.REMOVE, Way.SET]), mark=MARKS, class_=st.booleans()
    )
    def edit_objects(self, places: list[int], way: Way, mark: str, *, class_: bool) -> None:
        ids = self.ids(InspectionObject, places)
        wishes = [Wish("marks", way, (mark,))]
        wishes += [Wish("supervision_class", Way.SET, "重点")] if class_ else []
        self.acts(lambda: bulk_edit.bulk_edit(self.store, OBJECTS, ids, wishes, "按名录", ACT))

    @rule(
        places=PLACES,
        state=st.sampled_from([ObjectState.NORMAL, ObjectState.CLOSED, ObjectState.SUSPENDED]),
        since=st.sampled_from([date(2024, 2, 1), DAY]),
        content=st.sampled_from([b"", b"1", b"2"]),
    )
    def change_state(self, places: list[int], state: ObjectState, since: date, content: bytes) -> None:
        files = (EvidenceFile("照片.jpg", content),) if content else ()
        change = StateChange(state, since, "现场核实", files)
        ids = self.ids(InspectionObject, places)
        self.acts(lambda: state_changes.change_states(self.store, ids, change, ACT))

    @rule(place=PLACE, mark=MARKS, source=st.sampled_from(["甲", "乙"]), until=DAYS)
    def give_mark(self, place: int, mark: str, source: str, until: date | None) -> None:
        found, values = self.one(InspectionObject, place), MarkFields(mark, source, None, until)
        self.acts(lambda: marks.give_mark(self.store, found, values, ACT))

    @rule(place=PLACE, mark=MARKS, until=DAYS, way=st.sampled_from(["form", "file", "many", "source"]))
    def a_mark_goes_and_comes_anew(self, place: int, mark: str, until: date | None, way: str) -> None:
        """Of what was known of it something is left, unseen, and must not be lost or come back by itself."""
        found = self.one(InspectionObject, place)
        known = MarkFields(mark, "甲", None, until)
        self.acts(lambda: marks.give_mark(self.store, found, known, ACT))
        self.acts(lambda: marks.take_mark(self.store, found, mark, "整改完成", ACT))
        with self.store.reading() as session:
            fields = registry.fields_of(session.get_one(InspectionObject, found))
        wanted = replace(fields, marks=(*fields.marks, mark))
        if way == "form":
            self.acts(lambda: registry.edit_object(self.store, found, wanted, ACT))
        elif way == "source":
            self.acts(lambda: marks.give_mark(self.store, found, known, ACT))
        elif way == "many":
            wishes = [Wish("marks", Way.ADD, (mark,))]
            self.acts(lambda: bulk_edit.bulk_edit(self.store, OBJECTS, [found], wishes, "按名录", ACT))
        else:
            row = (fields.name, fields.town, "、".join(wanted.marks))
            self.bring(Registry.OBJECTS, [row], ("单位名称", "所在地", "频次标识"))

    @rule(place=PLACE, mark=MARKS)
    def take_mark(self, place: int, mark: str) -> None:
        found = self.one(InspectionObject, place)
        self.acts(lambda: marks.take_mark(self.store, found, mark, "整改完成", ACT))

    @rule(places=PLACES)
    def take_marks(self, places: list[int]) -> None:
        notes = self.ids(MarkNote, places)
        self.acts(lambda: marks.take_marks(self.store, notes, "整改完成", ACT))

    @rule(places=PLACES)
    def renew_marks(self, places: list[int]) -> None:
        notes = self.ids(MarkNote, places)
        self.acts(lambda: marks.renew_marks(self.store, notes, date(2024, 12, 31), "仍需关注", ACT))

    @rule(places=PLACES, day=st.sampled_from([date(2024, 1, 20), DAY]))
    def confirm(self, places: list[int], day: date) -> None:
        ids = self.ids(InspectionObject, places)
        self.acts(lambda: confirmations.mark_confirmed(self.store, ids, day, ACT))

    @rule(places=PLACES)
    def apply_classes(self, places: list[int]) -> None:
        ids = self.ids(InspectionObject, places)
        self.acts(lambda: class_suggestions.apply_classes(self.store, ids, ACT))

    @rule(places=st.lists(PLACE, min_size=2, max_size=3, unique=True), both=st.booleans())
    def merge(self, places: list[int], *, both: bool) -> None:
        ids = self.ids(InspectionObject, places)
        others = [each for each in self.ids(InspectionObject, range(6)) if each not in ids][:2]
        groups = [group for group in (ids, others if both else []) if len(group) > 1]
        if not groups:
            return
        wanted = [proposed(self.store, group) for group in groups]
        self.acts(lambda: merging.merge_objects(self.store, wanted, "同一家", ACT)[1])

    @rule(pair=st.tuples(PLACE, PLACE))
    def mark_distinct(self, pair: tuple[int, int]) -> None:
        ids = self.ids(InspectionObject, pair)
        if len(ids) == 2:
            self.acts(
                lambda: duplicates_distinct.mark_distinct(self.store, [(ids[0], ids[1])], "两个厂区", ACT)
            )

    @rule(places=PLACES)
    def take_distinct_away(self, places: list[int]) -> None:
        ids = self.ids(DistinctPair, places)
        self.acts(lambda: duplicates_distinct.take_marks_away(self.store, ids, ACT))

    @rule(
        rows=st.lists(
            st.tuples(NAMES, TOWNS, WORDS, st.sampled_from(["", "违法记录", "投诉举报"])),
            min_size=1,
            max_size=3,
            unique_by=lambda row: row[:2],
        )
    )
    def import_objects(self, rows: list[tuple[str, str, str, str]]) -> None:
        self.bring(Registry.OBJECTS, rows, ("单位名称", "所在地", "联系人", "频次标识"))

    @rule(
        name=NAMES,
        town=TOWNS,
        document=st.sampled_from(["1", "2"]),
        why=WORDS,
        months=st.sampled_from([3, 12]),
    )
    def list_penalties(self, name: str, town: str, document: str, why: str, months: int) -> None:
        path = self.store.path.with_name("处罚.csv")
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            heads = ("单位名称", "所属乡镇", "处罚决定书文号", "处罚日期", "违法事实")
            csv.writer(file).writerows(
                [heads, (name, town, f"示环罚〔2024〕{document}号", "2024-01-05", why)]
            )
        shown = list_import.preview_list(self.store, ListKind.PENALTY, path, DAY)
        decisions = replace(shown.decisions, months=months)
        self.acts(lambda: list_import.write_list(self.store, shown, decisions, ACT).edit)


def _take_back(store: Store, act: Act, *, which: Registry, table: str, done: Imported) -> Undoable | None:
    """Take an import back as the window does: the last by what the file keeps, one before it by its edit."""
    if done.edit and last_entry(store, which) != done.entry:
        return edit_undo.undo(store, done.edit, act)
    again = import_as_edit(store, table, IMPORT, "名录.csv")
    undo_import(store, which, act)
    return again
