import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from app.core.errors import UserError
from app.ui.jobs import Jobs
from app.ui.pdf_pages import PdfPages
from app.ui.preview import Preview
from app.ui.printing import paint, print_to
from tests.ui.pdfs import mixed_pdf

SCREEN = 100
LESS_THAN = 0.5


LEAVES = """
from pathlib import Path
from tempfile import TemporaryDirectory
folder = TemporaryDirectory()  # its finalizer, like the database's, is older than any document's
from PySide6.QtWidgets import QApplication
from app.ui.jobs import Jobs
from app.ui.preview import Preview
from tests.ui.pdfs import mixed_pdf

app = QApplication([])
jobs = Jobs()
preview = Preview(jobs)
preview.show()
preview.show_document("公告", mixed_pdf(), Path(folder.name))
paper = preview._sheets._papers[0]
while paper._picture is None:
    app.processEvents()
jobs.close()
print("left")
"""


def pdf_printer(place: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(place))
    return printer


def grey(picture: QImage) -> bytes:
    plain = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = bytes(plain.constBits())
    return b"".join(
        lines[row * plain.bytesPerLine() : row * plain.bytesPerLine() + plain.width()]
        for row in range(plain.height())
    )


def mean(picture: QImage) -> float:
    return sum(grey(picture)) / (picture.width() * picture.height())


def scatter(one: QImage, other: QImage) -> float:
    pairs = zip(grey(one), grey(other), strict=True)
    return sum(abs(a - b) for a, b in pairs) / (one.width() * one.height())


def test_pages_printed_to_a_file_are_the_saved_pages(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    saved = mixed_pdf()
    preview = Preview(jobs)
    qtbot.addWidget(preview)
    preview.show_document("公告", saved, tmp_path)
    place = tmp_path / "printed.pdf"
    done: list[None] = []

    preview.print_on(pdf_printer(place), done.append)

    qtbot.waitUntil(lambda: bool(done), timeout=20_000)
    printed, original = PdfPages(place.read_bytes()), PdfPages(saved)
    assert len(printed.sizes) == len(original.sizes) == 3
    for ours, theirs in zip(printed.sizes, original.sizes, strict=True):
        assert ours == theirs
    for number in range(3):
        ours_drawn, theirs_drawn = printed.render(number, SCREEN), original.render(number, SCREEN)
        assert ours_drawn.size() == theirs_drawn.size()
        assert scatter(ours_drawn, theirs_drawn) < LESS_THAN


@pytest.mark.usefixtures("qtbot")
def test_painted_pages_are_the_saved_pages(tmp_path: Path) -> None:
    place = tmp_path / "painted.pdf"
    paint(pdf_printer(place), mixed_pdf())
    printed, original = PdfPages(place.read_bytes()), PdfPages(mixed_pdf())
    assert len(printed.sizes) == len(original.sizes) == 3
    for number, (ours, theirs) in enumerate(zip(printed.sizes, original.sizes, strict=True)):
        assert ours.width == pytest.approx(theirs.width, abs=1)
        assert ours.height == pytest.approx(theirs.height, abs=1)
        ours_drawn, theirs_drawn = printed.render(number, SCREEN), original.render(number, SCREEN)
        assert abs(mean(ours_drawn) - mean(theirs_drawn)) < LESS_THAN
        assert scatter(ours_drawn, theirs_drawn) < 2 * LESS_THAN  # edges of letters are smoothed elsewhere


@pytest.mark.usefixtures("qtbot")
def test_pages_are_not_kept_as_jpeg(tmp_path: Path) -> None:
    place = tmp_path / "printed.pdf"
    paint(pdf_printer(place), mixed_pdf())
    assert b"DCTDecode" not in place.read_bytes()


@pytest.mark.usefixtures("qtbot")
@pytest.mark.parametrize("way", [print_to, paint])
def test_only_the_pages_asked_for_are_printed(tmp_path: Path, way: Callable[[QPrinter, bytes], None]) -> None:
    place = tmp_path / "printed.pdf"
    printer = pdf_printer(place)
    printer.setFromTo(2, 2)
    way(printer, mixed_pdf())
    pages = PdfPages(place.read_bytes())
    assert [size.is_landscape() for size in pages.sizes] == [True]


@pytest.mark.usefixtures("qtbot")
@pytest.mark.qt_log_ignore("QPainter::begin")
def test_printer_that_does_not_answer_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="打印机没有响应"):
        paint(pdf_printer(tmp_path / "no-such-folder" / "printed.pdf"), mixed_pdf())


@pytest.mark.usefixtures("qtbot")
def test_a_file_that_cannot_be_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="不能写入"):
        print_to(pdf_printer(tmp_path / "no-such-folder" / "printed.pdf"), mixed_pdf())


def test_damaged_pdf_is_refused_with_a_sentence() -> None:
    with pytest.raises(UserError, match="不是完整的 PDF"):
        PdfPages(b"%PDF-1.7 cut off")


def test_preview_tells_the_page_and_paints_on_white(qtbot: QtBot, jobs: Jobs, tmp_path: Path) -> None:
    preview = Preview(jobs)
    qtbot.addWidget(preview)
    preview.resize(500, 700)
    preview.show()
    preview.show_document("公告", mixed_pdf(), tmp_path)
    paper = preview._sheets._papers[0]

    qtbot.waitUntil(lambda: paper._picture is not None)

    assert preview._page.text() == "1 / 3 页"
    assert paper.width() <= preview.width()
    assert paper._picture is not None
    assert paper._picture.pixelColor(2, 2) == Qt.GlobalColor.white


def test_a_program_that_ends_over_a_preview_leaves_no_document_open() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LEAVES],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout == "left\n"
    assert "open" not in done.stderr


def test_saved_pdf_is_the_very_bytes_shown(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "公告.pdf"
    monkeypatch.setattr("app.ui.choosers.save_file", lambda *given: given[-1](place))
    preview = Preview(jobs)
    qtbot.addWidget(preview)
    preview.show_document("公告", mixed_pdf(), tmp_path)

    preview.save_pdf()

    qtbot.waitUntil(lambda: place.exists() and place.read_bytes() == mixed_pdf())
