"""One line of 批量修改: a field, what becomes of it, and the value."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.services.bulk_edit_fields import bulk_fields, ways_of
from app.services.rows.bulk import Way, Wish
from app.services.rows.registry import RegistryChoices
from app.ui.buttons import icon_button
from app.ui.fields import Combo
from app.ui.form_values import value_of
from app.ui.pages.registry_bulk_fields import UNCHOSEN, editor, follow
from app.ui.surface import row
from app.ui.theme import px

_FIELD, _WAY = 172, 96
_ALL = 100  # of the room that is left; without a value the buttons still stand at the right


class WishLine(QWidget):
    """`changed` tells that the wish is another one, `removed` that it is to go, `more` asks for another."""

    changed = Signal()
    removed = Signal()
    more = Signal()

    def __init__(self, table: str, choices: RegistryChoices) -> None:
        super().__init__()
        self._table = table
        self._choices = choices
        self.value: QWidget | None = None
        self.field = Combo("要改的项目", [UNCHOSEN, *bulk_fields(table).items()])
        self.field.setFixedWidth(px(_FIELD))
        self.way = Combo("怎样改")
        self.way.setFixedWidth(px(_WAY))
        self.add = icon_button("plus", "再改一项")
        self.remove = icon_button("x", "不改这一项")
        self._line = row(self, gap=8)
        top = Qt.AlignmentFlag.AlignTop  # where the page scrolls, many ticks must not hide what they are
        self._line.addWidget(self.field, 0, top)
        self._line.addWidget(self.way, 0, top)
        self._line.addStretch(1)
        self._line.addWidget(self.add, 0, top)
        self._line.addWidget(self.remove, 0, top)
        self.field.currentIndexChanged.connect(lambda _place: self._choose_field())
        self.way.currentIndexChanged.connect(lambda _place: self._choose_way())
        self.add.clicked.connect(lambda _checked=False: self.more.emit())
        self.remove.clicked.connect(lambda _checked=False: self.removed.emit())
        self.way.hide()

    def key(self) -> str:
        """Give the field chosen, empty where none is."""
        return self.field.key()

    def wish(self) -> Wish:
        """Give what is wished; a UserError says in words what is wrong with the value."""
        way = Way(self.way.key())
        if way is Way.CLEAR or self.value is None:
            return Wish(self.key(), way)
        return Wish(self.key(), way, value_of(self.value))

    def _choose_field(self) -> None:
        if self.value is not None:
            self._line.removeWidget(self.value)
            self.value.hide()
            self.value.deleteLater()
            self.value = None
        key = self.key()
        if key:
            self.value = editor(self._table, key, self._choices)
            self._line.insertWidget(2, self.value, _ALL)
            self.value.show()
            follow(self.value, self.changed.emit)
            self._keep_order()
        self.way.set_choices([(way, way) for way in ways_of(self._table, key)] if key else [])
        self.way.setVisible(bool(key))
        self._choose_way()

    def _choose_way(self) -> None:
        if self.value is not None:
            self.value.setVisible(self.way.key() != Way.CLEAR)
        self.changed.emit()

    def _keep_order(self) -> None:
        if self.value is not None:
            QWidget.setTabOrder(self.way, self.value)
            QWidget.setTabOrder(self.value, self.add)
            QWidget.setTabOrder(self.add, self.remove)
