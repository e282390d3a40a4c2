import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.core.errors import UserError
from app.ui import choosers
from app.ui.crash_dialog import EXIT_CODE, CrashDialog
from app.ui.errors import sentence, show_error

ROOT = Path(__file__).parents[2]
CRASHING = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog
from app.ui.application import make_application
from app.ui.crash import CrashPath

app = make_application(["test"])
CrashPath(Path(sys.argv[1])).install()

def close():
    app.activeModalWidget().accept()

QTimer.singleShot(0, lambda: 1 / 0)
QTimer.singleShot(200, close)
sys.exit(app.exec())
"""


def test_what_the_user_can_mend_is_a_sentence() -> None:
    assert sentence(UserError("请先选文件。")) == "请先选文件。"
    assert sentence(PermissionError(13, "denied", "名单.xlsx")) == (
        "打不开“名单.xlsx”：它正被其他程序使用，或没有权限。请关闭后再试，或换一个位置。"
    )
    assert (
        sentence(OSError(28, "No space left on device"))
        == "磁盘空间不足，没有写入。请清理磁盘或换一个位置再试。"
    )
    assert sentence(ZeroDivisionError()) is None


def test_sentence_without_a_page_is_a_dialog(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    show_error(parent, UserError("请先选文件。"))
    dialog = parent.findChild(QDialog)
    assert dialog is not None
    assert dialog.isVisible()
    dialog.accept()


def test_crash_is_written_shown_and_left(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CRASHING, str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=60,
    )
    assert done.returncode == EXIT_CODE
    assert "ZeroDivisionError" in done.stderr
    assert "ZeroDivisionError" in (tmp_path / "crash.txt").read_text(encoding="utf-8")


def test_crash_window_names_the_file_and_keeps_the_text(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = CrashDialog("ZeroDivisionError", tmp_path / "crash.txt")
    qtbot.addWidget(dialog)
    words = dialog.findChild(QPlainTextEdit)
    assert words is not None
    assert words.toPlainText() == "ZeroDivisionError"


@pytest.mark.parametrize(("button", "expected"), [("作废本次抽取", ["done"]), ("取消", [])])
def test_confirmation_repeats_the_verb(qtbot: QtBot, button: str, expected: list[str]) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    parent.show()
    heard: list[str] = []
    choosers.confirm(
        parent, "作废抽取", "第一季度第 1 次抽取将作废。", "作废本次抽取", lambda: heard.append("done")
    )
    dialog = parent.findChild(QDialog)
    assert dialog is not None
    assert dialog.focusWidget().accessibleName() == "取消"
    for found in dialog.findChildren(QPushButton):
        if found.accessibleName() == button:
            found.click()
            break
    assert heard == expected
