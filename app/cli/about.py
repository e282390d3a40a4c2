"""`version`: what runs here, read from what is installed; nothing is imported for it."""

import argparse
import platform
import sqlite3
from importlib import metadata

from app import __version__
from app.cli.edge import DONE
from app.cli.streams import say
from app.services.rows.office import Act


def _installed(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "没有安装"


def version(_arguments: argparse.Namespace, _act: Act) -> int:
    """Say the versions of the program, Python, Qt and SQLite."""
    say(f"双随机抽查台 {__version__}")
    say(f"Python {platform.python_version()}")
    say(f"Qt {_installed('PySide6_Essentials')}")
    say(f"SQLite {sqlite3.sqlite_version}")
    return DONE
