"""登记回避 and 解除回避."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.services.edits import Edit
from app.services.recusals import add_recusal, remove_recusal
from app.services.rows.personnel import RecusalFields, RecusalRow, Relation
from app.services.rows.registry import InspectorDetail
from app.services.targeted_list import objects_offered
from app.ui.desk import Desk
from app.ui.fields import Combo, TextArea
from app.ui.form_dialog import FormDialog, filled, words_of
from app.ui.lookup import LookupField

_ONE, _ALL = "object", "owner"
_SCOPES = ((_ONE, "这一个检查对象"), (_ALL, "该单位的全部对象，以后新增的也算"))
_WORDS = {
    _ONE: "填对象全称或编号",
    _ALL: "填单位名称、统一社会信用代码，或它的一个对象",
}


class RecusalDialog(FormDialog):
    """Keeps an inspector from an object or from all objects of an owner."""

    def __init__(self, parent: QWidget, desk: Desk, detail: InspectorDetail) -> None:
        words = f"登记后冻结的名单里，{detail.fields.name}（{detail.code}）不会被抽派去检查。"
        super().__init__(parent, desk.jobs, "登记回避", words, "登记回避")
        self._desk = desk
        self._detail = detail
        self.scope = Combo("范围", _SCOPES)
        self.subject = LookupField("检查对象", "", desk.jobs, self._offered)
        self.relation = Combo("关系", [("", "请选择"), *((str(word), str(word)) for word in Relation)])
        self.reason = TextArea("原因", 2)
        self.add("scope", "范围", self.scope)
        self.add("subject", "检查对象", self.subject, filled(self.subject, "请填写对象、单位名称或代码"))
        self.add("relation", "关系", self.relation, lambda: "" if self.relation.key() else "请选择关系")
        self.add("reason", "原因", self.reason, self._check_reason)
        self.scope.currentIndexChanged.connect(lambda _place: self._say())
        self._say()

    def begin(self) -> None:
        """Open; afterwards every page learns of it."""

        def prepare() -> Callable[[], Edit | None]:
            whole = self.scope.key() == _ALL
            fields = RecusalFields(self.subject.word(), whole, self.relation.key(), words_of(self.reason))
            return partial(add_recusal, self._desk.store, self._detail.id, fields, self._desk.act())

        self.ask(prepare, self._desk.keep)
        self.subject.setFocus()

    def _offered(self, words: str) -> Sequence[tuple[str, str]]:
        return objects_offered(self._desk.store, words, self._desk.today())

    def _say(self) -> None:
        self.subject.setPlaceholderText(_WORDS[self.scope.key()])

    def _check_reason(self) -> str:
        if self.relation.key() != Relation.OTHER or words_of(self.reason):
            return ""
        return "关系选“其他”的，请写明原因"


def ask_recusal(parent: QWidget, desk: Desk, detail: InspectorDetail) -> None:
    """Ask what an inspector is to be kept from."""
    RecusalDialog(parent, desk, detail).begin()


def ask_end_recusal(recusal: RecusalRow, parent: QWidget, desk: Desk, detail: InspectorDetail) -> FormDialog:
    """Ask why an inspector may go again; afterwards every page learns of it."""
    what = f"“{recusal.subject}”的全部对象" if recusal.whole_owner else recusal.subject
    words = f"解除后，{detail.fields.name}（{detail.code}）又可以抽派去检查{what}。"
    dialog = FormDialog(parent, desk.jobs, "解除回避", words, "解除回避")
    reason = TextArea("原因", 2)
    dialog.add("reason", "原因", reason, filled(reason, "请写明原因，例如：亲属已离开该单位"))

    def prepare() -> Callable[[], Edit]:
        return partial(remove_recusal, desk.store, recusal, words_of(reason), desk.act())

    dialog.ask(prepare, desk.keep)
    reason.setFocus()
    return dialog
