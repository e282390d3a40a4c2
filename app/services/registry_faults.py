"""What is wrong with a form of the registries, by field, before it is kept."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from app.core.states import ObjectState
from app.core.text import name_fault, repair_code, repair_name, uscc_fault
from app.services.rows.registry import InspectorFields, ObjectFields

_MOST_CREDIT: Final = 200  # no scheme of grades goes higher; Chongqing's ends at 108


def object_faults(values: ObjectFields, before: ObjectFields | None) -> Mapping[str, str]:
    """Give field -> sentence for what cannot be kept; ``before`` is what the registry has, if anything."""
    from app.intake.coordinates import pair_fault  # noqa: PLC0415 - the reader of files only when needed

    faults: dict[str, str] = {}
    if fault := _name_fault(values.name, "请填写名称"):
        faults["name"] = fault
    if values.credit_score is not None and not 0 <= values.credit_score <= _MOST_CREDIT:
        faults["credit_score"] = f"信用分应在 0 到 {_MOST_CREDIT} 之间"
    code = repair_code(values.uscc)
    if code and (fault := uscc_fault(code)):
        faults["uscc"] = fault
    if found := pair_fault(values.longitude, values.latitude):
        faults[found[0]] = found[1]
    if (values.longitude is None) != (values.latitude is None):
        missing = "longitude" if values.longitude is None else "latitude"
        faults.setdefault(missing, "经度、纬度要一起填写")
    if values.waste_tonnes is not None and values.waste_tonnes < 0:
        faults["waste_tonnes"] = "吨数不能小于 0"
    usual = before.state if before else ObjectState.NORMAL
    if values.state != usual and not values.state_reason:
        faults["state_reason"] = "状态有变，请写明原因"
    if values.state != usual and values.state_since is None:
        faults["state_since"] = "状态有变，请填写日期"
    return faults


def state_date_faults(values: ObjectFields, before: ObjectFields | None, today: date) -> Mapping[str, str]:
    """Give what is wrong with the day of a state: it lies ahead, or before the change that it follows.

    Without a new state the day itself is being corrected, and may be earlier.
    """
    day, last = values.state_since, before.state_since if before else None
    if day and day > today:
        return {"state_since": "日期还没有到，请核对"}
    if before and values.state != before.state and day and last and day < last:
        return {"state_since": f"不能早于上一次变更的 {last}"}
    return {}


def inspector_faults(values: InspectorFields) -> Mapping[str, str]:
    """Give field -> sentence for what cannot be kept of an inspector."""
    faults: dict[str, str] = {}
    if fault := _name_fault(values.name, "请填写姓名"):
        faults["name"] = fault
    if not values.department:
        faults["department"] = "请填写部门"
    if values.cert and values.cert_expiry is None:
        faults["cert_expiry"] = "有执法证号的，请填写有效期"
    start, expiry = values.service_start, values.cert_expiry
    if start and expiry and expiry < start:
        faults["cert_expiry"] = "执法证有效期早于参加执法日期"
    if values.cap is not None and values.cap < 1:
        faults["cap"] = "每次上限至少为 1；不限的留空"
    if values.prior < 0:
        faults["prior"] = "次数不能小于 0"
    return faults


def _name_fault(words: str, missing: str) -> str | None:
    name = repair_name(words)
    return name_fault(name) if name else missing
