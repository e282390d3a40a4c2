"""Longitude and latitude in every spelling of an office, as decimal degrees."""

import re
from typing import Final

from app.intake.grid import Cell
from app.intake.values import BLANK_MARKS, BLANKS, Remark, narrow, parse_amount, text_of

LONGITUDES: Final = (73.0, 136.0)
LATITUDES: Final = (3.0, 54.0)

_SIXTY: Final = 60
_MARKS = str.maketrans(
    {
        "\u00ba": "°",
        "度": "°",
        "\u2032": "'",
        "’": "'",
        "‘": "'",
        "分": "'",
        "\u2033": '"',
        "”": '"',
        "“": '"',
        "秒": '"',
    }
)
_DECIMAL = re.compile(r"[EN东西北经纬:]{0,3}?(\d{1,3}(?:\.\d+)?)°?[EN]?")
_DEGREES = re.compile(
    r"""[EN东西北经纬:]{0,3}?(\d{1,3})[°:](\d{1,2}(?:\.\d+)?)(?:[':](?:(\d{1,2}(?:\.\d+)?)(?:''|")?)?)?[EN]?"""
)
_BETWEEN = re.compile(r"[,;、/|\s]+")


def parse_degrees(cell: Cell) -> float | Remark[float | None] | None:
    """Read decimal degrees, or degrees, minutes and seconds, as decimal degrees."""
    if isinstance(cell, float | int) and not isinstance(cell, bool):
        return float(cell)
    text = BLANKS.sub("", narrow(text_of(cell).translate(_MARKS)).upper())
    if text in BLANK_MARKS:
        return None
    if decimal := _DECIMAL.fullmatch(text):
        return float(decimal[1])
    found = _DEGREES.fullmatch(text)
    minutes, seconds = (float(found[2]), float(found[3] or 0)) if found else (_SIXTY, _SIXTY)
    if found and minutes < _SIXTY and seconds < _SIXTY:
        return round(int(found[1]) + minutes / _SIXTY + seconds / _SIXTY**2, 7)
    return Remark(None, "坐标认不出来，请写成 107.7212 或 107度43分16秒 的样子", refused=True)


def parse_sixtieth(cell: Cell) -> float | Remark[float | None] | None:
    """Read minutes or seconds that have a column of their own."""
    number = parse_amount(cell)
    if isinstance(number, float) and number >= _SIXTY:
        return Remark(None, "分、秒应小于 60", refused=True)
    return number


def joined(degrees: float | None, minutes: float | None, seconds: float | None) -> float | None:
    """Give decimal degrees from three columns; without degrees there are none."""
    if degrees is None:
        return None
    return round(degrees + (minutes or 0) / _SIXTY + (seconds or 0) / _SIXTY**2, 7)


def parse_pair(cell: Cell) -> tuple[float | None, float | None] | Remark[tuple[None, None]]:
    """Read longitude and latitude from one cell, such as 107.72,29.41."""
    text = narrow(text_of(cell).translate(_MARKS))
    if text in BLANK_MARKS:
        return None, None
    parts = [parse_degrees(part) for part in _BETWEEN.split(text) if part]
    match parts:
        case [float() as longitude, float() as latitude]:
            return longitude, latitude
        case _:
            return Remark((None, None), "坐标认不出来，请写成 107.7212,29.4136 的样子", refused=True)


def pair_fault(longitude: float | None, latitude: float | None) -> tuple[str, str] | None:
    """Say which of two coordinates is outside the country, or that they changed places: (field, sentence)."""
    if _within(longitude, LONGITUDES) and _within(latitude, LATITUDES):
        return None
    given = longitude is not None and latitude is not None
    if given and _within(longitude, LATITUDES) and _within(latitude, LONGITUDES):
        return "longitude", f"经度、纬度可能填反（{latitude} 在纬度栏）"
    if not _within(longitude, LONGITUDES):
        return "longitude", "经度应在 73 到 136 之间"
    return "latitude", "纬度应在 3 到 54 之间"


def _within(degrees: float | None, bounds: tuple[float, float]) -> bool:
    return degrees is None or bounds[0] <= degrees <= bounds[1]
