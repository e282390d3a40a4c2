from app.services import log
from app.services.office import Store


def test_entries_come_newest_first(signed: Store) -> None:
    entries = log.newest(signed)
    assert [entry.n for entry in entries] == sorted((entry.n for entry in entries), reverse=True)
    assert len(entries) == log.count(signed)
    assert [entry.n for entry in log.newest(signed, most=2)] == [entry.n for entry in entries[:2]]


def test_entries_are_found_by_all_words_together(signed: Store) -> None:
    found = log.newest(signed, words="签发 王例正")
    assert [entry.act for entry in found] == ["签发年度计划"]
    assert log.newest(signed, words="%") == ()
