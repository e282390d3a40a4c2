"""The class rule: each reason alone, all together, and none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.class_rule import (
    CLASSES,
    LARGER_RISK,
    LISTED,
    MAJOR_RISK,
    NEEDED,
    PENALISED,
    SUPERVISED,
    ClassFacts,
    suggested_class,
)
from app.services.registry_words import CREDIT_GRADES, MARKS, PERMIT_CLASSES, SUPERVISION_CLASSES

FACTS = st.builds(
    ClassFacts,
    credit=st.sampled_from(CREDIT_GRADES),
    permit=st.sampled_from(PERMIT_CLASSES),
    tags=st.frozensets(st.sampled_from((*LISTED, SUPERVISED, MAJOR_RISK, LARGER_RISK, "辐射类"))),
    marks=st.frozensets(st.sampled_from(MARKS)),
    penalties=st.integers(0, 3),
    complaints=st.integers(0, 5),
    need=st.sampled_from(("", "区政府专题会议纪要（演练）")),
)


@pytest.mark.parametrize(
    ("facts", "becomes", "reason"),
    [
        (ClassFacts(penalties=2), "特殊", "上年受到行政处罚 2 次"),
        (ClassFacts(marks=(PENALISED,)), "特殊", "有“违法记录”标识"),
        (ClassFacts(tags=(SUPERVISED,)), "特殊", "挂牌督办"),
        (ClassFacts(credit="警示"), "特殊", "信用评价为警示"),
        (ClassFacts(credit="不良"), "特殊", "信用评价为不良"),
        (ClassFacts(tags=(MAJOR_RISK,)), "特殊", "重大环境风险"),
        (ClassFacts(complaints=3), "特殊", "上年查实投诉举报 3 次"),
        (ClassFacts(permit="重点管理"), "重点", "排污许可重点管理"),
        (ClassFacts(tags=("重点排污单位",)), "重点", "列入重点排污单位"),
        (ClassFacts(tags=(LARGER_RISK,)), "重点", "较大环境风险"),
        (ClassFacts(marks=(NEEDED,), need="会议纪要"), "重点", "特殊管理需要：会议纪要"),
    ],
)
def test_each_reason_is_enough(facts: ClassFacts, becomes: str, reason: str) -> None:
    found = suggested_class(facts)
    assert (found.supervision_class, found.reasons) == (becomes, (reason,))


@pytest.mark.parametrize(
    "facts",
    [
        ClassFacts(complaints=2),
        ClassFacts(permit="简化管理", credit="良好", tags=("辐射类",)),
        ClassFacts(marks=(NEEDED,)),
        ClassFacts(need="没有标识的原因"),
    ],
)
def test_the_rest_is_ordinary(facts: ClassFacts) -> None:
    found = suggested_class(facts)
    assert (found.supervision_class, found.reasons) == ("一般", ())


@given(FACTS)
def test_there_is_a_reason_for_every_class_but_the_ordinary(facts: ClassFacts) -> None:
    found = suggested_class(facts)
    assert bool(found.reasons) == (found.supervision_class != "一般")
    assert len(set(found.reasons)) == len(found.reasons)


@given(FACTS, st.integers(0, 5), st.integers(0, 3))
def test_worse_facts_never_lower_the_class(facts: ClassFacts, complaints: int, penalties: int) -> None:
    worse = ClassFacts(
        facts.credit,
        facts.permit,
        {*facts.tags, LARGER_RISK},
        facts.marks,
        facts.penalties + penalties,
        facts.complaints + complaints,
        facts.need,
    )
    rank = CLASSES.index
    assert rank(suggested_class(worse).supervision_class) >= rank(suggested_class(facts).supervision_class)


def test_the_classes_are_those_of_the_registry() -> None:
    assert CLASSES == SUPERVISION_CLASSES
