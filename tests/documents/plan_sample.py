"""An invented plan of the size of a real one: 20 items, 27 strata, 211 visits."""

from datetime import date

from app.documents.content.plan import (
    Level,
    PlanPaper,
    PlanParagraph,
    PlanPublication,
    PlanReport,
    PlanRow,
    PlanSignature,
)

SOIL, WATER, AIR, TEAM = "土壤科", "水科", "大气科（总量科）", "执法支队"
RADIATION = "法规科（核与辐射安全管理科）、执法支队"
DAILY = "污染源日常监督检查，排污许可制度落实及执行情况，以及突发环境事件应急预案备案情况、环境安全隐患情况"
PROJECTS = "建设项目环评及批复落实情况、“三同时”制度落实情况、竣工环境保护自主验收落实情况"
SEWAGE = "水污染防治设施运行情况"

ROWS = (
    PlanRow("1.1", WATER, SEWAGE, "城市污水处理厂", 1, "每季度100%", 1, (1, 1, 1, 1), 4),
    PlanRow("1.2", WATER, SEWAGE, "工业聚集区污水处理厂", 2, "每半年50%", 1, (1, 0, 1, 0), 2),
    PlanRow("1.3", WATER, SEWAGE, "乡镇污水处理厂", 23, "30%", 7, (0, 0, 7, 0), 7),
    PlanRow("2", WATER, SEWAGE, "涉水重点工业企业污水处理设施", 24, "10%", 3, (0, 0, 0, 3), 3),
    PlanRow(
        "3",
        WATER,
        "水源地保护区污染防治监督检查",
        "城市、千吨万人集中式饮用水水源地",
        9,
        "每季度20%",
        2,
        (2, 2, 2, 2),
        8,
        "8",
    ),
    PlanRow(
        "4",
        AIR,
        "大气污染防治设施运行情况",
        "涉气重点企业、油库加油站",
        26,
        "每季度10%",
        3,
        (3, 3, 3, 3),
        12,
        "约12",
    ),
    PlanRow("5", AIR, "排污许可证核发质量", "纳入排污许可管理的排污单位", 57, "10%", 6, (0, 6, 0, 0), 6, "6"),
    PlanRow("6", AIR, "碳排放情况", "全国和重庆碳市场排放单位", 1, "100%", 1, (0, 0, 0, 1), 1, "1"),
    PlanRow(
        "7",
        SOIL,
        "土壤污染重点监管单位隐患排查和自行监测情况",
        "土壤污染重点监管单位",
        5,
        "100%",
        5,
        (0, 0, 0, 5),
        5,
    ),
    PlanRow(
        "8",
        SOIL,
        "建设用地土壤污染状况调查开展情况",
        "土壤污染责任人或土地使用权人",
        14,
        "10%",
        2,
        (0, 2, 0, 0),
        2,
    ),
    PlanRow("9", SOIL, "危险废物规范化环境管理评估", "危险废物经营单位", 3, "100%", 3, (0, 0, 0, 3), 3),
    PlanRow("10", SOIL, "新污染物", "新污染物涉及企业", 4, "100%", 4, (0, 0, 0, 4), 4),
    PlanRow("11", SOIL, "农村生活污水处理设施运行情况", "农村生活污水处理厂", 46, "10%", 5, (0, 0, 0, 5), 5),
    PlanRow("12", "行政许可科", "环评报告质量", "环评报告编制单位", 8, "按方案", 1, (1, 1, 1, 1), 4),
    PlanRow("13", "自然生态保护科", "自然保护地", "自然保护地", 10, "60%", 6, (0, 6, 0, 0), 6, "6"),
    PlanRow("14", "法规科", "辐射安全许可制度落实情况", "辐射重点检查对象", 4, "100%", 4, (0, 0, 4, 0), 4),
    PlanRow("15", TEAM, DAILY, "排污许可重点管理", 18, "每季度100%", 18, (18, 18, 18, 18), 72),
    PlanRow("15", TEAM, DAILY, "排污许可简化管理", 39, "每季度10%", 4, (4, 4, 4, 4), 16),
    PlanRow("15", TEAM, DAILY, "信用评价警示、不良", 2, "每半年100%", 2, (2, 0, 2, 0), 4),
    PlanRow("15", TEAM, DAILY, "其他一般单位", 17, "每季度10%", 2, (2, 2, 2, 2), 8),
    PlanRow(
        "16",
        RADIATION,
        "辐射类建设项目环评及批复落实情况、“三同时”制度落实情况",
        "2022年以来审批的辐射类建设项目",
        7,
        "20%",
        2,
        (0, 0, 2, 0),
        2,
    ),
    PlanRow(
        "17",
        RADIATION,
        "辐射安全许可制度落实及执行情况",
        "辐射一般检查对象",
        28,
        "20%",
        6,
        (0, 0, 6, 0),
        6,
        "约6",
    ),
    PlanRow(
        "18",
        "水科、执法支队",
        "水源地保护区污染防治监督检查",
        "非千吨万人乡镇集中式饮用水水源地",
        39,
        "20%",
        8,
        (0, 8, 0, 0),
        8,
        "约8",
    ),
    PlanRow("19", "许可科、执法支队", PROJECTS, "部批项目", 1, "100%", 1, (1, 0, 0, 0), 1),
    PlanRow("19", "许可科、执法支队", PROJECTS, "市批项目", 6, "50%", 3, (3, 0, 0, 0), 3),
    PlanRow("19", "许可科、执法支队", PROJECTS, "区批项目", 37, "10%", 4, (4, 0, 0, 0), 4),
    PlanRow(
        "20",
        "土壤科、执法支队",
        "危险废物规范化环境管理评估",
        "产废50吨/年及以上或自有处置设施",
        11,
        "100%",
        11,
        (11, 0, 0, 0),
        11,
    ),
)

BODY = (
    PlanParagraph(Level.SECTION, "核对情况"),
    PlanParagraph(Level.SUBSECTION, "印发数与计算数。"),
    PlanParagraph(
        Level.TEXT, "附件印有数量的10行全部相符；第4、15、17、18项为约数，计算数分别为12、100、6、8。"
    ),
    PlanParagraph(Level.SUBSECTION, "覆盖情况。"),
    PlanParagraph(Level.TEXT, "20个事项年度全覆盖；重点、特殊监管对象20家，每家全年不少于1次。"),
    PlanParagraph(Level.SUBSECTION, "人员。"),
    PlanParagraph(Level.TEXT, "各季度家次为53、53、53、52，可派执法人员22人，能够派齐。"),
)


def plan_paper(rows: tuple[PlanRow, ...] = ROWS, watermark: str = "", name: str = "周例远") -> PlanPaper:
    """A plan signed by its writer, waiting for the others."""
    return PlanPaper(
        office="示例区生态环境局",
        document_number="示环发〔2024〕5号",
        year=2024,
        department="执法支队",
        month="2024年1月",
        rows=rows,
        basis="《示例区2024年生态环境“双随机、一公开”实施方案》（示环发〔2024〕3号）及其附件。",
        body=BODY,
        notes=(
            "第12项按年度监管工作方案录入；第15项各类合计100家次，与附件所列“约100”相符。",
            "第19项每个项目自开工后至投入生产或使用一年内抽查一次。",
        ),
        drafted=PlanSignature(name, signed_on=date(2024, 1, 18)),
        checked=PlanSignature(),
        issued=PlanSignature(),
        report=PlanReport("示例市生态环境局", "示环文〔2024〕6号", date(2024, 1, 25)),
        publication=PlanPublication(),
        watermark=watermark,
    )
