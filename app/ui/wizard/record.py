"""抽取记录: the paper that all roles sign, shown whole before it is printed."""

from PySide6.QtWidgets import QWidget

from app.services.draw_papers import draw_record_pdf
from app.ui.actions import install
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.wizard.drawn import OBJECTS
from app.ui.wizard.paper_pane import PaperPane, paper_name
from app.ui.wizard.standing import Place, Standing
from app.ui.wizard.step import DrawStep


class RecordStep(DrawStep):
    """The record is made anew when the log has gone on (a strike, a substitution)."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("抽取记录", "生成任务", parent=parent)
        self._desk = desk
        self._drawn = OBJECTS
        self._roomy = True
        self.paper = PaperPane(desk, "抽取记录")
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.paper, 1)
        for button in self.paper.preview.lend_buttons():
            self.foot.add_left(button)
        self.first = self.onward
        install("print", self.foot, self.paper.preview.print_document)

    def set_density(self, density: Density) -> None:
        """Say the reason in fewer words where the foot is narrow."""
        self._roomy = density is Density.NORMAL
        self._tell()

    def place(self) -> Place:
        """Tell which step this is."""
        return Place.RECORD

    def show_standing(self, standing: Standing) -> None:
        """Show the record of the draw."""
        self._drawn = standing.drawn
        self.onward.set_words(self._drawn.closing)
        self._tell()
        view = standing.view
        if view is None or not view.result_digest or view.shortage:
            return
        name = paper_name("抽取记录", view.title, view.attempt)
        self.paper.show_paper(
            view.log_head, name, lambda _progress: draw_record_pdf(self._desk.store, view.id)
        )

    def _tell(self) -> None:
        roomy = f"各方签字后，再{self._drawn.open}"
        self.foot.reason.setText(roomy if self._roomy else "签字后再继续")
