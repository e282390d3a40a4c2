"""Checks outside the draw: recorded, corrected, withdrawn, listed and counted; no draw knows of them."""

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from app.core.errors import UserError
from app.documents.content.year import ObjectCount
from app.services import log, statistics, targeted, targeted_list
from app.services.caps import entered
from app.services.catalogue import catalogue_of
from app.services.inspectors import add_inspector
from app.services.object_detail import object_detail
from app.services.object_list import object_ids, object_rows
from app.services.office import Store
from app.services.past_visits import past_visits
from app.services.rows.registry import InspectorFields, Lacking, RegistryQuery
from app.services.rows.targeted import TargetedFields, TargetedKind, TargetedRow
from app.services.year_figures import year_figures
from tests.stages import YEAR, act
from tests.ui.office import withhold

DAY: Final = act("2024-03-06")
PAPER: Final = "示例江口造纸有限公司"
COMPLAINT: Final = TargetedFields(
    "WL-0003", "投诉举报", "12345热线 示例240301", date(2024, 3, 1), ("文例溪", "JC-0001"), "未发现问题"
)
TAXES: Final = TargetedFields(
    PAPER, "其他部门检查", "示例区应急管理局", date(2024, 2, 20), (), "", "联合检查以外"
)


def _listed(
    store: Store, text: str = "", sort: str = "checked_on", **chosen: tuple[str, ...]
) -> list[TargetedRow]:
    ids = targeted_list.targeted_ids(store, RegistryQuery(text, sort=sort, year=YEAR), chosen)
    rows = targeted_list.targeted_rows(store, ids)
    return [rows[each] for each in ids]


def _counted(store: Store) -> ObjectCount:
    return next(each for each in statistics.year_table(store, YEAR).objects if each.code == "WL-0003")


def _last(store: Store) -> tuple[str, str]:
    event = log.newest(store)[0]
    return event.act, event.detail


def _first_object(store: Store, code: str = "WL-0003") -> int:
    return object_ids(store, RegistryQuery(code), DAY.day)[0]


def test_a_check_is_recorded_logged_and_listed(imported: Store) -> None:
    check = targeted.record(imported, COMPLAINT, DAY)
    what, detail = _last(imported)
    assert what == "登记针对性检查"
    assert detail.startswith(f"WL-0003 {PAPER}，投诉举报（12345热线 示例240301），2024-03-01，文例溪、")
    [row] = _listed(imported)
    assert (row.id, row.code, row.name, row.checked_on) == (check, "WL-0003", PAPER, date(2024, 3, 1))
    assert (row.kind, row.source, row.outcome) == ("投诉举报", COMPLAINT.source, "未发现问题")
    assert row.officers[0] == "文例溪"
    assert len(row.officers) == 2


def test_each_of_the_kinds_can_be_recorded(imported: Store) -> None:
    for day, kind in enumerate(TargetedKind, 1):
        targeted.record(imported, replace(COMPLAINT, kind=kind, checked_on=date(2024, 2, day)), DAY)
    assert [row.kind for row in _listed(imported)] == [
        "投诉举报",
        "上级转办交办",
        "其他部门移送",
        "突发环境事件",
        "核安全检查",
        "数据或监测线索",
        "其他部门检查",
    ]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (replace(COMPLAINT, object=" "), "请填写检查对象"),
        (replace(COMPLAINT, object="没有这一家"), "名录库里没有“没有这一家”"),
        (replace(COMPLAINT, kind="例行检查"), "“例行检查”不在可选的类型里"),
        (replace(COMPLAINT, checked_on=date(2024, 3, 7)), "检查日期还没有到"),
        (replace(COMPLAINT, officers=()), "请填写检查人员"),
        (replace(COMPLAINT, officers=("没有此人",)), "检查人员名录里没有“没有此人”"),
        (replace(COMPLAINT, outcome=""), "请选择检查结果"),
        (replace(COMPLAINT, outcome="很好"), "请选择检查结果"),
        (replace(TAXES, source=""), "请写明是哪个部门检查的"),
        (replace(TAXES, outcome="很好"), "请选择检查结果"),
    ],
)
def test_what_cannot_be_kept_is_a_sentence(imported: Store, values: TargetedFields, words: str) -> None:
    before = log.count(imported)
    with pytest.raises(UserError, match=words):
        targeted.record(imported, values, DAY)
    assert _listed(imported) == []
    assert log.count(imported) == before


