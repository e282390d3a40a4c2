"""公平检验: all draws of the year beside what chance alone gives, for whoever doubts them."""

from typing import Any, Final

from app.services.evidence import EvidenceCase, EvidenceTrials, read_evidence
from app.services.rows.evidence import (
    AttemptRow,
    ClerkRow,
    Evidence,
    Meeting,
    OfficerFairness,
    StratumFairness,
)
from app.ui.desk import Desk
from app.ui.empty import EmptyState, NextStep
from app.ui.jobs import Lane
from app.ui.ordered import OrderedTable
from app.ui.page import Page
from app.ui.pages import evidence_columns as shown
from app.ui.pages import evidence_words as said
from app.ui.pages.topic_pane import Said, Topic, TopicPane

_DOING: Final = "检验"


class EvidencePane(TopicPane[Evidence]):
    """Works when it is first seen, and again when the draw log has grown."""

    def __init__(self, page: Page, desk: Desk) -> None:
        self.strata: OrderedTable[StratumFairness] = OrderedTable(shown.STRATA, "抽查类别", shown.STRATA_KEYS)
        self.officers: OrderedTable[OfficerFairness] = OrderedTable(
            shown.OFFICERS, "检查人员", shown.OFFICER_KEYS
        )
        self.meetings: OrderedTable[Meeting] = OrderedTable(shown.MEETINGS, "重复组合", shown.MEETING_KEYS)
        self.attempts: OrderedTable[AttemptRow] = OrderedTable(shown.ATTEMPTS, "重抽", {})
        self.clerks: OrderedTable[ClerkRow] = OrderedTable(shown.CLERKS, "剔除、换人", shown.CLERK_KEYS)
        tables: tuple[OrderedTable[Any], ...] = (
            self.strata,
            self.officers,
            self.meetings,
            self.attempts,
            self.clerks,
        )
        short = {"strata": shown.STRATA_SHORT, "attempts": shown.ATTEMPTS_SHORT}
        compact = {"strata": shown.STRATA_COMPACT, "attempts": shown.ATTEMPTS_COMPACT}
        topics = [
            Topic(key, title, table, short.get(key, ()), compact.get(key, ()))
            for (key, title), table in zip(said.TOPICS, tables, strict=True)
        ]
        super().__init__(page, desk, _DOING, topics)
        self._head = ""

    def opened(self) -> None:
        """Read the draws, and work where there are new ones."""
        store, year = self.desk.store, self.desk.year
        self.desk.jobs.run(self, lambda _progress: read_evidence(store, year), self._read)

    def _read(self, case: EvidenceCase) -> None:
        if not case.attempts:
            self._head = ""
            self.show_empty(self._nothing_yet())
            return
        if case.head == self._head:
            return
        self._head = case.head
        self.desk.jobs.run(
            self, lambda _progress: EvidenceTrials(case), self.begin, lane=Lane.OTHER, doing="正在检验"
        )

    def fill(self, found: Evidence) -> Said:
        """Show what was found."""
        self.strata.set_rows(found.strata)
        self.officers.set_rows(found.officers)
        self.meetings.set_rows(found.meetings)
        self.attempts.set_rows(found.attempts)
        self.clerks.set_rows(found.clerks)
        return Said(said.words(found), said.sentences(found), said.counts(found))

    def _nothing_yet(self) -> EmptyState:
        step = NextStep(
            "dices",
            "先做一次抽取",
            "抽取之后，这里检验抽到谁、派了谁是不是与随机一致",
            "去抽取",
            self._to_draw,
        )
        return EmptyState(
            "还没有抽取", "公平检验把全年的抽取与成千次模拟的抽取相比，偏离大的标出来。", (step,)
        )

    def _to_draw(self) -> None:
        self.desk.go("draw")
