"""The wizard: the steps at the left, one step in front; where it stands is read from the database."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.stepper import Stepper
from app.ui.surface import row
from app.ui.wizard.before_freeze import BeforeFreezeStep
from app.ui.wizard.companions import CompanionsStep
from app.ui.wizard.counts import CountsStep
from app.ui.wizard.digits import DigitsStep
from app.ui.wizard.drawn import Drawn
from app.ui.wizard.frozen import FrozenStep
from app.ui.wizard.items import ItemsStep
from app.ui.wizard.no_staffing import NoStaffStep
from app.ui.wizard.record import RecordStep
from app.ui.wizard.result import ResultStep
from app.ui.wizard.staffing import StaffStep
from app.ui.wizard.standing import Place, Standing, read_standing, resumed, steps_of
from app.ui.wizard.step import DrawStep
from app.ui.wizard.tasks import TasksStep


class Wizard(QWidget):
    """Walks one draw. `left` asks for the list of draws, `changed` tells of another step."""

    left = Signal()
    changed = Signal()
    void_asked = Signal()
    rehearsal_asked = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._density = Density.NORMAL
        self.standing: Standing | None = None
        self._period = ""
        self._at = Place.PERIOD
        self._furthest = Place.PERIOD
        self._wanted: Place | None = None
        sides = row(self)
        self.stepper = Stepper()
        self._stack = QStackedWidget()
        sides.addWidget(self.stepper)
        sides.addWidget(self._stack, 1)
        self.stepper.chosen.connect(self._move)
        self._items = ItemsStep()
        self._companions = CompanionsStep(desk)
        self._before = BeforeFreezeStep(desk)
        self._before.rehearsal_asked.connect(self.rehearsal_asked)
        self._frozen: dict[tuple[Place, Drawn], DrawStep] = {}
        self._adopt(self._items)
        self._adopt(self._companions)
        self._adopt(self._before)

    def open_period(self, period: str) -> None:
        """Go on with the draw of an occasion where it stands."""
        self._period, self.standing, self._wanted = period, None, None
        self.reload()

    def reload(self) -> None:
        """Read again where the draw stands; the step in front stays where it can."""
        period, act = self._period, self._desk.act()
        self._desk.jobs.run(
            self,
            lambda _progress: read_standing(self._desk.store, period, act),
            self._show,
            self._refused,
        )

    def current(self) -> DrawStep | None:
        """Give the step in front."""
        step = self._stack.currentWidget()
        return step if isinstance(step, DrawStep) else None

    def at(self) -> Place:
        """Tell which step is in front."""
        return self._at

    def set_density(self, density: Density) -> None:
        """Hand the room on to the steps."""
        self._density = density
        for step in (self._items, self._companions, self._before, *self._frozen.values()):
            step.set_density(density)
        self._show_steps()

    def take_focus(self) -> None:
        """Let the keyboard begin in the step in front."""
        step = self.current()
        if step is not None:
            (step.first or step).setFocus()

    def _show(self, standing: Standing) -> None:
        before = self.standing
        self.standing = standing
        same = before is not None and _draw(before) == _draw(standing)
        if not same:
            self._furthest = resumed(standing)
        self._furthest = max(self._furthest, resumed(standing))
        place = self._wanted if self._wanted is not None else self._at if same else resumed(standing)
        self._wanted = None
        self.go(place)
        if before is None and self.isVisible():
            self.take_focus()  # the button of the list that was pressed is gone

    def _refused(self, error: Exception) -> None:
        show_error(self, error)
        self.left.emit()

    def _move(self, place: int) -> None:
        if place == Place.PERIOD:
            self.left.emit()
            return
        self.go(Place(place))

    def go(self, place: Place) -> None:
        """Bring a step to the front."""
        if self.standing is None:
            return
        self._at = place
        self._furthest = max(self._furthest, place)
        step = self._step(place, self.standing)
        step.show_standing(self.standing)
        step.set_density(self._density)
        moved = self._stack.currentWidget() is not step
        self._stack.setCurrentWidget(step)
        self._show_steps()
        if moved and self.isVisible():
            self.take_focus()
        self.changed.emit()

    def _show_steps(self) -> None:
        brief = self._density is Density.FOLDED
        alone = self.standing is not None and self.standing.drawn.companions
        walking = self._companions.walking() if alone else self._items.walking()
        self.stepper.set_steps(steps_of(self.standing, self._at, self._furthest, walking, brief=brief))

    def _acted(self, place: int) -> None:
        self._wanted = Place(place)
        self._desk.written()

    def _step(self, place: Place, standing: Standing) -> DrawStep:
        drawn = standing.drawn
        if standing.view is None and place >= Place.FREEZE:
            return self._before
        if standing.view is None:
            return self._companions if drawn.companions else self._items
        key = place, drawn
        if key not in self._frozen:
            self._frozen[key] = self._made(place, drawn)
            self._adopt(self._frozen[key])
        return self._frozen[key]

    def _made(self, place: Place, drawn: Drawn) -> DrawStep:
        if place <= Place.ITEMS:
            return CountsStep(drawn)
        if place is Place.RESULT:
            return ResultStep(self._desk, drawn)
        if place is Place.STAFF and drawn.companions:
            return NoStaffStep()
        kinds = {
            Place.FREEZE: FrozenStep,
            Place.DIGITS: DigitsStep,
            Place.STAFF: StaffStep,
            Place.RECORD: RecordStep,
            Place.VISITS: TasksStep,
        }
        return kinds[place](self._desk)

    def _adopt(self, step: DrawStep) -> None:
        step.moved.connect(self._move)
        step.acted.connect(self._acted)
        step.void_asked.connect(self.void_asked)
        self._stack.addWidget(step)


def _draw(standing: Standing) -> tuple[str, int]:
    return standing.period, standing.view.id if standing.view is not None else 0
