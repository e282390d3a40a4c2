"""A registry of a province to look for things in: 1,000,000 objects with names as firms have them."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Final

from app.core.pinyin import spell
from app.core.text import check_character
from app.services.office import create_store, save_office
from app.services.rows.office import Office
from app.services.rows.targeted import OWN_KINDS
from tools.bench_big import NOW, TOWNS, UNITS, insert_into

_CHECKED: Final = 25
"""Every so many objects were checked this year."""
_CLASSES: Final = ("一般",) * 90 + ("重点",) * 9 + ("特殊",)
_PERMITS: Final = ("无", "登记管理", "简化管理", "重点管理")
_GRADES: Final = ("未评价", "良好", "诚信", "警示", "不良")
_KINDS: Final = ("排污单位", "排污单位", "排污单位", "建设项目", "辐射单位")
_TAGS: Final = ("", "", "、涉水重点、", "、涉水重点、涉气重点、")
_PLACES: Final = (
    "白马",
    "江口",
    "平桥",
    "巷口",
    "羊角",
    "火炉",
    "长坝",
    "鸭江",
    "和顺",
    "凤来",
    "桐梓",
    "土坎",
)
_BRANDS: Final = (
    "鑫森宏达兴隆顺发利民康健华美盛泰丰裕和平安吉祥瑞福禄寿喜财源广进通汇融创新科智绿清洁博雅诚信柏"
)
_TRADES: Final = (
    "化工",
    "造纸",
    "食品",
    "养殖",
    "机械",
    "建材",
    "印染",
    "纺织",
    "电镀",
    "污水处理",
    "汽车修理",
)
_ENDINGS: Final = ("有限公司", "有限公司", "有限责任公司", "厂", "合作社", "经营部", "分公司", "集团有限公司")
_LETTERS: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_OBJECT: Final = (
    *("code", "name", "name_pinyin", "name_initials", "uscc", "kind", "supervision_class"),
    *("permit_class", "credit_grade", "industry_code", "town", "tags"),
)
_AT_ONCE: Final = 50_000
_STATES: Final = (("停产", 0, 5), ("待核实", 6, 9), ("关闭", 10, 13), ("迁出", 14, 14))
_CHECK: Final = (
    "INSERT INTO targeted_check (object_id, year, kind, source, checked_on, outcome, remark) "
    "SELECT id, ?, ?, '', ?, '', '' FROM inspection_object WHERE id % ? = 0"
)


def build(path: Path) -> None:
    """Make the database, by SQL: what is measured is not the import."""
    chance = Random(2024)  # noqa: S311 - made-up firms
    with closing(create_store(path)) as store:
        save_office(store, Office(clerk=NOW.by), NOW)
        with store.writing() as session:
            connection = session.connection()
            statement = insert_into("inspection_object", _OBJECT, "正常")
            for start in range(0, UNITS, _AT_ONCE):
                rows = [tuple(_object(number, chance)) for number in range(start, start + _AT_ONCE)]
                connection.exec_driver_sql(statement, rows)
            for change in _STATES:
                connection.exec_driver_sql(
                    "UPDATE inspection_object SET state = ? WHERE id * 7 % 100 BETWEEN ? AND ?", change
                )
            connection.exec_driver_sql(_CHECK, (NOW.day.year, OWN_KINDS[0], f"{NOW.day}", _CHECKED))


def _object(number: int, chance: Random) -> Iterator[str]:
    name = _name(number, chance)
    code = "915001" + "".join(chance.choices(_LETTERS, k=11))
    yield from (f"SL-{number:07}", name, *spell(name), code + check_character(code) if number % 10 else "")
    yield from map(chance.choice, (_KINDS, _CLASSES, _PERMITS, _GRADES))
    yield from (f"{number % 97:03}", TOWNS[number * 31 % 26], chance.choice(_TAGS))


def _name(number: int, chance: Random) -> str:
    brand = "".join(chance.choices(_BRANDS, k=chance.choice((2, 2, 3, 4))))
    what = chance.choice(_TRADES) + chance.choice(_ENDINGS)
    place = chance.choice(_PLACES)
    forms = (
        f"示例{place}{brand}{what}",
        f"示例{place}{brand}{what}",
        f"{brand}（示例）{what}",
        f"示例{number}{what}",
    )
    return chance.choice(forms)
