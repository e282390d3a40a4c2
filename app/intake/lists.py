"""Lists that update the registries: permits, credit, penalties, recusals, auxiliaries -> rows and faults."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final, Generic

from app.core.firm_name import spelled_alike
from app.intake import list_headings as headings
from app.intake import vocabulary as words
from app.intake.checks import Seen, check_objects, repeats, where
from app.intake.columns import Block, Parser
from app.intake.coordinates import parse_degrees, parse_pair
from app.intake.grid import Tables
from app.intake.list_records import AuxiliaryRow, CreditRow, ListTable, PenaltyRow, PermitRow, RecusalRow
from app.intake.mapping import Choose, Dialects, dialects_of, recognised
from app.intake.office_words import NO_WORDS, OfficeWords
from app.intake.records import R
from app.intake.registry import Reading, read_as
from app.intake.synonyms import OBJECT_NAME_EXAMPLES
from app.intake.values import (
    Remark,
    parse_code,
    parse_count,
    parse_date,
    parse_name,
    parse_number_text,
    parse_text,
    parse_uscc,
)

Check = Callable[[Block, Seen], None]
_WHO: Final[Mapping[str, Parser]] = {"name": parse_name, "uscc": parse_uscc}
_NUMBERS: Final = ("longitude", "latitude", "credit_score", "decided_on")
_BLANKS: Final[Mapping[str, object]] = {**dict.fromkeys(_NUMBERS), "skills": ()}
_DIALECTS: Final[Mapping[type[Any], tuple[Mapping[str, str], tuple[str, ...]]]] = {
    PermitRow: (headings.PERMIT_HEADINGS, OBJECT_NAME_EXAMPLES),
    CreditRow: (headings.CREDIT_HEADINGS, OBJECT_NAME_EXAMPLES),
    PenaltyRow: (headings.PENALTY_HEADINGS, headings.PARTY_EXAMPLES),
    RecusalRow: (headings.RECUSAL_HEADINGS, headings.PERSON_EXAMPLES),
    AuxiliaryRow: (headings.AUXILIARY_HEADINGS, headings.AUXILIARY_EXAMPLES),
}
RELATIONS: Final = {
    "配偶": "夫妻 夫妻关系 配偶关系 丈夫 妻子 爱人",
    "直系血亲": "父母 父亲 母亲 父子 母子 父女 母女 子女 儿子 女儿 祖父母 外祖父母 孙子女 直系亲属",
    "近姻亲": "岳父 岳母 公公 婆婆 女婿 儿媳 姻亲 近姻亲关系 配偶的父母",
    "曾任职": "曾在该单位任职 曾任职务 曾经任职 原工作单位 曾工作 曾在此任职 任职 兼职",
    "利害关系": "有利害关系 经济利益关系 利益关系 股东 持股 债权债务 债权债务关系",
    "其他": "其它 其他关系",
}
AUXILIARY_KINDS: Final = {
    "委托单位": "第三方机构 第三方 第三方单位 受委托单位 委托机构 技术服务机构 服务机构 第三方服务机构",
    "监测机构": "检测机构 监测单位 检测单位 监测站 监测中心 检验检测机构 环境监测机构",
    "科研院所": "科研机构 研究机构 院所 高校 大学 研究院 研究所 科研单位",
    "专家": "技术专家 环保专家 专家库专家 评审专家",
    "随同人员": "随同 本局人员 工作人员 日常监管人员 无证人员",
}
_UNKNOWN_RELATION: Final = "其他"
_NO_DOCUMENT: Final = "缺少决定书文号"
_NO_DAY: Final = "缺少处罚决定日期"
_DAY_TO_COME: Final = "决定日期在今天以后，请核对"
_NO_REASON: Final = "没有写关系，也没有写原因，请补充"
_NO_OBJECT: Final = "没有写回避谁：对象名称、信用代码、所属单位至少填一项"


@dataclass(frozen=True, slots=True)
class _Form(Generic[R]):
    """How the lines of one list are read."""

    parsers: Mapping[str, Parser]
    row: type[R]
    check: Check


def read_permits(
    path: Path,
    choose: Choose = recognised,
    office: OfficeWords = NO_WORDS,
    tables: Tables | None = None,
) -> ListTable[PermitRow]:
    """Read a list of permit holders; raises UserError as `read_objects` does."""
    parsers = {
        **_WHO,
        "permit_class": _word("permit_class", "排污许可管理类别", words.PERMIT_CLASSES, office),
        "permit_number": parse_code,
        "coordinates": parse_pair,
        "longitude": parse_degrees,
        "latitude": parse_degrees,
    }
    return _read(path, _Form(parsers, PermitRow, check_objects), choose, tables)


def read_credit(
    path: Path,
    choose: Choose = recognised,
    office: OfficeWords = NO_WORDS,
    tables: Tables | None = None,
) -> ListTable[CreditRow]:
    """Read the results of the credit evaluation; raises UserError as `read_objects` does."""
    parsers = {
        **_WHO,
        "credit_grade": _word("credit_grade", "信用评价", words.CREDIT_GRADES, office),
        "credit_score": parse_count,
    }
    return _read(path, _Form(parsers, CreditRow, check_objects), choose, tables)


def read_penalties(
    path: Path, choose: Choose = recognised, tables: Tables | None = None, *, today: date
) -> ListTable[PenaltyRow]:
    """Read a list of decisions of penalty, none of them later than ``today``.

    Raises UserError as `read_objects` does.
    """
    parsers = {**_WHO, "document": _parse_document, "decided_on": parse_date}
    form = _Form(parsers, PenaltyRow, partial(_check_penalties, today=today))
    return _read(path, form, choose, tables)


def read_recusals(
    path: Path, choose: Choose = recognised, tables: Tables | None = None
) -> ListTable[RecusalRow]:
    """Read a list of recusals; raises UserError as `read_inspectors` does."""
    parsers = {
        "name": parse_name,
        "cert": parse_code,
        "object_uscc": parse_uscc,
        "relation": _relation,
    }
    return _read(path, _Form(parsers, RecusalRow, _check_recusals), choose, tables)


def read_auxiliaries(
    path: Path, choose: Choose = recognised, tables: Tables | None = None
) -> ListTable[AuxiliaryRow]:
    """Read a list of those who may go along; raises UserError as `read_inspectors` does."""
    parsers = {
        "name": parse_name,
        "kind": words.word_parser("类别", AUXILIARY_KINDS, ""),
        "skills": words.skills_parser(),
        "phone": parse_number_text,
    }
    return _read(path, _Form(parsers, AuxiliaryRow, _check_auxiliaries), choose, tables)


def _word(key: str, title: str, vocabulary: Mapping[str, str], office: OfficeWords) -> Parser:
    """Read a member of a closed list; an empty cell says nothing, while 无 is a member where it is one."""
    return words.word_parser(title, vocabulary, "", office.said(key))


def _read(path: Path, form: _Form[R], choose: Choose, tables: Tables | None) -> ListTable[R]:
    names: set[str] = set()
    codes: set[str] = set()

    def checked(block: Block, seen: Seen) -> None:
        form.check(block, seen)
        names.update(block.values["name"][place] for place in block.bad)
        codes.update(block.values["uscc"][place] for place in block.bad if "uscc" in block.values)

    reading = Reading(list_dialects(form.row), form.parsers, _BLANKS, form.row, checked)
    table = read_as(path, reading, choose, tables)
    return ListTable(table, frozenset(names - {""}), frozenset(codes - {""}))


def list_dialects(row: type[Any]) -> Dialects:
    """Give the headings of the lists whose lines are such rows."""
    headed, examples = _DIALECTS[row]
    return dialects_of(tuple(headed.items()), examples, naming=row not in {RecusalRow, AuxiliaryRow})


def _parse_document(cell: Any) -> str | Remark[str]:  # noqa: ANN401 - a cell of any kind
    read = parse_number_text(cell)
    if isinstance(read, Remark):
        return read
    return read or Remark("", _NO_DOCUMENT, refused=True)


def _relation(cell: Any) -> str | Remark[str]:  # noqa: ANN401 - a cell of any kind
    read = words.word_parser("关系", RELATIONS, "")(cell)
    if not isinstance(read, Remark):
        return read
    said = parse_text(cell)
    return Remark(_UNKNOWN_RELATION, f"“{said}”记作“{_UNKNOWN_RELATION}”，原话写入原因")


def _check_penalties(block: Block, seen: Seen, today: date) -> None:
    """Refuse a decision without number or day or of a day to come, and one twice for the same party."""
    blanks = [""] * len(block.rows)
    for key, message in (("document", _NO_DOCUMENT), ("decided_on", _NO_DAY)):
        for place, value in enumerate(block.values.get(key, blanks)):
            if not value and place not in block.refused.get(key, set()):
                block.refuse(place, key, message)
    for place, day in enumerate(block.values.get("decided_on", blanks)):
        if day and day > today:
            block.refuse(place, "decided_on", _DAY_TO_COME)
    codes, documents = block.values.get("uscc", blanks), block.values.get("document", blanks)
    decisions = list(zip(codes, map(spelled_alike, block.values["name"]), documents, strict=True))
    for place, first in repeats(block, seen, "decision", decisions, block.bad):
        block.refuse(place, "document", f"与{where(block, first)}重复：同一家、同一文号")


def _check_recusals(block: Block, seen: Seen) -> None:
    """Refuse a row that names nobody to keep away from, and one that stands twice; keep odd relations."""
    blanks = [""] * len(block.rows)
    named = [block.values.get(key, blanks) for key in ("object_name", "object_uscc", "owner")]
    for place, found in enumerate(zip(*named, strict=True)):
        if not any(found) and place not in block.refused.get("object_uscc", set()):
            block.refuse(place, "object_name", _NO_OBJECT)
    whys = zip(block.values.get("relation", blanks), block.values.get("reason", blanks), strict=True)
    bad = block.bad
    for place, why in enumerate(whys):
        if not any(why) and place not in bad:
            block.warn(place, "reason", _NO_REASON)
    said = (map(spelled_alike, column) for column in (block.values["name"], *named))
    people = zip(block.values.get("cert", blanks), *said, strict=True)
    for place, first in repeats(block, seen, "recusal", list(people), block.bad):
        block.refuse(place, "name", f"与{where(block, first)}重复：同一人、同一对象")
    _keep_relations(block)


def _keep_relations(block: Block) -> None:
    """Write a relation that no list has before its reason, so that it is not lost."""
    relations = block.values.get("relation")
    if relations is None:
        return
    known = words.words_of(RELATIONS)
    reasons = list(block.values.get("reason", [""] * len(block.rows)))
    for place, relation in enumerate(relations):
        said = parse_text(block.cells["relation"][place])
        if relation == _UNKNOWN_RELATION and words.plain_word(said) not in known:
            reasons[place] = "：".join(part for part in (said, reasons[place]) if part)
    block.values["reason"] = reasons


def _check_auxiliaries(block: Block, seen: Seen) -> None:
    """Refuse one who stands twice; 随同人员 need their department."""
    blanks = [""] * len(block.rows)
    wheres = block.values.get("organisation", blanks)
    kinds = block.values.get("kind", blanks)
    for place, (kind, organisation) in enumerate(zip(kinds, wheres, strict=True)):
        if kind == "随同人员" and not organisation:
            block.refuse(place, "organisation", "随同人员请填写所在部门")
    both = list(zip(map(spelled_alike, block.values["name"]), map(spelled_alike, wheres), strict=True))
    for place, first in repeats(block, seen, "auxiliary", both, block.bad):
        block.refuse(place, "name", f"与{where(block, first)}重复：名称和单位都相同")
