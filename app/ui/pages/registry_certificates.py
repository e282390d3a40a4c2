"""执法证到期: whose certificate has ended or ends within 90 days, renewed here."""

from collections.abc import Mapping
from typing import Final

from app.services.certificate_list import SOON_DAYS, URGENT_DAYS, ending_certificates
from app.services.edits import INSPECTORS, Edit
from app.services.rows.certificates import CertificateRow
from app.ui.buttons import Kind
from app.ui.chips import Filter
from app.ui.columns import Cell, Column
from app.ui.desk import Desk
from app.ui.pages.registry_inspector_dialogs import RenewDialog
from app.ui.pages.registry_inspector_panel import certificate_word
from app.ui.pages.registry_names import named
from app.ui.pages.registry_ticked import Chosen, Found, TickedPlan, TickedTask

KEY: Final = "certificates"
TITLE: Final = "执法证到期"
_ENDED, _URGENT, _SOON = "已过期", f"{URGENT_DAYS} 天内", f"{SOON_DAYS} 天内"
_MOST: Final[Mapping[str, range]] = {
    _ENDED: range(-1_000_000, 0),
    _URGENT: range(URGENT_DAYS + 1),
    _SOON: range(SOON_DAYS + 1),
}
_COLUMNS: tuple[Column[CertificateRow], ...] = (
    Column("code", "编号", 84, lambda found: found.code),
    Column("name", "姓名", 100, lambda found: found.name),
    Column("department", "部门", 0, lambda found: found.department),
    Column("cert", "执法证号", 152, lambda found: found.cert),
    Column("expiry", "有效期至", 104, lambda found: found.expiry.isoformat()),
    Column("left", "时限", 140, lambda found: Cell(state=certificate_word(found.days))),
)


class CertificatesTask(TickedTask[CertificateRow]):
    """One or several are renewed at once; several keep their numbers."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            TickedPlan(
                registry=INSPECTORS,
                title=TITLE,
                subtitle=f"在岗人员中已过期和 {SOON_DAYS} 天内到期的；过期后不能派员",
                unit="人",
                columns=_COLUMNS,
                spare=(),
                filters=(Filter("when", "时限", tuple(_MOST)),),
                find=self._find,
                rows=lambda ids: [self.found.get(row_id) for row_id in ids],
                nothing=("没有要到期的执法证", f"在岗人员的执法证 {SOON_DAYS} 天内都不到期。"),
            ),
        )
        self.add_act("换证", Kind.ACCENT, self._ask)

    def _find(self, chosen: Chosen) -> Found[CertificateRow]:
        found = ending_certificates(self._desk.store, self._desk.today())
        wanted = [_MOST[word] for word in chosen.get("when", ())]
        ids = [row.id for row in found if not wanted or any(row.days in days for days in wanted)]
        return Found(ids, {row.id: row for row in found})

    def _ask(self) -> None:
        people = self.ticked()
        rows = [self.found[row_id] for row_id in people]
        who = named([row.name for row in rows])
        RenewDialog(self, self._desk, people, who, rows[0].cert, self._renewed).begin()

    def _renewed(self, edit: Edit | None) -> None:
        if edit is not None:
            self.finished(edit)
