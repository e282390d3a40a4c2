"""One ceremony after a void one, by the services and in the order of the wizard, told step by step.

    python -m tools.ceremony_steps DATABASE DONE [STEP MOMENT NUMBER]

Works on a database with a signed plan, leaves out the first DONE steps and prints `begin N` and `confirmed N`
for each. At a moment of step STEP it prints `reached`, and waits there unless the moment is one that runs on;
it never goes beyond that step.
"""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, Final

from sqlalchemy import event

from app.core.states import Outcome, VisitState
from app.services import draw, results, visit_list, visits
from app.services.office import Store, open_store
from app.services.rows.visit import ItemResult, VisitEntry, VisitRow
from tests import stages

VOID, STANDING = 1, 2
PERIOD: Final = f"{stages.YEAR}Q1"
DIGITS: Final = {VOID: ("14142135", "17320508", "22360679"), STANDING: stages.DIGITS}
SALTS: Final = {VOID: "6b" * 32, STANDING: stages.SALT}

Step = tuple[str, Callable[[], object]]


class Moment(StrEnum):
    """Where in a step the child can be killed."""

    BEFORE = "before"
    AMONG_STATEMENTS = "among statements"
    BEFORE_COMMIT = "before the commit"
    AT_ANY_TIME = "at any time"
    IN_COMMIT = "in the commit"
    AFTER_COMMIT = "after the commit"


RUNNING_ON: Final = (Moment.AT_ANY_TIME, Moment.IN_COMMIT)


def _enter(store: Store, visit_id: int) -> None:
    detail = visit_list.visit_detail(store, visit_id)
    found = {item.item: ItemResult(Outcome.CLEAN) for item in detail.items if not item.struck_reason}
    day = stages.act("2024-02-20")
    results.enter(store, visit_id, VisitEntry(day.day, found), day)


def _visits(store: Store) -> list[VisitRow]:
    return sorted(visit_list.list_visits(store, stages.YEAR, PERIOD), key=lambda row: row.id)


def steps(store: Store) -> Iterator[Step]:
    """Give the steps in order; each is one transaction, and depends on no clock and no chance.

    Which they are does not change by doing them, so that a child can begin at any of them.
    """
    day, later, end = (stages.act(text) for text in ("2024-01-30", "2024-02-02", "2024-04-08"))
    yield "freeze", lambda: stages.freeze(store, salt=SALTS[VOID])
    yield "seed", lambda: draw.take_digits(store, VOID, DIGITS[VOID], day)
    yield "void", lambda: draw.void(store, VOID, "见证人未到", "郑例衡", day)
    yield "freeze again", lambda: stages.freeze(store, salt=SALTS[STANDING])
    yield "seed", lambda: draw.take_digits(store, STANDING, DIGITS[STANDING], day)
    yield "draw", lambda: draw.perform(store, STANDING, day)
    yield "open visits", lambda: visits.open_visits(store, STANDING, day)
    first, second, *_ = _visits(store)
    yield "strike", lambda: visits.strike(store, first.id, "关闭", b"", later)
    yield "substitute", lambda: visits.substitute(store, second.id, 1, "回避", "王例正", later)
    for row in _visits(store):
        if row.state != VisitState.CANCELLED:
            yield "visit", partial(_enter, store, row.id)
    yield "reveal", lambda: draw.reveal(store, STANDING, end)
    yield "reveal void", lambda: draw.reveal(store, VOID, end)


def is_write(statement: str) -> bool:
    """Tell whether a statement of SQL changes something."""
    return statement.startswith(("INSERT", "UPDATE", "DELETE"))


class _Watch:
    """Says when the child has come to a moment of one step."""

    def __init__(self, store: Store, step: int, moment: Moment, number: int) -> None:
        self._step, self._moment, self._number = step, moment, number
        self._now, self._writes = -1, 0
        event.listen(store.engine, "before_cursor_execute", self._on_statement)
        event.listen(store.engine, "commit", lambda _: self.at(Moment.BEFORE_COMMIT, Moment.IN_COMMIT))

    def begin(self, step: int) -> None:
        self._now, self._writes = step, 0
        self.at(Moment.BEFORE, Moment.AT_ANY_TIME)

    def _on_statement(self, _connection: object, _cursor: object, statement: str, *_others: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event signature
        self._writes += is_write(statement)
        if self._writes == self._number:
            self.at(Moment.AMONG_STATEMENTS)

    def at(self, *moments: Moment) -> None:
        if self._now != self._step or self._moment not in moments:
            return
        print("reached", flush=True)
        if self._moment not in RUNNING_ON:
            sys.stdin.read()


def perform(database: Path, done: int, step: int, moment: Moment, number: int) -> None:
    """Go through the steps that are left."""
    with closing(open_store(database)) as store:
        watch = _Watch(store, step, moment, number)
        for place, (_, act) in enumerate(steps(store)):
            if place < done:
                continue
            print(f"begin {place}", flush=True)
            watch.begin(place)
            act()
            watch.at(Moment.AFTER_COMMIT)
            print(f"confirmed {place}", flush=True)
            if place == step:
                sys.stdin.read()


if __name__ == "__main__":
    _, path, first, at, word, which = (*sys.argv, "-1", Moment.BEFORE, "0")[:6]
    perform(Path(path), int(first), int(at), Moment(word), int(which))
