"""What a campaign must say before it is kept, and whether anybody stands in it and may be sent."""

from sqlalchemy.orm import Session

from app.core.catalogue import Catalogue
from app.core.errors import UserError
from app.core.targeting import RESERVED_ITEM, Targeting
from app.core.text import repair_name
from app.services.campaign_periods import campaigns_of, period_of_campaign
from app.services.campaign_reach import fitting, populations
from app.services.catalogue import catalogue_of
from app.services.office import office_of
from app.services.officers import sendable
from app.services.preview import item_and_stratum
from app.services.rows.campaign import CampaignFields
from app.services.rows.office import Act


def checked(session: Session, year: int, fields: CampaignFields, period_id: str, act: Act) -> CampaignFields:
    """Repair the words of a form; UserError says what cannot stand."""
    catalogue = catalogue_of(session, year)
    ready = _repaired(fields, catalogue)
    if not ready.title:
        raise UserError("请填写名称，例如“汛期涉水企业专项抽查”。")
    if not ready.targeting.reason:
        raise UserError("请填写抽取的依据或理由，例如文号。")
    for other in campaigns_of(session, year):
        if other.title == ready.title and period_of_campaign(other) != period_id:
            raise UserError(f"本年已有专项抽取“{other.title}”，请换一个名称。")
    if ready.due_on < act.day:
        raise UserError(f"规定时限 {ready.due_on} 已过，请填写今天以后的日期。")
    _check_lines(ready, catalogue)
    _check_reserved(ready, catalogue)
    _check_reach(session, year, ready, catalogue, act)
    return ready


def _repaired(fields: CampaignFields, catalogue: Catalogue) -> CampaignFields:
    """Give the words as they are kept and the lines in the order of the item list, each stratum once."""
    by_code = {line.stratum: line for line in fields.lines}
    lines = tuple(by_code[stratum.code] for stratum in catalogue.strata if stratum.code in by_code)
    asked = fields.targeting
    targeting = Targeting(
        asked.objects,
        asked.inspectors,
        repair_name(asked.reason),
        repair_name(asked.reserved_reason) if needs_reserved_reason(catalogue, fields) else "",
    )
    return CampaignFields(repair_name(fields.title), fields.due_on, lines, targeting)


def _check_lines(fields: CampaignFields, catalogue: Catalogue) -> None:
    if not fields.lines:
        raise UserError("请勾选要抽的类别。")
    for line in fields.lines:
        stratum = item_and_stratum(catalogue, line.stratum)[1]
        if line.ratio is not None and not 0 < line.ratio <= 1:
            raise UserError(f"{stratum.number} {stratum.short_label}：比例应大于 0、不超过 100 %。")
        if line.ratio is None and line.count < 1:
            raise UserError(f"{stratum.number} {stratum.short_label}：请填写抽取的比例或家数。")


def needs_reserved_reason(catalogue: Catalogue, fields: CampaignFields) -> bool:
    """Whether conditions on objects narrow item 15, for which as a rule none are set beforehand."""
    return bool(fields.targeting.objects) and any(
        item_and_stratum(catalogue, line.stratum)[0].number == RESERVED_ITEM for line in fields.lines
    )


def _check_reserved(fields: CampaignFields, catalogue: Catalogue) -> None:
    if needs_reserved_reason(catalogue, fields) and not fields.targeting.reserved_reason:
        raise UserError(f"第 {RESERVED_ITEM} 项日常监管原则上不提前设定范围条件；确需设定的，请写明理由。")


def _check_reach(session: Session, year: int, fields: CampaignFields, catalogue: Catalogue, act: Act) -> None:
    """Refuse what nobody stands in, more than there are, and conditions that too few inspectors meet."""
    asked = fields.targeting
    held = populations(session, catalogue, [line.stratum for line in fields.lines], asked.objects, act.day)
    if not any(held.values()):
        raise UserError("所选类别里没有符合条件的对象，请放宽对象条件或另选类别。")
    for line in fields.lines:
        if line.count > held[line.stratum]:
            stratum = item_and_stratum(catalogue, line.stratum)[1]
            raise UserError(
                f"{stratum.number} {stratum.short_label}：符合条件的共 {held[line.stratum]} 家，"
                f"不能抽 {line.count} 家。"
            )
    people = fitting(session, sendable(session, year, act.day), asked.inspectors, act.day)
    team = office_of(session).team
    if asked.inspectors.words and len(people) < team:
        raise UserError(
            f"符合人员条件、可以派出的只有 {len(people)} 人，一次检查要 {team} 人，请放宽人员条件。"
        )
