"""Where a draw stands, read from the database in one go, and the steps that follow from it."""

from dataclasses import dataclass
from enum import IntEnum

from app.core.periods import REHEARSAL, period_of
from app.core.states import DrawState
from app.services.draw_view import draw_view, standing_draw
from app.services.draw_year import draw_progress
from app.services.occasions import preview as read_preview
from app.services.office import Store
from app.services.rows.draw import DrawPreview, DrawView
from app.services.rows.draw_year import DrawProgress
from app.services.rows.office import Act
from app.services.rows.terms import Terms
from app.services.terms import read_terms
from app.ui.stepper import Step, StepState
from app.ui.wizard.drawn import Drawn, drawn_by
from app.ui.wizard.words import announced, moment_words

_ROLE_WORDS = ("零", "一", "两", "三", "四", "五", "六", "七", "八", "九")


class Place(IntEnum):
    """The eight steps in their order."""

    PERIOD = 0
    ITEMS = 1
    FREEZE = 2
    DIGITS = 3
    RESULT = 4
    STAFF = 5
    RECORD = 6
    VISITS = 7


_TITLES = ("选择时段", "逐项核对", "冻结名单", "现场数字", "抽取结果", "派员", "抽取记录", "生成任务")


@dataclass(frozen=True, slots=True)
class Standing:
    """An occasion's draw: the preview before freezing, else the frozen draw and its visits."""

    period: str
    title: str
    preview: DrawPreview | None
    view: DrawView | None
    progress: DrawProgress
    terms: Terms

    @property
    def drawn(self) -> Drawn:
        """Give the words for what is drawn."""
        return drawn_by(period_of(self.period).kind)

    @property
    def attempt(self) -> int:
        """Which attempt at the occasion this is."""
        if self.view is not None:
            return self.view.attempt
        return self.preview.attempt if self.preview is not None else 1


def read_standing(store: Store, period: str, act: Act) -> Standing:
    """Read where an occasion's draw stands; UserError where the plan is not signed."""
    draw_id = standing_draw(store, period)
    if draw_id is None:
        preview = read_preview(store, period, act)
        terms = read_terms(store, period)
        return Standing(period, preview.title, preview, None, DrawProgress(), terms)
    view = draw_view(store, draw_id)
    return Standing(period, view.title, None, view, draw_progress(store, draw_id), Terms())


def resumed(standing: Standing) -> Place:
    """Give the step at which a draw goes on."""
    if standing.view is None:
        return Place.ITEMS
    if standing.progress.opened:
        return Place.VISITS
    return Place.FREEZE if standing.view.state == DrawState.FROZEN else Place.RESULT


def steps_of(
    standing: Standing | None, at: Place, furthest: Place, walking: str, *, brief: bool
) -> tuple[Step, ...]:
    """Give the list at the left; `walking` tells of 逐项核对, `brief` details the current step alone."""
    details = _details(standing, at, walking)
    if brief:
        details = {at: details.get(at, "")}
    titles = (*_TITLES[:-1], standing.drawn.closing if standing is not None else _TITLES[-1])
    return tuple(
        _step(title, _state(Place(place), at, furthest), details.get(Place(place), ""))
        for place, title in enumerate(titles)
    )


def _step(title: str, state: StepState, detail: str) -> Step:
    """Give a step; one that was not reached has nothing to tell."""
    return Step(title, state, "" if state is StepState.OPEN else detail)


def _state(place: Place, at: Place, furthest: Place) -> StepState:
    if place is at:
        return StepState.CURRENT
    return StepState.DONE if place <= furthest else StepState.OPEN


def _details(standing: Standing | None, at: Place, walking: str) -> dict[Place, str]:
    if standing is None:
        return {}
    details = {Place.PERIOD: standing.title.removesuffix(f"（{REHEARSAL}）"), Place.ITEMS: walking}
    view, preview, drawn = standing.view, standing.preview, standing.drawn
    if preview is not None and at > Place.ITEMS:
        details[Place.ITEMS] = f"{len(preview.strata)} {drawn.count}，{preview.total} {drawn.turns}"
    if view is None:
        return details
    total = sum(count.quota for count in view.counts)
    details[Place.ITEMS] = f"{len(view.counts)} {drawn.count}，{total} {drawn.turns}"
    details[Place.FREEZE] = moment_words(view.frozen_at)
    if view.digits:
        length = sum(map(len, view.digits))
        details[Place.DIGITS] = f"{_ROLE_WORDS[len(view.digits)]}方 {length} 位数字"
    if view.result_digest:
        details[Place.RESULT] = f"抽中 {announced(view)} {drawn.turns}"
        staffed = "人员不足" if view.shortage else f"检查 {len(view.teams)} 次"
        details[Place.STAFF] = "本次不派" if drawn.companions else staffed
    if standing.progress.opened:
        details[Place.VISITS] = f"{standing.progress.opened} 次"
    return details
