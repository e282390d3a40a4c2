"""What the clerk is asked once for the whole file: words that no list has, and rows that may be another's."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.services.import_preview import ASKED, WORDS, ImportPreview
from app.services.rows.intake import Choice, Reason, WordRow
from app.ui.fields import Combo
from app.ui.label import BOLD, Label
from app.ui.surface import Surface, clear, column, row, scrolling
from app.ui.theme import px

_LINE: Final = 38
_LINES_SHOWN: Final = 3
_LINES_TIGHT: Final = 2
_WIDE: Final = 184
_KEEP, _SKIP, _SINGLY = "收为新词", "不导入这些行", "逐行定的"


class _Line(NamedTuple):
    words: str
    combo: Combo


class Questions(Surface):
    """One line a question, each with what is done where nothing is said.

    `answered` hands on the field, the file's word and what it stands for (empty for nothing); `decided` the
    reason of doubtful rows and what is done with all of them.
    """

    answered = Signal(str, str, str)
    decided = Signal(object, object)

    def __init__(self) -> None:
        super().__init__("base", "trbl")
        outer = column(self, (12, 8, 12, 8), 4)
        self._head = Label(weight=BOLD)
        outer.addWidget(self._head)
        content = QWidget()
        self._asked = column(content)
        self._asked.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._area = scrolling(content, 8)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(self._area)
        self._count = 0
        self._tight = False
        self.words: dict[tuple[str, str], Combo] = {}
        self.reasons: dict[Reason, Combo] = {}
        self.hide()

    def show_questions(self, preview: ImportPreview) -> None:
        """Ask what is to be asked of a file, nothing where all is clear."""
        clear(self._asked)
        asked = preview.words[:ASKED]
        lines = [self._word(word, preview) for word in asked]
        self.words = {(word.field, word.said): line.combo for word, line in zip(asked, lines, strict=True)}
        groups = preview.standing.reasons
        doubts = [self._reason(reason, len(places), preview) for reason, places in groups.items()]
        self.reasons = dict(zip(groups, (line.combo for line in doubts), strict=True))
        for line in (*lines, *doubts):
            self._asked.addWidget(_asked(line))
        self._head.setText(_head(preview, len(asked)))
        self._count = len(lines) + len(doubts)
        self.setVisible(self._count > 0)
        self.show_least(tight=self._tight)

    def show_least(self, *, tight: bool) -> None:
        """Show fewer lines at once where there is little room; the others are scrolled to."""
        self._tight = tight
        shown = min(self._count, _LINES_TIGHT if tight else _LINES_SHOWN)
        self._area.setFixedHeight(shown * px(_LINE))

    def _word(self, word: WordRow, preview: ImportPreview) -> _Line:
        title = WORDS[preview.registry][word.field]
        none = (word.said, _KEEP) if word.is_open else ("", _SKIP)
        combo = Combo(f"“{word.said}”是", (none, *((choice, choice) for choice in word.choices)))
        combo.set_key(word.answer or none[0])
        combo.activated.connect(lambda _place: self.answered.emit(word.field, word.said, combo.key()))
        return _Line(f"{title}里的“{word.said}”　{word.rows} 行", combo)

    def _reason(self, reason: Reason, rows: int, preview: ImportPreview) -> _Line:
        combo = Combo(f"{reason} 的行", tuple((choice, choice) for choice in Choice))
        chosen = preview.standing.choice_of(reason)
        if chosen is not None:
            combo.set_key(chosen)
        else:
            combo.insertItem(0, _SINGLY, "")
            combo.setCurrentIndex(0)
        combo.activated.connect(lambda _place: self._decide(reason, combo.key()))
        return _Line(f"{reason}　{rows} 行", combo)

    def _decide(self, reason: Reason, choice: str) -> None:
        if choice:
            self.decided.emit(reason, Choice(choice))


def _head(preview: ImportPreview, asked: int) -> str:
    words = len(preview.words)
    parts = [f"{words} 个词名录库里没有"] if words else []
    parts += [f"{preview.doubtful} 行存疑"] if preview.doubtful else []
    more = f"（先列 {asked} 个词）" if asked < words else ""
    return f"请您定：{'，'.join(parts)}{more}；不改就按右边写的办"


def _asked(line: _Line) -> QWidget:
    widget = QWidget()
    widget.setFixedHeight(px(_LINE))
    cells = row(widget, gap=12)
    label = Label(line.words)
    label.setToolTip(line.words)
    label.setMinimumWidth(px(80))
    label.setBuddy(line.combo)
    line.combo.setFixedWidth(px(_WIDE))
    cells.addWidget(label, 1)
    cells.addWidget(line.combo)
    return widget


def answers_with(
    answers: Mapping[tuple[str, str], str], field: str, said: str, word: str
) -> dict[tuple[str, str], str]:
    """Give the answers with one more, or one less where a word stands for nothing."""
    others = {key: answer for key, answer in answers.items() if key != (field, said)}
    return {**others, (field, said): word} if word else others
