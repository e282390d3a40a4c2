"""Reads the fields of one TOML table and names every fault by place and field."""

from enum import StrEnum
from typing import TypeVar

Word = TypeVar("Word", bound=StrEnum)


class TomlTable:
    """One table of a file people edit: each reading gives a value, or notes a fault and gives a stand-in.

    ``place`` is how a fault calls the table (事项清单“…”事项 5); all tables of a file share ``faults``.
    """

    def __init__(self, data: object, place: str, faults: list[str]) -> None:
        self.place = place
        self.faults = faults
        self._data: dict[str, object] = data if isinstance(data, dict) else {}
        self._known: set[str] = set()
        if not isinstance(data, dict):
            faults.append(f"{place}：这里应是一组“栏目 = 内容”，请按样例改写。")

    def fault(self, field: str, sentence: str) -> None:
        """Note that a field is wrong; ``sentence`` says what it should be."""
        self.faults.append(f"{self.place}：{field} {sentence}")

    def get(self, field: str) -> object:
        """Give a field as it stands, None where it is absent, and count it as known."""
        self._known.add(field)
        return self._data.get(field)

    def has(self, field: str) -> bool:
        """Tell whether the field is written in the file."""
        return field in self._data

    def text(self, field: str) -> str:
        """Read a text that must be there and not empty."""
        value = self.get(field)
        if isinstance(value, str) and value.strip():
            return value
        self.fault(field, f"要写文字，这里是 {_shown(value)}。")
        return ""

    def text_or(self, field: str, default: str) -> str:
        """Read a text that may be absent or empty."""
        value = self.get(field)
        if value is None:
            return default
        if isinstance(value, str):
            return value
        self.fault(field, f"要写文字，这里是 {_shown(value)}。")
        return default

    def texts(self, field: str) -> tuple[str, ...]:
        """Read a list of at least one text."""
        value = self.get(field)
        if isinstance(value, list) and value and all(isinstance(line, str) and line for line in value):
            return tuple(value)
        self.fault(field, f'要写一列文字，例如 ["水科"]，这里是 {_shown(value)}。')
        return ()

    def texts_or_none(self, field: str) -> tuple[str, ...]:
        """Read a list of texts that may be absent."""
        return self.texts(field) if self.has(field) else ()

    def whole(self, field: str) -> int:
        """Read a whole number that must be there and not negative."""
        value = self.get(field)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
            return value
        self.fault(field, f"要写整数，这里是 {_shown(value)}。")
        return 0

    def whole_or_none(self, field: str) -> int | None:
        """Read a whole number that may be absent."""
        return self.whole(field) if self.has(field) else None

    def yes(self, field: str) -> bool:
        """Read true or false; an absent field is false."""
        value = self.get(field)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.fault(field, f"要写 true 或 false，这里是 {_shown(value)}。")
        return False

    def word(self, field: str, words: type[Word], default: Word | None = None) -> Word:
        """Read one of a fixed set of words; ``default`` is for an absent field."""
        value = self.get(field)
        if value is None and default is not None:
            return default
        choices = {str(choice): choice for choice in words}
        if isinstance(value, str) and value in choices:
            return choices[value]
        self.fault(field, f"只能是{'、'.join(choices)}之一，这里是 {_shown(value)}。")
        return next(iter(words))

    def tables(self, field: str, name: str) -> list["TomlTable"]:
        """Read a list of at least one table; each is called by ``name`` and its number, else its place."""
        value = self.get(field)
        if not isinstance(value, list) or not value:
            self.fault(field, f"至少要有一个 [[{field}]]。")
            return []
        return [
            TomlTable(data, f"{self.place}{name} {_number_of(data, index)}", self.faults)
            for index, data in enumerate(value, start=1)
        ]

    def table_or_none(self, field: str) -> "TomlTable | None":
        """Read one table that may be absent."""
        return TomlTable(self.get(field), f"{self.place} {field}", self.faults) if self.has(field) else None

    def refuse_unknown(self) -> None:
        """Note every field nobody asked for: a mistyped name must not pass in silence."""
        for field in self._data:
            if field not in self._known:
                self.fault(field, f"不是这里的栏目，可用的有：{'、'.join(sorted(self._known))}。")


def _shown(value: object) -> str:
    if value is None or value == "":
        return "空的"
    return f"“{value}”" if isinstance(value, str) else repr(value)


def _number_of(data: object, index: int) -> str:
    number = data.get("number") if isinstance(data, dict) else None
    return number if isinstance(number, str) and number else f"（第 {index} 个）"
