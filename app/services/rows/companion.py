"""Those who go along with a visit, and what is asked of their draw."""

from dataclasses import dataclass
from enum import StrEnum


class Chosen(StrEnum):
    """How one who goes along came to a visit."""

    PICKED = "挑选"
    DRAWN = "抽取"


@dataclass(frozen=True, slots=True)
class CompanionRow:
    """One who goes along with a visit; ``reason`` says why a picked one was picked, or which draw it was."""

    id: int
    auxiliary: int
    code: str
    name: str
    organisation: str
    kind: str
    chosen: str
    reason: str

    @property
    def title(self) -> str:
        """Name and organisation in one."""
        return f"{self.name}（{self.organisation}）" if self.organisation else self.name


@dataclass(frozen=True, slots=True)
class CompanionAsk:
    """What a draw of companions is asked for.

    ``of_skill`` narrows the visits to those that carry an item with this skill, ``skill`` the companions to
    those who have it; empty asks for none. ``count`` go along with each visit.
    """

    of_skill: str = ""
    skill: str = ""
    count: int = 1

    @property
    def words(self) -> str:
        """What is asked, in a clause."""
        visits = f"有{self.of_skill}事项的检查" if self.of_skill else "各次检查"
        people = f"业务专长有{self.skill}的" if self.skill else ""
        return f"{visits}每次抽{people}{self.count}人"


@dataclass(frozen=True, slots=True)
class AskChoices:
    """What the form of a draw of companions offers: skills of the visits' items, and of those available."""

    visits: int
    of_skills: tuple[str, ...]
    available: int
    skills: tuple[str, ...]
