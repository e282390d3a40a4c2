"""执法证 that end soon or have ended, as lists and reminders tell of them: 90 and 30 days ahead."""

from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.database import Store
from app.models.registry import Inspector
from app.services.officer_standing import ON_DUTY
from app.services.rows.certificates import CertificateRow

SOON_DAYS: Final = 90
URGENT_DAYS: Final = 30


def ending(session: Session, today: date) -> tuple[CertificateRow, ...]:
    """Give the certificates of those on duty that have ended or end within 90 days, by their last day."""
    statement = select(Inspector).where(
        Inspector.state == ON_DUTY,
        Inspector.cert != "",
        Inspector.cert_expiry <= today + timedelta(SOON_DAYS),
    )
    return tuple(
        CertificateRow(
            person.id,
            person.code,
            person.name,
            person.department,
            person.cert,
            person.cert_expiry,
            (person.cert_expiry - today).days,
        )
        for person in session.scalars(statement.order_by(Inspector.cert_expiry, Inspector.code))
        if person.cert_expiry is not None
    )


def ending_certificates(store: Store, today: date) -> tuple[CertificateRow, ...]:
    """Give the certificates that have ended or end within 90 days."""
    with store.reading() as session:
        return ending(session, today)
