"""Importing a file: what it would bring is shown first, and nothing is written before the button says so."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services.edits import Edit
from app.services.import_confirming import confirm_by_list, unconfirmed
from app.services.import_faults import faults_xlsx
from app.services.import_lines import Mark, counts
from app.services.import_preview import (
    ImportPreview,
    preview_again,
    preview_import,
    preview_pasted,
    write_import,
)
from app.services.rows.intake import Choice, Decision, Reason, Registry, Words
from app.ui import choosers
from app.ui.actions import command, install
from app.ui.buttons import Button, Kind
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.errors import show_error
from app.ui.figures import Figure, Figures
from app.ui.page import FORM_FOOT, Foot, Page
from app.ui.pages.registry_import_panel import ImportPanel
from app.ui.pages.registry_import_questions import Questions, answers_with
from app.ui.pages.registry_import_rows import RowsView
from app.ui.progress import Progress
from app.ui.saving import save_made
from app.ui.surface import column, scrolling
from app.ui.tokens import Tone

NAMES = {Registry.OBJECTS: "检查对象", Registry.INSPECTORS: "检查人员"}
SHOWN = {
    Registry.OBJECTS: ("name", "uscc", "town", "permit_class"),
    Registry.INSPECTORS: ("name", "department", "post", "cert", "cert_expiry"),
}
"""What the columns of a pasted block are, where the list in front does not say."""
_NAMED = 5
_NOTHING_TO_WRITE = "与名录库一致，没有要写入的"


class ImportPage(Page):
    """`done` hands on what was imported, `confirmed` says what was verified by the list.

    `left` tells that the user goes back without.
    """

    done = Signal(object)
    confirmed = Signal(str)
    left = Signal()
    template_asked = Signal()

    def __init__(self, desk: Desk, registry: Registry) -> None:
        super().__init__(f"导入{NAMES[registry]}")
        self._desk = desk
        self._registry = registry
        self.preview: ImportPreview | None = None
        self._begun_with: Mapping[str, str] = {}  # what was chosen for the columns before this visit
        self._other = Button("换一个文件", "folder-open")
        self._other.clicked.connect(lambda _checked=False: self.ask_to_leave(self.choose))
        self._other.hide()  # until there is one
        self.title_line.add(self._other)
        self.figures = Figures()
        self.questions = Questions()
        self.questions.answered.connect(self._answer)
        self.questions.decided.connect(self._decide_alike)
        self.rows = RowsView(registry)
        self.rows.picked.connect(self._show_row)
        self.rows.opened.connect(self._open_row)
        self.columns = ImportPanel(registry)
        self.columns.chosen.connect(self._choose_column)
        self.columns.cleared.connect(lambda: self._read_again(choices={}))
        self.columns.decided.connect(self._decide)
        self.columns.folded.connect(lambda _folded: self._fit())
        self.set_panel(self.columns)
        self._lay()
        self._add_foot()
        install("close", self, self.leave)
        install("paste", self, self.paste)

    def set_density(self, density: Density) -> None:
        """Keep names and faults readable where there is little room."""
        super().set_density(density)
        if hasattr(self, "_foot"):
            self._fit()

    def choose(self) -> None:
        """Ask for a file and look into it."""
        choosers.open_file(self, f"选择{NAMES[self._registry]}文件", choosers.TABLES, self.look_into)

    def look_into(self, path: Path) -> None:
        """Read a file off the screen's thread and show what it would bring."""
        store, registry = self._desk.store, self._registry
        self._look(
            lambda progress: preview_import(store, registry, path, told=progress.report),
            f"正在读取 {path.name}",
        )

    def look_at(self, text: str, fields: Sequence[str] = ()) -> None:
        """Read a block from the clipboard; without headings its columns are ``fields``."""
        shown = fields or SHOWN[self._registry]
        store = self._desk.store
        self._look(lambda _progress: preview_pasted(store, self._registry, text, shown), "正在读取剪贴板")

    def paste(self) -> None:
        """Read what the clipboard holds."""
        text = QGuiApplication.clipboard().text()
        self.ask_to_leave(lambda: self.look_at(text))

    def leave(self) -> None:
        """Go back; what the clerk decided of the file is not lost without a word."""
        self.ask_to_leave(self.left.emit)

    def unsaved(self) -> str:
        """Name the page where a column, a word or a doubtful row was decided and nothing written yet."""
        shown = self.preview
        if shown is None:
            return ""
        is_decided = shown.answers or shown.standing.decisions
        return self.accessibleName() if is_decided or shown.choices != self._begun_with else ""

    def let_go(self) -> None:
        """Forget what was read: a large file takes much memory."""
        self.preview = None
        self.rows.let_go()

    def _look(self, work: Callable[[Progress], ImportPreview], doing: str) -> None:
        self.banners.clear()

        def begin(preview: ImportPreview) -> None:
            self._begun_with = preview.choices
            self._take(preview)

        self._desk.jobs.read(self, work, begin, doing=doing)

    def _choose_column(self, heading: str, field: str) -> None:
        """Let a column be what the clerk says; the one that was it until now is not imported."""
        if self.preview is None:
            return
        others = [found.heading for found in self.preview.columns if field and found.key == field]
        choices = {**self.preview.choices, **dict.fromkeys(others, ""), heading: field}

        def focus() -> None:
            if combo := self.columns.combo(heading):
                combo.setFocus()

        self._read_again(choices=choices, then=focus)

    def _answer(self, field: str, said: str, word: str) -> None:
        """Let a word of the file stand for what the clerk says."""
        if self.preview is None:
            return

        def focus() -> None:
            if combo := self.questions.words.get((field, said)):
                combo.setFocus()

        self._read_again(answers=answers_with(self.preview.answers, field, said, word), then=focus)

    def _read_again(
        self,
        *,
        choices: Mapping[str, str] | None = None,
        answers: Words | None = None,
        then: Callable[[], object] = lambda: None,
    ) -> None:
        shown = self.preview
        if shown is None:
            return
        self.banners.clear()
        self.act.setEnabled(False)  # what is shown is no longer what would be written

        def keep(error: Exception) -> None:
            self._take(shown)
            show_error(self, error)

        self._desk.jobs.read(
            self,
            lambda progress: preview_again(self._desk.store, shown, choices, answers, progress.report),
            lambda preview: self._take(preview, then),
            keep,
            doing=f"正在读取 {shown.path.name}",
            cancelled=lambda: self._take(shown),
        )

    def _decide(self, place: int, decision: Decision) -> None:
        """Do with one doubtful row what the clerk says."""
        self._take_decisions({place: decision})
        self._show_row(place)
        self.columns.row.choices[decision.choice].setFocus()

    def _decide_alike(self, reason: Reason, choice: Choice) -> None:
        """Do the same with all rows that are doubtful for one reason."""
        if self.preview is None:
            return
        self.preview.standing.decide_alike(reason, choice)
        self._show_decisions(self.preview)
        if combo := self.questions.reasons.get(reason):
            combo.setFocus()

    def _take_decisions(self, decisions: Mapping[int, Decision]) -> None:
        if self.preview is not None:
            self.preview.standing.decide(decisions)
            self._show_decisions(self.preview)

    def _show_decisions(self, preview: ImportPreview) -> None:
        self.rows.decide()
        self._show_counts(preview)
        self.questions.show_questions(preview)
        self._offer(preview)

    def _show_row(self, line: int) -> None:
        detail = self.rows.detail(line)
        if detail is not None:
            self.columns.show_row(detail)

    def _open_row(self, line: int) -> None:
        self.columns.set_folded(folded=False)
        self._show_row(line)

    def write(self) -> None:
        """Import what was shown."""
        preview = self.preview
        if preview is None:
            return
        self.act.setEnabled(False)
        act = self._desk.act()
        if not _writes(preview):
            work = partial(confirm_by_list, self._desk.store, preview, act)
            self._desk.jobs.run(
                self, lambda _progress: work(), self._confirmed, self._failed, doing="正在标为已核实"
            )
            return
        self._desk.jobs.run(
            self,
            lambda _progress: write_import(self._desk.store, preview, act),
            self.done.emit,
            self._failed,
            doing=f"正在导入 {preview.good} 行",
        )

    def _lay(self) -> None:
        what = NAMES[self._registry]
        steps = (
            NextStep(
                "file-input",
                f"选择{what}文件",
                "Excel、WPS 表格或 CSV；先看结果再写入",
                "选文件",
                self.choose,
            ),
            NextStep(
                "clipboard-check", "从剪贴板粘贴", "在 WPS 或 Excel 里选中并复制的几行", "粘贴", self.paste
            ),
            NextStep("file-text", "下载模板", "没有现成名单时，按模板填写", "下载", self.template_asked.emit),
        )
        empty = EmptyState(f"从文件导入{what}", "读取后逐行列出结果，现在不会写入任何内容。", steps)
        content = QWidget()
        lines = column(content, (0, 4, 0, 0), 8)
        lines.addWidget(self.figures)
        lines.addWidget(self.questions)
        lines.addWidget(self.rows, 1)
        self._views = QStackedWidget()
        self._views.addWidget(empty)
        self._views.addWidget(scrolling(content, 8))
        self.body.addWidget(self._views, 1)

    def _add_foot(self) -> None:
        self._foot = Foot(FORM_FOOT, "base")
        self._foot.words.setText("现在还没有写入任何内容。")
        self.cancel = Button("取消", hint=command("close").shortcut)
        self.cancel.clicked.connect(lambda _checked=False: self.leave())
        self.list = Button("导出问题表格", "download")
        self.list.clicked.connect(lambda _checked=False: self._export())
        self.act = Button("导入", "check", Kind.ACCENT)
        self.act.clicked.connect(lambda _checked=False: self.write())
        self.list.setVisible(False)
        self.act.setEnabled(False)
        self._foot.reason.setText("还没有选文件")
        for button in (self.cancel, self.list, self.act):
            self._foot.add(button)
        self.set_foot(self._foot)

    def _take(self, preview: ImportPreview, then: Callable[[], object] = lambda: None) -> None:
        self.preview = preview
        self._views.setCurrentIndex(1)
        self._other.show()
        self.title_line.set_subtitle(preview.path.name)
        self._show_counts(preview)
        self.questions.show_questions(preview)
        self.rows.show_preview(preview)
        self.list.setVisible(bool(preview.faults))
        self._fit()
        self._offer(preview)
        if preview.fault:
            self.banners.show_banner(Tone.AMBER, preview.fault)
            self.columns.set_folded(folded=False)
        QTimer.singleShot(0, self, lambda: self._take_columns(preview, then))  # when the rows are painted

    def _take_columns(self, preview: ImportPreview, then: Callable[[], object]) -> None:
        if preview is not self.preview:
            return
        self.columns.show_columns(preview)
        if preview.fault:
            self.columns.begin()
        then()

    def _show_counts(self, preview: ImportPreview) -> None:
        found = counts(preview)
        faulty = found[Mark.FAULTY]
        figures = [
            Figure("读到", f"{preview.rows} 行"),
            Figure("新增", str(found[Mark.NEW]), "green"),
            Figure("更新", str(found[Mark.CHANGED])),
            Figure("未变", str(found[Mark.UNCHANGED])),
            Figure("有误，不导入", str(faulty), "red" if faulty else "text"),
            Figure("跳过标题、合计", str(preview.table.skipped)),
        ]
        if preview.doubtful:
            figures.insert(4, Figure("其中存疑", str(preview.doubtful), "amber"))
        self.figures.set_figures(figures)

    def _offer(self, preview: ImportPreview) -> None:
        left = counts(preview)[Mark.LEFT_OUT]
        skipped = f"，跳过 {preview.table.faulty + left} 行" if preview.table.faulty + left else ""
        self.act.set_words(f"导入 {preview.good - left} 行{skipped}")
        reason = self._desk.locked() or self._why_not(preview)
        self.act.setEnabled(not reason)
        self._foot.reason.setText(reason)
        if not reason:
            self.act.setFocus()
        elif reason == _NOTHING_TO_WRITE and self._registry is Registry.OBJECTS:
            self._look_for_unconfirmed(preview)

    def _look_for_unconfirmed(self, preview: ImportPreview) -> None:
        """Offer to mark the objects of a list that agrees with the registry as verified."""
        store, today = self._desk.store, self._desk.today()

        def offer(count: int) -> None:
            if count and self.preview is preview and not self.act.isEnabled():
                self.act.set_words(f"按这份名单标为已核实 {count} 家")
                self.act.setEnabled(True)
                self.act.setFocus()

        self._desk.jobs.run(self, lambda _progress: unconfirmed(store, preview, today), offer, doing="")

    def _confirmed(self, edit: Edit) -> None:
        self._desk.edits.did(edit)
        self.confirmed.emit(f"{edit.what}：{edit.detail}。")

    def _why_not(self, preview: ImportPreview) -> str:
        if preview.fault:
            return "还没有指定名称一列"
        clashes = preview.standing.clashes()
        if clashes:
            lines = "、".join(str(preview.table.rows[place].row) for place in clashes[:_NAMED])
            return f"第 {lines} 行说的是同一家，请改一行"
        if _writes(preview):
            return ""
        return _NOTHING_TO_WRITE if preview.good else "没有可以导入的行"

    def _is_tight(self) -> bool:
        return self._density is not Density.NORMAL and not self.columns.is_folded()

    def _fit(self) -> None:
        """Leave out what tells least while the panel takes the room of the tables."""
        self.rows.show_least(tight=not self.columns.is_folded())
        self.questions.show_least(tight=self._density is not Density.NORMAL)
        # The buttons over the list say the same counts.
        self.figures.setVisible(self._density is not Density.FOLDED and not self._is_tight())
        narrow = self._density is Density.FOLDED or self.list.isVisibleTo(self)
        self._foot.words.setVisible(not (self._is_tight() and narrow))

    def _export(self) -> None:
        preview = self.preview
        if preview is None:
            return
        name = f"{preview.path.stem}（问题）.xlsx"
        save_made(self, self._desk, name, choosers.SHEET, lambda: faults_xlsx(self._registry, preview.table))

    def _failed(self, error: Exception) -> None:
        self.act.setEnabled(True)
        show_error(self, error)


def _writes(preview: ImportPreview) -> bool:
    found = counts(preview)
    return found[Mark.NEW] + found[Mark.CHANGED] > 0
