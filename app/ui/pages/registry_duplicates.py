"""疑似重复: pairs found in the registry, looked at side by side, merged one by one or many at once."""

from collections.abc import Collection, Sequence
from functools import partial
from typing import Final

from PySide6.QtWidgets import QStackedWidget

from app.services.duplicates_distinct import take_marks_away
from app.services.edits import OBJECTS, Edit, Undoable
from app.services.merging import merge_objects
from app.services.merging_proposals import PreviewLine, preview, proposals
from app.services.merging_review import MergeReview
from app.services.rows.duplicates import LikelyPair
from app.services.rows.merging import MergedCount
from app.ui import choosers
from app.ui.actions import install
from app.ui.buttons import Button, Kind, turn_off
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.page import FORM_FOOT, Foot
from app.ui.pages.registry_duplicates_apart import ApartPane
from app.ui.pages.registry_duplicates_compare import ComparePane
from app.ui.pages.registry_duplicates_dialog import DistinctDialog
from app.ui.pages.registry_duplicates_pairs import PairsPane
from app.ui.pages.registry_duplicates_preview import PreviewPane
from app.ui.pages.registry_task_page import TaskPage
from app.ui.pages.registry_undo import Undoing
from app.ui.tokens import Tone

KEY: Final = "duplicates"
TITLE: Final = "疑似重复"
_SUBTITLE: Final = "名称、信用代码或地点相近的检查对象，合并前请逐对核实"
_MERGE: Final = "合并检查对象"


