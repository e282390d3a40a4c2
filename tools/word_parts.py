"""The pieces a Word template of ours is made of: GB/T 9704 page, fonts, styles, header and footers.

Written as WordprocessingML because the library's default template brings 1.15 line spacing, theme fonts
without Chinese and forty styles nobody needs. Measures: twips (1/20 pt) but for font sizes (half points).
"""

from typing import Final
from xml.sax.saxutils import escape, quoteattr

NAMESPACES: Final = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w10="urn:schemas-microsoft-com:office:word"'
)
DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RED: Final = "D7000F"
TWIPS_PER_MM: Final = 1440 / 25.4
LEADING: Final = 579  # 28.95 pt: 22 lines of 580 twips are 0.2 pt more than the 225 mm of the text area
BODY, TITLE, SMALL = "仿宋_GB2312", "方正小标宋简体", "黑体"
_WESTERN: Final = "Times New Roman"
PAGE_PARTS: Final = {
    "rId4": ("header", "default"),
    "rId5": ("header", "even"),
    "rId6": ("footer", "default"),
    "rId7": ("footer", "even"),
}
# Where a PC lacks the office's fonts, Word and LibreOffice take the next of these; the last is ours.
_STAND_INS: Final = {
    BODY: "仿宋,FangSong,SSJ Fang",
    TITLE: "小标宋体,华文中宋,SSJ Title Serif",
    SMALL: "SimHei,Noto Sans SC",
    "宋体": "SimSun,SSJ Title Serif",
}

_WORD_ART: Final = (  # the shape 136 of VML: text along a straight line
    "sum #0 0 10800",
    "prod #0 2 1",
    "sum 21600 0 @1",
    "sum 0 0 @2",
    "sum 21600 0 @3",
    "if @0 @3 0",
    "if @0 21600 @1",
    "if @0 0 @2",
    "if @0 @4 21600",
    "mid @5 @6",
    "mid @8 @5",
    "mid @7 @8",
    "mid @6 @7",
    "sum @6 0 @5",
)


def twips(millimetres: float) -> int:
    """Turn millimetres into twentieths of a point."""
    return round(millimetres * TWIPS_PER_MM)


def run(text: str) -> str:
    """Give a run whose quotation marks are set in the Chinese font, not in the Western one."""
    return (
        '<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def paragraph(style: str, text: str = "") -> str:
    """Give a paragraph of one run."""
    content = run(text) if text else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p>'


def repeated(style: str, line: str, lines: str) -> str:
    """Give a paragraph that the template repeats for each of `lines`."""
    start = paragraph(style, f"{{%p for {line} in {lines} %}}")
    return start + paragraph(style, f"{{{{ {line} }}}}") + paragraph(style, "{%p endfor %}")


def cell(width: int, content: str, columns: int = 1) -> str:
    """Give a table cell over so many columns, its text in the middle of its height."""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:gridSpan w:val="{columns}"/>'
        f'<w:vAlign w:val="center"/></w:tcPr>{content}</w:tc>'
    )


def row(cells: str, properties: str = "") -> str:
    """Give a table row that stays on one page."""
    return f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="374"/>{properties}</w:trPr>{cells}</w:tr>'


def head_row(cells: str) -> str:
    """Give a row that stands again at the top of each page."""
    return row(cells, "<w:tblHeader/>")


