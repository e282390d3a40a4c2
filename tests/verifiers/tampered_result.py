"""The announced result changed: alone, or with a digest that belongs to it in the log as well."""

from collections.abc import Callable
from typing import Any

from tests.verifiers.forger import RESULT, Forger
from tests.verifiers.kind import Tampering

Result = Any


def alone(change: Callable[[Result], object]) -> Callable[[Forger], None]:
    """Change `result.json` and nothing else."""

    def changed(forger: Forger) -> None:
        result = forger.announced()
        change(result)
        assert result != forger.announced()
        forger.announce(result)

    return changed


def agreeing(change: Callable[[Result], object]) -> Callable[[Forger], None]:
    """Change `result.json`, its digest, the digest in the log, and chain the log anew."""

    def changed(forger: Forger) -> None:
        result = forger.announced()
        change(result)
        assert result != forger.announced()
        forger.reannounce(result)

    return changed


def contested(result: Result) -> Result:
    """Give the first stratum in which somebody was not picked."""
    return next(each for each in result["strata"].values() if 0 < each["quota"] < len(each["order"]))


def replace_pick(result: Result) -> None:
    """Put the first reserve in the place of the last pick, with his visit and his team."""
    stratum = contested(result)
    spared, chosen = stratum["selected"][-1], stratum["order"][len(stratum["selected"])]
    stratum["selected"][-1] = chosen
    staffing = result["staffing"]
    for units in (result["visits"], staffing["staff"]):
        units.setdefault(chosen, units.pop(spared))
    staffing["visit_order"] = [chosen if unit == spared else unit for unit in staffing["visit_order"]]


def drop_pick(result: Result) -> None:
    stratum = contested(result)
    stratum["selected"].pop()
    stratum["shortfall"] += 1


def lower_quota(result: Result) -> None:
    stratum = contested(result)
    stratum["selected"].pop()
    stratum["quota"] -= 1


def raise_quota(result: Result) -> None:
    stratum = contested(result)
    stratum["selected"] = stratum["order"][: len(stratum["selected"]) + 1]
    stratum["quota"] += 1


def swap_ranks(result: Result) -> None:
    selected = next(each["selected"] for each in result["strata"].values() if len(each["selected"]) > 1)
    selected[0], selected[1] = selected[1], selected[0]


def swap_reserves(result: Result) -> None:
    """Let the last two of an order change places, which no digest binds."""
    order = next(s["order"] for s in result["strata"].values() if len(s["order"]) >= len(s["selected"]) + 2)
    order[-1], order[-2] = order[-2], order[-1]


def swap_rows(result: Result) -> None:
    """Give each of two strata what was drawn for the other."""
    one, other = list(result["strata"])[:2]
    strata = result["strata"]
    strata[one], strata[other] = strata[other], strata[one]


def first_team(result: Result) -> list[str]:
    return next(iter(result["staffing"]["staff"].values()))


def swap_member(result: Result) -> None:
    """Send one whom the first team does not have."""
    names = {name for team in result["staffing"]["staff"].values() for name in team}
    team = first_team(result)
    team[0] = min(names - set(team))


def swap_seats(result: Result) -> None:
    first_team(result).reverse()


def swap_teams(result: Result) -> None:
    staff = result["staffing"]["staff"]
    one = next(iter(staff))
    other = next(unit for unit, team in staff.items() if team != staff[one])
    staff[one], staff[other] = staff[other], staff[one]


def swap_visit_order(result: Result) -> None:
    order = result["staffing"]["visit_order"]
    order[0], order[1] = order[1], order[0]


def first_visit(result: Result) -> Result:
    return next(iter(result["visits"].values()))


def renamed(name: str, meaning: str, change: Callable[[Result], object]) -> tuple[Tampering, Tampering]:
    return (
        Tampering(name, meaning, "result.json ", alone(change)),
        Tampering(f"{name}_with_digest", f"{meaning}，结果校验码和存证跟着改", "log/", agreeing(change)),
    )


