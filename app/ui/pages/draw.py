"""随机抽取: the year's draws, and the wizard that walks one of them."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.errors import UserError
from app.services.draw_year import year_of_draws
from app.services.preview import period_id
from app.services.rows.draw_year import QuarterDraw
from app.ui.actions import install
from app.ui.buttons import Button
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.errors import show_error
from app.ui.page import Page
from app.ui.wizard.quarters import Quarters
from app.ui.wizard.rehearsal_window import open_rehearsal
from app.ui.wizard.standing import Place
from app.ui.wizard.void_dialog import ask_void
from app.ui.wizard.wizard import Wizard
from app.ui.wizard.words import moment_words

_MONTHS_IN_A_QUARTER = 3


class DrawPage(Page):
    """Begins with the list of quarters; a quarter's draw goes on where the database says it stands."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("随机抽取")
        self._desk = desk
        self._stack = QStackedWidget()
        self.quarters = Quarters()
        self.wizard = Wizard(desk)
        self._empty: QWidget = QWidget()
        for widget in (self.quarters, self.wizard, self._empty):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack, 1)
        self._pause = Button("暂停，以后继续")
        self._void = Button("作废本次抽取")
        self.title_line.add(self._pause)
        self.title_line.add(self._void)
        self._pause.clicked.connect(lambda _checked=False: self.show_list())
        self._void.clicked.connect(lambda _checked=False: self.ask_void())
        self.quarters.chosen.connect(self.open_quarter)
        self.wizard.left.connect(self.show_list)
        self.wizard.changed.connect(self._tell_title)
        self.wizard.void_asked.connect(self.ask_void)
        self.wizard.rehearsal_asked.connect(lambda period: open_rehearsal(self, desk, period))
        desk.changed.connect(self._written)
        install("refresh", self, self._read)
        self._tell_title()

    def opened(self) -> None:
        """Read again what may have changed while other pages were in front."""
        self._read()

    def show_argument(self, argument: str) -> None:
        """Go on with the draw of a quarter, told by its number."""
        if argument.isdecimal():
            self.open_quarter(int(argument))

    def open_quarter(self, quarter: int) -> None:
        """Go on with a quarter's draw."""
        self.banners.clear()
        self._stack.setCurrentWidget(self.wizard)
        self.wizard.open_period(period_id(self._desk.year, quarter))
        self._tell_title()

    def show_list(self) -> None:
        """Leave the wizard; all that was confirmed is kept."""
        self._stack.setCurrentWidget(self.quarters)
        self._read()
        self._tell_title()

    def ask_void(self) -> None:
        """Ask for the reason and the second person of 作废."""
        standing = self.wizard.standing
        if standing is not None and standing.view is not None:
            ask_void(self, self._desk, standing.view, self._voided)

    def take_focus(self) -> None:
        """Let the keyboard begin at the due quarter, or in the step in front."""
        if self._walking():
            self.wizard.take_focus()
        elif self.quarters.buttons:
            self.quarters.buttons[self._due()].setFocus()
        else:
            super().take_focus()

    def set_density(self, density: Density) -> None:
        """Leave the edges to the steps, which have their own."""
        super().set_density(density)
        self.body.setContentsMargins(0, 0, 0, 0)
        if hasattr(self, "wizard"):
            self.wizard.set_density(density)

    def _walking(self) -> bool:
        return self._stack.currentWidget() is self.wizard

    def _due(self) -> int:
        today = self._desk.today()
        if today.year != self._desk.year:
            return 1 if today.year < self._desk.year else 4
        return (today.month - 1) // _MONTHS_IN_A_QUARTER + 1

    def _read(self) -> None:
        if self._walking():
            self.wizard.reload()
            return
        self._desk.jobs.run(
            self,
            lambda _progress: year_of_draws(self._desk.store, self._desk.year),
            self._show_quarters,
            self._refused,
        )

    def _written(self) -> None:
        if self.isVisible():
            self._read()

    def _show_quarters(self, quarters: tuple[QuarterDraw, ...]) -> None:
        self.quarters.set_quarters(quarters, self._due())
        if not self._walking():
            self._stack.setCurrentWidget(self.quarters)

    def _refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            show_error(self, error)
            return
        self._stack.removeWidget(self._empty)
        self._empty.deleteLater()
        self._empty = _not_yet(self._desk, str(error))
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)

    def _voided(self) -> None:
        self.show_list()
        self._desk.written()

    def _tell_title(self) -> None:
        standing = self.wizard.standing if self._walking() else None
        view = standing.view if standing is not None else None
        self._pause.setVisible(standing is not None and self.wizard.at() < Place.VISITS)
        self._void.setVisible(view is not None)
        if standing is None:
            self.title_line.set_subtitle(f"{self._desk.year} 年度")
            return
        frozen = f"已冻结 {moment_words(view.frozen_at)}" if view is not None else ""
        self.title_line.set_subtitle(standing.title, f"第 {standing.attempt} 次", frozen)


def _not_yet(desk: Desk, sentence: str) -> QWidget:
    step = NextStep(
        "calendar-range",
        "年度计划",
        "送审、签发以后，各季度要抽的类别和家数就定下来了",
        "去年度计划",
        lambda: desk.go("plan"),
    )
    return EmptyState("还不能抽取", sentence, (step,))
