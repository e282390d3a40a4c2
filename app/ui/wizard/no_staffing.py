"""派员 of a draw of companions: nobody is sent, the teams stand already."""

from PySide6.QtWidgets import QWidget

from app.ui.label import BOLD, Label, paragraph
from app.ui.wizard.standing import Place, Standing
from app.ui.wizard.step import DrawStep

_WORDS = (
    "检查人员由检查对象的抽取派定，随同人员不占席位，本次不派检查人员。\n"
    "随同人员去不了的，在检查任务里剔除，由同一次检查的下一位候补接替。"
)


class NoStaffStep(DrawStep):
    """Says why there is nothing to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("派员", "生成抽取记录", parent=parent)
        self.body.addWidget(Label("本次不派检查人员", weight=BOLD))
        self.body.addWidget(paragraph(_WORDS, "second"))
        self.body.addStretch(1)
        self.first = self.onward

    def place(self) -> Place:
        """Tell which step this is."""
        return Place.STAFF

    def show_standing(self, standing: Standing) -> None:
        """There is nothing to show of the draw."""
