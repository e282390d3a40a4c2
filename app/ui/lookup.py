"""Fields that look up what is typed: the first of what it may mean is offered under the field."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QStringListModel, QTimer
from PySide6.QtWidgets import QCompleter, QWidget

from app.ui.fields import TextField
from app.ui.form_values import WordsField
from app.ui.jobs import Jobs
from app.ui.latest import Latest

_QUIET_FOR: Final = 250
_BETWEEN: Final = "　"  # between the word that is kept and what tells it from others
Offer = Callable[[str], Sequence[tuple[str, str]]]


def offered(word: str, aside: str) -> str:
    """Give a choice as it stands in the list: WL-0003　示例江口造纸有限公司."""
    return _BETWEEN.join(part for part in (word, aside) if part)


class LookupField(TextField):
    """One thing by its word (a code); `offer` is asked off the screen's thread for word and what tells it."""

    def __init__(self, name: str, hint: str, jobs: Jobs, offer: Offer, parent: QWidget | None = None) -> None:
        super().__init__(name, hint, parent)
        self._offer = offer
        self._latest = Latest(jobs, self)
        self._choices = QStringListModel(self)
        self._completer = QCompleter(self._choices, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        self._completer.activated.connect(self.choose)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_QUIET_FOR)
        self._timer.timeout.connect(self._look)
        self.textEdited.connect(lambda _text: self._timer.start())

    def word(self) -> str:
        """Give the word that is kept, without what tells it from others."""
        return self.text().partition(_BETWEEN)[0].strip()

    def choices(self) -> list[str]:
        """Give what is offered for the words typed last."""
        return self._choices.stringList()

    def choose(self, choice: str) -> None:
        """Take one of what is offered."""
        self.setText(choice)

    def asked(self) -> str:
        """Give the words to look up."""
        return self.text().strip()

    def _look(self) -> None:
        words = self.asked()
        if not words:
            self._latest.drop()
            self._show(())
            return
        self._latest.ask(lambda: self._offer(words), self._show)

    def _show(self, found: Sequence[tuple[str, str]]) -> None:
        self._choices.setStringList([offered(word, aside) for word, aside in found])
        if found and self.hasFocus():
            self._completer.complete()
        else:
            self._completer.popup().hide()


class LookupWordsField(LookupField, WordsField):
    """Several things by their words, joined by 、; the last is looked up."""

    def asked(self) -> str:
        """Give the last word, or nothing where it is finished."""
        return self._split()[1]

    def choose(self, choice: str) -> None:
        """Put a choice in the place of the last word."""
        before, _ = self._split()
        self.setText(before + choice.partition(_BETWEEN)[0])

    def _split(self) -> tuple[str, str]:
        text = self.text()
        place = max(text.rfind(mark) for mark in "、，,；;") + 1
        return text[:place], text[place:].strip()
