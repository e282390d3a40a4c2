"""Pictures of 名录库: its tabs, forms, dialogs, and an import with faults."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget

from app.core.text import check_character
from app.services.auxiliaries import uncertified
from app.services.import_lines import Mark
from app.services.inspectors import inspector_detail
from app.services.object_detail import object_detail
from app.services.registry_choices import registry_choices
from app.services.rows.registry import ObjectDetail
from app.ui.desk import Desk
from app.ui.fields import TextField
from app.ui.pages.registry import RegistryPage
from app.ui.pages.registry_auxiliary_form import TakeOverDialog
from app.ui.pages.registry_form import FormPage
from app.ui.pages.registry_lists import AUXILIARIES, INSPECTORS, ITEMS, OBJECTS
from app.ui.pages.registry_object_records import AllRecords
from app.ui.pages.registry_recusal_dialog import RecusalDialog
from app.ui.pages.registry_state_dialog import StateDialog, one_target
from tests.services import companion_samples
from tools.screen_office import Office, Picture

_HEAD: Final = "单位名称,社会信用代码,许可证管理类别,乡镇（街道）,行业类别,经度,纬度,备注2"
_ROWS: Final = 412
_LINE: Final = 2
_WIDE: Final = {ord(mark): ord(mark) + 0xFEE0 for mark in "0123456789MA"}


def _page(office: Office, state: str = "mid_year") -> RegistryPage:
    """Give the page with its lists in front, without conditions."""
    page = office.registry(state)
    page.lists.tabs.set_current(OBJECTS)
    page.lists.objects.clear()
    office.settle(office.start(state))
    return page


def _objects(office: Office) -> QWidget:
    page = _page(office)
    page.lists.objects.chips.set_values("state", ("正常", "停产", "待核实"))
    office.settle(office.start())
    page.lists.objects.table.selectRow(_LINE)
    return page.window()


def _tab(tab: str, office: Office) -> QWidget:
    page = _page(office)
    page.lists.tabs.set_current(tab)
    office.settle(office.start())
    table = page.lists.items.table if tab == ITEMS else page.lists.inspectors.table
    table.selectRow(_LINE)
    return page.window()


def _unvisited(office: Office) -> QWidget:
    page = _page(office)
    page.show_argument("unvisited")
    return page.window()


def _nothing_found(office: Office) -> QWidget:
    page = _page(office)
    page.lists.objects.search.setText("没有这一家")
    page.lists.objects.search.searched.emit("没有这一家")
    return page.window()


def _empty(office: Office) -> QWidget:
    return _page(office, "empty").window()


def _begun(tab: str, office: Office) -> FormPage:
    page = _page(office)
    section = page.lists.section(tab)
    page.lists.tabs.set_current(tab)
    office.settle(office.start())
    section.opened.emit(section.table.rows.id_at(_LINE))
    office.settle(office.start())
    form = page.in_front()
    if not isinstance(form, FormPage):
        raise TypeError(form)
    return form


def _form(tab: str, office: Office) -> QWidget:
    return _begun(tab, office).window()


def _faults(office: Office) -> QWidget:
    form = _begun(OBJECTS, office)
    for key, words in (("uscc", "91000000MA5UAB2X9"), ("longitude", "东经")):
        field = form.form.field(key)
        if isinstance(field, TextField):
            field.setText(words)
    form.act.click()
    return form.window()


def _file(folder: Path) -> Path:
    """Write a list of firms with faults of every kind, as an office may have it."""
    rows = [
        [
            f"示例第{n}化工有限公司",
            _code(n),
            "简化管理",
            "白马镇",
            "2614 有机化学原料制造",
            "107.72",
            "29.41",
            "",
        ]
        for n in range(1, _ROWS + 1)
    ]
    rows[15][1] = "91000000MA5UAB2X9"
    rows[40][1] = "9.1E+17"
    rows[56][1] = "91000000MA5o7K3D2Q"
    rows[209] = [*rows[86]]
    rows[304][5:7] = ["29.41", "107.72"]
    rows[61][1] = rows[61][1].translate(_WIDE)
    rows[173][0] = "示例 和顺 建材有限公司"
    path = folder / "在册排污单位2024.csv"
    path.write_text("\n".join([_HEAD, *(",".join(row) for row in rows)]), encoding="utf-8-sig")
    return path


def _code(number: int) -> str:
    body = f"91000000MA{number:07d}"
    return body + check_character(body)


def _import(office: Office) -> QWidget:
    page = _page(office)
    page.begin_import(OBJECTS).look_into(_file(office.folder))
    return page.window()


def _import_columns(office: Office) -> QWidget:
    page = _page(office)
    begun = page.begin_import(OBJECTS)
    begun.look_into(_file(office.folder))
    office.settle(office.start())
    begun.columns.chosen.emit("备注2", "address")
    office.settle(office.start())
    begun.columns.set_folded(folded=False)
    return page.window()


def _doubtful_file(folder: Path) -> Path:
    """Write a list whose rows may be firms of the registry or others, in words nobody knows."""
    rows = (
        ("示例白马化工有限责任公司", "", "一类管理", "白马镇"),
        ("示例凤来制药有限公司", "", "一类管理", "凤来镇"),
        ("示例江口造纸股份有限公司", _code(3), "简化管理", "江口镇"),
        ("示例白马水泥有限公司", "", "重点管理", "平桥镇"),
        ("示例鸭江钡盐化学有限公司", "", "重点管理", "鸭江镇"),
        ("示例平桥新来建材有限公司", _code(5), "简化管理", "平桥镇"),
        ("示例长坝铝业有限公司", "91000000MA5UAB2X9", "重点管理", "长坝镇"),
        ("示例火炉酿酒有限公司", "", "豁免类", "火炉镇"),
    )
    lines = ["单位名称,社会信用代码,许可证管理类别,乡镇（街道）", *(",".join(row) for row in rows)]
    path = folder / "第二季度新增单位.csv"
    path.write_text("\n".join(lines), encoding="utf-8-sig")
    return path


def _import_doubts(office: Office) -> QWidget:
    page = _page(office)
    begun = page.begin_import(OBJECTS)
    begun.look_into(_doubtful_file(office.folder))
    office.settle(office.start())
    return page.window()


def _import_row(office: Office) -> QWidget:
    page = _page(office)
    begun = page.begin_import(OBJECTS)
    begun.look_into(_doubtful_file(office.folder))
    office.settle(office.start())
    begun.columns.set_folded(folded=False)
    begun.rows.chips[Mark.DOUBTFUL].click()
    begun.rows.table.selectRow(0)
    return page.window()


def _import_nameless(office: Office) -> QWidget:
    page = _page(office)
    path = office.folder / "重点企业.csv"
    path.write_text("甲方,乡镇,备注\n示例白马化工有限公司,白马镇,\n", encoding="utf-8-sig")
    page.begin_import(OBJECTS).look_into(path)
    return page.window()


def _import_waits(office: Office) -> QWidget:
    page = _page(office)
    page.begin_import(INSPECTORS)
    return page.window()


def _desk(office: Office) -> Desk:
    book = office.start().book
    if book is None:
        raise LookupError
    return book.desk


def _object(office: Office) -> ObjectDetail:
    desk = _desk(office)
    object_id = _page(office).lists.objects.table.rows.id_at(_LINE)
    return object_detail(desk.store, object_id, desk.year, desk.today())


def _state(office: Office) -> QWidget:
    dialog = StateDialog(_page(office), _desk(office), one_target(_object(office)), _desk(office).keep)
    dialog.begin()
    return dialog


def _records(office: Office) -> QWidget:
    return AllRecords(_page(office), _object(office))


def _recusal(office: Office) -> QWidget:
    page, desk = _page(office), _desk(office)
    dialog = RecusalDialog(page, desk, inspector_detail(desk.store, 1, desk.today()))
    dialog.begin()
    return dialog


def _along(office: Office) -> RegistryPage:
    """Give the page with 随同、辅助人员 in front; the office gets some where it has none."""
    store = _desk(office).store
    if not registry_choices(store, _desk(office).year).auxiliaries:
        companion_samples.registered(store)
    page = _page(office)
    page.show_argument(AUXILIARIES)
    office.settle(office.start())
    return page


def _auxiliaries(office: Office) -> QWidget:
    page = _along(office)
    page.lists.auxiliaries.table.selectRow(_LINE)
    return page.window()


def _auxiliary_form(office: Office) -> QWidget:
    page = _along(office)
    page.lists.auxiliaries.opened.emit(page.lists.auxiliaries.table.rows.id_at(1))
    return page.window()


def _no_auxiliaries(office: Office) -> QWidget:
    page = _page(office, "planned")
    page.show_argument(AUXILIARIES)
    return page.window()


def _take_over(office: Office) -> QWidget:
    page = _along(office)
    dialog = TakeOverDialog(page, _desk(office), uncertified(_desk(office).store), page.lists.acted.emit)
    dialog.begin()
    return dialog


PICTURES: Final[dict[str, Picture]] = {
    "registry-objects": _objects,
    "registry-unvisited": _unvisited,
    "registry-nothing-found": _nothing_found,
    "registry-empty": _empty,
    "registry-inspectors": partial(_tab, INSPECTORS),
    "registry-items": partial(_tab, ITEMS),
    "registry-object-form": partial(_form, OBJECTS),
    "registry-object-faults": _faults,
    "registry-inspector-form": partial(_form, INSPECTORS),
    "registry-state": _state,
    "registry-records": _records,
    "registry-recusal": _recusal,
    "registry-auxiliaries": _auxiliaries,
    "registry-auxiliary-form": _auxiliary_form,
    "registry-auxiliaries-empty": _no_auxiliaries,
    "registry-auxiliaries-taken-over": _take_over,
    "registry-import-waits": _import_waits,
    "registry-import": _import,
    "registry-import-columns": _import_columns,
    "registry-import-doubts": _import_doubts,
    "registry-import-row": _import_row,
    "registry-import-nameless": _import_nameless,
}
