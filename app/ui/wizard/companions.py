"""逐项核对 of a draw of companions: what is asked, and for each visit who may be drawn to go along."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services.companion_ask import MOST, choose_ask, read_ask
from app.services.companion_preview import ask_choices
from app.services.rows.companion import AskChoices, CompanionAsk
from app.services.rows.draw import DueStratum
from app.ui.buttons import Button
from app.ui.columns import RIGHT, Column
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.fields import Combo
from app.ui.form_dialog import FormDialog
from app.ui.label import BOLD, Label
from app.ui.sign import SignedWords
from app.ui.surface import clear, column, row
from app.ui.table import Table
from app.ui.wizard.standing import Place, Standing
from app.ui.wizard.step import DrawStep

_EVERY = "all"
_MOST_WARNINGS = 3
_COLUMNS: tuple[Column[DueStratum], ...] = (
    Column("number", "次序", 48, lambda stratum: stratum.number),
    Column("code", "编号", 80, lambda stratum: stratum.code),
    Column("label", "检查对象", 0, lambda stratum: stratum.label),
    Column("people", "可抽的人", 0, lambda stratum: "、".join(row.name for row in stratum.frame)),
    Column("count", "人数", 76, lambda stratum: f"{stratum.population} 抽 {stratum.quota}", RIGHT),
)
_WIDE = tuple(column.key for column in _COLUMNS)
_NARROW = ("number", "label", "people", "count")


class CompanionsStep(DrawStep):
    """One table of all visits; what is asked can be changed until the list is frozen."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("逐项核对", "核对完毕，冻结名单", parent=parent)
        self._desk = desk
        self._period = ""
        head = QWidget()
        head_row = row(head, gap=12)
        self.asked = Label(weight=BOLD)
        self.change = Button("改要求", "pencil", height=28)
        self.change.clicked.connect(lambda _checked=False: self._read_choices())
        head_row.addWidget(self.asked, 1)
        head_row.addWidget(self.change)
        self.body.addWidget(head)
        self._sum = Label(ink="second")
        self.body.addWidget(self._sum)
        self._warnings = QWidget()
        self._warning_lines = column(self._warnings, gap=4)
        self.body.addWidget(self._warnings)
        self.table: Table[DueStratum] = Table(_COLUMNS, "检查任务和可抽的人")
        self.body.addWidget(self.table, 1)
        self.body.addWidget(Label("每次检查分别抽取，抽签号互不影响；同一人可以随同几次检查。", "second"))
        self.first = self.onward

    def place(self) -> Place:
        """Tell which step this is."""
        return Place.ITEMS

    def show_standing(self, standing: Standing) -> None:
        """Show what is asked, and the visits it is asked for."""
        preview = standing.preview
        if preview is None:
            return
        self._period = preview.period
        self.asked.setText(f"要求：{preview.targeting}")
        people = {row.code for stratum in preview.strata for row in stratum.frame}
        self._sum.setText(
            f"还没有开始的检查 {len(preview.strata)} 次，可抽 {len(people)} 人，抽取 {preview.total} 人次"
        )
        clear(self._warning_lines)
        for warning in preview.warnings[:_MOST_WARNINGS]:
            self._warning_lines.addWidget(SignedWords("triangle-alert", warning, "amber"))
        if (more := len(preview.warnings) - _MOST_WARNINGS) > 0:
            self._warning_lines.addWidget(Label(f"人数不够的检查还有 {more} 次。", "second"))
        self.table.set_rows(preview.strata)
        self.refuse("" if preview.total else "可抽的检查和人员")

    def walking(self) -> str:
        """Say how many visits there are."""
        return f"检查 {self.table.rows.rowCount()} 次"

    def go_back(self) -> None:
        """Go to the choice of an occasion."""
        self.moved.emit(Place.PERIOD)

    def set_density(self, density: Density) -> None:
        """Leave the lesser column out where there is little room."""
        self.table.show_columns(_NARROW if density is Density.FOLDED else _WIDE)

    def _read_choices(self) -> None:
        store, period = self._desk.store, self._period
        self._desk.jobs.run(
            self,
            lambda _progress: (ask_choices(store, period), read_ask(store, period)),
            lambda found: ask_companions(self, self._desk, period, *found, self._changed),
        )

    def _changed(self) -> None:
        self.acted.emit(Place.ITEMS)


def ask_companions(
    parent: QWidget,
    desk: Desk,
    period: str,
    choices: AskChoices,
    ask: CompanionAsk,
    then: Callable[[], object],
) -> FormDialog:
    """Ask for which visits companions are drawn, how many each, and of which skill."""
    sentence = (
        f"还没有开始的检查 {choices.visits} 次，可用的随同、辅助人员 {choices.available} 人。"
        "要求保存下来，关闭窗口也不丢，冻结后不能再改。"
    )
    dialog = FormDialog(parent, desk.jobs, "抽取随同人员的要求", sentence, "定下要求")
    visits = _skill_field("哪些检查", "全部检查", "有{}事项的检查", choices.of_skills, ask.of_skill)
    people = _skill_field("哪些人", "全部可用的人", "业务专长有{}的", choices.skills, ask.skill)
    count = Combo("每次人数", [(str(number), f"{number} 人") for number in range(1, MOST + 1)])
    count.set_key(str(ask.count))
    dialog.add("visits", "哪些检查", visits)
    dialog.add("count", "每次人数", count)
    dialog.add("people", "哪些人", people)

    def prepare() -> Callable[[], None]:
        of_skill, skill = ("" if field.key() == _EVERY else field.key() for field in (visits, people))
        wanted, act = CompanionAsk(of_skill, skill, int(count.key())), desk.act()
        return lambda: choose_ask(desk.store, period, wanted, act)

    dialog.ask(prepare, lambda _none: then())
    return dialog


def _skill_field(name: str, everything: str, form: str, skills: tuple[str, ...], chosen: str) -> Combo:
    """Offer all or those of one skill; one that nobody has any more is offered as long as it is asked for."""
    words = tuple(dict.fromkeys((*skills, *((chosen,) if chosen else ()))))
    field = Combo(name, [(_EVERY, everything), *((word, form.format(word)) for word in words)])
    field.set_key(chosen or _EVERY)
    return field
