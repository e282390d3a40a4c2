"""An outsider follows README.txt with nothing but SHA-256."""

import hashlib
import json
import re
from dataclasses import replace

import pytest
from sqlalchemy import update

from app.core.states import VisitState
from app.models.visit import Visit
from app.services import draw
from app.services.office import Store, read_office, save_office
from app.services.packages import draw_package
from tests import stages


def _package(store: Store) -> dict[str, bytes]:
    """Make the package once every visit is over."""
    with store.writing() as session:
        session.execute(update(Visit).values(state=VisitState.DONE))
    draw.reveal(store, 1, stages.act("2024-04-08"))
    return draw_package(store, 1)


@pytest.fixture
def package(drawn: Store) -> dict[str, bytes]:
    return _package(drawn)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _line(readme: str, start: str) -> str:
    found = re.search(rf"{re.escape(start)}\S*", readme)
    assert found
    return found[0]


def test_the_four_steps_lead_to_the_announced_result(package: dict[str, bytes]) -> None:
    readme, result = package["README.txt"].decode(), json.loads(package["result.json"])
    seed = _sha256(_line(readme, "SSJ1|SEED|"))
    assert f"名单校验码　{hashlib.sha256(package['input.txt']).hexdigest()}\n" in readme
    assert f"抽取种子　　{seed}\n" in readme
    assert f"salt|{_sha256(_line(readme, 'SSJ1|SALT|'))}\n" in package["input.txt"].decode()
    ticket = _line(readme, "SSJ1|UNIT|")
    stratum = result["strata"]["2024-17|2024-17"]
    tickets = [int(_sha256(ticket.replace("单位编号", unit)), 16) for unit in stratum["order"]]
    weights = {
        line.split("|")[3]: int(line.split("|")[4])
        for line in package["input.txt"].decode().splitlines()
        if line.startswith("frame|2024-17|")
    }
    keys = [value * (2520 // weights[unit]) for value, unit in zip(tickets, stratum["order"], strict=True)]
    assert keys == sorted(keys)


def test_who_takes_no_part_is_listed_once_with_a_public_word(package: dict[str, bytes]) -> None:
    readme = package["README.txt"].decode()
    assert "四、不参加抽取的单位（停产1家、关闭3家、注销5家、迁出2家）" in readme
    assert re.findall(r"  WL-0075　.*", readme) == ["  WL-0075　关闭　2024-02、2024-15d"]
    assert "五、本年已查的单位\n  无" in readme


def test_it_is_plain_chinese(package: dict[str, bytes]) -> None:
    assert " of " not in package["README.txt"].decode()


def test_a_rehearsal_says_so(drawn: Store) -> None:
    save_office(drawn, replace(read_office(drawn), watermark="演练"), stages.act())
    assert _package(drawn)["README.txt"].decode().startswith("【演练】")
