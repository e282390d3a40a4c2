"""Which function does which subcommand."""

import argparse
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from app.cli import about, database, records, registry, year
from app.services.rows.office import Act

_NAME: Final = "命令行"

_COMMANDS: Final[Mapping[str, Callable[[argparse.Namespace, Act], int]]] = {
    "rehearse": year.rehearse,
    "annex": year.annex,
    "import": registry.import_file,
    "draw": records.draw,
    "verify": records.verify,
    "check": database.check,
    "backup": database.back_up,
    "restore": database.restore,
    "version": about.version,
}


def run(arguments: argparse.Namespace) -> int:
    """Do what the arguments ask and give the exit code; the clock is read here and nowhere below."""
    return _COMMANDS[arguments.command](arguments, Act(_NAME, datetime.now().astimezone()))
