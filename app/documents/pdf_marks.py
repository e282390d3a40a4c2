"""What a reader compares by eye or by phone: hexadecimal digests in groups of four, and QR codes."""

from collections.abc import Sequence

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel
from reportlab.pdfgen.canvas import Canvas

from app.documents.fonts import Face
from app.documents.pdf_page import Paper, draw_text
from app.documents.styles import Align


def in_fours(digits: str) -> tuple[str, ...]:
    """Cut digits or hexadecimal characters into groups of four; the last may be shorter."""
    return tuple(digits[start : start + 4] for start in range(0, len(digits), 4))


def spaced(digits: str) -> str:
    """Write digits in groups of four."""
    return " ".join(in_fours(digits))


def place_groups(paper: Paper, digits: str, columns: int, width: float, size: float, leading: float) -> None:
    """Set a digest from the cursor down as a grid of groups, `columns` a line, `width` points in all."""
    groups = in_fours(digits)
    for start in range(0, len(groups), columns):
        paper.cursor -= leading
        draw_groups(
            paper.canvas,
            groups[start : start + columns],
            paper.sheet.left,
            width / columns,
            paper.cursor + leading / 2,
            size,
        )


def draw_groups(
    canvas: Canvas, groups: Sequence[str], left: float, step: float, middle: float, size: float
) -> None:
    """Print groups side by side, each `step` points from the one before."""
    for number, group in enumerate(groups):
        draw_text(canvas, group, Face.BLACK, size, Align.LEFT, left + number * step, step, middle)


def draw_qr(canvas: Canvas, text: str, left: float, top: float, side: float) -> None:
    """Print a QR code of `side` points without a quiet zone: the paper around it is white."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    modules = code.modules
    unit = side / len(modules)
    path = canvas.beginPath()
    for row, dark in enumerate(modules):
        for column, is_dark in enumerate(dark):
            if is_dark:
                path.rect(left + column * unit, top - (row + 1) * unit, unit, unit)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(path, stroke=0, fill=1)
