"""The form of one inspector."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from app.services.edits import INSPECTORS, added_since
from app.services.inspectors import add_inspector, edit_inspector
from app.services.registry_faults import inspector_faults
from app.services.registry_words import INSPECTOR_STATES, INSPECTOR_WORDS, SKILLS
from app.services.rows.registry import InspectorDetail, InspectorFields, RegistryChoices
from app.ui.desk import Desk
from app.ui.fields import Combo, DateField, NumberField, TextField
from app.ui.form_values import Ticks, WordsField, complete
from app.ui.grouped_form import GroupedForm
from app.ui.pages.registry_form import Faults, FormPage, Kept, Save


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


def _fields(values: Mapping[str, Any]) -> InspectorFields:
    return InspectorFields(**{**values, "prior": values["prior"] or 0})


def new_inspector_page(desk: Desk, choices: RegistryChoices) -> FormPage:
    """Give the form of a new inspector."""

    def check(values: Mapping[str, Any]) -> tuple[Faults, Save]:
        fields = _fields(values)

        def save() -> Kept:
            row_id = add_inspector(desk.store, fields, desk.act())
            return Kept(row_id, added_since(desk.store, INSPECTORS, "新增检查人员", [row_id]))

        return inspector_faults(fields), save

    form = inspector_form(choices)
    form.fill(asdict(InspectorFields("")))
    return FormPage(desk, "检查人员", "", form, check)


def edit_inspector_page(desk: Desk, choices: RegistryChoices, detail: InspectorDetail) -> FormPage:
    """Give the form of an inspector who is there."""

    def check(values: Mapping[str, Any]) -> tuple[Faults, Save]:
        fields = _fields(values)

        def save() -> Kept:
            return Kept(detail.id, edit_inspector(desk.store, detail.id, fields, desk.act()))

        return inspector_faults(fields), save

    form = inspector_form(choices)
    form.fill(asdict(detail.fields))
    return FormPage(desk, "检查人员", detail.code, form, check)
