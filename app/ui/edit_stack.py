"""The edits of this session, by registry: what was done last is taken back first."""

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the desk stands before anything can be edited
    from app.services.edits import Undoable


class EditStack:
    """Kept by the desk of an open file; used on the screen's thread only.

    `did` keeps what an act gave back. A registry is named by its table (`app/services/edits.py`).
    """

    def __init__(self) -> None:
        self._done: defaultdict[str, list[Undoable]] = defaultdict(list)
        self._undone: defaultdict[str, list[Undoable]] = defaultdict(list)

    def did(self, edit: "Undoable | None") -> None:
        """Keep an edit; what was taken back before cannot be done again after it. None: nothing changed."""
        if edit is not None:
            self._done[edit.table].append(edit)
            self._undone[edit.table].clear()

    def remember(self, edit: "Undoable") -> None:
        """Keep an act of an earlier session behind those of this one; what was undone can come again."""
        self._done[edit.table].insert(0, edit)

    def last_done(self, table: str) -> "Undoable | None":
        """Give what undoing would take back."""
        return self._done[table][-1] if self._done[table] else None

    def last_undone(self, table: str) -> "Undoable | None":
        """Give what was taken back last and can be done again."""
        return self._undone[table][-1] if self._undone[table] else None

    def undid(self, edit: "Undoable", back: "Undoable | None") -> None:
        """Move an edit that was taken back; ``back`` does it again, where it can be."""
        self._done[edit.table].remove(edit)
        if back is None:
            self._undone[edit.table].clear()
        else:
            self._undone[edit.table].append(back)

    def redid(self, edit: "Undoable", back: "Undoable | None") -> None:
        """Move an edit that was done again; ``back`` takes it back once more."""
        self._undone[edit.table].remove(edit)
        if back is not None:
            self._done[edit.table].append(back)
