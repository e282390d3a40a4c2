"""A package that was tampered with is refused, and the place is named, whatever was done to it."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest

from app.core.paths import resources
from app.sampling import verify_package
from app.services.packages import read_package
from app.services.rehearse import rehearse
from main import main
from tests.sampling.cases import DATA, sample_package
from tests.verifiers.chain import other, written
from tests.verifiers.forger import Forger
from tests.verifiers.page import Page
from tests.verifiers.plain import run
from tests.verifiers.tampered_files import flipped
from tests.verifiers.tampered_perfectly import PERFECT
from tests.verifiers.tampered_zip import PATHS
from tests.verifiers.tampering import TAMPERINGS, Tampering

SAMPLE = DATA / "package"
Verify = Callable[[Path], tuple[int, str]]
"""Verifies a package; gives the exit code (0 sound, 1 not, 2 no package) and the place of the first fault."""


@pytest.fixture(scope="session")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the package of the last quarter of a rehearsed year: three earlier draws, six strikes."""
    folder, demo = tmp_path_factory.mktemp("演练"), resources() / "demo"
    rehearse(
        folder, folder / "演练.db", demo / "objects.xlsx", demo / "inspectors.xlsx", 2024, lambda _: None
    )
    unpacked = folder / "公开包"
    for name, data in read_package(folder / "2024Q4" / "公开包.zip").items():
        (unpacked / name).parent.mkdir(parents=True, exist_ok=True)
        (unpacked / name).write_bytes(data)
    return unpacked


@pytest.fixture
def by_program(capsys: pytest.CaptureFixture[str]) -> Verify:
    """Verify with ``main.py verify``."""

    def verify(package: Path) -> tuple[int, str]:
        code = main(["verify", str(package), "--json"])
        fault = json.loads(capsys.readouterr().out)["first_fault"]
        return code, fault["where"] if fault else ""

    return verify


@pytest.fixture
def by_page(page: Page) -> Verify:
    """Verify on the offline page in a browser."""

    def verify(package: Path) -> tuple[int, str]:
        report = page.verify(package)
        fault = cast("dict[str, str] | None", report["first_fault"])
        return int(not report["ok"]), fault["where"] if fault else ""

    return verify


@pytest.fixture
def by_script() -> Verify:
    """Verify with the second plain script, which takes all the steps of the first before its own."""

    def verify(package: Path) -> tuple[int, str]:
        code, told = run("check_teams.py", str(package))
        place = re.search("^不一致　(.+?)：", told, re.MULTILINE)
        return code, place[1] if place else ""

    return verify


@pytest.fixture(params=["by_program", "by_script", "by_page"])
def verify(request: pytest.FixtureRequest) -> Verify:
    """Give each verifier in turn."""
    return cast("Verify", request.getfixturevalue(request.param))


def copied(package: Path, folder: Path) -> Path:
    return Path(shutil.copytree(package, folder / "公开包"))


def named(kinds: tuple[Tampering, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("kind", kinds, ids=[kind.name for kind in kinds])


every_kind = named(TAMPERINGS)
every_common_kind = named(tuple(kind for kind in TAMPERINGS if set(kind.needs) <= {"strike"}))


def test_every_kind_has_a_name_of_its_own_and_something_to_change_in_the_sample() -> None:
    assert len({kind.name for kind in TAMPERINGS}) == len(TAMPERINGS) > 40
    assert len({kind.meaning for kind in TAMPERINGS}) == len(TAMPERINGS)
    assert all(kind.fits(SAMPLE) for kind in TAMPERINGS)


def test_what_nobody_tampered_with_passes(verify: Verify, rehearsed: Path) -> None:
    assert verify(SAMPLE) == (0, "")
    assert verify(rehearsed) == (0, "")


@every_kind
def test_a_sample_that_was_tampered_with_is_refused(kind: Tampering, verify: Verify, tmp_path: Path) -> None:
    code, where = verify(kind.apply(copied(SAMPLE, tmp_path)))
    assert code == 1
    assert where


@every_kind
def test_the_program_names_the_file_that_was_tampered_with(
    kind: Tampering, by_program: Verify, tmp_path: Path
) -> None:
    assert by_program(kind.apply(copied(SAMPLE, tmp_path)))[1].startswith(kind.place)


@every_common_kind
def test_the_program_refuses_a_rehearsed_quarter(
    kind: Tampering, by_program: Verify, rehearsed: Path, tmp_path: Path
) -> None:
    code, where = by_program(kind.apply(copied(rehearsed, tmp_path)))
    assert code == 1
    assert where
    assert where.startswith(kind.place)


@pytest.mark.parametrize(
    "verify",
    [
        "by_program",
        "by_script",
        "by_page",
    ],
    indirect=True,
)
@named(PATHS)
def test_a_zip_that_unpacks_another_input_is_refused(kind: Tampering, verify: Verify, tmp_path: Path) -> None:
    code, where = verify(kind.apply(copied(SAMPLE, tmp_path)))
    assert code == 1
    assert where


@pytest.mark.parametrize(
    "verify",
    [
        "by_program",
        "by_script",
        "by_page",
    ],
    indirect=True,
)
@pytest.mark.parametrize("blank", [" ", "\u3000", "\x85"], ids=["space", "wide", "next line"])
def test_a_strike_for_a_blank_reason_is_refused(blank: str, verify: Verify, tmp_path: Path) -> None:
    package = copied(SAMPLE, tmp_path)
    written("strike", 4, other(blank))(Forger(package))
    assert verify(package)[0] == 1


@pytest.mark.parametrize("name", sorted(sample_package()))
def test_the_program_refuses_whatever_byte_is_flipped(name: str) -> None:
    files = sample_package()
    for place in range(len(files[name])):
        found = verify_package(files | {name: flipped(files[name], place)})
        assert found.fault is not None
        assert found.fault.where.split()[0] in {name, "log.txt", "reveal.txt"}


@named(PERFECT)
def test_only_the_printed_head_tells_a_forgery_that_agrees_with_itself(
    kind: Tampering, verify: Verify, tmp_path: Path
) -> None:
    package = kind.apply(copied(SAMPLE, tmp_path))
    assert verify(package) == (0, "")
    assert head(package) != head(SAMPLE)


def head(package: Path) -> str:
    return (package / "log.txt").read_text(encoding="utf-8").splitlines()[-1].split("|")[-1]
