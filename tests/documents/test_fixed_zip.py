"""The same content gives the same bytes whenever and in whatever order it was packed."""

import zipfile
from io import BytesIO

from app.documents.fixed_zip import fixed_zip

CORE = (
    b'<cp:coreProperties xmlns:cp="c" xmlns:dcterms="t">'
    b'<dcterms:created xsi:type="x">2024-01-01</dcterms:created>'
    b"%b<dc:title>kept</dc:title></cp:coreProperties>"
)
MODIFIED = b"<dcterms:modified>%b</dcterms:modified>"


def packed(parts: dict[str, bytes], year: int) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as out:
        for name, content in parts.items():
            out.writestr(zipfile.ZipInfo(name, (year, 1, 1, 0, 0, 0)), content)
    return target.getvalue()


def test_order_and_time_of_packing_leave_no_trace() -> None:
    parts = {"word/document.xml": b"<a/>", "[Content_Types].xml": b"<b/>", "_rels/.rels": b"<c/>"}
    backwards = dict(reversed(parts.items()))
    fixed = fixed_zip(packed(parts, 2023))
    assert fixed == fixed_zip(packed(backwards, 2024))
    with zipfile.ZipFile(BytesIO(fixed)) as file:
        assert file.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
        assert {name: file.read(name) for name in file.namelist()} == parts


def test_dates_of_saving_are_dropped_and_other_properties_stay() -> None:
    files = [
        packed({"docProps/core.xml": CORE % (MODIFIED % day)}, 2024) for day in (b"2024-02-01", b"2024-02-02")
    ]
    first, second = (fixed_zip(file) for file in files)
    assert first == second
    with zipfile.ZipFile(BytesIO(first)) as file:
        core = file.read("docProps/core.xml")
    assert b"2024" not in core
    assert b"<dc:title>kept</dc:title>" in core
