"""The form of a campaign: what it is called and rests on, whom it reaches, what it draws."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from app.core.errors import UserError
from app.core.periods import quarter_end
from app.core.targeting import RESERVED_ITEM, InspectorConditions, Targeting
from app.services.campaign_reach import campaign_reach
from app.services.campaigns import delete_campaign, edit_campaign, make_campaign
from app.services.rows.campaign import CampaignChoices, CampaignFields, CampaignReach, CampaignRow
from app.ui import choosers
from app.ui.actions import command, install
from app.ui.buttons import Button, Kind
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.errors import show_error
from app.ui.fields import DateField, TextField
from app.ui.form import Form
from app.ui.form_dialog import dated, filled
from app.ui.latest import Latest
from app.ui.page import FORM_FOOT, Foot, Page
from app.ui.pages.campaign_conditions import CampaignConditions
from app.ui.pages.campaign_strata import CampaignStrata
from app.ui.surface import column, scrolling
from app.ui.theme import px
from app.ui.wizard.words import moment_words

_LEFT: Final = 420
_MONTHS_IN_A_QUARTER: Final = 3
_WHAT: Final = "专项抽取"


class CampaignPage(Page):
    """`kept` and `deleted` tell a period id; `left` that the user goes back without saving."""

    kept = Signal(str)
    left = Signal()
    deleted = Signal(str)

    def __init__(self, desk: Desk, choices: CampaignChoices, row: CampaignRow | None) -> None:
        super().__init__(f"修改{_WHAT}" if row else f"新建{_WHAT}")
        self._desk = desk
        self._row = row
        self._reach = Latest(desk.jobs, self)
        self.name = TextField("名称", "例如 汛期涉水企业专项抽查")
        self.reason = TextField("依据或理由", "例如 文号，或上级部署")
        self.due_on = DateField("规定时限")
        self.conditions = CampaignConditions(desk, choices)
        self.strata = CampaignStrata(choices.catalogue)
        self._form = Form()
        self._form.add("name", "名称", self.name)
        self._form.add("reason", "依据或理由", self.reason)
        self._form.add("due_on", "规定时限", self.due_on)
        self._form.banners = self.banners
        self._lay_out()
        self._add_foot()
        self._fill()
        self._before = self._typed()
        self.conditions.changed.connect(self._ask_reach)
        self.conditions.changed.connect(self._show)
        self.conditions.reasoned.connect(self._show)
        self.strata.changed.connect(self._show)
        self.first = self.name
        install("close", self, self.leave)
        install("save", self, self.act.click)
        self._show()
        self._ask_reach()

    def unsaved(self) -> str:
        """Name the form where something was typed that is not kept yet."""
        return self.accessibleName() if self._typed() != self._before else ""

    def leave(self) -> None:
        """Go back; what was typed is not lost without a word."""
        self.ask_to_leave(self.left.emit)

    def save(self) -> None:
        """Keep what was typed, or say what is wrong with it."""
        self.banners.clear()
        if self._mark_faults():
            return
        try:
            fields = self._fields()
        except UserError as error:
            self.strata.mark_faults()
            show_error(self, error)
            return
        desk, act, row = self._desk, self._desk.act(), self._row

        def work() -> str:
            if row is None:
                return make_campaign(desk.store, desk.year, fields, act)
            edit_campaign(desk.store, row.period, fields, act)
            return row.period

        self.act.setEnabled(False)
        desk.jobs.run(
            self, lambda _progress: work(), self._saved, self._refused, doing=f"正在{self.act.text()}"
        )

    def set_density(self, density: Density) -> None:
        """Put the strata under the conditions where there is little room."""
        super().set_density(density)
        if not hasattr(self, "_sides"):
            return
        roomy = density is Density.NORMAL
        side, under = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._sides.setDirection(side if roomy else under)
        self._left.setMaximumWidth(px(_LEFT) if roomy else 16_777_215)
        self.conditions.stand_side_by_side(wide=not roomy)

    def _lay_out(self) -> None:
        self._left = QWidget()
        lines = column(self._left, gap=16)
        lines.addWidget(self._form)
        lines.addWidget(self.conditions)
        lines.addStretch(1)
        right = QWidget()
        right_lines = column(right)
        right_lines.addWidget(self.strata)
        right_lines.addStretch(1)
        content = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, content)
        self._sides.setContentsMargins(0, 0, 0, px(16))
        self._sides.setSpacing(px(24))
        self._sides.addWidget(self._left, 2)
        self._sides.addWidget(right, 3)
        self._area = scrolling(content, 12)
        self.body.addWidget(self._area, 1)

    def _add_foot(self) -> None:
        self._foot = Foot(FORM_FOOT, "base")
        self.delete = Button(f"删除{_WHAT}")
        self.delete.setVisible(self._row is not None)
        self.cancel = Button("取消", hint=command("close").shortcut)
        self.act = Button(f"保存{_WHAT}", "check", Kind.ACCENT, hint=command("save").shortcut)
        self.delete.clicked.connect(lambda _checked=False: self._ask_delete())
        self.cancel.clicked.connect(lambda _checked=False: self.leave())
        self.act.clicked.connect(lambda _checked=False: self.save())
        self._foot.add_left(self.delete)
        self._foot.add(self.cancel)
        self._foot.add(self.act)
        self.set_foot(self._foot)

    def _fill(self) -> None:
        if self._row is None:
            today = self._desk.today()
            self.due_on.set_date(quarter_end(today.year, (today.month - 1) // _MONTHS_IN_A_QUARTER + 1))
            return
        made = f"{self._row.made_by} {moment_words(self._row.made_at)} 新建"
        self.title_line.set_subtitle(self._row.period, made)
        fields = self._row.fields
        asked = fields.targeting
        self.name.setText(fields.title)
        self.reason.setText(asked.reason)
        self.due_on.set_date(fields.due_on)
        self.conditions.fill(asked.objects, asked.inspectors, asked.reserved_reason)
        self.strata.fill(fields.lines)

    def _fields(self) -> CampaignFields:
        due_on = self.due_on.day()
        if due_on is None:
            raise UserError("请填写规定时限。")
        targeting = Targeting(
            self.conditions.chosen_objects(),
            self.conditions.chosen_people(),
            self.reason.text().strip(),
            self.conditions.reserved.words(),
        )
        return CampaignFields(self.name.text(), due_on, self.strata.lines(), targeting)

    def _mark_faults(self) -> bool:
        checks = {
            "name": filled(self.name, "请填写名称"),
            "reason": filled(self.reason, "请填写依据或理由"),
            "due_on": dated(self.due_on),
        }
        faults = {key: words for key, check in checks.items() if (words := check())}
        self._form.set_faults(faults)
        years = self.conditions.mark_years()
        if faults:
            self._area.ensureWidgetVisible(self._form)
        return bool(faults) or years

    def _typed(self) -> tuple[object, ...]:
        words = (self.name.text(), self.reason.text(), self.due_on.text())
        return words, self.conditions.typed(), self.strata.typed()

    def _show(self) -> None:
        self.conditions.show_reserved(asked=self.strata.holds_item(RESERVED_ITEM))
        self._foot.words.setText(self.strata.words())

    def _ask_reach(self) -> None:
        try:
            people = self.conditions.chosen_people()
        except UserError:
            people = InspectorConditions()  # said under the field when it is to be kept
        desk, act = self._desk, self._desk.act()
        targeting = Targeting(self.conditions.chosen_objects(), people)
        self._reach.ask(lambda: campaign_reach(desk.store, desk.year, targeting, act), self._show_reach)

    def _show_reach(self, reach: CampaignReach) -> None:
        self.strata.set_populations(reach.populations)
        self.conditions.show_reach(reach.inspectors, self._desk.office.team)

    def _saved(self, period: str) -> None:
        self.kept.emit(period)
        self._desk.written()

    def _refused(self, error: Exception) -> None:
        self.act.setEnabled(True)
        self.strata.mark_faults()
        show_error(self, error)

    def _ask_delete(self) -> None:
        if self._row is None:
            return
        title, period = self._row.fields.title, self._row.period
        desk, act = self._desk, self._desk.act()

        def gone(_none: None) -> None:
            self.deleted.emit(period)
            desk.written()

        def work() -> None:
            desk.jobs.run(
                self, lambda _progress: delete_campaign(desk.store, period, act), gone, self._refused
            )

        words = f"“{title}”还没有冻结过，删除后不能恢复；编号 {period} 不再使用。"
        choosers.confirm(self, f"删除{_WHAT}", words, f"删除{_WHAT}", work)
