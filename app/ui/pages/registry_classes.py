"""监管类别建议: whose class differs from the rule, why, and the one act that changes them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial

from app.core.class_rule import CLASSES, ORDINARY
from app.services.class_suggestions import apply_classes, class_ids, class_moves, class_rows
from app.services.edits import OBJECTS
from app.services.rows.classes import ClassMove, ClassRow
from app.ui import choosers
from app.ui.buttons import Kind
from app.ui.chips import Filter
from app.ui.columns import Cell, Column
from app.ui.desk import Desk
from app.ui.pages.registry_ticked import Chosen, Found, TickedPlan, TickedTask

KEY = "classes"
TITLE = "监管类别建议"
_ARROW = " → "
_RULE = "按上年处罚、信用、督办、风险、投诉和许可算出，与名录不同的列在这里"
_COLUMNS: tuple[Column[ClassRow], ...] = (
    Column("code", "编号", 84, lambda found: found.code),
    Column("name", "名称", 272, lambda found: found.name),
    Column("town", "所在地", 112, lambda found: found.town),
    Column("move", "现在 → 建议", 116, lambda found: Cell(_move(found), bold=found.suggested != ORDINARY)),
    Column("reasons", "理由", 0, lambda found: found.reasons),
)


def _move(found: ClassRow) -> str:
    return f"{found.now}{_ARROW}{found.suggested}"


def _asked(chosen: Chosen) -> list[ClassMove]:
    pairs = (words.split("（")[0].split(_ARROW) for words in chosen.get("move", ()))
    return [(now, then) for now, then in pairs]


class ClassesTask(TickedTask[ClassRow]):
    """Nothing is ticked at first: the bureau may have reasons of its own to leave a class as it is."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            TickedPlan(
                registry=OBJECTS,
                title=TITLE,
                subtitle=_RULE,
                unit="家与规则不同",
                columns=_COLUMNS,
                spare=("town",),
                filters=(Filter("move", "现在 → 建议", later=True),),
                find=lambda chosen: Found(class_ids(desk.store, _asked(chosen), desk.today())),
                rows=self._read,
                nothing=("监管类别都与规则相符", "名录、处罚、信用或投诉有变动以后再来看。"),
            ),
        )
        self.add_act("按建议调整", Kind.ACCENT, self._ask)
        desk.changed.connect(self._count)

    def take_focus(self) -> None:
        """Count the moves, as the page comes to the front."""
        super().take_focus()
        self._count()

    def _count(self) -> None:
        store, day = self._desk.store, self._desk.today()
        self._desk.jobs.run(self, lambda _progress: class_moves(store, day), self._offer)

    def _read(self, ids: Sequence[int]) -> Sequence[ClassRow | None]:
        found = class_rows(self._desk.store, ids, self._desk.today())
        return [found.get(row_id) for row_id in ids]

    def _offer(self, moves: Mapping[ClassMove, int]) -> None:
        ordered = sorted(moves, key=lambda move: (CLASSES.index(move[1]), move[0]), reverse=True)
        words = [f"{now}{_ARROW}{then}（{moves[now, then]} 家）" for now, then in ordered]
        chosen = _asked(self.chips.values())
        self.chips.set_choices("move", words)
        if chosen:  # the same moves, whose counts may have changed
            kept = (told for told, move in zip(words, ordered, strict=True) if move in chosen)
            self.chips.set_values("move", tuple(kept))
            self.reload()

    def _ask(self) -> None:
        """Say how many objects become what before anything is changed."""
        ids = self.ticked()
        store, day = self._desk.store, self._desk.today()

        def count() -> Counter[str]:
            return Counter(
                _move(found)
                for first in range(0, len(ids), 500)
                for found in class_rows(store, ids[first : first + 500], day).values()
            )

        def ask(counts: Counter[str]) -> None:
            told = "；".join(f"{move} {count} 家" for move, count in sorted(counts.items()))
            words = f"{told}。变更记录写明规则的理由；从下一次冻结起按新的类别，已冻结的名单不变。"
            choosers.confirm(self, "调整监管类别", words, "按建议调整", partial(self._apply, ids))

        self._desk.jobs.run(self, lambda _progress: count(), ask)

    def _apply(self, ids: Sequence[int]) -> None:
        store, act = self._desk.store, self._desk.act()
        work = partial(apply_classes, store, ids, act)
        self._desk.jobs.run(self, lambda _progress: work(), self.finished, doing="正在调整监管类别")