ANNOUNCED = (
    *renamed("pick_replaced", "抽中的一家换成候补", replace_pick),
    *renamed("pick_dropped", "抽中的少了一家，说成不足", drop_pick),
    *renamed("quota_lowered", "应抽家数改小", lower_quota),
    *renamed("quota_raised", "应抽家数改大", raise_quota),
    *renamed("rank_swapped", "两家的顺位对调", swap_ranks),
    *renamed("result_rows_swapped", "两个类别的结果对调", swap_rows),
    *renamed("team_member_swapped", "换了一名检查人员", swap_member),
    *renamed("seat_order_swapped", "同组两人的席位对调", swap_seats),
    *renamed("teams_swapped", "两家的检查组对调", swap_teams),
    Tampering("order_swapped", "候补的次序对调", "result.json strata/", alone(swap_reserves)),
    Tampering(
        "population_changed",
        "改了家数 N",
        "result.json strata/",
        alone(lambda r: contested(r).update(N=9999)),
    ),
    Tampering(
        "count_as_text",
        "家数写成文字",
        "result.json strata/",
        alone(lambda r: contested(r).update(N=f"{contested(r)['N']}")),
    ),
    Tampering(
        "shortfall_hidden",
        "删去不足数",
        "result.json strata/",
        alone(lambda r: contested(r).pop("shortfall")),
    ),
    Tampering(
        "stratum_dropped", "删去一个类别的结果", "result.json strata/", alone(lambda r: r["strata"].popitem())
    ),
    Tampering(
        "stratum_added",
        "多出一个类别的结果",
        "result.json strata/",
        alone(lambda r: r["strata"].update(Z={})),
    ),
    Tampering("visit_dropped", "删去一次检查", "result.json visits/", alone(lambda r: r["visits"].popitem())),
    Tampering(
        "visit_items_changed",
        "改了一次检查的事项",
        "result.json visits/",
        alone(lambda r: first_visit(r).update(items=[])),
    ),
    Tampering(
        "visit_seats_changed",
        "改了一次检查的席位",
        "result.json visits/",
        alone(lambda r: first_visit(r)["seats"].append("-")),
    ),
    Tampering("visit_order_swapped", "派员的次序对调", "result.json staffing/", alone(swap_visit_order)),
    Tampering("staffing_dropped", "删去检查人员", "result.json staffing", alone(lambda r: r.pop("staffing"))),
    Tampering(
        "staffing_denied",
        "说成派不齐",
        "result.json staffing/",
        alone(lambda r: r["staffing"].update(feasible=False)),
    ),
    Tampering(
        "announced_seed_changed",
        "改了公布的抽取种子",
        "result.json seed",
        alone(lambda r: r.update(seed="0" * 64)),
    ),
    Tampering(
        "announced_digest_changed",
        "改了公布的名单校验码",
        "result.json digest",
        alone(lambda r: r.update(digest="0" * 64)),
    ),
    Tampering(
        "result_digest_changed",
        "改了公布的结果校验码",
        "result.json result_digest",
        alone(lambda r: r.update(result_digest="0" * 64)),
    ),
    Tampering(
        "result_note_added", "结果里多出一项", "result.json 备注", alone(lambda r: r.update({"备注": 1}))
    ),
    Tampering("result_of_nothing", "结果是空的对象", "result.json", lambda f: f.announce({})),
    Tampering("result_listed", "结果不是对象而是列表", "result.json", lambda f: f.announce([f.announced()])),
)


def replaced_digest(forger: Forger) -> None:
    """Announce another digest of the result, log it and chain the log anew."""
    result = forger.announced()
    result["result_digest"] = "f" * 64
    forger.announce(result)
    forger.entry("result").set(3, "f" * 64)
    forger.sealed()


def repeated_key(forger: Forger, value: str) -> None:
    forger.edit(RESULT, '"seed":', f'"seed": "{value}", "seed":')


JSON = (
    Tampering("result_digest_replaced_in_all", "结果校验码在公布处和存证里一起换掉", "log/", replaced_digest),
    Tampering("result_key_twice", "结果里同一项出现两次", "result.json", lambda f: repeated_key(f, "0" * 64)),
    Tampering(
        "result_key_twice_alike",
        "结果里同一项出现两次，值相同",
        "result.json",
        lambda f: repeated_key(f, f.announced()["seed"]),
    ),
    Tampering(
        "result_with_more_behind",
        "结果后面还有内容",
        "result.json",
        lambda f: f.put(RESULT, f.read(RESULT) + b"{}\n"),
    ),
    Tampering("result_no_json", "结果不是 JSON", "result.json", lambda f: f.put(RESULT, b"{\n")),
    Tampering(
        "result_with_comment",
        "结果里有注释",
        "result.json",
        lambda f: f.edit(RESULT, "{", "{ // 说明\n"),
    ),
    Tampering(
        "result_with_comma_too_many",
        "结果末尾多一个逗号",
        "result.json",
        lambda f: f.put(RESULT, f.read(RESULT).rstrip()[:-1].rstrip() + b",\n}\n"),
    ),
)
