"""随同、辅助人员 of 名录库: kept, retired, listed, and taken over from the inspectors."""

from dataclasses import replace

import pytest

from app.core.errors import UserError
from app.services import auxiliaries, companions, inspectors, log, visit_list
from app.services.office import Store
from app.services.rows.auxiliary import AuxiliaryFields, AuxiliaryKind
from app.services.rows.registry import InspectorFields, RegistryQuery
from tests.services.companion_samples import DAY, registered
from tests.stages import YEAR

EXPERT = AuxiliaryFields("严例明", "示例大学", AuxiliaryKind.EXPERT, ("危废",), "13900000000", "危废鉴别")


def _codes(store: Store, text: str = "", sort: str = "code", **chosen: tuple[str, ...]) -> list[str]:
    ids = auxiliaries.auxiliary_ids(store, RegistryQuery(text, sort=sort, year=YEAR), chosen)
    rows = auxiliaries.auxiliary_rows(store, ids, YEAR)
    return [rows[one].code for one in ids]


def _last(store: Store) -> tuple[str, str]:
    event = log.newest(store)[0]
    return event.act, event.detail


def test_codes_are_given_in_turn_and_every_act_is_logged(imported: Store) -> None:
    ids = registered(imported)
    assert _codes(imported) == ["FZ-001", "FZ-002", "FZ-003", "FZ-004", "FZ-005"]
    auxiliaries.edit_auxiliary(imported, ids[3], EXPERT, DAY)
    assert _last(imported) == ("修改随同、辅助人员", "FZ-004 严例明")
    detail = auxiliaries.auxiliary_detail(imported, ids[3])
    assert (detail.code, detail.fields, detail.state, detail.visits) == ("FZ-004", EXPERT, "可用", ())
    before = len(log.newest(imported))
    auxiliaries.edit_auxiliary(imported, ids[3], EXPERT, DAY)  # nothing changed, nothing logged
    assert len(log.newest(imported)) == before


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (AuxiliaryFields("  "), "请填写姓名或名称"),
        (AuxiliaryFields("例" * 201), "名称最多 200 个字"),
        (AuxiliaryFields("吕例清", "", AuxiliaryKind.STAFF), "随同人员请填写所在部门"),
    ],
)
def test_what_cannot_be_kept_is_a_sentence(imported: Store, values: AuxiliaryFields, words: str) -> None:
    with pytest.raises(UserError, match=words):
        auxiliaries.add_auxiliary(imported, values, DAY)


def test_name_and_organisation_together_stand_once(imported: Store) -> None:
    ids = registered(imported)
    with pytest.raises(UserError, match=r"已有“严例明（示例大学）”（FZ-004）"):
        auxiliaries.add_auxiliary(imported, replace(EXPERT, name=" 严例明 "), DAY)
    with pytest.raises(UserError, match="FZ-004"):
        auxiliaries.edit_auxiliary(imported, ids[0], EXPERT, DAY)
    auxiliaries.add_auxiliary(imported, replace(EXPERT, organisation="示例学院"), DAY)  # somebody else


def test_who_is_retired_is_chosen_no_more_until_restored(drawn: Store) -> None:
    ids = registered(drawn)
    visit = visit_list.list_visits(drawn, YEAR)[0].id
    auxiliaries.retire(drawn, ids[0], DAY)
    assert _last(drawn) == ("停用随同、辅助人员", "FZ-001 示例检测有限公司")
    assert "FZ-001" not in [row.code for row in companions.choosable(drawn, visit)]
    with pytest.raises(UserError, match="已经停用"):
        companions.choose(drawn, visit, ids[0], "采样", DAY)
    with pytest.raises(UserError, match="已经停用"):
        auxiliaries.retire(drawn, ids[0], DAY)
    auxiliaries.restore(drawn, ids[0], DAY)
    assert "FZ-001" in [row.code for row in companions.choosable(drawn, visit)]


def test_a_list_is_found_narrowed_and_sorted(imported: Store) -> None:
    ids = registered(imported)
    auxiliaries.retire(imported, ids[4], DAY)
    assert _codes(imported, "大学") == ["FZ-004"]
    assert _codes(imported, "ylm") == _codes(imported, "yanliming") == ["FZ-004"]
    assert _codes(imported, "fz-002") == ["FZ-002"]
    assert _codes(imported, kind=("专家",)) == ["FZ-004", "FZ-005"]
    assert _codes(imported, skills=("危废", "环评")) == ["FZ-003", "FZ-004", "FZ-005"]
    assert _codes(imported, state=("停用",)) == ["FZ-005"]
    assert _codes(imported, sort="name")[-1] == "FZ-004"  # yan comes last


def test_who_goes_along_is_counted_and_told(drawn: Store) -> None:
    ids = registered(drawn)
    row = visit_list.list_visits(drawn, YEAR)[0]
    companions.choose(drawn, row.id, ids[1], "现场采样", DAY)
    assert auxiliaries.auxiliary_rows(drawn, ids, YEAR)[ids[1]].visits == 1
    assert auxiliaries.auxiliary_rows(drawn, ids, YEAR)[ids[0]].visits == 0
    assert auxiliaries.auxiliary_rows(drawn, ids, YEAR + 1)[ids[1]].visits == 0
    notes = auxiliaries.auxiliary_detail(drawn, ids[1]).visits
    assert [(note.when, note.what) for note in notes] == [("2024年第一季度", f"{row.name}（待检查）")]


def test_who_has_no_certificate_is_taken_over_in_one_act(imported: Store) -> None:
    registered(imported)
    fields = InspectorFields("吕例行", "水科", skills=("水",))
    newcomer = inspectors.add_inspector(imported, fields, DAY)
    found = auxiliaries.uncertified(imported)
    assert newcomer in [one.id for one in found]
    assert all(not _fields(imported, one.id).cert for one in found)
    made = auxiliaries.take_over(imported, [one.id for one in found], DAY)
    assert len(made) == len(found)
    assert auxiliaries.uncertified(imported) == ()
    what, detail = _last(imported)
    assert what == "转入随同人员"
    assert "吕例行" in detail
    kept = auxiliaries.auxiliary_detail(imported, made[[one.id for one in found].index(newcomer)])
    assert kept.fields == AuxiliaryFields("吕例行", "水科", AuxiliaryKind.STAFF, ("水",))


def test_who_holds_a_certificate_is_not_taken_over(imported: Store) -> None:
    fields = InspectorFields("吕例行", "水科")
    newcomer = inspectors.add_inspector(imported, fields, DAY)
    holder = next(
        one
        for one in inspectors.inspector_ids(imported, RegistryQuery(year=YEAR))
        if _fields(imported, one).cert
    )
    with pytest.raises(UserError, match="不能转入"):
        auxiliaries.take_over(imported, [newcomer, holder], DAY)
    assert newcomer in [one.id for one in auxiliaries.uncertified(imported)]  # none of them was
    with pytest.raises(UserError, match="请先勾选"):
        auxiliaries.take_over(imported, [], DAY)


def _fields(store: Store, inspector: int) -> InspectorFields:
    return inspectors.inspector_detail(store, inspector, DAY.day).fields
