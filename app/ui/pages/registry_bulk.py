"""批量修改: fields of many rows, what would change counted and shown row by row, then one act."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.errors import UserError
from app.services.bulk_edit import bulk_edit, bulk_rows, preview_bulk
from app.services.bulk_edit_fields import POST_FIELDS, wish_faults
from app.services.edits import INSPECTORS, Edit
from app.services.registry_choices import registry_choices
from app.services.rows.bulk import BulkFault, BulkGroup, BulkPreview, BulkRow, Wish
from app.services.rows.registry import RegistryChoices
from app.ui.actions import command, install
from app.ui.buttons import Button, Kind, turn_off
from app.ui.columns import RIGHT, Column
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.fields import DateField, TextField
from app.ui.form import Form
from app.ui.jobs import Job, Lane
from app.ui.label import Label
from app.ui.page import FORM_FOOT, Foot
from app.ui.pages.registry_bulk_wish import WishLine
from app.ui.pages.registry_names import NAMES, UNITS
from app.ui.pages.registry_task_page import ChosenRows, TaskPage
from app.ui.surface import column, row, scrolling
from app.ui.table import JobSource, Table
from app.ui.theme import px

if TYPE_CHECKING:
    from datetime import date

TITLE: Final = "批量修改"
_MOST_LINES: Final = 6
_MOST_HIGH: Final = {Density.NORMAL: 280, Density.COMPACT: 132, Density.FOLDED: 92}
_QUIET_FOR: Final = 300
_BEGIN: Final = "先选要改的项目和改成什么，下面会列出将改哪些。"
_STOPPED: Final = "核对没有做完。改一改上面的条件，重新核对。"
_GROUPS, _ROWS, _FAULTS = 0, 1, 2


def key_of(tab: str) -> str:
    """Name the task of a tab."""
    return f"bulk-{tab}"


def _said(words: str) -> str:
    return words or "（空）"


def _changes(found: BulkRow) -> str:
    return "；".join(f"{pair.field}：{_said(pair.before)} → {_said(pair.after)}" for pair in found.pairs)


_GROUP_COLUMNS: Final[tuple[Column[BulkGroup], ...]] = (
    Column("field", "项目", 132, lambda group: group.field),
    Column("before", "现为", 0, lambda group: _said(group.before)),
    Column("after", "改为", 0, lambda group: _said(group.after)),
    Column("count", "数量", 76, lambda group: str(group.count), RIGHT),
)
_ROW_COLUMNS: Final[tuple[Column[BulkRow], ...]] = (
    Column("code", "编号", 84, lambda found: found.code),
    Column("name", "名称", 240, lambda found: found.name),
    Column("changes", "改动", 0, _changes),
)
_FAULT_COLUMNS: Final[tuple[Column[BulkFault], ...]] = (
    Column("code", "编号", 84, lambda fault: fault.code),
    Column("name", "名称", 240, lambda fault: fault.name),
    Column("why", "为什么不改", 0, lambda fault: fault.why),
)


class BulkTask(TaskPage):
    """Begins with one empty line; what it would do is looked at anew whenever a wish changes."""

    def __init__(self, desk: Desk, table: str) -> None:
        super().__init__(f"{TITLE}{NAMES[table]}")
        self._desk = desk
        self._table = table
        self._rows = ChosenRows((), "")
        self._choices: RegistryChoices | None = None
        self._shown: tuple[Wish, ...] = ()
        self._job: Job | None = None
        self.preview: BulkPreview | None = None
        self.lines: list[WishLine] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_FOR)
        self._timer.timeout.connect(self._look)
        self.form = Form()
        self.reason = TextField("原因", "例如：按 2024 年重点单位名录调整")
        self.form.add("reason", "原因", self.reason)
        self.since = DateField("部门、岗位变动日期")
        self.since.set_date(desk.today())
        self.since.setPlaceholderText("部门、岗位从哪天起变动；留空为更正写错的")
        self.moved = Form()
        self.moved.add("since", "变动日期", self.since)
        self._views = [Button(words, height=28) for words in ("汇总", "逐条", "不改的")]
        self.groups: Table[BulkGroup] = Table(_GROUP_COLUMNS, "将要改的，按现值和新值汇总")
        source = JobSource(desk.jobs, self, self._read)
        self.changing: Table[BulkRow] = Table(_ROW_COLUMNS, "将要改的，逐条", source)
        self.faults: Table[BulkFault] = Table(_FAULT_COLUMNS, "改了会有问题，因此不改的")
        self._stack = QStackedWidget()
        self.told = Label(_BEGIN, ink="second")
        self.cancel = Button("取消", hint=command("close").shortcut)
        self.act = Button(TITLE, "check", Kind.ACCENT, hint=command("save").shortcut)
        self._lay()
        self._forget()
        install("save", self, self.act.click)

    def set_density(self, density: Density) -> None:
        """Leave room for what would change."""
        super().set_density(density)
        if hasattr(self, "_area"):
            self._fit()

    def take_rows(self, rows: ChosenRows) -> None:
        """Change these."""
        self._rows = rows
        self.title_line.set_subtitle(rows.words, self._desk.locked())
        store, year = self._desk.store, self._desk.year
        read = partial(registry_choices, store, year)
        self._desk.jobs.run(self, lambda _progress: read(), self._take_choices, lane=Lane.OTHER)

    def unsaved(self) -> str:
        """Name the page where a wish or a reason was filled in."""
        begun = any(line.key() for line in self.lines) or bool(self.reason.text().strip())
        return self.accessibleName() if begun else ""

    def wishes(self) -> tuple[Wish, ...]:
        """Give what is wished; a UserError says what is wrong with a value."""
        return tuple(line.wish() for line in self.lines if line.key())

    def apply(self) -> None:
        """Change what is shown, in one act."""
        why = self.reason.text().strip()
        wrong, since = self._read_since()
        self.moved.set_faults(wrong)
        self.form.set_faults({} if why else {"reason": "请写明原因"})
        if wrong or not why or self.preview is None:
            return
        self.act.setEnabled(False)
        desk = self._desk
        work = partial(
            bulk_edit,
            desk.store,
            self._table,
            self._rows.ids,
            self._shown,
            why,
            desk.act(),
            since=since,
        )
        self._desk.jobs.run(
            self,
            lambda progress: work(told=progress.report),
            self._done,
            self._refused,
            doing=f"正在{TITLE}",
            cancelled=lambda: self.act.setEnabled(True),
        )

    def _is_moving(self) -> bool:
        return self._table == INSPECTORS and any(line.key() in POST_FIELDS for line in self.lines)

    def _read_since(self) -> "tuple[dict[str, str], date | None]":
        """Give what is wrong with the day since when another department or post holds, or the day."""
        try:
            return {}, self.since.day() if self._is_moving() else None
        except UserError as error:
            return {"since": str(error)}, None

    def _take_choices(self, choices: RegistryChoices) -> None:
        self._choices = choices
        line = self.lines[0] if self.lines else self._add_line()
        line.field.setFocus()

    def _add_line(self) -> WishLine:
        line = WishLine(self._table, self._choices or RegistryChoices(0, 0, (), (), (), None))
        line.changed.connect(self._ask)
        line.changed.connect(lambda: QTimer.singleShot(0, self, self._fit))  # once the value is laid
        line.removed.connect(lambda: self._drop(line))
        line.more.connect(self._begin_another)
        self.lines.append(line)
        self._wishes.addWidget(line)
        line.show()  # what is hidden asks for no room
        self._count_lines()
        return line

    def _begin_another(self) -> None:
        line = self._add_line()
        line.field.setFocus()
        QTimer.singleShot(0, line, lambda: self._area.ensureWidgetVisible(line))

    def _drop(self, line: WishLine) -> None:
        self.lines.remove(line)
        self._wishes.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._count_lines()
        self.lines[0].field.setFocus()
        self._ask()

    def _count_lines(self) -> None:
        for line in self.lines:
            line.add.setVisible(line is self.lines[-1] and len(self.lines) < _MOST_LINES)
            line.remove.setVisible(len(self.lines) > 1)
        self._fit()

    def _fit(self) -> None:
        for line in self.lines:
            line.updateGeometry()
        self._wishes.activate()
        wanted = self._wished.sizeHint().height()
        self.moved.setVisible(self._is_moving())
        self._area.setFixedHeight(min(wanted, px(_MOST_HIGH[self._density])))

    def _ask(self) -> None:
        """Look again soon; until then nothing is shown that is not what would be done."""
        self._forget()
        self._timer.start()

    def _forget(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job.drop()
            self._job = None
        self.preview = None
        self.act.setEnabled(False)
        self.act.set_words(TITLE)

    def _look(self) -> None:
        try:
            wishes = self.wishes()
        except UserError as error:
            self._tell_nothing(f"{error}。")
            return
        if not wishes:
            self._tell_nothing(_BEGIN)
            return
        if faults := wish_faults(self._table, wishes):
            self._tell_nothing(f"{'；'.join(faults.values())}。")
            return
        self.told.setText("正在核对")
        store, ids = self._desk.store, self._rows.ids
        self._job = self._desk.jobs.run(
            self,
            lambda progress: preview_bulk(store, self._table, ids, wishes, progress.report),
            partial(self._show, wishes),
            self._stop,
            doing="正在核对",
            cancelled=lambda: self._tell_nothing(_STOPPED),
        )

    def _stop(self, error: Exception) -> None:
        self._tell_nothing(_STOPPED)
        show_error(self, error)

    def _tell_nothing(self, words: str) -> None:
        self.told.setText(words)
        self.groups.set_rows(())
        self.changing.set_ids(())
        self.faults.set_rows(())

    def _show(self, wishes: Sequence[Wish], preview: BulkPreview) -> None:
        self._job = None
        self._shown, self.preview = tuple(wishes), preview
        unit, count = UNITS[self._table], len(preview.ids)
        parts = [f"将改 {count} {unit}"]
        if preview.unchanged:
            parts.append(f"{preview.unchanged} {unit}已经是这样")
        if preview.faults:
            parts.append(f"{len(preview.faults)} {unit}改了会有问题，不改")
        self.told.setText("，".join(parts) + "。")
        self.groups.set_rows(preview.groups)
        self.changing.set_ids(preview.ids)
        self.faults.set_rows(preview.faults)
        self._views[_FAULTS].set_words(f"不改的 {len(preview.faults)}" if preview.faults else "不改的")
        self.act.set_words(f"{TITLE} {count} {unit}")
        self.act.setEnabled(count > 0)
        turn_off(self.act, self._desk.locked())

    def _read(self, ids: Sequence[int]) -> Sequence[BulkRow | None]:
        found = bulk_rows(self._desk.store, self._table, ids, self._shown)
        return [found.get(row_id) for row_id in ids]

    def _done(self, edit: Edit) -> None:
        self._desk.edits.did(edit)
        self.done.emit(f"{edit.detail}。")

    def _refused(self, error: Exception) -> None:
        self.act.setEnabled(True)
        show_error(self, error)

    def show_view(self, place: int) -> None:
        """Show the sums, the rows one by one, or those that stay as they are."""
        self._stack.setCurrentIndex(place)
        for number, button in enumerate(self._views):
            button.setChecked(number == place)

    def _lay(self) -> None:
        self._wished = QWidget()
        self._wishes = column(self._wished, gap=8)
        self._area = scrolling(self._wished, 12)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._area)
        self.body.addWidget(self.moved)
        self.body.addWidget(self.form)
        views = QWidget()
        view_row = row(views, gap=8)
        for place, button in enumerate(self._views):
            button.setCheckable(True)
            button.clicked.connect(lambda _checked=False, place=place: self.show_view(place))
            view_row.addWidget(button)
        view_row.addWidget(self.told, 1)
        self.body.addWidget(views)
        for table in (self.groups, self.changing, self.faults):
            self._stack.addWidget(table)
        self.body.addWidget(self._stack, 1)
        self.show_view(_GROUPS)
        foot = Foot(FORM_FOOT, "base")
        self.cancel.clicked.connect(lambda _checked=False: self.leave())
        self.act.clicked.connect(lambda _checked=False: self.apply())
        foot.add(self.cancel)
        foot.add(self.act)
        self.set_foot(foot)
