"""What 批量修改 offers for each field: the very field of the form, with the same choices."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services.bulk_edit_values import AUXILIARY_STATES
from app.services.edits import AUXILIARIES, INSPECTORS
from app.services.registry_words import MARKS
from app.services.rows.registry import RegistryChoices
from app.ui.checkbox import CheckBox
from app.ui.fields import Combo, TextField
from app.ui.form_values import Ticks
from app.ui.grouped_form import GroupedForm
from app.ui.pages.registry_auxiliary_form import auxiliary_form
from app.ui.pages.registry_inspector_form import inspector_form
from app.ui.pages.registry_object_form import object_form

_FOUR = 4  # ticks in a line: beside field and way there is less room than in the form
UNCHOSEN = ("", "请选择")


def editor(table: str, key: str, choices: RegistryChoices) -> QWidget:
    """Give the field of a registry's form that `key` names; a choice begins with nothing chosen."""
    if table == AUXILIARIES and key == "state":
        field: QWidget = Combo("状态", [(word, word) for word in AUXILIARY_STATES])
    elif key == "marks":
        field = Ticks("频次标识", MARKS, _FOUR)
    else:
        form = _form(table, choices)
        field = form.field(key)
        field.setParent(None)  # while the form still stands
    if isinstance(field, Combo):
        pairs = [(str(field.itemData(place)), field.itemText(place)) for place in range(field.count())]
        field.set_choices([UNCHOSEN, *(pair for pair in pairs if pair[0])])
    return field


def follow(field: QWidget, told: Callable[[], object]) -> None:
    """Call `told` whenever what stands in the field changes."""
    if isinstance(field, Combo):
        field.currentIndexChanged.connect(lambda _place: told())
    elif isinstance(field, TextField):
        field.textChanged.connect(lambda _text: told())
    elif isinstance(field, Ticks):
        for box in field.findChildren(CheckBox):
            box.toggled.connect(lambda _ticked: told())
    else:
        raise TypeError(field)


def _form(table: str, choices: RegistryChoices) -> GroupedForm:
    if table == INSPECTORS:
        return inspector_form(choices)
    return auxiliary_form() if table == AUXILIARIES else object_form(choices)
