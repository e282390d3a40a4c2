"""What the window remembers between two starts, in an INI file of the user's own; nothing of the office's."""

from pathlib import Path

from PySide6.QtCore import QSettings

from app.ui.theme import Scheme

_PROGRAM = "双随机抽查台"
_LAST_FILE = "last_file"
_SCHEME = "scheme"


class Preferences:
    """The last file and the colours; read from the file each time, so that two windows agree."""

    def __init__(self) -> None:
        self._settings = QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, _PROGRAM, "window")

    def folder(self) -> Path:
        """Give the folder of the program's own files, where crashes are written too."""
        return Path(self._settings.fileName()).parent

    def last_file(self) -> Path | None:
        """Give the file that was open last."""
        kept = str(self._settings.value(_LAST_FILE, "") or "")
        return Path(kept) if kept else None

    def set_last_file(self, path: Path) -> None:
        """Remember the file that is open."""
        self._settings.setValue(_LAST_FILE, str(path.absolute()))

    def scheme(self) -> Scheme:
        """Give the colours that were chosen."""
        kept = str(self._settings.value(_SCHEME, "") or "")
        return Scheme(kept) if kept in set(Scheme) else Scheme.SYSTEM

    def set_scheme(self, scheme: Scheme) -> None:
        """Remember the colours."""
        self._settings.setValue(_SCHEME, str(scheme))
