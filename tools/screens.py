"""Draws every page at 100 %, 125 % and 150 % of a 1366 × 768 screen, light and dark, into out/screens/.

Each scale needs a process of its own (Qt reads it once); `--scale` and `--scheme` draw one such set.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "out" / "screens"
# logical room at each scale: the window's, without the taskbar where the drawings have one
ROOMS = {100: (1366, 768), 125: (1092, 570), 150: (910, 470)}
SCHEMES = ("light", "dark")
SETTLED_AFTER = 0.4


def draw(scale: int, scheme: str) -> None:
    """Draw all pages at one scale in one scheme."""
    sys.path.insert(0, str(ROOT))
    from app.ui.application import make_application  # noqa: PLC0415 (the path to our own code is set above)
    from app.ui.theme import Scheme  # noqa: PLC0415 (as above)
    from tests.ui.samples import PICTURES  # noqa: PLC0415 (as above)

    app = make_application(["screens"], Scheme.DARK if scheme == "dark" else Scheme.LIGHT)
    OUT.mkdir(parents=True, exist_ok=True)
    for name, build in PICTURES.items():
        widget = build()
        widget.resize(*ROOMS[scale])
        widget.show()
        settle(app)
        widget.grab().save(str(OUT / f"{name}-{scale}-{scheme}.png"))
        widget.close()
        widget.deleteLater()


def settle(app: "QApplication") -> None:
    """Let the workers answer what the page asked for when it was shown."""
    until = monotonic() + SETTLED_AFTER
    while monotonic() < until:
        app.processEvents()
        sleep(0.01)


def main() -> int:
    """Draw one set, or start a process for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, choices=sorted(ROOMS))
    parser.add_argument("--scheme", choices=SCHEMES)
    wanted = parser.parse_args()
    if wanted.scale and wanted.scheme:
        draw(wanted.scale, wanted.scheme)
        return 0
    for scale in ROOMS:
        for scheme in SCHEMES:
            places = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale / 100)}
            command = [sys.executable, __file__, "--scale", str(scale), "--scheme", scheme]
            subprocess.run(command, env=places, check=True)
    print(f"{len(list(OUT.glob('*.png')))} 张图在 {OUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
