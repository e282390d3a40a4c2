"""What is done to one visit with a reason: 换人、剔除、审核、退回、不予公开."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.core.errors import UserError
from app.core.periods import short
from app.services import results
from app.services.rows.office import Act
from app.services.rows.visit import Successor, VisitDetail, VisitRow
from app.services.visits import candidate, strike, substitute
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.fields import Combo, TextArea, TextField
from app.ui.form_dialog import FormDialog, filled, words_of
from app.ui.label import Label, paragraph
from app.ui.surface import row
from app.ui.theme import px

_PROOF = "证明材料 (*.pdf *.jpg *.jpeg *.png *.docx)"
_REASONS = tuple((word, word) for word in ("关闭", "搬迁", "无法联系", "停产"))
_FIELD = 32
Then = Callable[[], object]
Dialog = Callable[[QWidget, Desk, VisitDetail, Then], FormDialog]


def ask_substitute(parent: QWidget, desk: Desk, detail: VisitDetail, then: Then) -> FormDialog:
    """Ask who cannot go and why; who comes instead follows from the draw and is only shown."""
    words = "由抽签号和已查次数排定的第一位可派的人接替，不能另指他人。"
    dialog = FormDialog(parent, desk.jobs, f"换人：{detail.row.name}", words, "换人")
    seats = [(str(seat.number), f"第 {seat.number} 席　{seat.inspector or '空缺'}") for seat in detail.seats]
    seat, reason = Combo("换下的人", seats), TextField("原因", "例如临时回避、请假")
    comes = paragraph("正在查找接替的人……", "second")
    comes.setMinimumHeight(px(_FIELD))
    comes.setAlignment(Qt.AlignmentFlag.AlignVCenter)
    dialog.add("seat", "换下的人", seat)
    dialog.add("comes", "接替的人", comes)
    dialog.add("reason", "原因", reason, filled(reason, "请写明换人的原因"))
    head = TextField("决定人", "负责人姓名")
    head.setText(desk.office.head)
    dialog.add("head", "决定人", head, filled(head, "请填写决定换人的负责人"))
    visit = detail.row.id

    def look() -> None:
        number, act = int(seat.key()), desk.act()
        desk.jobs.run(
            dialog,
            lambda _progress: candidate(desk.store, visit, number, act),
            show,
        )

    def show(found: Successor) -> None:
        comes.setText(_successor(found))
        comes.setMinimumHeight(max(px(_FIELD), comes.heightForWidth(comes.width())))  # the form grows with it

    def prepare() -> Callable[[], str]:
        number, why, who, act = int(seat.key()), words_of(reason), words_of(head), desk.act()
        return lambda: substitute(desk.store, visit, number, why, who, act)

    seat.currentIndexChanged.connect(lambda _place: look())
    look()
    dialog.ask(prepare, lambda _name: then())
    seat.setFocus()
    return dialog


def _successor(found: Successor) -> str:
    """Say who comes; who stands before him and cannot go is passed over on record."""
    if found.back is not None:
        return f"今天没有可派的人，{short(found.back)}起有人销假，请到那天再换"
    who = found.name or "没有可派的人，席位空缺，由负责人决定"
    return f"{who}\n{'、'.join(found.passed)}依次在前，不能派，记录在案" if found.passed else who


def ask_strike(parent: QWidget, desk: Desk, visit: VisitRow, then: Then) -> FormDialog:
    """Ask why a unit falls out, with a file that proves it where there is one."""
    words = f"{visit.name}将从本次抽取中剔除，这次检查取消；同类的下一位候补接替，剔除写入存证，不能撤回。"
    dialog = FormDialog(parent, desk.jobs, f"剔除：{visit.name}", words, "剔除")
    kind, detail = Combo("原因", _REASONS), TextField("说明", "可不填，例如“现场查看已拆除”")
    dialog.add("kind", "原因", kind)
    dialog.add("detail", "说明", detail)
    proof: list[Path] = []
    dialog.add("proof", "证明材料", _proof_line(dialog, proof))

    def prepare() -> Callable[[], None]:
        why = "，".join(part for part in (kind.key(), words_of(detail)) if part)
        act, places = desk.act(), tuple(proof)
        return lambda: strike(desk.store, visit.id, why, _read(places), act)

    dialog.ask(prepare, lambda _none: then())
    kind.setFocus()
    return dialog


def ask_approve(parent: QWidget, desk: Desk, detail: VisitDetail, then: Then) -> FormDialog:
    """Ask who has reviewed the result."""
    visit = detail.row
    words = f"{visit.name}的结果“{detail.public_wording}”审核通过后即可公开。"
    dialog = FormDialog(parent, desk.jobs, f"审核通过：{visit.name}", words, "审核通过")
    who = _reviewer(dialog, desk)

    def prepare() -> Callable[[], None]:
        act = Act(words_of(who), desk.act().at)
        return lambda: results.approve(desk.store, visit.id, act)

    dialog.ask(prepare, lambda _none: then())
    dialog.act.setFocus()
    return dialog


def ask_return(parent: QWidget, desk: Desk, visit: VisitRow, then: Then) -> FormDialog:
    """Ask what must be entered again."""
    words = "结果退回经办人重新录入，原因会显示在录入页上。"
    dialog = FormDialog(parent, desk.jobs, f"退回：{visit.name}", words, "退回")
    why = TextArea("退回原因", 2)
    dialog.add("why", "退回原因", why, filled(why, "请写明退回的原因"))
    return _decided(dialog, desk, why, partial(results.send_back, desk.store, visit.id), then)


def ask_withhold(parent: QWidget, desk: Desk, detail: VisitDetail, then: Then) -> FormDialog:
    """Ask on what basis a result stays closed; the object's own basis stands there already."""
    visit = detail.row
    words = "只有涉及国家秘密、国家安全或公共安全的结果可以不予公开，\n公开率中单独计数。"
    dialog = FormDialog(parent, desk.jobs, f"不予公开：{visit.name}", words, "不予公开")
    basis = TextArea("依据", 2)
    basis.setPlainText(detail.secrecy_basis)
    dialog.add("basis", "依据", basis, filled(basis, "请写明不予公开的依据"))
    return _decided(dialog, desk, basis, partial(results.withhold, desk.store, visit.id), then)


