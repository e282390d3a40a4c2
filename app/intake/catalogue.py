"""Reads the item list of a year from the TOML file that people edit."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Final

from app.core.catalogue import (
    Catalogue,
    CheckKind,
    Item,
    Method,
    PeriodKind,
    Question,
    Repeat,
    Row,
    Stratum,
    VisitedScope,
)
from app.core.errors import UserError, reason_of
from app.core.filter import Filter
from app.core.filter_data import parse_filter
from app.core.text import as_identifier
from app.intake.toml_table import TomlTable

SCOPE: Final = "联合"
_RATIO: Final = re.compile(r"([1-9][0-9]{0,8})/([1-9][0-9]{0,8})")


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue file; UserError names the file and every fault in it by item and field."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UserError(
            f"事项清单“{path.name}”打不开：{reason_of(error)}。请确认文件还在、没有被占用。"
        ) from error
    except UnicodeDecodeError as error:
        raise UserError(f"事项清单“{path.name}”不是 UTF-8 编码，请在记事本中另存为 UTF-8。") from error
    return parse_catalogue(text, path.name)


def parse_catalogue(text: str, source: str) -> Catalogue:
    """Read a catalogue from its text; ``source`` is how the file is called in a fault."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(f"事项清单“{source}”写法有误，读不下去（{error}）。") from error
    faults: list[str] = []
    top = TomlTable(data, f"事项清单“{source}”", faults)
    questions: list[Question] = []
    year = top.whole("year")
    items = tuple(_item(table, year, questions) for table in top.tables("item", "事项"))
    catalogue = Catalogue(
        title=top.text("title"),
        year=year,
        document=top.text_or("document", ""),
        document_number=top.text("document_number"),
        items=items,
        questions=tuple(questions),
    )
    top.refuse_unknown()
    faults.extend(_repeated(catalogue, top.place))
    if faults:
        raise UserError("\n".join(faults))
    return catalogue


def _item(table: TomlTable, year: int, questions: list[Question]) -> Item:
    number = table.text("number")
    code = _code(table, f"{year}-{number.zfill(2)}")
    question = _question(table, number, questions)
    item = Item(
        number=number,
        code=code,
        departments=table.texts("departments"),
        corrected_departments=table.texts_or_none("corrected_departments"),
        name=table.text("name"),
        corrected_name=table.text_or("corrected_name", ""),
        contents=table.texts("contents"),
        corrected_contents=table.texts_or_none("corrected_contents"),
        basis=table.text_or("basis", ""),
        check_kind=table.word("check_kind", CheckKind),
        method=table.word("method", Method),
        skill=table.text_or("skill", "-"),
        third_party=table.yes("third_party"),
        rows=tuple(_row(row, number, code, question, questions) for row in table.tables("row", "，行")),
    )
    table.refuse_unknown()
    return item


def _row(table: TomlTable, item: str, code: str, question: str, questions: list[Question]) -> Row:
    printed = table.whole_or_none("printed_count")
    approx = table.yes("printed_count_approx")
    tables = table.tables("stratum", "，类别")
    alone = len(tables) == 1
    strata = tuple(
        _stratum(
            stratum,
            code,
            _question(stratum, item, questions) or question,
            printed if alone else None,
            None if alone else printed,
            approx=approx,
        )
        for stratum in tables
    )
    row = Row(
        number=table.text("number"),
        objects=table.text("objects"),
        frequency=table.text("frequency"),
        ratio=table.text("ratio"),
        count=table.text("count"),
        strata=strata,
    )
    table.refuse_unknown()
    return row


def _stratum(
    table: TomlTable, code: str, question: str, count: int | None, row: int | None, *, approx: bool
) -> Stratum:
    label = table.text("label")
    conditions, filter_data = _filter(table)
    stratum = Stratum(
        code=_code(table, code),
        number=table.text("number"),
        label=label,
        short_label=table.text_or("short_label", label),
        conditions=conditions,
        filter_data=filter_data,
        period=table.word("period", PeriodKind),
        ratio=_ratio(table),
        printed_population=table.whole_or_none("printed_population"),
        printed_population_approx=table.yes("printed_population_approx"),
        printed_count=count,
        printed_row=row,
        printed_count_approx=approx,
        visited=_visited(table),
        repeat=table.word("repeat", Repeat, Repeat.PREFER),
        scope=table.text_or("scope", SCOPE),
        question=question,
    )
    table.refuse_unknown()
    return stratum


def _visited(table: TomlTable) -> VisitedScope:
    if table.yes("once"):
        if table.get("visited") is not None:
            table.fault("visited", "与 once = true 只能写一个。")
        return VisitedScope.ONCE
    return table.word("visited", VisitedScope, VisitedScope.ITEM_YEAR)


def _code(table: TomlTable, start: str) -> str:
    code = table.text("code")
    if code and (not code.startswith(start) or as_identifier(code) != code):
        table.fault("code", f"要以“{start}”开头，不能有“|”和“,”，这里是“{code}”。")
    return code


def _ratio(table: TomlTable) -> Fraction | None:
    if table.yes("counted"):
        if table.get("ratio") is not None:
            table.fault("ratio", "与 counted = true 只能写一个。")
        return None
    text = table.text("ratio")
    match = _RATIO.fullmatch(text)
    if match and int(match[1]) <= int(match[2]):
        return Fraction(int(match[1]), int(match[2]))
    if text:
        table.fault("ratio", f"要写不大于 1 的分数，例如 1/10，这里是“{text}”。")
    return None


def _filter(table: TomlTable) -> tuple[Filter, tuple[Mapping[str, object], ...]]:
    data = table.get("filter")
    if not isinstance(data, list) or not data or not all(isinstance(condition, dict) for condition in data):
        table.fault("filter", '要写一列条件，例如 [{ field = "kind", is = ["排污单位"] }]。')
        return (), ()
    try:
        return parse_filter(data), tuple(data)
    except UserError as error:
        table.fault("filter", f"有误：{error}")
        return (), ()


def _question(table: TomlTable, number: str, questions: list[Question]) -> str:
    asked = table.table_or_none("question")
    if asked is None:
        return ""
    question = Question(number, asked.text("title"), asked.text("text"))
    asked.refuse_unknown()
    questions.append(question)
    return question.text


def _repeated(catalogue: Catalogue, place: str) -> Iterable[str]:
    strata = catalogue.strata
    keys = {
        "item 的 number": [item.number for item in catalogue.items],
        "item 的 code": [item.code for item in catalogue.items],
        "stratum 的 number": [stratum.number for stratum in strata],
        "stratum 的 code": [stratum.code for stratum in strata],
    }
    for key, words in keys.items():
        for word in sorted({word for word in words if word and words.count(word) > 1}):
            yield f"{place}：{key}“{word}”写了不止一次，每个只能用一次。"
