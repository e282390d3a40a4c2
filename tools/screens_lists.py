"""Pictures of the lists that update the registries: waiting, each view of a permit list, and the others."""

from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QWidget
from sqlalchemy import select

from app.core.text import check_character
from app.models.registry import InspectionObject, Inspector
from app.services.rows.lists import ListKind
from app.ui.pages.registry_list_page import ListPage
from tools.screen_office import Office, Picture

_PERMIT_HEAD: Final = (
    "序号,排污单位名称,统一社会信用代码,生产经营场所地址,行业类别,管理类别,许可证编号,发证日期"
)
_CREDIT_HEAD: Final = "参评企业名称,社会信用代码,评价得分,评价等级,评价年度"
_PENALTY_HEAD: Final = "行政相对人名称,统一社会信用代码,决定书文号,处罚决定日期,违法事实,处罚内容"
_RECUSAL_HEAD: Final = "姓名,执法证号,回避单位,所属单位,与回避对象关系,回避原因"
_COMPANION_HEAD: Final = "姓名或名称,单位或部门,类别,业务专长,工作范围,联系电话"
_LINE: Final = 3
_CLASSES: Final = ("重点管理", "简化管理")


def _code(number: int) -> str:
    body = f"91000000MA{number:07d}"
    return body + check_character(body)


def _page(office: Office, kind: ListKind) -> ListPage:
    page = office.registry()
    begun = page.begin_task(f"list-{kind}")
    if not isinstance(begun, ListPage):
        raise TypeError(begun)
    return begun


def _firms(office: Office) -> Sequence[InspectionObject]:
    book = office.start().book
    if book is None:
        raise LookupError
    with book.desk.store.reading() as session:
        statement = select(InspectionObject).order_by(InspectionObject.code)
        found = session.scalars(statement.where(InspectionObject.permit_class.in_(_CLASSES))).all()
        session.expunge_all()
        return found


def _people(office: Office) -> Sequence[Inspector]:
    book = office.start().book
    if book is None:
        raise LookupError
    with book.desk.store.reading() as session:
        found = session.scalars(select(Inspector).order_by(Inspector.code)).all()
        session.expunge_all()
        return found


def _file(office: Office, name: str, head: str, rows: Sequence[Sequence[str]]) -> Path:
    path = office.folder / name
    path.write_text("\n".join([head, *(",".join(row) for row in rows)]) + "\n", encoding="utf-8-sig")
    return path


def _shown(office: Office, kind: ListKind, path: Path, view: str = "lines") -> QWidget:
    page = _page(office, kind)
    page.look_into(path)
    office.settle(office.start())
    page.tabs.set_current(view)
    page.lines.table.selectRow(_LINE)
    return page.window()


def _permits(office: Office) -> Path:
    rows = [
        [
            str(number),
            firm.name,
            firm.uscc,
            firm.address,
            firm.industry_name,
            _CLASSES[1] if number % 7 == 0 else firm.permit_class,
            firm.permit_number if number % 4 else f"{firm.uscc or _code(number)}002P",
            "2023/5/1",
        ]
        for number, firm in enumerate(_firms(office)[:-9], 1)
    ]
    for number in range(1, 6):
        name = f"示例第{number}新材料有限公司"
        rows.append(
            ["", name, _code(number), f"示例路{number}号", "新材料制造", "简化", f"{_code(number)}001V", ""]
        )
    sites = Counter(firm.uscc for firm in _firms(office) if firm.uscc)
    rows.append(["", "示例第二污水处理厂", sites.most_common(1)[0][0], "", "", "简化", "", ""])
    rows.append(["", "示例机械有限公司", "9.15E+17", "", "", "重点", "", ""])
    return _file(office, "排污许可证清单.csv", _PERMIT_HEAD, rows)


def _permit(view: str, office: Office) -> QWidget:
    return _shown(office, ListKind.PERMIT, _permits(office), view)


def _doubtful(office: Office) -> QWidget:
    window = _shown(office, ListKind.PERMIT, _permits(office))
    page = next(page for page in window.findChildren(ListPage) if page.isVisibleTo(window))
    page.lines.table.selectRow(len(page.lines.shown) - 1)
    return window


def _waits(office: Office) -> QWidget:
    return _page(office, ListKind.RECUSAL).window()


def _credit(office: Office) -> QWidget:
    rows = [
        [firm.name, firm.uscc, str(60 + number % 45), "", "2023"]
        for number, firm in enumerate(_firms(office)[:30])
    ]
    return _shown(office, ListKind.CREDIT, _file(office, "信用评价结果.csv", _CREDIT_HEAD, rows))


def _penalty(office: Office) -> QWidget:
    rows = [
        [
            firm.name,
            firm.uscc,
            f"示环罚〔2024〕{number}号",
            f"202{3 + number % 2}年{number}月{number}日",
            "未按证排污",
            f"罚款{number}万元",
        ]
        for number, firm in enumerate(_firms(office)[:8], 1)
    ]
    rows.append(["示例养殖场", "", "示环罚〔2024〕9号", "2024-02-01", "粪污外排", "警告"])
    return _shown(office, ListKind.PENALTY, _file(office, "行政处罚清单.csv", _PENALTY_HEAD, rows))


def _recusal(office: Office) -> QWidget:
    people, firms = _people(office), _firms(office)
    rows = [
        [people[0].name, people[0].cert, firms[0].name, "", "配偶", "配偶任会计"],
        [people[1].name, people[1].cert, "", "示例控股有限公司", "曾任职", "2019 年前在该集团任职"],
        [people[2].name, people[2].cert, "示例矿业有限公司", "", "利害关系", "亲属持股"],
        ["无名氏", "", firms[1].name, "", "", ""],
    ]
    return _shown(office, ListKind.RECUSAL, _file(office, "回避名单.csv", _RECUSAL_HEAD, rows))


def _companions(office: Office) -> QWidget:
    rows = [
        ["示例环境检测有限公司", "", "检测机构", "水、大气", "废水、废气采样和检测", "000-00000001"],
        ["陈例平", "示例大学", "专家", "土壤", "土壤污染状况调查评审", ""],
        ["何例清", "", "随同", "", "", ""],
    ]
    path = _file(office, "随同、辅助人员.csv", _COMPANION_HEAD, rows)
    return _shown(office, ListKind.AUXILIARY, path)


PICTURES: Final[dict[str, Picture]] = {
    "list-waits": _waits,
    "list-permit": partial(_permit, "lines"),
    "list-permit-doubtful": _doubtful,
    "list-permit-lacking": partial(_permit, "lacking"),
    "list-permit-missing": partial(_permit, "missing"),
    "list-permit-faults": partial(_permit, "faults"),
    "list-credit": _credit,
    "list-penalty": _penalty,
    "list-recusal": _recusal,
    "list-companions": _companions,
}
