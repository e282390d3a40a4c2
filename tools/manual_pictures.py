"""Copies the pictures of the manual and the README out of what `make screens` drew."""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCREENS = ROOT / "out" / "screens"
PICTURES = ROOT / "docs" / "pictures"
NAMES = {
    "workbench": "workbench",
    "workbench-empty": "workbench-empty",
    "registry": "registry-objects",
    "registry-bulk": "rows-bulk",
    "registry-import": "registry-import",
    "registry-import-row": "registry-import-row",
    "conditions": "filters-groups",
    "classes": "living-classes",
    "targeted": "targeted-tab",
    "plan": "plan",
    "wizard-items": "draw-items",
    "wizard-freeze": "draw-frozen",
    "campaign": "draw-campaign",
    "companions": "companions-items",
    "ceremony": "draw-ceremony",
    "visits": "visits-entry",
    "disclosure": "disclosure",
    "evidence": "evidence-strata",
}


def main() -> int:
    """Copy every picture; say which `make screens` has not drawn."""
    missing = [name for name in NAMES.values() if not (SCREENS / f"{name}-100-light.png").is_file()]
    if missing:
        print(f"make screens first: {', '.join(missing)} not drawn")
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    for name, screen in NAMES.items():
        shutil.copyfile(SCREENS / f"{screen}-100-light.png", PICTURES / f"{name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
