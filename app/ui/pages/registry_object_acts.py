"""What the panel of an object asks for: marks, files that prove something, and that it was verified."""

import atexit
import shutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from app.core.text import file_name
from app.services.edits import Edit
from app.services.rows.marks import MarkFields
from app.services.rows.registry import ObjectDetail
from app.services.rows.states import EvidenceFile, EvidenceRow
from app.services.state_evidence import evidence_file
from app.ui import desktop
from app.ui.desk import Desk
from app.ui.page import Page
from app.ui.pages.registry_mark_dialog import MarkDialog, TakeMarkDialog
from app.ui.pages.registry_object_panel import ObjectPanel
from app.ui.pages.registry_stale import ConfirmDialog
from app.ui.pages.registry_state_dialog import StateDialog, many_targets
from app.ui.saving import save_made


class ObjectActs:
    """Opens the dialogs over `page`; a file is shown by the desktop. `told` hears what was done with many."""

    def __init__(self, page: Page, desk: Desk, panel: ObjectPanel, told: Callable[[Edit], object]) -> None:
        self._page = page
        self._desk = desk
        self._told = told
        panel.mark_asked.connect(self._ask_mark)
        panel.take_asked.connect(self._ask_to_take)
        panel.confirm_asked.connect(self._ask_confirmed)
        panel.file_asked.connect(self._open)
        panel.copy_asked.connect(self._save)

    def ask_states(self, ids: Sequence[int]) -> None:
        """Ask the new state of several objects."""
        StateDialog(self._page, self._desk, many_targets(ids), self._done).begin()

    def ask_confirmed(self, ids: Sequence[int]) -> None:
        """Ask the day on which objects were verified."""
        ConfirmDialog(self._page, self._desk, ids, f"{len(ids)} 家", self._done).begin()

    def _ask_confirmed(self, detail: ObjectDetail) -> None:
        who = f"{detail.fields.name}（{detail.code}）"
        ConfirmDialog(self._page, self._desk, [detail.id], who, self._desk.keep).begin()

    def _done(self, edit: Edit) -> None:
        self._desk.keep(edit)
        self._told(edit)

    def _ask_mark(self, detail: ObjectDetail, known: MarkFields | None) -> None:
        MarkDialog(self._page, self._desk, detail, known).begin()

    def _ask_to_take(self, detail: ObjectDetail, mark: str) -> None:
        TakeMarkDialog(self._page, self._desk, detail, mark).begin()

    def _open(self, evidence: EvidenceRow) -> None:
        folder = _shown_files() / str(evidence.id)

        def write(found: EvidenceFile) -> Path:
            folder.mkdir(exist_ok=True)
            path = folder / file_name(found.name)
            path.write_bytes(found.content)
            return path

        def work() -> Path:
            return write(evidence_file(self._desk.store, evidence.id))

        self._desk.jobs.run(self._page, lambda _progress: work(), desktop.open_file, doing="正在打开文件")

    def _save(self, evidence: EvidenceRow) -> None:
        store, name = self._desk.store, evidence.file_name
        kinds = f"原来的格式 (*{Path(name).suffix})"
        save_made(self._page, self._desk, name, kinds, lambda: evidence_file(store, evidence.id).content)


@cache
def _shown_files() -> Path:
    """Give the folder of the files that were opened; it goes with the program."""
    folder = Path(mkdtemp(prefix="ssj-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
