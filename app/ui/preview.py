"""One preview for every document: what is on paper is what was on screen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from app.core.text import file_name
from app.core.whole_file import write_whole
from app.ui import choosers
from app.ui.actions import install
from app.ui.buttons import Button, Kind
from app.ui.fields import Combo
from app.ui.jobs import Job, Jobs, Lane
from app.ui.label import BOLD, Label
from app.ui.painting import paint_frame
from app.ui.pdf_pages import PageSize, PdfPages
from app.ui.printing import ask_printer, print_to
from app.ui.surface import Surface, column, row
from app.ui.theme import px
from app.ui.tokens import tokens

_POINTS_PER_INCH = 72
_SCREEN = 96
_GAP = 12
_ZOOMS = (("fit", "适合宽度"), ("75", "75 %"), ("100", "100 %"), ("150", "150 %"), ("200", "200 %"))


class _Paper(QWidget):
    """One page of paper; asks for its picture when it is first seen at a size."""

    wanted = Signal()

    def __init__(self, size: PageSize, number: int, count: int) -> None:
        super().__init__()
        self.size_in_points = size
        self._picture: QImage | None = None
        self.asked_at = 0
        self.setAccessibleName(f"第 {number} 页，共 {count} 页")

    def set_width(self, width: int) -> None:
        self.setFixedSize(width, round(width * self.size_in_points.height / self.size_in_points.width))

    def pixels(self) -> int:
        return round(self.width() * self.devicePixelRatio())

    def set_picture(self, picture: QImage) -> None:
        self._picture = picture
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.asked_at != self.pixels():
            self.wanted.emit()
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(self.rect()), self._picture)
        paint_frame(painter, self.rect(), QColor(tokens(self.palette()).edge))


class _Sheets(QScrollArea):
    """The papers one under the other."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self._pages: PdfPages | None = None
        self._papers: list[_Paper] = []
        self._zoom = "fit"
        self._pending: dict[int, Job] = {}
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setAccessibleName("文件预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._content = QWidget()
        self._layout = column(self._content, (20, _GAP, 20, _GAP), _GAP)
        self._layout.addStretch(1)
        self.setWidget(self._content)

    def show_pages(self, pages: PdfPages) -> None:
        for job in self._pending.values():
            job.drop()
        self._pending.clear()
        for paper in self._papers:
            paper.hide()
            paper.deleteLater()
        self._pages = pages
        count = len(pages.sizes)
        self._papers = [_Paper(size, number + 1, count) for number, size in enumerate(pages.sizes)]
        for number, paper in enumerate(self._papers):
            paper.wanted.connect(lambda number=number: self._render(number))
            self._layout.insertWidget(number, paper, 0, Qt.AlignmentFlag.AlignHCenter)
        self._lay()

    def set_zoom(self, zoom: str) -> None:
        self._zoom = zoom
        self._lay()

    def page_count(self) -> int:
        return len(self._papers)

    def page_in_sight(self) -> int:
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        top = 0
        for number, paper in enumerate(self._papers):
            top += px(_GAP) + paper.height()
            if middle < top:
                return number
        return max(0, len(self._papers) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._lay()

    def _lay(self) -> None:
        room = self.viewport().width() - px(40)
        for paper in self._papers:
            if self._zoom == "fit":
                paper.set_width(max(px(120), room))
            else:
                dots = _SCREEN * int(self._zoom) / 100
                paper.set_width(round(paper.size_in_points.width * dots / _POINTS_PER_INCH))
        self._layout.invalidate()  # laid while hidden, the papers keep the places of another width
        self._layout.activate()
        self._content.resize(self._content.minimumSizeHint().expandedTo(self.viewport().size()))

    def _render(self, number: int) -> None:
        pages, paper = self._pages, self._papers[number]
        if pages is None:
            return
        if number in self._pending:
            self._pending.pop(number).drop()
        paper.asked_at = paper.pixels()
        dots = paper.pixels() * _POINTS_PER_INCH / paper.size_in_points.width
        self._pending[number] = self._jobs.run(
            paper, lambda _progress: pages.render(number, dots), paper.set_picture, lane=Lane.OTHER
        )


class Preview(QWidget):
    """Shows a PDF; prints it, saves it, and as Word where the document can be.

    `taken` tells that the document was printed or saved.
    """

    taken = Signal()

    def __init__(self, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("预览")
        self._jobs = jobs
        self._data = b""
        self._name = ""
        self._folder = Path()
        self._word: Callable[[], bytes] | None = None
        self._title = Label(weight=BOLD)
        self._page = Label(ink="second")
        self._zoom = Combo("缩放", _ZOOMS)
        self._sheets = _Sheets(jobs)
        self._print = Button("打印", "printer", hint="Ctrl+P")
        self._save = Button("另存为 PDF", "download")
        self._save_word = Button("另存为 Word", "file-text", Kind.LINK)
        lines = column(self)
        head = Surface("base", "b")
        head_row = row(head, (16, 6, 16, 6), 8)
        for widget in (self._title, self._page):
            head_row.addWidget(widget)
        head_row.addStretch(1)
        head_row.addWidget(self._zoom)
        lines.addWidget(head)
        lines.addWidget(self._sheets, 1)
        foot = Surface("base", "t")
        foot.setFixedHeight(px(49))
        foot_row = row(foot, (16, 1, 16, 0), 8)
        for button in (self._print, self._save, self._save_word):
            foot_row.addWidget(button)
        foot_row.addStretch(1)
        lines.addWidget(foot)
        self._foot = foot
        self._print.clicked.connect(lambda _checked=False: self.print_document())
        self._save.clicked.connect(lambda _checked=False: self.save_pdf())
        self._save_word.clicked.connect(lambda _checked=False: self.save_word())
        self._zoom.currentIndexChanged.connect(lambda _place: self._sheets.set_zoom(self._zoom.key()))
        self._sheets.verticalScrollBar().valueChanged.connect(lambda _value: self._tell_page())
        install("print", self, self.print_document)
        self._enable()

    def show_document(
        self, name: str, data: bytes, folder: Path, word: Callable[[], bytes] | None = None
    ) -> None:
        """Show a PDF; `name` is the suggested file name without suffix, `word` makes the same for Word.

        A damaged PDF is refused with a UserError.
        """
        pages = PdfPages(data)
        self._name, self._data, self._folder, self._word = name, data, folder, word
        self._title.setText(name)
        self._sheets.show_pages(pages)
        self._enable()
        QTimer.singleShot(0, self, self._tell_page)
        self._tell_page()

    def call(self, words: str) -> None:
        """Say in the head what is shown in fewer words than the file's name."""
        self._title.setText(words)

    def leave_name_to_others(self) -> None:
        """Leave the document's name out of the head, because the panel around says it."""
        self._title.hide()

    def lend_buttons(self) -> tuple[Button, ...]:
        """Give the buttons to a foot that is there anyway, and leave out the own one."""
        self._foot.hide()
        return self._print, self._save

    def page_count(self) -> int:
        """Count the pages shown."""
        return self._sheets.page_count()

    def print_document(self) -> None:
        """Ask for a printer and print."""
        if self._data:
            ask_printer(self, self._name, self.page_count(), self.print_on)

    def print_on(self, printer: QPrinter, done: Callable[[None], object] = lambda _none: None) -> None:
        """Print on a printer that was chosen, off the screen's thread."""
        data = self._data

        def printed(_none: None) -> None:
            self.taken.emit()
            done(None)

        self._jobs.run(
            self,
            lambda progress: print_to(printer, data, progress.report),
            printed,
            lane=Lane.OTHER,
            doing="正在打印",
        )

    def save_pdf(self) -> None:
        """Ask for a place and write the very bytes that are shown."""
        data = self._data
        self._save_as(".pdf", choosers.PDF, lambda: data)

    def save_word(self) -> None:
        """Ask for a place and write the document for Word."""
        if self._word is not None:
            self._save_as(".docx", choosers.WORD, self._word)

    def _save_as(self, suffix: str, kinds: str, make: Callable[[], bytes]) -> None:
        def write(place: Path) -> None:
            self._jobs.run(
                self,
                lambda _progress: write_whole(place, make()),
                lambda _none: self.taken.emit(),
                lane=Lane.OTHER,
                doing="正在保存",
            )

        choosers.save_file(self, "另存为", self._folder / file_name(f"{self._name}{suffix}"), kinds, write)

    def _enable(self) -> None:
        for button in (self._print, self._save):
            button.setEnabled(bool(self._data))
        self._save_word.setVisible(self._word is not None)

    def _tell_page(self) -> None:
        count = self.page_count()
        self._page.setText(f"{self._sheets.page_in_sight() + 1} / {count} 页" if count else "")
