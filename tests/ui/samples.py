"""Pages made of the toolkit alone, with nobody's data: drawn by the tests and by tools/screens.py."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.ui.actions import PAGES
from app.ui.buttons import Button, Kind, icon_button
from app.ui.charts import BarLine, BarLines, NumberedSquares, Part, SquareState, StackedBar
from app.ui.chips import ChipBar, Filter
from app.ui.columns import RIGHT, Cell, Column
from app.ui.density import Density
from app.ui.empty import EmptyState, NextStep
from app.ui.fields import Combo, DateField, NumberField, TextArea, TextField
from app.ui.figures import Figure, Figures
from app.ui.form import Form
from app.ui.jobs import Jobs
from app.ui.label import BOLD, Label
from app.ui.list_tools import ListTools
from app.ui.page import FORM_FOOT, WIZARD_FOOT, Foot, Page
from app.ui.panel import SidePanel, fact, heading
from app.ui.preview import Preview
from app.ui.search_box import SearchBox
from app.ui.state_word import StateLabel, StateWord, amber, green, noted, waiting
from app.ui.stepper import Step, Stepper, StepState
from app.ui.surface import column, row, scrolling
from app.ui.table import Table
from app.ui.tabs import Tabs
from app.ui.tokens import Tone
from app.ui.window import Window
from tests.ui.pdfs import mixed_pdf

_TOWNS = ("白马镇", "大洞河乡", "凤来镇", "凤山街道", "黄莺乡", "芙蓉街道", "江口镇", "平桥镇")


@dataclass(frozen=True, slots=True)
class SampleRow:
    code: str
    name: str
    town: str
    grade: str
    permit: str
    credit: str
    checked: int
    state: str


def sample_rows(count: int) -> list[SampleRow]:
    return [
        SampleRow(
            f"WL-{number:04}",
            f"示例{_TOWNS[number % 8][:2]}第{number}化工有限公司",
            _TOWNS[number % 8],
            ("一般", "一般", "特殊", "重点")[number % 4],
            ("重点管理", "简化管理", "登记管理", "无")[number % 4],
            ("未评价", "良好", "诚信")[number % 3],
            number % 2,
            ("正常", "正常", "正常", "停产", "正常", "待核实", "正常")[number % 7],
        )
        for number in range(1, count + 1)
    ]


def state_cell(found: SampleRow) -> str | Cell:
    if found.state == "停产":
        return Cell(state=amber("停产"))
    if found.state == "待核实":
        return Cell(state=noted("待核实"))
    return found.state


REGISTRY_COLUMNS: tuple[Column[SampleRow], ...] = (
    Column("code", "编号", 84, lambda found: found.code, sort="code"),
    Column("name", "名称", 0, lambda found: found.name, sort="pinyin"),
    Column("town", "所在地", 132, lambda found: found.town, sort="town"),
    Column("grade", "监管类别", 76, lambda found: Cell(found.grade, bold=found.grade != "一般")),
    Column("permit", "排污许可", 84, lambda found: found.permit),
    Column("credit", "信用评价", 76, lambda found: found.credit),
    Column(
        "checked",
        "本年检查",
        76,
        lambda found: Cell(str(found.checked), "text" if found.checked else "second"),
        RIGHT,
    ),
    Column("state", "状态", 92, state_cell),
)


class RegistryPage(Page):
    def __init__(self, count: int = 412) -> None:
        super().__init__("名录库")
        self.title_line.set_subtitle("2024 年度")
        self.title_line.add(Button("下载模板", "file-text"))
        self.title_line.add(Button("导入", "upload"))
        self.title_line.add(Button("新增检查对象", "plus", Kind.ACCENT, hint="Ctrl+N"))
        tabs = Tabs((("objects", "检查对象"), ("inspectors", "检查人员"), ("items", "抽查事项")))
        for key, number in (("objects", count), ("inspectors", 34), ("items", 20)):
            tabs.set_count(key, number)
        self.add_strip(tabs)
        self.search = SearchBox("名称、拼音、首字母、编号、统一社会信用代码")
        self.chips = ChipBar(
            (
                Filter("state", "状态", ("正常", "停产", "待核实", "关闭")),
                Filter("grade", "监管类别", ("一般", "重点", "特殊")),
                Filter("town", "所在地", _TOWNS),
                Filter("permit", "排污许可", ("重点管理", "简化管理")),
                Filter("unchecked", "本年未检查"),
            )
        )
        self.chips.set_values("state", ("正常", "停产", "待核实"))
        self.tools = ListTools(
            self.search, self.chips, (Button("列", "columns-3"), Button("导出", "download"))
        )
        self.body.addWidget(self.tools)
        self.table: Table[SampleRow] = Table(REGISTRY_COLUMNS, "检查对象")
        self.table.set_rows(sample_rows(count))
        self.table.set_order("pinyin")
        self.table.selectRow(2)
        self.first = self.search
        self.body.addWidget(self.table, 1)
        foot = Foot()
        foot.words.setText(f"{count} 家，已选 1")
        foot.add(Button("复制为表格", "copy", Kind.LINK, height=28))
        self.set_foot(foot)
        self.set_panel(self._details())

    def set_density(self, density: Density) -> None:
        super().set_density(density)
        if hasattr(self, "tools"):
            self.tools.set_density(density)

    def _details(self) -> SidePanel:
        panel = SidePanel("详情与记录")
        panel.add_tool(icon_button("pencil", "修改"))
        panel.head.addWidget(Label("WL-0001", "second"))
        panel.head.addWidget(Label("示例白马化工有限公司", weight=BOLD))
        words = QWidget()
        states = row(words, gap=8)
        states.addWidget(StateLabel(amber("特殊监管对象")))
        states.addWidget(StateLabel(green("正常")))
        states.addStretch(1)
        panel.head.addWidget(words)
        for label, value in (
            ("信用代码", "91000000MA4JURQ28N"),
            ("所在地", "白马镇"),
            ("行业", "2614 有机化学原料制造"),
        ):
            panel.body.addWidget(fact(label, value))
        panel.body.addWidget(heading("列入的抽查类别", "3 个"))
        long = Label("4 涉气重点企业、油库加油站；15 排污许可重点管理；20 产废 50 吨及以上", "second")
        long.setWordWrap(True)
        panel.body.addWidget(long)
        panel.body.addWidget(heading("检查记录"))
        panel.body.addWidget(fact("2023-09-14", "发现问题已责令整改", 116))
        panel.add_foot(Button("变更状态"))
        panel.add_foot(Button("查看全部记录", "history"))
        return panel


class ChartsPage(Page):
    def __init__(self) -> None:
        super().__init__("工作台")
        self.title_line.set_subtitle("2024年3月6日 星期三", "2024 年度")
        self.title_line.add(Button("登记针对性检查", "plus"))
        self.title_line.add(Button("录入检查结果", "pencil", Kind.ACCENT))
        figures = Figures()
        figures.set_figures(
            (
                Figure("已逾期", "2 家", "red"),
                Figure("3 个工作日内到期", "3 家", "amber"),
                Figure("公开率", "52 %"),
            )
        )
        self.body.addWidget(figures)
        self.banners.show_banner(
            Tone.AMBER,
            "白马化工、长坝硅业 2 家共需危废专长 3 人次；能派的只有 林例书 1 人，差 1 人次。",
            "派不齐",
            (Button("提高林例书的上限", height=28), Button("查看回避", height=28)),
        )
        self.body.addStretch(1)
        panel = SidePanel("本年情况", 372)
        panel.head.addWidget(Label("公开率", weight=BOLD))
        stacked = StackedBar("公开率")
        parts = (Part("已公开", 12, "accent"), Part("可公开", 5, "amber_area"), Part("审核录入", 6, "head"))
        stacked.set_parts(parts)
        panel.body.addWidget(stacked)
        squares = NumberedSquares("事项覆盖")
        done = {1, 3, 4, 12, 15, 20}
        squares.set_squares(
            [
                (
                    str(n),
                    SquareState.DONE if n in done else SquareState.DRAWN if n == 19 else SquareState.OPEN,
                )
                for n in range(1, 21)
            ]
        )
        panel.body.addWidget(heading("事项覆盖"))
        panel.body.addWidget(squares)
        bars = BarLines("计划完成")
        bars.set_lines(
            [
                BarLine(f"{name}季度", (Part("已检查", n, "accent"),), 53, f"{n} / 53")
                for name, n in zip("一二三四", (30, 0, 0, 0), strict=True)
            ]
        )
        panel.body.addWidget(heading("计划完成", "家次，全年 211"))
        panel.body.addWidget(bars)
        self.set_panel(panel)


class WizardPage(Page):
    def __init__(self) -> None:
        super().__init__("随机抽取")
        self.title_line.set_subtitle("2024年第一季度", "第 1 次")
        self.title_line.add(Button("暂停，以后继续"))
        stepper = Stepper()
        stepper.set_steps(
            (
                Step("选择时段", StepState.DONE, "2024年第一季度"),
                Step("逐项核对", StepState.CURRENT, "第 2 类，共 8 类"),
                Step("冻结名单", StepState.OPEN),
                Step("现场数字", StepState.OPEN),
            )
        )
        self.add_left(stepper)
        columns: tuple[Column[SampleRow], ...] = (
            Column("tick", "", 36, lambda _found: Cell(), tick=True),
            Column("code", "编号", 84, lambda found: found.code),
            Column("q1", "一", 32, lambda found: str(found.checked), RIGHT, group="各季度家次"),
            Column("q2", "二", 32, lambda _found: Cell("–", "quiet"), RIGHT, group="各季度家次"),
            Column("name", "名称", 0, lambda found: Cell(found.name, aside="群众反映强烈")),
            Column("now", "本次", 140, lambda found: Cell(state=_now(found))),
        )
        table: Table[SampleRow] = Table(columns, "待抽名单")
        table.set_rows(sample_rows(9))
        table.rows.tick_all((1, 2, 3))
        self.body.addWidget(table, 1)
        foot = Foot(WIZARD_FOOT, "base")
        foot.add_left(Button("上一项", "arrow-left"))
        foot.reason.setText("核对无误即进入下一项，随时可以返回")
        foot.add(Button("下一项：4 涉气重点企业、油库加油站", kind=Kind.ACCENT, after="arrow-right"))
        self.set_foot(foot)


def _now(found: SampleRow) -> StateWord:
    return waiting("待检查") if found.checked else green("可抽")


class FormPage(Page):
    def __init__(self) -> None:
        super().__init__("新增检查对象")
        content = QWidget()
        self.form = Form(2)
        self.form.add("name", "名称", TextField("名称"), wide=True)
        self.form.add("uscc", "统一社会信用代码", TextField("统一社会信用代码"))
        self.form.add("grade", "监管类别", Combo("监管类别", (("一般", "一般"), ("重点", "重点"))))
        self.form.add("day", "投产日期", DateField("投产日期"))
        self.form.add("waste", "年产危险废物", NumberField("年产危险废物", whole=False))
        self.form.add("reason", "状态原因", TextArea("状态原因"), wide=True)
        self.form.set_faults(
            {"uscc": "统一社会信用代码应为 18 位，这里是 17 位", "day": "日期请写成 2024-03-05 的样子"}
        )
        lines = column(content)
        lines.addWidget(self.form)
        lines.addStretch(1)
        self.body.addWidget(scrolling(content), 1)
        foot = Foot(FORM_FOOT, "base")
        foot.add(Button("取消", hint="Esc"))
        foot.add(Button("保存检查对象", "check", Kind.ACCENT))
        self.set_foot(foot)


class EmptyPage(Page):
    def __init__(self) -> None:
        super().__init__("工作台")
        steps = (
            NextStep(
                "file-input", "导入检查对象", "从现有的 Excel 名单读入，先看结果再写入", "选文件", self.opened
            ),
            NextStep("users", "导入检查人员", "姓名、科室、执法证号和有效期", "选文件", self.opened),
            NextStep(
                "eye",
                "先看演练数据",
                "一个虚构的示例区，可随意操作，不会与正式数据混淆",
                "打开演练",
                self.opened,
            ),
        )
        self.body.addWidget(
            EmptyState("还没有名录，从这里开始", "三行任选其一；中途退出不会丢失。", steps), 1
        )


SAMPLES: tuple[type[Page], ...] = (ChartsPage, RegistryPage, FormPage, WizardPage, EmptyPage)


def sample_window() -> Window:
    """Give a window whose first five pages are the samples."""
    makers = dict(zip((each.key for each in PAGES), (*SAMPLES, *[EmptyPage] * 4), strict=True))
    window = Window()
    window.serve(lambda key: makers[key]())
    window.rail.set_office("示例区生态环境局")
    window.rail.set_user("周例远", "经办人")
    window.rail.set_count("visits", 17)
    window.rail.set_count("disclosure", 5)
    window.status.set_file(r"D:\双随机\示例区2024.db")
    window.status.set_saved()
    window.status.set_backup("3月5日 17:42")
    return window


def preview_window() -> QWidget:
    jobs = Jobs()
    preview = Preview(jobs)
    preview.destroyed.connect(jobs.close)
    preview.show_document("公告预览", mixed_pdf(), Path(), bytes)
    return preview


def _at(key: str) -> Callable[[], QWidget]:
    def build() -> QWidget:
        window = sample_window()
        window.go(key)
        return window

    return build


PICTURES: dict[str, Callable[[], QWidget]] = {
    "toolkit-charts": _at("workbench"),
    "toolkit-list": _at("registry"),
    "toolkit-form": _at("plan"),
    "toolkit-wizard": _at("draw"),
    "toolkit-empty": _at("visits"),
    "toolkit-preview": preview_window,
}
