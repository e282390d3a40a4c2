"""What 随机抽取规则 says: the rules anybody may know before anything is drawn (draw-spec.md §2, §5, §6)."""

from dataclasses import dataclass
from datetime import date

POLICY_TITLE = "随机抽取规则"
CHECKING = (
    "检查结束后公布公开包，任何人用计算SHA-256的工具就能复核名单、种子、家数、次序和派员；"
    "单位凭自己的编号可以算出抽签号，核对是否应当中签。"
)
"""How anybody can check a draw."""
MUST = (
    "重点、特殊对象每年至少检查一次：到第四季度仍未检查、又在本季度某一类别名单内的，列为必查，"
    "排在该类其他对象之前。"
)
"""Who is M, and why."""
DRAWING = (
    "名单冻结并公布校验码以后，由现场各方报出数字，与名单校验码、保密码合成抽取种子。每家的抽签号由种子和"
    "编号算出，抽签号除以权重，小的在前，排满应抽家数的抽中，其余依次候补。应抽家数按家数乘比例进一取整。"
    "比例为100%的类别全部检查，权重不起作用。"
)
"""How the picks follow from the seed."""


@dataclass(frozen=True, slots=True)
class WeightRule:
    """A weight and whom it is given to."""

    weight: int
    given_to: str


@dataclass(frozen=True, slots=True)
class StratumRule:
    """One stratum: its ratio with the period, which earlier visits count, and what becomes of the visited."""

    number: str
    label: str
    ratio: str
    visited: str
    repeat: str


@dataclass(frozen=True, slots=True)
class Policy:
    """The paper's content; a cap of 0 is not spoken of."""

    office: str
    year: int
    made_on: date
    weights: tuple[WeightRule, ...]
    left_out: tuple[str, ...]
    strata: tuple[StratumRule, ...]
    team: int
    cap_ordinary: int
    cap_higher: int
    watermark: str


def excluded(policy: Policy) -> str:
    """Say who takes no part."""
    states = "、".join(policy.left_out)
    return (
        f"状态为{states}的不参加抽取；一生只查一次的类别，查过的不再参加。涉密对象在另一份名单里抽取，"
        "只公布名单校验码、家数和抽取家数。"
    )


def merging(policy: Policy) -> str:
    """Say what joint visits, teams and caps are."""
    caps = []
    if policy.cap_ordinary:
        caps.append(f"一般对象每年超过{policy.cap_ordinary}次")
    if policy.cap_higher:
        caps.append(f"重点、特殊对象每季度超过{policy.cap_higher}次")
    warned = f"{'、'.join(caps)}的，计划和冻结前逐一提示。" if caps else ""
    return (
        "同一次抽取各类别共用抽签号，一家被几类抽中的合并为一次检查，一并检查各事项。"
        f"每次检查{policy.team}名持证执法人员，按本年已担任次数由少到多派出，次数相同的按抽签号；"
        f"所在片区、专长和回避不符的不派。{warned}"
    )
