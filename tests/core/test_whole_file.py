"""What the clerk exports is there whole, or the file of before is."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.core.whole_file import write_whole

ROOT = Path(__file__).parents[2]
# The system refuses to write on after so many bytes, as a full disk does.
PROGRAM = """
import resource, signal, sys
from pathlib import Path
from app.core.whole_file import write_whole
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_whole(Path(sys.argv[1]), bytes(5000))
except OSError as error:
    print(error.filename)
"""


def _refused(path: Path) -> str:
    made = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", PROGRAM, str(path)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return made.stdout.strip()


def test_a_write_cut_short_leaves_the_file_of_before_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    path.write_bytes(b"before")
    assert _refused(path) == str(path)
    assert path.read_bytes() == b"before"
    assert [*tmp_path.iterdir()] == [path]


def test_a_write_cut_short_leaves_no_half_where_nothing_was(tmp_path: Path) -> None:
    assert _refused(tmp_path / "清单.xlsx") == str(tmp_path / "清单.xlsx")
    assert not [*tmp_path.iterdir()]


def test_a_name_as_long_as_the_system_bears_is_written(tmp_path: Path) -> None:
    path = tmp_path / f"{'示' * 83}.xlsx"
    write_whole(path, b"now")
    assert [each.read_bytes() for each in tmp_path.iterdir()] == [b"now"]


def test_a_folder_in_the_way_is_named_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "清单.xlsx"
    path.mkdir()
    with pytest.raises((IsADirectoryError, PermissionError)) as caught:
        write_whole(path, b"now")
    assert caught.value.filename == str(path)
    assert [*tmp_path.iterdir()] == [path]
