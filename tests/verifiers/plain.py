"""Verify as an outsider does: with the two plain scripts of `docs/verify`, each in a process of its own."""

import subprocess
import sys
from pathlib import Path
from typing import Final

SCRIPTS: Final = Path(__file__).parents[2] / "docs" / "verify"
NAMES: Final = ("check.py", "check_teams.py")


def run(script: str, *arguments: str) -> tuple[int, str]:
    """Run one script without this machine's packages and settings; give exit code and output."""
    command = [sys.executable, "-B", "-E", "-S", str(SCRIPTS / script), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def verify(package: Path) -> tuple[int, str]:
    """Verify a package with both scripts; give the worse exit code (0 sound, 1 not, 2 none) and output."""
    runs = [run(name, str(package)) for name in NAMES]
    return max(code for code, _ in runs), "".join(text for _, text in runs)
