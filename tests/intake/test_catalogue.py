import re
from fractions import Fraction
from pathlib import Path

import pytest

from app.core.catalogue import Catalogue, Item, Method, PeriodKind, Repeat, Row
from app.core.errors import UserError
from app.core.paths import resources
from app.intake.catalogue import parse_catalogue, read_catalogue

PLAN = Path(__file__).parents[1] / "data" / "wulong-2024-plan.txt"
CATALOGUE = resources() / "catalogues" / "wulong-2024.toml"


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return read_catalogue(CATALOGUE)


@pytest.fixture(scope="module")
def text() -> str:
    return CATALOGUE.read_text(encoding="utf-8")


def annex() -> list[tuple[str, ...]]:
    """Give the annex's 22 rows of 8 cells, merged cells filled downwards as a reader of the table does."""
    table = PLAN.read_text(encoding="utf-8").rpartition("抽取对象数量（家）")[2]
    cells = [cell.strip() for cell in re.split(r"\n\t", "\n" + table.strip("\n"))[1:]]
    rows: list[tuple[str, ...]] = []
    for start in range(0, len(cells), 8):
        above = rows[-1] if rows else ("",) * 8
        rows.append(
            tuple(cell or filled for cell, filled in zip(cells[start : start + 8], above, strict=True))
        )
    return rows


def printed_rows(catalogue: Catalogue) -> list[tuple[Item, Row]]:
    return [(item, row) for item in catalogue.items for row in item.rows]


def test_the_annex_has_20_numbers_22_rows_and_27_strata(catalogue: Catalogue) -> None:
    assert [item.number for item in catalogue.items] == [str(number) for number in range(1, 21)]
    assert len(printed_rows(catalogue)) == 22
    assert len(catalogue.strata) == 27


def test_every_cell_is_the_plans_word_for_word(catalogue: Catalogue) -> None:
    for (number, department, name, contents, *cells), (item, row) in zip(
        annex(), printed_rows(catalogue), strict=True
    ):
        assert item.number == number
        assert item.department == department
        assert item.name == name
        assert list(item.contents) == [line for line in contents.splitlines() if line]
        assert [row.objects, row.frequency, row.ratio, row.count] == cells


def test_title_year_and_number_are_the_plans(catalogue: Catalogue) -> None:
    plan = PLAN.read_text(encoding="utf-8")
    assert f"附件\n\n{catalogue.title}\n" in plan
    assert f"《{catalogue.document}》" in plan
    assert catalogue.document_number in plan.splitlines()
    assert catalogue.year == 2024


def test_labels_are_words_of_the_row(catalogue: Catalogue) -> None:
    for _, row in printed_rows(catalogue):
        for stratum in row.strata:
            assert stratum.label in row.objects + row.ratio


def test_printed_figures_stand_in_their_cells(catalogue: Catalogue) -> None:
    for _, row in printed_rows(catalogue):
        for stratum in row.strata:
            count = stratum.printed_count or stratum.printed_row
            mark = "约" if stratum.printed_count_approx else ""
            if count is None:
                assert not re.search(r"\d", row.count)
            else:
                assert row.count == f"{mark}{count}"
            if stratum.printed_population is not None:
                mark = "约" if stratum.printed_population_approx else ""
                assert re.search(rf"(?<!\d){mark}{stratum.printed_population}[家个]", row.objects)


def test_every_figure_of_the_object_cells_is_kept(catalogue: Catalogue) -> None:
    in_cells = [
        int(figure)
        for _, row in printed_rows(catalogue)
        for figure in re.findall(r"(\d+)[家个]", row.objects)
    ]
    assert in_cells == [s.printed_population for s in catalogue.strata if s.printed_population is not None]


def test_periods_and_ratios_follow_the_ratio_cells(catalogue: Catalogue) -> None:
    per = {PeriodKind.QUARTER: "每季度抽查", PeriodKind.HALF_YEAR: "每半年抽查", PeriodKind.YEAR: ""}
    for _, row in printed_rows(catalogue):
        for stratum in row.strata:
            if stratum.ratio is None:
                assert row.ratio == "按年度监管工作方案执行"
                continue
            percent = f"{stratum.ratio * 100}%"
            subject = stratum.label if len(row.strata) > 1 else ""
            middle = "抽查" if stratum.once else per[stratum.period]
            assert f"{subject}{middle}{percent}" in row.ratio


def test_20_strata_are_not_quarterly_and_ten_take_all(catalogue: Catalogue) -> None:
    kinds = [stratum.period for stratum in catalogue.strata]
    assert kinds.count(PeriodKind.QUARTER) == 7
    assert [stratum.number for stratum in catalogue.strata if stratum.period is PeriodKind.HALF_YEAR] == [
        "1.2",
        "15c",
    ]
    assert sum(stratum.ratio == 1 for stratum in catalogue.strata) == 10


