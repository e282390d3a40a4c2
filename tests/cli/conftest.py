"""The command line as it is started, with files at the stages of a year."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

import pytest

from tests import stages as building

ROOT: Final = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def stages(tmp_path_factory: pytest.TempPathFactory) -> building.Stages:
    return building.build(tmp_path_factory.mktemp("stages"))


@pytest.fixture
def drawn(stages: building.Stages, tmp_path: Path) -> Path:
    path = tmp_path / "示例.db"
    path.write_bytes(stages.drawn.read_bytes())
    return path


@pytest.fixture
def run() -> Run:
    """Start the program as a user does; arguments may be bytes."""

    def start(
        *argv: str | bytes | Path, env: Mapping[str, str] | None = None
    ) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            [sys.executable, str(ROOT / "main.py"), *argv],
            capture_output=True,
            env={**os.environ, **(env or {})},
            check=False,
            timeout=120,
        )

    return start
