"""Which function does which subcommand; each loads only what it needs, for most need no papers."""

import argparse
from collections.abc import Callable
from datetime import datetime
from typing import Final, TypeAlias

from app.services.rows.office import Act

Command: TypeAlias = Callable[[argparse.Namespace, Act], int]
_NAME: Final = "命令行"


def _command(name: str) -> Command:
    if name in {"draw", "verify"}:
        from app.cli import records

        return {"draw": records.draw, "verify": records.verify}[name]
    if name in {"check", "backup", "restore"}:
        from app.cli import database

        return {"check": database.check, "backup": database.back_up, "restore": database.restore}[name]
    if name == "import":
        from app.cli import registry

        return registry.import_file
    if name == "version":
        from app.cli import about

        return about.version
    from app.cli import year

    return {"rehearse": year.rehearse, "annex": year.annex}[name]


def run(arguments: argparse.Namespace) -> int:
    """Do what the arguments ask and give the exit code; the clock is read here and nowhere below."""
    return _command(arguments.command)(arguments, Act(_NAME, datetime.now().astimezone()))
