"""What the start may load: the shell next to nothing, the first page nothing that writes or draws."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_shell_needs_neither_services_nor_pages() -> None:
    heavy = "('sqlalchemy', 'openpyxl', 'reportlab', 'docx', 'app.ui.book')"
    code = f"import sys, app.ui.application; print([m for m in {heavy} if m in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert ran.stdout.strip() == b"[]"


def test_the_first_page_loads_nothing_that_writes_or_draws() -> None:
    heavy = (
        "alembic",
        "app.documents",
        "app.models.schema",
        "app.services.disclosure",
        "app.services.edits",
        "app.services.preview",
        "app.services.rows.draw",
        "app.services.rows.registry",
        "app.ui.choosers",
    )
    code = "import sys, app.ui.start, app.ui.book; app.ui.book.load_page('workbench'); print(*sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, text=True)
    loaded = ran.stdout.split()
    assert "app.services.workbench" in loaded
    assert [each for each in heavy if each in loaded] == []
