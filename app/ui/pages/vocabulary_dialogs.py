"""Renaming a word everywhere, and merging it into another; what else holds it is said before."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from app.services.edits import OwnWayBack
from app.services.rows.filters import WordRow
from app.services.vocabulary_edits import merge_word, rename_word
from app.ui.desk import Desk
from app.ui.fields import Combo, TextField
from app.ui.form_dialog import FormDialog, filled, words_of

Then = Callable[[str, str], object]
"""The word to stand on, and the sentence about what was done."""
_NAMED: Final = 4
_MERGED: Final = "合成一个词以后，用到这个词的条件会多出并进来的家数；不能撤销。"


def what_follows(found: WordRow, uses: Sequence[str]) -> str:
    """Say where else a word stands and will be changed."""
    objects = f"名录里用到它的 {found.objects} 家一并改过来，逐家记入历史。" if found.objects else ""
    more = f"等 {len(uses)} 处" if len(uses) > _NAMED else ""
    conditions = f"用到它的条件也一并改写：{'、'.join(uses[:_NAMED])}{more}。" if uses else ""
    return f"{objects}{conditions}已冻结的抽取不变；以后导入的文件写“{found.word}”的，按新词读入。"


class RenameDialog(FormDialog):
    """Asks for the new name of a word."""

    def __init__(self, parent: QWidget, desk: Desk, field: str, found: WordRow, uses: Sequence[str]) -> None:
        super().__init__(parent, desk.jobs, f"“{found.word}”改名", what_follows(found, uses), "改名")
        self._desk = desk
        self._field = field
        self._found = found
        self.name = TextField("改为")
        self.name.setText(found.word)
        self.name.selectAll()
        self.add("name", "改为", self.name, filled(self.name, "请填写新的词"))

    def begin(self, then: Then) -> None:
        """Open; `then` is told the new word."""
        store, field, old = self._desk.store, self._field, self._found.word

        def prepare() -> Callable[[], tuple[str, OwnWayBack]]:
            new, act = words_of(self.name), self._desk.act()
            return lambda: (new, rename_word(store, field, old, new, act))

        def done(answer: tuple[str, OwnWayBack]) -> None:
            new, back = answer
            self._desk.edits.did(back)
            then(new, f"“{old}”已改为“{new}”，{back.size} 家一并改过来。")

        self.ask(prepare, done)


class MergeDialog(FormDialog):
    """Asks which word of the list takes a word in."""

    def __init__(
        self,
        parent: QWidget,
        desk: Desk,
        field: str,
        found: WordRow,
        uses: Sequence[str],
        listed: Sequence[str],
    ) -> None:
        words = f"{what_follows(found, uses)}{_MERGED}"
        super().__init__(parent, desk.jobs, f"“{found.word}”并入另一个词", words, "并入")
        self._desk = desk
        self._field = field
        self._found = found
        others = [word for word in listed if word != found.word]
        self.into = Combo("并入", [*zip(others, others, strict=True)])
        self.add("into", "并入", self.into, lambda: "" if self.into.key() else "词汇表里没有别的词")

    def begin(self, then: Then) -> None:
        """Open; `then` is told the word that stays."""
        store, field, old = self._desk.store, self._field, self._found.word

        def prepare() -> Callable[[], tuple[str, int]]:
            into, act = self.into.key(), self._desk.act()
            return lambda: (into, merge_word(store, field, old, into, act))

        def done(answer: tuple[str, int]) -> None:
            into, count = answer
            then(into, f"“{old}”已并入“{into}”，{count} 家一并改过来。")

        self.ask(prepare, done)
