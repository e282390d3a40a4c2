"""The Word notice is the same file twice, prints every name as it is, and survives an edited template."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from app.core.errors import UserError
from app.core.paths import resources
from app.documents.content.notice import HEADS, Notice, NoticeRow, closing, lead, title_phrases
from app.documents.word_notice import build_notice_docx

NASTY = "示例㭎𬬻&<b>“甲”</b>{{ 机关 }}{% if x %}{_{ %_} {# 厂"


def row(number: int, unit: str = "示例江口热电有限公司") -> NoticeRow:
    items = ("大气污染防治设施运行情况", "污染源日常监督检查")
    day = date(2024, 2, 1)
    return NoticeRow(number, unit, f"SL-{number:04}", items, day, ("大气科",), "发现问题已责令整改")


NOTICE = Notice(
    office="示例区生态环境局",
    document_number="示环公〔2024〕2号",
    period="2024年第一季度",
    batch="第二批",
    basis="示环发〔2024〕3号",
    first_day=date(2024, 2, 1),
    last_day=date(2024, 2, 5),
    rows=(row(1), row(2, NASTY)),
    withheld=0,
    issued_on=date(2024, 3, 6),
    watermark="",
)


def opened(notice: Notice = NOTICE, template: Path | None = None) -> Document:
    return docx.Document(BytesIO(build_notice_docx(notice, template)))


def part(notice: Notice, name: str) -> str:
    with zipfile.ZipFile(BytesIO(build_notice_docx(notice))) as file:
        return file.read(name).decode()


def edited(tmp_path: Path, old: str, new: str) -> Path:
    """Give the template as the office saved it after changing one text."""
    document = docx.Document(str(resources() / "templates" / "notice.docx"))
    for paragraph in document.paragraphs:
        if old in paragraph.text:
            paragraph.runs[0].text = paragraph.text.replace(old, new)
    path = tmp_path / "公告.docx"
    document.save(str(path))
    return path


def right_indent(document: Document, style: str) -> float:
    found = next(each for each in document.styles if each.name == style)
    indent = found.element.pPr.find(qn("w:ind"))
    assert qn("w:rightChars") not in indent.attrib
    return int(indent.get(qn("w:right"))) / 20


def test_the_same_notice_is_the_same_file() -> None:
    assert build_notice_docx(NOTICE) == build_notice_docx(NOTICE)


def test_every_sentence_stands_in_order() -> None:
    texts = [paragraph.text for paragraph in opened().paragraphs if paragraph.text]
    assert texts == [
        "示例区生态环境局",
        "示环公〔2024〕2号",
        *title_phrases(NOTICE),
        lead(NOTICE),
        *closing(NOTICE),
        "示例区生态环境局",
        "2024年3月6日",
    ]


def test_whom_to_ask_stands_under_the_day_where_somebody_is_named() -> None:
    texts = [paragraph.text for paragraph in opened(replace(NOTICE, contact="周例远")).paragraphs]
    assert texts[-3:] == ["2024年3月6日", "", "（联系人：周例远）"]
    assert opened().paragraphs[-1].text == "2024年3月6日"


def test_names_print_as_they_are_whatever_signs_they_hold() -> None:
    table = opened().tables[0]
    assert [cell.text for cell in table.rows[0].cells] == list(HEADS)
    assert table.rows[2].cells[1].text == f"{NASTY}\nSL-0002"


def test_a_control_character_in_a_name_does_not_spoil_the_file() -> None:
    table = opened(replace(NOTICE, rows=(row(1, "示例\x0b江口\n热电"),))).tables[0]
    assert table.rows[1].cells[1].text == "示例 江口 热电\nSL-0001"


def test_head_repeats_and_no_row_is_torn() -> None:
    rows = [each._tr.trPr for each in opened().tables[0].rows]
    assert [properties.find(qn("w:tblHeader")) is not None for properties in rows] == [True, False, False]
    assert all(properties.find(qn("w:cantSplit")) is not None for properties in rows)


def test_page_is_that_of_gbt_9704() -> None:
    section = opened().sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    for margin, millimetres in zip(margins, (37, 35, 28, 26), strict=True):
        assert margin is not None
        assert abs(margin - Mm(millimetres)) < Pt(0.05)
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert (odd.style.name, even.style.name) == ("单页码", "双页码") if odd.style and even.style else False
    assert "evenAndOddHeaders" in part(NOTICE, "word/settings.xml")


def test_red_head_and_fonts_are_those_of_the_office() -> None:
    styles = part(NOTICE, "word/styles.xml")
    assert 'w:val="D7000F"' in styles
    assert {"仿宋_GB2312", "方正小标宋简体", "黑体"} <= set(re.findall(r'w:eastAsia="(.*?)"', styles))


def test_watermark_stands_on_odd_and_even_pages_and_only_when_asked() -> None:
    rehearsal = replace(NOTICE, watermark="演练")
    for name in ("word/header1.xml", "word/header2.xml"):
        assert 'string="演练"' in part(rehearsal, name)
        assert "textpath" not in part(NOTICE, name)


def test_day_is_four_characters_from_the_right_and_the_office_centred_over_it() -> None:
    document = opened()
    day, office = right_indent(document, "成文日期"), right_indent(document, "署名")
    assert day == 4 * 16
    assert day + 6 / 2 * 16 == office + 8 / 2 * 16  # middles: 6 em of date over 8 em of office


def test_a_long_office_stays_on_the_page() -> None:
    document = opened(replace(NOTICE, office="示例市示例区生态环境保护综合行政执法支队"))
    assert right_indent(document, "署名") == 0
    head = next(style for style in document.styles if style.name == "发文机关标志")
    scale = int(head.element.rPr.find(qn("w:w")).get(qn("w:val")))
    assert head.element.rPr.find(qn("w:sz")) is not None
    assert 20 * 46 * scale / 100 <= 156 / 25.4 * 72 * 1.4  # narrower first, the rest by a smaller size
    assert 20 * int(head.element.rPr.find(qn("w:sz")).get(qn("w:val"))) / 2 * scale / 100 <= 156 / 25.4 * 72


def test_properties_say_what_it_is_and_not_when_it_was_made() -> None:
    core = part(NOTICE, "docProps/core.xml")
    assert "关于2024年第一季度" in core
    assert "dcterms:created" not in core
    assert "dcterms:modified" not in core


def test_the_office_may_change_the_words_around_the_fields(tmp_path: Path) -> None:
    document = opened(template=edited(tmp_path, "{{ 署名 }}", "{{ 署名 }}（盖章）"))
    assert "示例区生态环境局（盖章）" in [paragraph.text for paragraph in document.paragraphs]


def test_the_office_may_escape_a_field_itself(tmp_path: Path) -> None:
    template = edited(tmp_path, "{{ 署名 }}", "{{ 署名|e }}")
    document = opened(replace(NOTICE, office="示例&局"), template)
    assert "示例&局" in [paragraph.text for paragraph in document.paragraphs]


def test_the_office_may_drop_our_styles(tmp_path: Path) -> None:
    path = edited(tmp_path, "{{ 署名 }}", "{{ 署名 }}")
    document = docx.Document(str(path))
    for style in list(document.styles):
        if style.name in {"发文机关标志", "署名", "成文日期"}:
            style.delete()
    document.save(str(path))
    assert lead(NOTICE) in [paragraph.text for paragraph in opened(template=path).paragraphs]


@pytest.mark.parametrize(
    "slip",
    ["{{ 机构 }}", "{{ 机关", "{% for %}", "{{ 机关.__class__.__mro__ }}", "{{ 1 / 0 }}"],
    ids=["unknown field", "open brace", "half a loop", "out of the sandbox", "impossible sum"],
)
def test_a_slip_in_the_template_is_told_with_its_name(tmp_path: Path, slip: str) -> None:
    with pytest.raises(UserError, match=r"Word 模板“公告\.docx”里有写错的地方"):
        opened(template=edited(tmp_path, "{{ 机关 }}", slip))


def test_a_template_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "公告.docx"
    with pytest.raises(UserError, match="找不到"):
        opened(template=path)
    path.write_bytes(b"not a document")
    with pytest.raises(UserError, match="打不开"):
        opened(template=path)
