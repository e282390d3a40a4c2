"""What happens in the rehearsed year: fixed people, days, digits, salt and outcomes."""

import hashlib
from collections.abc import Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Final

from app.core.states import Outcome
from app.services.calendar import office_calendar
from app.services.rows.office import Act, Office, Role
from app.services.rows.visit import ItemResult

ZONE: Final = timezone(timedelta(hours=8))  # Windows has no table of zones
WATERMARK: Final = "演练"
CLERK: Final = "周例远"
REVIEWER: Final = "郑例衡"
HEAD: Final = "王例正"
PLATFORM: Final = "示例区人民政府网站（演练）"
BATCHES: Final = 4
_DIGITS: Final = {
    1: ("31415926", "27182818", "16180339"),
    2: ("14142135", "17320508", "22360679"),
    3: ("26457513", "33166247", "36055512"),
    4: ("41231056", "43588989", "47958315"),
}
_DRAW_DAYS: Final = {1: (1, 30), 2: (4, 1), 3: (7, 1), 4: (10, 8)}
_OF_A_HUNDRED: Final = (
    (2, Outcome.CLOSED),
    (4, Outcome.UNREACHABLE),
    (7, Outcome.CASE),
    (25, Outcome.CORRECTED),
)


def office(year: int) -> Office:
    """Give the settings of the office that rehearses."""
    return Office(
        clerk=CLERK,
        reviewer=REVIEWER,
        head=HEAD,
        roles=(Role("主持人", CLERK), Role("监督人", REVIEWER), Role("见证人", "冯例正")),
        place="局三楼会议室",
        platform=PLATFORM,
        basis=f"示环发〔{year}〕3号",
        watermark=WATERMARK,
        contact=CLERK,
        phone="000-00000000",
    )


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Give a moment of a day by the office's clock."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def act(day: date, hour: int, minute: int = 0, by: str = CLERK) -> Act:
    """Give an act at a moment of a day."""
    return Act(by, moment(day, hour, minute))


def digits(quarter: int) -> tuple[str, ...]:
    """Give the digits of the roles."""
    return _DIGITS[quarter]


def _secret(word: str, period: str) -> str:
    return hashlib.sha256(f"{WATERMARK}|{word}|{period}".encode()).hexdigest()


def salt(period: str) -> str:
    """Give the fixed salt of a period; a real one comes from the operating system."""
    return _secret("保密码", period)


def alias_secret(period: str) -> str:
    """Give what orders the aliases of a period."""
    return _secret("代号", period)


def draw_day(year: int, quarter: int) -> date:
    """Give the day of a quarter's draw."""
    month, day = _DRAW_DAYS[quarter]
    return date(year, month, day)


def workdays(first: date, last: date) -> tuple[date, ...]:
    """Give the working days of a span, both ends included."""
    span = (first + timedelta(days=step) for step in range((last - first).days + 1))
    return tuple(day for day in span if office_calendar().is_workday(day))


def next_workday(day: date, steps: int = 1) -> date:
    """Give the working day that many steps later."""
    return office_calendar().disclosure_deadline(day, steps)


def visit_day(days: Sequence[date], place: int, number: int) -> date:
    """Spread visits evenly over the first nine tenths of the days; the rest is for reserves."""
    room = max(1, len(days) * 9 // 10)
    return days[min(place * room // max(number, 1), room - 1)]


def outcome(period: str, code: str, item: str) -> ItemResult:
    """Give the fixed result of one item of one visit."""
    unit = int(_secret(f"结果|{code}", period), 16) % 100
    striking = next((word for below, word in _OF_A_HUNDRED[:2] if unit < below), None)
    if striking:
        return ItemResult(striking)
    chance = int(_secret(f"结果|{code}|{item}", period), 16) % 100
    word = next((word for below, word in _OF_A_HUNDRED[2:] if chance < below), Outcome.CLEAN)
    if word == Outcome.CORRECTED:
        return ItemResult(word, "台账记录不全，责令限期补齐（演练）")
    if word == Outcome.CASE:
        return ItemResult(word, "涉嫌未按许可证规定排污，已立案（演练）")
    return ItemResult(word)


def withheld(period: str, codes: Sequence[str]) -> str:
    """Give the one unit of the third quarter whose result is not made public, or nothing."""
    if not period.endswith("Q3") or not codes:
        return ""
    return min(codes, key=lambda code: _secret(f"不公开|{code}", period))
