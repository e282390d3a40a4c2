"""The frozen input changed as it stands."""

from collections.abc import Callable

from tests.verifiers.forger import INPUT, Forger
from tests.verifiers.kind import Tampering
from tests.verifiers.lines import Lines, add, fields_of, first, set_field


def raw(change: Callable[[Lines], object]) -> Callable[[Forger], None]:
    """Change lines of the input and nothing else."""

    def changed(forger: Forger) -> None:
        lines = forger.lines(INPUT)
        change(lines)
        assert lines != forger.lines(INPUT)
        forger.put_lines(INPUT, lines)

    return changed


def drop(word: str) -> Callable[[Lines], str]:
    return lambda lines: lines.pop(first(lines, word))


def add_unit(lines: Lines) -> None:
    item, stratum = fields_of(lines, "frame")[1:3]
    add(lines, "unit|ZZ-9999|区外")
    add(lines, f"frame|{item}|{stratum}|ZZ-9999|10|E")


def remove_unit(lines: Lines) -> None:
    unit = fields_of(lines, "frame", "E")[3]
    lines[:] = [
        line
        for line in lines
        if not line.startswith((f"unit|{unit}|", "recusal|"))
        and (not line.startswith("frame|") or line.split("|")[3] != unit)
    ]


def add_recusal(lines: Lines) -> None:
    inspector, unit = fields_of(lines, "inspector")[1], fields_of(lines, "unit")[1]
    add(lines, f"recusal|{inspector}|{unit}")


def halve_ratio(lines: Lines) -> None:
    set_field("stratum", 4, "999999999")(lines)


AS_IT_STANDS = (
    Tampering("unit_added", "待抽名单里多出一家", "input.txt", raw(add_unit)),
    Tampering("unit_removed", "待抽名单里少了一家", "input.txt", raw(remove_unit)),
    Tampering("weight_changed", "改了一家的权重", "input.txt", raw(set_field("frame", 4, "9", "E"))),
    Tampering("state_changed", "把一家可抽的改为必查", "input.txt", raw(set_field("frame", 5, "M", "E"))),
    Tampering(
        "unit_excused", "把一家可抽的改为不参加抽取", "input.txt", raw(set_field("frame", 5, "X", "E"))
    ),
    Tampering("area_changed", "改了一家的所在地", "input.txt", raw(set_field("unit", 2, "区外"))),
    Tampering("ratio_changed", "改了抽取比例", "input.txt", raw(halve_ratio)),
    Tampering("repeat_rule_changed", "改了重复规则", "input.txt", raw(set_field("stratum", 6, "allow"))),
    Tampering("scope_changed", "改了抽签范围", "input.txt", raw(set_field("stratum", 5, "另一范围"))),
    Tampering("skill_changed", "改了事项要求的业务专长", "input.txt", raw(set_field("item", 2, "噪声"))),
    Tampering("role_renamed", "改了一个角色的名称", "input.txt", raw(set_field("role", 2, "旁观者"))),
    Tampering(
        "inspector_load_changed", "改了一人的已查次数", "input.txt", raw(set_field("inspector", 2, "99"))
    ),
    Tampering("inspector_removed", "检查人员少了一人", "input.txt", raw(drop("inspector"))),
    Tampering("recusal_added", "添了一条回避", "input.txt", raw(add_recusal)),
    Tampering("commitment_changed", "换了保密码承诺值", "input.txt", raw(set_field("salt", 1, "0" * 64))),
    Tampering("prev_changed", "改了冻结前的存证码", "input.txt", raw(set_field("prev", 1, "0" * 64))),
    Tampering("period_changed", "改了任务号", "input.txt", raw(set_field("period", 1, "2099Q9"))),
)
