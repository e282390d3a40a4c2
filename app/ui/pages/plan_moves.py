"""What moves a plan on: 送审、签发、登记上报、登记公示, and 调整计划 afterwards."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services import plan
from app.services.rows.plan import PlanView
from app.ui import choosers
from app.ui.desk import Desk
from app.ui.fields import DateField, TextArea, TextField
from app.ui.form_dialog import FormDialog, dated, filled, words_of

Then = Callable[[], object]


def _day_field(name: str, desk: Desk) -> DateField:
    field = DateField(name)
    field.set_date(desk.today())
    return field


def _written(name: str, words: str = "", hint: str = "") -> TextField:
    field = TextField(name, hint)
    field.setText(words)
    return field


def ask_submit(parent: QWidget, desk: Desk, view: PlanView, then: Then) -> None:
    """送审: who checks it."""
    words = f"{view.year} 年度计划第 {view.version} 稿送审后不能再改；审核人退回后可以接着改。"
    dialog = FormDialog(parent, desk.jobs, "送审", words, "送审")
    reviewer = _written("审核人", desk.office.reviewer)
    dialog.add("reviewer", "审核人", reviewer, filled(reviewer, "请填写审核人"))
    act = desk.act()

    def prepare() -> Callable[[], None]:
        name = words_of(reviewer)
        return lambda: plan.submit(desk.store, view.id, name, act)

    dialog.ask(prepare, lambda _none: then())


def ask_take_back(parent: QWidget, desk: Desk, view: PlanView, then: Then) -> None:
    """Take a plan back from review."""
    act = desk.act()

    def go() -> None:
        desk.jobs.run(
            parent, lambda _progress: plan.take_back(desk.store, view.id, act), lambda _none: then()
        )

    words = f"{view.year} 年度计划第 {view.version} 稿退回拟稿，改好后重新送审。"
    choosers.confirm(parent, "退回修改", words, "退回修改", go)


def ask_sign(parent: QWidget, desk: Desk, view: PlanView, then: Then) -> None:
    """签发: number, day, who; the lines are frozen."""
    old = "，第 1 稿起的旧稿同时停用" if view.version > 1 else ""
    words = f"签发后 {len(view.lines)} 个抽查类别的家数和季度锁定，按此抽取{old}。"
    dialog = FormDialog(parent, desk.jobs, "签发", words, "签发")
    number = _written("文号", desk.office.basis, f"例如 {desk.office.abbreviation}发〔{view.year}〕3号")
    day = _day_field("签发日期", desk)
    head = _written("签发人", desk.office.head)
    dialog.add("number", "文号", number, filled(number, "请填写文号"))
    dialog.add("day", "签发日期", day, dated(day))
    dialog.add("head", "签发人", head, filled(head, "请填写签发人"))
    act = desk.act()

    def prepare() -> Callable[[], None]:
        said, on, who = words_of(number), day.day() or desk.today(), words_of(head)
        return lambda: plan.sign(desk.store, view.id, said, on, who, act)

    dialog.ask(prepare, lambda _none: then())


def ask_report(parent: QWidget, desk: Desk, view: PlanView, then: Then) -> None:
    """登记上报: to whom, when, by which letter."""
    dialog = FormDialog(parent, desk.jobs, "登记上报", f"{view.document_number} 已向上级报送。", "登记上报")
    to = _written("报送单位", hint="例如 市生态环境局")
    day = _day_field("上报日期", desk)
    reference = _written("报送文号", view.document_number)
    dialog.add("to", "报送单位", to, filled(to, "请填写报送单位"))
    dialog.add("day", "上报日期", day, dated(day))
    dialog.add("reference", "报送文号", reference)
    act = desk.act()

    def prepare() -> Callable[[], None]:
        said, on, letter = words_of(to), day.day() or desk.today(), words_of(reference)
        return lambda: plan.report(desk.store, view.id, said, on, letter, act)

    dialog.ask(prepare, lambda _none: then())


def ask_publish(parent: QWidget, desk: Desk, view: PlanView, then: Then) -> None:
    """登记公示: where and when."""
    dialog = FormDialog(parent, desk.jobs, "登记公示", f"{view.document_number} 已向社会公示。", "登记公示")
    platform = _written("公示平台", desk.office.platform, "例如 区政府门户网站")
    day = _day_field("公示日期", desk)
    dialog.add("platform", "公示平台", platform, filled(platform, "请填写公示的平台"))
    dialog.add("day", "公示日期", day, dated(day))
    act = desk.act()

    def prepare() -> Callable[[], None]:
        said, on = words_of(platform), day.day() or desk.today()
        return lambda: plan.publish(desk.store, view.id, said, on, act)

    dialog.ask(prepare, lambda _none: then())


def ask_revise(parent: QWidget, desk: Desk, view: PlanView, then: Then) -> None:
    """调整计划: a new version with its reason."""
    words = f"另起第 {view.version + 1} 稿；新稿签发以前，第 {view.version} 稿照常有效。"
    dialog = FormDialog(parent, desk.jobs, "调整计划", words, "调整计划")
    reason = TextArea("调整原因", 2)
    dialog.add("reason", "调整原因", reason, filled(reason, "请写明为什么调整"))
    act = desk.act()

    def prepare() -> Callable[[], int]:
        why = words_of(reason)
        return lambda: plan.revise(desk.store, view.id, why, act)

    dialog.ask(prepare, lambda _id: then())
