"""What a kind of tampering is."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.verifiers.forger import Forger


@dataclass(frozen=True, slots=True)
class Tampering:
    """One way to change a public package.

    `name` identifies it, `meaning` says it in Chinese, `place` is how the place begins that `main.py verify`
    names (file, or file and line), `change` does it, `needs` names the kinds of log entries without which
    there is nothing to change.
    """

    name: str
    meaning: str
    place: str
    change: Callable[[Forger], object]
    needs: tuple[str, ...] = ()

    def fits(self, folder: Path) -> bool:
        """Tell whether a package has what this kind changes."""
        forger = Forger(folder)
        return all(forger.has(kind) for kind in self.needs)

    def apply(self, folder: Path) -> Path:
        """Change a copy of a package; give what is to be verified, the folder or a zip beside it."""
        forger = Forger(folder)
        self.change(forger)
        return forger.package
