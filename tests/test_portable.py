"""The office runs Windows: the program calls nothing that only POSIX has."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
POSIX_MODULES = {"fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"}
POSIX_NAMES = {
    "os": {
        "chown",
        "fork",
        "forkpty",
        "getgid",
        "getuid",
        "geteuid",
        "killpg",
        "mkfifo",
        "nice",
        "setsid",
        "symlink",
    },
    "signal": {"SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "SIGALRM", "alarm", "pause"},
    "time": {"tzset"},
}
SOURCES = [*sorted((ROOT / "app").rglob("*.py")), ROOT / "main.py"]


def _posix_only(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in POSIX_MODULES)
        elif isinstance(node, ast.ImportFrom) and node.module:
            if node.module in POSIX_MODULES:
                yield node.module
            names = POSIX_NAMES.get(node.module, set())
            yield from (name.name for name in node.names if name.name in names)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield from _posix_attribute(node.value.id, node.attr)


def _posix_attribute(module: str, name: str) -> Iterator[str]:
    if name in POSIX_NAMES.get(module, set()):
        yield f"{module}.{name}"


def _opens_without_encoding(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in {"read_text", "write_text"} and not any(word.arg == "encoding" for word in node.keywords):
            yield node.lineno


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_program_calls_nothing_that_windows_lacks(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert list(_posix_only(tree)) == []
    assert list(_opens_without_encoding(tree)) == []


def test_the_check_finds_what_it_looks_for() -> None:
    bad = "import fcntl\nfrom os import fork\nos.setsid()\nsignal.SIGKILL\npath.read_text()\n"
    tree = ast.parse(bad)
    assert sorted(_posix_only(tree)) == ["fcntl", "fork", "os.setsid", "signal.SIGKILL"]
    assert list(_opens_without_encoding(tree)) == [5]
