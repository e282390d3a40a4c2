"""The manual cannot drift: its keys are those of the program, its pictures exist."""

import re
from pathlib import Path

from app.ui.actions import COMMANDS, PAGES, spoken

ROOT = Path(__file__).resolve().parents[1]
MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_key_of_the_manual_is_a_key_of_the_program() -> None:
    table = MANUAL.split("## 八、常用按键", maxsplit=1)[1].split("## 九", maxsplit=1)[0]
    keys = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")][1:]
    known = {spoken(command.shortcut) for command in COMMANDS}
    assert set(keys) - {"Alt+1 … Alt+9"} <= known
    assert [command.shortcut for command in PAGES] == [f"Alt+{number}" for number in range(1, 10)]


def test_every_picture_is_there() -> None:
    for text, folder in ((MANUAL, ROOT / "docs"), (README, ROOT)):
        for picture in re.findall(r"!\[[^]]*\]\(([^)]+)\)", text):
            assert (folder / picture).is_file(), picture


def test_every_page_of_the_rail_has_its_section() -> None:
    for page in PAGES:
        assert page.text in MANUAL
