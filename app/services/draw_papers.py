"""Papers A (冻结单) and B (抽取记录) of a draw (draw-spec.md §8)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, TypeAlias

from sqlalchemy.orm import Session

from app import __version__
from app.core.catalogue import Repeat
from app.core.periods import period_of
from app.documents.content import draw as shared
from app.documents.content import freeze_sheet as content
from app.documents.content.draw_words import COMPANIONS
from app.models.database import Store
from app.models.draw import Draw
from app.sampling import REHEARSALS, Stratum, counts, parse
from app.services import draw_log
from app.services.companion_preview import PER
from app.services.draw import NO_SALT
from app.services.draw_names import DrawNames, names_of
from app.services.draw_record import left_out, record_of, sources_of, voided
from app.services.draw_view import view_of
from app.services.feasibility import Told, tried, unheard
from app.services.occasions import rules_of
from app.services.office import office_of
from app.services.plan_lines import BY_SCHEME
from app.services.rows.draw import DrawView, Feasibility, LineRule, StratumCount

Rules: TypeAlias = Mapping[str, LineRule]

_WEIGHTS: Final = (
    "违法、投诉、社会关注、信用低、特殊需要、治理不稳定之一为4；"
    "管理好、信用好、风险低三项俱全或列入正面清单为1；其余为2"
)
_EVEN: Final = "各人相同，都为1"
_OFTEN: Final = "一人可以随同多次检查，各次检查分别抽取"
_REPEATS: Final = {
    Repeat.PREFER: "本年该事项已查的排在未查的之后",
    Repeat.FORBID: "本年该事项已查的不再抽",
    Repeat.ALLOW: "本年该事项已查的照常参加",
}


def _typed(rules: Rules, known: DrawNames) -> tuple[content.TypedCount, ...]:
    """Give the lines whose count was typed; a count of 0 left its line out of the draw."""
    lines = [
        (rule.override, rule.reason, code)
        for code, rule in rules.items()
        if rule.override is not None and rule.reason  # companions: the same for every visit
    ]
    lines.sort(key=lambda line: known.order(line[2]))
    return tuple(
        content.TypedCount(known.number(code).rstrip("abcdefgh"), known.label(code), count, reason)
        for count, reason, code in lines
    )


def _ratio(count: StratumCount, stratum: Stratum, known: DrawNames, rules: Rules) -> str:
    """Give a stratum's ratio in words; a typed count was frozen as n/N and is no ratio."""
    rule = rules[stratum.code]
    if rule.ratio is None and known.by_scheme(stratum.code):
        return BY_SCHEME
    if rule.ratio is None:
        return f"定{rule.override}{known.words.each}"
    if (stratum.numerator, stratum.denominator) != (rule.ratio.numerator, rule.ratio.denominator):
        return f"定{stratum.numerator}{known.words.each}"
    return count.ratio.replace(" ", "")


def _basis(view: DrawView, rules: Rules) -> str:
    """Say what a campaign without conditions rests on; where there are any, they say it."""
    if not period_of(view.period).campaign or view.targeting:
        return ""
    [reason] = {rule.reason for rule in rules.values()}
    return reason


def _frozen_strata(view: DrawView, known: DrawNames, rules: Rules) -> tuple[content.FrozenStratum, ...]:
    return tuple(
        content.FrozenStratum(
            number=count.number.rstrip("abcdefgh"),
            label=count.label,
            population=count.population,
            must=count.must,
            visited=count.visited,
            excluded=count.excluded,
            ratio=_ratio(count, stratum, known, rules),
            count=count.quota,
        )
        for count, stratum in zip(view.counts, known.strata(), strict=True)
    )


def _repeat(strata: tuple[Stratum, ...]) -> str:
    """Say what becomes of those visited this year, each rule once."""
    return "；".join(words for rule, words in _REPEATS.items() if any(one.repeat == rule for one in strata))


def freeze_sheet(store: Store, draw_id: int, told: Told = unheard) -> content.FreezeSheet:
    """Give what 冻结单 says: all that was fixed before any digit."""
    with store.reading() as session:
        draw = session.get_one(Draw, draw_id)
        view, office = view_of(session, draw), office_of(session)
        known = names_of(session, draw, parse(draw.frozen))
        rules = _rules(session, draw, known)
        trial = _trial(known, told)
        return content.FreezeSheet(
            office=office.name,
            period=view.title,
            attempt=view.attempt,
            frozen_at=datetime.fromisoformat(view.frozen_at),
            place=view.place,
            task=str(view.kind),
            targeting=view.targeting,
            basis=_basis(view, rules),
            reveal=str(view.reveal),
            decided_by=view.decided_by,
            sources=sources_of(view),
            digest=view.digest,
            commitment="" if view.commitment == NO_SALT else view.commitment,
            log_head=draw_log.own(session, draw.digest)[0][0].head,
            strata=_frozen_strata(view, known, rules),
            weights=_EVEN if known.words == COMPANIONS else _WEIGHTS,
            repeat=_OFTEN if known.words == COMPANIONS else _repeat(known.frozen.strata),
            typed=_typed(rules, known),
            exclusions=left_out(view, known),
            inspectors=view.inspectors,
            rehearsals=trial.tried,
            unstaffed=trial.failed,
            unstaffed_reason=trial.why,
            program_version=__version__,
            roles=tuple(shared.Role(role.word, role.person) for role in view.roles),
            voided=voided(view),
            watermark=office.watermark,
            words=known.words,
        )


def _rules(session: Session, draw: Draw, known: DrawNames) -> Rules:
    """Give how many each stratum takes; for companions the clerk said it once for all visits."""
    if known.words != COMPANIONS:
        return rules_of(session, draw)
    return {one.code: LineRule(PER, None, counts(one).quota, "") for one in known.frozen.strata}


def _trial(known: DrawNames, told: Told) -> Feasibility:
    """Rehearse who can be sent; companions sit in no seat."""
    if known.words == COMPANIONS:
        return Feasibility(0, 0, "")
    return tried(known.frozen, known.unit_names(), known.person_names(), REHEARSALS, told)


def draw_record(store: Store, draw_id: int) -> shared.DrawRecord:
    """Give what 抽取记录 says."""
    with store.reading() as session:
        return record_of(session, session.get_one(Draw, draw_id))


def freeze_sheet_pdf(store: Store, draw_id: int, told: Told = unheard) -> bytes:
    """Give 冻结单 as PDF; `told` hears of its rehearsals."""
    from app.documents.pdf_freeze_sheet import build_freeze_sheet  # noqa: PLC0415 - reportlab only for a paper

    return build_freeze_sheet(freeze_sheet(store, draw_id, told))


def draw_record_pdf(store: Store, draw_id: int) -> bytes:
    """Give 抽取记录 as PDF."""
    from app.documents.pdf_draw_record import build_draw_record  # noqa: PLC0415 - reportlab only for a paper

    return build_draw_record(draw_record(store, draw_id))
