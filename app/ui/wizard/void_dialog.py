"""作废本次抽取: the reason and a second person; the attempt stays on record."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services.draw import void
from app.services.rows.draw import DrawView
from app.ui.ask import Ask
from app.ui.desk import Desk
from app.ui.fields import TextArea, TextField


def ask_void(parent: QWidget, desk: Desk, view: DrawView, then: Callable[[], object]) -> Ask:
    """Ask why and who agrees; `then` is called once the attempt is void."""
    reason = TextArea("作废理由", 3)
    second = TextField("同意人", "经办人以外的一人，例如监督人")

    def act(dialog: Ask) -> None:
        faults = {}
        if not reason.toPlainText().strip():
            faults["reason"] = "请写明作废理由"
        if not second.text().strip():
            faults["second"] = "请填写同意作废的另一人"
        dialog.form.set_faults(faults)
        if faults:
            return
        words, person, doer = reason.toPlainText(), second.text(), desk.act()

        def done(_none: None) -> None:
            dialog.accept()
            then()

        desk.jobs.run(
            dialog,
            lambda _progress: void(desk.store, view.id, words, person, doer),
            done,
            doing="正在存证",
        )

    sentence = (
        f"将作废{view.title}第 {view.attempt} 次抽取。作废的记录和理由会一直保留，并写进以后的抽取记录；"
        "已生成的检查任务一并取消。作废后可重新冻结名单、重新摇号。"
    )
    dialog = Ask(parent, "作废本次抽取", sentence, "作废本次抽取", act)
    dialog.add("reason", "作废理由", reason)
    dialog.add("second", "同意人", second)
    dialog.open()
    reason.setFocus()
    return dialog
