"""`rehearse`: a whole year without a screen; `annex` is not built yet."""

import argparse
from collections.abc import Iterable, Mapping
from typing import Any, Final, NoReturn

from app.cli.edge import DONE
from app.cli.streams import complain, say, say_json
from app.core import paths
from app.core.errors import UserError
from app.services.lock import alone
from app.services.rehearse import rehearse as live_through
from app.services.rows.office import Act

_DATABASE: Final = "演练.db"
_NOT_BUILT: Final = "这个版本还不能读取抽查事项清单原件（{what}），演练用随程序附带的 2024 年清单。"


def annex(_arguments: argparse.Namespace, _act: Act) -> NoReturn:
    """Refuse: item lists are read from the program's own form only."""
    raise UserError(_NOT_BUILT.format(what="annex"))


def rehearse(arguments: argparse.Namespace, act: Act) -> int:
    """Live through a year; its clock is the rehearsal's own, so that the same input gives the same bytes."""
    if arguments.annex is not None:
        raise UserError(_NOT_BUILT.format(what="--annex"))
    demo = paths.resources() / "demo"
    db = arguments.db or arguments.out / _DATABASE
    with alone(db, act):
        made = live_through(
            arguments.out,
            db,
            arguments.objects or demo / "objects.xlsx",
            arguments.inspectors or demo / "inspectors.xlsx",
            arguments.year,
            complain if arguments.json else say,
        )
    if arguments.json:
        say_json(made)
    else:
        _tell(made, arguments)
    return DONE


def _printed(row: Mapping[str, Any]) -> str:
    """Say what the annex prints for a row beside what was computed."""
    if row["printed_row"] is not None:
        return f"全项印约 {row['printed_row']}"
    if row["printed"] is None:
        return "印发时未定数"
    about = "约 " if row["printed_approx"] else ""
    return f"印发 {about}{row['printed']}，{'相符' if row['printed'] == row['computed'] else '不符'}"


def _tell_rows(rows: Iterable[Mapping[str, Any]]) -> None:
    say("印发数与计算数")
    for row in rows:
        each = f"每期 {row['per_period']} × {row['periods']} 期"
        sums = f"家数 {row['population']}，{each}，全年 {row['computed']}（{_printed(row)}）"
        say(f"  {row['number']:<4} {row['stratum']}：{sums}")


def _tell(made: Mapping[str, Any], arguments: argparse.Namespace) -> None:
    _tell_rows(made["rows"])
    for drawn in made["draws"]:
        say(
            f"{drawn['period']} 第 {drawn['attempt']} 次：抽中 {drawn['picks']} 家次，"
            f"合并为 {drawn['visits']} 次检查、{drawn['seats']} 人次，"
            f"结果校验码 {drawn['result_digest'][:16]}…"
        )
    say(
        f"{made['items']} 个事项、{made['strata']} 个类别；"
        f"完成检查 {made['visits']} 次（其中联合检查 {made['joint_visits']} 次），"
        f"已公开 {made['disclosed']}，不予公开 {made['withheld']}，事项覆盖 {made['coverage']}。"
    )
    say(f"{len(made['files'])} 个文件在“{arguments.out}”，共用 {sum(made['seconds'].values()):.1f} 秒。")
