"""Draws every page at 100 %, 125 % and 150 % of a 1366 × 768 screen, light and dark, into out/screens/.

Each scale needs a process of its own (Qt reads it once); `--scale` and `--scheme` draw one such set, `--only`
the pictures whose names begin so.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "out" / "screens"
# logical room at each scale: the window's, without the taskbar where the drawings have one
ROOMS = {100: (1366, 768), 125: (1092, 570), 150: (910, 470)}
SCHEMES = ("light", "dark")
sys.path.insert(0, str(ROOT))

from app.ui.application import make_application  # noqa: E402 (the path to our own code is set above)
from app.ui.theme import Scheme  # noqa: E402 (as above)
from tools import (  # noqa: E402 (as above)
    screens_ceremony,
    screens_companions,
    screens_disclosure,
    screens_draw,
    screens_duplicates,
    screens_evidence,
    screens_filters,
    screens_lists,
    screens_living,
    screens_people,
    screens_plan,
    screens_registry,
    screens_rows,
    screens_targeted,
    screens_window,
)
from tools.screen_office import Office  # noqa: E402 (as above)


def draw(scale: int, scheme: str, states: Path, only: str) -> None:
    """Draw all pictures at one scale in one scheme."""
    app = make_application(["screens"], Scheme.DARK if scheme == "dark" else Scheme.LIGHT)
    OUT.mkdir(parents=True, exist_ok=True)
    pictures = {
        **screens_window.PICTURES,
        **screens_registry.PICTURES,
        **screens_plan.PICTURES,
        **screens_draw.PICTURES,
        **screens_ceremony.PICTURES,
        **screens_companions.PICTURES,
        **screens_disclosure.PICTURES,
        **screens_evidence.PICTURES,
        **screens_filters.PICTURES,
        **screens_lists.PICTURES,
        **screens_living.PICTURES,
        **screens_people.PICTURES,
        **screens_rows.PICTURES,
        **screens_targeted.PICTURES,
        **screens_duplicates.PICTURES,  # last: they add objects
    }
    with tempfile.TemporaryDirectory() as folder:
        office = Office(states, Path(folder), ROOMS[scale])
        for name, build in pictures.items():
            if not name.startswith(only):
                continue
            widget = build(office)
            if widget.isWindow() and not widget.inherits("QDialog"):
                widget.resize(*ROOMS[scale])
            widget.show()
            office.settle_all()
            widget.grab().save(str(OUT / f"{name}-{scale}-{scheme}.png"))
            widget.hide()
        office.close()
    app.processEvents()


def draw_apart(scale: int, scheme: str, states: Path, only: str) -> None:
    """Draw one set in a process of its own."""
    places = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale / 100)}
    command = [sys.executable, __file__, "--scale", str(scale), "--scheme", scheme, "--states", str(states)]
    subprocess.run([*command, "--only", only], env=places, check=True)


def wanted(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, choices=sorted(ROOMS))
    parser.add_argument("--scheme", choices=SCHEMES)
    parser.add_argument("--states", type=Path)
    parser.add_argument("--only", default="")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str]) -> int:
    """Draw one set, or all, two processes at a time."""
    found = wanted(arguments)
    if found.states:
        draw(found.scale, found.scheme, found.states, found.only)
        return 0
    scales = (found.scale,) if found.scale else tuple(ROOMS)
    schemes = (found.scheme,) if found.scheme else SCHEMES
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(2) as two:
        states = Path(folder)
        Office.build(states)
        sets = [two.submit(draw_apart, *each, states, found.only) for each in product(scales, schemes)]
        for each in sets:
            each.result()
    print(f"{len(list(OUT.glob('*.png')))} 张图在 {OUT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
