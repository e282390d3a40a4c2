"""逐项核对: the strata in which something is chosen, one after the other; going back loses nothing."""

from PySide6.QtWidgets import QWidget

from app.core.periods import DrawKind
from app.services.rows.draw import DueStratum
from app.ui.density import Density
from app.ui.wizard.due_pane import DuePane
from app.ui.wizard.standing import Place, Standing
from app.ui.wizard.step import DrawStep
from app.ui.wizard.stratum_view import StratumView
from app.ui.wizard.words import is_chosen, printed_number

_LABEL = 16  # characters of a label that the foot has room for


class ItemsStep(DrawStep):
    """Walks the strata of a preview; remembers where it stood and what was seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("逐项核对", "下一项", "上一项", parent)
        self._strata: tuple[DueStratum, ...] = ()
        self._period = ""
        self._current = ""
        self._seen: set[str] = set()
        self._density = Density.NORMAL
        self.view = StratumView()
        self.pane = DuePane()
        self.body.addWidget(self.view, 1)
        self.add_pane(self.pane)
        self.pane.chosen.connect(self._go)
        self.first = self.onward

    def place(self) -> Place:
        """Tell which step this is."""
        return Place.ITEMS

    def show_standing(self, standing: Standing) -> None:
        """Show the strata that are due; the walk goes on where it was in the same quarter."""
        if standing.preview is None:
            return
        self._strata = standing.preview.strata
        self.pane.set_head("本季度到期" if standing.preview.kind is DrawKind.PLANNED else "本次抽取")
        codes = [stratum.code for stratum in self._strata]
        if standing.preview.period != self._period:
            self._period, self._seen, self._current = standing.preview.period, set(), ""
        if self._current not in codes:
            self._current = (self._walk() or codes or [""])[0]
        self._show()

    def walking(self) -> str:
        """Say how far the walk has come."""
        walk = self._walk()
        if self._current in walk:
            return f"第 {walk.index(self._current) + 1} 类，共 {len(walk)} 类"
        return f"共 {len(walk)} 类要抽"

    def go_back(self) -> None:
        """Go to the stratum before, from the first one back to the choice of a quarter."""
        walk = self._walk()
        if self._current not in walk or not walk.index(self._current):
            self.moved.emit(Place.PERIOD)
            return
        self._go(walk[walk.index(self._current) - 1])

    def go_on(self) -> None:
        """Go to the next stratum, after the last one to the freezing."""
        following = self._following()
        self._seen.add(self._current)
        if following is None:
            self._show()
            self.moved.emit(Place.FREEZE)
            return
        self._go(following.code)

    def set_density(self, density: Density) -> None:
        """Fold the pane where there is little room."""
        if density is not self._density:
            self.pane.set_folded(folded=density is not Density.NORMAL)
        self._density = density
        self.view.set_density(density)
        self._name_onward()

    def _walk(self) -> list[str]:
        return [stratum.code for stratum in self._strata if is_chosen(stratum)]

    def _following(self) -> DueStratum | None:
        walk = self._walk()
        place = walk.index(self._current) + 1 if self._current in walk else 0
        if self._current not in walk and self._seen.issuperset(walk):
            return None
        code = walk[place] if place < len(walk) else ""
        return next((stratum for stratum in self._strata if stratum.code == code), None)

    def _go(self, code: str) -> None:
        if code == self._current:
            return
        self._seen.add(self._current)
        self._current = code
        self._show()
        self.moved.emit(Place.ITEMS)

    def _show(self) -> None:
        stratum = next((found for found in self._strata if found.code == self._current), None)
        if stratum is None:
            self.refuse("没有要抽的类别")
            return
        walk = self._walk()
        where = (
            f"第 {walk.index(stratum.code) + 1} 类，共 {len(walk)} 类要抽"
            if stratum.code in walk
            else "全部检查"
        )
        self.view.set_stratum(stratum, where)
        self.pane.set_strata(self._strata, self._current, self._seen)
        self._name_onward()

    def _name_onward(self) -> None:
        roomy = self._density is Density.NORMAL
        following = self._following()
        short = following is None or len(following.label) < _LABEL
        self.foot.reason.setText("核对无误再进入下一项，可以返回" if roomy and short else "")
        if following is None:
            self.onward.set_words("核对完毕，冻结名单")
        else:
            label = following.label if len(following.label) <= _LABEL else f"{following.label[: _LABEL - 1]}…"
            self.onward.set_words(f"下一项：{printed_number(following.number)} {label}")
