"""What a session does to people: inspectors with all that is kept of them, those who go along, 针对性检查."""

from dataclasses import replace
from datetime import date
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import rule

from app.core.states import Outcome
from app.models.leave import InspectorLeave
from app.models.personnel import InspectorTraining
from app.models.registry import Auxiliary, Inspector
from app.models.targeted import TargetedCheck
from app.services import (
    appraisals,
    auxiliaries,
    bulk_edit,
    import_people,
    inspectors,
    leave,
    recusals,
    targeted,
    trainings,
)
from app.services.edits import AUXILIARIES, INSPECTORS, Undoable, added_since
from app.services.import_report import Registry
from app.services.rows.auxiliary import AuxiliaryFields, AuxiliaryKind
from app.services.rows.bulk import Way, Wish
from app.services.rows.personnel import RecusalFields
from app.services.rows.registry import InspectorFields
from app.services.rows.targeted import TargetedFields, TargetedKind
from tests.services.acts_at_random import ACT, DAY, NAMES, PLACE, PLACES, WORDS
from tests.services.acts_on_objects import ObjectActs


class PeopleActs(ObjectActs):
    """Rules that change people, and record checks outside the draw, which no undo takes back."""

    @rule(
        rows=st.lists(
            st.tuples(
                st.sampled_from(["赵示例", "钱示例", "李示例"]),
                st.sampled_from(["水科", "大气科"]),
                st.sampled_from(["", "示例甲厂"]),
            ),
            min_size=1,
            max_size=2,
            unique_by=lambda row: row[0],
        )
    )
    def import_people(self, rows: list[tuple[str, str, str]]) -> None:
        lines = [(name, where, name[0], "2027-01-01", kept) for name, where, kept in rows]
        heads = ("姓名", "部门", "执法证号", "执法证有效期", "回避对象")
        self.bring(Registry.INSPECTORS, lines, heads)

    @rule(
        place=PLACE,
        where=st.sampled_from(["水科", "大气科"]),
        cap=st.sampled_from([None, 3]),
        dated=st.booleans(),
    )
    def edit_person(self, place: int, where: str, cap: int | None, *, dated: bool) -> None:
        person = self.one(Inspector, place)
        with self.store.reading() as session:
            fields = import_people.inspector_fields(session.get_one(Inspector, person))
        wanted, since = replace(fields, department=where, cap=cap), DAY if dated else None
        self.acts(lambda: inspectors.edit_inspector(self.store, person, wanted, ACT, since=since))

    @rule(places=PLACES, where=st.sampled_from(["水科", "土壤科"]), dated=st.booleans())
    def edit_people(self, places: list[int], where: str, *, dated: bool) -> None:
        ids, wishes = self.ids(Inspector, places), [Wish("department", Way.SET, where)]
        since = DAY if dated else None
        self.acts(lambda: bulk_edit.bulk_edit(self.store, INSPECTORS, ids, wishes, "轮岗", ACT, since=since))

    @rule(name=st.sampled_from(["李示例", "周示例"]))
    def add_person(self, name: str) -> None:
        def work() -> Undoable:
            made = inspectors.add_inspector(self.store, InspectorFields(name, "水科"), ACT)
            return added_since(self.store, INSPECTORS, "新增检查人员", [made])

        self.acts(work)

    @rule(place=PLACE, first=st.integers(1, 20), length=st.integers(0, 9))
    def add_leave(self, place: int, first: int, length: int) -> None:
        person, days = self.one(Inspector, place), (date(2024, 3, first), date(2024, 3, first + length))
        self.acts(lambda: leave.add_leave(self.store, person, days, "", ACT))

    @rule(place=PLACE, first=st.integers(1, 20), gone=st.booleans())
    def change_leave(self, place: int, first: int, *, gone: bool) -> None:
        ids, days = self.ids(InspectorLeave, [place]), (date(2024, 3, first), date(2024, 3, 25))
        for each in ids:
            change = partial(leave.change_leave, self.store, each, days, "", ACT)
            self.acts(partial(leave.remove_leave, self.store, each, ACT) if gone else change)

    @rule(places=PLACES, subject=st.sampled_from(["法规", "安全"]))
    def add_training(self, places: list[int], subject: str) -> None:
        people = self.ids(Inspector, places)
        self.acts(lambda: trainings.add_training(self.store, people, DAY, subject, 4, ACT))

    @rule(place=PLACE)
    def remove_training(self, place: int) -> None:
        for each in self.ids(InspectorTraining, [place]):
            self.acts(partial(trainings.remove_training, self.store, each, ACT))

    @rule(places=PLACES, mark=st.sampled_from(["优秀", "称职", ""]))
    def appraise(self, places: list[int], mark: str) -> None:
        people = self.ids(Inspector, places)
        self.acts(lambda: appraisals.appraise(self.store, people, 2023, mark, "", ACT))

    @rule(place=PLACE, name=NAMES, owner=st.booleans(), why=st.sampled_from(["甲", "乙"]))
    def add_recusal(self, place: int, name: str, *, owner: bool, why: str) -> None:
        person, fields = self.one(Inspector, place), RecusalFields(name, owner, "", why)
        self.acts(lambda: recusals.add_recusal(self.store, person, fields, ACT))

    @rule(place=PLACE, which=PLACE)
    def remove_recusal(self, place: int, which: int) -> None:
        with self.store.reading() as session:
            rows = recusals.recusals_of(session, self.one(Inspector, place))
        if rows:
            row = rows[which % len(rows)]
            self.acts(lambda: recusals.remove_recusal(self.store, row, "已离开", ACT))

    @rule(places=PLACES, scope=WORDS)
    def edit_helpers(self, places: list[int], scope: str) -> None:
        ids = self.ids(Auxiliary, places)
        wish = Wish("scope", Way.SET if scope else Way.CLEAR, scope or None)
        self.acts(lambda: bulk_edit.bulk_edit(self.store, AUXILIARIES, ids, [wish], "按协议", ACT))

    @rule(name=st.sampled_from(["示例监测站", "示例研究所"]), retired=st.booleans())
    def add_or_turn_helper(self, name: str, *, retired: bool) -> None:
        def work() -> Undoable:
            fields = AuxiliaryFields(name, "", AuxiliaryKind.INSTITUTE)
            made = auxiliaries.add_auxiliary(self.store, fields, ACT)
            return added_since(self.store, AUXILIARIES, "新增随同、辅助人员", [made])

        turn = auxiliaries.retire if retired else auxiliaries.restore
        if not self.acts(work):
            self.acts(lambda: turn(self.store, self.ids(Auxiliary, [0])[0], ACT))

    @rule(name=NAMES, day=st.integers(1, 28), source=WORDS, who=PLACE)
    def record_check(self, name: str, day: int, source: str, who: int) -> None:
        with self.store.reading() as session:
            person = session.get_one(Inspector, self.one(Inspector, who)).code
        values = TargetedFields(
            name, TargetedKind.COMPLAINT, source, date(2024, 2, day), (person,), Outcome.CLEAN
        )

        def work() -> None:
            targeted.record(self.store, values, ACT)

        self.acts(work)

    @rule(place=PLACE, day=st.integers(1, 28), gone=st.booleans())
    def correct_check(self, place: int, day: int, *, gone: bool) -> None:
        for each in self.ids(TargetedCheck, [place]):
            with self.store.reading() as session:
                fields = targeted.fields_of(session, session.get_one(TargetedCheck, each))
            wanted = replace(fields, checked_on=date(2024, 2, day))
            correct = partial(targeted.correct, self.store, each, wanted, ACT)
            self.acts(partial(targeted.withdraw, self.store, each, "重复", ACT) if gone else correct)
