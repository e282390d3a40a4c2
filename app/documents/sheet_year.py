"""The year in figures as one spreadsheet of seven sheets."""

from typing import Final

from app.documents.content.joint import Joint
from app.documents.content.year import DisclosureLine, YearTable, title, whole_year
from app.documents.sheet_cells import Value
from app.documents.sheet_plain import Column, PlainSheet, Top, write_plain
from app.documents.sheet_style import Look, new_workbook, saved
from app.documents.sheet_year_items import write_items

_MARK_WIDTH: Final = 16.5  # a mark of 64 characters in four even lines


def build_year_table_xlsx(table: YearTable) -> bytes:
    """Give the year's figures; the same bytes for the same figures."""
    workbook = new_workbook(title(table), table.office)
    write_items(workbook.create_sheet("事项完成情况"), _top(table, "事项完成情况"), table.lines)
    plain = (_objects, _inspectors, _disclosure, _draws, _clerks, _printed)
    for content in (make(table) for make in plain):
        write_plain(workbook.create_sheet(content.name), _top(table, content.name), content)
    return saved(workbook)


def _top(table: YearTable, name: str) -> Top:
    return Top(f"{table.year}年度“双随机、一公开”{name}", table.office, table.watermark)


def _objects(table: YearTable) -> PlainSheet:
    columns = (
        Column("编号", 10, Look.TEXT),
        Column("单位名称", 29, Look.TEXT),
        Column("所在地", 18, Look.TEXT),
        Column("监管类别", 9, Look.MIDDLE),
        Column("检查次数", 9),
        Column("其中针对性", 11),
        Column("检查事项数", 11),
        Column("其他部门检查", 13),
    )
    rows = [
        (
            each.code,
            each.name,
            each.town,
            each.supervision_class,
            each.visits,
            each.targeted,
            each.items,
            each.others,
        )
        for each in table.objects
    ]
    return PlainSheet("检查对象年度次数", columns, rows)


def _inspectors(table: YearTable) -> PlainSheet:
    columns = (
        Column("编号", 10, Look.TEXT),
        Column("姓名", 12, Look.TEXT),
        Column("部门", 34, Look.TEXT),
        Column("年初已查次数", 14),
        Column("抽中次数", 10),
        Column("已检查次数", 12),
    )
    rows = [
        (each.code, each.name, each.department, each.prior, each.drawn, each.visited)
        for each in table.inspectors
    ]
    return PlainSheet("检查人员年度次数", columns, rows)


def _disclosure(table: YearTable) -> PlainSheet:
    columns = (
        Column("时期", 16, Look.TEXT),
        Column("已检查", 10),
        Column("不予公开", 10),
        Column("已公开", 10),
        Column("其中逾期公开", 14),
        Column("已公开÷（已检查－不予公开）", 30, Look.MIDDLE),
        Column("公开率", 10, Look.RATE),
    )
    rows = [_disclosed(line) for line in table.disclosure]
    return PlainSheet("公开情况", columns, rows, _disclosed(whole_year(table.disclosure)))


def _disclosed(line: DisclosureLine) -> tuple[Value, ...]:
    fraction = f"{line.disclosed}÷{line.finished - line.withheld}"
    rate = float(line.rate) if line.rate is not None else "–"
    return (line.period, line.finished, line.withheld, line.disclosed, line.late, fraction, rate)


def _draws(table: YearTable) -> PlainSheet:
    marks = ("名单校验码", "抽取种子", "结果校验码", "存证码")
    columns = (
        Column("时期", 16, Look.TEXT),
        Column("次序", 7),
        Column("状态", 10, Look.MIDDLE),
        Column("抽取日期", 16, Look.DAY),
        Column("抽中家次", 9),
        Column("合并后检查次数", 15),
        Column("少上门次数", 11),
        Column("涉及家数", 9),
        *(Column(mark, _MARK_WIDTH, Look.TEXT) for mark in marks),
    )
    rows = [
        (
            each.period,
            each.attempt,
            each.state,
            each.drawn_on,
            *_joint(each.joint),
            each.d,
            each.k,
            each.result_digest,
            each.log_head,
        )
        for each in table.draws
    ]
    return PlainSheet("抽取记录", columns, rows)


def _joint(joint: Joint | None) -> tuple[Value, ...]:
    return (joint.picks, joint.visits, joint.spared, joint.units) if joint else (None,) * 4


def _clerks(table: YearTable) -> PlainSheet:
    columns = (
        Column("姓名", 12, Look.TEXT),
        Column("冻结名单次数", 13),
        Column("作废次数", 10),
        Column("同意作废次数", 13),
        Column("剔除次数", 10),
        Column("其中附证明", 11),
        Column("剔除理由", 40, Look.TEXT),
        Column("换人次数", 10),
    )
    rows: list[tuple[Value, ...]] = [
        (
            each.name,
            each.freezes,
            each.voids,
            each.agreed,
            each.strikes,
            each.with_proof,
            each.reasons,
            each.substitutions,
        )
        for each in table.clerks
    ]
    return PlainSheet("抽取经办情况", columns, rows)


def _printed(table: YearTable) -> PlainSheet:
    columns = (
        Column("序号", 8, Look.MIDDLE),
        Column("抽查事项名称", 46, Look.TEXT),
        Column("抽查类别", 34, Look.TEXT),
        Column("家数", 8),
        Column("抽查比例", 14, Look.MIDDLE),
        Column("计算家次", 10),
        Column("印发数", 15, Look.MIDDLE),
        Column("说明", 36, Look.TEXT),
    )
    rows: list[tuple[Value, ...]] = []
    for each in table.printed:
        named = (each.number, each.item, each.stratum)
        rows.append((*named, each.population, each.ratio, each.computed, each.printed, each.remark))
    items = [(each.number, each.item) for each in table.printed]
    return PlainSheet("印发数核对", columns, rows, merged=2, keys=items)
