"""`make freeze`: build one folder, move it away, and let it re-draw the golden record with no environment."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "data" / "draw"
DIGITS = ("31415926", "27182818", "16180339")


def build() -> Path:
    """Run PyInstaller and give the folder it made."""
    command = [
        sys.executable,
        "-m",
        "PyInstaller",
        "--noconfirm",
        "--clean",
        "--log-level",
        "WARN",
        "build.spec",
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    return ROOT / "dist" / "shuangsuiji"


def megabytes(folder: Path) -> float:
    """Give the size of a folder in MB, linked files once."""
    return (
        sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and not file.is_symlink())
        / 1e6
    )


def empty_environment() -> dict[str, str]:
    """Give as little as a program can start with; Windows cannot start one without its own folder."""
    return {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR") if name in os.environ}


def started(program: Path, *arguments: str) -> tuple[bytes, float]:
    """Run the built program elsewhere and give its output and seconds."""
    start = time.perf_counter()
    done = subprocess.run(
        [str(program), *arguments],
        env=empty_environment(),
        cwd=program.parent,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        sys.exit(
            f"{program.name} {' '.join(arguments)}: {done.returncode}\n{done.stderr.decode(errors='replace')}"
        )
    return done.stdout, time.perf_counter() - start


def redraws(program: Path, place: Path) -> float:
    """Let the built program draw the worked example; give its seconds, or leave with what differs."""
    shutil.copy(GOLDEN / "worked-example.txt", place / "input.txt")
    digits = [word for text in DIGITS for word in ("--digits", text)]
    output, seconds = started(program, "draw", str(place / "input.txt"), *digits, "--json")
    golden = json.loads((GOLDEN / "worked-example.result.json").read_text(encoding="utf-8"))
    if json.loads(output) != golden:
        sys.exit("the built program draws another result than the golden record")
    return seconds


def main() -> None:
    """Build, move, try, and print size and seconds."""
    folder = build()
    with tempfile.TemporaryDirectory(prefix="elsewhere ") as name:
        place = Path(name)
        moved = Path(shutil.copytree(folder, place / "双随机抽查台"))
        program = moved / ("shuangsuiji.exe" if os.name == "nt" else "shuangsuiji")
        seconds = redraws(program, place)
        _, papers = started(program, "rehearse", "--out", str(place / "演练"))
        _, again = started(program, "version")
        print(f"dist/shuangsuiji: {megabytes(folder):.0f} MB")
        print(f"golden record re-drawn from an empty environment in {seconds:.1f} s; starts in {again:.1f} s")
        print(f"the rehearsed year, with every paper: {papers:.1f} s")


if __name__ == "__main__":
    main()
