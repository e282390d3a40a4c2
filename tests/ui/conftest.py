"""A dressed application without a screen, and workers that are gone when a test ends."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.ui.application import dress
from app.ui.jobs import Jobs
from app.ui.theme import Scheme

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _dressed(qapp: QApplication) -> None:
    if qapp.property("dressed") is None:
        dress(qapp, Scheme.LIGHT)
        qapp.setProperty("dressed", True)  # noqa: FBT003 (Qt's own signature)


@pytest.fixture(autouse=True)
def _own_preferences(tmp_path: Path) -> None:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "preferences"))


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    workers = Jobs(qapp)
    yield workers
    workers.close()
    assert [thread for thread in threading.enumerate() if thread.name.startswith(("database", "other"))] == []
