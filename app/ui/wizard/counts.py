"""逐项核对 of a frozen draw: what stands in the frozen list, whatever the registry says by now."""

from PySide6.QtWidgets import QWidget

from app.services.rows.draw import StratumCount
from app.ui.columns import RIGHT, Column
from app.ui.label import BOLD, Label
from app.ui.surface import row
from app.ui.table import Table
from app.ui.wizard.drawn import Drawn
from app.ui.wizard.standing import Place, Standing
from app.ui.wizard.step import DrawStep
from app.ui.wizard.words import printed_number, repeat_words

_ALL = ("number", "label", "population", "must", "visited", "excluded", "ratio", "quota", "repeat")
_OF_VISITS = ("number", "label", "population", "quota")


def _columns(drawn: Drawn) -> tuple[Column[StratumCount], ...]:
    return (
        Column("number", drawn.order, 48, lambda count: printed_number(count.number)),
        Column("label", drawn.strata, 0, lambda count: count.label),
        Column("population", f"{drawn.each}数", 56, lambda count: str(count.population), RIGHT),
        Column("must", "必查", 56, lambda count: str(count.must), RIGHT),
        Column("visited", "本年已查", 76, lambda count: str(count.visited), RIGHT),
        Column("excluded", "不参加", 64, lambda count: str(count.excluded), RIGHT),
        Column("ratio", "比例", 64, lambda count: count.ratio, RIGHT),
        Column("quota", "抽取", 56, lambda count: str(count.quota), RIGHT),
        Column("repeat", "重复抽查", 152, lambda count: repeat_words(count.repeat)),
    )


class CountsStep(DrawStep):
    """A table to look at; nothing can be changed any more."""

    def __init__(self, drawn: Drawn, parent: QWidget | None = None) -> None:
        super().__init__("逐项核对", "下一步", parent=parent)
        self._drawn = drawn
        head = QWidget()
        head_row = row(head, gap=12)
        head_row.addWidget(Label(f"名单已冻结，以下是冻结时的{drawn.each}数", weight=BOLD))
        self._repeat = Label(ink="second")
        head_row.addWidget(self._repeat, 1)
        self.body.addWidget(head)
        self.table: Table[StratumCount] = Table(_columns(drawn), f"冻结的{drawn.strata}")
        self.body.addWidget(self.table, 1)
        self.first = self.table

    def place(self) -> Place:
        """Tell which step this is."""
        return Place.ITEMS

    def show_standing(self, standing: Standing) -> None:
        """Show the frozen counts; what holds for all is said once."""
        if standing.view is None:
            return
        counts = standing.view.counts
        if self._drawn.companions:
            self._repeat.setText(f"要求：{standing.view.targeting}")
            self.table.show_columns(_OF_VISITS)
            self.table.set_rows(counts)
            return
        rules = {count.repeat for count in counts}
        self._repeat.setText(f"重复抽查：{repeat_words(*rules)}" if len(rules) == 1 else "")
        self.table.show_columns(_ALL if len(rules) > 1 else _ALL[:-1])
        self.table.set_rows(counts)
