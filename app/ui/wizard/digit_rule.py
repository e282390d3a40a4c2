"""What a field of digits takes, and the words for what it does not: nothing is repaired in silence."""

import re
import unicodedata

from PySide6.QtCore import Signal
from PySide6.QtGui import QValidator

_TAKEN = re.compile(r"[0-9 ]*")
_REST = "没有录入；请用半角数字 0 至 9 录入，程序不代为改写"


def refusal(typed: str) -> str:
    """Say why `typed` is refused, or nothing: only ASCII digits count, blanks may part their groups."""
    strange = [character for character in typed if not _TAKEN.fullmatch(character)]
    if not strange:
        return ""
    if all(
        character == "\u3000" or unicodedata.decimal(character, None) is not None for character in strange
    ):
        return f"含全角数字，{_REST}"
    return f"含数字以外的字，{_REST}"


class DigitRule(QValidator):
    """Refuses a key or a whole paste that holds anything else; `refused` carries the reason in words."""

    refused = Signal(str)

    def validate(self, typed: str, place: int) -> tuple[QValidator.State, str, int]:
        """Judge what the field would hold."""
        reason = refusal(typed)
        if reason:
            self.refused.emit(reason)
            return QValidator.State.Invalid, typed, place
        return QValidator.State.Acceptable, typed, place
