"""词汇表: the words of the facets and tags with how many objects hold each; added, ordered, renamed."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.core.filter import SENTENCE_WORDS
from app.services.rows.filters import WordRow
from app.services.vocabulary import FIELDS, vocabulary_rows
from app.services.vocabulary_edits import add_word, order_words, remove_word, word_uses
from app.ui import choosers
from app.ui.actions import install
from app.ui.buttons import Button, Kind, turn_off
from app.ui.columns import RIGHT, Cell, Column
from app.ui.density import Density
from app.ui.desk import Desk
from app.ui.empty import EmptyState
from app.ui.fields import Combo, TextField
from app.ui.form_dialog import FormDialog, filled, words_of
from app.ui.label import Label
from app.ui.latest import Latest
from app.ui.page import FORM_FOOT, Foot
from app.ui.pages.registry_task_page import TaskPage
from app.ui.pages.vocabulary_dialogs import MergeDialog, RenameDialog
from app.ui.surface import row
from app.ui.table import Table
from app.ui.theme import px
from app.ui.tokens import Tone

KEY: Final = "vocabulary"
TITLE: Final = "词汇表"
_FACET: Final = 200
_STRAY: Final = "名录里有，词汇表里没有"


def _uses(found: WordRow) -> Cell:
    return Cell(str(found.objects), "text" if found.objects else "second")


COLUMNS: tuple[Column[WordRow], ...] = (
    Column("word", "词", 0, lambda found: found.word),
    Column("objects", "用到的对象", 112, _uses, RIGHT),
    Column("note", "说明", 196, lambda found: Cell("" if found.listed else _STRAY, "amber")),
)


class VocabularyPage(TaskPage):
    """One facet at a time; the buttons work on the word in hand."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(TITLE)
        self._desk = desk
        self._read = Latest(desk.jobs, self)
        self._rows: tuple[WordRow, ...] = ()
        self._wanted = ""
        self.title_line.set_subtitle("表单、筛选和导入都用这里的词", desk.locked())
        self.new = Button("新增词", "plus", Kind.ACCENT)
        self.new.clicked.connect(lambda _checked=False: self._add())
        self.title_line.add(self.new)
        self.facet = Combo("标识", [(field, SENTENCE_WORDS[field]) for field in FIELDS])
        self.facet.setFixedWidth(px(_FACET))
        self.facet.currentIndexChanged.connect(lambda _place: self._turn())
        self.up = self._tool("上移", "chevron-up", lambda: self._move(-1))
        self.down = self._tool("下移", "chevron-down", lambda: self._move(1))
        self.rename = self._tool("改名", "pencil", self._ask_rename)
        self.merge = self._tool("并入另一个词", "", self._ask_merge)
        self.remove = self._tool("删除", "trash-2", self._ask_remove)
        self.take = self._tool("收入词汇表", "plus", self._take_stray)
        line = QWidget()
        tools = row(line, gap=8)
        tools.addWidget(Label("标识", "second"))
        tools.addWidget(self.facet)
        tools.addStretch(1)
        for button in (self.take, self.up, self.down, self.rename, self.merge, self.remove):
            tools.addWidget(button)
        self.table: Table[WordRow] = Table(COLUMNS, TITLE)
        self.table.picked.connect(lambda _place: self._show_buttons())
        self.table.opened.connect(lambda _place: self._ask_rename())
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(EmptyState("还没有词", "新增的词列在表单、筛选和导入里供选用。"))
        self.body.addWidget(line)
        self.body.addWidget(self._stack, 1)
        self.foot = Foot(FORM_FOOT, "base")
        back = Button("返回名录", "arrow-left")
        back.clicked.connect(lambda _checked=False: self.leave())
        self.foot.add(back)
        self.set_foot(self.foot)
        self.first = self.facet
        turn_off(self.new, desk.locked())
        install("new", self, self.new.click)
        install("refresh", self, self.reload)
        self._show_buttons()

    def opened(self) -> None:
        """Read the words of the facet in hand."""
        self.reload()

    def take_focus(self) -> None:
        """Read the words as the page comes to the front."""
        self.reload()
        super().take_focus()

    def set_density(self, density: Density) -> None:
        """Say the tools by their signs alone where there is little room."""
        super().set_density(density)
        if hasattr(self, "remove"):
            for button in (self.up, self.down):
                button.set_wordless(wordless=density is Density.FOLDED)

    def reload(self) -> None:
        """Ask for the words with their counts."""
        store, field = self._desk.store, self.facet.key()
        self._read.ask(lambda: vocabulary_rows(store, field), self._show)

    def word(self) -> WordRow | None:
        """Give the word in hand."""
        place = self.table.current_id()
        return self._rows[place] if place is not None and place < len(self._rows) else None

    def _turn(self) -> None:
        """Begin at the first word of another facet."""
        self.table.clearSelection()
        self.table.setCurrentIndex(QModelIndex())
        self.reload()

    def _tool(self, words: str, icon: str, act: Callable[[], object]) -> Button:
        button = Button(words, icon, height=28)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _show(self, rows: tuple[WordRow, ...]) -> None:
        former, line = self.word(), max(0, self.table.currentIndex().row())
        wanted = self._wanted or (former.word if former else "")
        self._wanted = ""
        self._rows = rows
        self.table.set_rows(rows)
        self._stack.setCurrentIndex(0 if rows else 1)
        if rows:
            gone = min(line, len(rows) - 1)  # then the word behind it is in hand
            self.table.select(next((n for n, found in enumerate(rows) if found.word == wanted), gone))
        strays = sum(not found.listed for found in rows)
        words = f"{len(rows) - strays} 个词"
        self.foot.words.setText(f"{words}，另有 {strays} 个名录里用到、没有列入" if strays else words)
        self._show_buttons()

    def _show_buttons(self) -> None:
        found = self.word()
        free = found is not None and not self._desk.locked()
        listed = [each.word for each in self._rows if each.listed]
        for button in (self.rename, self.merge, self.remove):
            button.setEnabled(free)
        self.take.setVisible(found is not None and not found.listed)
        self.take.setEnabled(free)
        place = listed.index(found.word) if found is not None and found.listed else -1
        self.up.setEnabled(free and place > 0)
        self.down.setEnabled(free and 0 <= place < len(listed) - 1)

    def _written(self, wanted: str, sentence: str) -> None:
        self._wanted = wanted
        if sentence:
            self.banners.show_banner(Tone.GREEN, sentence)
        self._desk.written()
        self.reload()

    def _do(self, work: Callable[[], object], wanted: str) -> None:
        self.banners.clear()
        self._desk.jobs.run(self, lambda _progress: work(), lambda _done: self._written(wanted, ""))

    def _add(self) -> None:
        desk, field = self._desk, self.facet.key()
        title = SENTENCE_WORDS[field]
        dialog = FormDialog(self, desk.jobs, "新增词", f"列在“{title}”的最后，次序可以再调。", "新增词")
        word = TextField("词")
        dialog.add("word", title, word, filled(word, "请填写词"))

        def prepare() -> Callable[[], str]:
            words, act = words_of(word), desk.act()

            def work() -> str:
                add_word(desk.store, field, words, act)
                return words

            return work

        dialog.ask(prepare, lambda added: self._written(added, ""))

    def _take_stray(self) -> None:
        if (found := self.word()) is not None:
            desk, act, field = self._desk, self._desk.act(), self.facet.key()
            self._do(lambda: add_word(desk.store, field, found.word, act), found.word)

    def _move(self, by: int) -> None:
        found = self.word()
        if found is None:
            return
        words = [each.word for each in self._rows if each.listed]
        place = words.index(found.word)
        words[place], words[place + by] = words[place + by], words[place]
        desk, act, field = self._desk, self._desk.act(), self.facet.key()
        self._do(lambda: order_words(desk.store, field, words, act), found.word)

    def _ask_rename(self) -> None:
        if self.rename.isEnabled():
            self._with_uses(
                lambda found, uses: RenameDialog(self, self._desk, self.facet.key(), found, uses).begin(
                    self._written
                )
            )

    def _ask_merge(self) -> None:
        listed = [each.word for each in self._rows if each.listed]
        self._with_uses(
            lambda found, uses: MergeDialog(self, self._desk, self.facet.key(), found, uses, listed).begin(
                self._written
            )
        )

    def _with_uses(self, then: Callable[[WordRow, Sequence[str]], object]) -> None:
        """Find out which conditions ask for the word in hand, then go on."""
        found = self.word()
        if found is None:
            return
        self.banners.clear()
        store, field = self._desk.store, self.facet.key()
        self._desk.jobs.run(
            self,
            lambda _progress: word_uses(store, field, found.word),
            lambda uses: then(found, uses),
        )

    def _ask_remove(self) -> None:
        found = self.word()
        if found is None:
            return
        desk, field = self._desk, self.facet.key()

        def work() -> None:
            act = desk.act()
            self._do(lambda: remove_word(desk.store, field, found.word, act), "")

        if found.objects:
            words = f"“{found.word}”还有 {found.objects} 家在用，不能删除；可以改名，或并入另一个词。"
            self.banners.show_banner(Tone.AMBER, words)
            return
        words = f"“{found.word}”不再列在“{SENTENCE_WORDS[field]}”里供选用。"
        choosers.confirm(self, "删除词", words, "删除", work)
