"""常用条件: kept under a name, read back as they were, renamed and removed, each act logged once."""

import pytest

from app.core.errors import UserError
from app.core.filter import AnyOf, Before, Contains, Filter, OneOf
from app.services import log, saved_filters
from app.services.filter_reach import count_matching, words_for
from app.services.office import Store
from tests.stages import act

DAY = act("2024-03-06")
RIVER: Filter = (
    OneOf("town", ("白马镇", "江口镇")),
    AnyOf(((Contains("name", ("化工",)),), (OneOf("tags", ("涉水重点",)), Before("approved_on", DAY.day)))),
)


def test_a_filter_comes_back_as_it_was_kept(imported: Store) -> None:
    kept_id = saved_filters.save_filter(imported, " 沿江 ", RIVER, DAY)
    [kept] = saved_filters.saved_filters(imported)
    assert (kept.id, kept.name, kept.conditions) == (kept_id, "沿江", RIVER)
    other: Filter = (OneOf("state", ("停产",)),)
    saved_filters.change_filter(imported, kept_id, other, DAY)
    saved_filters.rename_filter(imported, kept_id, "停产企业", DAY)
    [kept] = saved_filters.saved_filters(imported)
    assert (kept.name, kept.conditions) == ("停产企业", other)
    saved_filters.remove_filter(imported, kept_id, DAY)
    assert saved_filters.saved_filters(imported) == ()
    assert [entry.act for entry in log.newest(imported, 4)] == [
        "删除常用条件",
        "改名常用条件",
        "修改常用条件",
        "保存常用条件",
    ]


def test_names_are_there_short_and_each_used_once(imported: Store) -> None:
    first = saved_filters.save_filter(imported, "沿江", RIVER, DAY)
    second = saved_filters.save_filter(imported, "涉水", RIVER, DAY)
    entries = log.count(imported)
    for name, said in (("", "请填写名称"), ("长" * 21, "最多 20 个字"), ("沿江", "已有常用条件")):
        with pytest.raises(UserError, match=said):
            saved_filters.save_filter(imported, name, RIVER, DAY)
        with pytest.raises(UserError, match=said):
            saved_filters.rename_filter(imported, second, name, DAY)
    saved_filters.rename_filter(imported, first, "沿江", DAY)
    with pytest.raises(UserError, match="还没有设定条件"):
        saved_filters.save_filter(imported, "空", (), DAY)
    saved_filters.remove_filter(imported, first, DAY)
    with pytest.raises(UserError, match="已经删除"):
        saved_filters.change_filter(imported, first, RIVER, DAY)
    assert log.count(imported) == entries + 2


def test_the_builder_is_told_n_and_the_words_to_choose_from(imported: Store) -> None:
    everybody = count_matching(imported, (), DAY.day)
    assert everybody == 425
    assert 0 < count_matching(imported, RIVER, DAY.day) < everybody
    assert words_for(imported, "permit_class") == ("重点管理", "简化管理", "登记管理", "无")
    assert "白马镇" in words_for(imported, "town")
    assert words_for(imported, "name") == ()
