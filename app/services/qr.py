"""QR codes for the screen, by the same coder that prints them on paper."""

Modules = tuple[tuple[bool, ...], ...]


def qr_modules(text: str) -> Modules:
    """Give the dark modules of a text's QR code row by row, without a quiet zone (error correction M)."""
    from reportlab.graphics.barcode.qrencoder import (  # noqa: PLC0415 - only where a code is shown
        QRCode,
        QRErrorCorrectLevel,
    )

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return tuple(tuple(bool(dark) for dark in line) for line in code.modules)
