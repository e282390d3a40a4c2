from datetime import datetime, timedelta
from pathlib import Path

import pytest

from app.core.errors import DamagedError, UserError
from app.services import backup
from app.services.office import create_store, open_store, read_office, save_office
from app.services.rows.office import Act, Office

START = datetime.fromisoformat("2024-01-08T09:00:00+08:00")


def _office(path: Path) -> str:
    store = open_store(path)
    name = read_office(store).name
    store.close()
    return name


def test_a_backup_brings_back_what_was(tmp_path: Path) -> None:
    store = create_store(tmp_path / "a.db")
    save_office(store, Office(name="示例区生态环境局"), Act("例", START))
    copy = backup.back_up(store.path, tmp_path / "盘", START)
    save_office(store, Office(name="改坏了"), Act("例", START))
    store.close()
    with pytest.raises(UserError, match="--yes"):
        backup.restore(copy, tmp_path / "a.db", replace=False)
    backup.restore(copy, tmp_path / "a.db", replace=True)
    assert _office(tmp_path / "a.db") == "示例区生态环境局"


def test_the_last_ten_are_kept(tmp_path: Path) -> None:
    store = create_store(tmp_path / "a.db")
    for minute in range(13):
        backup.keep_one(store, START + timedelta(minutes=minute))
    names = [path.name for path in backup.existing(store.path)]
    store.close()
    assert len(names) == backup.KEPT
    assert names[0] == "a 2024-01-08 091200.db"


def test_an_old_backup_that_cannot_be_removed_stops_no_work(tmp_path: Path) -> None:
    store = create_store(tmp_path / "a.db")
    held = backup.folder_of(store.path) / "a 2023-01-01 000000.db"
    held.mkdir(parents=True)
    (held / "b").touch()
    for minute in range(backup.KEPT + 1):
        backup.keep_one(store, START + timedelta(minutes=minute))
    store.close()
    assert [path for path in backup.existing(tmp_path / "a.db") if path.is_dir()] == [held]
    assert len(backup.existing(tmp_path / "a.db")) == backup.KEPT + 1


def test_a_damaged_backup_replaces_nothing(tmp_path: Path) -> None:
    create_store(tmp_path / "a.db").close()
    before = (tmp_path / "a.db").read_bytes()
    broken = tmp_path / "b.db"
    broken.write_bytes(before[: len(before) // 2])
    with pytest.raises(DamagedError):
        backup.restore(broken, tmp_path / "a.db", replace=True)
    assert (tmp_path / "a.db").read_bytes() == before


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    create_store(tmp_path / "a.db").close()
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="不能备份"):
        backup.back_up(tmp_path / "a.db", tmp_path / "file", START)
