"""Importing a file: what it would bring is shown first, and nothing is written before the button says so."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.services.import_preview import preview_import, write_import
from app.services.import_report import Registry
from app.services.rows.intake import FaultRow, ImportPreview, SampleRow
from app.ui import choosers
from app.ui.actions import command, install
from app.ui.buttons import Button, Kind
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.errors import show_error
from app.ui.figures import Figure, Figures
from app.ui.jobs import Lane
from app.ui.label import BOLD, Label
from app.ui.page import FORM_FOOT, Foot, Page
from app.ui.pages.registry_import_parts import FAULT_COLUMNS, ColumnsPanel, sample_columns
from app.ui.pages.registry_section import export_list
from app.ui.surface import column, row, scrolling
from app.ui.table import Table
from app.ui.theme import px
from app.ui.tokens import Tone

_FAULT_ROWS, _SAMPLE_ROWS = 9, 4
_ROW, _HEAD = 28, 36
_LEAST = 3  # the column of the rows as understood that is missed least: 排污许可 or 执法证号
NAMES = {Registry.OBJECTS: "检查对象", Registry.INSPECTORS: "检查人员"}


class ImportPage(Page):
    """`done` hands on what was imported; `left` tells that the user goes back without."""

    done = Signal(object)
    left = Signal()
    template_asked = Signal()

    def __init__(self, desk: Desk, registry: Registry) -> None:
        super().__init__(f"导入{NAMES[registry]}")
        self._desk = desk
        self._registry = registry
        self.preview: ImportPreview | None = None
        self._other = Button("换一个文件", "folder-open")
        self._other.clicked.connect(lambda _checked=False: self.choose())
        self._other.hide()  # until there is one
        self.title_line.add(self._other)
        self.figures = Figures()
        self._head = Label(weight=BOLD)
        self._told = Label(ink="second")
        self.errors = Button("有误", height=28)
        self.hints = Button("提示", height=28)
        for chip in (self.errors, self.hints):
            chip.setCheckable(True)
            chip.setChecked(True)
            chip.clicked.connect(lambda _checked=False: self._show_faults())
        self.faults: Table[FaultRow] = Table(FAULT_COLUMNS, "文件里的问题")
        self._understood = sample_columns(registry)
        self.sample: Table[SampleRow] = Table(self._understood, "读到的内容")
        self._read = Label(ink="second")
        self.columns = ColumnsPanel(registry)
        self.columns.chosen.connect(self._choose_column)
        self.columns.cleared.connect(lambda: self._read_again({}))
        self.columns.folded.connect(lambda _folded: self._fit())
        self.set_panel(self.columns)
        self._lay()
        self._add_foot()
        install("close", self, self.left.emit)

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
        self.banners.clear()
        self._desk.jobs.run(
            self,
            lambda _progress: preview_import(self._desk.store, self._registry, path),
            self._take,
            lane=Lane.OTHER,
            doing=f"正在读取 {path.name}",
        )

    def _choose_column(self, heading: str, field: str) -> None:
        """Let a column be what the clerk says; the one that was it until now is not imported."""
        if self.preview is None:
            return
        others = [found.heading for found in self.preview.columns if field and found.key == field]
        self._read_again({**self.preview.choices, **dict.fromkeys(others, ""), heading: field}, heading)

    def _read_again(self, choices: Mapping[str, str], heading: str = "") -> None:
        shown = self.preview
        if shown is None:
            return
        self.banners.clear()
        self.act.setEnabled(False)  # what is shown is no longer what would be written

        def take(preview: ImportPreview) -> None:
            self._take(preview)
            if combo := self.columns.combo(heading):
                combo.setFocus()

        def keep(error: Exception) -> None:
            self._take(shown)
            show_error(self, error)

        self._desk.jobs.run(
            self,
            lambda _progress: preview_import(self._desk.store, self._registry, shown.path, choices),
            take,
            keep,
            lane=Lane.OTHER,
            doing=f"正在读取 {shown.path.name}",
        )

    def write(self) -> None:
        """Import what was shown."""
        preview = self.preview
        if preview is None:
            return
        self.act.setEnabled(False)
        act = self._desk.act()
        self._desk.jobs.run(
            self,
            lambda _progress: write_import(self._desk.store, self._registry, preview, act),
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
            NextStep("file-text", "下载模板", "没有现成名单时，按模板填写", "下载", self.template_asked.emit),
        )
        empty = EmptyState(f"从文件导入{what}", "读取后逐处列出问题，现在不会写入任何内容。", steps)
        content = QWidget()
        lines = column(content, (0, 4, 0, 0), 8)
        lines.addWidget(self.figures)
        self._fault_head = QWidget()
        head = row(self._fault_head, (0, 8, 0, 0), 12)
        head.addWidget(self._head)
        head.addWidget(self._told, 1)
        head.addWidget(self.errors)
        head.addWidget(self.hints)
        lines.addWidget(self._fault_head)
        lines.addWidget(self.faults)
        sample_head = QWidget()
        words = row(sample_head, (0, 8, 0, 0), 12)
        words.addWidget(Label("读到的内容", weight=BOLD))
        words.addWidget(self._read, 1)
        lines.addWidget(sample_head)
        self.sample.setMinimumHeight(px(_HEAD + _SAMPLE_ROWS * _ROW))
        lines.addWidget(self.sample, 1)
        self._views = QStackedWidget()
        self._views.addWidget(empty)
        self._views.addWidget(scrolling(content, 8))
        self.body.addWidget(self._views, 1)

    def _add_foot(self) -> None:
        self._foot = Foot(FORM_FOOT, "base")
        self._foot.words.setText("现在还没有写入任何内容。")
        self.cancel = Button("取消", hint=command("close").shortcut)
        self.cancel.clicked.connect(lambda _checked=False: self.left.emit())
        self.list = Button("导出问题清单", "download")
        self.list.clicked.connect(lambda _checked=False: self._export())
        self.act = Button("导入", "check", Kind.ACCENT)
        self.act.clicked.connect(lambda _checked=False: self.write())
        self.list.setVisible(False)
        self.act.setEnabled(False)
        self._foot.reason.setText("还没有选文件")
        for button in (self.cancel, self.list, self.act):
            self._foot.add(button)
        self.set_foot(self._foot)

    def _take(self, preview: ImportPreview) -> None:
        self.preview = preview
        self._views.setCurrentIndex(1)
        self._other.show()
        self.title_line.set_subtitle(preview.path.name)
        self.figures.set_figures(
            (
                Figure("读到", f"{preview.rows} 行"),
                Figure("新增", str(preview.new), "green"),
                Figure("更新", str(preview.changed)),
                Figure("未变", str(preview.unchanged)),
                Figure("有误，不导入", str(preview.faulty), "red" if preview.faulty else "text"),
                Figure("跳过标题、合计、空行", str(preview.skipped)),
            )
        )
        refused = len(preview.faults) - preview.warnings
        nothing = "还不知道哪一列是名称" if preview.fault else "没有发现问题"
        self._head.setText(f"问题 {len(preview.faults)} 处" if preview.faults else nothing)
        told = f"{preview.faulty} 行有误不导入，改好后可再导一次；{preview.warnings} 处已修正或请留意"
        self._told.setText(told if preview.faults else "")
        for chip, words, count in ((self.errors, "有误", refused), (self.hints, "提示", preview.warnings)):
            chip.set_words(f"{words} {count}")
            chip.setVisible(count > 0)
            chip.setChecked(True)
        self._show_faults()
        self.sample.set_rows(preview.sample)
        unknown = sum(not found.key and not found.chosen for found in preview.columns)
        asked = f"；{unknown} 列不认识，可在“列的对应”里指定" if unknown else ""
        good = f"前 {len(preview.sample)} 行，共 {preview.good} 行可导入{asked}"
        self._read.setText("" if preview.fault else good)
        self.columns.show_columns(preview)
        self.list.setVisible(bool(preview.faults))
        self._fit()
        self._offer(preview)
        if preview.fault:
            self.banners.show_banner(Tone.AMBER, preview.fault)
            self.columns.set_folded(folded=False)
            self.columns.begin()

    def _offer(self, preview: ImportPreview) -> None:
        skipped = f"，跳过 {preview.faulty} 行" if preview.faulty else ""
        self.act.set_words(f"导入 {preview.good} 行{skipped}")
        reason = self._desk.locked() or _why_not(preview)
        self.act.setEnabled(not reason)
        self._foot.reason.setText(reason)
        if not reason:
            self.act.setFocus()

    def _shown_faults(self) -> list[FaultRow]:
        faults = self.preview.faults if self.preview else ()
        return [fault for fault in faults if (self.errors if fault.refused else self.hints).isChecked()]

    def _show_faults(self) -> None:
        shown = self._shown_faults()
        self.faults.set_rows(shown)
        sheets = any(fault.sheet for fault in shown)  # a CSV has none
        hidden = {"" if sheets else "sheet", "value" if self._is_tight() else ""}
        self.faults.show_columns([each.key for each in FAULT_COLUMNS if each.key not in hidden])
        rows = min(max(len(shown), 1), _FAULT_ROWS)
        self.faults.setFixedHeight(px(_HEAD + rows * _ROW))
        self.faults.setVisible(bool(self.preview and self.preview.faults))

    def _is_tight(self) -> bool:
        return self._density is not Density.NORMAL and not self.columns.is_folded()

    def _fit(self) -> None:
        """Leave out what tells least while the panel takes the room of the tables."""
        keys = [each.key for each in self._understood]
        self.sample.show_columns([key for key in keys if not self._is_tight() or key != keys[_LEAST]])
        narrow = self._density is Density.FOLDED or self.list.isVisibleTo(self)
        self._foot.words.setVisible(not (self._is_tight() and narrow))
        self._show_faults()

    def _export(self) -> None:
        faults = self._shown_faults()
        export_list(self, self._desk, f"{NAMES[self._registry]}导入问题", FAULT_COLUMNS, lambda: faults)

    def _failed(self, error: Exception) -> None:
        self.act.setEnabled(True)
        show_error(self, error)


def _why_not(preview: ImportPreview) -> str:
    if preview.fault:
        return "还没有指定名称一列"
    if preview.new + preview.changed:
        return ""
    return "与名录库一致，没有要写入的" if preview.good else "没有可以导入的行"
