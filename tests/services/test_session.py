from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from app.core.errors import DamagedError, UserError
from app.services import backup, catalogue
from app.services.lock import Holder, Lock, lock_file, take
from app.services.office import read_office, save_office
from app.services.rows.office import Act, Office
from app.services.session import open_session, swap

NOW = datetime.fromisoformat("2024-03-06T09:00:00+08:00")
ACT = Act("甲窗口", NOW)


def test_a_new_file_begins_with_the_item_list_that_came_along(tmp_path: Path) -> None:
    with closing(open_session(tmp_path / "新建.db", ACT)) as session:
        assert session.fresh
        assert session.year == 2024
        assert catalogue.years(session.store) == (2024,)


def test_the_newest_item_list_serves_a_year_that_has_none(tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    open_session(path, ACT).close()
    with closing(open_session(path, Act("甲", NOW.replace(year=2031)))) as session:
        assert not session.fresh
        assert session.year == 2024


def test_the_second_one_on_a_file_reads_only(tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    with closing(open_session(path, ACT)), closing(open_session(path, Act("乙窗口", NOW))) as second:
        assert second.holder == Holder("甲窗口", "2024-03-06T09:00:00+08:00")
        assert second.store.read_only
        with pytest.raises(UserError, match="只读"):
            save_office(second.store, Office(), ACT)
    with closing(open_session(path, ACT)) as again:
        assert again.holder is None
        assert not again.store.read_only


def test_what_cannot_be_opened_is_not_left_locked(tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    path.write_bytes("不是数据库".encode() * 100)
    with pytest.raises(DamagedError):
        open_session(path, ACT)
    lock = take(path, "甲", NOW)
    assert isinstance(lock, Lock)
    lock.release()


def test_a_lock_file_that_is_none_is_told(tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    open_session(path, ACT).close()
    lock_file(path).write_bytes("别的东西".encode() * 500)
    with pytest.raises(UserError, match=r"示例\.db\.lock"):
        open_session(path, ACT)


def test_a_backup_takes_the_place_of_the_open_file(tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    session = open_session(path, ACT)
    save_office(session.store, Office(name="示例甲局"), ACT)
    kept = backup.back_up(path, tmp_path / "备份", NOW)
    save_office(session.store, Office(name="示例乙局"), ACT)
    with closing(swap(session, kept, ACT)) as again:
        assert read_office(again.store).name == "示例甲局"
        assert again.lock is not None
    assert len(backup.existing(path)) == 1


def test_the_oldest_backup_is_not_dropped_before_it_is_put_back(tmp_path: Path) -> None:
    path = tmp_path / "示例.db"
    session = open_session(path, ACT)
    for second in range(backup.KEPT):
        backup.keep_one(session.store, NOW.replace(second=second))
    with closing(swap(session, backup.existing(path)[-1], Act("甲", NOW.replace(minute=1)))) as again:
        assert len(backup.existing(path)) == backup.KEPT + 1
        assert again.lock is not None


def test_a_backup_that_is_none_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path, wrong = tmp_path / "示例.db", tmp_path / "坏.db"
    wrong.write_bytes(b"x" * 4096)
    session = open_session(path, ACT)
    save_office(session.store, Office(name="示例甲局"), ACT)
    with pytest.raises(DamagedError):
        swap(session, wrong, ACT)
    with closing(open_session(path, ACT)) as again:
        assert read_office(again.store).name == "示例甲局"
