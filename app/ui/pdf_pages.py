"""Pages of a PDF as pictures, for the screen and for the printer."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from threading import Lock

from PySide6.QtGui import QImage

from app.core.errors import UserError

_POINTS_PER_INCH = 72
_PDFIUM = Lock()  # pdfium is not made for two threads at once


@dataclass(frozen=True, slots=True)
class PageSize:
    """A page's width and height in points."""

    width: float
    height: float

    def is_landscape(self) -> bool:
        """Tell whether the page lies on its side."""
        return self.width > self.height


class PdfPages:
    """A PDF held in memory; every picture is drawn on white, for a page may be transparent."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2  # noqa: PLC0415 - only when a paper is looked at

        with _PDFIUM:
            try:
                self._document = pypdfium2.PdfDocument(data)
            except pypdfium2.PdfiumError:
                raise UserError("这份文件不是完整的 PDF，无法显示。请重新生成。") from None
            sizes = [self._document.get_page_size(number) for number in range(len(self._document))]
        self.sizes = [PageSize(width, height) for width, height in sizes]

    def render(self, number: int, dots_per_inch: float) -> QImage:
        """Draw a page, counted from 0; the picture owns its pixels."""
        with _PDFIUM:
            page = self._document[number]
            bitmap = page.render(scale=dots_per_inch / _POINTS_PER_INCH, fill_color=(255, 255, 255, 255))
            picture = QImage(
                bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888
            ).copy()
            bitmap.close()
            page.close()
        return picture

    def extract(self, numbers: Iterable[int]) -> bytes:
        """Give some pages, counted from 0, as a PDF of their own."""
        with _PDFIUM:
            part = self._document.new()
            part.import_pages(self._document, list(numbers))
            buffer = BytesIO()
            part.save(buffer)
            part.close()
        return buffer.getvalue()

    def close(self) -> None:
        """Let the file go."""
        with _PDFIUM:
            self._document.close()
