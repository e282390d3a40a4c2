import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, Final

import pytest
from openpyxl import Workbook

from app.core.text import check_character
from main import main
from tests.stages import INSPECTORS, OBJECTS

Output = pytest.CaptureFixture[str]
HEADINGS: Final = ("单位名称", "统一社会信用代码", "所在地", "经度", "纬度", "备注2")
BODY: Final = "91000000MA4JURQ2"
KEYS: Final = {
    "rows",
    "new",
    "changed",
    "unchanged",
    "faulty",
    "skipped",
    "mapping",
    "ignored_columns",
    "faults",
    "sample",
    "doubtful",
}


def _code(number: int) -> str:
    body = f"{BODY[:-1]}{number}{BODY[-1]}"[:17].ljust(17, "0")
    return body + check_character(body)


def _file(path: Path, *rows: tuple[str | float, ...], headings: tuple[str, ...] = HEADINGS) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名录"
    for row in (("示例区检查对象名录",), headings, *rows):
        sheet.append(row)
    book.save(path)
    book.close()
    return path


def _import(path: Path, db: Path, *more: str, kind: str = "objects") -> list[str]:
    return ["import", kind, str(path), "--db", str(db), *more]


def _json(argv: list[str], output: Output) -> dict[str, Any]:
    assert main([*argv, "--json"]) == 0
    found: dict[str, Any] = json.loads(output.readouterr().out)
    assert set(found) == KEYS
    assert found["rows"] == found["new"] + found["changed"] + found["unchanged"] + found["faulty"]
    return found


def _counts(found: dict[str, Any]) -> tuple[int, ...]:
    return tuple(found[key] for key in ("new", "changed", "unchanged", "faulty"))


GOOD: Final = (
    ("示例甲厂", _code(1), "示例镇", 107.7, 29.3, "甲"),
    ("示例乙厂", _code(2), "示例镇", 107.8, 29.4, "乙"),
)
BAD: Final[tuple[tuple[str | float, ...], ...]] = (
    ("示例丙厂", _code(3)[:17], "示例镇", 107.7, 29.3, ""),
    ("示例丁厂", _code(4)[:-1] + ("0" if _code(4)[-1] != "0" else "1"), "示例镇", 107.7, 29.3, ""),
    ("示例戊厂", 9.15e17, "示例镇", 107.7, 29.3, ""),
)


def test_the_demonstration_is_imported_and_stays_the_same(tmp_path: Path, capsys: Output) -> None:
    db = tmp_path / "a.db"
    first = _json(_import(OBJECTS, db), capsys)
    again = _json(_import(OBJECTS, db), capsys)
    people = _json(_import(INSPECTORS, db, kind="inspectors"), capsys)
    assert _counts(first) == (425, 0, 0, 0)
    assert _counts(again) == (0, 0, 425, 0)
    assert _counts(people) == (35, 0, 0, 0)
    assert len(first["sample"]) == 100
    assert {"row", "name", "uscc", "town", "longitude", "latitude"} <= set(first["sample"][0])
    assert {"name", "cert", "cert_expiry", "service_start"} <= set(people["sample"][0])
    assert len(people["sample"][0]["cert_expiry"]) == len("2024-01-05")


def test_good_rows_come_in_and_faulty_ones_are_named(tmp_path: Path, capsys: Output) -> None:
    path = _file(tmp_path / "名录.xlsx", *GOOD, *BAD, ("合计", "5家"))
    found = _json(_import(path, tmp_path / "a.db"), capsys)
    assert _counts(found) == (2, 0, 0, 3)
    assert found["skipped"] == 3
    assert found["mapping"]["单位名称"] == "name"
    assert found["ignored_columns"] == ["备注2"]
    assert [(fault["row"], fault["level"]) for fault in found["faults"]] == [
        (5, "error"),
        (6, "error"),
        (7, "error"),
    ]
    assert set(found["faults"][0]) == {"sheet", "row", "column", "value", "message", "level"}
    assert found["sample"][0] | {"row": 3, "name": "示例甲厂", "longitude": 107.7} == found["sample"][0]


def test_each_fault_is_a_sentence_with_its_place(tmp_path: Path, capsys: Output) -> None:
    path = _file(tmp_path / "名录.xlsx", *GOOD, BAD[0])
    assert main(_import(path, tmp_path / "a.db")) == 0
    told = capsys.readouterr()
    assert "已新增 2" in told.out
    assert "没有读的列：备注2" in told.out
    (sentence,) = told.err.splitlines()
    for word in ("“名录.xlsx”", "“名录”", "第 5 行", "“统一社会信用代码”", BAD[0][1], "17 位"):
        assert str(word) in sentence


def test_a_fault_of_a_text_table_is_one_line_without_a_sheet(tmp_path: Path, capsys: Output) -> None:
    path = tmp_path / "名录.csv"
    path.write_text('单位名称,所在地\n"示例\n甲\u200b厂",示例镇\n', encoding="utf-8")
    main(["import", "objects", str(path), "--db", str(tmp_path / "示例.db")])
    told = capsys.readouterr().err.splitlines()
    place = "“名录.csv”第 2 行“单位名称”一列“示例␣甲␣厂”："
    assert told == [f"{place}名称中的空格或看不见的字符已去掉（提示）。"]


