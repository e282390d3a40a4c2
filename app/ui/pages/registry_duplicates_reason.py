"""Why objects are merged: the line below a comparison and below the preview of many."""

from typing import Final

from PySide6.QtWidgets import QWidget

from app.ui.fields import TextField
from app.ui.form_dialog import words_of
from app.ui.label import Label
from app.ui.surface import row

_USUAL: Final = "经核实为同一家"


class MergeReason(QWidget):
    """One line with what is usual in it."""

    def __init__(self) -> None:
        super().__init__()
        self.field = TextField("合并理由", "例如：同一排污许可证，名称录入不同")
        label = Label("合并理由")
        label.setBuddy(self.field)
        line = row(self, gap=8)
        line.addWidget(label)
        line.addWidget(self.field, 1)

    def begin(self) -> None:
        """Write what is usual."""
        self.field.setText(_USUAL)

    def words(self) -> str:
        """Give the reason."""
        return words_of(self.field)
