"""What a draw of companions is asked for, kept before the freeze so that closing the window loses nothing."""

from dataclasses import asdict
from typing import Final

from sqlalchemy.orm import Session

from app.core.errors import UserError
from app.core.periods import period_of
from app.models.database import Store
from app.models.office import Setting
from app.services import log
from app.services.preview import require_open_period
from app.services.rows.companion import CompanionAsk
from app.services.rows.office import Act

MOST: Final = 9
"""How many may go along with one visit."""


def ask_of(session: Session, period_id: str) -> CompanionAsk:
    """Give what is asked so far, inside a session; one for every visit unless said otherwise."""
    setting = session.get(Setting, _key(period_id))
    kept = setting.value if setting else None
    return CompanionAsk(**kept) if isinstance(kept, dict) else CompanionAsk()


def read_ask(store: Store, period_id: str) -> CompanionAsk:
    """Give what is asked so far."""
    with store.reading() as session:
        return ask_of(session, period_id)


def choose_ask(store: Store, period_id: str, ask: CompanionAsk, act: Act) -> None:
    """Keep and log what a draw of companions is asked for; UserError once its list is frozen."""
    if not 1 <= ask.count <= MOST:
        raise UserError(f"每次检查可抽 1 到 {MOST} 人，请改正人数。")
    with store.writing() as session:
        require_open_period(session, period_id)
        session.merge(Setting(key=_key(period_id), value=asdict(ask)))
        log.record(session, act, "选定随同人员抽取", f"{period_id}：{ask.words}")


def _key(period_id: str) -> str:
    return f"companions:{period_of(period_id).earnest}"