def test_only_item_12_is_counted_by_the_clerk(catalogue: Catalogue) -> None:
    assert [stratum.code for stratum in catalogue.strata if stratum.counted] == ["2024-12"]


def test_slips_are_corrected_beside_the_printed_words(catalogue: Catalogue) -> None:
    project = catalogue.item("2024-19")
    assert "检查检查" in project.contents[0]
    assert "检查检查" not in project.wording[0]
    assert project.responsible == ("行政许可科", "执法支队")
    permit = catalogue.item("2024-05")
    assert permit.wording[0] == "1." + permit.contents[0]
    assert catalogue.item("2024-01").wording == catalogue.item("2024-01").contents


def test_methods_skills_and_marks(catalogue: Catalogue) -> None:
    written = [item.number for item in catalogue.items if item.method is Method.WRITTEN]
    assert written == ["5", "12"]
    assert [item.number for item in catalogue.items if item.skill == "辐射"] == ["14", "16", "17"]
    assert [item.number for item in catalogue.items if item.skill == "危废"] == ["9", "20"]
    assert [item.number for item in catalogue.items if item.third_party] == ["5", "6"]
    assert [stratum.number for stratum in catalogue.strata if stratum.once] == ["19a", "19b", "19c"]
    assert {stratum.repeat for stratum in catalogue.strata} == {Repeat.PREFER}
    assert not any(item.basis for item in catalogue.items)


def test_what_can_be_read_in_two_ways_is_asked(catalogue: Catalogue) -> None:
    assert [question.number for question in catalogue.questions] == ["15", "19"]
    assert [stratum.number for stratum in catalogue.strata if stratum.question] == [
        "15c",
        "19a",
        "19b",
        "19c",
    ]


def test_codes_find_their_stratum_and_item(catalogue: Catalogue) -> None:
    assert catalogue.stratum("2024-01.3").ratio == Fraction(3, 10)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ('ratio = "3/10"', 'ratio = "30%"', ("事项 1，行 1.3，类别 1.3", "ratio", "30%")),
        ('method = "现场检查"', 'method = "现场"', ("事项 1", "method", "书面检查")),
        ('basis = ""', 'basis = ""\nbasic = "x"', ("事项 1", "basic 不是这里的栏目")),
        ('kind", is = ["地块"]', 'kinds", is = ["地块"]', ("事项 8，行 8，类别 8", "filter", "kinds")),
        ('code = "2024-03"', 'code = "2023-03"', ("事项 3", "code", "2024-03")),
        ('number = "15b"', 'number = "15a"', ("15a", "不止一次")),
        ("printed_population = 9", 'printed_population = "9"', ("事项 3", "printed_population", "整数")),
        ('departments = ["土壤科"]', 'departments = "土壤科"', ("事项 7", "departments", "一列文字")),
        ("\ncounted = true", '\ncounted = true\nratio = "1/2"', ("事项 12", "ratio", "counted")),
        ("\nonce = true", '\nonce = "是"', ("事项 19", "once", "true 或 false")),
        ('basis = ""', "basis = 1", ("事项 1", "basis 要写文字", "1")),
        ('name = "碳排放情况"', 'name = ""', ("事项 6", "name 要写文字", "空的")),
        ('{ title = "信用警示、不良"', '"?" #', ("事项 15，行 15，类别 15c question", "栏目 = 内容")),
        ('filter = [{ field = "kind", is = ["地块"] }]', "filter = []", ("事项 8", "filter", "一列条件")),
        ("year = 2024", "year = ", ("写法有误",)),
    ],
)
def test_every_fault_is_named(text: str, before: str, after: str, words: tuple[str, ...]) -> None:
    assert before in text
    with pytest.raises(UserError) as caught:
        parse_catalogue(text.replace(before, after, 1), "清单.toml")
    message = str(caught.value)
    assert "清单.toml" in message
    for word in words:
        assert word in message


def test_all_faults_are_told_at_once(text: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_catalogue(text.replace('ratio = "1/5"', 'ratio = "5/1"'), "清单.toml")
    assert len(str(caught.value).splitlines()) == 4


def test_a_list_without_items_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        parse_catalogue('title = "清单"\nyear = 2024\ndocument_number = "1"\nitems = 1', "清单.toml")
    assert "至少要有一个 [[item]]" in str(caught.value)
    assert "items 不是这里的栏目" in str(caught.value)


def test_a_file_of_another_encoding_or_none_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "清单.toml"
    with pytest.raises(UserError, match="打不开"):
        read_catalogue(path)
    path.write_bytes(text.encode("gb18030"))
    with pytest.raises(UserError, match="UTF-8"):
        read_catalogue(path)
    path.write_bytes(text.encode("utf-8-sig"))
    assert len(read_catalogue(path).items) == 20
