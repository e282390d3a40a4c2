"""人员年度情况: counts for appraisal, marks and trainings for the ticked, and the spreadsheet."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from app.services.edits import INSPECTORS, Edit
from app.services.inspector_papers import person_years_xlsx
from app.services.inspector_year import person_years
from app.services.rows.personnel import PersonYear
from app.ui import choosers
from app.ui.buttons import Button, Kind
from app.ui.chips import Filter
from app.ui.columns import RIGHT, Column
from app.ui.desk import Desk
from app.ui.pages.registry_inspector_dialogs import MarkDialog, TrainingDialog
from app.ui.pages.registry_names import named
from app.ui.pages.registry_task_page import ChosenRows
from app.ui.pages.registry_ticked import Chosen, Found, TickedPlan, TickedTask
from app.ui.saving import save_made

KEY: Final = "person-years"
TITLE: Final = "人员年度情况"
_NO_MARK: Final = "未登记"


def _number(count: float) -> str:
    return f"{count:g}" if count else "–"


_COLUMNS: tuple[Column[PersonYear], ...] = (
    Column("code", "编号", 80, lambda found: found.code),
    Column("name", "姓名", 76, lambda found: found.name),
    Column("department", "部门", 0, lambda found: found.department),
    Column("drawn", "现场检查", 76, lambda found: _number(found.drawn), RIGHT),
    Column("written", "书面检查", 76, lambda found: _number(found.written), RIGHT),
    Column("done", "已完成", 68, lambda found: _number(found.done), RIGHT),
    Column("targeted", "针对性检查", 88, lambda found: _number(found.targeted), RIGHT),
    Column("attempts", "被剔除", 68, lambda found: _number(found.attempts), RIGHT),
    Column("out", "换下", 52, lambda found: _number(found.out), RIGHT),
    Column("incoming", "接替", 52, lambda found: _number(found.incoming), RIGHT),
    Column("trainings", "培训", 52, lambda found: _number(found.trainings), RIGHT),
    Column("hours", "学时", 52, lambda found: _number(found.hours), RIGHT),
    Column("leave", "请假天数", 76, lambda found: _number(found.leave_days), RIGHT),
    Column("mark", "考核等次", 0, lambda found: found.mark),
)


class PersonYearsTask(TickedTask[PersonYear]):
    """Stays in front after an act: several marks and trainings are given one after the other."""

    def __init__(self, desk: Desk) -> None:
        self._wanted: Sequence[int] = ()
        super().__init__(
            desk,
            TickedPlan(
                registry=INSPECTORS,
                title=TITLE,
                subtitle=f"{desk.year} 年度，由抽取和检查任务统计",
                unit="人",
                columns=_COLUMNS,
                spare=("department", "done", "hours", "leave"),
                filters=(Filter("department", "部门", later=True), Filter("mark", "考核等次", later=True)),
                find=self._find,
                rows=lambda ids: [self.found.get(row_id) for row_id in ids],
                nothing=("还没有检查人员", "在“检查人员”里导入或新增。"),
            ),
        )
        export = Button("导出年度情况", "download")
        export.clicked.connect(lambda _checked=False: self._export())
        self.title_line.add(export)
        self.add_act("登记培训", Kind.PLAIN, self._ask_training)
        self.add_act("登记考核等次", Kind.ACCENT, self._ask_mark)

    def _find(self, chosen: Chosen) -> Found[PersonYear]:
        found = person_years(self._desk.store, self._desk.year)
        ids = [
            row.id
            for row in found
            if row.department in chosen.get("department", (row.department,))
            and (row.mark or _NO_MARK) in chosen.get("mark", (row.mark or _NO_MARK,))
        ]
        return Found(ids, {row.id: row for row in found})

    def _show(self, ids: Sequence[int], *, narrowed: bool) -> None:
        super()._show(ids, narrowed=narrowed)
        rows, wanted = self.found.values(), self._wanted
        self._wanted = ()
        if 0 < len(wanted) < len(rows):
            self.table.rows.tick_all([row_id for row_id in wanted if row_id in self.found])
        self.chips.set_choices("department", sorted({row.department for row in rows if row.department}))
        self.chips.set_choices("mark", (*sorted({row.mark for row in rows if row.mark}), _NO_MARK))

    def take_rows(self, rows: ChosenRows) -> None:
        """Tick the rows that were selected in the list."""
        self._wanted = rows.ids

    def _who(self, people: Sequence[int]) -> str:
        return named([self.found[row_id].name for row_id in people])

    def _ask_training(self) -> None:
        people = self.ticked()
        TrainingDialog(self, self._desk, people, self._who(people), self._kept).begin()

    def _ask_mark(self) -> None:
        people = self.ticked()
        MarkDialog(self, self._desk, people, self._who(people), None, self._kept).begin()

    def _kept(self, edit: Edit | None) -> None:
        if edit is not None:
            self.finished(edit)

    def _export(self) -> None:
        desk = self._desk
        make: Callable[[], bytes] = partial(person_years_xlsx, desk.store, desk.year)
        save_made(self, desk, f"检查人员年度情况{desk.year}.xlsx", choosers.SHEET, make)
