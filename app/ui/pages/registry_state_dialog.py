"""变更状态: state, day and reason of one object."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.states import ObjectState
from app.services.edits import Edit
from app.services.registry import change_state
from app.services.registry_words import OBJECT_STATES
from app.services.rows.registry import ObjectDetail
from app.ui.desk import Desk
from app.ui.fields import Combo, DateField, TextArea
from app.ui.form_dialog import FormDialog, dated, filled, words_of


class StateDialog(FormDialog):
    """Keeps the new state with its day and reason; what it means for the next draw is said above."""

    def __init__(self, parent: QWidget, desk: Desk, detail: ObjectDetail) -> None:
        words = (
            f"{detail.fields.name}（{detail.code}）现为“{detail.fields.state}”。"
            "停产、关闭、注销、迁出的不参加抽取，已冻结的名单不受影响。"
        )
        super().__init__(parent, desk.jobs, "变更状态", words, "变更状态")
        self._desk = desk
        self._detail = detail
        others = [(state, state) for state in OBJECT_STATES if state != detail.fields.state]
        self.state = Combo("新状态", others)
        self.since = DateField("日期")
        self.since.set_date(desk.today())
        self.reason = TextArea("原因")
        self.add("state", "新状态", self.state)
        self.add("since", "日期", self.since, dated(self.since))
        self.add("reason", "原因", self.reason, filled(self.reason, "请写明原因，例如：企业已停产，现场核实"))

    def begin(self) -> None:
        """Open; afterwards every page learns of the change."""

        def prepare() -> Callable[[], Edit]:
            since = self.since.day() or self._desk.today()
            return partial(
                change_state,
                self._desk.store,
                self._detail.id,
                ObjectState(self.state.key()),
                since,
                words_of(self.reason),
                self._desk.act(),
            )

        def done(edit: Edit) -> None:
            self._desk.edits.did(edit)
            self._desk.written()

        self.ask(prepare, done)
        self.state.setFocus()
