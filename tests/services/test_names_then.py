"""Papers say the names of their day, whatever becomes of the objects afterwards."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from app.core.states import FindingState, Outcome
from app.documents.content.draw import DrawRecord
from app.documents.content.notice import Notice
from app.models.registry import InspectionObject
from app.services import disclosure, draw_papers, draw_view, names_then, registry, results, visit_list
from app.services.edit_undo import undo
from app.services.edits import Undoable
from app.services.office import Store
from app.services.rows.visit import ItemResult, VisitEntry, VisitRow
from tests import stages
from tests.services import companion_samples
from tests.services.merging_samples import merge, proposed
from tests.stages import YEAR, act

VISITED = date(2024, 2, 1)
BEFORE = act("2024-02-05")


def renamed(
    store: Store, object_id: int, name: str, day: str = "2024-02-10", town: str = "江口镇"
) -> Undoable:
    """Give an object another name and town."""
    with store.reading() as session:
        fields = registry.fields_of(session.get_one(InspectionObject, object_id))
    edit = registry.edit_object(store, object_id, replace(fields, name=name, town=town), act(day))
    assert edit is not None
    return edit


def merged_into(store: Store, stay: int, gone: int) -> Undoable:
    """Merge one object into another on the first of March."""
    return merge(store, proposed(store, [stay, gone], stay))[1]


def announced(record: DrawRecord) -> Sequence[object]:
    """What 抽取记录 announced, without what changed since."""
    return record.strata, record.visits, record.excluded, record.aliases


def released(store: Store, rows: Sequence[VisitRow]) -> None:
    """Let visits be finished and released on the fifth of February."""
    for row in rows:
        items = visit_list.visit_detail(store, row.id).items
        found = {item.item: ItemResult(Outcome.CLEAN) for item in items}
        results.enter(store, row.id, VisitEntry(VISITED, found), BEFORE)
        results.approve(store, row.id, BEFORE)


def noticed(store: Store, rows: Sequence[VisitRow]) -> int:
    """Make a notice of visits on the fifth of February."""
    released(store, rows)
    return disclosure.make_notice(store, [row.id for row in rows], "示环公〔2024〕1号", BEFORE)


def units(notice: Notice) -> list[tuple[str, str]]:
    """Codes and names of a notice."""
    return [(row.code, row.unit) for row in notice.rows]


def test_papers_of_a_draw_keep_the_names_of_the_freeze(drawn: Store) -> None:
    record, sheet, view = (
        announced(draw_papers.draw_record(drawn, 1)),
        draw_papers.freeze_sheet(drawn, 1),
        draw_view.draw_view(drawn, 1),
    )
    row = visit_list.list_visits(drawn, YEAR)[0]
    renamed(drawn, row.object_id, "示例改名一厂")
    renamed(drawn, row.object_id, "示例改名二厂", "2024-02-12", "平桥镇")
    assert visit_list.visit_detail(drawn, row.id).row.name == "示例改名二厂"
    assert announced(draw_papers.draw_record(drawn, 1)) == record
    assert draw_papers.freeze_sheet(drawn, 1) == sheet
    assert draw_view.draw_view(drawn, 1) == view


def test_of_many_objects_the_history_is_read_at_once_and_says_the_same(
    drawn: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = announced(draw_papers.draw_record(drawn, 1))
    row = visit_list.list_visits(drawn, YEAR)[0]
    renamed(drawn, row.object_id, "示例改名一厂")
    renamed(drawn, row.object_id, "示例改名二厂", "2024-02-12", "平桥镇")
    monkeypatch.setattr(names_then, "_MANY", 0)
    assert announced(draw_papers.draw_record(drawn, 1)) == record


def test_a_name_that_was_given_before_the_freeze_is_the_name_on_paper(signed: Store) -> None:
    renamed(signed, 1, "示例改名一厂", "2024-01-29")
    draw_id = stages.freeze(signed)
    stages.perform(signed, draw_id)
    record = draw_papers.draw_record(signed, draw_id)
    assert "示例改名一厂" in {
        unit.name for stratum in record.strata for unit in stratum.picks + stratum.reserves
    }


def test_a_merged_object_keeps_the_name_it_was_drawn_under_though_renamed_before(drawn: Store) -> None:
    record = announced(draw_papers.draw_record(drawn, 1))
    stays, goes, last, *_ = visit_list.list_visits(drawn, YEAR)
    renamed(drawn, goes.object_id, "示例改名一厂")
    merged_into(drawn, stays.object_id, goes.object_id)
    merged_into(drawn, last.object_id, stays.object_id)
    renamed(drawn, last.object_id, "示例改名二厂", "2024-03-02")
    assert announced(draw_papers.draw_record(drawn, 1)) == record


def test_a_notice_says_codes_and_names_of_its_own_day(drawn: Store) -> None:
    stays, goes, third, *_ = visit_list.list_visits(drawn, YEAR)
    renamed(drawn, third.object_id, "示例改名一厂", "2024-02-02")
    notice = noticed(drawn, [stays, goes, third])
    said = disclosure.notice_content(drawn, notice)
    assert dict(units(said))[third.code] == "示例改名一厂"
    renamed(drawn, goes.object_id, "示例改名二厂")
    merge_back = merged_into(drawn, stays.object_id, goes.object_id)
    assert disclosure.notice_content(drawn, notice) == said
    undo(drawn, merge_back, act("2024-03-02"))
    assert disclosure.notice_content(drawn, notice) == said


def test_a_notice_made_after_a_merge_names_the_one_that_stays(drawn: Store) -> None:
    stays, goes, *_ = visit_list.list_visits(drawn, YEAR)
    released(drawn, [stays, goes])
    merged_into(drawn, stays.object_id, goes.object_id)
    rows = disclosure.list_disclosures(drawn, YEAR, date(2024, 3, 4))
    ready = [row.visit for row in rows if row.state == FindingState.READY]
    notice = disclosure.make_notice(drawn, ready, "示环公〔2024〕2号", act("2024-03-04"))
    said = units(disclosure.notice_content(drawn, notice))
    assert said == [(stays.code, rows[0].name)] * 2


def test_papers_of_companions_keep_the_names_of_the_visits(drawn: Store) -> None:
    companion_samples.registered(drawn)
    draw_id = companion_samples.performed(drawn)
    record = draw_papers.draw_record(drawn, draw_id)
    row = visit_list.list_visits(drawn, YEAR)[0]
    renamed(drawn, row.object_id, "示例改名一厂")
    assert announced(draw_papers.draw_record(drawn, draw_id)) == announced(record)
