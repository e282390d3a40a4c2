"""The draw runs on the standard library, on nothing in it that may differ tomorrow (architecture.md)."""

import ast
import sys
from pathlib import Path

import pytest

FILES = sorted((Path(__file__).parents[2] / "app" / "sampling").glob("*.py"))
ALLOWED = {
    *(
        "app.sampling",
        "bisect",
        "cmath",
        "collections",
        "collections.abc",
        "dataclasses",
        "functools",
        "hashlib",
    ),
    *("itertools", "json", "math", "operator", "re", "typing", "unicodedata"),
}
FORBIDDEN_NAMES = {
    "open",
    "input",
    "print",
    "eval",
    "exec",
    "compile",
    "__import__",
    "hash",
    "id",
    "breakpoint",
}


def modules(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0
            found.add("app.sampling" if (node.module or "").startswith("app.sampling") else node.module or "")
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_pure_modules_are_imported(path: Path) -> None:
    assert modules(ast.parse(path.read_text(encoding="utf-8"))) <= ALLOWED


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_nothing_opens_prints_or_asks_the_machine(path: Path) -> None:
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert not calls & FORBIDDEN_NAMES


def test_what_is_allowed_belongs_to_python() -> None:
    assert {name.split(".")[0] for name in ALLOWED} - {"app"} <= set(sys.stdlib_module_names)


def test_floats_serve_speed_and_display_only() -> None:
    with_floats = {
        path.stem
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if (isinstance(node, ast.Constant) and isinstance(node.value, float))
        or (isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div))
        or (isinstance(node, ast.Name) and node.id == "float")
    }
    # draw.py sorts by rounded numbers as long as they all differ, and by the exact integers otherwise.
    assert with_floats == {"draw", "probability"}
