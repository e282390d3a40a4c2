"""工作台 of an empty file: exactly three lines, each with the button that does it."""

from pathlib import Path
from typing import Final

from app.core.paths import resources
from app.ui import choosers
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.jobs import Lane
from app.ui.page import Page
from app.ui.progress import Progress

REHEARSAL: Final = "演练.db"
_PAPERS: Final = "演练文件"
_YEAR: Final = 2024
_STEPS: Final = 16
"""How often the rehearsal tells where it is: three before the quarters, three in each, one after."""


def nothing_yet(page: Page, desk: Desk) -> EmptyState:
    """Give the three lines."""
    return EmptyState(
        "还没有名录，从这里开始",
        "三行任选其一；中途退出不会丢失。",
        (
            NextStep(
                "file-input",
                "导入检查对象",
                "从现有的 Excel 名单读入，先看结果再写入",
                "选文件",
                lambda: desk.go("registry", "import"),
            ),
            NextStep(
                "users",
                "导入检查人员",
                "姓名、部门、执法证号和有效期",
                "选文件",
                lambda: desk.go("registry", "import-inspectors"),
            ),
            NextStep(
                "eye",
                "先看演练数据",
                "一个虚构的示例区，可随意操作，不会与正式数据混淆",
                "打开演练",
                lambda: choosers.choose_folder(
                    page, "演练数据放在哪个文件夹", lambda folder: rehearse_into(page, desk, folder)
                ),
            ),
        ),
    )


def rehearse_into(page: Page, desk: Desk, folder: Path) -> None:
    """Live through the rehearsed year in a folder, then open its file in this window."""
    place = folder / REHEARSAL
    demo = resources() / "demo"

    def work(progress: Progress) -> Path:
        from app.services.rehearse import rehearse  # noqa: PLC0415 - brings all papers along

        told: list[str] = []

        def say(step: str) -> None:
            told.append(step)
            progress.report(len(told), _STEPS, f"正在演练：{step.partition('　')[0]}")

        rehearse(folder / _PAPERS, place, demo / "objects.xlsx", demo / "inspectors.xlsx", _YEAR, say)
        return place

    desk.jobs.run(page, work, desk.file_wanted.emit, lane=Lane.OTHER, doing="正在演练一整年")
