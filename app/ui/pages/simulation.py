"""全年模拟: the plan's year, drawn a thousand times on the registry of today, before anything is drawn."""

from collections.abc import Callable
from typing import Any, Final

from app.services.rows.simulation import ObjectChance, OfficerLoad, QuarterSpread, SimulatedYear
from app.services.simulation import RUNS, Simulation
from app.services.simulation_case import SimulationCase, read_year
from app.ui.buttons import Button, Kind
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.ordered import OrderedTable
from app.ui.page import Page
from app.ui.pages import simulation_columns as shown
from app.ui.pages import simulation_words as said
from app.ui.pages.topic_pane import Said, Topic, TopicPane

_DOING: Final = "模拟"


class SimulationPane(TopicPane[SimulatedYear]):
    """Begins when asked; `again` stands in the title line of the page once there is something to repeat."""

    def __init__(self, page: Page, desk: Desk) -> None:
        self.objects: OrderedTable[ObjectChance] = OrderedTable(shown.OBJECTS, "检查对象", shown.OBJECT_KEYS)
        self.officers: OrderedTable[OfficerLoad] = OrderedTable(
            shown.OFFICERS, "检查人员", shown.OFFICER_KEYS
        )
        self.quarters: OrderedTable[QuarterSpread] = OrderedTable(shown.QUARTERS, "各季度", {})
        tables: tuple[OrderedTable[Any], ...] = (self.objects, self.officers, self.quarters)
        fewer = {"objects": shown.OBJECTS_SHORT}
        topics = [
            Topic(key, title, table, fewer.get(key, ()), fewer.get(key, ()))
            for (key, title), table in zip(said.TOPICS, tables, strict=True)
        ]
        super().__init__(page, desk, _DOING, topics)
        self.again = Button("换号再模拟", "refresh-cw", Kind.ACCENT)
        self.again.clicked.connect(lambda _checked=False: self.start())
        self._number = 0
        self._case: SimulationCase | None = None
        self._stale = False

    def opened(self) -> None:
        """See whether there is a plan, and whether it or the registries have changed since."""
        self._read(self._see)

    def start(self) -> None:
        """Run the year under the next number, on the registry of today."""
        self._read(self._simulate)

    def words(self) -> str:
        """Say in the foot when the figures are of yesterday's registry."""
        return f"{super().words()}；计划或名录已有变动，请再模拟" if self._stale else super().words()

    def fill(self, found: SimulatedYear) -> Said:
        """Show what was found."""
        self.objects.set_rows(found.objects)
        self.officers.set_rows(found.officers)
        self.quarters.set_rows((*found.quarters, found.whole))
        return Said(said.words(found), said.sentences(found), said.counts(found))

    def _read(self, then: Callable[[SimulationCase | None], object]) -> None:
        store, year, today = self.desk.store, self.desk.year, self.desk.today()
        self.desk.jobs.run(self, lambda _progress: read_year(store, year, today), then)

    def _see(self, case: SimulationCase | None) -> None:
        if case is None:
            self.show_empty(self._no_plan())
        elif self._case is None:
            self.show_empty(self._not_yet())
        else:
            self._stale = case != self._case
            self.told.emit(self.words())

    def _simulate(self, case: SimulationCase | None) -> None:
        if case is None:
            self.show_empty(self._no_plan())
            return
        self._case, self._stale = case, False
        self._number += 1
        self.begin(Simulation(case, self._number))

    def _not_yet(self) -> EmptyState:
        sentence = "把年度计划放在今天的名录上反复抽取，看每家有多大机会查到、每人去几次、哪个季度忙。"
        step = NextStep(
            "dices",
            f"把全年抽取模拟 {RUNS} 遍",
            "只算不记，不影响真正的抽取，随时可以停止",
            "开始模拟",
            self.start,
        )
        return EmptyState("还没有模拟", sentence, (step,))

    def _no_plan(self) -> EmptyState:
        step = NextStep(
            "calendar-range", "先拟年度计划", "模拟照计划的类别、比例和季度抽取", "去拟计划", self._to_plan
        )
        return EmptyState("还没有年度计划", "有了年度计划，拟稿也行，就能模拟全年的抽取。", (step,))

    def _to_plan(self) -> None:
        self.desk.go("plan")