def _decided(
    dialog: FormDialog, desk: Desk, why: TextArea, decide: Callable[[str, Act], None], then: Then
) -> FormDialog:
    """Let the reviewer decide with the reason that was written."""
    who = _reviewer(dialog, desk)

    def prepare() -> Callable[[], None]:
        reason, act = words_of(why), Act(words_of(who), desk.act().at)
        return lambda: decide(reason, act)

    dialog.ask(prepare, lambda _none: then())
    why.setFocus()
    return dialog


def _reviewer(dialog: FormDialog, desk: Desk) -> TextField:
    who = TextField("审核人")
    who.setText(desk.office.reviewer)
    dialog.add("who", "审核人", who, filled(who, "请填写审核人"))
    return who


def _proof_line(dialog: FormDialog, proof: list[Path]) -> QWidget:
    line = QWidget()
    layout = row(line, gap=8)
    button, shown = Button("选文件", "plus", height=28), Label("没有选文件", "second")

    def take(place: Path) -> None:
        proof[:] = [place]
        shown.setText(place.name)

    button.clicked.connect(lambda _checked=False: choosers.open_file(dialog, "选证明材料", _PROOF, take))
    layout.addWidget(button)
    layout.addWidget(shown, 1)
    return line


def _read(places: tuple[Path, ...]) -> bytes:
    """Read the proof; only its SHA-256 is kept in the log, so an empty file proves nothing."""
    if not places:
        return b""
    data = places[0].read_bytes()
    if not data:
        raise UserError(f"“{places[0].name}”是空文件，请另选证明材料。")
    return data
