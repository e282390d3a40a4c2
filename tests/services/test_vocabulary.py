"""词汇表: the office's own words; what is renamed is renamed wherever it stands."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.class_rule import RULE_TAGS
from app.core.errors import UserError
from app.core.filter import AnyOf, Contains, ContainsNone, OneOf
from app.models.registry import InspectionObject, Inspector, ObjectChange
from app.models.vocabulary import SpokenWord
from app.services import log, saved_filters, vocabulary, vocabulary_edits
from app.services.campaigns import read_campaign
from app.services.catalogue import read_catalogue
from app.services.edit_undo import redo, undo
from app.services.filter_reach import count_matching
from app.services.filter_strata import stratum_standing
from app.services.office import Store
from tests.services.campaign_samples import TARGETED, TOWNS, WATER
from tests.services.campaign_samples import made as make_campaign
from tests.stages import YEAR, act

DAY = act("2024-03-06")


def _listed(store: Store, field: str) -> list[str]:
    return [row.word for row in vocabulary.vocabulary_rows(store, field) if row.listed]


def _count(store: Store, field: str, word: str) -> int:
    return {row.word: row.objects for row in vocabulary.vocabulary_rows(store, field)}.get(word, 0)


def test_before_any_edit_the_list_is_what_came_along_or_what_is_used(imported: Store) -> None:
    towns = _listed(imported, "town")
    assert len(towns) == 26
    assert towns[:2] == ["白马镇", "白云乡"]
    assert _count(imported, "town", "白马镇") == 23
    assert _listed(imported, "weather_grade")[:3] == ["A级", "B级", "B-级"]
    assert _count(imported, "weather_grade", "A级") == 0
    assert _count(imported, "tags", "涉气重点") == 14


def test_every_shipped_list_is_of_a_facet_and_holds_each_word_once(imported: Store) -> None:
    assert set(vocabulary._shipped()) <= set(vocabulary.FIELDS)
    for field, words in vocabulary._shipped().items():
        assert len(set(words)) == len(words)
        rows = vocabulary.vocabulary_rows(imported, field)
        assert [row.word for row in rows if not row.listed] == [], field


def test_the_first_edit_makes_the_list_the_offices_own(imported: Store) -> None:
    vocabulary_edits.add_word(imported, "scale", " 超大型 ", DAY)
    assert _listed(imported, "scale") == ["特大型", "大型", "中型", "小型", "微型", "超大型"]
    vocabulary_edits.order_words(imported, "scale", ("超大型", "小型"), DAY)
    assert _listed(imported, "scale") == ["超大型", "小型", "特大型", "大型", "中型", "微型"]
    vocabulary_edits.remove_word(imported, "scale", "微型", DAY)
    assert _listed(imported, "scale") == ["超大型", "小型", "特大型", "大型", "中型"]
    assert vocabulary.offered_words(imported)["scale"] == tuple(_listed(imported, "scale"))


def test_a_word_in_use_or_asked_for_is_not_removed(imported: Store) -> None:
    with pytest.raises(UserError, match="还有 23 家在用"):
        vocabulary_edits.remove_word(imported, "town", "白马镇", DAY)
    vocabulary_edits.add_word(imported, "tags", "新词", DAY)
    saved_filters.save_filter(imported, "新", (OneOf("tags", ("新词",)),), DAY)
    with pytest.raises(UserError, match="常用条件“新”"):
        vocabulary_edits.remove_word(imported, "tags", "新词", DAY)


def test_a_stray_word_is_offered_behind_the_list(imported: Store) -> None:
    vocabulary_edits.remove_word(imported, "scale", "微型", DAY)
    with imported.writing() as session:
        session.get_one(InspectionObject, 1).scale = "微型"
    rows = vocabulary.vocabulary_rows(imported, "scale")
    assert (rows[-1].word, rows[-1].listed, rows[-1].objects) == ("微型", False, 1)
    vocabulary_edits.add_word(imported, "scale", "微型", DAY)
    assert _listed(imported, "scale")[-1] == "微型"


def test_a_town_is_renamed_in_objects_people_conditions_and_files(signed: Store) -> None:
    campaign = make_campaign(signed)
    saved_filters.save_filter(signed, "沿江", (TOWNS,), DAY)
    before = count_matching(signed, (TOWNS,), DAY.day)
    with signed.writing() as session:
        session.scalars(select(Inspector)).first().areas = ("江口镇", "白马镇")  # type: ignore[union-attr]  # there are 34
    entries = log.count(signed)
    assert vocabulary_edits.rename_word(signed, "town", "白马镇", "白马街道", DAY).size == 23
    assert log.count(signed) == entries + 1
    assert log.newest(signed, 1)[0].detail == "区域：白马镇 → 白马街道，23 家"
    assert _count(signed, "town", "白马街道") == 23
    assert "白马镇" not in _listed(signed, "town")
    with signed.reading() as session:
        lines = session.scalars(select(ObjectChange).where(ObjectChange.after == "白马街道")).all()
        assert len(lines) == 23
        assert {(line.field, line.before, line.by) for line in lines} == {("所在地", "白马镇", DAY.by)}
        assert session.scalars(select(Inspector.areas)).first() == ("江口镇", "白马街道")
        said = {(each.field, each.said, each.word) for each in session.scalars(select(SpokenWord))}
        assert said == {(field, "白马镇", "白马街道") for field in ("town", "inspectors.areas")}
    [kept] = saved_filters.saved_filters(signed)
    assert kept.conditions == (OneOf("town", ("白马街道", "江口镇", "平桥镇")),)
    assert count_matching(signed, kept.conditions, DAY.day) == before
    assert read_campaign(signed, campaign).fields.targeting.objects == kept.conditions


def test_a_town_is_renamed_where_conditions_look_for_it_in_the_text(signed: Store) -> None:
    asked = (Contains("town", ("白马镇", "江口")), AnyOf(((ContainsNone("town", ("白马镇",)),),)))
    campaign = make_campaign(signed, replace(TARGETED, targeting=replace(WATER, objects=asked)))
    saved_filters.save_filter(signed, "含", asked[:1], DAY)
    uses = ("常用条件“含”", f"专项抽取“{TARGETED.title}”")
    assert vocabulary_edits.word_uses(signed, "town", "白马镇") == uses
    before = [count_matching(signed, conditions, DAY.day) for conditions in (asked, asked[:1])]
    vocabulary_edits.rename_word(signed, "town", "白马镇", "武陵街道", DAY)
    [kept] = saved_filters.saved_filters(signed)
    assert kept.conditions == (Contains("town", ("武陵街道", "江口")),)
    renamed = read_campaign(signed, campaign).fields.targeting.objects
    assert renamed == (*kept.conditions, AnyOf(((ContainsNone("town", ("武陵街道",)),),)))
    after = [count_matching(signed, conditions, DAY.day) for conditions in (renamed, kept.conditions)]
    assert after == before


def test_a_word_that_another_word_of_the_list_holds_is_looked_for_beside_its_new_name(
    imported: Store,
) -> None:
    with imported.writing() as session:
        for object_id, industry in ((1, "示例水泥"), (2, "示例水泥制品")):
            session.get_one(InspectionObject, object_id).industry_name = industry
    saved_filters.save_filter(imported, "水泥", (Contains("industry_name", ("示例水泥",)),), DAY)
    vocabulary_edits.rename_word(imported, "industry_name", "示例水泥", "硅酸盐", DAY)
    [kept] = saved_filters.saved_filters(imported)
    assert count_matching(imported, kept.conditions, DAY.day) == 2


def test_a_renamed_town_is_renamed_in_what_a_campaign_asks_of_people(signed: Store) -> None:
    asked = replace(
        WATER, objects=(), inspectors=replace(WATER.inspectors, areas=("江口镇", "白马镇", "平桥镇"))
    )
    campaign = make_campaign(signed, replace(TARGETED, targeting=asked))
    assert vocabulary_edits.word_uses(signed, "town", "白马镇") == (f"专项抽取“{TARGETED.title}”",)
    assert vocabulary_edits.word_uses(signed, "tags", "白马镇") == ()
    vocabulary_edits.rename_word(signed, "town", "白马镇", "白马街道", DAY)
    assert _areas_asked(signed, campaign) == ("江口镇", "白马街道", "平桥镇")
    vocabulary_edits.merge_word(signed, "town", "白马街道", "江口镇", DAY)
    assert _areas_asked(signed, campaign) == ("江口镇", "平桥镇")


def test_a_town_that_inspectors_would_hold_as_two_areas_is_refused(signed: Store) -> None:
    with signed.writing() as session:
        session.get_one(Inspector, 1).areas = ("白马镇",)
    with pytest.raises(UserError, match="一个区域里不能有“、”"):
        vocabulary_edits.rename_word(signed, "town", "白马镇", "白马、江口", DAY)
    with pytest.raises(UserError, match="一个区域里不能有“、”"):
        vocabulary_edits.add_word(signed, "town", "白马、江口", DAY)
    with signed.reading() as session:
        assert session.get_one(Inspector, 1).areas == ("白马镇",)


def _areas_asked(store: Store, campaign: str) -> tuple[str, ...]:
    return read_campaign(store, campaign).fields.targeting.inspectors.areas


def test_a_renamed_tag_leaves_every_stratum_as_large_as_it_was(signed: Store) -> None:
    code = "2024-04"
    before = stratum_standing(signed, YEAR, code, DAY.day).reach
    vocabulary_edits.rename_word(signed, "tags", "涉气重点", "大气重点", DAY)
    assert stratum_standing(signed, YEAR, code, DAY.day).reach == before
    assert "大气重点" in str(read_catalogue(signed, YEAR).stratum(code).conditions)
    assert (
        stratum_standing(signed, YEAR, code, DAY.day).history[0].reason == "词汇表改名：涉气重点 → 大气重点"
    )


def test_a_rename_is_taken_back_and_done_again(signed: Store) -> None:
    before = _everything(signed)
    renamed = vocabulary_edits.rename_word(signed, "tags", "涉气重点", "大气重点", DAY)
    after = _everything(signed)
    back = undo(signed, renamed, DAY)
    assert _everything(signed) == before != after
    assert back is not None
    redo(signed, back, DAY)
    assert _everything(signed) == after


def _everything(store: Store) -> tuple[object, ...]:
    """Give the tags of all objects, the strata and the list of tags."""
    with store.reading() as session:
        tags = session.execute(select(InspectionObject.id, InspectionObject.tags)).all()
    strata = [stratum.conditions for stratum in read_catalogue(store, YEAR).strata]
    return [tuple(row) for row in tags], strata, vocabulary.vocabulary_rows(store, "tags")


@pytest.mark.parametrize("tag", RULE_TAGS)
def test_a_tag_of_the_class_rule_is_not_given_up(imported: Store, tag: str) -> None:
    """Else whoever is on a list of key units would be suggested for 一般."""
    with imported.writing() as session:
        session.get_one(InspectionObject, 1).tags = (tag,)
    with pytest.raises(UserError, match=f"监管类别建议按“{tag}”"):
        vocabulary_edits.rename_word(imported, "tags", tag, "别的词", DAY)
    with pytest.raises(UserError, match=f"监管类别建议按“{tag}”"):
        vocabulary_edits.merge_word(imported, "tags", tag, "涉水重点", DAY)
    with imported.reading() as session:
        assert session.get_one(InspectionObject, 1).tags == (tag,)


def test_a_word_that_became_a_tag_of_the_class_rule_is_named_back(imported: Store) -> None:
    with imported.writing() as session:
        session.get_one(InspectionObject, 1).tags = ("重点单位",)
    back = vocabulary_edits.rename_word(imported, "tags", "重点单位", "重点排污单位", DAY)
    undo(imported, back, DAY)
    with imported.reading() as session:
        assert session.get_one(InspectionObject, 1).tags == ("重点单位",)


def test_two_tags_that_say_the_same_to_the_class_rule_become_one(imported: Store) -> None:
    with imported.writing() as session:
        session.get_one(InspectionObject, 1).tags = ("土壤污染重点监管单位",)
    vocabulary_edits.merge_word(imported, "tags", "土壤污染重点监管单位", "土壤污染重点监管", DAY)
    with imported.reading() as session:
        assert session.get_one(InspectionObject, 1).tags == ("土壤污染重点监管",)


def test_merged_words_stand_once(imported: Store) -> None:
    with imported.writing() as session:
        session.get_one(InspectionObject, 1).tags = ("涉水重点", "页岩气", "涉气重点")
        session.get_one(InspectionObject, 2).tags = ("涉气重点",)
    vocabulary_edits.merge_word(imported, "tags", "涉气重点", "涉水重点", DAY)
    with imported.reading() as session:
        assert session.get_one(InspectionObject, 1).tags == ("涉水重点", "页岩气")
        assert session.get_one(InspectionObject, 2).tags == ("涉水重点",)
        line = session.scalars(select(ObjectChange).where(ObjectChange.object_id == 1)).one()
        assert (line.before, line.after) == ("涉水重点、页岩气、涉气重点", "涉水重点、页岩气")
    assert _count(imported, "tags", "涉气重点") == 0
    assert "涉气重点" not in _listed(imported, "tags")


@pytest.mark.parametrize(
    ("new", "said"),
    [("", "请填写词"), ("长" * 41, "最多 40"), ("甲、乙", "不能有“、”"), ("涉水重点", "请用“并入”")],
)
def test_a_name_that_cannot_stand_is_refused(imported: Store, new: str, said: str) -> None:
    entries = log.count(imported)
    with pytest.raises(UserError, match=said):
        vocabulary_edits.rename_word(imported, "tags", "涉气重点", new, DAY)
    with pytest.raises(UserError, match="另选一个词"):
        vocabulary_edits.merge_word(imported, "tags", "涉气重点", "没有的词", DAY)
    assert log.count(imported) == entries


_WORDS = st.sampled_from(("水", "水气", "气", "VOC", "voc", "%", "_"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tags=st.lists(_WORDS, unique=True, max_size=5).map(tuple), word=_WORDS, into=_WORDS)
def test_bulk_sql_does_what_one_by_one_would(
    imported: Store, tags: tuple[str, ...], word: str, into: str
) -> None:
    if word == into:
        return
    with imported.writing() as session:
        session.get_one(InspectionObject, 1).tags = tags
    with imported.reading() as session:  # never committed
        vocabulary_edits._replace_in_objects(session, "tags", word, into, DAY, "")
        plain = [into if tag == word else tag for tag in tags]
        expected = tuple(dict.fromkeys(plain))
        found = session.scalars(select(InspectionObject.tags).where(InspectionObject.id == 1)).one()
        assert sorted(found) == sorted(expected)
        assert len(session.scalars(select(ObjectChange)).all()) == (word in tags)
