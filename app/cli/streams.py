"""Standard output and error: UTF-8 in every locale, and never the cause of a traceback."""

import errno
import io
import os
import sys
from collections.abc import Mapping
from typing import Final, TextIO

from app.core.errors import UserError, reason_of
from app.core.text import readable

_READER_LEFT: Final = (errno.EPIPE, errno.EINVAL)
"""What a pipe that nobody reads any more gives, on Linux and on Windows."""


def use_utf8() -> None:
    """Write UTF-8 whatever the locale says; what no encoding knows is spelt out."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def use_utf8_names() -> None:
    """Begin anew in Python's UTF-8 mode where the locale cannot spell our own file names, such as 演练.db."""
    if sys.getfilesystemencoding() == "utf-8" or getattr(sys, "frozen", False):
        return
    os.execv(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]])  # noqa: S606 - our own program


def say(text: str) -> None:
    """Write a line to standard output; UserError where it cannot take it."""
    try:
        _write(sys.stdout, text)
    except OSError as error:
        _hush(sys.stdout)
        if error.errno not in _READER_LEFT:
            raise UserError(f"结果写不到标准输出：{reason_of(error)}。") from error


def say_json(document: Mapping[str, object]) -> None:
    """Write one JSON document to standard output."""
    import json  # noqa: PLC0415 - the window, which starts through here too, never writes any

    say(json.dumps(document, ensure_ascii=False, indent=1))


def complain(sentence: str) -> None:
    """Write a sentence to standard error; there is nowhere else to go when it cannot take it."""
    try:
        _write(sys.stderr, sentence.replace("\n", " "))
    except OSError:
        _hush(sys.stderr)


def _write(stream: TextIO | None, text: str) -> None:
    if stream is None:  # a window program on Windows has none
        return
    stream.write(f"{readable(text)}\n")
    stream.flush()


def _hush(stream: TextIO) -> None:
    """Send what is buffered and all that follows nowhere; else Python complains once more at its end."""
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 - os.devnull is a name of the system, no path of ours
        os.dup2(nowhere.fileno(), stream.fileno())
