"""The published rules of the draw: weights, who is M, what counts as visited, repeats (draw-spec.md §2)."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy.orm import Session

from app.core.catalogue import Repeat, RuleChange, Stratum, VisitedScope
from app.core.errors import UserError
from app.core.policy import LOWERED, LOWERING_MARKS, POSITIVE_LIST, RAISED, RAISING_MARKS, USUAL
from app.core.states import OUT_OF_POPULATION
from app.documents.content import policy as content
from app.models.database import Store
from app.models.office import Setting
from app.services import log
from app.services.catalogue import catalogue_of, rules_key
from app.services.office import office_of
from app.services.plan_lines import BY_SCHEME, percent
from app.services.preview import PER_WORDS
from app.services.rows.office import Act
from app.services.rows.policy import StratumRule

REPEAT_WORDS: Final[Mapping[Repeat, str]] = {
    Repeat.PREFER: "排在未查的之后",
    Repeat.FORBID: "不再抽",
    Repeat.ALLOW: "与未查的同等",
}
VISITED_WORDS: Final[Mapping[VisitedScope, str]] = {
    VisitedScope.ITEM_YEAR: "本年查过该事项",
    VisitedScope.ANY_YEAR: "本年查过任何事项",
    VisitedScope.ONCE: "一生只查一次",
}

_WEIGHTS: Final = (
    content.WeightRule(RAISED, f"有下列情形之一的（标识过了有效期的不算）：{'、'.join(RAISING_MARKS)}"),
    content.WeightRule(USUAL, "其他"),
    content.WeightRule(LOWERED, f"{'、'.join(LOWERING_MARKS)}三项俱全的，或列入{POSITIVE_LIST}的"),
)


def rules_of(session: Session, year: int) -> tuple[StratumRule, ...]:
    """Give the rules in force for every stratum of a year, in the order of the list."""
    kept = session.get(Setting, rules_key(year))
    changed = kept.value if kept is not None and isinstance(kept.value, dict) else {}
    return tuple(
        StratumRule(
            code=stratum.code,
            number=stratum.number,
            label=stratum.short_label,
            per=PER_WORDS[stratum.period],
            ratio=_ratio(stratum),
            repeat=stratum.repeat,
            visited=stratum.visited,
            changed=stratum.code in changed,
        )
        for stratum in catalogue_of(session, year).strata
    )


def read_rules(store: Store, year: int) -> tuple[StratumRule, ...]:
    """Give the rules in force for every stratum of a year."""
    with store.reading() as session:
        return rules_of(session, year)


def change_rule(store: Store, year: int, rule: RuleChange, head: str, act: Act) -> None:
    """Change the rule of a stratum from the next freeze on; the head decides, and it is logged."""
    if not head.strip():
        raise UserError("抽取规则由负责人决定，请填写负责人姓名。")
    with store.writing() as session:
        stratum = catalogue_of(session, year).stratum(rule.stratum)
        if stratum.once != (rule.visited is VisitedScope.ONCE):
            raise UserError("“一生只查一次”由事项清单写定，不能在这里改。")
        kept = session.get(Setting, rules_key(year))
        changed = dict(kept.value) if kept is not None and isinstance(kept.value, dict) else {}
        changed[rule.stratum] = [rule.repeat, rule.visited]
        session.merge(Setting(key=rules_key(year), value=changed))
        words = f"{VISITED_WORDS[rule.visited]}的{REPEAT_WORDS[rule.repeat]}"
        detail = f"{stratum.number} {stratum.short_label}：{words}，{head.strip()}决定"
        log.record(session, act, "修改抽取规则", detail)


def policy_content(store: Store, year: int, act: Act) -> content.Policy:
    """Give what the policy paper says of a year."""
    with store.reading() as session:
        office = office_of(session)
        return content.Policy(
            office=office.name,
            year=year,
            made_on=act.day,
            weights=_WEIGHTS,
            left_out=tuple(str(state) for state in OUT_OF_POPULATION),
            strata=tuple(
                content.StratumRule(
                    number=rule.number.rstrip("abcdefgh"),
                    label=rule.label,
                    ratio=f"{rule.per}{rule.ratio}",
                    visited=VISITED_WORDS[rule.visited],
                    repeat="—" if rule.visited is VisitedScope.ONCE else REPEAT_WORDS[rule.repeat],
                )
                for rule in rules_of(session, year)
            ),
            team=office.team,
            cap_ordinary=office.cap_ordinary,
            cap_higher=office.cap_higher,
            watermark=office.watermark,
        )


def policy_pdf(store: Store, year: int, act: Act) -> bytes:
    """Give 随机抽取规则 as PDF."""
    from app.documents.pdf_policy import build_policy  # noqa: PLC0415 - reportlab only for a paper

    return build_policy(policy_content(store, year, act))


def _ratio(stratum: Stratum) -> str:
    return BY_SCHEME if stratum.ratio is None else percent(stratum.ratio).replace(" ", "")
