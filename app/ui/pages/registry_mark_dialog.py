"""频次标识 of one object: a mark with its source and its days, and what takes it off."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QWidget

from app.core.errors import UserError
from app.core.marks import effect_of
from app.services.edits import Edit
from app.services.marks import give_mark, take_mark
from app.services.registry_words import MARKS
from app.services.rows.marks import MarkFields
from app.services.rows.registry import ObjectDetail
from app.ui.desk import Desk
from app.ui.fields import Combo, DateField, TextArea, TextField
from app.ui.form_dialog import FormDialog, filled, words_of


def _readable(field: DateField) -> str:
    try:
        field.day()
    except UserError as error:
        return str(error)
    return ""


class MarkDialog(FormDialog):
    """Gives a mark that the object lacks, or corrects what is known of one it has."""

    def __init__(self, parent: QWidget, desk: Desk, detail: ObjectDetail, known: MarkFields | None) -> None:
        who = f"{detail.fields.name}（{detail.code}）"
        words = f"{who}。过了有效期的下一天起不再影响权重；长期有效的，“有效至”不填。"
        super().__init__(parent, desk.jobs, "频次标识", words, "保存标识")
        self._desk = desk
        self._object = detail.id
        free = [mark for mark in MARKS if mark not in detail.fields.marks]
        offered = [known.mark] if known else free
        self.mark = Combo("标识", [(mark, f"{mark}（{effect_of(mark)}）") for mark in offered])
        self.source = TextField("来源", "举报件编号、文号、名单名称等")
        self.given = DateField("认定日期")
        self.until = DateField("有效至")
        self.add("mark", "标识", self.mark)
        self.add("source", "来源", self.source, filled(self.source, "请写明来源"))
        self.add("given_on", "认定日期", self.given, self._given_fault)
        self.add("expires_on", "有效至", self.until, self._until_fault)
        if known is not None:
            self.source.setText(known.source)
            self.given.set_date(known.given_on)
            self.until.set_date(known.expires_on)

    def begin(self) -> None:
        """Open; afterwards every page learns of the change."""

        def prepare() -> Callable[[], Edit | None]:
            source, given, until = words_of(self.source), self.given.day(), self.until.day()
            fields = MarkFields(self.mark.key(), source, given, until)
            return partial(give_mark, self._desk.store, self._object, fields, self._desk.act())

        self.ask(prepare, self._desk.keep)

    def _given_fault(self) -> str:
        if fault := _readable(self.given):
            return fault
        day = self.given.day()
        return "日期还没有到，请核对" if day and day > self._desk.today() else ""

    def _until_fault(self) -> str:
        if fault := _readable(self.until):
            return fault
        until, given = self.until.day(), None if _readable(self.given) else self.given.day()
        return "有效期早于认定日期" if until and given and until < given else ""


class TakeMarkDialog(FormDialog):
    """Takes one mark off, with the reason."""

    def __init__(self, parent: QWidget, desk: Desk, detail: ObjectDetail, mark: str) -> None:
        words = f"从{detail.fields.name}（{detail.code}）摘除“{mark}”，变更记录写明原因。"
        super().__init__(parent, desk.jobs, "摘除标识", words, "摘除标识")
        self._desk = desk
        self._object = detail.id
        self._mark = mark
        self.reason = TextArea("原因", 2)
        self.add("reason", "原因", self.reason, filled(self.reason, "请写明原因，例如：整改已完成，经复核"))

    def begin(self) -> None:
        """Open; afterwards every page learns of the change."""

        def prepare() -> Callable[[], Edit]:
            desk = self._desk
            return partial(take_mark, desk.store, self._object, self._mark, words_of(self.reason), desk.act())

        self.ask(prepare, self._desk.keep)
