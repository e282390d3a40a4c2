"""Databases at the stages of a year: built once, copied for each test."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from app.services import draw
from app.services.office import Store, open_store
from tests import stages as building


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> building.Stages:
    return building.build(tmp_path_factory.mktemp("stages"))


@pytest.fixture
def copy_of(tmp_path: Path) -> Iterator[Callable[[Path], Store]]:
    with ExitStack() as stack:

        def copied(source: Path) -> Store:
            target = tmp_path / "示例.db"
            target.write_bytes(source.read_bytes())
            return stack.enter_context(closing(open_store(target)))

        yield copied


@pytest.fixture
def stages_seeded(stages: building.Stages, tmp_path: Path) -> Path:
    path = tmp_path / "seeded.db"
    path.write_bytes(stages.frozen.read_bytes())
    with closing(open_store(path)) as store:
        draw.take_digits(store, 1, building.DIGITS, building.act("2024-01-30"))
    return path


@pytest.fixture
def imported(stages: building.Stages, copy_of: Callable[[Path], Store]) -> Store:
    return copy_of(stages.imported)


@pytest.fixture
def signed(stages: building.Stages, copy_of: Callable[[Path], Store]) -> Store:
    return copy_of(stages.signed)


@pytest.fixture
def frozen(stages: building.Stages, copy_of: Callable[[Path], Store]) -> Store:
    return copy_of(stages.frozen)


@pytest.fixture
def drawn(stages: building.Stages, copy_of: Callable[[Path], Store]) -> Store:
    return copy_of(stages.drawn)