def test_a_check_of_today_is_recorded_and_one_of_another_year_stands_in_its_own(imported: Store) -> None:
    targeted.record(imported, replace(COMPLAINT, checked_on=DAY.day), DAY)
    targeted.record(imported, replace(COMPLAINT, checked_on=date(2023, 12, 31)), DAY)
    assert [row.checked_on for row in _listed(imported)] == [DAY.day]
    assert _counted(imported).targeted == 1


def test_the_same_check_is_not_counted_twice(imported: Store) -> None:
    targeted.record(imported, COMPLAINT, DAY)
    with pytest.raises(UserError, match="不能重复登记"):
        targeted.record(imported, replace(COMPLAINT, object=PAPER), DAY)
    other = targeted.record(imported, replace(COMPLAINT, source="12345热线 示例240302"), DAY)
    with pytest.raises(UserError, match="不能重复登记"):
        targeted.correct(imported, other, COMPLAINT, DAY)
    assert [row.source for row in _listed(imported)] == ["12345热线 示例240301", "12345热线 示例240302"]


def test_a_name_that_two_bear_asks_for_the_code(imported: Store) -> None:
    add_inspector(imported, InspectorFields("文例溪", "水科"), DAY)
    with pytest.raises(UserError, match=r"有 2 名检查人员叫“文例溪”（JC-\d+、JC-\d+），请填写编号"):
        targeted.record(imported, COMPLAINT, DAY)
    [(first, _), (second, _)] = targeted_list.officers_offered(imported, "文例溪")
    assert {first, second} & {"文例溪"} == set()  # offered by what can be recorded
    check = targeted.record(imported, replace(COMPLAINT, officers=(second,)), DAY)
    assert targeted_list.targeted_detail(imported, check).fields.officers == (second,)


def test_a_correction_is_kept_with_what_stood_before(imported: Store) -> None:
    check = targeted.record(imported, COMPLAINT, DAY)
    as_shown = targeted_list.targeted_detail(imported, check).fields
    count = log.count(imported)
    targeted.correct(imported, check, as_shown, DAY)  # nothing changed, nothing logged
    assert log.count(imported) == count
    better = replace(as_shown, checked_on=date(2024, 2, 28), officers=as_shown.officers[::-1])
    targeted.correct(imported, check, better, DAY)
    assert targeted_list.targeted_detail(imported, check).fields == better
    what, detail = _last(imported)
    assert what == "更正针对性检查"
    assert "检查日期 2024-03-01 → 2024-02-28；检查人员 文例溪、" in detail
    targeted.correct(imported, check, replace(better, officers=("文例溪",)), DAY)
    assert _listed(imported)[0].officers == ("文例溪",)


def test_what_should_not_have_been_recorded_is_withdrawn_with_a_reason(imported: Store) -> None:
    check = targeted.record(imported, COMPLAINT, DAY)
    with pytest.raises(UserError, match="撤销登记要写明原因"):
        targeted.withdraw(imported, check, " ", DAY)
    targeted.withdraw(imported, check, "重复登记", DAY)
    assert _listed(imported) == []
    assert _counted(imported).targeted == 0
    what, detail = _last(imported)
    assert what == "撤销针对性检查"
    assert detail.endswith("2024-03-01：重复登记")


