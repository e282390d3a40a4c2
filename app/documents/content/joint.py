"""What is spared when a unit that was drawn several times is visited once."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Joint:
    """Picks (家次), the visits they were joined into, and the units that were drawn several times."""

    picks: int
    visits: int
    units: int

    @property
    def spared(self) -> int:
        """Give how many visits fewer the units receive."""
        return self.picks - self.visits


def joint_of(picks: Iterable[str]) -> Joint:
    """Join the picks of a draw, each given by the code of its unit, to one visit a unit."""
    times = Counter(picks)
    return Joint(times.total(), len(times), sum(count > 1 for count in times.values()))


def joint_words(joint: Joint) -> str:
    """Say how many visits there would be without joining, how many there are, and whom it spares."""
    if not joint.spared:
        return f"联合检查：没有同一家抽中几次的，{joint.picks}家次即{joint.visits}次检查。"
    return (
        f"联合检查：{joint.picks}家次合并为{joint.visits}次检查，"
        f"少上门{joint.spared}次，涉及{joint.units}家。"
    )
