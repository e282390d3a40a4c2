"""随机抽取: the year's draws, and the wizard that walks one of them."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.errors import UserError
from app.core.periods import period_id
from app.services.campaigns import read_campaign
from app.services.draw_year import year_of_draws
from app.services.registry_choices import campaign_choices
from app.services.rows.campaign import CampaignChoices, CampaignRow
from app.services.rows.draw_year import YearOfDraws
from app.ui.actions import command, install
from app.ui.buttons import Button, turn_off
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.errors import show_error
from app.ui.page import Page
from app.ui.pages.campaign_form import CampaignPage
from app.ui.wizard.quarters import Quarters
from app.ui.wizard.rehearsal_window import open_rehearsal
from app.ui.wizard.standing import Place
from app.ui.wizard.void_dialog import ask_void
from app.ui.wizard.wizard import Wizard
from app.ui.wizard.words import moment_words

_MONTHS_IN_A_QUARTER = 3


class DrawPage(Page):
    """Begins with the list of occasions; a draw goes on where the database says it stands.

    Arguments of `show_argument`: the number of a quarter, or a period id.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__("随机抽取")
        self._desk = desk
        self._stack = QStackedWidget()
        self.quarters = Quarters(desk.locked())
        self.form: CampaignPage | None = None
        self._kept = ""
        self.wizard = Wizard(desk)
        self._empty: QWidget = QWidget()
        for widget in (self.quarters, self.wizard, self._empty):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack, 1)
        self.new = Button("新建专项抽取", "plus", hint=command("new").shortcut)
        self._pause = Button("暂停，以后继续")
        self._void = Button("作废本次抽取")
        self.title_line.add(self.new)
        self.title_line.add(self._pause)
        self.title_line.add(self._void)
        self._pause.clicked.connect(lambda _checked=False: self.show_list())
        self._void.clicked.connect(lambda _checked=False: self.ask_void())
        self.new.clicked.connect(lambda _checked=False: self.new_campaign())
        turn_off(self.new, desk.locked())
        self.quarters.chosen.connect(self.open_period)
        self.quarters.edit_asked.connect(self.edit_campaign)
        self.wizard.left.connect(self.show_list)
        self.wizard.changed.connect(self._tell_title)
        self.wizard.void_asked.connect(self.ask_void)
        self.wizard.rehearsal_asked.connect(lambda period: open_rehearsal(self, desk, period))
        desk.changed.connect(self._written)
        install("refresh", self, self._read)
        install("new", self, self._new_by_key)
        self._tell_title()

    def opened(self) -> None:
        """Read again what may have changed while other pages were in front."""
        self._read()

    def show_argument(self, argument: str) -> None:
        """Go on with a draw; a form that was begun is not dropped without a word."""
        if not argument:
            return
        period = period_id(self._desk.year, int(argument)) if argument.isdecimal() else argument
        if self.form is None:
            self.open_period(period)
        else:
            self.form.ask_to_leave(lambda: self.open_period(period))

    def open_period(self, period: str) -> None:
        """Go on with the draw of an occasion."""
        self._drop_form()
        self.banners.clear()
        self._stack.setCurrentWidget(self.wizard)
        self.wizard.open_period(period)
        self._tell_title()

    def new_campaign(self) -> None:
        """Bring the empty form of a campaign to the front."""
        store, year = self._desk.store, self._desk.year
        self._desk.jobs.run(self, lambda _progress: (campaign_choices(store, year), None), self._show_form)

    def edit_campaign(self, period: str) -> None:
        """Bring the form of a campaign that was never frozen to the front."""
        store, year = self._desk.store, self._desk.year
        self._desk.jobs.run(
            self,
            lambda _progress: (campaign_choices(store, year), read_campaign(store, period)),
            self._show_form,
        )

    def unsaved(self) -> str:
        """Name the form of a campaign that holds what is not kept yet."""
        return self.form.unsaved() if self.form is not None else ""

    def show_list(self) -> None:
        """Leave wizard or form; all that was confirmed is kept."""
        self._drop_form()
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
        if self.form is not None:
            self.form.take_focus()
        elif self._walking():
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
            if self.form is not None:
                self.form.set_density(density)

    def _walking(self) -> bool:
        return self._stack.currentWidget() is self.wizard

    def _due(self) -> str:
        today, year = self._desk.today(), self._desk.year
        if today.year != year:
            return period_id(year, 1 if today.year < year else 4)
        return period_id(year, (today.month - 1) // _MONTHS_IN_A_QUARTER + 1)

    def _read(self) -> None:
        if self._walking():
            self.wizard.reload()
            return
        if self.form is not None:
            return
        today = self._desk.today()
        self._desk.jobs.run(
            self,
            lambda _progress: year_of_draws(self._desk.store, self._desk.year, today),
            self._show_occasions,
            self._refused,
        )

    def _written(self) -> None:
        if self.isVisible():
            self._read()

    def _show_occasions(self, year: YearOfDraws) -> None:
        self.quarters.set_occasions(year, self._due())
        if not self._walking() and self.form is None:
            self._stack.setCurrentWidget(self.quarters)
        if self._kept in self.quarters.buttons:
            self.quarters.buttons[self._kept].setFocus()
            self._kept = ""
        self._tell_title()

    def _new_by_key(self) -> None:
        if self.new.isVisible() and self.new.isEnabled():
            self.new_campaign()

    def _show_form(self, found: tuple[CampaignChoices, CampaignRow | None]) -> None:
        if self.form is not None or self._walking():
            return  # asked twice, or somewhere else by now
        self.form = CampaignPage(self._desk, *found)
        self.form.left.connect(self.show_list)
        self.form.kept.connect(self._campaign_kept)
        self.form.deleted.connect(lambda _period: self.show_list())
        self._stack.addWidget(self.form)
        self.form.set_density(self._density)
        self._stack.setCurrentWidget(self.form)
        self.title_line.hide()
        self.form.take_focus()

    def _campaign_kept(self, period: str) -> None:
        self._kept = period
        self.show_list()

    def _drop_form(self) -> None:
        if self.form is None:
            return
        form, self.form = self.form, None
        self._stack.removeWidget(form)
        form.hide()
        form.deleteLater()
        self.title_line.show()

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
        self.new.setVisible(self._stack.currentWidget() is self.quarters)
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
