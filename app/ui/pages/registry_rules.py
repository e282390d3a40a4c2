"""The rules of a stratum on visits made before, how the head changes them, and the paper that says them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.core.catalogue import Repeat, RuleChange, Stratum, VisitedScope
from app.services.policy import REPEAT_WORDS, VISITED_WORDS, change_rule, policy_pdf
from app.ui.desk import Desk
from app.ui.fields import Combo, TextField
from app.ui.form_dialog import FormDialog, filled, words_of
from app.ui.preview_window import PreviewWindow

_CHANGEABLE = (VisitedScope.ITEM_YEAR, VisitedScope.ANY_YEAR)


def rule_words(stratum: Stratum) -> str:
    """Say what becomes of a unit that was visited before."""
    if stratum.once:
        return VISITED_WORDS[VisitedScope.ONCE]
    return f"{VISITED_WORDS[stratum.visited]}的{REPEAT_WORDS[stratum.repeat]}"


def ask_rule(parent: QWidget, desk: Desk, stratum: Stratum, then: Callable[[], object]) -> FormDialog:
    """Ask which visits count and what becomes of the visited; it holds from the next freeze on."""
    sentence = (
        f"{stratum.number} {stratum.short_label}。从下一次冻结名单起生效，已冻结的抽取不变；"
        "由负责人决定，写进操作记录，并印在“随机抽取规则”上。"
    )
    dialog = FormDialog(parent, desk.jobs, "改重复抽查规则", sentence, "改规则")
    visited = Combo("哪些算已查", [(str(each), VISITED_WORDS[each]) for each in _CHANGEABLE])
    visited.set_key(str(stratum.visited))
    repeat = Combo("已查的", [(str(each), REPEAT_WORDS[each]) for each in Repeat])
    repeat.set_key(str(stratum.repeat))
    head = TextField("决定人", "负责人姓名")
    head.setText(desk.office.head)
    dialog.add("visited", "哪些算已查", visited)
    dialog.add("repeat", "已查的", repeat)
    dialog.add("head", "决定人", head, filled(head, "请填写作出决定的负责人"))

    def prepare() -> Callable[[], None]:
        change = RuleChange(stratum.code, Repeat(repeat.key()), VisitedScope(visited.key()))
        person, act = words_of(head), desk.act()
        return lambda: change_rule(desk.store, desk.year, change, person, act)

    dialog.ask(prepare, lambda _none: then())
    return dialog


def open_policy(parent: QWidget, desk: Desk) -> None:
    """Show 随机抽取规则 of the year, to print or to publish."""
    act = desk.act()

    def ready(data: bytes) -> None:
        window = PreviewWindow(parent, desk.jobs)
        window.show_document(f"{desk.year}年随机抽取规则", data, desk.store.path.parent)

    desk.jobs.run(
        parent,
        lambda _progress: policy_pdf(desk.store, desk.year, act),
        ready,
        doing="正在生成随机抽取规则",
    )
