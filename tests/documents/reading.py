"""Reading a PDF back as a person's viewer would."""

import re

import pypdfium2


def pages(pdf: bytes) -> list[str]:
    """The text of each page without blanks and line ends."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        texts = []
        for page in document:
            textpage = page.get_textpage()
            texts.append(re.sub(r"\s", "", textpage.get_text_range()))
            textpage.close()
            page.close()
        return texts
    finally:
        document.close()


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Width and height of each page in millimetres."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        sizes = [document.get_page_size(number) for number in range(len(document))]
        return [(round(width / 72 * 25.4), round(height / 72 * 25.4)) for width, height in sizes]
    finally:
        document.close()


def boxes(pdf: bytes) -> list[list[tuple[float, float, float, float]]]:
    """Left, bottom, right and top in points of each stretch of text, page by page."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            textpage = page.get_textpage()
            found.append([textpage.get_rect(place) for place in range(textpage.count_rects())])
            textpage.close()
            page.close()
        return found
    finally:
        document.close()
