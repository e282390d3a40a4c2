"""The copy a rehearsal writes in: thrown away with its window, at the latest when the program ends."""

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from app.core.errors import UserError, reason_of
from app.services.dry_run import rehearsal_copy
from app.services.office import Store
from app.services.rows.office import Act


class RehearsalCopy(QObject):
    """Outlives its window: work that was still to throw the copy away may never begin.

    `inside` is where its folder is made, the system's place for what is temporary if None.
    """

    def __init__(self, inside: Path | None = None) -> None:
        application = QCoreApplication.instance()
        super().__init__(application)
        self._inside = inside
        self._folder: Path | None = None
        self._store: Store | None = None
        if application is not None:
            application.aboutToQuit.connect(self.throw_away)  # after the workers have left

    def make(self, store: Store, act: Act) -> Store:
        """Copy a file, off the screen's thread; what could not be made whole is gone again."""
        try:
            self._folder = Path(tempfile.mkdtemp(prefix="ssj-", dir=self._inside))
        except OSError as error:
            raise UserError(
                f"不能建彩排用的副本：{reason_of(error)}。请检查系统的临时文件夹和磁盘空间。"
            ) from error
        try:
            self._store = rehearsal_copy(store, self._folder, act)
        except BaseException:
            self.throw_away()
            raise
        return self._store

    def throw_away(self) -> None:
        """Let go of the copy and remove its folder; a second time does nothing."""
        store, self._store = self._store, None
        folder, self._folder = self._folder, None
        if store is not None:
            store.close()
        if folder is not None:
            shutil.rmtree(folder, ignore_errors=True)
