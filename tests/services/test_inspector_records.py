"""What is kept of inspectors: posts, trainings, certificates, a newcomer's visits, marks, and the year."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from app.core.errors import UserError
from app.models.registry import Inspector
from app.services import (
    appraisals,
    certificates,
    edit_undo,
    import_people,
    import_undo,
    inspector_year,
    inspectors,
    leave,
    log,
    officers,
    trainings,
    visits,
)
from app.services.certificate_list import ending_certificates
from app.services.edits import INSPECTORS, added_since
from app.services.import_report import Registry
from app.services.office import Store
from app.services.rows.personnel import PersonYear, PostRow
from app.services.rows.registry import InspectorDetail, InspectorFields
from app.services.rows.targeted import TargetedFields, TargetedKind
from app.services.targeted import record
from app.services.visit_list import list_visits
from tests.stages import YEAR, act

DAY = act("2024-03-06")


def _detail(store: Store, person: int = 1) -> InspectorDetail:
    return inspectors.inspector_detail(store, person, DAY.day)


def _move(store: Store, department: str, since: date | None, person: int = 1) -> None:
    fields = replace(_detail(store, person).fields, department=department)
    inspectors.edit_inspector(store, person, fields, DAY, since=since)


def test_a_change_of_department_keeps_the_former_with_the_day(imported: Store) -> None:
    was = _detail(imported).fields
    assert _detail(imported).posts == ()
    _move(imported, "大气科", date(2024, 2, 1))
    _move(imported, "法规科", date(2024, 3, 1))
    assert _detail(imported).posts == (
        PostRow(date(2024, 3, 1), "法规科", was.post),
        PostRow(date(2024, 2, 1), "大气科", was.post),
        PostRow(None, was.department, was.post),
    )
    with pytest.raises(UserError, match="2024-03-01 已有一次变动"):
        _move(imported, "土壤科", date(2024, 2, 29))
    assert _detail(imported).fields.department == "法规科"


def test_a_correction_of_a_department_writes_no_history(imported: Store) -> None:
    _move(imported, "水环境科", None)
    assert _detail(imported).posts == ()
    _move(imported, "大气科", date(2024, 3, 1))
    _move(imported, "大气科（总量科）", None)
    assert [row.department for row in _detail(imported).posts] == ["大气科（总量科）", "水环境科"]
    _move(imported, "土壤科", date(2024, 3, 1))  # the same day twice corrects that day
    assert [row.department for row in _detail(imported).posts] == ["土壤科", "水环境科"]


def test_a_move_is_taken_back_with_its_history(imported: Store) -> None:
    before = _detail(imported)
    fields = replace(before.fields, post="四级调研员")
    edit = inspectors.edit_inspector(imported, 1, fields, DAY, since=date(2024, 3, 1))
    assert edit is not None
    edit_undo.undo(imported, edit, DAY)
    assert _detail(imported) == before


def test_one_training_is_kept_for_all_who_took_part(imported: Store) -> None:
    edit = trainings.add_training(imported, [1, 2, 3], date(2024, 3, 5), " 行政执法程序 ", 8, DAY)
    assert [row.subject for row in _detail(imported, 3).trainings] == ["行政执法程序"]
    with pytest.raises(UserError, match="已登记过 2024-03-05 的“行政执法程序”"):
        trainings.add_training(imported, [3, 4], date(2024, 3, 5), "行政执法程序", None, DAY)
    assert _detail(imported, 4).trainings == ()
    edit_undo.undo(imported, edit, DAY)
    assert _detail(imported, 3).trainings == ()


@pytest.mark.parametrize(
    ("people", "held_on", "subject", "hours", "words"),
    [
        ([], DAY.day, "执法程序", 1.0, "勾选参加培训的人员"),
        ([1], DAY.day, " ", 1.0, "填写培训内容"),
        ([1], date(2024, 3, 7), "执法程序", 1.0, "还没有到"),
        ([1], DAY.day, "执法程序", 0.0, "学时应大于 0"),
        ([1], DAY.day, "执法程序", 1000.0, "不超过 999"),
        ([1], DAY.day, "执法程序", float("nan"), "学时应大于 0"),
    ],
)
def test_a_training_that_cannot_be_is_refused(
    imported: Store, people: list[int], held_on: date, subject: str, hours: float, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        trainings.add_training(imported, people, held_on, subject, hours, DAY)


def test_whoever_is_named_twice_took_part_once(imported: Store) -> None:
    trainings.add_training(imported, [1, 2, 1], DAY.day, "执法程序", 4.0, DAY)
    with imported.reading() as session:
        assert len(trainings.trainings_of(session, 1)) == 1


def test_a_mark_as_long_as_a_note_is_refused(imported: Store) -> None:
    appraisals.appraise(imported, [1], YEAR, "称" * 20, "", DAY)
    with pytest.raises(UserError, match="最多 20 个字"):
        appraisals.appraise(imported, [1], YEAR, "称" * 21, "", DAY)


def _end(store: Store, person: int, expiry: date, state: str = "在岗") -> None:
    with store.writing() as session:
        kept = session.get_one(Inspector, person)
        kept.cert, kept.cert_expiry, kept.state = f"示例{person}", expiry, state


def test_certificates_are_told_90_days_ahead_and_after_their_end(imported: Store) -> None:
    with imported.writing() as session:
        for person in session.scalars(select(Inspector)):
            person.cert_expiry = date(2030, 1, 1)
    _end(imported, 1, date(2024, 3, 5))
    _end(imported, 2, date(2024, 6, 4))
    _end(imported, 3, date(2024, 6, 5))  # 91 days
    _end(imported, 4, date(2024, 3, 5), "调离")
    found = ending_certificates(imported, DAY.day)
    assert [(row.id, row.days) for row in found] == [(1, -1), (2, 90)]


def test_a_renewed_certificate_lets_its_holder_go_again(imported: Store) -> None:
    _end(imported, 1, date(2024, 3, 5))
    assert _detail(imported).standing == "执法证过期"
    with pytest.raises(UserError, match="已过"):
        certificates.renew(imported, [1], "示例新1", date(2024, 3, 5), DAY)
    with pytest.raises(UserError, match="只能给一个人"):
        certificates.renew(imported, [1, 2], "示例新1", date(2029, 3, 5), DAY)
    certificates.renew(imported, [1], "示例新1", date(2029, 3, 5), DAY)
    assert certificates.renew(imported, [1], "示例新1", date(2029, 3, 5), DAY) is None
    assert (_detail(imported).standing, _detail(imported).fields.cert) == ("可派", "示例新1")
    assert log.newest(imported)[0].act == "换发执法证"
    number = _detail(imported, 2).fields.cert
    edit = certificates.renew(imported, [1, 2], "", date(2030, 3, 5), DAY)
    assert (_detail(imported, 2).fields.cert, _detail(imported, 1).fields.cert) == (number, "示例新1")
    assert edit is not None
    edit_undo.undo(imported, edit, DAY)
    assert _detail(imported).fields.cert_expiry == date(2029, 3, 5)


def test_a_newcomer_enters_with_the_least_of_the_colleagues(drawn: Store) -> None:
    """draw-spec.md §6: a newcomer enters with the least of the colleagues, or would be on every visit."""
    with drawn.reading() as session:
        people = officers.sendable(session, YEAR, DAY.day)
    least = min(person.prior for person in people)
    found = officers.newcomer(drawn, YEAR, DAY.day)
    assert (found.prior, found.colleagues) == (least, len(people))
    assert found.least == tuple(person.name for person in people if person.prior == least)
    with drawn.writing() as session:
        for person in people:
            kept = session.get_one(Inspector, person.id)
            kept.prior, kept.prior_year = kept.prior + 3, YEAR
    assert officers.newcomer(drawn, YEAR, DAY.day).prior == least + 3
    fields = InspectorFields("章例新", "水科", cert="示例9", cert_expiry=date(2030, 1, 1), prior=least + 3)
    new = inspectors.add_inspector(drawn, fields, DAY, YEAR)
    with drawn.reading() as session:
        assert next(p.prior for p in officers.sendable(session, YEAR, DAY.day) if p.id == new) == least + 3
        later = officers.sendable(session, YEAR + 1, DAY.day)
        assert next(p.prior for p in later if p.id == new) == 0


def test_where_nobody_can_be_sent_a_newcomer_begins_at_nothing(imported: Store) -> None:
    assert officers.newcomer(imported, YEAR, date(2099, 1, 1)).prior == 0


def test_a_count_that_stays_keeps_the_year_it_was_made_for(imported: Store) -> None:
    new = inspectors.add_inspector(imported, InspectorFields("章例新", "水科", prior=4), DAY, YEAR)
    fields = _detail(imported, new).fields
    assert fields.prior == 4
    assert inspectors.inspector_detail(imported, new, DAY.day, YEAR + 1).fields.prior == 0
    inspectors.edit_inspector(imported, new, replace(fields, prior=0, post="科员"), DAY, year=YEAR + 1)
    assert _detail(imported, new).fields == replace(fields, post="科员")
    inspectors.edit_inspector(imported, new, replace(fields, prior=2), DAY, year=YEAR + 1)
    assert inspectors.inspector_detail(imported, new, DAY.day, YEAR + 1).fields.prior == 2


def _year(store: Store, person: int, year: int = YEAR) -> PersonYear:
    return next(row for row in inspector_year.person_years(store, year) if row.id == person)


def test_the_year_of_an_inspector_counts_what_he_did(drawn: Store) -> None:
    rows = {row.name: row for row in inspector_year.person_years(drawn, YEAR)}
    with drawn.reading() as session:
        held = officers.seats_held(session, YEAR)
    assert {row.id: row.drawn + row.written for row in rows.values() if row.drawn + row.written} == held
    visit = list_visits(drawn, YEAR)[0]
    out = rows[visit.team[0]]
    incoming = rows[visits.substitute(drawn, visit.id, 1, "出差", "王例正", act("2024-02-01"))]
    visits.strike(drawn, visit.id, "搬迁", b"", act("2024-02-02"))
    targeted = TargetedFields(
        "WL-0003", TargetedKind.COMPLAINT, "示例工单", date(2024, 2, 5), (out.name,), "未发现问题"
    )
    record(drawn, targeted, DAY)
    trainings.add_training(drawn, [out.id], date(2024, 3, 5), "执法程序", 8, DAY)
    trainings.add_training(drawn, [out.id], date(2023, 12, 31), "执法程序", 4, DAY)
    leave.add_leave(drawn, out.id, (date(2023, 12, 30), date(2024, 1, 2)), "", DAY)
    found = _year(drawn, out.id)
    assert (found.out, found.incoming, found.targeted) == (1, 0, 1)
    assert (found.trainings, found.hours, found.leave_days) == (1, 8, 2)
    assert (_year(drawn, out.id, 2023).trainings, _year(drawn, out.id, 2023).leave_days) == (1, 2)
    came = _year(drawn, incoming.id)
    assert (came.incoming, came.attempts) == (1, 1)


def test_checks_of_papers_stand_apart(drawn: Store) -> None:
    written = [visit for visit in list_visits(drawn, YEAR) if set(visit.items) <= {"5", "12"}]
    assert written
    rows = inspector_year.person_years(drawn, YEAR)
    assert sum(row.written for row in rows) == sum(len(visit.team) for visit in written)


def test_a_mark_is_given_for_a_year_changed_and_taken_back(imported: Store) -> None:
    appraisals.appraise(imported, [1, 2], YEAR, "优秀", "", DAY)
    appraisals.appraise(imported, [1], YEAR, "称职", "按比例调整", DAY)
    assert appraisals.appraise(imported, [1], YEAR, "称职", "按比例调整", DAY) is None
    assert (_year(imported, 1).mark, _year(imported, 1).note) == ("称职", "按比例调整")
    assert _year(imported, 2).mark == "优秀"
    assert _year(imported, 1, YEAR - 1).mark == ""
    edit = appraisals.appraise(imported, [1, 2], YEAR, "", "", DAY)
    assert _detail(imported).appraisals == ()
    assert edit is not None
    edit_undo.undo(imported, edit, DAY)
    assert _detail(imported).appraisals[0].mark == "称职"
    with pytest.raises(UserError, match="先选中"):
        appraisals.appraise(imported, [], YEAR, "优秀", "", DAY)


def _bring(store: Store, folder: Path, *lines: str) -> tuple[str, ...]:
    path = folder / "人员.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return import_people.import_inspectors(store, path, DAY)[1]


def test_a_file_that_moves_somebody_keeps_the_former_and_goes_back_whole(
    imported: Store, tmp_path: Path
) -> None:
    before = _detail(imported)
    _bring(imported, tmp_path, "编号,姓名,部门", f"{before.code},{before.fields.name},土壤科")
    assert [(row.since, row.department) for row in _detail(imported).posts] == [
        (DAY.day, "土壤科"),
        (None, before.fields.department),
    ]
    import_undo.undo_import(imported, Registry.INSPECTORS, DAY)
    assert _detail(imported) == before


def _undated(store: Store, count: int) -> None:
    """Let the first inspector have a count as older files were read: without a year."""
    with store.writing() as session:
        person = session.get_one(Inspector, 1)
        person.prior, person.prior_year = count, None


def _prior(store: Store, year: int) -> int:
    with store.reading() as session:
        return officers.prior_of(session.get_one(Inspector, 1), year)


def test_a_count_without_a_year_is_told_and_gets_the_year_when_the_form_is_saved(imported: Store) -> None:
    _undated(imported, 5)
    detail = _detail(imported)
    assert (detail.undated, _prior(imported, YEAR), _prior(imported, YEAR + 1)) == (True, 5, 5)
    edit = inspectors.edit_inspector(imported, 1, detail.fields, DAY, year=YEAR)
    assert edit is not None
    assert (_detail(imported).undated, _prior(imported, YEAR), _prior(imported, YEAR + 1)) == (False, 5, 0)
    assert inspectors.edit_inspector(imported, 1, detail.fields, DAY, year=YEAR) is None
    edit_undo.undo(imported, edit, DAY)
    assert (_detail(imported), _prior(imported, YEAR + 1)) == (detail, 5)
    inspectors.edit_inspector(imported, 1, replace(detail.fields, prior=0), DAY, year=YEAR)
    assert (_detail(imported).undated, _prior(imported, YEAR)) == (False, 0)
    _undated(imported, 0)
    assert not _detail(imported).undated


def test_a_file_that_says_a_count_again_gives_it_the_year(imported: Store, tmp_path: Path) -> None:
    _undated(imported, 5)
    person = _detail(imported)
    head, line = "编号,姓名,部门,岗位", f"{person.code},{person.fields.name},{person.fields.department}"
    _bring(imported, tmp_path, head, f"{line},示例岗")
    assert _detail(imported).undated
    _bring(imported, tmp_path, f"{head},年初已查次数", f"{line},另一岗,5")
    assert (_detail(imported).undated, _prior(imported, YEAR), _prior(imported, YEAR + 1)) == (False, 5, 0)
    import_undo.undo_import(imported, Registry.INSPECTORS, DAY)
    assert _detail(imported).undated


def test_a_newcomer_of_a_file_enters_with_the_least_unless_the_file_says_a_count(
    imported: Store, tmp_path: Path
) -> None:
    with imported.writing() as session:
        for person in session.scalars(select(Inspector)):
            person.prior = 5
    head = "姓名,部门,执法证号,执法证有效期"
    assert _bring(imported, tmp_path, head, "章例新,水科,示例91,2030-01-01") == ()
    told = _bring(
        imported,
        tmp_path,
        f"{head},年初已查次数",
        "章例旧,水科,示例92,2030-01-01,7",
        "章例空,水科,示例93,2030-01-01,",
    )
    assert told == ("章例空的年初已查次数为 0，同事中最少的是 5 次，每次抽取都会先派到，请核对",)
    with imported.reading() as session:
        made = {each.name: each.prior for each in officers.sendable(session, YEAR, DAY.day)}
        later = {each.name: each.prior for each in officers.sendable(session, YEAR + 1, DAY.day)}
    assert (made["章例新"], made["章例旧"], made["章例空"]) == (5, 7, 0)
    assert (later["章例新"], later["章例旧"]) == (0, 0)


def test_an_addition_is_not_taken_back_once_something_is_kept_of_the_person(imported: Store) -> None:
    new = inspectors.add_inspector(imported, InspectorFields("章例新", "水科"), DAY, YEAR)
    edit = added_since(imported, INSPECTORS, "新增检查人员", [new])
    leave.add_leave(imported, new, (DAY.day, DAY.day), "", DAY)
    trainings.add_training(imported, [new], DAY.day, "执法程序", None, DAY)
    with pytest.raises(UserError, match="已登记请假、已登记培训"):
        edit_undo.undo(imported, edit, DAY)
