"""现场数字: each role's digits are typed, read back in large type, and confirmed once."""

from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from app.core.states import DrawState
from app.services.draw import check_digits, take_digits
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.label import BOLD, Label, paragraph
from app.ui.surface import column
from app.ui.wizard.digit_fields import DigitFields
from app.ui.wizard.read_back import ReadBack
from app.ui.wizard.standing import Place, Standing
from app.ui.wizard.step import DrawStep, scrolled

_HOW = (
    "每一方报出 8 至 64 位数字，合计不少于 20 位：可掷十面骰子、当众开启折好的纸条，"
    "或轮流口报。只要有一方不事先串通，谁也不能左右结果。"
)


class DigitsStep(DrawStep):
    """Correctable until confirmed; what is typed stays when the clerk goes back and comes again."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("现场数字", "读回核对", parent=parent)
        self._desk = desk
        self._standing: Standing | None = None
        self.fields = DigitFields()
        self.read = ReadBack()
        self._stack = QStackedWidget()
        typing = QWidget()
        lines = column(typing, gap=8)
        lines.addWidget(Label("现场数字", weight=BOLD))
        how = paragraph(_HOW, "second")
        how.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred
        )  # else it asks for five lines
        lines.addWidget(how)
        lines.addWidget(self.fields)
        lines.addStretch(1)
        self._stack.addWidget(scrolled(typing))
        self._stack.addWidget(scrolled(self.read))
        self.body.addWidget(self._stack, 1)
        self._correct = Button("改正数字", "pencil")
        self._correct.clicked.connect(lambda _checked=False: self._type_again())
        self.foot.add_left(self._correct)
        self.fields.changed.connect(self._tell_missing)
        self.fields.entered.connect(self.go_on)

    def place(self) -> Place:
        """Tell which step this is."""
        return Place.DIGITS

    def show_standing(self, standing: Standing) -> None:
        """Show empty fields for a draw just frozen, the confirmed digits afterwards."""
        view = standing.view
        if view is None:
            return
        self._standing = standing
        self.fields.set_roles(view.id, view.roles)
        if view.state == DrawState.FROZEN:
            if not self._reading():
                self._type_again()
            return
        self.fields.wipe()
        self.read.set_digits(view.roles, view.digits, view.seed)
        self._stack.setCurrentIndex(1)
        self._correct.hide()
        self.onward.set_words("抽取结果")
        self.refuse("")

    def go_on(self) -> None:
        """Read back what was typed, then confirm it, or go on where that was done."""
        if self._standing is None or self._standing.view is None or not self.onward.isEnabled():
            return
        if self._standing.view.state != DrawState.FROZEN:
            self.moved.emit(Place.RESULT)
        elif self._reading():
            self._ask()
        else:
            self._check()

    def go_back(self) -> None:
        """Go back from reading to typing, from there to the step before."""
        if self._reading() and self._correct.isVisible():
            self._type_again()
        else:
            super().go_back()

    def _reading(self) -> bool:
        return self._stack.currentIndex() == 1

    def _type_again(self) -> None:
        self._stack.setCurrentIndex(0)
        self._correct.hide()
        self.onward.set_words("读回核对")
        self._tell_missing()
        self.first = self.fields.fields[0] if self.fields.fields else None
        if self.first is not None and self.isVisible():
            self.first.setFocus()

    def _tell_missing(self) -> None:
        self.refuse(self.fields.missing())

    def _check(self) -> None:
        """Let the service judge the digits against the frozen input before anyone reads them out."""
        if self._standing is None or self._standing.view is None:
            return
        draw_id, digits = self._standing.view.id, self.fields.digits()
        self._desk.jobs.run(
            self,
            lambda _progress: check_digits(self._desk.store, draw_id, digits),
            lambda _seed: self._read_back(digits),
            doing="正在核对数字",
        )

    def _read_back(self, digits: tuple[str, ...]) -> None:
        if self._standing is None or self._standing.view is None:
            return
        self.read.set_digits(self._standing.view.roles, digits, "")
        self._stack.setCurrentIndex(1)
        self._correct.show()
        self.onward.set_words("确认数字")
        self.refuse("")
        self.foot.reason.setText("请各方逐位听读、看屏，一致后再确认")
        self.onward.setFocus()

    def _ask(self) -> None:
        words = (
            "确认后数字写入存证，不能再改；一份冻结名单只有这一组数字，抽取结果由它和名单算出。"
            "要换数字只能作废本次抽取。"
        )
        choosers.confirm(self, "确认现场数字", words, "确认数字", self._confirm)

    def _confirm(self) -> None:
        if self._standing is None or self._standing.view is None:
            return
        draw_id, digits, act = self._standing.view.id, self.fields.digits(), self._desk.act()
        self._desk.jobs.run(
            self,
            lambda _progress: take_digits(self._desk.store, draw_id, digits, act),
            lambda _seed: self.acted.emit(Place.RESULT),
            doing="正在存证",
        )
