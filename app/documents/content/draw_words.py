"""The words in which the papers of a draw speak of what is drawn: objects by strata, companions by visits."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class DrawWords:
    """`strata` and `unit` head the columns, `kinds` counts strata, `each` units and `turns` picks.

    `place` stands between a stratum's number and its label in a sentence.
    """

    strata: str
    kinds: str
    unit: str
    each: str
    turns: str
    place: str

    def stratum(self, number: str, label: str) -> str:
        """Name a stratum in a sentence."""
        return f"第{number}{self.place}{label}"


OBJECTS: Final = DrawWords("抽查类别", "类", "检查对象", "家", "家次", "项")
COMPANIONS: Final = DrawWords("检查任务", "次检查", "随同人员", "人", "人次", "次检查")
