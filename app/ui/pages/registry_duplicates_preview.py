"""The preview of a merge in bulk: every change in one table, before anything is done."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QWidget

from app.services.merging_proposals import PreviewLine
from app.services.merging_review import MergeReview
from app.ui.at_hand import AtHand
from app.ui.label import paragraph
from app.ui.pages.registry_duplicates_columns import PREVIEW
from app.ui.pages.registry_duplicates_reason import MergeReason
from app.ui.surface import column
from app.ui.table import Table

_HINT = "有内容的优先于空的，新核实的优先于旧的，标签和标识合在一起；要另外选的，请回到列表逐对对照。"
_REASON: Final = next(place for place, column in enumerate(PREVIEW) if column.key == "before")
"""Why a group must wait stands here, and in the columns behind."""


class PreviewPane(QWidget):
    """Shows what a merge of many pairs would do."""

    def __init__(self) -> None:
        super().__init__()
        self._reviews: tuple[MergeReview, ...] = ()
        self._source: AtHand[PreviewLine] = AtHand()
        self.table: Table[PreviewLine] = Table(PREVIEW, "合并预览", self._source)
        self.table.picked.connect(lambda place: self._read_out(self._source.rows.get(place)))
        self.whole = paragraph("")
        self.whole.setAccessibleName("所选一行的全文")
        self.reason = MergeReason()
        layout = column(self, (0, 0, 0, 8), 8)
        layout.addWidget(paragraph(_HINT, "second"))
        layout.addWidget(self.table, 1)
        layout.addWidget(self.whole)
        layout.addWidget(self.reason)

    def show_reviews(self, reviews: Sequence[MergeReview], lines: Sequence[PreviewLine]) -> None:
        """Show these groups and their changes."""
        self._reviews = tuple(reviews)
        self.reason.begin()
        self._source.rows = dict(enumerate(lines))
        self.table.set_ids(range(len(lines)))
        self.table.clearSpans()
        for place, line in enumerate(lines):
            if line.refused:
                self.table.setSpan(place, _REASON, 1, len(PREVIEW) - _REASON)
        if lines:
            self.table.select(0)
            self._read_out(lines[0])

    def _read_out(self, line: PreviewLine | None) -> None:
        """Write a line below the table as a whole: no column is wide enough for every name and reason."""
        self.whole.setText(line.sentence if line else "")

    def reviews(self) -> list[MergeReview]:
        """Give the groups that can be merged now."""
        return [review for review in self._reviews if not review.in_the_way]

    def said(self) -> str:
        """Say how many become how many, and how many must wait."""
        able = self.reviews()
        gone = sum(len(review.sides) - 1 for review in able)
        waiting = len(self._reviews) - len(able)
        more = f"；{waiting} 组暂不能合并，已留出" if waiting else ""
        return f"{gone} 家并入 {len(able)} 家{more}"
