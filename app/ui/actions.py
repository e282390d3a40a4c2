"""Every shortcut and command of the window, once; the shortcut sheet and the manual are made from it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from PySide6.QtGui import QAction
    from PySide6.QtWidgets import QWidget


class Command(NamedTuple):
    """A thing the keyboard can do."""

    key: str
    text: str
    shortcut: str
    icon: str = ""


PAGES = (
    Command("workbench", "工作台", "Alt+1", "layout-dashboard"),
    Command("registry", "名录库", "Alt+2", "library"),
    Command("plan", "年度计划", "Alt+3", "calendar-range"),
    Command("draw", "随机抽取", "Alt+4", "dices"),
    Command("visits", "检查任务", "Alt+5", "clipboard-check"),
    Command("disclosure", "结果公开", "Alt+6", "megaphone"),
    Command("statistics", "统计", "Alt+7", "chart-column"),
    Command("log", "操作记录", "Alt+8", "scroll-text"),
    Command("settings", "设置", "Alt+9", "settings"),
)

COMMANDS = (
    Command("search", "查找", "Ctrl+F", "search"),
    Command("new", "新增", "Ctrl+N", "plus"),
    Command("print", "预览与打印", "Ctrl+P", "printer"),
    Command("refresh", "重新读取", "F5", "refresh-cw"),
    Command("undo", "撤销", "Ctrl+Z"),
    Command("redo", "重做", "Ctrl+Y"),
    Command("save", "存草稿", "Ctrl+S"),
    Command("submit", "提交审核", "Ctrl+Return", "check"),
    Command("paste", "粘贴为导入", "Ctrl+V"),
    Command("copy", "复制为表格", "Ctrl+Shift+C", "copy"),
    Command("panel", "打开或收起侧栏", "F9", "panel-right"),
    Command("close", "关闭", "Esc", "x"),
    Command("help", "本页说明", "F1", "info"),
)

_BY_KEY = {command.key: command for command in (*PAGES, *COMMANDS)}
_SPOKEN = {"Return": "回车", "Space": "空格"}


def command(key: str) -> Command:
    """Look a command up."""
    return _BY_KEY[key]


def spoken(shortcut: str) -> str:
    """Give a shortcut as the clerk reads it on the keyboard: Ctrl+回车."""
    for name, word in _SPOKEN.items():
        shortcut = shortcut.replace(name, word)
    return shortcut


def install(key: str, owner: "QWidget", slot: Callable[[], object]) -> "QAction":
    """Let the command act while the focus is inside the owner."""
    from PySide6.QtGui import QAction, QKeySequence  # noqa: PLC0415 - the window stands before it hears keys

    wanted = command(key)
    action = QAction(owner)
    action.setText(wanted.text)  # words given at birth would make PySide load QIcon with its 151 names
    action.setShortcut(QKeySequence(wanted.shortcut))
    action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    action.triggered.connect(lambda _checked=False: slot())
    owner.addAction(action)
    return action
