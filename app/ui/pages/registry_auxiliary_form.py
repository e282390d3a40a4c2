"""The form of one who may go along, 停用 and 恢复, and taking over inspectors without 执法证."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from PySide6.QtWidgets import QWidget

from app.services.auxiliaries import (
    add_auxiliary,
    auxiliary_faults,
    edit_auxiliary,
    restore,
    retire,
    take_over,
)
from app.services.edits import AUXILIARIES, Edit, added_since
from app.services.registry_words import SKILLS
from app.services.rows.auxiliary import (
    AuxiliaryDetail,
    AuxiliaryFields,
    AuxiliaryKind,
    AuxiliaryState,
    Uncertified,
)
from app.ui import choosers
from app.ui.desk import Desk
from app.ui.fields import Combo, TextField
from app.ui.form_dialog import FormDialog
from app.ui.form_values import Ticks
from app.ui.grouped_form import GroupedForm
from app.ui.pages.registry_form import Faults, FormPage, Kept, Save

_WHAT = "随同、辅助人员"


def auxiliary_form() -> GroupedForm:
    """Lay out the fields."""
    form = GroupedForm()
    form.group("人员")
    form.add("name", "姓名、名称", TextField("姓名、名称", "个人写姓名，机构写全称"))
    form.add("kind", "类别", Combo("类别", [(str(word), str(word)) for word in AuxiliaryKind]))
    form.add("organisation", "单位、部门", TextField("单位、部门", "个人所在的单位；机构可以不填"))
    form.add("phone", "联系电话", TextField("联系电话"))
    form.group("专长和工作范围")
    form.add("skills", "业务专长", Ticks("业务专长", SKILLS), wide=True)
    scope = TextField("工作范围", "委托或受聘做什么，例如：废水、废气采样和分析")
    form.add("scope", "工作范围", scope, wide=True)
    return form


def new_auxiliary_page(desk: Desk) -> FormPage:
    """Give the form of somebody new."""

    def check(values: Mapping[str, Any]) -> tuple[Faults, Save]:
        fields = _fields(values)

        def save() -> Kept:
            row_id = add_auxiliary(desk.store, fields, desk.act())
            return Kept(row_id, added_since(desk.store, AUXILIARIES, f"新增{_WHAT}", [row_id]))

        return auxiliary_faults(fields), save

    form = auxiliary_form()
    form.fill(asdict(AuxiliaryFields("")))
    return FormPage(desk, _WHAT, "", form, check)


def edit_auxiliary_page(desk: Desk, detail: AuxiliaryDetail) -> FormPage:
    """Give the form of somebody who is there."""

    def check(values: Mapping[str, Any]) -> tuple[Faults, Save]:
        fields = _fields(values)

        def save() -> Kept:
            return Kept(detail.id, edit_auxiliary(desk.store, detail.id, fields, desk.act()))

        return auxiliary_faults(fields), save

    form = auxiliary_form()
    form.fill(asdict(detail.fields))
    return FormPage(desk, _WHAT, detail.code, form, check)


def ask_turn(parent: QWidget, desk: Desk, detail: AuxiliaryDetail) -> None:
    """Ask before somebody is retired or restored; afterwards every page learns of it."""
    ready = detail.state == AuxiliaryState.READY
    verb, act = ("停用", retire) if ready else ("恢复", restore)
    what = "停用后不能再挑选、抽取，已经定下的检查不变。" if ready else "恢复后可以挑选、抽取。"

    def turn() -> None:
        done = desk.act()
        desk.jobs.run(parent, lambda _progress: act(desk.store, detail.id, done), desk.keep, doing="正在保存")

    words = f"{verb}{detail.fields.name}（{detail.code}）。{what}"
    choosers.confirm(parent, f"{verb}随同、辅助人员", words, verb, turn)


class TakeOverDialog(FormDialog):
    """Makes inspectors without 执法证 随同人员; nothing is typed again."""

    def __init__(
        self, parent: QWidget, desk: Desk, people: Sequence[Uncertified], then: Callable[[Edit], object]
    ) -> None:
        words = (
            "下列检查人员没有执法证，不能占席位。转入后可以挑选、抽取为随同人员，"
            "姓名、部门和业务专长照抄，检查人员名录不变。"
        )
        super().__init__(parent, desk.jobs, "从检查人员转入", words, "转入")
        self._desk = desk
        self._then = then
        self._people = {f"{one.name}（{one.department}，{one.code}）": one.id for one in people}
        self.people = Ticks("人员", tuple(self._people), 1)
        self.people.set_words(tuple(self._people))
        self.add("people", "人员", self.people, lambda: "" if self.people.words() else "请勾选要转入的人员")

    def begin(self) -> None:
        """Open; afterwards every page learns of it."""

        def prepare() -> Callable[[], Edit]:
            chosen = [self._people[word] for word in self.people.words()]
            store, act = self._desk.store, self._desk.act()

            def work() -> Edit:
                return added_since(store, AUXILIARIES, "转入随同人员", take_over(store, chosen, act))

            return work

        def done(edit: Edit) -> None:
            self._desk.keep(edit)
            self._then(edit)

        self.ask(prepare, done)


def _fields(values: Mapping[str, Any]) -> AuxiliaryFields:
    return AuxiliaryFields(**values)
