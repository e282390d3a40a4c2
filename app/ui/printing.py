"""Sends a PDF to a printer page by page, each on paper of its own size and side."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from app.core.errors import UserError, reason_of
from app.core.whole_file import write_whole
from app.ui.pdf_pages import PageSize, PdfPages

_DOTS_PER_INCH = 300


def layout_of(size: PageSize) -> QPageLayout:
    """Give the paper for a page: the size upright, its side told apart, no margins (the page has its own)."""
    short, long = sorted((size.width, size.height))
    side = QPageLayout.Orientation.Landscape if size.is_landscape() else QPageLayout.Orientation.Portrait
    paper = QPageSize(QSizeF(short, long), QPageSize.Unit.Point, "", QPageSize.SizeMatchPolicy.FuzzyMatch)
    return QPageLayout(paper, side, QMarginsF(0, 0, 0, 0))


def print_to(
    printer: QPrinter, data: bytes, told: Callable[[int, int], object] = lambda _done, _all: None
) -> None:
    """Print all pages of a PDF, or those that the printer was told (from–to); `told` hears how far it is.

    A printer that writes PDF gets the pages themselves: letters stay letters.
    """
    if printer.outputFormat() is QPrinter.OutputFormat.PdfFormat:
        _keep(printer, data)
    else:
        paint(printer, data, told)


def _wanted(printer: QPrinter, pages: PdfPages) -> range:
    first = max(printer.fromPage(), 1) - 1
    last = printer.toPage() or len(pages.sizes)
    return range(first, min(last, len(pages.sizes)))


def _keep(printer: QPrinter, data: bytes) -> None:
    pages = PdfPages(data)
    wanted = _wanted(printer, pages)
    kept = data if len(wanted) == len(pages.sizes) else pages.extract(wanted)
    place = Path(printer.outputFileName())
    try:
        write_whole(place, kept)
    except OSError as error:
        raise UserError(
            f"不能写入“{place}”：{reason_of(error)}，没有打印。请换一个文件夹再试一次。"
        ) from error


def paint(
    printer: QPrinter, data: bytes, told: Callable[[int, int], object] = lambda _done, _all: None
) -> None:
    """Print on paper: pictures of 300 dots an inch, never as JPEG, so that letters keep clean edges."""
    pages = PdfPages(data)
    wanted = _wanted(printer, pages)
    painter = QPainter()
    try:
        for done, number in enumerate(wanted):
            printer.setFullPage(True)
            printer.setPageLayout(layout_of(pages.sizes[number]))
            begun = printer.newPage() if painter.isActive() else painter.begin(printer)
            if not begun:
                raise UserError("打印机没有响应，没有打印。请看打印机是否打开、文件是否被占用，再试一次。")
            painter.setRenderHint(QPainter.RenderHint.LosslessImageRendering)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            paper = printer.pageLayout().fullRectPixels(printer.resolution())
            painter.drawImage(QRectF(paper), _plain(pages.render(number, _DOTS_PER_INCH)))
            told(done + 1, len(wanted))
    finally:
        if painter.isActive():
            painter.end()


def _plain(picture: QImage) -> QImage:
    """Spare two thirds of the ink channels where a page has no colour."""
    return picture.convertToFormat(QImage.Format.Format_Grayscale8) if picture.allGray() else picture


def ask_printer(parent: QWidget, title: str, pages: int, then: Callable[[QPrinter], object]) -> None:
    """Open the system's print dialog; `then` gets the printer that was chosen."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("打印")
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)

    def finished(result: int) -> None:
        dialog.deleteLater()
        if result == QDialog.DialogCode.Accepted.value:
            then(printer)

    dialog.finished.connect(finished)
    QDialog.open(dialog)  # the print dialog's own open asks for a slot by name
