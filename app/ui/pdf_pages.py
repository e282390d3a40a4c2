"""Pages of a PDF as pictures, for the screen and for the printer."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from app.core.errors import UserError

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

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
    """A PDF held in memory as bytes; every picture is drawn on white, for a page may be transparent.

    The document is opened for each look (0.02 ms) and closed after it: a preview that goes away at any moment
    leaves nothing open behind.
    """

    def __init__(self, data: bytes) -> None:
        import pypdfium2  # noqa: PLC0415 - only when a paper is looked at

        self._data = data
        try:
            with self._opened() as document:
                sizes = [document.get_page_size(number) for number in range(len(document))]
        except pypdfium2.PdfiumError:
            raise UserError("这份文件不是完整的 PDF，无法显示。请重新生成。") from None
        self.sizes = [PageSize(width, height) for width, height in sizes]

    def render(self, number: int, dots_per_inch: float) -> QImage:
        """Draw a page, counted from 0; the picture owns its pixels."""
        scale = dots_per_inch / _POINTS_PER_INCH
        with (
            self._opened() as document,
            closing(document[number]) as page,
            closing(page.render(scale=scale, fill_color=(255, 255, 255, 255))) as bitmap,
        ):
            return QImage(
                bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888
            ).copy()

    def extract(self, numbers: Iterable[int]) -> bytes:
        """Give some pages, counted from 0, as a PDF of their own."""
        buffer = BytesIO()
        with self._opened() as document, closing(document.new()) as part:
            part.import_pages(document, list(numbers))
            part.save(buffer)
        return buffer.getvalue()

    @contextmanager
    def _opened(self) -> "Iterator[PdfDocument]":
        import pypdfium2  # noqa: PLC0415 - only when a paper is looked at

        with _PDFIUM, closing(pypdfium2.PdfDocument(self._data)) as document:
            yield document
