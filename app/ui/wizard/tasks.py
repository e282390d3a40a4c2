"""生成任务: opens the visits; when they are over, the 保密码 and the public package."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.core.whole_file import write_whole
from app.services.draw import reveal
from app.services.packages import draw_package, zipped
from app.services.rows.draw import DrawView
from app.services.visits import open_visits
from app.ui import choosers
from app.ui.buttons import Button
from app.ui.desk import Desk
from app.ui.figures import Figure, Figures
from app.ui.label import BOLD, Label, paragraph
from app.ui.surface import Surface, column, row
from app.ui.theme import px
from app.ui.wizard.drawn import drawn_by
from app.ui.wizard.paper_pane import paper_name
from app.ui.wizard.standing import Place, Standing
from app.ui.wizard.step import DrawStep
from app.ui.wizard.words import moment_words

_PACKAGES = "公开包 (*.zip)"
_LINE = 76
_NO_SALT = "-"


class TasksStep(DrawStep):
    """The last step, and the page of a finished draw."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__("生成任务", "生成检查任务", parent=parent)
        self._desk = desk
        self._standing: Standing | None = None
        self.figures = Figures()
        self.body.addWidget(self.figures)
        self._words = paragraph("", "second")
        self._words.setContentsMargins(0, px(4), 0, px(4))
        self.body.addWidget(self._words)
        self._afterwards = Surface("base", "trbl")
        lines = column(self._afterwards, (1, 1, 1, 1))
        self.reveal = Button("公开保密码")
        self.export = Button("导出公开包", "download")
        self._reveal_words = Label(ink="second")
        self._export_words = Label(ink="second")
        lines.addWidget(_line("公开保密码", self._reveal_words, self.reveal, last=False))
        lines.addWidget(_line("导出公开包", self._export_words, self.export, last=True))
        self.body.addWidget(self._afterwards)
        self.body.addStretch(1)
        self.reveal.clicked.connect(lambda _checked=False: self._ask_reveal())
        self.export.clicked.connect(lambda _checked=False: self._ask_place())
        self.first = self.onward

    def place(self) -> Place:
        """Tell which step this is."""
        return Place.VISITS

    def show_standing(self, standing: Standing) -> None:
        """Show what will be opened, or how far the visits have come."""
        view = standing.view
        if view is None:
            return
        self._standing = standing
        progress = standing.progress
        opened = bool(progress.opened)
        self._afterwards.setVisible(opened)
        if not opened:
            self._show_what_opens(view)
            return
        self.figures.set_figures(
            (
                Figure("检查任务", f"{progress.opened} 次"),
                Figure("已检查", f"{progress.done} 次"),
                Figure("未完成", f"{progress.waiting} 次", "amber" if progress.waiting else "text"),
                Figure("已取消", f"{progress.cancelled} 次"),
            )
        )
        strikes = (f"剔除　{words}" for words in view.strikes)
        changes = (*strikes, *(f"换人　{words}" for words in view.substitutions))
        self._words.setText("\n".join(changes) if changes else "没有剔除和换人。")
        self.onward.set_words("去检查任务")
        self.refuse("")
        self._show_afterwards(standing)

    def _show_what_opens(self, view: DrawView) -> None:
        said = drawn_by(view.kind)
        if said.companions:
            turns = len(view.picks)
            self.figures.set_figures(
                (
                    Figure("检查任务", f"{len(view.counts)} 次"),
                    Figure("随同", f"{turns} 人次"),
                    Figure("规定时限", view.due_on.isoformat()),
                )
            )
            self._words.setText(
                "派出后随同人员列在各次检查的检查人员下面，不占席位；"
                "这些检查开始前仍可作废本次抽取，检查任务不变。"
            )
            self.onward.set_words(f"{said.open} {turns} 人次")
            self.refuse("")
            return
        seats = sum(len(team.team) for team in view.teams)
        self.figures.set_figures(
            (
                Figure("检查任务", f"{len(view.teams)} 次"),
                Figure("联合检查", f"{view.joint} 次"),
                Figure("席位", f"{seats} 人次"),
                Figure("规定时限", view.due_on.isoformat()),
            )
        )
        self._words.setText(
            "生成后各次检查进入“检查任务”，名单在检查前保密；没有检查结果前仍可作废本次抽取。"
        )
        self.onward.set_words(f"{said.open} {len(view.teams)} 次")
        self.refuse("派齐人员" if view.shortage else "")

    def go_on(self) -> None:
        """Open the visits, or go and see them."""
        standing = self._standing
        if standing is None or standing.view is None:
            return
        if standing.progress.opened:
            self._desk.go("visits", "未完成")
            return
        draw_id, act = standing.view.id, self._desk.act()
        self._desk.jobs.run(
            self,
            lambda _progress: open_visits(self._desk.store, draw_id, act),
            lambda _count: self.acted.emit(Place.VISITS),
            doing=f"正在{standing.drawn.open}",
        )

    def _show_afterwards(self, standing: Standing) -> None:
        view, waiting = standing.view, standing.progress.waiting
        if view is None:
            return
        salted = view.commitment != _NO_SALT
        self.reveal.setEnabled(salted and not waiting and not view.revealed_at)
        if not salted:
            words = "本次抽取没有用保密码"
        elif view.revealed_at:
            words = f"已于 {moment_words(view.revealed_at)} 公开，任何人都能复核本次抽取"
        elif waiting:
            words = f"还有 {waiting} 次检查没有完成，完成后才能公开"
        else:
            words = "检查已全部结束，公开后任何人都能复核本次抽取"
        self._reveal_words.setText(words)
        ready = bool(view.revealed_at) or not salted
        self.export.setEnabled(ready)
        self._export_words.setText(
            "一个 .zip 文件，只有编号和代号，没有单位和人员姓名" if ready else "公开保密码以后才能导出"
        )

    def _ask_reveal(self) -> None:
        standing = self._standing
        if standing is None or standing.view is None:
            return
        words = f"公开{standing.title}第 {standing.attempt} 次抽取的保密码。公开后写入存证，不能收回。"
        choosers.confirm(self, "公开保密码", words, "公开保密码", self._reveal)

    def _reveal(self) -> None:
        if self._standing is None or self._standing.view is None:
            return
        draw_id, act = self._standing.view.id, self._desk.act()
        self._desk.jobs.run(
            self,
            lambda _progress: reveal(self._desk.store, draw_id, act),
            lambda _none: self.acted.emit(Place.VISITS),
            doing="正在存证",
        )

    def _ask_place(self) -> None:
        if self._standing is None or self._standing.view is None:
            return
        view = self._standing.view
        suggested = self._desk.store.path.parent / f"{paper_name('公开包', view.title, view.attempt)}.zip"

        def write(place: Path) -> None:
            self._desk.jobs.run(
                self,
                lambda _progress: write_whole(place, zipped(draw_package(self._desk.store, view.id))),
                lambda _none: self._export_words.setText(f"已导出到 {place}"),
                doing="正在导出",
            )

        choosers.save_file(self, "导出公开包", suggested, _PACKAGES, write)


def _line(title: str, words: Label, button: Button, *, last: bool) -> Surface:
    line = Surface("base", "" if last else "b")
    line.setFixedHeight(px(_LINE))
    layout = row(line, (20, 0, 20, 0), 16)
    texts = QWidget()
    lines = column(texts)
    lines.addStretch(1)
    lines.addWidget(Label(title, weight=BOLD))
    lines.addWidget(words)
    lines.addStretch(1)
    layout.addWidget(texts, 1)
    layout.addWidget(button)
    return line
