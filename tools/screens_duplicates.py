"""Pictures of 疑似重复: the list, a pair, the preview of many; drawn last, for they add objects."""

from dataclasses import replace
from typing import Any, Final

from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from app.models.registry import InspectionObject
from app.services.duplicates_distinct import mark_distinct
from app.services.registry import add_object, fields_of
from app.ui.pages.registry_duplicates import KEY, DuplicatesTask
from tools.screen_office import Office, Picture

_TWINS: Final[tuple[tuple[str, str, dict[str, Any]], ...]] = (
    ("示例白马化工有限公司", "示例区白马化工有限责任公司", {}),
    ("示例江口造纸有限公司", "示例江口纸业有限公司", {}),
    ("示例平桥加油站", "示例平桥加油站有限公司", {"uscc": "", "permit_class": "无", "phone": "023-00000000"}),
    ("示例凤山城市污水处理厂", "示例区凤山城市污水处理厂（排水公司）", {"uscc": ""}),
    ("示例鸭江页岩砖厂", "示例鸭江页岩厂", {"uscc": "", "address": "示例区鸭江镇示例村 3 组"}),
    ("示例芙蓉加油站", "芙蓉加油站", {"uscc": "", "contact": "例五", "tags": ("油气回收",)}),
)


def _add_twins(office: Office) -> None:
    book = office.start().book
    if book is None:
        raise LookupError
    store, act = book.desk.store, book.desk.act()
    with store.reading() as session:
        known = {item.name: fields_of(item) for item in session.scalars(select(InspectionObject))}
    for name, twin, changes in _TWINS:
        if twin not in known:
            add_object(store, replace(known[name], name=twin, **changes), "WL", act)


def _list(office: Office) -> DuplicatesTask:
    page = office.registry()
    _add_twins(office)
    task = page.begin_task(KEY)
    if not isinstance(task, DuplicatesTask):
        raise TypeError(task)
    office.settle_all()
    return task


def _listed(office: Office) -> QWidget:
    task = _list(office)
    table = task.pairs.table
    table.rows.tick_all([*table.rows.ids()[:2]])
    return task.window()


def _compared(office: Office) -> QWidget:
    task = _list(office)
    task.open.click()
    return task.window()


def _foreseen(office: Office) -> QWidget:
    task = _list(office)
    task.pairs.every.click()
    task.act.click()
    return task.window()


def _apart(office: Office) -> QWidget:
    task = _list(office)
    book = office.start().book
    pair = task.pairs.current()
    if book is None or pair is None:
        raise LookupError
    mark_distinct(book.desk.store, [pair.ids], "两个厂区，各有排污许可证", book.desk.act())
    task.pairs.marked.click()
    return task.window()


PICTURES: Final[dict[str, Picture]] = {
    "registry-duplicates": _listed,
    "registry-duplicates-pair": _compared,
    "registry-duplicates-many": _foreseen,
    "registry-duplicates-apart": _apart,
}
