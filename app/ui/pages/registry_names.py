"""What the registries are called and counted in, and how several people are named."""

from collections.abc import Mapping, Sequence
from typing import Final

from app.services.edits import AUXILIARIES, INSPECTORS, OBJECTS

NAMES: Final[Mapping[str, str]] = {
    OBJECTS: "检查对象",
    INSPECTORS: "检查人员",
    AUXILIARIES: "随同、辅助人员",
}
UNITS: Final[Mapping[str, str]] = {OBJECTS: "家", INSPECTORS: "人", AUXILIARIES: "人"}
_NAMED: Final = 3


def named(names: Sequence[str]) -> str:
    """Name the first few, and count them where they are more: 秦例川、文例溪、许例泓等 5 人."""
    more = f"等 {len(names)} 人" if len(names) > _NAMED else ""
    return "、".join(names[:_NAMED]) + more
