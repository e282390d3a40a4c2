"""The words in which the wizard speaks of what is drawn: objects by strata, companions by visits."""

from dataclasses import dataclass
from typing import Final

from app.core.periods import DrawKind


@dataclass(frozen=True, slots=True)
class Drawn:
    """`strata` and `unit` head columns, `place` stands behind the number of a stratum.

    `number` heads the numbers on the room's screen, which reads them as items; `order` heads them in a table.

    `kinds` counts strata (`count` in short), `each` units, `turns` picks. `whole` names picks where nothing
    was chosen, `town` says where a unit is. `open` is what the last step does, `closing` its name.
    """

    strata: str
    number: str
    order: str
    kinds: str
    count: str
    unit: str
    each: str
    turns: str
    whole: str
    town: str
    place: str
    open: str
    closing: str

    @property
    def companions(self) -> bool:
        """Tell whether companions are drawn for visits there already are: no team is sent."""
        return self is COMPANIONS


OBJECTS: Final = Drawn(
    strata="抽查类别",
    number="事项",
    order="序号",
    kinds="类",
    count="类",
    unit="检查对象",
    each="家",
    turns="家次",
    whole="全部检查",
    town="所在地",
    place="项",
    open="生成检查任务",
    closing="生成任务",
)
COMPANIONS: Final = Drawn(
    strata="检查任务",
    number="次序",
    order="次序",
    kinds="次检查",
    count="次",
    unit="随同人员",
    each="人",
    turns="人次",
    whole="全部随同",
    town="单位、部门",
    place="次检查",
    open="派到检查任务",
    closing="派到任务",
)


def drawn_by(kind: DrawKind) -> Drawn:
    """Give the words for a kind of draw."""
    return COMPANIONS if kind is DrawKind.COMPANIONS else OBJECTS
