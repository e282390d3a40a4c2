"""The exact chance of being drawn, for people to read; the draw itself never uses it (draw-spec.md §5)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeAlias

from app.sampling import Frame, Stratum, chances
from app.services.draw import stratum_of
from app.services.rows.draw import DueStratum, FrameRow

ByGroup: TypeAlias = Mapping[tuple[str, int], float]
"""A chance for each state (E, M, V) and weight that can be drawn."""
_PERCENT = 100
_ALWAYS = 1 - 1e-9
_NEVER = 1e-9
_LEAST_SHOWN = 0.1


def chances_before(due: DueStratum) -> ByGroup:
    """Give the chances by state and weight before a freeze; none where the count is not typed yet.

    A typed count of 0 leaves the line out of the draw: nobody has a chance in it.
    """
    if due.ratio is None and due.override is None:
        return {}
    if due.override == 0:
        return {(row.state, row.weight): 0.0 for row in due.frame if row.state != "X"}
    return chances(stratum_of(due))


def chances_of_frame(
    frame: Sequence[FrameRow], ratio: Fraction, repeat: str
) -> Mapping[tuple[str, int], float]:
    """Give the chances by state and weight in a draw of a frame by this ratio."""
    units = Frame(
        tuple(row.code for row in frame),
        bytes(row.weight for row in frame),
        "".join(row.state for row in frame),
    )
    return chances(Stratum("", "", ratio.numerator, ratio.denominator, "", repeat, units))


def chance_words(chance: float | None) -> str:
    """Write a chance as 12.5 %; what is certain and what cannot be is said in a word."""
    if chance is None:
        return "–"
    if chance >= _ALWAYS:
        return "必中"
    if chance <= _NEVER:
        return "不会中"
    percent = chance * _PERCENT
    return f"{percent:.1f} %" if percent >= _LEAST_SHOWN else "不到 0.1 %"


def chances_by_weight(stratum: Stratum) -> str:
    """Say on paper the chance of those that may be drawn: 各家12.5%, or by weight 权重4为20.3%、…."""
    found = chances(stratum)
    fresh = {weight: chance for (state, weight), chance in found.items() if state == "E"}
    if not fresh:
        return ""
    if len(fresh) == 1:
        return f"各家{_on_paper(next(iter(fresh.values())))}"
    return "、".join(
        f"权重{weight}为{_on_paper(chance)}" for weight, chance in sorted(fresh.items(), reverse=True)
    )


def _on_paper(chance: float) -> str:
    return chance_words(chance).replace(" ", "")
