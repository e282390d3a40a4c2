"""Same content, same bytes: Office files without the time and order of their making."""

import re
import zipfile
from io import BytesIO
from typing import Final

_FIRST: Final = "[Content_Types].xml"  # readers that stream look for it before all else
_PROPERTIES: Final = "docProps/core.xml"
_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)  # the first day a zip can tell
_STAMPS: Final = re.compile(rb"<dcterms:(created|modified)\b.*?</dcterms:\1>", re.DOTALL)


def fixed_zip(office_file: bytes) -> bytes:
    """Rewrite a .docx or .xlsx with fixed dates and sorted entries, and drop the dates of making and saving.

    A paper says its own day in its text; what the file system adds only makes equal papers differ.
    """
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(office_file)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as out,
    ):
        for name in sorted(source.namelist(), key=lambda name: (name != _FIRST, name)):
            content = source.read(name)
            out.writestr(_entry(name), _STAMPS.sub(b"", content) if name == _PROPERTIES else content)
    return target.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EARLIEST)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0  # else Windows and Linux write different bytes
    return entry
