"""What the plan's page sends to a printer is what it saves, page by page.

A printer that writes PDF is given the very file, so the driven test compares equal bytes: it proves the way
from the page to the printer, not the painting. What is painted on paper is held apart below.
"""

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import plan, plan_papers
from app.ui.jobs import Jobs
from app.ui.pages.plan import PlanPage
from app.ui.pdf_pages import PdfPages
from app.ui.preview_window import PreviewWindow
from app.ui.printing import paint
from tests.ui import office
from tests.ui.driving import LONG, desk_of, shown

DOTS = 100
EDGES = 4  # a picture of 300 dots an inch is smoothed once more at 100; measured 0.6 to 3.2
LESS_THAN = 0.5  # of 255


def pdf_printer(place: Path) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(place))
    return printer


def grey(picture: QImage) -> bytes:
    plain = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    lines, step = bytes(plain.constBits()), plain.bytesPerLine()
    return b"".join(lines[top * step : top * step + plain.width()] for top in range(plain.height()))


def difference(one: QImage, other: QImage) -> float:
    """The mean over all pixels of how far the two greys are apart."""
    pairs = zip(grey(one), grey(other), strict=True)
    return sum(abs(a - b) for a, b in pairs) / (one.width() * one.height())


def test_the_printed_plan_is_the_saved_plan(
    qtbot: QtBot, jobs: Jobs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed_to, saved_to = tmp_path / "printed.pdf", tmp_path / "saved.pdf"

    def printer_of_the_test(*given: object) -> None:
        then = given[-1]
        assert callable(then)
        then(pdf_printer(printed_to))

    def place_of_the_test(*given: Callable[[Path], object]) -> None:
        given[-1](saved_to)

    monkeypatch.setattr("app.ui.preview.ask_printer", printer_of_the_test)
    monkeypatch.setattr("app.ui.choosers.save_file", place_of_the_test)
    page = shown(qtbot, PlanPage(desk_of(office.planned(tmp_path / "示例.db"), jobs, "2024-03-06")))
    qtbot.waitUntil(lambda: page.view is not None, timeout=LONG)

    page._print.click()
    qtbot.waitUntil(lambda: page.findChild(PreviewWindow) is not None, timeout=LONG)
    window = page.findChild(PreviewWindow)
    assert window is not None
    window.preview._save.click()
    window.preview._print.click()

    qtbot.waitUntil(lambda: complete(printed_to) and complete(saved_to), timeout=60_000)
    printed, saved = PdfPages(printed_to.read_bytes()), PdfPages(saved_to.read_bytes())
    assert len(printed.sizes) == len(saved.sizes) > 3
    assert {size.is_landscape() for size in saved.sizes} == {True, False}
    for ours, theirs in zip(printed.sizes, saved.sizes, strict=True):
        assert (ours.width, ours.height) == pytest.approx((theirs.width, theirs.height), abs=1)
    for number in range(len(saved.sizes)):
        ours_drawn, theirs_drawn = printed.render(number, DOTS), saved.render(number, DOTS)
        assert ours_drawn.size() == theirs_drawn.size()
        assert difference(ours_drawn, theirs_drawn) < LESS_THAN, number


@pytest.fixture(scope="module")
def painted(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> tuple[PdfPages, PdfPages]:
    """The plan as painted for a printer of paper, and as saved."""
    assert qapp is not None
    folder = tmp_path_factory.mktemp("paper")
    with closing(office.planned(folder / "示例.db")) as store:
        view = plan.newest_view(store, 2024)
        assert view is not None
        saved = plan_papers.plan_pdf(store, view.id)
    paint(pdf_printer(folder / "painted.pdf"), saved)
    return PdfPages((folder / "painted.pdf").read_bytes()), PdfPages(saved)


def test_the_painted_plan_has_the_pages_and_the_paper_of_the_saved_one(
    painted: tuple[PdfPages, PdfPages],
) -> None:
    paper, saved = painted
    assert len(paper.sizes) == len(saved.sizes)
    for ours, theirs in zip(paper.sizes, saved.sizes, strict=True):
        assert (ours.width, ours.height) == pytest.approx((theirs.width, theirs.height), abs=1)


def test_the_painted_plan_differs_at_the_edges_of_letters_only(painted: tuple[PdfPages, PdfPages]) -> None:
    paper, saved = painted
    apart = [
        difference(paper.render(number, DOTS), saved.render(number, DOTS))
        for number in range(len(saved.sizes))
    ]
    assert max(apart) < EDGES, apart


def complete(place: Path) -> bool:
    return place.exists() and place.read_bytes().rstrip().endswith(b"%%EOF")
