"""How the draw's figures, moments and codes are written on screen."""

from collections.abc import Iterable
from datetime import date, datetime
from fractions import Fraction

from app.core.periods import RevealMode
from app.services.rows.draw import DrawView, DueStratum
from app.ui.wizard.drawn import drawn_by

_THIN = "\u2009"
_HUNDREDTHS = 100
_STATE_WORDS = {"E": "可抽", "M": "必查", "V": "本年已查", "X": "不参加"}
_SEEN = {
    RevealMode.CLOSED: "大屏只显示事项、顺位、抽签号",
    RevealMode.OPEN: "大屏显示单位名称",
}
_REPEATS = {
    "forbid": "本年已查的不再抽",
    "prefer": "本年已查的排在最后",
    "allow": "本年已查的与未查的同等",
}


def reveal_words(mode: RevealMode, decided_by: str) -> str:
    """Say what the room will see, and which head decided so where one did."""
    decided = f"，{decided_by}决定" if decided_by else ""
    return f"{mode}，{_SEEN[mode]}{decided}"


def moment_words(stamp: str) -> str:
    """Write an ISO time as 1月30日 9:08."""
    at = datetime.fromisoformat(stamp)
    return f"{at.month}月{at.day}日 {at.hour}:{at.minute:02}"


def day_words(day: date) -> str:
    """Write a day as lists do: 3月5日."""
    return f"{day.month}月{day.day}日"


def fours(code: str) -> tuple[str, ...]:
    """Cut digits or hexadecimal characters into groups of four."""
    return tuple(code[start : start + 4] for start in range(0, len(code), 4))


def printed_number(number: str) -> str:
    """Give a stratum's number as the plan prints it: 15a is one of the strata of 15."""
    return number.rstrip("abcdefgh")


def percent_words(ratio: Fraction) -> str:
    """Write a ratio with the thin gap of the screen: 20 %; as a fraction where it is no whole percent."""
    hundredths = ratio * _HUNDREDTHS
    if hundredths.denominator == 1:
        return f"{hundredths.numerator}{_THIN}%"
    return f"{ratio.numerator}/{ratio.denominator}"


def exact_words(exact: Fraction) -> str:
    """Write N × ratio before rounding; 约 where two decimals do not end it."""
    hundredths = exact * _HUNDREDTHS
    rounded = f"{float(exact):.2f}".rstrip("0").rstrip(".")
    return rounded if hundredths.denominator == 1 else f"约{_THIN}{rounded}"


def state_words(state: str) -> str:
    """Say E, M, V or X of a frozen list in Chinese."""
    return _STATE_WORDS[state]


def repeat_words(repeat: str) -> str:
    """Say what happens to those who were visited this year."""
    return _REPEATS[repeat]


def is_chosen(stratum: DueStratum) -> bool:
    """Whether something is chosen in a stratum; elsewhere all are inspected and only officers are drawn."""
    return stratum.quota < stratum.population


def announced(view: DrawView) -> int:
    """Count the 家次 that were drawn, whatever was struck off since: a list once drawn is not changed."""
    return sum(not pick.raised for pick in view.announced)


def struck_words(view: DrawView) -> str:
    """Say what is left of the picks where units were struck off, or nothing."""
    if not view.strikes:
        return ""
    left = len(view.picks)
    turns = drawn_by(view.kind).turns
    return "剔除的已递补" if left == announced(view) else f"剔除后 {left} {turns}"


def picks_of(strata: Iterable[DueStratum]) -> int:
    """Add up the 家次 of strata."""
    return sum(stratum.quota for stratum in strata)
