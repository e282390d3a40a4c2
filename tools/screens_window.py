"""Pictures of the window itself and of its small pages: 工作台, 统计, 操作记录, 设置, 本页说明."""

from functools import partial
from typing import Final

from PySide6.QtWidgets import QScrollArea, QWidget

from app.ui.help import HelpDialog
from app.ui.pages.statistics import StatisticsPage
from tools.screen_office import Office, Picture


def _at(key: str, office: Office) -> QWidget:
    page = office.page(key)
    for area in page.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(0)  # another picture may have left it at its foot
    return page.window()


def _empty(office: Office) -> QWidget:
    return office.window("workbench", state="empty")


def _planned(office: Office) -> QWidget:
    return office.window("workbench", state="planned")


def _statistics(tab: str, office: Office) -> QWidget:
    window = office.window("statistics")
    page = window.front()
    if isinstance(page, StatisticsPage):
        page.tabs.set_current(tab)
    return window


def _settings_foot(office: Office) -> QWidget:
    page = office.page("settings")
    for area in page.findChildren(QScrollArea):
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    return page.window()


def _help(office: Office) -> QWidget:
    return HelpDialog(office.window("workbench"), "workbench")


def _not_opened(office: Office) -> QWidget:
    wrong = office.folder / "坏.db"
    wrong.write_bytes(bytes(4096))
    start = office.closed()
    start.open(wrong)
    office.settle(start)
    return start.window


PICTURES: Final[dict[str, Picture]] = {
    "workbench": partial(_at, "workbench"),
    "workbench-empty": _empty,
    "workbench-planned": _planned,
    "statistics-items": partial(_statistics, "items"),
    "statistics-objects": partial(_statistics, "objects"),
    "statistics-inspectors": partial(_statistics, "inspectors"),
    "statistics-disclosure": partial(_statistics, "disclosure"),
    "log": partial(_at, "log"),
    "settings": partial(_at, "settings"),
    "settings-foot": _settings_foot,
    "help": _help,
    "file-not-opened": _not_opened,
}
