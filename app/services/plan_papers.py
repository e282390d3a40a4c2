"""The annual plan on paper and as a spreadsheet, from the same content."""

import re
from typing import Final

from app.core.text import natural_key
from app.documents.content import plan as content
from app.models.database import Store
from app.models.plan import AnnualPlan
from app.services.office import office_of
from app.services.plan_lines import ratio_on_paper
from app.services.plan_view import view_of
from app.services.rows.office import Office
from app.services.rows.plan import CheckRow, PlanLineRow, PlanView

_BESIDE_CHINESE: Final = re.compile(r"(?<=[\u2e80-\uffef]) | (?=[\u2e80-\uffef])")


def _as_printed(number: str) -> str:
    """Give the number as the annex prints it: 15a … 15d stand under 15."""
    return number.rstrip("abcdefgh")


def _row(line: PlanLineRow) -> content.PlanRow:
    return content.PlanRow(
        number=_as_printed(line.number),
        departments="、".join(line.departments),
        item=line.item_name,
        stratum=line.label,
        population=line.population,
        ratio=ratio_on_paper(line.ratio),
        per_period=line.per_period,
        quarters=line.quarters,
        total=line.total,
        printed=line.printed if line.printed_count is not None else "",
    )


def _month(view: PlanView) -> str:
    day = view.signed_on or view.drafted_on
    return f"{day.year}年{day.month}月"


def _without_blanks(text: str) -> str:
    """Drop the thin gaps of the screen beside Chinese characters: 每期 1 家 is 每期1家 on paper."""
    return _BESIDE_CHINESE.sub("", text)


def _reading(check: CheckRow) -> str:
    """Say one question of the check page and how it was answered."""
    title = check.title.removeprefix(f"{check.number} 行")
    subject = f"第{_as_printed(check.number)}项{title}" if check.number else title
    answer = f"；处理意见：{check.answer.rstrip('。')}" if check.answer else ""
    return _without_blanks(f"{subject}：{check.text.rstrip('。')}{answer}。")


def _readings(view: PlanView) -> list[content.PlanParagraph]:
    """Say how the clerk read what the item list leaves open, and which counts were typed."""
    answered = [check for check in view.checks if check.state == "已确认" and check.key]
    if not answered:
        return []
    answered.sort(key=lambda check: natural_key(check.number))
    paragraphs = [content.PlanParagraph(content.Level.TEXT, _reading(check)) for check in answered]
    return [content.PlanParagraph(content.Level.SECTION, "核对说明"), *paragraphs]


def _notes(view: PlanView) -> tuple[str, ...]:
    """Compare what the annex prints for several strata together with their sum."""
    together: dict[str, list[PlanLineRow]] = {}
    for line in view.lines:
        if line.printed_row is not None:
            together.setdefault(_as_printed(line.number), []).append(line)
    return tuple(
        f"第{number}项各类合计{sum(line.total for line in lines)}家次，附件印发约{lines[0].printed_row}。"
        for number, lines in together.items()
    )


def _arrangement(view: PlanView) -> list[content.PlanParagraph]:
    quarters = "、".join(
        f"{word}季度{count}家次" for word, count in zip("一二三四", view.quarters, strict=True)
    )
    numbers = sorted({_as_printed(line.number) for line in view.lines}, key=natural_key)
    items = len({number.split(".", maxsplit=1)[0] for number in numbers})
    text = (
        f"全年抽查事项{items}项、抽查类别{len(view.lines)}个，计划检查{view.total}家次：{quarters}。"
        "同一检查对象被几个事项抽中的，合并为一次联合检查。"
    )
    return [
        content.PlanParagraph(content.Level.SECTION, "抽查安排"),
        content.PlanParagraph(content.Level.SUBSECTION, "抽查数量"),
        content.PlanParagraph(content.Level.TEXT, text),
        content.PlanParagraph(content.Level.SUBSECTION, "抽取方式"),
        content.PlanParagraph(
            content.Level.TEXT,
            "检查对象和检查人员均由程序按公开的规则随机产生：先冻结待抽名单并公布名单校验码，再由各方现场取数，"
            "抽取结果可以凭公开文件复核。每次检查由2名以上持有效执法证的人员进行，应当回避的不派。",
        ),
        content.PlanParagraph(content.Level.SUBSECTION, "结果公开"),
        content.PlanParagraph(
            content.Level.TEXT,
            "按照“谁检查、谁录入、谁公开”的原则，检查结束后20个工作日内公开检查时间、内容和结果，年度公开率100%。",
        ),
    ]


def paper_of(view: PlanView, office: Office) -> content.PlanPaper:
    """Give what the plan says on paper."""
    basis = f"依据{view.catalogue_number}所附《{view.catalogue_title}》编制。"
    return content.PlanPaper(
        office=office.name,
        document_number=view.document_number,
        year=view.year,
        department=office.department,
        month=_month(view),
        rows=tuple(_row(line) for line in view.lines),
        basis=basis,
        body=(*_arrangement(view), *_readings(view)),
        notes=_notes(view),
        drafted=content.PlanSignature(view.drafted_by, "", view.drafted_on),
        checked=content.PlanSignature(view.reviewed_by, "", view.submitted_on),
        issued=content.PlanSignature(view.signed_by, "", view.signed_on),
        report=content.PlanReport(view.reported_to, view.reported_reference, view.reported_on),
        publication=content.PlanPublication(view.published_platform, view.published_on),
        version=view.version,
        reason=view.reason,
        watermark=office.watermark,
    )


def plan_paper(store: Store, plan_id: int) -> content.PlanPaper:
    """Give the content of a plan's papers."""
    with store.reading() as session:
        return paper_of(view_of(session, session.get_one(AnnualPlan, plan_id)), office_of(session))


def plan_pdf(store: Store, plan_id: int) -> bytes:
    """Give the plan for signature as PDF."""
    from app.documents.pdf_plan import build_plan  # noqa: PLC0415 - reportlab only when a paper is made

    return build_plan(plan_paper(store, plan_id))


def plan_xlsx(store: Store, plan_id: int) -> bytes:
    """Give the plan's table as a spreadsheet."""
    from app.documents.sheet_plan import build_plan_xlsx  # noqa: PLC0415 - openpyxl only when a sheet is made

    return build_plan_xlsx(plan_paper(store, plan_id))


def checks_xlsx(store: Store, plan_id: int) -> bytes:
    """Give the check of a plan, printed against computed and the clerk's answers, as a spreadsheet."""
    from app.documents.sheet_table import (  # noqa: PLC0415 - openpyxl only when a sheet is made
        build_table_xlsx,
    )

    with store.reading() as session:
        view = view_of(session, session.get_one(AnnualPlan, plan_id))
        watermark = office_of(session).watermark
    columns = ("序号", "核对内容", "情况", "状态", "答复")
    rows = [(check.number, check.title, check.text, check.state, check.answer) for check in view.checks]
    return build_table_xlsx(f"{view.year}年度计划核对表", columns, rows, watermark)
