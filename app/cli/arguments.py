"""The arguments of interfaces.md; whatever is wrong with them is told in one Chinese sentence."""

import argparse
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, NoReturn

from app.cli.help import HELP, WINDOW
from app.core.errors import UserError

_REQUIRED = r"the following arguments are required: (?P<what>.*)"
_UNKNOWN = r"unrecognized arguments: (?P<what>.*)"
_CHOICE = r"argument (?P<where>.*?): invalid choice: (?P<what>.*?) \(choose from (?P<choices>.*)\)"
_NO_VALUE = r"argument (?P<what>.*?): expected .*"
_VALUE = r"argument (?P<what>.*?): ignored explicit argument .*"
_OWN = r"argument (?P<where>.*?): (?P<what>.*)"
_TOLD: Final[Sequence[tuple[str, str]]] = (
    (_REQUIRED, "缺少 {what}"),
    (_UNKNOWN, "不认识 {what}"),
    (_CHOICE, "{where} 不能是 {what}，可以是 {choices}"),
    (_NO_VALUE, "{what} 后面要写一个值"),
    (_VALUE, "{what} 后面不写值"),
    (_OWN, "{where}：{what}"),
)
"""argparse's own words, which no setting translates (compiled only when needed), and what is said instead."""


class _Parser(argparse.ArgumentParser):
    """A parser that speaks Chinese: its help is written by hand, its faults are UserErrors."""

    def __init__(self, *, text: str, prog: str = "main.py") -> None:
        super().__init__(prog=prog, add_help=False, allow_abbrev=False)
        self._text = text
        self.add_argument("-h", "--help", action="help")

    def format_help(self) -> str:
        return self._text

    def error(self, message: str) -> NoReturn:
        for pattern, sentence in _TOLD:
            if found := re.fullmatch(pattern, message):
                told = sentence.format_map(found.groupdict()).replace("'", "").replace(", ", "、")
                raise UserError(f"{told}。用 {self.prog} --help 看用法。")
        raise UserError(f"命令写得不对。用 {self.prog} --help 看用法。")


def _path(text: str) -> Path:
    if not text.strip():
        raise argparse.ArgumentTypeError("这里要写文件或文件夹的名称，不能是空的")
    return Path(text)


def _year(text: str) -> int:
    if re.fullmatch("20[0-9]{2}", text) is None:
        raise argparse.ArgumentTypeError(f"年份应为四位数字，例如 2024，不能是“{text}”")
    return int(text)


def _database(parser: _Parser) -> None:
    parser.add_argument("--db", type=_path, required=True)


def _json(parser: _Parser) -> None:
    parser.add_argument("--json", action="store_true")


def _rehearse(parser: _Parser) -> None:
    parser.add_argument("--out", type=_path, required=True)
    parser.add_argument("--db", type=_path, default=argparse.SUPPRESS)
    for name in ("--annex", "--objects", "--inspectors"):
        parser.add_argument(name, type=_path)
    parser.add_argument("--year", type=_year, default=2024)
    _json(parser)


def _annex(parser: _Parser) -> None:
    parser.add_argument("file", metavar="清单文件", type=_path)
    _json(parser)


def _import(parser: _Parser) -> None:
    parser.add_argument("registry", metavar="名录种类", choices=("objects", "inspectors"))
    parser.add_argument("file", metavar="名录文件", type=_path)
    _database(parser)
    parser.add_argument("--dry-run", action="store_true")
    _json(parser)


def _draw(parser: _Parser) -> None:
    parser.add_argument("file", metavar="冻结名单", type=_path)
    parser.add_argument("--digits", action="append", required=True)
    parser.add_argument("--salt", default="-")
    parser.add_argument("--struck", action="append", default=[])
    _json(parser)


def _verify(parser: _Parser) -> None:
    parser.add_argument("package", metavar="公开包", type=_path)
    _json(parser)


def _check(parser: _Parser) -> None:
    _database(parser)
    parser.add_argument("--reindex", action="store_true")
    _json(parser)


def _backup(parser: _Parser) -> None:
    _database(parser)
    parser.add_argument("--to", type=_path, required=True)


def _restore(parser: _Parser) -> None:
    parser.add_argument("--from", dest="source", type=_path, required=True)
    _database(parser)
    parser.add_argument("--yes", action="store_true")


def _version(_parser: _Parser) -> None:
    """Take no arguments."""


_SUBCOMMANDS: Final[Mapping[str, Callable[[_Parser], None]]] = {
    "rehearse": _rehearse,
    "annex": _annex,
    "import": _import,
    "draw": _draw,
    "verify": _verify,
    "check": _check,
    "backup": _backup,
    "restore": _restore,
    "version": _version,
}


def _plainly_window(argv: Sequence[str]) -> bool:
    """Tell where no subcommand can be meant: the window need not wait until all are described."""
    return not argv or (len(argv) == 2 and argv[0] == "--db")  # noqa: PLR2004 - a flag and its value


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """Read the arguments; ``command`` is None for the window. UserError where wrong, SystemExit for help."""
    parser = _Parser(text=WINDOW)
    parser.add_argument("--db", type=_path)
    commands = parser.add_subparsers(dest="command", metavar="命令")
    for name, describe in () if _plainly_window(argv) else _SUBCOMMANDS.items():
        describe(commands.add_parser(name, text=HELP[name], prog=f"main.py {name}"))
    return parser.parse_args(argv)
