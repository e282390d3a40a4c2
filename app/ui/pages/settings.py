"""设置: who the office is, who signs at the ceremony, the window's colours, the file and its backups."""

from dataclasses import replace
from typing import Final

from PySide6.QtWidgets import QApplication, QWidget

from app.services.office import save_office
from app.services.rows.office import Office
from app.ui import theme
from app.ui.actions import install
from app.ui.buttons import Button, Kind
from app.ui.desk import Desk
from app.ui.fields import Combo, NumberField, TextField
from app.ui.form import Form
from app.ui.grouped_form import GroupedForm
from app.ui.label import Label
from app.ui.page import FORM_FOOT, Foot, Page
from app.ui.pages.settings_files import FileSection
from app.ui.pages.settings_roles import RoleLines
from app.ui.panel import heading
from app.ui.preferences import Preferences
from app.ui.surface import column, scrolling
from app.ui.theme import px
from app.ui.tokens import Tone

_OFFICE: Final = (
    ("name", "单位名称", "文件上的落款"),
    ("abbreviation", "文号代字", "例如 示环"),
    ("department", "承办部门", ""),
    ("platform", "公开平台", "例如 区人民政府网站"),
    ("place", "抽取地点", ""),
    ("code_prefix", "编号前缀", "新增检查对象用"),
)
_PEOPLE: Final = (
    ("clerk", "经办人", ""),
    ("reviewer", "审核人", ""),
    ("head", "签发人", ""),
    ("contact", "公告联系人", "印在公告末尾，可不填"),
    ("phone", "联系电话", "印在公告末尾，可不填"),
)
_REQUIRED: Final = {"name": "请填写单位名称", "code_prefix": "请填写编号前缀，例如 WL"}
_MOST_IN_TEAM: Final = 9
_CAPS: Final = (
    ("cap_ordinary", "一般对象每年", "一般对象每年上限（次）"),
    ("cap_higher", "重点、特殊每季度", "重点、特殊对象每季度上限（次）"),
)
_MOST_VISITS: Final = 99
_MOST_MONTHS: Final = 120


class SettingsPage(Page):
    """One form that is saved by one button; colours and backups act at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__("设置")
        self._desk = desk
        self.form = GroupedForm()
        self.form.group("单位")
        for key, label, hint in _OFFICE:
            self.form.add(key, label, TextField(label, hint))
        self.form.group("人员")
        for key, label, hint in _PEOPLE:
            self.form.add(key, label, TextField(label, hint))
        self.form.add("team", "每组人数", NumberField("每组人数", whole=True))
        self.form.group("检查次数上限（次），只提醒，不限制；0 为不提醒")
        for key, label, said in _CAPS:
            self.form.add(key, label, NumberField(said, whole=True))
        self.form.group("名录核实期限（月）；0 为不提醒")
        months = NumberField("超过几个月没有核实的检查对象列出来", whole=True)
        self.form.add("confirm_months", "核实期限", months)
        self.roles = RoleLines()
        self._role_fault = Label(ink="red")
        self.scheme = Combo("颜色", [(str(each), str(each)) for each in theme.Scheme])
        self.scheme.activated.connect(lambda _place: self._colour())
        self._looks = Form(columns=2)  # of its own: it acts at once and is not saved
        self._looks.add("scheme", "颜色", self.scheme)
        self.files = FileSection(self, desk)
        self.body.addWidget(scrolling(self._content(), 12), 1)
        self.first = self.form.first_field()
        self.save = Button("保存设置", "check", Kind.ACCENT, hint="Ctrl+S")
        self.save.clicked.connect(lambda _checked=False: self._save())
        foot = Foot(FORM_FOOT, "base")
        foot.words.setText("单位、人员和现场各方改动后要保存；颜色和备份立即生效。")
        foot.words.set_ink("second")
        foot.words.setMinimumWidth(1)
        foot.add(self.save)
        self._foot = foot
        self.set_foot(foot)
        install("save", self, self._save)
        self._fill()

    def opened(self) -> None:
        """Show what is kept, unless something was typed that is not saved yet."""
        if not self.unsaved():
            self._fill()
        self.scheme.set_key(str(Preferences().scheme()))
        self.files.read()

    def unsaved(self) -> str:
        """Name this page, if what was typed on it is not saved yet."""
        changed = self.form.is_changed() or self.roles.roles() != self._kept_roles
        return self.accessibleName() if changed else ""

    def _content(self) -> QWidget:
        content = QWidget()
        lines = column(content, (0, 0, 0, 16), 8)
        lines.addWidget(self.form)
        lines.addWidget(heading("抽取现场的各方", "每方现场各报一组数字，并在记录上签字"))
        lines.addWidget(self.roles)
        lines.addWidget(self._role_fault)
        self._role_fault.hide()
        lines.addWidget(heading("外观"))
        lines.addWidget(self._looks)
        lines.addWidget(heading("文件与备份"))
        lines.addWidget(self.files)
        lines.addStretch(1)
        content.setMaximumWidth(px(900))
        return content

    def _fill(self) -> None:
        office = self._desk.office
        keys = [key for key, _, _ in (*_OFFICE, *_PEOPLE)]
        numbers = {
            key: getattr(office, key) for key in ("team", "confirm_months", *(key for key, _, _ in _CAPS))
        }
        self.form.fill({key: getattr(office, key) for key in keys} | numbers)
        self.roles.set_roles(office.roles)
        self._kept_roles = self.roles.roles()
        locked = self._desk.locked()
        self.save.setEnabled(not locked)
        self._foot.reason.setText(locked)

    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        values, faults = self.form.read()
        faults |= {key: words for key, words in _REQUIRED.items() if not values.get(key)}
        team = values.get("team")
        if "team" not in faults and not (isinstance(team, int) and 1 <= team <= _MOST_IN_TEAM):
            faults["team"] = f"请填 1 到 {_MOST_IN_TEAM} 之间的整数，法定不少于 2 人"
        for key, _, _ in _CAPS:
            cap = values.get(key)
            if key not in faults and not (isinstance(cap, int) and 0 <= cap <= _MOST_VISITS):
                faults[key] = f"请填 0 到 {_MOST_VISITS} 之间的整数"
        months = values.get("confirm_months")
        if "confirm_months" not in faults and not (isinstance(months, int) and 0 <= months <= _MOST_MONTHS):
            faults["confirm_months"] = f"请填 0 到 {_MOST_MONTHS} 之间的整数"
        self.form.set_faults(faults)
        wrong_roles = self.roles.fault()
        self._role_fault.setText(wrong_roles)
        self._role_fault.setVisible(bool(wrong_roles))
        if faults or wrong_roles:
            return
        desk = self._desk
        office = replace(desk.office, **values, roles=self.roles.roles())
        act = desk.act()
        desk.jobs.run(
            self, lambda _progress: save_office(desk.store, office, act), lambda _none: self._saved(office)
        )

    def _saved(self, office: Office) -> None:
        self._desk.take_office(office)
        self._fill()
        self.banners.show_banner(Tone.GREEN, "设置已保存。")

    def _colour(self) -> None:
        scheme = theme.Scheme(self.scheme.key())
        Preferences().set_scheme(scheme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.apply(app, scheme)
