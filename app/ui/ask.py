"""A question with fields: stays open, with the sentence of the refusal, until what was asked is done."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.ui.banner import BannerPlace
from app.ui.buttons import Button, Kind
from app.ui.choosers import Question
from app.ui.form import Form


class Ask(Question):
    """`form` takes the fields; `banners` is where a failed job of this dialog tells its fault."""

    def __init__(
        self, parent: QWidget, title: str, words: str, verb: str, act: Callable[["Ask"], object]
    ) -> None:
        super().__init__(parent, title, words)
        self.banners = BannerPlace((0, 0, 0, 0))
        self.form = Form()
        self.body.addWidget(self.banners)
        self.body.addWidget(self.form)
        cancel = self.add_button(Button("取消", hint="Esc"))
        cancel.clicked.connect(self.reject)
        self.verb = self.add_button(Button(verb, kind=Kind.ACCENT))
        self.verb.setDefault(True)
        self.verb.clicked.connect(lambda _checked=False: act(self))

    def add(self, key: str, label: str, field: QWidget) -> None:
        """Add a field in the order of Tab."""
        self.form.add(key, label, field)
