"""Those who may go along, for the tests that choose and draw them."""

from typing import Final

from app.services import auxiliaries, draw
from app.services.companion_ask import choose_ask
from app.services.office import Store
from app.services.rows.auxiliary import AuxiliaryFields, AuxiliaryKind
from app.services.rows.companion import CompanionAsk
from tests.stages import DIGITS, SALT, act

DAY: Final = act("2024-02-05")
PERIOD: Final = "2024Q1-F"
PEOPLE: Final = (
    AuxiliaryFields("示例检测有限公司", "", AuxiliaryKind.COMMISSIONED, ("水", "大气"), "", "废水、废气采样"),
    AuxiliaryFields(
        "示例区环境监测站",
        "示例区生态环境局",
        AuxiliaryKind.MONITORING,
        ("水", "大气", "土壤"),
        "",
        "监督性监测",
    ),
    AuxiliaryFields("示例固废研究所", "", AuxiliaryKind.INSTITUTE, ("危废", "固废"), "", "危险废物鉴别"),
    AuxiliaryFields("严例明", "示例大学", AuxiliaryKind.EXPERT, ("危废",)),
    AuxiliaryFields("沈例清", "示例设计院", AuxiliaryKind.EXPERT, ("环评",)),
)


def registered(store: Store) -> tuple[int, ...]:
    """Register them all and give their ids: FZ-001 to FZ-005."""
    return tuple(auxiliaries.add_auxiliary(store, values, DAY) for values in PEOPLE)


def asked(store: Store, ask: CompanionAsk) -> None:
    """Say what the draw is for."""
    choose_ask(store, PERIOD, ask, DAY)


def frozen(store: Store, salt: str = SALT) -> int:
    """Freeze the draw of companions of the first quarter."""
    return draw.freeze(store, PERIOD, salt, "代号的次序", DAY)


def performed(store: Store, salt: str = SALT) -> int:
    """Freeze and draw."""
    draw_id = frozen(store, salt)
    draw.take_digits(store, draw_id, DIGITS, DAY)
    draw.perform(store, draw_id, DAY)
    return draw_id
