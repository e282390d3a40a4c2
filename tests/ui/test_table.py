from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.ui.columns import Cell, Column, as_table
from app.ui.jobs import Jobs
from app.ui.state_word import amber
from app.ui.table import JobSource, Table
from app.ui.table_model import PAGE, TableModel

COLUMNS: tuple[Column[str], ...] = (
    Column("name", "名称", 0, lambda row: row, sort="pinyin"),
    Column("state", "状态", 92, lambda row: Cell(state=amber("停产")) if row.endswith("7") else "正常"),
)
MANY = 50_000


class Reader:
    """A source that answers when it is told to."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.answers: list[Callable[[Sequence[str | None]], None]] = []

    def fetch(self, ids: Sequence[int], answer: Callable[[Sequence[str | None]], None]) -> None:
        self.asked.append([*ids])
        self.answers.append(answer)

    def answer(self, word: str = "第") -> None:
        for ids, answer in zip(self.asked, self.answers, strict=True):
            answer([None if row_id == 13 else f"{word}{row_id}" for row_id in ids])
        self.asked.clear()
        self.answers.clear()


def shown(model: TableModel[str], line: int, column: int = 0) -> object:
    return model.index(line, column).data()


def test_model_obeys_qt(qtmodeltester: ModelTester) -> None:
    model = TableModel(COLUMNS)
    model.set_rows([f"示例{number}" for number in range(30)])
    qtmodeltester.check(model)


def test_only_the_pages_that_are_looked_at_are_read() -> None:
    reader = Reader()
    model = TableModel(COLUMNS, reader)
    model.set_ids(range(MANY))

    assert model.rowCount() == MANY
    assert reader.asked == []
    assert shown(model, 30_001) == "…"
    assert shown(model, 30_150) == "…"
    assert [(ids[0], len(ids)) for ids in reader.asked] == [(30_000, PAGE)]


def test_rows_stay_on_screen_until_they_are_read_again() -> None:
    reader = Reader()
    model = TableModel(COLUMNS, reader)
    model.set_ids(range(MANY))
    shown(model, 0)
    reader.answer()
    assert shown(model, 5) == "第5"

    model.refresh()
    assert shown(model, 5) == "第5"
    reader.answer("新")
    assert shown(model, 5) == "新5"


def test_order_of_ids_is_the_order_of_lines() -> None:
    reader = Reader()
    model = TableModel(COLUMNS, reader)
    model.set_ids([*reversed(range(MANY))])
    shown(model, 0)
    reader.answer()

    assert shown(model, 0) == f"第{MANY - 1}"
    assert model.line_of(0) == MANY - 1


def test_row_that_cannot_be_read_says_so() -> None:
    reader = Reader()
    model = TableModel(COLUMNS, reader)
    model.set_ids(range(20))
    shown(model, 13)
    reader.answer()

    assert shown(model, 13) == "读不出这一行"
    assert shown(model, 14) == "第14"


def test_late_answer_of_an_older_list_does_no_harm() -> None:
    reader = Reader()
    model = TableModel(COLUMNS, reader)
    model.set_ids(range(MANY))
    shown(model, MANY - 1)
    model.set_ids(range(3))
    reader.answer()

    assert model.rowCount() == 3


def test_state_word_is_words_for_copies_and_screen_readers() -> None:
    model = TableModel(COLUMNS)
    model.set_rows(["示例7"])
    assert shown(model, 0, 1) == "停产"
    cell, _kind = model.cell_at(0, 1)
    assert cell.state == amber("停产")


def test_copy_is_tabulated_with_headings() -> None:
    assert as_table(COLUMNS, ["示例\t7", "示例8"]) == "名称\t状态\n示例 7\t停产\n示例8\t正常\n"


def test_of_fifty_thousand_rows_only_those_in_sight_are_read(qtbot: QtBot) -> None:
    reader = Reader()
    table = Table(COLUMNS, "检查对象", reader)
    qtbot.addWidget(table)
    table.resize(800, 500)
    table.set_ids(range(MANY))
    table.show()
    table.grab()
    table.scrollToBottom()
    table.grab()
    read = {row_id for ids in reader.asked for row_id in ids}
    assert {0, MANY - 1} <= read
    assert len(read) < MANY // 20


def test_selection_goes_with_the_rows_not_with_their_places(qtbot: QtBot) -> None:
    table = Table(COLUMNS, "检查对象", Reader())
    qtbot.addWidget(table)
    table.set_ids(range(MANY))
    table.select(40_000)
    picked: list[int] = []
    table.picked.connect(picked.append)

    table.set_ids([*reversed(range(MANY))])

    assert table.selected_ids() == [40_000]
    assert table.current_id() == 40_000


def test_the_row_in_hand_stays_so_also_where_its_mark_was_taken_away(qtbot: QtBot) -> None:
    table: Table[str] = Table(COLUMNS, "示例", Reader())
    qtbot.addWidget(table)
    table.set_ids([5, 6, 7])
    table.select(6)
    table.clearSelection()  # as Ctrl and a click do
    table.set_ids([4, 5, 6, 7])
    assert (table.current_id(), table.selected_ids()) == (6, [])


def test_a_row_is_selected_whatever_keys_are_held_down(qtbot: QtBot) -> None:
    table = Table(COLUMNS, "检查对象")
    qtbot.addWidget(table)
    table.set_rows([f"示例{number}" for number in range(5)])
    table.select(3)
    qtbot.keyPress(table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    table.select(3)
    qtbot.keyRelease(table, Qt.Key.Key_Control, Qt.KeyboardModifier.NoModifier)
    assert (table.current_id(), table.selected_ids()) == (3, [3])


def test_heading_asks_for_an_order_and_then_for_its_reverse(qtbot: QtBot) -> None:
    table = Table(COLUMNS, "检查对象")
    qtbot.addWidget(table)
    asked: list[tuple[str, bool]] = []
    table.sort_asked.connect(lambda sort, falling: asked.append((sort, falling)))

    for _ in range(2):
        table.horizontalHeader().sectionClicked.emit(0)
    table.horizontalHeader().sectionClicked.emit(1)

    assert asked == [("pinyin", False), ("pinyin", True)]


def test_keyboard_opens_and_ticks(qtbot: QtBot) -> None:
    columns = (Column[str]("tick", "", 36, lambda _row: "", tick=True), *COLUMNS)
    table = Table(columns, "检查对象")
    qtbot.addWidget(table)
    table.set_rows(["示例1", "示例2"])
    opened: list[int] = []
    table.opened.connect(opened.append)
    table.select(1)

    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.keyClick(table, Qt.Key.Key_Space)

    assert opened == [1]
    assert table.rows.ticked == {1}


def test_whole_list_is_copied_though_only_some_of_it_was_read(qtbot: QtBot, jobs: Jobs) -> None:
    table: Table[str] = Table(COLUMNS, "检查对象")
    qtbot.addWidget(table)
    table.rows.source = JobSource(jobs, table, lambda ids: [f"第{row_id}" for row_id in ids])
    table.set_ids(range(450))
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()

    table.copy_all()

    qtbot.waitUntil(lambda: clipboard.text().count("\n") == 451)
    assert clipboard.text().splitlines()[-1] == "第449\t正常"


def test_rows_are_read_by_the_worker(qtbot: QtBot, jobs: Jobs) -> None:
    table: Table[str] = Table(COLUMNS, "检查对象")
    qtbot.addWidget(table)
    table.rows.source = JobSource(jobs, table, lambda ids: [f"第{row_id}" for row_id in ids])
    table.set_ids(range(MANY))
    table.show()

    qtbot.waitUntil(lambda: table.rows.index(0, 0).data() == "第0")


def test_all_of_a_long_list_is_chosen_at_once(qtbot: QtBot) -> None:
    asked: list[int] = []

    class Model(TableModel[str]):
        def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
            asked.append(index.row())
            return super().flags(index)

    table: Table[str] = Table(COLUMNS, "名称", Reader())
    qtbot.addWidget(table)
    table.rows = Model(COLUMNS, Reader())
    table.setModel(table.rows)
    table.set_ids(range(MANY))
    table.show()
    with qtbot.waitSignal(table.selection_changed) as told:
        table.selectAll()
    assert told.args == [MANY]
    assert table.selected_ids() == [*range(MANY)]
    assert len(asked) < MANY  # asking every cell for its flags took half a minute


def test_a_long_selection_stays_where_the_list_is_the_same_and_goes_where_it_is_another(qtbot: QtBot) -> None:
    table: Table[str] = Table(COLUMNS, "名称", Reader())
    qtbot.addWidget(table)
    table.set_ids(range(MANY))
    table.selectAll()
    table.set_ids(range(MANY))
    assert table.selected_count() == MANY
    table.set_ids(range(MANY, 0, -1))
    assert table.selected_count() == 0


def test_a_short_selection_is_followed_into_another_order(qtbot: QtBot) -> None:
    table: Table[str] = Table(COLUMNS, "名称", Reader())
    qtbot.addWidget(table)
    table.set_ids(range(MANY))
    table.select(7)
    table.set_ids(range(MANY, 0, -1))
    assert table.selected_array().tolist() == [7]


def test_a_name_stays_readable_where_the_other_columns_take_the_room(qtbot: QtBot) -> None:
    words = ("所在地", "监管类别", "排污许可", "信用评价")
    columns: list[Column[str]] = [*COLUMNS]
    columns += (Column(word, word, 120, lambda row: row) for word in words)
    table = Table(columns, "名录")
    qtbot.addWidget(table)
    table.set_rows(["示例江口造纸有限公司"])
    table.resize(1200, 200)
    table.show()
    wide = table.columnWidth(0)

    table.resize(500, 200)
    narrow = table.columnWidth(0)
    reached = table.horizontalScrollBar().maximum()
    table.show_columns(["name", "state"])

    assert wide > narrow >= table.fontMetrics().horizontalAdvance("示例江口造纸有限公司")
    assert reached > 0
    qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
    assert table.columnWidth(0) > narrow
