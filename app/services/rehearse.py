"""A whole year without a screen: import, plan, four draws, visits, results, disclosure, papers."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import select

from app.core.errors import DamagedError, UserError, reason_of
from app.core.periods import period_id, quarter_end
from app.core.states import FindingState, ObjectState, Outcome, VisitState
from app.core.whole_file import write_whole
from app.models.database import Store, create_store, open_store
from app.models.office import Setting
from app.models.registry import InspectionObject
from app.sampling import verify_package
from app.services import (
    backup,
    catalogue,
    disclosure,
    draw,
    draw_papers,
    import_people,
    imports,
    packages,
    plan,
    plan_papers,
    results,
    statistics,
    visit_list,
    visits,
)
from app.services import rehearsal_script as script
from app.services.office import save_office
from app.services.rehearsal_summary import summary
from app.services.rows.states import StateChange
from app.services.rows.visit import VisitEntry, VisitRow
from app.services.state_changes import change_states

_KEY: Final = "rehearsal"
_RUNNING: Final = "running"
_QUARTERS: Final = (1, 2, 3, 4)


@dataclass(slots=True)
class _Year:
    """What one rehearsal works on: the database, the folder of papers, the clock of its steps."""

    store: Store
    out: Path
    year: int
    say: Callable[[str], None]
    files: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    packages: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        start = time.perf_counter()
        yield
        self.seconds[name] = round(self.seconds.get(name, 0.0) + time.perf_counter() - start, 3)
        self.say(f"{name}　{time.perf_counter() - start:.1f} 秒")

    def keep(self, name: str, data: bytes) -> None:
        path = self.out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
        self.files.append(name)


def _mark(store: Store, state: str) -> None:
    with store.writing() as session:
        session.merge(Setting(key=_KEY, value=state))


def is_unfinished(path: Path) -> bool:
    """Tell whether a database holds a rehearsal that did not end, or nothing at all."""
    store = open_store(path, read_only=True)
    try:
        with store.reading() as session:
            setting = session.get(Setting, _KEY)
            if setting is not None:
                return setting.value == _RUNNING
            empty = session.scalars(select(Setting.key)).first() is None
            return empty and session.scalars(select(InspectionObject.id)).first() is None
    finally:
        store.close()


def _require_free(path: Path) -> None:
    if path.exists() and not is_unfinished(path):
        raise UserError(f"“{path}”里已有数据，演练不会覆盖它。请换一个文件夹，或先移走这个文件。")


def _fresh_store(path: Path) -> Store:
    if path.exists():
        path.unlink()
        shutil.rmtree(backup.folder_of(path), ignore_errors=True)
    store = create_store(path)
    _mark(store, _RUNNING)
    return store


def _registries(year: _Year, objects: Path, inspectors: Path) -> None:
    day = date(year.year, 1, 8)
    save_office(year.store, script.office(year.year), script.act(day, 9))
    catalogue.install_catalogue(year.store, catalogue.shipped_catalogue(), script.act(day, 9, 5))
    catalogue.read_catalogue(year.store, year.year)
    imports.import_objects(year.store, objects, script.act(day, 9, 10))
    import_people.import_inspectors(year.store, inspectors, script.act(day, 9, 20))


def _plan(year: _Year) -> int:
    drafted, submitted, signed = (date(year.year, 1, day) for day in (18, 19, 26))
    number = f"示环发〔{year.year}〕3号"
    plan_id = plan.draft(year.store, year.year, script.act(drafted, 9))
    view = plan.plan_view(year.store, plan_id)
    populations = {line.stratum: line.population for line in view.lines}
    for check in view.open_questions:
        if check.state == "待填":
            reference = f"示环办〔{year.year}〕1号年度监管工作方案"
            count = min(1, populations[check.stratum])
            plan.override(year.store, plan_id, check.stratum, count, reference, script.act(drafted, 10))
        else:
            plan.answer(year.store, plan_id, check.key, "按此理解执行", script.act(drafted, 10))
    plan.submit(year.store, plan_id, script.REVIEWER, script.act(submitted, 9))
    plan.sign(year.store, plan_id, number, signed, script.HEAD, script.act(signed, 9))
    plan.report(year.store, plan_id, "示例市生态环境局", signed, number, script.act(signed, 10))
    plan.publish(year.store, plan_id, script.PLATFORM, signed, script.act(signed, 15))
    return plan_id


def _plan_papers(year: _Year, plan_id: int) -> None:
    year.keep(f"{year.year}年度计划.pdf", plan_papers.plan_pdf(year.store, plan_id))
    year.keep(f"{year.year}年度计划.xlsx", plan_papers.plan_xlsx(year.store, plan_id))


def _draw(year: _Year, quarter: int) -> int:
    period, day = period_id(year.year, quarter), script.draw_day(year.year, quarter)
    secrets = script.salt(period), script.alias_secret(period)
    draw_id = draw.freeze(year.store, period, *secrets, script.act(day, 9, 8))
    draw.take_digits(year.store, draw_id, script.digits(quarter), script.act(day, 9, 26))
    draw.perform(year.store, draw_id, script.act(day, 9, 31))
    visits.open_visits(year.store, draw_id, script.act(day, 9, 40))
    return draw_id


def _enter(year: _Year, row: VisitRow, day: date) -> None:
    detail = visit_list.visit_detail(year.store, row.id)
    entered = {
        item.item: script.outcome(row.period, row.code, item.item)
        for item in detail.items
        if not item.struck_reason
    }
    results.enter(year.store, row.id, VisitEntry(day, entered, "演练"), script.act(day, 16))
    if any(result.outcome == Outcome.CLOSED for result in entered.values()):
        object_id = detail.row.object_id
        change = StateChange(ObjectState.CLOSED, day, "现场检查发现已关闭（演练）")
        change_states(year.store, [object_id], change, script.act(day, 16, 30))


def _pending(year: _Year, period: str) -> list[VisitRow]:
    return [
        row for row in visit_list.list_visits(year.store, year.year, period) if row.state == VisitState.DUE
    ]


def _visit(year: _Year, quarter: int) -> None:
    """Make every visit of a quarter, those that strikes open as well."""
    period = period_id(year.year, quarter)
    days = script.workdays(
        script.next_workday(script.draw_day(year.year, quarter)),
        quarter_end(year.year, quarter),
    )
    first = _pending(year, period)
    for place, row in enumerate(first):
        _enter(year, row, script.visit_day(days, place, len(first)))
    while later := _pending(year, period):
        for row in later:
            _enter(year, row, days[-1])


def _review(year: _Year, quarter: int) -> None:
    period = period_id(year.year, quarter)
    done = [
        row
        for row in visit_list.list_visits(year.store, year.year, period)
        if row.finding_state == FindingState.REVIEWING
    ]
    kept_back = script.withheld(period, [row.code for row in done])
    for row in done:
        ended = row.finished_on or row.due_on
        reviewed = script.act(script.next_workday(ended), 10, by=script.REVIEWER)
        if row.code == kept_back:
            results.withhold(year.store, row.id, "涉及国家安全（演练）", reviewed)
        else:
            results.approve(year.store, row.id, reviewed)


def _disclose(year: _Year, quarter: int) -> None:
    period = period_id(year.year, quarter)
    ready = sorted(
        (
            row
            for row in visit_list.list_visits(year.store, year.year, period)
            if row.finding_state == FindingState.READY and row.finished_on
        ),
        key=lambda row: (row.finished_on or row.due_on, row.code),
    )
    size = -(-len(ready) // script.BATCHES)
    for batch in range(0, len(ready), max(size, 1)):
        chosen = ready[batch : batch + size]
        day = script.next_workday(max(row.finished_on or row.due_on for row in chosen), 2)
        number = f"示环公〔{year.year}〕{(quarter - 1) * script.BATCHES + batch // size + 1}号"
        ids = [row.id for row in chosen]
        notice = disclosure.make_notice(year.store, ids, number, script.act(day, 9))
        year.keep(
            f"{period}/公告{disclosure.batch_word(batch // size + 1)}.docx",
            disclosure.notice_docx(year.store, notice),
        )
        disclosure.mark_published(year.store, ids, day, script.PLATFORM, script.act(day, 15))


def _draw_papers(year: _Year, quarter: int, draw_id: int) -> None:
    period = period_id(year.year, quarter)
    year.keep(f"{period}/冻结单.pdf", draw_papers.freeze_sheet_pdf(year.store, draw_id))
    year.keep(f"{period}/抽取记录.pdf", draw_papers.draw_record_pdf(year.store, draw_id))


def _package(year: _Year, quarter: int, draw_id: int) -> None:
    period = period_id(year.year, quarter)
    last = script.next_workday(quarter_end(year.year, quarter), 5)
    draw.reveal(year.store, draw_id, script.act(last, 9))
    files = packages.draw_package(year.store, draw_id)
    verification = verify_package(files)
    if not verification.ok:
        raise DamagedError(f"{period} 的公开包没有通过复核：{verification.json()}")
    year.packages[period] = f"{period}/公开包.zip"
    year.keep(year.packages[period], packages.zipped(files))


def _require_readable(objects: Path, inspectors: Path, year_number: int) -> None:
    """Refuse what cannot be rehearsed before anything is made."""
    known = catalogue.year_of(catalogue.shipped_catalogue())
    if year_number != known:
        raise UserError(f"没有 {year_number} 年的抽查事项清单，只能演练 {known} 年。")
    imports.plan_objects(None, objects)
    import_people.plan_inspectors(None, inspectors)


def rehearse(
    out: Path, db: Path, objects: Path, inspectors: Path, year_number: int, say: Callable[[str], None]
) -> dict[str, object]:
    """Live through a year and give the JSON of interfaces.md; every paper goes into ``out``.

    ``say`` is told each step and its seconds. UserError where ``db`` holds anything but an unfinished
    rehearsal.
    """
    _require_readable(objects, inspectors, year_number)
    _require_free(db)
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"不能建立文件夹“{out}”：{reason_of(error)}。请换一个文件夹。") from error
    year = _Year(_fresh_store(db), out, year_number, say)
    try:
        with year.step("导入名录和事项清单"):
            _registries(year, objects, inspectors)
        with year.step("年度计划"):
            plan_id = _plan(year)
        with year.step("计划文件"):
            _plan_papers(year, plan_id)
        for quarter in _QUARTERS:
            with year.step(f"第{'一二三四'[quarter - 1]}季度抽取"):
                draw_id = _draw(year, quarter)
            with year.step(f"第{'一二三四'[quarter - 1]}季度文件"):
                _draw_papers(year, quarter, draw_id)  # signed on the day of the draw
            with year.step(f"第{'一二三四'[quarter - 1]}季度检查、公开"):
                _visit(year, quarter)
                _review(year, quarter)
                _disclose(year, quarter)
            with year.step(f"第{'一二三四'[quarter - 1]}季度文件"):
                _package(year, quarter, draw_id)
        with year.step("年度统计"):
            year.keep(f"{year_number}年度统计表.xlsx", statistics.year_xlsx(year.store, year_number))
        _mark(year.store, "done")
        shutil.rmtree(backup.folder_of(db), ignore_errors=True)
        return summary(year.store, year_number, year.packages, year.files, year.seconds)
    except OSError as error:
        raise UserError(f"写入“{out}”时出错：{reason_of(error)}。请检查权限和磁盘空间。") from error
    finally:
        year.store.close()
