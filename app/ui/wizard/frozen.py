"""冻结名单, after: the codes to write down, the roles who sign, and the paper itself."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from app.core.periods import DrawKind
from app.core.states import DrawState
from app.services.draw_papers import freeze_sheet_pdf
from app.services.qr import Modules, qr_modules
from app.ui.actions import install
from app.ui.buttons import Button
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.jobs import Lane
from app.ui.label import BOLD, Label
from app.ui.sign import SignedWords
from app.ui.surface import column, row
from app.ui.wizard.code_box import CodeBox, CodeLine
from app.ui.wizard.paper_pane import PaperPane, paper_name
from app.ui.wizard.role_lines import RoleLines
from app.ui.wizard.standing import Place, Standing
from app.ui.wizard.step import DrawStep, scrolled
from app.ui.wizard.words import reveal_words

_NO_COMMITMENT = "-"


class FrozenStep(DrawStep):
    """The way onward opens when the paper was saved or printed and every role is there and has signed."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("冻结名单", "进入现场数字", parent=parent)
        self._desk = desk
        self._digest = ""
        self._roomy = True
        self._taken = True
        content = QWidget()
        lines = column(content, gap=8)
        self._copy = Button("复制", "copy", height=28)
        self._copy.clicked.connect(lambda _checked=False: self._copy_digest())
        lines.addWidget(
            _headed("名单校验码", "名单一字不改，此码不变。请各方抄下或拍照，签字后再摇号。", self._copy)
        )
        self.code = CodeBox("名单校验码")
        lines.addWidget(self.code)
        self._salted = _headed("保密码承诺值", "保密码由本机生成并封存，检查结束后公布，任何人不能更换。")
        lines.addWidget(self._salted)
        self.commitment = CodeLine("保密码承诺值")
        lines.addWidget(self.commitment)
        lines.addWidget(_headed("各方到位", "到位并在冻结单上签字后打勾"))
        self.roles = RoleLines()
        lines.addWidget(self.roles)
        self._reveal = SignedWords("info", "", "blue")
        lines.addWidget(self._reveal)
        self._people = SignedWords("info", "", "second")
        lines.addWidget(self._people)
        lines.addStretch(1)
        self.body.addWidget(scrolled(content), 1)
        self.paper = PaperPane(desk, "冻结单")
        self.paper.fix_width()
        self.paper.taken.connect(self._taken_along)
        self.add_pane(self.paper)
        self._open_paper = Button("看冻结单", "file-text")
        self._open_paper.clicked.connect(lambda _checked=False: self.paper.open_window())
        self._open_paper.hide()
        self.foot.add_left(self._open_paper)
        self.roles.changed.connect(self._tell_missing)
        install("print", self.centre, self.paper.preview.print_document)

    def place(self) -> Place:
        """Tell which step this is."""
        return Place.FREEZE

    def show_standing(self, standing: Standing) -> None:
        """Show the frozen draw."""
        view = standing.view
        if view is None:
            return
        if view.digest != self._digest:
            self._digest = view.digest
            self._taken = view.state != DrawState.FROZEN
            self.code.set_code(view.digest, ())
            self._desk.jobs.run(
                self,
                lambda _progress: qr_modules(view.digest),
                lambda modules: self._show_code(view.digest, modules),
                lane=Lane.OTHER,
            )
        salted = view.commitment != _NO_COMMITMENT
        self._salted.setVisible(salted)
        self.commitment.setVisible(salted)
        self.commitment.set_code(view.commitment)
        self._reveal.set_words("info", "揭晓方式：" + reveal_words(view.reveal, view.decided_by), "blue")
        sent = f"本次可派 {view.inspectors} 人，回避 {view.recusals} 条"
        alone = "检查人员已经派定，本次只抽随同人员"
        self._people.set_words("info", alone if view.kind is DrawKind.COMPANIONS else sent)
        self.roles.set_roles(view.id, view.roles, signed=view.state != DrawState.FROZEN)
        self._tell_missing()
        name = paper_name("冻结单", view.title, view.attempt)
        self.paper.show_paper(
            view.digest, name, lambda progress: freeze_sheet_pdf(self._desk.store, view.id, progress.report)
        )

    def set_density(self, density: Density) -> None:
        """Open the paper in a window of its own where there is little room."""
        self._roomy = density is Density.NORMAL
        self.paper.setVisible(self._roomy)
        self.code.set_low(low=not self._roomy)
        self._open_paper.setVisible(not self._roomy)
        self._tell_missing()

    def _show_code(self, digest: str, modules: Modules) -> None:
        if digest == self._digest:
            self.code.set_code(digest, modules)

    def _copy_digest(self) -> None:
        QGuiApplication.clipboard().setText(self._digest)

    def _taken_along(self) -> None:
        self._taken = True
        self._tell_missing()

    def _tell_missing(self) -> None:
        if not self._taken:
            self.refuse("保存或打印冻结单")
            return
        missing = self.roles.missing()
        named = self._roomy or len(missing) == 1
        who = "、".join(missing) if named else f"{len(missing)} 方"
        self.refuse(f"{who}到位并签字" if missing else "")


def _headed(words: str, aside: str, button: Button | None = None) -> QWidget:
    widget = QWidget()
    layout = row(widget, gap=12)
    layout.addWidget(Label(words, weight=BOLD))
    layout.addWidget(Label(aside, "second"), 1)
    if button is not None:
        layout.addWidget(button)
    return widget
