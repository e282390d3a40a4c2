"""The window starts fast because nothing heavy is loaded before somebody needs it (facts.md, Qt)."""

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[1]
HEAVY: Final = {
    *("alembic", "chinese_calendar", "docx", "docxtpl", "jinja2", "lxml", "openpyxl", "PIL", "pypdfium2"),
    *("pypinyin", "python_calamine", "reportlab"),
}


def _loaded_by(*modules: str) -> set[str]:
    """Give all modules that a process of its own has loaded after importing some."""
    program = f"import sys\nfor name in {modules}:\n __import__(name)\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True, timeout=60
    )
    return set(done.stdout.split())


def _modules(folder: str) -> list[str]:
    files = sorted((ROOT / folder).rglob("*.py"))
    return [".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files]


def test_no_service_loads_a_heavy_library_before_it_is_used() -> None:
    loaded = _loaded_by(*_modules("app/services"))
    assert "sqlalchemy" in loaded
    assert not loaded & HEAVY


def test_the_pages_load_no_heavy_library_before_it_is_used() -> None:
    assert not _loaded_by(*_modules("app/ui/pages"), *_modules("app/ui/wizard")) & HEAVY


def test_the_shell_paints_before_the_database_is_loaded() -> None:
    loaded = _loaded_by("main", "app.ui.application")
    assert "PySide6" in loaded
    assert not loaded & {*HEAVY, "sqlalchemy"}


def test_the_shell_paints_before_what_serves_it_is_loaded() -> None:
    late = {"app.ui.start", "app.ui.page", "concurrent.futures", "dataclasses", "datetime", "json"}
    assert not _loaded_by("PySide6.QtWidgets") & late
    assert not _loaded_by("main", "app.ui.application") & late


def test_the_command_line_answers_without_window_or_database() -> None:
    assert not _loaded_by("main", "app.cli.arguments") & {*HEAVY, "sqlalchemy", "PySide6"}


def test_the_workbench_loads_nothing_of_the_draw() -> None:
    loaded = _loaded_by("app.ui.pages.workbench")
    assert "app.services.workbench" in loaded
    assert not {name for name in loaded if name.startswith(("app.sampling", "app.services.draw"))}
