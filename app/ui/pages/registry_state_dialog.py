"""变更状态: new state, day, reason and what proves it, for one object or for many at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from app.core.states import ObjectState
from app.services.edits import Edit
from app.services.registry_words import OBJECT_STATES
from app.services.rows.registry import ObjectDetail
from app.services.rows.states import StateChange
from app.services.state_changes import change_states
from app.ui.desk import Desk
from app.ui.evidence_field import EvidenceField
from app.ui.fields import Combo, DateField, TextArea
from app.ui.form_dialog import FormDialog, dated, filled, words_of

_MEANS = "停产、关闭、注销、迁出的不参加抽取，已冻结的名单不受影响。"
_BACK = {ObjectState.NORMAL: "正常（复产、恢复）"}


@dataclass(frozen=True, slots=True)
class Targets:
    """Whose state is to change; ``state`` and ``since`` are what one object has, nothing for many."""

    ids: Sequence[int]
    words: str
    state: str = ""
    since: date | None = None


def one_target(detail: ObjectDetail) -> Targets:
    """Give the one object a panel shows."""
    fields = detail.fields
    since = f"（{fields.state_since} 起）" if fields.state_since else ""
    words = f"{fields.name}（{detail.code}）现为“{fields.state}”{since}。"
    return Targets([detail.id], words, fields.state, fields.state_since)


def many_targets(ids: Sequence[int]) -> Targets:
    """Give the objects selected in a list."""
    return Targets(ids, f"所选 {len(ids)} 家一起变更，已经是新状态的不动。")


class StateDialog(FormDialog):
    """Keeps the new state with its day, reason and files; what it means for the next draw is said above."""

    def __init__(self, parent: QWidget, desk: Desk, targets: Targets, then: Callable[[Edit], object]) -> None:
        super().__init__(parent, desk.jobs, "变更状态", f"{targets.words}{_MEANS}", "变更状态")
        self._desk = desk
        self._targets = targets
        self._then = then
        states = [state for state in OBJECT_STATES if state != targets.state]
        choices = [(state, _BACK.get(ObjectState(state), state)) for state in states]
        self.state = Combo("新状态", choices if targets.state else [("", "请选择"), *choices])
        self.since = DateField("日期")
        self.since.set_date(desk.today())
        self.reason = TextArea("原因", 2)
        self.files = EvidenceField("证明材料", desk.jobs)
        self._fitting = QTimer(self)  # when the lines of the files have been laid
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self.fit)
        self.files.changed.connect(self._fitting.start)
        self.add("state", "新状态", self.state, lambda: "" if self.state.key() else "请选择新状态")
        self.add("since", "日期", self.since, self._date_fault)
        self.add("reason", "原因", self.reason, filled(self.reason, "请写明原因，例如：企业已停产，现场核实"))
        self.add("files", "证明材料", self.files)

    def begin(self) -> None:
        """Open; afterwards every page learns of the change."""

        def prepare() -> Callable[[], Edit]:
            change = StateChange(
                state=ObjectState(self.state.key()),
                since=self.since.day() or self._desk.today(),
                reason=words_of(self.reason),
                files=self.files.files(),
            )
            return partial(change_states, self._desk.store, self._targets.ids, change, self._desk.act())

        self.ask(prepare, self._then)
        self.state.setFocus()

    def _date_fault(self) -> str:
        if fault := dated(self.since)():
            return fault
        day, last = self.since.day(), self._targets.since
        if day and day > self._desk.today():
            return "日期还没有到，请核对"
        if day and last and day < last:
            return f"不能早于上一次变更的 {last}；上次记错了的，先在“修改”里改正"
        return ""
