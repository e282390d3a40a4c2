"""`import`: a registry file into a database, or a look at what it would do."""

import argparse

from app.cli.edge import DONE, REFUSED
from app.cli.streams import complain, say, say_json
from app.services.import_report import Registry, Report, dry_run, run
from app.services.lock import alone
from app.services.rows.office import Act


def import_file(arguments: argparse.Namespace, act: Act) -> int:
    """Import the good rows and name the others; 2 where no row is good."""
    report = _done(arguments, act)
    for sentence in report.sentences():
        complain(sentence)
    if arguments.json:
        say_json(report.json())
    if not report.has_good_rows:
        complain(f"“{report.path.name}”里没有一行可以导入，什么都没有改。")
        return REFUSED
    if not arguments.json:
        _tell(report, "会" if arguments.dry_run else "已")
    return DONE


def _done(arguments: argparse.Namespace, act: Act) -> Report:
    registry = Registry(arguments.registry)
    if arguments.dry_run:
        return dry_run(registry, arguments.file, arguments.db)
    with alone(arguments.db, act):
        return run(registry, arguments.file, arguments.db, act)


def _tell(report: Report, tense: str) -> None:
    say(
        f"“{report.path.name}”：{tense}新增 {report.new}，{tense}修改 {report.changed}，"
        f"未变 {report.unchanged}，未导入 {report.table.faulty}；跳过的行 {report.table.skipped}。"
    )
    if report.table.ignored_columns:
        say(f"没有读的列：{'、'.join(report.table.ignored_columns)}。")
