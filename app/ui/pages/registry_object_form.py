"""The form of one object: every field of the registry, in groups."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.services.edits import OBJECTS, added_since
from app.services.registry import add_object, edit_object
from app.services.registry_faults import object_faults, state_date_faults
from app.services.registry_words import (
    APPROVAL_LEVELS,
    CREDIT_GRADES,
    KINDS,
    MARKS,
    OBJECT_STATES,
    OBJECT_WORDS,
    PERMIT_CLASSES,
    SUPERVISION_CLASSES,
)
from app.services.rows.registry import ObjectDetail, ObjectFields, RegistryChoices
from app.services.vocabulary import offered_words
from app.ui.desk import Desk
from app.ui.fields import Combo, DateField, NumberField, TextField
from app.ui.form_values import Ticks, WordsField, complete
from app.ui.grouped_form import GroupedForm
from app.ui.jobs import Lane
from app.ui.pages.registry_form import Faults, FormPage, Kept, Save

_HINTS = {"name": "全称", "uscc": "18 位；没有的留空", "owner": "属于另一单位时填", "address": "详细地址"}


def object_form(choices: RegistryChoices) -> GroupedForm:
    """Lay out the fields; the towns are offered while typing."""
    form = GroupedForm()

    def words(*keys: str) -> None:
        for key in keys:
            form.add(key, OBJECT_WORDS[key], TextField(OBJECT_WORDS[key], _HINTS.get(key, "")))

    def choice(key: str, known: Sequence[str], blank: str = "") -> None:
        pairs = [("", blank), *zip(known, known, strict=True)] if blank else [*zip(known, known, strict=True)]
        form.add(key, OBJECT_WORDS[key], Combo(OBJECT_WORDS[key], pairs))

    def days(*keys: str) -> None:
        for key in keys:
            form.add(key, OBJECT_WORDS[key], DateField(OBJECT_WORDS[key]))

    form.group("基本情况")
    form.add("name", "名称", TextField("名称", _HINTS["name"]), wide=True)
    words("uscc", "owner")
    choice("kind", KINDS)
    words("industry_code", "industry_name", "scale")
    form.group("位置和联系")
    form.add("town", "所在地", complete(TextField("所在地", "乡镇、街道"), choices.towns))
    words("address")
    form.add("longitude", "经度", NumberField("经度", whole=False))
    form.add("latitude", "纬度", NumberField("纬度", whole=False))
    words("contact", "phone")
    form.group("监管")
    choice("supervision_class", SUPERVISION_CLASSES)
    choice("permit_class", PERMIT_CLASSES)
    words("permit_number")
    choice("credit_grade", CREDIT_GRADES)
    form.add("credit_score", "信用分", NumberField("信用分", whole=True))
    words("monitoring")
    tags = WordsField("标签", "可填多个，用、隔开；与抽查类别用词一致，如：涉气重点、危险废物经营")
    form.add("tags", "标签", tags, wide=True)
    form.group("频次标识（来源和有效期在详情里登记）")
    form.add("marks", "频次标识", Ticks("频次标识", MARKS), wide=True)
    form.group("排污")
    words("discharge_type", "cycle", "weather_grade")
    form.add("waste_tonnes", "危险废物年产生量", NumberField("危险废物年产生量（吨）", whole=False))
    form.group("建设项目")
    words("construction")
    choice("approval_level", APPROVAL_LEVELS, "不是审批项目")
    days("approved_on", "started_on", "completed_on", "operated_on")
    form.group("状态（附证明材料的，用详情里的“变更状态”）")
    choice("state", OBJECT_STATES)
    days("state_since")
    form.add("state_reason", "状态原因", TextField("状态原因", "例如：企业已停产，现场核实"), wide=True)
    form.group("涉密")
    basis = TextField("涉密依据", "一般不填；填了依据的对象另行抽取，不进入公开的名单")
    form.add("secrecy_basis", "涉密依据", basis, wide=True)
    return form


def offer_words(page: FormPage, desk: Desk) -> FormPage:
    """Offer the words of 词汇表 while typing, as soon as they are read; the form does not wait for them."""

    def offer(words: Mapping[str, Sequence[str]]) -> None:
        for key, known in words.items():
            field = page.form.field(key)
            if isinstance(field, TextField):
                complete(field, known)

    store = desk.store
    desk.jobs.run(page, lambda _progress: offered_words(store), offer, lane=Lane.OTHER)
    return page


def new_object_page(desk: Desk, choices: RegistryChoices) -> FormPage:
    """Give the form of a new object."""

    def check(values: Mapping[str, Any]) -> tuple[Faults, Save]:
        fields = ObjectFields(**values)

        def save() -> Kept:
            row_id = add_object(desk.store, fields, desk.office.code_prefix, desk.act())
            return Kept(row_id, added_since(desk.store, OBJECTS, "新增检查对象", [row_id]))

        return {**state_date_faults(fields, None, desk.today()), **object_faults(fields, None)}, save

    form = object_form(choices)
    form.fill(asdict(ObjectFields("")))
    return offer_words(FormPage(desk, "检查对象", "", form, check), desk)


def edit_object_page(desk: Desk, choices: RegistryChoices, detail: ObjectDetail) -> FormPage:
    """Give the form of an object that is there."""

    def check(values: Mapping[str, Any]) -> tuple[Faults, Save]:
        fields = ObjectFields(**values)

        def save() -> Kept:
            return Kept(detail.id, edit_object(desk.store, detail.id, fields, desk.act()))

        before = detail.fields
        return {**state_date_faults(fields, before, desk.today()), **object_faults(fields, before)}, save

    form = object_form(choices)
    form.fill(asdict(detail.fields))
    return offer_words(FormPage(desk, "检查对象", detail.code, form, check), desk)
