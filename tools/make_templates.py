"""Make the Word templates in resources/templates; the office may then edit them in Word.

    python -m tools.make_templates

The same bytes every time. What stands in double braces is filled in; `{%tr … %}` repeats or drops a table
row, `{%p … %}` a paragraph.
"""

import zipfile
from io import BytesIO
from typing import Final

from app.core.paths import resources
from app.documents.content.notice import HEADS, WIDTHS_MM
from app.documents.fixed_zip import fixed_zip
from tools.word_parts import (
    DECLARATION,
    LEADING,
    RED,
    SMALL,
    TITLE,
    cell,
    document_part,
    exact,
    fonts,
    fonts_part,
    footer_part,
    head_row,
    header_part,
    paragraph,
    repeated,
    row,
    settings_part,
    size,
    style,
    styles_part,
    table,
    twips,
)

_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_WORD: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS: Final = {  # what each part is; its place gives its id, and PAGE_PARTS uses the last four
    "styles.xml": "styles",
    "settings.xml": "settings",
    "fontTable.xml": "fontTable",
    "header1.xml": "header",
    "header2.xml": "header",
    "footer1.xml": "footer",
    "footer2.xml": "footer",
}


def general_styles() -> str:
    """Give the styles that every paper has."""
    table_text = f'<w:snapToGrid w:val="0"/>{exact(260)}'
    no_tightening = '<w:spacing w:val="0"/>'
    return "".join(
        (
            style("BodyText", "公文正文", '<w:ind w:firstLineChars="200" w:firstLine="630"/>'),
            style("PageHeader", "页眉", exact(20), size(1)),
            style(
                "OddPage",
                "单页码",
                f'{exact(320)}<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>',
                f"{fonts('宋体')}{no_tightening}{size(14)}",
            ),
            style(
                "EvenPage",
                "双页码",
                f'{exact(320)}<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>',
                f"{fonts('宋体')}{no_tightening}{size(14)}",
            ),
            style("TableText", "表文", f'{table_text}<w:jc w:val="left"/>', f"{no_tightening}{size(10.5)}"),
            style("TableMiddle", "表文居中", '<w:jc w:val="center"/>', based="TableText"),
            style(
                "TableHead", "表头", '<w:keepNext/><w:jc w:val="center"/>', fonts(SMALL), based="TableText"
            ),
            style("TableGap", "表前表后", f'<w:snapToGrid w:val="0"/>{exact(120)}'),
        )
    )


def red_head_styles() -> str:
    """Give the styles of a paper with a red head (GB/T 9704)."""
    free = '<w:snapToGrid w:val="0"/>'  # the grid would give large type two lines
    red_line = f'<w:pBdr><w:bottom w:val="single" w:sz="16" w:space="6" w:color="{RED}"/></w:pBdr>'
    return "".join(
        (
            style(
                "RedHead",
                "发文机关标志",
                f'{free}{exact(1000, twips(35) - 90)}<w:jc w:val="center"/>',
                f'{fonts(TITLE)}<w:color w:val="{RED}"/><w:spacing w:val="0"/>{size(46)}',
            ),
            style(
                "Number",
                "发文字号",
                f'{red_line}{free}{exact(LEADING, 2 * LEADING - 180)}<w:jc w:val="center"/>',
            ),
            style(
                "PaperTitle",
                "公文标题",
                f'<w:keepNext/>{free}{exact(654)}<w:jc w:val="center"/>',
                f'{fonts(TITLE, TITLE)}<w:spacing w:val="0"/>{size(22)}',
            ),
            style("Closing", "结语", "<w:keepNext/>", based="BodyText"),
            style("Office", "署名", '<w:keepNext/><w:jc w:val="right"/>'),
            style(
                "Day",
                "成文日期",
                '<w:keepNext/><w:ind w:rightChars="400" w:right="1280"/><w:jc w:val="right"/>',
            ),
        )
    )


def notice_body() -> str:
    """Give the text of the disclosure notice."""
    widths = [twips(width) for width in WIDTHS_MM]
    names = ("序号", "单位", "内容", "时间", "部门", "结果")
    left = {"单位", "内容"}
    heads = "".join(
        cell(width, paragraph("TableHead", head)) for width, head in zip(widths, HEADS, strict=True)
    )
    cells = "".join(
        cell(width, repeated("TableText" if name in left else "TableMiddle", "文", f"行.{name}"))
        for width, name in zip(widths, names, strict=True)
    )
    rows = (
        head_row(heads)
        + _tag_row("{%tr for 行 in 表 %}", widths)
        + row(cells)
        + _tag_row("{%tr endfor %}", widths)
    )
    return "".join(
        (
            paragraph("RedHead", "{{ 机关 }}"),
            paragraph("Number", "{{ 文号 }}"),
            paragraph("Normal") * 2,
            repeated("PaperTitle", "文", "标题"),
            paragraph("Normal"),
            paragraph("BodyText", "{{ 导语 }}"),
            paragraph("TableGap"),
            table(widths, rows),
            paragraph("TableGap"),
            repeated("Closing", "文", "结语"),
            paragraph("Closing") * 2,
            paragraph("Office", "{{ 署名 }}"),
            paragraph("Day", "{{ 日期 }}"),
            paragraph("Normal", "{%p if 联系 %}"),
            paragraph("Closing"),  # keeps the line below on the page of the day
            paragraph("BodyText", "{{ 联系 }}"),
            paragraph("Normal", "{%p endif %}"),
        )
    )


def _tag_row(tag: str, widths: list[int]) -> str:
    """Give a row that carries a repetition and is gone in the paper."""
    return row(cell(sum(widths), paragraph("TableText", tag), len(widths)))


def package(body: str, styles: str) -> bytes:
    """Pack a template."""
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "word/document.xml")}),
        "word/_rels/document.xml.rels": _relations(
            {f"rId{place}": (kind, name) for place, (name, kind) in enumerate(_PARTS.items(), 1)}
        ),
        "word/document.xml": document_part(body),
        "word/styles.xml": styles_part(styles),
        "word/settings.xml": settings_part(),
        "word/fontTable.xml": fonts_part(),
        "word/header1.xml": header_part(1),
        "word/header2.xml": header_part(2),
        "word/footer1.xml": footer_part("OddPage"),
        "word/footer2.xml": footer_part("EvenPage"),
    }
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for name, text in parts.items():
            out.writestr(name, text.encode("utf-8"))
    return fixed_zip(target.getvalue())


def _relations(targets: dict[str, tuple[str, str]]) -> str:
    entries = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/relationships/{relation}" Target="{target}"/>'
        for key, (relation, target) in targets.items()
    )
    return f'{DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _content_types() -> str:
    kinds = {"document.xml": "document.main", **_PARTS}
    entries = "".join(
        f'<Override PartName="/word/{name}" ContentType="{_WORD}.{kind}+xml"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{DECLARATION}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{entries}</Types>'
    )


def templates() -> dict[str, bytes]:
    """Give every template by its file name."""
    return {"notice.docx": package(notice_body(), general_styles() + red_head_styles())}


def main() -> None:
    """Write the templates."""
    folder = resources() / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in templates().items():
        (folder / name).write_bytes(content)
        print(f"{name}: {len(content)} bytes")


if __name__ == "__main__":
    main()
