"""A PDF of upright and lying pages, made on the spot."""

from io import BytesIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas


def mixed_pdf() -> bytes:
    """Give three pages, A4 upright, A4 lying, A4 upright, with lines and words as a notice has."""
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for number, size in enumerate((A4, landscape(A4), A4), start=1):
        canvas.setPageSize(size)
        width, height = size
        canvas.setFont("Helvetica", 16)
        canvas.drawString(80, height - 100, f"Page {number}")
        canvas.setFont("Times-Roman", 10.5)
        canvas.setLineWidth(0.75)
        top = height - 140
        canvas.grid([80, 140, width - 80], [top - line * 19 for line in range(13)])
        for line in range(12):
            canvas.drawString(86, top - 14 - line * 19, f"{line + 1}")
            canvas.drawString(146, top - 14 - line * 19, f"WL-{line:04}, checked, nothing found")
        canvas.setFillColorRGB(0.84, 0, 0.06)
        canvas.rect(80, 90, width - 160, 2, stroke=0, fill=1)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
