from hypothesis import assume, given
from hypothesis import strategies as st

from app.documents.fonts import Face
from app.documents.typeset import NOT_FIRST, NOT_LAST, Span, by_phrase, fill

SIZE = 10.0
TEXT = st.text(
    st.sampled_from("检查水科示例公司乙醛一二三，。、；：？！（）〔〕《》“”0123AB-. %"), max_size=80
)
FACES = st.sampled_from(list(Face))
SPANS = st.lists(st.builds(Span, TEXT, FACES, st.sampled_from([8.0, 10.0, 15.75])), min_size=1, max_size=4)
WIDTHS = st.floats(40, 300)


def body(text: str, width: float) -> list[str]:
    return [line.text for line in fill([Span(text, Face.BODY, SIZE)], width)]


def cell(text: str, width: float) -> list[str]:
    return [line.text for line in by_phrase([Span(text, Face.BODY, SIZE)], width)]


def widest_bond(spans: list[Span]) -> float:
    """The width of the widest stretch that marks hold together, blanks included."""
    widest = bond = 0.0
    before = ""
    for item in fill(spans, float("inf"))[0].glyphs:
        held = item.character in NOT_FIRST or before in NOT_LAST or item.character == " "
        bond = bond + item.width if held else item.width
        widest = max(widest, bond)
        before = item.character
    return widest


@given(SPANS, WIDTHS)
def test_no_line_begins_or_ends_with_a_forbidden_mark_in_mixed_faces(spans: list[Span], width: float) -> None:
    assume(widest_bond(spans) <= width)
    for lines in (fill(spans, width), by_phrase(spans, width)):
        assert not any(line.text[0] in NOT_FIRST for line in lines[1:])
        assert not any(line.text[-1] in NOT_LAST for line in lines[:-1])


@given(SPANS, WIDTHS)
def test_nothing_is_lost_but_blanks_at_line_ends(spans: list[Span], width: float) -> None:
    given_text = "".join(span.text for span in spans).replace(" ", "")
    for lines in (fill(spans, width), by_phrase(spans, width)):
        assert "".join(line.text for line in lines).replace(" ", "") == given_text


@given(SPANS, WIDTHS)
def test_no_line_is_wider_than_the_column(spans: list[Span], width: float) -> None:
    for lines in (fill(spans, width), by_phrase(spans, width)):
        assert all(line.width <= width + 0.01 or len(line.glyphs) == 1 for line in lines)


def test_a_closing_mark_may_stand_out_by_its_blank_half() -> None:
    assert body("一二三四，五", 4.5 * SIZE) == ["一二三四，", "五"]
    assert body("一二三四，五", 4 * SIZE) == ["一二三", "四，五"]


def test_an_opening_mark_goes_to_the_next_line() -> None:
    assert body("一二三（四）", 4 * SIZE) == ["一二三", "（四）"]


def test_a_number_and_a_code_stay_whole() -> None:
    assert body("一二三1234", 4 * SIZE) == ["一二三", "1234"]
    assert body("编号WL-0001", 4 * SIZE) == ["编号", "WL-0001"]


def test_a_number_stays_with_what_it_counts() -> None:
    assert body("一二三12家", 4.5 * SIZE) == ["一二三", "12家"]
    assert body("一二三第15项", 5 * SIZE) == ["一二三", "第15项"]
    assert body("二三2月18日检查", 5 * SIZE) == ["二三2月", "18日检查"]
    assert cell("产废50吨/年及以上或自有处置设施", 8 * SIZE) == ["产废50吨/年", "及以上或", "自有处置设施"]


def test_a_name_is_not_cut_among_characters_nobody_knows() -> None:
    assert cell("示例长坝石材有限公司", 8.5 * SIZE) == ["示例长坝石材", "有限公司"]
    assert cell("示例甲乙丙丁戊己有限公司", 8.5 * SIZE) == ["示例甲乙丙丁戊己", "有限公司"]
    assert cell("示例长坝枫香坪村污水处理站", 12 * SIZE) == ["示例长坝枫香坪村", "污水处理站"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert "".join(body("0123456789abcdef0123456789abcdef", 3 * SIZE)) == "0123456789abcdef0123456789abcdef"


def test_a_long_word_is_not_cut_at_a_blank_before_a_mark() -> None:
    assert body("AAAA ”%", 5 * SIZE) == ["AAA", "A ”%"]


def test_each_line_of_a_cell_given_by_hand_is_kept() -> None:
    assert cell("发现问题\n已责令整改", 100) == ["发现问题", "已责令整改"]


def test_a_cell_breaks_where_words_end() -> None:
    width = 13.9 * SIZE
    assert cell("水源地保护区污染防治监督检查", width) == ["水源地保护区污染防治", "监督检查"]
    assert cell("土壤污染重点监管单位隐患排查和自行监测情况", width) == [
        "土壤污染重点监管单位",
        "隐患排查和自行监测情况",
    ]
    assert cell("自然生态保护科", 5.5 * SIZE) == ["自然生态", "保护科"]
    assert cell("大气科（总量科）", 5.5 * SIZE) == ["大气科", "（总量科）"]


def test_a_title_keeps_its_quoted_name_whole() -> None:
    lines = cell("关于2024年第一季度“双随机、一公开”抽查结果的公告", 20 * SIZE)
    assert lines == ["关于2024年第一季度", "“双随机、一公开”抽查结果的公告"]


def test_no_character_is_left_alone() -> None:
    assert min(map(len, cell("检查人员姓名甲", 6 * SIZE))) > 1


def test_the_first_line_of_a_paragraph_is_indented() -> None:
    lines = fill([Span("一二三四五六七八", Face.BODY, SIZE)], 5 * SIZE, indent=2 * SIZE)
    assert [line.text for line in lines] == ["一二三", "四五六七八"]
    assert [line.last for line in lines] == [False, True]
