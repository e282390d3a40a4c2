"""The form of one inspector."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from app.services.edits import INSPECTORS, added_since
from app.services.inspectors import add_inspector, edit_inspector
from app.services.registry_faults import inspector_faults
from app.services.registry_words import INSPECTOR_STATES, INSPECTOR_WORDS, SKILLS
from app.services.rows.personnel import Newcomer
from app.services.rows.registry import InspectorDetail, InspectorFields, RegistryChoices
from app.ui.desk import Desk
from app.ui.fields import Combo, DateField, NumberField, TextField
from app.ui.form_dialog import FormDialog, dated
from app.ui.form_values import Ticks, WordsField, complete
from app.ui.grouped_form import GroupedForm
from app.ui.pages.registry_form import Faults, FormPage, Kept, Save
from app.ui.pages.registry_names import named

_MOVED, _CORRECTED = "moved", "corrected"
UNDATED: Final = "年初已查次数没有写明是哪一年的，现在每年都计入。"
"""What `InspectorDetail.undated` means to the clerk."""


def inspector_form(choices: RegistryChoices) -> GroupedForm:
    """Lay out the fields; departments in use are offered while typing."""
    form = GroupedForm()
    said = INSPECTOR_WORDS
    form.group("人员")
    form.add("name", said["name"], TextField(said["name"], "与执法证上一致"))
    form.add("department", said["department"], complete(TextField("部门"), choices.departments))
    form.add("post", said["post"], TextField(said["post"]))
    form.add("state", said["state"], Combo(said["state"], [(word, word) for word in INSPECTOR_STATES]))
    form.add("areas", said["areas"], WordsField(said["areas"], "可填多个，用、隔开；全区的留空"), wide=True)
    form.group("执法证和专长")
    form.add("cert", said["cert"], TextField(said["cert"], "没有的留空：可随同，不占席位"))
    form.add("cert_expiry", said["cert_expiry"], DateField(said["cert_expiry"]))
    form.add("service_start", said["service_start"], DateField(said["service_start"]))
    form.add("skills", said["skills"], Ticks(said["skills"], SKILLS), wide=True)
    form.group("派员")
    cap = NumberField("每次上限（家）", whole=True)
    cap.setPlaceholderText("一次抽取最多派几家；不限的留空")
    form.add("cap", said["cap"], cap)
    form.add("prior", said["prior"], NumberField(said["prior"], whole=True))
    return form


def new_inspector_page(desk: Desk, choices: RegistryChoices, found: Newcomer) -> FormPage:
    """Give the form of a new inspector, who enters the year with the least of the colleagues."""

    def check(values: Mapping[str, Any]) -> tuple[Faults, Save]:
        fields = _fields(values)

        def save() -> Kept:
            row_id = add_inspector(desk.store, fields, desk.act(), found.year)
            return Kept(row_id, added_since(desk.store, INSPECTORS, "新增检查人员", [row_id]))

        return inspector_faults(fields), save

    form = inspector_form(choices)
    if found.prior:
        form.say(newcomer_words(found))
    form.fill(asdict(InspectorFields("", prior=found.prior)))
    return FormPage(desk, "检查人员", "", form, check)


def newcomer_words(found: Newcomer) -> str:
    """Say why a newcomer does not begin at nothing (draw-spec.md §6)."""
    who = named(found.least)
    return (
        f"{found.year} 年可派的 {found.colleagues} 人中，{who}检查次数最少，为 {found.prior} 次。"
        f"年中新来的从 {found.prior} 次起算；从 0 起算的话，每次抽取都会先派到。"
    )


class InspectorPage(FormPage):
    """The form of an inspector who is there; it asks since when a new department or post holds."""

    def __init__(self, desk: Desk, choices: RegistryChoices, detail: InspectorDetail) -> None:
        form = inspector_form(choices)
        if detail.undated:
            form.say(f"{UNDATED}保存后只计入 {desk.year} 年；不是 {desk.year} 年的，请改为 0。")
        form.fill(asdict(detail.fields))
        self._detail = detail
        self._since: date | None = None
        super().__init__(desk, "检查人员", detail.code, form, self._checked)

    def save(self) -> None:
        """Ask since when, where department or post are others and nothing is wrong; then keep."""
        values, unread = self.form.read()
        before = self._detail.fields
        moved = not unread and (values["department"], values["post"]) != (before.department, before.post)
        if not moved or self._checked(values)[0]:
            self._keep(None)
            return
        SinceDialog(self, self._desk, self._detail, self._keep).begin()

    def _keep(self, since: date | None) -> None:
        self._since = since
        super().save()

    def _checked(self, values: Mapping[str, Any]) -> tuple[Faults, Save]:
        fields, since, desk = _fields(values), self._since, self._desk
        row_id = self._detail.id

        def save() -> Kept:
            act = desk.act()
            return Kept(row_id, edit_inspector(desk.store, row_id, fields, act, since=since, year=desk.year))

        return inspector_faults(fields), save


class SinceDialog(FormDialog):
    """Since when a department or post holds; what only corrects a word has no day."""

    def __init__(
        self, parent: QWidget, desk: Desk, detail: InspectorDetail, then: Callable[[date | None], object]
    ) -> None:
        words = f"{detail.fields.name}（{detail.code}）的部门、岗位有改动，原来的记入变动记录。"
        super().__init__(parent, desk.jobs, "部门、岗位变动", words, "保存")
        self._then = then
        self.kind = Combo("性质", ((_MOVED, "变动"), (_CORRECTED, "只是更正错字，不记变动")))
        self.day = DateField("自何日起")
        self.day.set_date(desk.today())
        self.add("kind", "性质", self.kind)
        self.add("day", "自何日起", self.day, lambda: dated(self.day)() if self._is_move() else "")
        self.kind.currentIndexChanged.connect(lambda _place: self.day.setEnabled(self._is_move()))

    def begin(self) -> None:
        """Open."""

        def prepare() -> Callable[[], date | None]:
            day = self.day.day() if self._is_move() else None
            return lambda: day

        self.ask(prepare, self._then)
        self.day.setFocus()

    def _is_move(self) -> bool:
        return self.kind.key() == _MOVED


def edit_inspector_page(desk: Desk, choices: RegistryChoices, detail: InspectorDetail) -> FormPage:
    """Give the form of an inspector who is there."""
    return InspectorPage(desk, choices, detail)


def _fields(values: Mapping[str, Any]) -> InspectorFields:
    return InspectorFields(**{**values, "prior": values["prior"] or 0})
