"""The crash path, which needs nothing: standard error, then a file, then a window, then leave."""

import faulthandler
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import TextIO

_FAULTS = "fault.txt"
_CRASH = "crash.txt"


class CrashPath:
    """Where crashes are written; `install` makes it the way of every error that nobody caught."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._faults: TextIO | None = None

    def install(self) -> str:
        """Begin to watch; give the text of a hard crash of the last run, or nothing."""
        self._folder.mkdir(parents=True, exist_ok=True)
        last = self._folder / _FAULTS
        told = last.read_text(encoding="utf-8", errors="replace") if last.exists() else ""
        self._faults = last.open("w", encoding="utf-8")
        faulthandler.enable(self._faults)
        sys.excepthook = self._hook
        threading.excepthook = lambda args: self._write(
            "".join(traceback.format_exception(args.exc_type, args.exc_value, args.exc_traceback))
        )
        return told.strip()

    def remove(self) -> None:
        """Stop watching and close the file."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__
        faulthandler.disable()
        if self._faults is not None:
            self._faults.close()
            self._faults = None

    def _hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        text = "".join(traceback.format_exception(kind, error, trace))
        place = self._write(text)
        from app.ui.crash_dialog import show_crash  # noqa: PLC0415 - only after the crash is written down

        show_crash(text, place)

    def _write(self, text: str) -> Path | None:
        if sys.stderr is not None:  # a frozen window program has none
            sys.stderr.write(text)
        place = self._folder / _CRASH
        try:
            place.write_text(text, encoding="utf-8")
        except OSError:
            return None
        return place


def crash(error: BaseException) -> None:
    """Take the crash path for an error that was caught in a worker."""
    sys.excepthook(type(error), error, error.__traceback__)
