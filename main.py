"""双随机抽查台: without a subcommand the window, with one the command line (interfaces.md)."""

import gc
import sys
from collections.abc import Sequence

from app.cli.arguments import parse
from app.cli.edge import guarded
from app.cli.streams import use_utf8, use_utf8_names


def _work(argv: Sequence[str]) -> int:
    arguments = parse(argv)
    if arguments.command is None:
        gc.disable()  # while the window starts: nothing that it loads is waste
        from app.ui.application import run as open_window  # noqa: PLC0415 - Qt for the window only

        return open_window(arguments.db)
    from app.cli.commands import run  # noqa: PLC0415 - the window paints before it loads the database

    return run(arguments)


def main(argv: Sequence[str]) -> int:
    """Do what the arguments ask and give the exit code."""
    use_utf8()
    return guarded(lambda: _work(argv))


if __name__ == "__main__":
    use_utf8_names()
    sys.exit(main(sys.argv[1:]))
