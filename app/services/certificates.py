"""执法证 renewed: one with its new number, several with one last day."""

from collections.abc import Sequence
from datetime import date

from app.core.errors import UserError
from app.models.database import Store
from app.models.registry import Inspector
from app.services import edits, log
from app.services.edits import Changes, Edit, noted
from app.services.rows.office import Act


def renew(store: Store, people: Sequence[int], number: str, expiry: date, act: Act) -> Edit | None:
    """Keep the last day of new certificates, and the number of a single one where it is another.

    None where nothing differs; UserError where the day is over, or a number is given to several.
    """
    if not people:
        raise UserError("请先选中要换证的人员。")
    if expiry < act.day:
        raise UserError(f"有效期 {expiry} 已过，请核对新证上的日期。")
    if number.strip() and len(people) > 1:
        raise UserError("一个执法证号只能给一个人。")
    with store.writing() as session:
        changes, names = Changes(), []
        for person in (session.get_one(Inspector, row_id) for row_id in people):
            cert = number.strip() or person.cert
            if not cert:
                raise UserError(f"{person.name}没有执法证号，请单独登记。")
            changes.note_all(
                person.id, {"cert": (person.cert, cert), "cert_expiry": (person.cert_expiry, expiry)}
            )
            person.cert, person.cert_expiry = cert, expiry
            names.append(f"{person.code} {person.name}")
        if not changes:
            return None
        what, detail = "换发执法证", f"{'、'.join(names)}，有效期至 {expiry}"
        log.record(session, act, what, detail)
        return noted(session, edits.INSPECTORS, what, detail, changes=changes)
