"""检查人员年度情况 as a spreadsheet: the year of each, and the trainings one by one."""

from app.documents.content.people_year import PeopleYear
from app.documents.sheet_plain import Column, PlainSheet, Top, write_plain
from app.documents.sheet_style import Look, new_workbook, saved


def build_people_year_xlsx(table: PeopleYear) -> bytes:
    """Give the year of the inspectors; the same bytes for the same figures."""
    workbook = new_workbook(f"{table.year}年度检查人员情况", table.office)
    for content in (_people(table), _trainings(table)):
        top = Top(f"{table.year}年度{content.name}", table.office, table.watermark)
        write_plain(workbook.create_sheet(content.name), top, content)
    return saved(workbook)


def _people(table: PeopleYear) -> PlainSheet:
    columns = (
        Column("编号", 10, Look.TEXT),
        Column("姓名", 10, Look.TEXT),
        Column("部门", 24, Look.TEXT),
        Column("岗位", 12, Look.TEXT),
        Column("年初已查", 10),
        Column("抽中现场检查", 10),
        Column("抽中书面检查", 10),
        Column("已完成", 9),
        Column("针对性检查", 10),
        Column("被剔除", 9),
        Column("换下", 7),
        Column("接替", 7),
        Column("培训次数", 9),
        Column("学时", 8),
        Column("请假天数", 9),
        Column("考核等次", 10, Look.MIDDLE),
        Column("说明", 24, Look.TEXT),
    )
    rows = [
        (
            each.code,
            each.name,
            each.department,
            each.post,
            each.prior,
            each.drawn,
            each.written,
            each.done,
            each.targeted,
            each.struck,
            each.out,
            each.incoming,
            each.trainings,
            each.hours,
            each.leave_days,
            each.mark,
            each.note,
        )
        for each in table.people
    ]
    return PlainSheet("检查人员年度情况", columns, rows)


def _trainings(table: PeopleYear) -> PlainSheet:
    columns = (
        Column("培训日期", 13, Look.DATE),
        Column("培训内容", 44, Look.TEXT),
        Column("学时", 8),
        Column("编号", 10, Look.TEXT),
        Column("姓名", 10, Look.TEXT),
        Column("部门", 30, Look.TEXT),
    )
    rows = [
        (each.held_on, each.subject, each.hours, each.code, each.name, each.department)
        for each in table.trainings
    ]
    return PlainSheet("检查人员培训记录", columns, rows)
