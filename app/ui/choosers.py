"""Every chooser of files and every confirmation; tests put their own functions in the place of these."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QSizePolicy, QWidget

from app.ui.buttons import Button, Kind
from app.ui.label import BOLD, Label, paragraph
from app.ui.surface import column, row
from app.ui.theme import px

TABLES = "表格 (*.xlsx *.xls *.et *.ods *.csv *.tsv *.txt)"
ITEM_LISTS = "抽查事项清单 (*.docx *.xlsx *.xls *.txt *.csv)"
PDF = "PDF (*.pdf)"
WORD = "Word 文档 (*.docx)"
SHEET = "Excel 表格 (*.xlsx)"
DATABASE = "双随机数据库 (*.db)"
ALL = "所有文件 (*)"

_AS_TALL = QSizePolicy.Policy.Preferred


def open_file(parent: QWidget, title: str, kinds: str, then: Callable[[Path], object]) -> None:
    """Ask for a file that is there."""
    dialog = QFileDialog(parent, title, "", f"{kinds};;{ALL}")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    _ask(dialog, then)


def open_files(parent: QWidget, title: str, kinds: str, then: Callable[[Sequence[Path]], object]) -> None:
    """Ask for one or more files that are there."""
    dialog = QFileDialog(parent, title, "", f"{kinds};;{ALL}")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.filesSelected.connect(lambda chosen: then([Path(each) for each in chosen]))
    dialog.open()


def save_file(
    parent: QWidget, title: str, suggested: Path, kinds: str, then: Callable[[Path], object]
) -> None:
    """Ask where to write; the system's chooser asks before a file is replaced."""
    dialog = QFileDialog(parent, title, str(suggested), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suggested.suffix.lstrip("."))
    dialog.selectFile(suggested.name)
    _ask(dialog, then)


def choose_folder(parent: QWidget, title: str, then: Callable[[Path], object]) -> None:
    """Ask for a folder."""
    dialog = QFileDialog(parent, title)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    _ask(dialog, then)


def confirm(parent: QWidget, title: str, words: str, verb: str, then: Callable[[], object]) -> None:
    """Say what will happen and to what; the button repeats the verb, 取消 is the default."""
    dialog = Question(parent, title, words)
    cancel = dialog.add_button(Button("取消", hint="Esc"))
    cancel.setDefault(True)
    cancel.clicked.connect(dialog.reject)
    act = dialog.add_button(Button(verb, kind=Kind.ACCENT))
    act.clicked.connect(dialog.accept)
    dialog.accepted.connect(lambda: then())  # noqa: PLW0108 (Qt would look into a partial's arguments)
    dialog.open()
    cancel.setFocus()


def tell(parent: QWidget, title: str, words: str) -> None:
    """Say one sentence."""
    dialog = Question(parent, title, words)
    read = dialog.add_button(Button("知道了", kind=Kind.ACCENT))
    read.setDefault(True)
    read.clicked.connect(dialog.accept)
    dialog.open()


class Question(QDialog):
    """A title, a sentence, more lines where needed, and buttons at the right of the foot."""

    def __init__(self, parent: QWidget, title: str, words: str) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(420))
        layout = column(self, (20, 16, 20, 16), 8)
        layout.addWidget(Label(title, weight=BOLD))
        if words:
            said = paragraph(words)
            said.setSizePolicy(_AS_TALL, _AS_TALL)  # Minimum would keep the lines it has when narrow
            layout.addWidget(said)
        content = QWidget()
        self.body = column(content, gap=8)
        layout.addWidget(content, 1)
        buttons = QWidget()
        self._buttons = row(buttons, (0, 8, 0, 0), 12)
        self._buttons.addStretch(1)
        layout.addWidget(buttons)

    def add_button(self, button: Button) -> Button:
        """Add a button at the right of the foot."""
        self._buttons.addWidget(button)
        return button


def _ask(dialog: QFileDialog, then: Callable[[Path], object]) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda chosen: then(Path(chosen)))
    dialog.open()