def table(widths: list[int], rows: str) -> str:
    """Give a ruled table of fixed widths as wide as the text."""
    sides = "".join(
        f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 20), ("left", 45), ("bottom", 20), ("right", 45))
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{sides}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        "<w:tblCellMar>"
        f"{margins}</w:tblCellMar>"
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def style(
    identifier: str,
    name: str,
    paragraph_properties: str = "",
    run_properties: str = "",
    based: str = "Normal",
) -> str:
    """Give a paragraph style; `name` is what the office sees in Word's list."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identifier}">'
        f'<w:name w:val={quoteattr(name)}/><w:basedOn w:val="{based}"/><w:qFormat/>'
        f"<w:pPr>{paragraph_properties}</w:pPr><w:rPr>{run_properties}</w:rPr></w:style>"
    )


def fonts(east_asian: str, western: str = _WESTERN) -> str:
    """Name a Chinese font; digits and Latin letters stay in the Western one unless told."""
    scripts = " ".join(f"w:{script}={quoteattr(western)}" for script in ("ascii", "hAnsi", "cs"))
    return f"<w:rFonts {scripts} w:eastAsia={quoteattr(east_asian)}/>"


def size(points: float) -> str:
    """Give a font size."""
    return f'<w:sz w:val="{round(points * 2)}"/><w:szCs w:val="{round(points * 2)}"/>'


def exact(twentieths: int, before: int = 0) -> str:
    """Give exact leading, so that no font changes the number of lines on a page."""
    return f'<w:spacing w:before="{before}" w:after="0" w:line="{twentieths}" w:lineRule="exact"/>'


def styles_part(styles: str) -> str:
    """Give the styles part: body text by default, then the given styles."""
    return (
        f"{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(BODY)}"
        '<w:spacing w:val="-5"/>'  # 28 characters of 16 pt are wider than 156 mm
        f'{size(16)}<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:widowControl w:val="0"/>'
        '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'{exact(LEADING)}<w:jc w:val="both"/></w:pPr></w:pPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal">'
        '<w:name w:val="Normal"/><w:qFormat/>'
        "</w:style>"
        f"{styles}</w:styles>"
    )


def fonts_part() -> str:
    """Give the font table with the stand-ins."""
    entries = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{names}"/><w:charset w:val="86"/></w:font>'
        for name, names in _STAND_INS.items()
    )
    return f"{DECLARATION}<w:fonts {NAMESPACES}>{entries}</w:fonts>"


def settings_part() -> str:
    """Give the settings: odd and even pages differ, punctuation keeps its width."""
    return (
        f'{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:evenAndOddHeaders/>'
        '<w:characterSpacingControl w:val="doNotCompress"/><w:compat>'
        '<w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def header_part(number: int) -> str:
    """Give a header with the pale word across the page where there is one."""
    picture = f"<w:r><w:pict>{_word_across(number)}</w:pict></w:r>"
    return (
        f"{DECLARATION}<w:hdr {NAMESPACES}>{paragraph('PageHeader', '{%p if 水印 %}')}"
        f'<w:p><w:pPr><w:pStyle w:val="PageHeader"/></w:pPr>{picture}</w:p>'
        f"{paragraph('PageHeader', '{%p endif %}')}{paragraph('PageHeader')}</w:hdr>"
    )


def _word_across(number: int) -> str:
    formulas = "".join(f'<v:f eqn="{formula}"/>' for formula in _WORD_ART)
    return (
        '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        f'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>{formulas}</v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="Watermark{number}" o:spid="_x0000_s20{48 + number}" type="#_x0000_t136" '
        'style="position:absolute;margin-left:0;margin-top:0;width:320pt;height:160pt;rotation:315;'
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin" '
        'o:allowincell="f" fillcolor="#d9d9d9" stroked="f"><v:fill opacity=".6"/>'
        f'<v:textpath style="font-family:\'{SMALL}\';font-size:1pt" string="{{{{ 水印 }}}}"/></v:shape>'
    )


def footer_part(style_of_page: str) -> str:
    """Give a footer with the page number between two dashes."""
    return (
        f'{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val="{style_of_page}"/></w:pPr>{run("— ")}'
        f'<w:fldSimple w:instr=" PAGE ">{run("1")}</w:fldSimple>{run(" —")}</w:p></w:ftr>'
    )


def section_properties() -> str:
    """Give the page: A4, margins 37, 35, 28, 26 mm, 22 lines, headers and footers for odd and even pages."""
    references = "".join(
        f'<w:{kind}Reference w:type="{pages}" r:id="{identifier}"/>'
        for identifier, (kind, pages) in PAGE_PARTS.items()
    )
    margins = (
        f'w:top="{twips(37)}" w:right="{twips(26)}" w:bottom="{twips(35)}" w:left="{twips(28)}" '
        f'w:header="{twips(15)}" w:footer="{twips(23)}" w:gutter="0"'
    )
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{twips(210)}" w:h="{twips(297)}"/><w:pgMar {margins}/>'
        f'<w:docGrid w:type="lines" w:linePitch="{LEADING}"/></w:sectPr>'
    )


def document_part(body: str) -> str:
    """Give the main part."""
    return f"{DECLARATION}<w:document {NAMESPACES}><w:body>{body}{section_properties()}</w:body></w:document>"
