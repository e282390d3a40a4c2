import pytest

from app.documents.content.plan import Level, PlanPaper, PlanParagraph
from app.documents.pdf_page import Paper
from app.documents.pdf_plan import build_plan
from app.documents.styles import BODY, LINES_A_PAGE
from tests.documents.reading import pages

SENTENCE = "同一检查对象被几个事项抽中的，合并为一次联合检查；"


@pytest.mark.parametrize("repeats", [8, 14, 18, 30])
def test_no_page_has_one_line_of_a_paragraph_alone(repeats: int) -> None:
    text = "".join(f"{number:02d}号事项，" for number in range(repeats))
    for before in range(LINES_A_PAGE):
        paper = Paper("文", "示例区生态环境局", "")
        paper.start()
        lines = [line.text.replace(" ", "") for line in paper.break_text(text, BODY)]
        for _ in range(before):
            paper.text("甲", BODY)
        paper.text(text, BODY)
        counts = [sum(line in page for line in lines) for page in pages(paper.finish())]
        assert sum(counts) == len(lines)
        assert 1 not in counts


def test_no_heading_stands_at_the_foot_of_a_page_without_its_text() -> None:
    for before in range(LINES_A_PAGE):
        body = (
            *(PlanParagraph(Level.TEXT, "甲") for _ in range(before)),
            PlanParagraph(Level.SECTION, "节头"),
            PlanParagraph(Level.SUBSECTION, "小节头"),
            PlanParagraph(Level.TEXT, SENTENCE * 2),
            *(PlanParagraph(Level.TEXT, "乙") for _ in range(8)),
        )
        plan = PlanPaper("示例区生态环境局", "示环发〔2024〕3号", 2024, "执法支队", "2024年1月", (), "", body)
        [place] = [number for number, page in enumerate(pages(build_plan(plan))) if "节头" in page]
        assert SENTENCE in pages(build_plan(plan))[place]