class DuplicatesTask(TaskPage):
    """The list, and in front of it the comparison of a pair or the preview of a merge in bulk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(TITLE)
        self._desk = desk
        self._among: Collection[int] | None = None
        self._current: LikelyPair | None = None
        self._own = False
        self._stale = False
        self.title_line.set_subtitle(_SUBTITLE, desk.locked())
        self.pairs = PairsPane(desk, TITLE)
        self.pairs.again.clicked.connect(lambda _checked=False: self.pairs.search(self._among))
        install("refresh", self.pairs, self.pairs.again.click)
        self.pairs.marked.clicked.connect(lambda _checked=False: self._show_apart())
        self.pairs.opened.connect(self._open)
        self.pairs.changed.connect(self._say)
        self.compare = ComparePane()
        self.preview = PreviewPane()
        self.apart = ApartPane(desk)
        self.apart.changed.connect(self._say)
        self._stack = QStackedWidget()
        for widget in (self.pairs, self.compare, self.preview, self.apart):
            self._stack.addWidget(widget)
        self.body.addWidget(self._stack, 1)
        self._lay_foot()
        self._undoing = Undoing(self, desk)
        install("undo", self, lambda: self._undoing.undo(OBJECTS))
        install("redo", self, lambda: self._undoing.redo(OBJECTS))
        desk.changed.connect(self._written)
        self.first = self.pairs.table
        self._say()

    def look_among(self, ids: Collection[int]) -> None:
        """Search only for pairs with one of these objects (those an import brought)."""
        self._among = ids
        self.title_line.set_subtitle(f"刚导入的 {len(ids)} 家里，与名录库或彼此相近的", self._desk.locked())
        self.pairs.search(ids)

    def take_focus(self) -> None:
        """Search as the page comes to the front."""
        if not self.pairs.has_searched():
            self.pairs.search(self._among)
        super().take_focus()

    def opened(self) -> None:
        """Search again where something was written elsewhere meanwhile."""
        if self._stale:
            self._stale = False
            self.pairs.search(self._among)

    def leave(self) -> None:
        """Go back from the comparison to the list, from the list to the registry."""
        if self._listed():
            super().leave()
        else:
            self.ask_to_leave(self._to_list)

    def unsaved(self) -> str:
        """Name the comparison in front while values chosen in it are not merged."""
        review = self.compare.review
        is_chosen = self._stack.currentWidget() is self.compare and review is not None and review.is_chosen()
        return "对照" if is_chosen else ""

    def set_density(self, density: Density) -> None:
        """Leave out what can be spared where there is little room."""
        super().set_density(density)
        if hasattr(self, "pairs"):
            self.pairs.set_density(density)

    def _lay_foot(self) -> None:
        self.foot = Foot(FORM_FOOT, "base")
        self.back = Button("返回名录", "arrow-left")
        self.back.clicked.connect(lambda _checked=False: self.leave())
        self.distinct = Button("不是同一家")
        self.distinct.clicked.connect(lambda _checked=False: self._ask_distinct())
        self.open = Button("对照")
        self.open.clicked.connect(lambda _checked=False: self._open(self.pairs.current()))
        self.act = Button("合并所选", kind=Kind.ACCENT)
        self.act.clicked.connect(lambda _checked=False: self._act())
        for button in (self.back, self.distinct, self.open, self.act):
            self.foot.add(button)
        self.set_foot(self.foot)

    def _listed(self) -> bool:
        return self._stack.currentWidget() is self.pairs

    def _say(self) -> None:
        """Say how far things are, and let only that be pressed that can be done here."""
        listed, front = self._listed(), self._stack.currentWidget()
        if listed:
            self.foot.words.setText(self.pairs.said())
        elif front is self.apart:
            self.foot.words.setText(self.apart.said())
        current, ticked = self.pairs.current(), self.pairs.ticked()
        self.back.set_words("返回名录" if listed else "返回列表")
        self.open.setVisible(listed)
        self.open.setEnabled(current is not None)
        self.distinct.setVisible(front in (self.pairs, self.compare))
        self.distinct.setEnabled(front is self.compare or bool(ticked) or current is not None)
        self.act.set_words("合并所选" if listed else "取消标记" if front is self.apart else "合并")
        able = ticked if listed else self.apart.ticked() if front is self.apart else self._mergeable()
        self.act.setEnabled(bool(able))
        for button in (self.distinct, self.act):
            turn_off(button, self._desk.locked())

    def _mergeable(self) -> list[MergeReview]:
        """Give the groups in front that can be merged now."""
        if self._stack.currentWidget() is self.preview:
            return self.preview.reviews()
        review = self.compare.review
        return [review] if review is not None and not review.in_the_way else []

    def _to_list(self) -> None:
        self._current = None
        self.banners.clear()
        self._stack.setCurrentWidget(self.pairs)
        self._say()
        self.pairs.table.setFocus()

    def _open(self, pair: LikelyPair | None) -> None:
        if pair is not None:
            work = partial(proposals, self._desk.store, [pair.ids])
            self._desk.jobs.run(self, lambda _progress: work(), partial(self._compare, pair))

    def _compare(self, pair: LikelyPair, found: Sequence[MergeReview]) -> None:
        if not found:
            self.pairs.drop([pair])
            self.banners.show_banner(Tone.AMBER, "这一对里有对象已经不在名录里，不再列出。")
            return
        self._current = pair
        self.banners.clear()
        self.compare.show_review(found[0])
        self._stack.setCurrentWidget(self.compare)
        if found[0].in_the_way:
            self.banners.show_banner(Tone.AMBER, f"{found[0].in_the_way}。")
        self._say()
        self.foot.words.setText("，".join(pair.reasons))
        self.compare.take_focus()

    def _foresee(self, found: tuple[Sequence[MergeReview], Sequence[PreviewLine]]) -> None:
        self.banners.clear()
        self.preview.show_reviews(*found)
        self._stack.setCurrentWidget(self.preview)
        self._say()
        self.foot.words.setText(self.preview.said())
        self.preview.table.setFocus()

    def _show_apart(self) -> None:
        self.banners.clear()
        self.apart.reload()
        self._stack.setCurrentWidget(self.apart)
        self._say()
        self.apart.table.setFocus()

    def _take_marks_away(self) -> None:
        ids = self.apart.ticked()
        work = partial(take_marks_away, self._desk.store, ids, self._desk.act())

        def done(edit: Edit) -> None:
            self._to_list()
            self.pairs.search(self._among)
            self._keep(edit, f"{len(ids)} 对取消标记", "已重新查找。")

        self._desk.jobs.run(self, lambda _progress: work(), done, doing="正在取消标记")

    def _act(self) -> None:
        if self._stack.currentWidget() is self.apart:
            self._take_marks_away()
            return
        if self._listed():
            store, pairs = self._desk.store, [pair.ids for pair in self.pairs.ticked()]

            def work() -> tuple[Sequence[MergeReview], Sequence[PreviewLine]]:
                reviews = proposals(store, pairs)
                return reviews, preview(reviews)

            self._desk.jobs.run(self, lambda _progress: work(), self._foresee, doing="正在预览")
            return
        reviews = self._mergeable()
        pane = self.preview if self._stack.currentWidget() is self.preview else self.compare
        reason = pane.reason.words()
        self.banners.clear()
        if not reason:
            self.banners.show_banner(Tone.RED, "请写明合并理由。")
            pane.reason.field.setFocus()
            return
        choosers.confirm(self, _MERGE, _told(reviews), "合并", partial(self._merge, reviews, reason))

    def _merge(self, reviews: Sequence[MergeReview], reason: str) -> None:
        groups = [review.group() for review in reviews]
        gone = {key for group in groups for key in group.gone}
        work = partial(merge_objects, self._desk.store, groups, reason, self._desk.act())

        def merged(done: tuple[MergedCount, Undoable]) -> None:
            count, back = done
            self._to_list()
            self.pairs.forget(gone)
            sentence = f"移来 {count.moved} 条记录，改动 {count.changed} 项。"
            self._keep(back, f"{count.gone} 家并入 {count.stayed} 家", sentence)

        self._desk.jobs.run(self, lambda _progress: work(), merged, doing="正在合并检查对象")

    def _ask_distinct(self) -> None:
        current = self._current or self.pairs.current()
        ticked = self.pairs.ticked() if self._listed() else []
        pairs = ticked or ([current] if current else [])
        if pairs:
            DistinctDialog(self, self._desk, pairs, self._marked).begin()

    def _marked(self, pairs: Sequence[LikelyPair], edit: Edit) -> None:
        self._to_list()
        self.pairs.drop(pairs)
        self._keep(edit, f"{len(pairs)} 对标为不是同一家", "以后查找疑似重复时不再列出。")

    def _keep(self, edit: Undoable, head: str, sentence: str) -> None:
        self._desk.edits.did(edit)
        self.banners.show_banner(Tone.GREEN, sentence, head, (self._undoing.button(OBJECTS),))
        self._own = True
        self._desk.written()
        self._own = False

    def _written(self) -> None:
        """Search again after what was not done here, a merge taken back above all; not before it is seen."""
        if self._own or not self.pairs.has_searched():
            return
        if self.isVisible():
            self.pairs.search(self._among)
        else:
            self._stale = True


def _told(reviews: Sequence[MergeReview]) -> str:
    """Say what will happen, of one group by name."""
    if len(reviews) > 1:
        gone = sum(len(review.sides) - 1 for review in reviews)
        return f"{gone} 家将并入 {len(reviews)} 家，改动如表中所列。合并之后可以一次撤销。"
    [review] = reviews
    sides = {side.id: side for side in review.sides}
    stays = sides.pop(review.stay)
    names = "、".join(f"“{side.fields.name}”（{side.code}）" for side in sides.values())
    return (
        f"{names}将并入“{stays.fields.name}”（{stays.code}）：检查任务、检查记录、处罚、回避和变更记录都归到"
        "保留的一家；并入的编号不再使用，仍可以查到。"
    )
