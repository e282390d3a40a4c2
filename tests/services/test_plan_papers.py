"""The plan on paper says what was asked and what was answered."""

import pytest

from app.services.office import Store
from app.services.plan_lines import ratio_on_paper
from app.services.plan_papers import plan_paper


def test_every_reading_is_said_with_its_question(signed: Store) -> None:
    texts = [paragraph.text for paragraph in plan_paper(signed, 1).body]
    said = texts[texts.index("核对说明") + 1 :]
    assert said == [
        "第12项环评报告质量：每期1家，依据：示环办〔2024〕1号。",
        "第15项信用警示、不良：频次栏写4次/年，比例栏写每半年100%；按比例栏计；处理意见：按此理解执行。",
        (
            "第19项两句之间的逗号：检查对象栏“审批建设项目，建成1年以内的”中的逗号按“或”理解："
            "两类符合其一即列入；处理意见：按此理解执行。"
        ),
    ]


def test_a_count_printed_for_several_strata_is_compared_with_their_sum(signed: Store) -> None:
    assert plan_paper(signed, 1).notes == ("第15项各类合计100家次，附件印发约100。",)


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("每季度 20 %", "每季度20%"),
        ("全年 30 %", "30%"),
        ("按方案录入", "按方案"),
        ("每半年 1/3", "每半年1/3"),
    ],
)
def test_a_yearly_ratio_is_printed_plainly(words: str, printed: str) -> None:
    assert ratio_on_paper(words) == printed
