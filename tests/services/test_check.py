import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from app.core.errors import UserError
from app.services.check import check_database, reindex
from app.services.office import Store, create_store

_TRIGGERS = "SELECT name FROM sqlite_master WHERE type='trigger'"


def _spoil(path: Path, *statements: str) -> None:
    """Change a database as somebody would who knows SQL and drops the triggers first."""
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in connection.execute(_TRIGGERS).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.execute(statement).rowcount > 0
        connection.commit()


def test_a_sound_database_passes(drawn: Store) -> None:
    found = check_database(drawn.path)
    assert found.json() == {"ok": True, "first_fault": None, "draws": 1, "entries": 3}


def test_an_empty_database_passes(tmp_path: Path) -> None:
    create_store(tmp_path / "a.db").close()
    assert check_database(tmp_path / "a.db").json() == {
        "ok": True,
        "first_fault": None,
        "draws": 0,
        "entries": 0,
    }


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("UPDATE draw_entry SET payload = replace(payload, '|U01', '|U02') WHERE n=2", "抽取存证第 2 条"),
        ("UPDATE draw_entry SET head = replace(head, substr(head,1,1), 'g') WHERE n=3", "抽取存证第 3 条"),
        ("UPDATE draw_entry SET period = '2024Q2' WHERE n=1", "抽取存证第 1 条"),
        ("DELETE FROM draw_entry WHERE n=2", "抽取存证第 2 条"),
        ("DELETE FROM draw_entry WHERE n=3", "2024Q1 第 1 次抽取"),
        ("DELETE FROM draw_entry", "2024Q1 第 1 次抽取"),
        ("UPDATE event SET detail = '别的' WHERE n=3", "操作记录第 3 条"),
        ("DELETE FROM event WHERE n=1", "操作记录第 1 条"),
        ("UPDATE draw SET frozen = CAST(replace(CAST(frozen AS TEXT), '|2|E', '|4|E') AS BLOB)", "2024Q1"),
        ("UPDATE draw SET frozen = CAST('SSJ2' AS BLOB)", "2024Q1"),
        ("UPDATE draw SET result = replace(result, 'WL-', 'WX-')", "2024Q1"),
        ("UPDATE draw SET result = 'nothing'", "2024Q1"),
        ("UPDATE draw SET result_digest = ''", "2024Q1"),
        ('UPDATE draw SET digits = \'["31415926", "27182818", "16180330"]\'', "2024Q1"),
        ("UPDATE draw SET digits = '[]'", "2024Q1"),
        ("UPDATE draw SET salt = '-'", "2024Q1"),
        ("UPDATE draw SET seed = 'abc'", "2024Q1"),
        ("UPDATE draw SET period = '2024Q3'", "2024Q3"),
        ("UPDATE draw SET attempt = 2", "2024Q1 第 2 次抽取"),
        ("UPDATE draw SET voided_at = '2024-01-30'", "2024Q1"),
        ("UPDATE draw SET revealed_at = '2024-01-30'", "2024Q1"),
        ("UPDATE visit_seat SET inspector_id = inspector_id % 30 + 1 WHERE id = 5", "2024Q1"),
        ("DELETE FROM visit_seat WHERE id = 5", "2024Q1"),
        ("UPDATE visit SET state = '已取消' WHERE id = 3", "2024Q1"),
        ("UPDATE visit_item SET struck_reason = '关系' WHERE id = 3", "2024Q1"),
        ("UPDATE draw_alias SET alias = 'A99' WHERE alias = 'A01'", "2024Q1"),
        ("DELETE FROM draw", "数据库文件"),
    ],
)
def test_every_change_behind_the_programs_back_is_found(drawn: Store, statement: str, where: str) -> None:
    _spoil(drawn.path, statement)
    found = check_database(drawn.path)
    assert found.fault is not None
    assert found.fault[0].startswith(where)


