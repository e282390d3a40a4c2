"""`check`, `backup` and `restore`: the one file in which everything is."""

import argparse

from app.cli.edge import DONE, WRONG
from app.cli.streams import complain, say, say_json
from app.services import backup
from app.services.check import check_database, reindex
from app.services.lock import alone
from app.services.rows.office import Act


def check(arguments: argparse.Namespace, act: Act) -> int:
    """Check a database; 1 where something in it is wrong. Only the index of the search can be made anew."""
    if arguments.reindex:
        with alone(arguments.db, act):
            reindex(arguments.db)
    found = check_database(arguments.db)
    if arguments.json:
        say_json(found.json())
    if found.fault is None:
        if not arguments.json:
            say(
                f"“{arguments.db.name}”完好：文件、操作记录和 {found.entries} 条抽取存证前后相接，"
                f"{found.draws} 次抽取重算的结果都与保存的相同。"
            )
        return DONE
    where, message = found.fault
    complain(f"“{arguments.db.name}”有问题。{where}：{message.rstrip('。')}。")
    return WRONG


def back_up(arguments: argparse.Namespace, act: Act) -> int:
    """Copy a database into a folder, also while it is in use."""
    made = backup.back_up(arguments.db, arguments.to, act.at)
    say(f"已备份到“{made}”。")
    return DONE


def restore(arguments: argparse.Namespace, act: Act) -> int:
    """Put a backup in the place of a database, which no window may have open."""
    with alone(arguments.db, act):
        backup.restore(arguments.source, arguments.db, replace=arguments.yes)
    say(f"已用“{arguments.source}”恢复“{arguments.db}”。")
    return DONE
