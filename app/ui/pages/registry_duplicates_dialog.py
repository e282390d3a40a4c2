"""不是同一家: asks why pairs are two, and keeps that."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.services.duplicates_distinct import mark_distinct
from app.services.edits import Edit
from app.services.rows.duplicates import LikelyPair
from app.ui.desk import Desk
from app.ui.fields import TextField
from app.ui.form_dialog import FormDialog, filled, words_of

Then = Callable[[Sequence[LikelyPair], Edit], object]


class DistinctDialog(FormDialog):
    """Names the pair, or counts the pairs."""

    def __init__(self, parent: QWidget, desk: Desk, pairs: Sequence[LikelyPair], then: Then) -> None:
        words = f"{_told(pairs)}，以后查找疑似重复时不再列出。"
        super().__init__(parent, desk.jobs, "不是同一家", words, "标为不是同一家")
        self._desk = desk
        self._pairs = pairs
        self._then = then
        self.reason = TextField("理由", "例如：两个厂区，各有排污许可证")
        self.add("reason", "理由", self.reason, filled(self.reason, "请写明理由"))

    def begin(self) -> None:
        """Open."""

        def prepare() -> Callable[[], Edit]:
            ids = [pair.ids for pair in self._pairs]
            return partial(mark_distinct, self._desk.store, ids, words_of(self.reason), self._desk.act())

        self.ask(prepare, partial(self._then, self._pairs))


def _told(pairs: Sequence[LikelyPair]) -> str:
    if len(pairs) > 1:
        return f"所选 {len(pairs)} 对都不是同一家"
    [pair] = pairs
    return f"{pair.first.name}（{pair.first.code}）与{pair.second.name}（{pair.second.code}）不是同一家"
