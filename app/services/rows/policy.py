"""The office's rules of the draw, as the policy paper and its page show them."""

from dataclasses import dataclass

from app.core.catalogue import Repeat, VisitedScope


@dataclass(frozen=True, slots=True)
class StratumRule:
    """The rules of one stratum on visits made before; ``changed`` where the office changed the list's."""

    code: str
    number: str
    label: str
    per: str
    ratio: str
    repeat: Repeat
    visited: VisitedScope
    changed: bool