def test_the_list_is_searched_narrowed_and_ordered(imported: Store) -> None:
    targeted.record(imported, COMPLAINT, DAY)
    targeted.record(imported, TAXES, DAY)
    lead = replace(COMPLAINT, object="WL-0001", kind="数据或监测线索", officers=("JC-0003",))
    targeted.record(imported, lead, DAY)
    for text in ("江口造纸", "sljk", "WL-0003"):
        assert [row.code for row in _listed(imported, text)] == ["WL-0003", "WL-0003"]
    assert [row.source for row in _listed(imported, "应急")] == ["示例区应急管理局"]
    assert [row.kind for row in _listed(imported, "文例溪")] == ["投诉举报"]
    assert [row.kind for row in _listed(imported, kind=("其他部门检查", "投诉举报"))] == [
        "其他部门检查",
        "投诉举报",
    ]
    assert [row.code for row in _listed(imported, sort="code")] == ["WL-0001", "WL-0003", "WL-0003"]


def test_a_withheld_object_is_not_named_in_the_list(imported: Store) -> None:
    targeted.record(imported, COMPLAINT, DAY)
    withhold(imported, PAPER)
    [row] = _listed(imported, PAPER)
    assert (row.code, row.name) == ("WL-0003", "（涉密对象）")


def test_the_objects_year_counts_it_and_other_departments_apart(drawn: Store) -> None:
    before = _counted(drawn)
    targeted.record(drawn, COMPLAINT, DAY)
    targeted.record(drawn, replace(COMPLAINT, kind="突发环境事件"), DAY)
    targeted.record(drawn, TAXES, DAY)
    after = _counted(drawn)
    assert (after.visits - before.visits, after.targeted, after.others) == (2, 2, 1)
    assert after.items == before.items
    shown = next(each for each in year_figures(drawn, YEAR).objects if each.code == "WL-0003")
    assert (shown.visits, shown.targeted, shown.others) == (after.visits, 2, 1)
    row = object_rows(drawn, [_first_object(drawn)], YEAR)[_first_object(drawn)]
    assert row.visits == after.visits


def test_the_registry_counts_it_as_checked_this_year_but_not_what_others_did(imported: Store) -> None:
    unchecked = RegistryQuery(lacking=Lacking.CHECK, year=YEAR)
    target = _first_object(imported)
    targeted.record(imported, TAXES, DAY)
    assert target in object_ids(imported, unchecked, DAY.day)
    targeted.record(imported, COMPLAINT, DAY)
    assert target not in object_ids(imported, unchecked, DAY.day)
    undrawn = replace(unchecked, lacking=Lacking.DRAW)
    assert target in object_ids(imported, undrawn, DAY.day)
    by_visits = replace(unchecked, lacking=Lacking.NOTHING, sort="visits", descending=True)
    assert object_ids(imported, by_visits, DAY.day)[0] == target


def test_no_cap_and_no_draw_knows_of_it(drawn: Store) -> None:
    with drawn.reading() as session:
        caps, past = entered(session, catalogue_of(session, YEAR), YEAR), past_visits(session, YEAR)
    targeted.record(drawn, replace(COMPLAINT, object="WL-0001"), DAY)
    targeted.record(drawn, COMPLAINT, DAY)
    with drawn.reading() as session:
        assert entered(session, catalogue_of(session, YEAR), YEAR) == caps
        assert past_visits(session, YEAR) == past


def test_the_objects_records_show_it_among_the_visits(drawn: Store) -> None:
    targeted.record(drawn, COMPLAINT, DAY)
    targeted.record(drawn, TAXES, DAY)
    notes = object_detail(drawn, _first_object(drawn), YEAR, DAY.day).visits
    assert [(note.when, note.what) for note in notes[:2]] == [
        ("2024-03-01", "投诉举报：未发现问题"),
        ("2024-02-20", "其他部门检查（示例区应急管理局）"),
    ]


def test_an_object_and_an_officer_are_offered_by_what_is_typed(imported: Store) -> None:
    for words in ("WL-0003", "江口造纸", "sljk"):
        assert ("WL-0003", PAPER) in targeted_list.objects_offered(imported, words, DAY.day)
    for words in ("文例溪", "wenli", "wlx"):
        assert "文例溪" in [word for word, _ in targeted_list.officers_offered(imported, words)]
