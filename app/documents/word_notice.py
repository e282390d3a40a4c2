"""The disclosure notice as a Word file the office can still edit."""

from pathlib import Path
from typing import Final

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.styles.style import ParagraphStyle

from app.core.paths import resources
from app.documents.content.notice import (
    Notice,
    closing,
    contact_line,
    lead,
    row_cells,
    signature_lines,
    title,
    title_phrases,
)
from app.documents.word_template import WordTemplate

_COLUMNS: Final = ("序号", "单位", "内容", "时间", "部门", "结果")
_RED_HEAD, _OFFICE, _DAY = "发文机关标志", "署名", "成文日期"  # the template's styles
_DAY_FROM_RIGHT: Final = 4  # characters (GB/T 9704, with a seal)
_NARROWEST: Final = 0.66  # a head squeezed further is no longer dignified: then it becomes smaller
_DEFAULT_POINTS: Final = 16.0


def build_notice_docx(notice: Notice, template: Path | None = None) -> bytes:
    """Give the notice as a .docx: the same bytes for the same content.

    ``template`` is the office's own copy of ``resources/templates/notice.docx``; UserError where unusable.
    """
    word = WordTemplate(template or resources() / "templates" / "notice.docx")
    _fit_red_head(word, notice.office)
    _centre_office_over_day(word, *signature_lines(notice))
    return word.fill(_context(notice), title(notice), notice.office)


def _context(notice: Notice) -> dict[str, object]:
    office, day = signature_lines(notice)
    return {
        "机关": notice.office,
        "文号": notice.document_number,
        "标题": title_phrases(notice),
        "导语": lead(notice),
        "表": [dict(zip(_COLUMNS, row_cells(notice, row), strict=True)) for row in notice.rows],
        "结语": closing(notice),
        "署名": office,
        "日期": day,
        "联系": contact_line(notice),
        "水印": notice.watermark,
    }


def _fit_red_head(word: WordTemplate, office: str) -> None:
    """Keep the head on one line: first narrower characters, then smaller ones."""
    style = word.style(_RED_HEAD)
    if style is None:
        return
    room = _text_width(word.document) / (_points(style) * len(office)) if office else 1.0
    if room >= 1:
        return
    narrow = max(room, _NARROWEST)
    _scale_characters(style, narrow)
    style.font.size = Pt(int(_points(style) * room / narrow))


def _scale_characters(style: ParagraphStyle, ratio: float) -> None:
    properties = style.element.get_or_add_rPr()
    scale = OxmlElement("w:w")
    scale.set(qn("w:val"), str(int(ratio * 100)))
    properties.insert_element_before(scale, "w:kern", "w:position", "w:sz", "w:szCs", "w:lang")


def _centre_office_over_day(word: WordTemplate, office: str, day: str) -> None:
    """Set the day four characters from the right and the office centred over it; neither leaves the page."""
    office_style, day_style = word.style(_OFFICE), word.style(_DAY)
    if office_style is None or day_style is None:
        return
    centre = _DAY_FROM_RIGHT * _points(day_style) + _width(day, day_style) / 2
    half_office = min(_width(office, office_style), _text_width(word.document)) / 2
    centre = max(centre, half_office)
    _indent_right(office_style, centre - half_office)
    _indent_right(day_style, centre - _width(day, day_style) / 2)


def _indent_right(style: ParagraphStyle, points: float) -> None:
    style.paragraph_format.right_indent = Pt(points)
    indent = style.element.get_or_add_pPr().find(qn("w:ind"))
    if indent is not None:
        indent.attrib.pop(qn("w:rightChars"), None)  # Word would prefer it to the measure


def _width(text: str, style: ParagraphStyle) -> float:
    """Give the width in points: Chinese characters are one em, digits and Latin letters about half."""
    ems = sum(0.5 if character.isascii() else 1.0 for character in text)
    return ems * _points(style)


def _points(style: ParagraphStyle) -> float:
    size = style.font.size
    return float(size.pt) if size is not None else _DEFAULT_POINTS


def _text_width(document: Document) -> float:
    section = document.sections[0]
    sides = (section.page_width, section.left_margin, section.right_margin)
    page, left, right = (side if side is not None else Length(0) for side in sides)
    return float(Length(page - left - right).pt)
