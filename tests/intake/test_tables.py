"""Any file an office hands over is read, or refused with one sentence."""

import os
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from app.core.errors import UserError
from app.intake.registry import read_objects
from app.intake.tables import read_tables
from tests.intake.files import Rows, repack, text, workbook
from tests.intake.old_excel import old_workbook

ROWS: Rows = [["单位名称", "乡镇"], ["示例甲厂", "示例镇"], ["示例乙厂", "示例镇"]]
SHEET = "xl/worksheets/sheet1.xml"


def refusal(path: Path) -> str:
    with pytest.raises(UserError) as caught:
        read_tables(path)
    sentence = str(caught.value)
    assert path.name in sentence
    assert sentence.endswith("。")
    return sentence


def test_rows_stand_where_the_office_sees_them(tmp_path: Path) -> None:
    path = workbook(tmp_path / "名录.xlsx", [[], [None, "标题"], [], *ROWS])
    (sheet,) = read_tables(path).sheets
    assert sheet.name == "名录"
    assert [list(row) for row in sheet.rows] == [["", ""], ["", "标题"], ["", ""], *map(list, ROWS)]


@pytest.mark.parametrize("name", ["名录.xls", "名录.csv", "名录", "名录.docx"])
def test_a_wrong_extension_is_read_by_what_the_file_is(tmp_path: Path, name: str) -> None:
    made = workbook(tmp_path / "made.xlsx", ROWS)
    assert len(read_tables(made.replace(tmp_path / name)).sheets[0].rows) == 3


def test_a_text_table_named_as_a_workbook_is_read(tmp_path: Path) -> None:
    assert read_tables(text(tmp_path / "名录.xlsx", ROWS)).sheets[0].rows[1] == ["示例甲厂", "示例镇"]


def test_merged_cells_are_filled_down_and_across(tmp_path: Path) -> None:
    rows: Rows = [
        ["单位名称", "乡镇", "经纬度", None],
        ["示例甲厂", "示例镇", 107, 29],
        ["示例乙厂", None, 107, 29],
    ]
    path = workbook(tmp_path / "a.xlsx", rows, merges=["B2:B3", "C1:D1"])
    (sheet,) = read_tables(path).sheets
    assert sheet.rows[2][1] == "示例镇"
    assert sheet.rows[0][3] == "经纬度"
    assert set(sheet.merges) == {(1, 1, 2, 1), (0, 2, 0, 3)}


def test_hidden_sheets_are_named_and_not_read(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["单位名称"])
    book.create_sheet("旧名单").sheet_state = "hidden"
    book.create_sheet("底稿").sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    tables = read_tables(tmp_path / "a.xlsx")
    assert len(tables.sheets) == 1
    assert tables.hidden == ("旧名单", "底稿")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_text_tables_are_read_in_every_encoding_an_office_saves(
    tmp_path: Path, encoding: str, delimiter: str
) -> None:
    rows: Rows = [["单位名称", "地址"], ["示例㭎厂，分厂", "示例路1号"]]
    path = text(tmp_path / "a.csv", rows, encoding=encoding, delimiter=delimiter)
    assert read_tables(path).sheets[0].rows == rows


