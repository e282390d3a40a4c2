"""What is asked before a notice is made, and when results have become public."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from app.services import disclosure
from app.ui.desk import Desk
from app.ui.fields import DateField, TextField
from app.ui.form_dialog import FormDialog, dated, filled, words_of


def ask_number(
    parent: QWidget, desk: Desk, visits: Sequence[int], number: str, then: Callable[[int], object]
) -> None:
    """Make a notice under its document number; `then` gets its id."""
    words = f"{len(visits)} 家的检查结果写进一份公告；生成后保存为 Word，文件里可以再改。"
    dialog = FormDialog(parent, desk.jobs, "生成公告", words, f"生成公告 {len(visits)} 家")
    field = TextField("文号")
    field.setText(number)
    dialog.add("number", "文号", field, filled(field, "请填写公告的文号"))
    act = desk.act()

    def prepare() -> Callable[[], int]:
        said = words_of(field)
        return lambda: disclosure.make_notice(desk.store, visits, said, act)

    dialog.ask(prepare, then)
    field.setFocus()


def ask_published(parent: QWidget, desk: Desk, visits: Sequence[int], then: Callable[[], object]) -> None:
    """Note the day and the platform on which results became public."""
    words = f"{len(visits)} 家的检查结果已对社会公开。"
    dialog = FormDialog(parent, desk.jobs, "登记已公开", words, f"登记已公开 {len(visits)} 家")
    day = DateField("公开日期")
    day.set_date(desk.today())
    platform = TextField("公开平台", "例如 区政府门户网站")
    platform.setText(desk.office.platform)
    dialog.add("day", "公开日期", day, dated(day))
    dialog.add("platform", "公开平台", platform, filled(platform, "请填写公开的平台"))
    act = desk.act()

    def prepare() -> Callable[[], None]:
        on, where = day.day() or desk.today(), words_of(platform)
        return lambda: disclosure.mark_published(desk.store, visits, on, where, act)

    dialog.ask(prepare, lambda _none: then())
    day.setFocus()
