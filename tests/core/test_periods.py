import pytest

from app.core.periods import DrawKind, period_of


@pytest.mark.parametrize(
    ("period_id", "kind", "main", "title"),
    [
        ("2024Q1", DrawKind.PLANNED, "2024Q1", "2024年第一季度"),
        ("2024Q4-B", DrawKind.WITHHELD, "2024Q4", "2024年第四季度（涉密）"),
        ("2024Q2-F", DrawKind.COMPANIONS, "2024Q2", "2024年第二季度随同人员"),
        ("2025D07", DrawKind.CAMPAIGN, "2025D07", "2025年第 7 次专项"),
        ("2025D07-F", DrawKind.COMPANIONS, "2025D07", "2025年第 7 次专项随同人员"),
    ],
)
def test_a_period_id_says_what_is_drawn(period_id: str, kind: DrawKind, main: str, title: str) -> None:
    period = period_of(period_id)
    assert (period.id, period.kind, period.main, period.title) == (period_id, kind, main, title)


@pytest.mark.parametrize("text", ["", "2024", "2024Q5", "2024Q1-X", "1924Q1", "2024D1", "2024Q1 ", "２024Q1"])
def test_what_is_no_period_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"^.*$"):
        period_of(text)
