"""The templates that came with the program are those its tool makes."""

import zipfile
from io import BytesIO

from app.core.paths import resources
from tools.make_templates import templates


def parts(template: bytes) -> dict[str, bytes]:
    """Give the parts unpacked: another zlib may pack the same text into other bytes."""
    with zipfile.ZipFile(BytesIO(template)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_committed_templates_are_up_to_date() -> None:
    for name, content in templates().items():
        committed = (resources() / "templates" / name).read_bytes()
        assert parts(committed) == parts(content), f"run tools.make_templates: {name}"
