"""Settles, before freezing, how a draw is shown and where its digits come from (draw-spec.md §3, §8)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.periods import DrawKind, RevealMode, period_of
from app.models.database import Store
from app.models.draw import Draw
from app.models.office import Setting
from app.services import log
from app.services.preview import require_open_period
from app.services.rows.office import Act, Role
from app.services.rows.terms import FrozenTerms, Source, SourceKind, Terms


def terms_of(session: Session, period_id: str) -> Terms:
    """Give what is settled for an occasion so far, inside a session; the default is 保密摇号 and dice."""
    setting = session.get(Setting, _key(period_id))
    return _from_setting(setting.value) if setting and isinstance(setting.value, dict) else Terms()


def read_terms(store: Store, period_id: str) -> Terms:
    """Give what is settled for an occasion so far."""
    with store.reading() as session:
        return terms_of(session, period_id)


def choose_reveal(store: Store, period_id: str, mode: RevealMode, head: str, act: Act) -> None:
    """Keep and log how the draw will be shown; the head decides, before the list is frozen.

    What is drawn apart for secrecy is never shown by name.
    """
    if not head.strip():
        raise UserError("揭晓方式由负责人决定，请填写负责人姓名。")
    if mode is RevealMode.OPEN and period_of(period_id).kind is DrawKind.WITHHELD:
        raise UserError("涉密对象的名称不能当场公开，这次抽取只能用保密摇号。")
    with store.writing() as session:
        require_open_period(session, period_id)
        _keep(session, period_id, replace(terms_of(session, period_id), reveal=mode, decided_by=head.strip()))
        log.record(session, act, "选定揭晓方式", f"{period_id}：{mode}，{head.strip()}决定")


def choose_sources(store: Store, period_id: str, sources: Sequence[Source], act: Act) -> None:
    """Keep and log where each role's digits will come from, before the list is frozen."""
    for source in sources:
        _require_known_later(source, act)
    with store.writing() as session:
        require_open_period(session, period_id)
        _keep(session, period_id, replace(terms_of(session, period_id), sources=tuple(sources)))
        words = "；".join(source.words for source in sources)
        log.record(session, act, "选定现场数字来源", f"{period_id}：{words}")


def terms_to_freeze(session: Session, period_id: str, roles: Sequence[Role], act: Act) -> FrozenTerms:
    """Give what is frozen with a draw, a source for every role, dice where nothing was settled.

    UserError where a source holds no more, or where the roles became more or fewer since.
    """
    terms = terms_of(session, period_id)
    for source in terms.sources:
        _require_known_later(source, act)
    if terms.sources and len(terms.sources) != len(roles):
        raise UserError(
            f"现场数字来源是按 {len(terms.sources)} 方选定的，现在设置的是 {len(roles)} 方；"
            "请重新选定现场数字来源。"
        )
    kept = terms.sources or (Source(),) * len(roles)
    return FrozenTerms(terms.reveal, terms.decided_by, tuple(source.words for source in kept))


def require_published(session: Session, draw: Draw, act: Act) -> None:
    """Refuse digits while a public result that was named for them cannot be known yet; a rehearsal may."""
    if period_of(draw.period).mark:
        return
    for source in terms_of(session, draw.period).sources:
        if source.words in draw.sources and source.known_at is not None and source.known_at > act.at:
            raise UserError(
                f"“{source.what}”要到 {source.known_at:%Y-%m-%d %H:%M} 才公布，公布以后再录入现场数字。"
            )


def _require_known_later(source: Source, act: Act) -> None:
    if source.kind is not SourceKind.PUBLISHED:
        return
    if not source.what.strip() or source.known_at is None:
        raise UserError("公开结果要写明是什么结果、哪天几点公布，请填全。")
    if source.known_at <= act.at:
        raise UserError(
            f"“{source.what}”在 {source.known_at:%Y-%m-%d %H:%M} 已经公布，不能再作现场数字；"
            "请改用冻结以后才公布的结果。"
        )


def _key(period_id: str) -> str:
    return f"terms:{period_of(period_id).earnest}"


def _keep(session: Session, period_id: str, terms: Terms) -> None:
    value = {
        "reveal": terms.reveal,
        "decided_by": terms.decided_by,
        "sources": [
            [source.kind, source.what, source.known_at.isoformat() if source.known_at else ""]
            for source in terms.sources
        ],
    }
    session.merge(Setting(key=_key(period_id), value=value))


def _from_setting(value: Mapping[str, Any]) -> Terms:
    return Terms(
        reveal=RevealMode(value["reveal"]),
        decided_by=value["decided_by"],
        sources=tuple(
            Source(SourceKind(kind), what, datetime.fromisoformat(at) if at else None)
            for kind, what, at in value["sources"]
        ),
    )
