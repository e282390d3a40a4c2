"""A list as paper: upright or across, every page headed and counted, nothing cut off."""

from datetime import date

import pypdfium2
import pytest

from app.documents.content.list import ListColumn, ListPaper
from app.documents.pdf_list import build_list
from tests.golden.texts import pdf_text

COLUMNS = tuple(
    ListColumn(title, title == "本年检查")
    for title in (
        "编号",
        "名称",
        "统一社会信用代码",
        "种类",
        "所在地",
        "监管类别",
        "排污许可",
        "本年检查",
        "状态",
    )
)
LONG_NAME = "示例石桥苗族土家族乡集中式饮用水水源地保护区（一级）及其附属取水工程运行管理单位"


def paper(count: int, columns: int = 9, watermark: str = "") -> ListPaper:
    rows = tuple(
        (
            f"WL-{number:04d}",
            LONG_NAME if number % 5 == 0 else f"示例{number}厂",
            "91000000MA4JURQ28N",
            "饮用水水源地",
            "石桥苗族土家族乡",
            "重点",
            "重点管理",
            str(number % 3),
            "正常",
        )[:columns]
        for number in range(count)
    )
    return ListPaper(
        "检查对象名单",
        "示例区生态环境局",
        date(2024, 3, 6),
        ("查找“示例”", "所在地是石桥苗族土家族乡"),
        "按编号排列",
        f"列表里的 {count} 家",
        COLUMNS[:columns],
        rows,
        watermark,
    )


def sizes(pdf: bytes) -> list[tuple[float, float]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_size() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize(("columns", "is_across"), [(2, False), (9, True)])
def test_the_page_turns_where_the_columns_need_it(columns: int, is_across: bool) -> None:  # noqa: FBT001 - a parameter of the test
    [(width, height)] = sizes(build_list(paper(5, columns)))
    assert (width > height) is is_across


def test_every_page_is_counted_and_headed_and_no_row_is_lost() -> None:
    words = pdf_text(build_list(paper(120)))
    pages = words.split("== ")[1:]
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"第 {number} 页，共 {len(pages)} 页" in page
        assert "编号 名称" in page
    assert all("检查对象名单（续）" in page for page in pages[1:])
    assert [number for number in range(120) if f"WL-{number:04d}" not in words] == []


def test_a_rehearsal_bears_its_mark_on_every_page() -> None:
    words = pdf_text(build_list(paper(120, watermark="演练")))
    assert words.count("（演练）") == words.count("== ")


def test_the_same_list_gives_the_same_bytes() -> None:
    assert build_list(paper(30)) == build_list(paper(30))
