"""An invented first quarter: 13 strata, 53 picks, 40 visits; tickets are hashes of the codes."""

from datetime import date, datetime, timedelta, timezone
from hashlib import sha256

from app.documents.content.draw import (
    DrawChange,
    DrawnSeat,
    DrawnStratum,
    DrawnUnit,
    DrawnVisit,
    DrawRecord,
    ExcludedUnit,
    InspectorAlias,
    Role,
    RoleDigits,
    VoidedAttempt,
)
from app.documents.content.freeze_sheet import FreezeSheet, FrozenStratum, TypedCount

OFFICE, PERIOD, PLACE = "示例区生态环境局", "2024年第一季度", "局三楼会议室"
CHINA = timezone(timedelta(hours=8))
FROZEN = datetime(2024, 1, 30, 9, 8, tzinfo=CHINA)
DIGEST = "e3013acfc8ec874f1134e4aa1f9507c82ea3d4ce88091f8408072695" + "0062c716"
SEED = "8b4565aaba6f84201802036f95d6980fec81c019d85eaa94ba2c45069eff7b84"
STRATA = (
    ("1.1", "城市污水处理厂", 1, "100%", 1),
    ("1.2", "工业聚集区污水处理厂", 2, "50%", 1),
    ("3", "城市、千吨万人集中式饮用水水源地", 9, "20%", 2),
    ("4", "涉气重点企业、油库加油站", 26, "10%", 3),
    ("12", "环评报告编制单位", 8, "按方案", 1),
    ("15", "排污许可重点管理", 18, "100%", 18),
    ("15", "排污许可简化管理", 39, "10%", 4),
    ("15", "信用评价警示、不良", 2, "100%", 2),
    ("15", "其他一般单位", 17, "10%", 2),
    ("19", "部批项目", 1, "100%", 1),
    ("19", "市批项目", 6, "50%", 3),
    ("19", "区批项目", 37, "10%", 4),
    ("20", "产废50吨/年及以上或自有处置设施", 11, "100%", 11),
)
NAMES = ("示例平桥工业园污水处理厂", "示例火炉龙洞水源地", "示例江口热电有限公司", "示例白马化工有限公司")
ALIASES = tuple(InspectorAlias(f"A{number:02d}", f"例{number:02d}安") for number in range(1, 23))
ROLES = (Role("主持人", "周例远"), Role("监督人", "郑例衡"), Role("见证人（纪检）", "冯例正"))
EXCLUDED = (ExcludedUnit("WL-0084", "示例白云水库水源地", "关闭"),)
VOIDED = VoidedAttempt(1, datetime(2024, 1, 29, 15, 2, tzinfo=CHINA), "名单漏列一家", "周例远", "郑例衡")


def digest(text: str) -> str:
    """An invented digest."""
    return sha256(text.encode()).hexdigest()


def freeze_sheet(
    strata: tuple[tuple[str, str, int, str, int], ...] = STRATA,
    commitment: str = digest("commitment"),
    watermark: str = "",
) -> FreezeSheet:
    """The sheet the three sign."""
    return FreezeSheet(
        office=OFFICE,
        period=PERIOD,
        attempt=1,
        frozen_at=FROZEN,
        place=PLACE,
        task="年度计划",
        targeting="",
        basis="",
        reveal="保密摇号",
        decided_by="",
        sources=("十面骰子", "十面骰子", "折叠纸签"),
        digest=DIGEST,
        commitment=commitment,
        log_head=digest("head"),
        strata=tuple(
            FrozenStratum(number, label, population, 0, 0, int(number == "3"), ratio, count)
            for number, label, population, ratio, count in strata
        ),
        weights="被处罚、群众反映强烈等为4，管理好、信用好且风险低为1，其余为2",
        repeat="本年已查的排在最后",
        typed=(TypedCount("12", "环评报告编制单位", 1, "示环办〔2024〕1号"),),
        exclusions=EXCLUDED,
        inspectors=22,
        rehearsals=200,
        unstaffed=0,
        unstaffed_reason="",
        program_version="1.0",
        roles=ROLES,
        voided=(),
        watermark=watermark,
    )


def drawn(number: str, label: str, start: int, count: int) -> tuple[DrawnUnit, ...]:
    """Units with invented names and tickets."""
    return tuple(
        DrawnUnit(
            rank,
            f"WL-{start + rank:04d}",
            NAMES[(start + rank) % len(NAMES)],
            digest(f"{number}{label}{rank}"),
            4 if rank % 3 else 2,
        )
        for rank in range(1, count + 1)
    )


def draw_record(
    changes: tuple[DrawChange, ...] = (), voided: tuple[VoidedAttempt, ...] = (), watermark: str = ""
) -> DrawRecord:
    """The record of 53 picks."""
    strata = []
    for place, (number, label, population, _, count) in enumerate(STRATA):
        reserves = () if count == population else drawn(number, f"{label}候补", 50 * place + count, 2)
        strata.append(
            DrawnStratum(
                number, label, population, 0, count, drawn(number, label, 50 * place, count), reserves
            )
        )
    visits = tuple(
        DrawnVisit(
            order,
            f"WL-{order:04d}",
            NAMES[order % len(NAMES)],
            ("4", "15", "20") if order % 4 == 0 else ("15",),
            (DrawnSeat("A01", "黄例安", "危废" if order % 5 == 0 else ""), DrawnSeat("A02", "罗例泉", "")),
            date(2024, 3, 31),
        )
        for order in range(1, 41)
    )
    return DrawRecord(
        office=OFFICE,
        period=PERIOD,
        attempt=1 + len(voided),
        place=PLACE,
        reveal="保密摇号",
        targeting="",
        frozen_at=FROZEN,
        digits_at=FROZEN + timedelta(minutes=18),
        drawn_at=FROZEN + timedelta(minutes=23),
        digest=DIGEST,
        roles=(
            RoleDigits("主持人", "周例远", "31415926", "十面骰子"),
            RoleDigits("监督人", "郑例衡", "27182818", "十面骰子"),
            RoleDigits("见证人（纪检）", "冯例正", "16180339", "十面骰子"),
        ),
        seed=SEED,
        salted=True,
        strata=tuple(strata),
        visits=visits,
        shortage="",
        changes=changes,
        voided=voided,
        excluded=EXCLUDED,
        aliases=ALIASES,
        result_digest=digest("result"),
        log_head=digest("head after"),
        program_version="1.0",
        watermark=watermark,
    )


CHANGES = (
    DrawChange(
        "剔除",
        datetime(2024, 1, 15, 10, 0, tzinfo=CHINA),
        "示例㭎塆加油站（WL-0210），第4项",
        "候补示例仙女山油库（WL-0211）递补",
        "已关闭，现场照片在卷",
        "郑例衡",
    ),
    DrawChange(
        "换人",
        datetime(2024, 1, 16, 9, 30, tzinfo=CHINA),
        "示例白马化工有限公司（WL-0001）第1席",
        "黄例安换为罗例泉",
        "与该单位负责人有亲属关系",
        "郑例衡",
    ),
)
