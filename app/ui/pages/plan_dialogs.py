"""What the clerk changes in a draft: a count, a quarter, an answer."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from app.services import plan
from app.services.rows.plan import CheckRow, PlanLineRow
from app.ui.buttons import Button
from app.ui.checkbox import CheckBox
from app.ui.desk import Desk
from app.ui.fields import NumberField, TextArea, TextField
from app.ui.form_dialog import FormDialog, counted, filled, words_of
from app.ui.surface import row

_AS_UNDERSTOOD = "按此理解执行"


def ask_count(
    parent: QWidget, desk: Desk, plan_id: int, line: PlanLineRow, then: Callable[[], object]
) -> None:
    """Type a count per period with what it rests on."""
    now = f"现有 {line.population} 家，{line.ratio}，现为每期 {line.per_period} 家。"
    words = f"{line.number} {line.label}：{now}"
    dialog = FormDialog(parent, desk.jobs, "改抽取数", words, "改抽取数")
    count = NumberField("每期家数", whole=True)
    count.setText(str(line.override if line.override is not None else line.per_period or ""))
    reason = TextField("依据或文号", "例如 年度监管工作方案的文号，或变动的原因")
    reason.setText(line.override_reason)
    dialog.add("count", "每期家数", count, counted(count, line.population))
    dialog.add("reason", "依据或文号", reason, filled(reason, "请写明依据的文号，或改数的原因"))
    act = desk.act()

    def prepare() -> Callable[[], None]:
        number, why = int(count.number() or 0), words_of(reason)
        return lambda: plan.override(desk.store, plan_id, line.stratum, number, why, act)

    if line.override is not None and not line.counted:
        back = dialog.add_button(Button("恢复按比例计算"))
        back.clicked.connect(dialog.reject)
        back.clicked.connect(lambda _checked=False: _clear(parent, desk, plan_id, line.stratum, then))
    dialog.ask(prepare, lambda _none: then())
    count.setFocus()
    count.selectAll()


def _clear(parent: QWidget, desk: Desk, plan_id: int, stratum: str, then: Callable[[], object]) -> None:
    act = desk.act()
    desk.jobs.run(
        parent,
        lambda _progress: plan.clear_override(desk.store, plan_id, stratum, act),
        lambda _none: then(),
    )


def ask_answer(
    parent: QWidget, desk: Desk, plan_id: int, check: CheckRow, then: Callable[[], object]
) -> None:
    """Answer a question of the check."""
    title = f"{check.number} {check.title}".strip()
    dialog = FormDialog(parent, desk.jobs, title, check.text, "确认答复")
    text = TextArea("答复")
    text.setPlainText(check.answer or (_AS_UNDERSTOOD if check.key.startswith("清单") else ""))
    dialog.add("answer", "答复", text, filled(text, "请写明怎样理解，或怎样处理"))
    act = desk.act()

    def prepare() -> Callable[[], None]:
        said = words_of(text)
        return lambda: plan.answer(desk.store, plan_id, check.key, said, act)

    dialog.ask(prepare, lambda _none: then())
    text.setFocus()
    text.selectAll()


def ask_quarters(
    parent: QWidget, desk: Desk, plan_id: int, line: PlanLineRow, then: Callable[[], object]
) -> None:
    """Move a yearly or half-yearly line to other quarters."""
    words = f"{line.number} {line.label}：全年抽 {line.periods} 次，请选 {line.periods} 个季度。"
    dialog = FormDialog(parent, desk.jobs, "调整季度", words, "调整季度")
    boxes = [CheckBox(f"{word}季度") for word in "一二三四"]
    choice = QWidget()
    parts = row(choice, gap=4)
    for number, box in enumerate(boxes, 1):
        box.setChecked(number in line.planned)
        parts.addWidget(box)
    parts.addStretch(1)
    reason = TextField("原因")
    reason.setText(line.moved_reason)

    def chosen() -> list[int]:
        return [number for number, box in enumerate(boxes, 1) if box.isChecked()]

    def enough() -> str:
        return (
            "" if len(chosen()) == line.periods else f"请选 {line.periods} 个季度，现选了 {len(chosen())} 个"
        )

    dialog.add("quarters", "季度", choice, enough)
    dialog.add("reason", "原因", reason, filled(reason, "请写明为什么调整"))
    act = desk.act()

    def prepare() -> Callable[[], None]:
        quarters, why = chosen(), words_of(reason)
        return lambda: plan.move_line(desk.store, plan_id, line.stratum, quarters, why, act)

    dialog.ask(prepare, lambda _none: then())
    boxes[0].setFocus()
