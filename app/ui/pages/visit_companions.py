"""Under a visit's team: who goes along, how each came to it, and the buttons to pick and to let go."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.core.states import VisitState
from app.services.companion_draw import strike_companion
from app.services.companions import choosable, choose, take_back
from app.services.rows.auxiliary import AuxiliaryRow
from app.services.rows.companion import Chosen, CompanionRow
from app.services.rows.visit import VisitDetail
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.cut_line import CutLine
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.fields import Combo, TextArea
from app.ui.form_dialog import FormDialog, filled, words_of
from app.ui.label import Label, paragraph
from app.ui.surface import row
from app.ui.theme import px

_OPEN = (VisitState.UNSTAFFED, VisitState.DUE, VisitState.RUNNING)
_FIELD = 32
_NOBODY = "没有随同人员"
_NONE_LEFT = "名录里没有还可以挑选的随同、辅助人员，请先在“名录库”的“随同、辅助人员”里登记。"
_LET_GO = {
    Chosen.PICKED: "撤回后不再随同这次检查，理由记入操作记录。",
    Chosen.DRAWN: "抽取的随同人员去不了的，剔除后由同一次检查的下一位候补接替；剔除写入存证，不能撤回。",
}
_VERBS = {Chosen.PICKED: "撤回", Chosen.DRAWN: "剔除"}
Then = Callable[[], object]


class CompanionLine(QWidget):
    """`pick_asked` and `drop_asked` when a button is pressed."""

    pick_asked = Signal()
    drop_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        line = row(self, gap=8)
        self.names = CutLine()
        self.pick = Button("挑选随同人员", "plus", height=28)
        self.drop = Button("撤回", height=28)
        line.addWidget(Label("随同人员", "second"))
        line.addWidget(self.names, 1)
        line.addWidget(self.pick)
        line.addWidget(self.drop)
        self.pick.clicked.connect(lambda _checked=False: self.pick_asked.emit())
        self.drop.clicked.connect(lambda _checked=False: self.drop_asked.emit())

    def show_visit(self, detail: VisitDetail) -> None:
        """Show who goes along with a visit; one that is over is changed no more."""
        those = detail.companions
        whole = "\n".join(f"{one.title}　{one.chosen}：{one.reason}" for one in those)
        self.names.set_words("", "、".join(f"{one.name}（{one.chosen}）" for one in those) or _NOBODY, whole)
        is_open = detail.row.state in _OPEN
        self.pick.setEnabled(is_open)
        self.drop.setEnabled(is_open)
        self.drop.setVisible(bool(those))
        self.drop.set_words(
            "或".join(_VERBS[how] for how in Chosen if any(one.chosen == how for one in those))
        )

    def set_density(self, density: Density) -> None:
        """Say less on the button where there is little room."""
        self.pick.setText("挑选" if density is Density.FOLDED else self.pick.accessibleName())
        self.pick.updateGeometry()


def ask_pick(parent: QWidget, desk: Desk, detail: VisitDetail, then: Then) -> None:
    """Ask who is to go along and why; where the registry has nobody left, say so."""
    visit = detail.row.id

    def ask(people: Sequence[AuxiliaryRow]) -> None:
        if people:
            _pick_dialog(parent, desk, detail, people, then)
        else:
            choosers.tell(parent, "挑选随同人员", _NONE_LEFT)

    desk.jobs.run(parent, lambda _progress: choosable(desk.store, visit), ask)


def ask_drop(parent: QWidget, desk: Desk, detail: VisitDetail, then: Then) -> FormDialog:
    """Ask who does not go along after all and why; after a drawn one comes the next in order."""
    those = detail.companions
    by_id = {str(one.id): one for one in those}
    how = _how(those[0])
    words = _LET_GO[how]
    dialog = FormDialog(parent, desk.jobs, f"随同人员不去：{detail.row.name}", "", _VERBS[how])
    who = Combo("随同人员", [(key, f"{one.title}　{one.chosen}") for key, one in by_id.items()])
    said, reason = paragraph(words, "second"), TextArea("理由", 2)
    said.setMinimumHeight(px(_FIELD))
    said.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    dialog.add("who", "随同人员", who)
    dialog.add("said", "怎么办", said)
    dialog.add("reason", "理由", reason, filled(reason, "请写明理由，例如：当天另有任务"))

    def tell() -> None:
        now = _how(by_id[who.key()])
        said.setText(_LET_GO[now])
        dialog.act.set_words(_VERBS[now])

    def prepare() -> Callable[[], object]:
        one, why, act = by_id[who.key()], words_of(reason), desk.act()
        if _how(one) is Chosen.PICKED:
            return partial(take_back, desk.store, one.id, why, act)
        return partial(strike_companion, desk.store, one.id, why, b"", act)

    who.currentIndexChanged.connect(lambda _place: tell())
    dialog.ask(prepare, lambda _name: then())
    who.setFocus()
    return dialog


def _pick_dialog(
    parent: QWidget, desk: Desk, detail: VisitDetail, people: Sequence[AuxiliaryRow], then: Then
) -> FormDialog:
    words = f"随同{detail.row.name}的检查，不占席位。挑选的人和理由写进抽取记录。"
    dialog = FormDialog(parent, desk.jobs, "挑选随同人员", words, "挑选")
    who = Combo("随同人员", [(str(one.id), _choice(one)) for one in people])
    reason = TextArea("理由", 2)
    dialog.add("who", "随同人员", who)
    dialog.add("reason", "理由", reason, filled(reason, "请写明理由，例如：需要现场采样监测"))

    def prepare() -> Callable[[], None]:
        return partial(choose, desk.store, detail.row.id, int(who.key()), words_of(reason), desk.act())

    dialog.ask(prepare, lambda _none: then())
    who.setFocus()
    return dialog


def _choice(one: AuxiliaryRow) -> str:
    return "　".join(part for part in (one.title, one.kind, "、".join(one.skills)) if part)


def _how(companion: CompanionRow) -> Chosen:
    return Chosen(companion.chosen)
