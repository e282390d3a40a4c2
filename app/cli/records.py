"""`draw` and `verify`: SSJ1 on files that anyone may hold, without a database."""

import argparse
from collections.abc import Mapping
from typing import Any

from app.cli.edge import DONE, WRONG
from app.cli.streams import complain, say, say_json
from app.services.draw_files import draw_file
from app.services.packages import Verification
from app.services.packages import verify as verify_package
from app.services.rows.office import Act


def draw(arguments: argparse.Namespace, _act: Act) -> int:
    """Draw a frozen input."""
    result = draw_file(arguments.file, arguments.digits, arguments.salt, arguments.struck)
    if arguments.json:
        say_json(result)
    else:
        _tell_draw(result)
    return DONE


def _tell_draw(result: Mapping[str, Any]) -> None:
    say(f"名单校验码　{result['digest']}")
    say(f"抽取种子　　{result['seed']}")
    for key, stratum in result["strata"].items():
        chosen = "、".join(stratum["selected"]) or "无"
        lacking = f"，不足 {stratum['shortfall']} 家" if stratum["shortfall"] else ""
        say(f"{key}　N = {stratum['N']}，抽 {stratum['quota']} 家{lacking}：{chosen}")
    if "staffing" in result:
        _tell_staffing(result["staffing"])
    say(f"结果校验码　{result['result_digest']}")


def _tell_staffing(staffing: Mapping[str, Any]) -> None:
    if not staffing["feasible"]:
        visits, people = "、".join(staffing["blocking_visits"]), "、".join(staffing["blocking_inspectors"])
        say(
            f"人员派不齐：{visits} 共需 {staffing['seats_needed']} 人次，"
            f"可派的 {people or '无'}，最多 {staffing['seats_available']} 人次。"
        )
        return
    for unit in staffing["visit_order"]:
        say(f"检查 {unit}　{'、'.join(staffing['staff'][unit])}")


def _tell_verified(found: Verification) -> None:
    """Say what was checked and agrees, in the order of the checks; the first difference follows elsewhere."""
    if found.entries:
        say(f"存证记录　{found.entries} 条、{found.draws} 次抽取，前后相接，最后的存证码 {found.head}")
    if found.digest:
        say(f"冻结名单　格式规范，名单校验码与存证相符（第 {found.attempt} 次抽取）：{found.digest}")
    if found.seed:
        say(f"现场数字　与存证相符，保密码与冻结时的承诺相符，抽取种子 {found.seed}")
        say("抽取结果　按名单重新抽取，家数、次序、抽中单位、检查人员和结果校验码都与公布的相同")
    if found.fault is None:
        say("抽取以后　剔除和换人按规则重算，与存证相符")
        for key, units in found.picks_after.items():
            say(f"最后的名单　{key}：{'、'.join(units) or '无'}")
        for unit, team in found.teams_after.items():
            say(f"检查 {unit}　{'、'.join(team)}")
        say("复核通过。")


def verify(arguments: argparse.Namespace, _act: Act) -> int:
    """Check a public package; 1 and the first difference where it does not agree."""
    found = verify_package(arguments.package)
    if arguments.json:
        say_json(found.json())
    else:
        _tell_verified(found)
    if found.fault is None:
        return DONE
    complain(
        f"“{arguments.package.name}”没有通过复核。{found.fault.where}：{found.fault.message.rstrip('。')}。"
    )
    return WRONG
