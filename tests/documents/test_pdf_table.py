from app.documents.pdf_page import Paper
from app.documents.pdf_table import Cell, Row, Table, place
from tests.documents.reading import pages


def printed(rows: tuple[Row, ...], widths: tuple[float, ...] = (100, 300), goes_on: str = "") -> list[str]:
    paper = Paper("表", "示例区生态环境局", "")
    paper.start()
    head = Row((Cell("部门头"), Cell("内容头")))
    place(paper, Table(widths, (head,), rows, goes_on=goes_on))
    return pages(paper.finish())


def test_the_head_and_the_department_stand_on_every_page() -> None:
    rows = tuple(Row((Cell("执法支队", key="执法支队"), Cell(f"第{number}行"))) for number in range(100))
    texts = printed(rows)
    assert len(texts) == 4
    assert all(text.count("部门头") == 1 and text.count("执法支队") == 1 for text in texts)
    assert all(f"第{number}行" in "".join(texts) for number in range(100))


def test_cells_merge_by_what_they_say_not_by_being_empty() -> None:
    rows = (
        Row((Cell("水科", key="水科"), Cell("甲"))),
        Row((Cell("水科", key="水科"), Cell("乙"))),
        Row((Cell("土壤科", key="土壤科"), Cell("丙"))),
        Row((Cell("水科", key="水科"), Cell("丁"))),
        Row((Cell(""), Cell("戊"))),
    )
    [text] = printed(rows)
    assert text.count("水科") == 2
    assert text.count("土壤科") == 1


def test_a_cell_taller_than_a_page_goes_on_in_rows_below() -> None:
    long_text = "".join(f"{number:04d}号，" for number in range(1500))
    texts = printed((Row((Cell("水科", key="水科"), Cell(long_text))), Row((Cell("乙"), Cell("末行")))))
    whole = "".join(texts)
    assert len(texts) >= 3
    assert all(f"{number:04d}号" in whole for number in range(1500))
    assert all("水科" in text for text in texts)
    assert "末行" in texts[-1]


def test_a_merged_cell_taller_than_its_rows_stretches_them() -> None:
    tall = "很长的部门名称" * 12
    [text] = printed((Row((Cell(tall, key="a"), Cell("甲"))), Row((Cell(tall, key="a"), Cell("乙")))))
    assert text.count(tall) == 1


def test_what_goes_on_says_so_and_only_that() -> None:
    texts = printed(tuple(Row((Cell("甲"), Cell("乙"))) for _ in range(60)), goes_on="（转下页）")
    assert ["（转下页）" in text for text in texts] == [True, False]


def test_a_total_never_stands_alone_on_a_page() -> None:
    for count in range(25, 45):
        rows = tuple(Row((Cell("甲"), Cell("行"))) for _ in range(count))
        texts = printed((*rows, Row((Cell("合计"), Cell("9")), joined=True)))
        assert "行" in texts[-1]
