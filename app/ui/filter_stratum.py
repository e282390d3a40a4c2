"""Changing 名录条件 of a stratum: the builder on its conditions, N and n at once, and what it touches."""

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QWidget

from app.core.catalogue import Stratum
from app.core.filter import Filter
from app.services.filter_strata import change_conditions, stratum_reach
from app.services.preview import PER_WORDS
from app.services.rows.filters import StratumReach, StratumStanding
from app.ui.buttons import Button, Kind
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.fields import TextField
from app.ui.filter_dialog import FilterDialog
from app.ui.form import Form

CHANGE: Final = "修改名录条件"
_ALWAYS: Final = "清单的文字不变；改动写进操作记录，随时可以恢复。"


class StratumConditions(FilterDialog):
    """Keeps the conditions of one stratum with a reason; `then` is called when they are kept."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        stratum: Stratum,
        standing: StratumStanding,
        then: Callable[[], object],
    ) -> None:
        store, year, today = desk.store, desk.year, desk.today()

        def reach(conditions: Filter) -> str:
            now = stratum_reach(store, year, stratum.code, conditions, today)
            return reach_words(stratum, now, standing.reach)

        touched = "".join(standing.touched)
        title = f"{CHANGE}　{stratum.number} {stratum.short_label}"
        super().__init__(parent, desk, title, f"{touched}{_ALWAYS}", "保存条件", reach)
        self._stratum = stratum
        self._then = then
        self.reason = TextField("依据或理由", "写明为什么改，例如名录按新的许可类别整理")
        self._form = Form()
        self._form.add("reason", "依据或理由", self.reason)
        self.body.addWidget(self._form)
        self.restore = Button("恢复清单原来的条件", "rotate-ccw", Kind.LINK, height=28)
        self.restore.setVisible(stratum.conditions != standing.original)
        self.restore.clicked.connect(lambda _checked=False: self.builder.fill(standing.original))
        self.builder.lines.let_end_with(self.restore)

    def use(self) -> None:
        """Keep the conditions, or say what is missing."""
        conditions = self.composed()
        if conditions is None:
            return
        reason = self.reason.text().strip()
        self._form.set_faults({} if reason else {"reason": "请写明依据或理由"})
        if not reason:
            return
        desk, act, code = self.desk, self.desk.act(), self._stratum.code
        self.act.setEnabled(False)
        desk.jobs.run(
            self,
            lambda _progress: change_conditions(desk.store, desk.year, code, conditions, reason, act),
            lambda _reach: self._kept(),
            self._refused,
            doing="正在保存",
        )

    def _kept(self) -> None:
        self.accept()
        self._then()

    def _refused(self, error: Exception) -> None:
        self.act.setEnabled(True)
        show_error(self, error)


def reach_words(stratum: Stratum, now: StratumReach, was: StratumReach) -> str:
    """Say N and n, and what they were before: 符合条件 41 家，每季度抽 5 家（原来 39 家、抽 4 家）."""
    per = PER_WORDS[stratum.period]
    before = f"（原来 {was.population} 家{_taken('、抽', was)}）" if now != was else ""
    return f"符合条件 {now.population} 家{_taken(f'，{per}抽', now)}{before}"


def _taken(lead: str, reach: StratumReach) -> str:
    return "" if reach.taken is None else f"{lead} {reach.taken} 家"
