"""A file that the clerk asked for, written whole or not at all."""

import os
import threading
from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Write beside ``path`` and rename: a full disk spoils no file that was there, and leaves no half of one.

    OSError names ``path``, whichever of the two was refused.
    """
    # The name is short, for that of ``path`` may be as long as the system bears.
    unfinished = path.with_name(f"未完成-{os.getpid()}-{threading.get_ident()}{path.suffix}")
    try:
        try:
            unfinished.write_bytes(data)
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise
