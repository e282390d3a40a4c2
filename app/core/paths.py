"""Where the program's own files are, run from source or frozen."""

import sys
from functools import cache
from pathlib import Path


@cache
def resources() -> Path:
    """Give the folder that came with the program."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root / "resources"


def documents_folder() -> Path:
    """Give the user's documents folder, or the home folder where there is none."""
    for name in ("Documents", "文档"):
        folder = Path.home() / name
        if folder.is_dir():
            return folder
    return Path.home()