def test_a_draw_taken_out_with_all_that_hangs_on_it_is_found(drawn: Store) -> None:
    tables = ("visit_seat", "visit_item", "visit", "draw_alias", "draw")
    _spoil(drawn.path, *(f"DELETE FROM {table}" for table in tables))
    found = check_database(drawn.path)
    assert found.fault is not None
    assert found.fault[0].startswith("抽取存证第 1 条")


def test_a_seed_that_was_not_drawn_with_is_found_before_the_draw(
    stages_seeded: Path, copy_of: Callable[[Path], Store]
) -> None:
    store = copy_of(stages_seeded)
    _spoil(store.path, 'UPDATE draw SET digits = \'["00000000", "27182818", "16180339"]\'')
    found = check_database(store.path)
    assert found.fault is not None
    assert found.fault[0] == "2024Q1 第 1 次抽取"


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_truncated_file_is_found(drawn: Store, part: float) -> None:
    drawn.close()
    data = drawn.path.read_bytes()
    drawn.path.write_bytes(data[: int(len(data) * part)])
    found = check_database(drawn.path)
    assert found.fault is not None
    assert found.fault[0] == "数据库文件"


def test_overwritten_pages_are_found(drawn: Store) -> None:
    drawn.close()
    data = bytearray(drawn.path.read_bytes())
    for place in range(8192, len(data), 40960):
        data[place : place + 512] = b"\xa5" * 512
    drawn.path.write_bytes(bytes(data))
    found = check_database(drawn.path)
    assert found.fault is not None
    assert found.fault[0] == "数据库文件"


def test_what_is_no_database_is_found(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"name,code\n")
    found = check_database(path)
    assert found.json() == {
        "ok": False,
        "first_fault": {"where": "数据库文件", "message": "“a.db”不是本程序的数据库文件"},
        "draws": 0,
        "entries": 0,
    }


def test_a_missing_database_is_no_damage(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="没有找到"):
        check_database(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_checking_changes_nothing(drawn: Store) -> None:
    drawn.close()
    before = drawn.path.read_bytes()
    check_database(drawn.path)
    assert drawn.path.read_bytes() == before
    assert [file.name for file in drawn.path.parent.iterdir()] == [drawn.path.name]


def test_what_a_killed_program_left_half_written_is_taken_back(drawn: Store, tmp_path: Path) -> None:
    """A hot journal is no damage; SQLite rolls it back, which it can only where it may write."""
    left, journal = tmp_path / "残.db", tmp_path / "残.db-journal"
    with closing(sqlite3.connect(drawn.path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN")
        connection.execute("UPDATE inspection_object SET name = '写了一半', address = hex(randomblob(200))")
        left.write_bytes(drawn.path.read_bytes())
        journal.write_bytes(drawn.path.with_name(drawn.path.name + "-journal").read_bytes())
        connection.execute("ROLLBACK")
    assert left.read_bytes() != drawn.path.read_bytes()
    assert check_database(left).ok
    assert left.read_bytes() == drawn.path.read_bytes()
    assert not journal.exists()


def test_an_index_that_is_not_true_is_noticed_and_made_anew(imported: Store) -> None:
    with closing(sqlite3.connect(imported.path)) as raw, raw:
        raw.execute("INSERT INTO object_search (rowid, words) VALUES (3, '鑫')")
    fault = check_database(imported.path).fault
    assert fault is not None
    assert fault[0] == "查找索引"
    imported.close()
    reindex(imported.path)
    assert check_database(imported.path).ok


def test_a_spoilt_index_is_no_spoilt_registry(imported: Store) -> None:
    imported.close()
    with closing(sqlite3.connect(imported.path)) as raw, raw:
        raw.execute("UPDATE object_search_data SET block = x'00ff00ff'")
    fault = check_database(imported.path).fault
    assert fault is not None
    assert fault[0] == "查找索引"
    reindex(imported.path)
    assert check_database(imported.path).ok
