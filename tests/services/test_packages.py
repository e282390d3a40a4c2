import json
import zipfile
from pathlib import Path

import pytest

from app.core.errors import DamagedError, UserError
from app.core.periods import RevealMode
from app.sampling import verify_package
from app.services import draw, packages, results, terms, visit_list
from app.services.office import Store
from app.services.rows.visit import ItemResult, VisitEntry
from tests.stages import SALT, act, freeze, perform

FIRST = 1


def _finish(store: Store) -> None:
    for row in visit_list.list_visits(store, 2024, "2024Q1"):
        detail = visit_list.visit_detail(store, row.id)
        found = {item.item: ItemResult("未发现问题") for item in detail.items}
        results.enter(store, row.id, VisitEntry(act("2024-02-20").day, found), act("2024-02-20"))


@pytest.fixture
def revealed(drawn: Store) -> Store:
    _finish(drawn)
    draw.reveal(drawn, FIRST, act("2024-04-08"))
    return drawn


def test_nothing_is_public_before_the_salt_is(drawn: Store) -> None:
    with pytest.raises(UserError, match="保密码还没有公开"):
        packages.draw_package(drawn, FIRST)


def test_nothing_is_public_before_the_draw(frozen: Store) -> None:
    with pytest.raises(UserError, match="还没有结果"):
        packages.draw_package(frozen, FIRST)


def test_a_package_verifies_as_folder_and_as_zip(revealed: Store, tmp_path: Path) -> None:
    files = packages.draw_package(revealed, FIRST)
    archive = tmp_path / "公开包.zip"
    archive.write_bytes(packages.zipped(files))
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(tmp_path / "公开包")
    for path in (archive, tmp_path / "公开包"):
        found = packages.verify(path)
        assert found.json() | {"ok": True, "first_fault": None, "draws": 1, "entries": 4} == found.json()
        assert found.attempt == 1
    assert files["reveal.txt"].decode().splitlines()[0] == SALT


def test_the_same_package_has_the_same_bytes(revealed: Store) -> None:
    files = packages.draw_package(revealed, FIRST)
    assert packages.zipped(files) == packages.zipped(dict(reversed(files.items())))


def test_a_package_names_nobody(revealed: Store) -> None:
    everything = b"".join(packages.draw_package(revealed, FIRST).values()).decode()
    for row in visit_list.list_visits(revealed, 2024):
        assert row.name not in everything
        assert not any(name in everything for name in row.team if name != act().by)


def _show_names(store: Store, period: str = "2024Q1") -> None:
    terms.choose_reveal(store, period, RevealMode.OPEN, "王例正", act("2024-01-30"))


def test_an_open_draw_without_salt_is_public_at_once(signed: Store) -> None:
    _show_names(signed)
    draw_id = freeze(signed, salt="-")
    perform(signed, draw_id)
    files = packages.draw_package(signed, draw_id)
    assert files["reveal.txt"].startswith(b"-\n")
    assert verify_package(files).ok


def test_a_closed_draw_is_public_when_its_visits_are_over_even_without_salt(signed: Store) -> None:
    draw_id = freeze(signed, salt="-")
    perform(signed, draw_id)
    with pytest.raises(UserError, match="检查全部结束"):
        packages.draw_package(signed, draw_id)
    _finish(signed)
    assert verify_package(packages.draw_package(signed, draw_id)).ok


def test_a_package_stops_at_its_own_last_entry(signed: Store) -> None:
    _show_names(signed)
    first = freeze(signed, salt="-")
    perform(signed, first)
    before = packages.draw_package(signed, first)
    freeze(signed, quarter=2, salt="-")
    assert packages.draw_package(signed, first) == before


def test_a_void_attempt_stays_in_the_log(signed: Store) -> None:
    _show_names(signed)
    first = freeze(signed, salt="-")
    draw.void(signed, first, "名单有误", "郑例衡", act("2024-01-30"))
    second = freeze(signed, salt="-")
    perform(signed, second)
    found = verify_package(packages.draw_package(signed, second))
    assert (found.ok, found.draws, found.attempt) == (True, 2, 2)


def test_what_was_announced_is_the_stored_result(revealed: Store) -> None:
    files = packages.draw_package(revealed, FIRST)
    picked = {
        unit
        for stratum in json.loads(files["result.json"])["strata"].values()
        for unit in stratum["selected"]
    }
    assert picked == {row.code for row in visit_list.list_visits(revealed, 2024)}


def test_a_folder_is_read_only_as_far_as_it_is_checked(revealed: Store, tmp_path: Path) -> None:
    folder = tmp_path / "公开包"
    for name, data in packages.draw_package(revealed, FIRST).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    (folder / "照片").mkdir()
    (folder / "照片" / "大.bin").write_bytes(b"\x00" * 4096)
    for_readers = {"README.txt", packages.PAGE}
    assert set(packages.read_package(folder)) == set(packages.draw_package(revealed, FIRST)) - for_readers


def test_a_broken_member_is_no_missing_package(revealed: Store, tmp_path: Path) -> None:
    path = tmp_path / "公开包.zip"
    data = bytearray(packages.zipped(packages.draw_package(revealed, FIRST)))
    with zipfile.ZipFile(_written(path, data)) as archive:
        place = archive.getinfo("input.txt").header_offset + 60
    data[place] ^= 0xFF
    with pytest.raises(DamagedError, match="已损坏"):
        packages.read_package(_written(path, data))
    assert not packages.verify(path).ok


def _written(path: Path, data: bytes | bytearray) -> Path:
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    "name",
    ["./input.txt", "log/../input.txt", "../input.txt", "/input.txt", ".\\input.txt", "Input.txt", "a//b"],
)
def test_a_name_that_unpacks_over_another_file_is_refused(revealed: Store, tmp_path: Path, name: str) -> None:
    archive = tmp_path / "公开包.zip"
    archive.write_bytes(packages.zipped({**packages.draw_package(revealed, FIRST), name: b"SSJ1\n"}))
    found = packages.verify(archive)
    assert found.fault is not None
    assert name.casefold() in found.fault.message.casefold()