def test_a_file_without_a_good_row_changes_nothing(tmp_path: Path, capsys: Output) -> None:
    path = _file(tmp_path / "名录.xlsx", *BAD)
    assert main(_import(path, tmp_path / "新" / "a.db")) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == len(BAD) + 1
    assert [file.name for file in tmp_path.iterdir()] == ["名录.xlsx"]


def test_a_dry_run_changes_nothing(tmp_path: Path, capsys: Output) -> None:
    path, db = _file(tmp_path / "名录.xlsx", *GOOD), tmp_path / "a.db"
    assert _counts(_json(_import(path, db, "--dry-run"), capsys)) == (2, 0, 0, 0)
    assert not db.exists()
    assert main(_import(path, db)) == 0
    before = db.read_bytes()
    changed = _file(
        path, GOOD[0], ("示例乙厂", _code(2), "别的镇", 107.8, 29.4, ""), ("示例己厂", "", "", "", "")
    )
    capsys.readouterr()
    assert _counts(_json(_import(changed, db, "--dry-run"), capsys)) == (1, 1, 1, 0)
    assert db.read_bytes() == before
    assert {file.name for file in tmp_path.iterdir()} == {"名录.xlsx", "a.db"}
    assert _counts(_json(_import(changed, db), capsys)) == (1, 1, 1, 0)


def _unreadable(folder: Path) -> dict[str, Path]:
    files = {
        name: folder / name for name in ("空.xlsx", "图.xlsx", "截断.xlsx", "文字.csv", "压缩.xlsx", "文件夹")
    }
    whole = _file(folder / "名录.xlsx", *GOOD).read_bytes()
    files["空.xlsx"].write_bytes(b"")
    files["图.xlsx"].write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 64)
    files["截断.xlsx"].write_bytes(whole[: len(whole) // 2])
    files["文字.csv"].write_text("今天,天气\n好,吗\n", encoding="utf-8")
    files["压缩.xlsx"].write_bytes(b"PK\x05\x06" + b"\x00" * 18)
    files["文件夹"].mkdir()
    return {**files, "没有.xlsx": folder / "没有.xlsx"}


@pytest.mark.parametrize("kind", ["objects", "inspectors"])
@pytest.mark.parametrize("there", [True, False])
def test_a_file_that_cannot_be_read_changes_nothing(
    kind: str, *, there: bool, tmp_path: Path, capsys: Output
) -> None:
    bad = tmp_path / "坏"
    bad.mkdir()
    data = tmp_path / "数据"
    data.mkdir()
    db = data / "a.db"
    if there:
        assert main(_import(OBJECTS, db)) == 0
        capsys.readouterr()
    before = {file.name: file.read_bytes() for file in data.iterdir()}
    for name, path in _unreadable(bad).items():
        assert main(_import(path, db, "--json", kind=kind)) == 2
        told = capsys.readouterr()
        assert told.out == ""
        assert f"“{name}”" in told.err
        assert len(told.err.splitlines()) == 1
        assert {file.name: file.read_bytes() for file in data.iterdir()} == before


def test_hidden_sheets_are_named(tmp_path: Path, capsys: Output) -> None:
    book = Workbook()
    book.worksheets[0].append(HEADINGS)
    book.worksheets[0].append(GOOD[0])
    hidden = book.create_sheet("旧名录")
    hidden.append(HEADINGS)
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "名录.xlsx")
    book.close()
    assert main(_import(tmp_path / "名录.xlsx", tmp_path / "a.db", "--json")) == 0
    assert "隐藏的工作表“旧名录”" in capsys.readouterr().err


def test_a_recusal_that_names_nobody_known_is_told(tmp_path: Path, capsys: Output) -> None:
    headings = ("姓名", "执法证号", "回避对象", "回避原因")
    path = _file(tmp_path / "人员.xlsx", ("张例一", "XB001", "示例无名厂", "亲属任职"), headings=headings)
    assert main(_import(path, tmp_path / "a.db", kind="inspectors")) == 0
    assert "张例一的回避对象“示例无名厂”不在名录库中" in capsys.readouterr().err


def test_an_import_is_logged_and_backed_up(tmp_path: Path, capsys: Output) -> None:
    db = tmp_path / "a.db"
    assert main(_import(_file(tmp_path / "甲.xlsx", GOOD[0]), db)) == 0
    assert not (tmp_path / "a-备份").exists()
    assert main(_import(_file(tmp_path / "乙.xlsx", GOOD[1]), db)) == 0
    assert len(list((tmp_path / "a-备份").iterdir())) == 1
    capsys.readouterr()
    with closing(sqlite3.connect(db)) as connection:
        events = connection.execute("SELECT by, act, detail FROM event ORDER BY n").fetchall()
    assert [(by, what) for by, what, _ in events] == [("命令行", "导入检查对象")] * 2
    assert "乙.xlsx：新增 1" in events[1][2]