@pytest.mark.parametrize("name", ["名录.tsv", "名录.txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_tabs_are_what_separates_however_many_commas_stand_in_the_cells(
    tmp_path: Path, name: str, encoding: str
) -> None:
    rows: Rows = [["单位名称", "地址"], ["示例甲厂,原示例乙厂,一分厂", "示例路1号,2号,3号"]]
    path = text(tmp_path / name, rows, encoding=encoding, delimiter="\t")
    assert read_tables(path).sheets[0].rows == rows


def test_a_code_page_that_is_neither_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\x81\xff\xff,\xff\n")
    assert "编码" in refusal(path)


def test_an_uneven_text_table_becomes_rectangular(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("单位名称,乡镇\n示例甲厂\n\n示例乙厂,示例镇,多出\n", encoding="utf-8")
    assert read_tables(path).sheets[0].rows == [
        ["单位名称", "乡镇", ""],
        ["示例甲厂", "", ""],
        ["", "", ""],
        ["示例乙厂", "示例镇", "多出"],
    ]


def test_a_missing_file_a_folder_and_an_empty_file(tmp_path: Path) -> None:
    (tmp_path / "空.xlsx").write_bytes(b"")
    (tmp_path / "空白.csv").write_bytes(b"\r\n \r\n")
    assert "找不到" in refusal(tmp_path / "没有.xlsx")
    assert "文件夹" in refusal(tmp_path)
    assert "空的" in refusal(tmp_path / "空.xlsx")
    assert "空的" in refusal(tmp_path / "空白.csv")
    Workbook().save(tmp_path / "空表.xlsx")
    assert "空的" in refusal(tmp_path / "空表.xlsx")


@pytest.mark.parametrize(
    ("beginning", "word"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00", "图片"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "图片"),
        (b"%PDF-1.7\n", "PDF"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "网页"),
        (b"\n<!-- 1 -->\n<table><tr><td>1</td></tr></table>", "网页"),
        (b"<BODY><div><table><tr><td>1</td></tr></table></div></BODY>", "网页"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html></html>", "网页"),
        (b'<?xml version="1.0"?><Workbook/>', "XML"),
        (b"MZ\x90\x00\x03\x00", "不是表格"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le") + bytes(600), "损坏"),
        (b"PK\x03\x04 and no more", "损坏"),
    ],
)
def test_what_is_no_table_is_called_what_it_is(tmp_path: Path, beginning: bytes, word: str) -> None:
    path = tmp_path / "名录.xlsx"
    path.write_bytes(beginning)
    assert word in refusal(path)


def test_an_old_workbook_with_a_password_is_not_called_damaged(tmp_path: Path) -> None:
    path = old_workbook(tmp_path / "名录.xls", [["单位名称"], ["示例甲厂"]])
    data = path.read_bytes()
    after_begin = data.index(b"\x09\x08\x10\x00") + 20
    locked = b"\x2f\x00\x36\x00" + bytes(54)
    path.write_bytes(data[:after_begin] + locked + data[after_begin : len(data) - len(locked)])
    assert "打开密码" in refusal(path)


def test_a_word_document_and_a_plain_archive_are_refused(tmp_path: Path) -> None:
    document = tmp_path / "a.xlsx"
    with document.open("wb") as stream:
        Document().save(stream)
    assert "Word" in refusal(document)
    with zipfile.ZipFile(tmp_path / "b.xlsx", "w") as archive:
        archive.writestr("名录.csv", "单位名称")
    assert "压缩包" in refusal(tmp_path / "b.xlsx")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    data = workbook(tmp_path / "whole.xlsx", ROWS).read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(data[: int(len(data) * share)])
    assert "损坏" in refusal(path)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<worksheet><sheetData><row r='1'><c r='A1'",
        b"<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>99</v></c></row></sheetData></worksheet>",
        b"<worksheet><sheetData><row r='1'><c r='1A'><v>1</v></c></row></sheetData></worksheet>",
        b"\x00\x01\x02" * 100,
    ],
)
def test_a_workbook_with_broken_parts_never_ends_in_a_traceback(tmp_path: Path, content: bytes) -> None:
    whole = workbook(tmp_path / "whole.xlsx", ROWS)
    assert refusal(repack(whole, tmp_path / "broken.xlsx", SHEET, content))


def test_a_flipped_byte_is_noticed(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [[f"示例{n}厂"] for n in range(2000)])
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        part = archive.getinfo(SHEET)
    data[part.header_offset + part.compress_size // 2] ^= 0xFF
    path.write_bytes(data)
    assert "损坏" in refusal(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open(SHEET, "w", force_zip64=True) as part:
            for _ in range(513):
                part.write(bytes(1 << 20))
    assert "512 MB" in refusal(path)


def test_a_bomb_that_lies_about_its_size_is_damaged(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx", ROWS)
    path = repack(whole, tmp_path / "lie.xlsx", SHEET, bytes(20 << 20))
    data = path.read_bytes()
    path.write_bytes(data.replace((20 << 20).to_bytes(4, "little"), (1 << 10).to_bytes(4, "little")))
    assert "损坏" in refusal(path)


def test_two_cells_in_far_corners_do_not_eat_the_memory(tmp_path: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page["A1"] = "单位名称"
    page["XFD1048576"] = "示例"
    book.save(tmp_path / "a.xlsx")
    assert "1 GB" in refusal(tmp_path / "a.xlsx")


def test_repeated_cells_of_an_open_document_do_not_eat_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "content.xml",
            '<office:document-content xmlns:office="o" xmlns:table="t"><table:table-row '
            'table:number-rows-repeated="1000000"><table:table-cell office:value-type="string" '
            'table:number-columns-repeated="16000"/></table:table-row></office:document-content>',
        )
    assert "1 GB" in refusal(path)


def test_too_many_rows_columns_and_characters_are_said(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("单位名称\n" + "x\n" * 1_048_576, encoding="utf-8")
    assert "1,048,576 行" in refusal(path)
    path.write_text("x," * 16_384 + "\n", encoding="utf-8")
    assert "16,384 列" in refusal(path)
    path.write_text("单位名称,地址\n示例," + "长" * 32_768 + "\n", encoding="utf-8")
    assert "第 2 行" in refusal(path)
    path.write_text('单位名称,地址\n"示例' + ",x\n" * 100_000, encoding="utf-8")
    assert "双引号" in refusal(path)


def test_a_cell_too_long_in_a_workbook_is_named(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx", ROWS)
    long = "长" * 32_768
    cells = f'<c r="B7" t="inlineStr"><is><t>{long}</t></is></c>'
    body = f'<worksheet><sheetData><row r="7">{cells}</row></sheetData></worksheet>'
    sentence = refusal(repack(whole, tmp_path / "long.xlsx", SHEET, body.encode()))
    assert "第 7 行 B 列" in sentence
    assert "32,767" in sentence


OLD_ROWS: list[list[str | float]] = [
    ["单位名称", "乡镇", "经度"],
    ["示例甲厂", "示例镇", 107.5],
    ["示例乙厂", "", 107.5],
]


@pytest.mark.parametrize("name", ["名录.xls", "名录.et", "名录.xlsx"])
def test_an_old_workbook_is_read_with_its_merged_cells(tmp_path: Path, name: str) -> None:
    path = old_workbook(tmp_path / name, OLD_ROWS, [(1, 1, 2, 1)])
    (sheet,) = read_tables(path).sheets
    assert sheet.name == "名录"
    assert sheet.rows[2] == ["示例乙厂", "示例镇", 107.5]


def test_an_old_workbook_with_wrong_bytes_is_read_or_refused_and_nothing_else(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    whole = old_workbook(tmp_path / "whole.xls", OLD_ROWS, [(1, 1, 2, 1)]).read_bytes()
    path = tmp_path / "damaged.xls"
    refused = 0
    for at in range(0, 0x720, 3):
        for wrong in (0x00, 0x7F, 0xFF):
            path.write_bytes(whole[:at] + bytes([wrong]) + whole[at + 1 :])
            try:
                read_tables(path)
            except UserError:
                refused += 1
    assert refused > 100
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_an_old_workbook_cut_short_is_refused(tmp_path: Path, share: float) -> None:
    data = old_workbook(tmp_path / "whole.xls", [["示例"] * 20] * 50).read_bytes()
    path = tmp_path / "cut.xls"
    path.write_bytes(data[: int(len(data) * share)])
    assert "损坏" in refusal(path)


def test_an_old_cell_beyond_the_last_column_is_refused(tmp_path: Path) -> None:
    path = old_workbook(tmp_path / "a.xls", [["示例"] * 300])
    assert "损坏" in refusal(path)


def test_an_open_document_is_read_without_its_endless_empty_rows(tmp_path: Path) -> None:
    urn = "urn:oasis:names:tc:opendocument:xmlns"
    cells = [
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for cell in ("单位名称", "示例甲厂")
    ]
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{urn}:manifest:1.0"/>')
        archive.writestr(
            "content.xml",
            f'<office:document-content xmlns:office="{urn}:office:1.0" xmlns:table="{urn}:table:1.0" '
            f'xmlns:text="{urn}:text:1.0"><office:body><office:spreadsheet><table:table table:name="名录">'
            f"<table:table-row>{cells[0]}</table:table-row><table:table-row>{cells[1]}</table:table-row>"
            '<table:table-row table:number-rows-repeated="1048574">'
            '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )
    assert read_tables(path).sheets[0].rows == [["单位名称"], ["示例甲厂"]]


def test_a_device_is_no_file() -> None:
    assert "不是文件" in refusal(Path(os.devnull))


def test_formulas_never_worked_out_are_told_and_not_silently_empty(tmp_path: Path) -> None:
    rows: Rows = [["单位名称", "乡镇"], ["示例甲厂", "示例镇"], ["示例乙厂", "=B2"], ["示例丙厂", "示例镇"]]
    made = workbook(tmp_path / "made.xlsx", rows)
    assert read_tables(made).uncounted == ("B3",)
    told = read_objects(made).notes
    assert [note for note in told if "公式没有算出结果（B3）" in note]
    worked_out = b'<row r=\'1\'><c r="A1" t="str"><f>B1</f><v></v></c><c r="B1"><f>1</f><v>1</v></c></row>'
    sheet = b"<worksheet><sheetData>" + worked_out + b"</sheetData></worksheet>"
    assert read_tables(repack(made, tmp_path / "b.xlsx", SHEET, sheet)).uncounted == ()


def test_a_sheet_of_nothing_but_beginnings_is_refused_soon(tmp_path: Path) -> None:
    """Searched without a bound each of them is followed to the end: minutes for a file of a few kilobytes."""
    made = workbook(tmp_path / "made.xlsx", ROWS)
    sheet = b'<worksheet><sheetData></f></c> t="e"' + b"<c" * 500_000
    assert refusal(repack(made, tmp_path / "b.xlsx", SHEET, sheet))


def test_the_places_of_formula_errors_are_told(tmp_path: Path) -> None:
    made = workbook(tmp_path / "made.xlsx", ROWS)
    with zipfile.ZipFile(made) as archive:
        sheet = archive.read(SHEET)
    spoilt = sheet.replace(b'<c r="B2" t="', b'<c r="B2" s="0" t="e" x="').replace(
        b'<c r="B3" t="', b'<c t="e" r="B3" x="'
    )
    spoilt = re.sub(rb'( t="e"[^>]*>)(?:<is>.*?</is>|<v>\d+</v>)', rb"\1<v>#REF!</v>", spoilt)
    tables = read_tables(repack(made, tmp_path / "名录.xlsx", SHEET, spoilt))
    assert tables.errors == ("B2", "B3")
    assert [row[1] for row in tables.sheets[0].rows] == ["乡镇", "", ""]
