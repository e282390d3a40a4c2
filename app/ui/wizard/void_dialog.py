"""作废本次抽取: the reason and a second person; the attempt stays on record."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.core.periods import DrawKind
from app.services.draw import void
from app.services.rows.draw import DrawView
from app.ui.desk import Desk
from app.ui.fields import TextArea, TextField
from app.ui.form_dialog import FormDialog, filled, words_of

_UNDONE = {False: "已生成的检查任务一并取消", True: "已派出的随同人员一并撤回，检查任务不变"}


def ask_void(parent: QWidget, desk: Desk, view: DrawView, then: Callable[[], object]) -> FormDialog:
    """Ask why and who agrees; `then` is called once the attempt is void."""
    sentence = (
        f"将作废{view.title}第 {view.attempt} 次抽取，{_UNDONE[view.kind is DrawKind.COMPANIONS]}。\n"
        "作废的记录和理由一直保留，并写进以后的抽取记录。\n作废后可重新冻结名单、重新摇号。"
    )
    dialog = FormDialog(parent, desk.jobs, "作废本次抽取", sentence, "作废本次抽取")
    reason, second = TextArea("作废理由", 3), TextField("同意人", "经办人以外的一人，例如监督人")
    dialog.add("reason", "作废理由", reason, filled(reason, "请写明作废理由"))
    dialog.add("second", "同意人", second, filled(second, "请填写同意作废的另一人"))

    def prepare() -> Callable[[], None]:
        words, person, act = words_of(reason), words_of(second), desk.act()
        return lambda: void(desk.store, view.id, words, person, act)

    dialog.ask(prepare, lambda _none: then())
    reason.setFocus()
    return dialog
