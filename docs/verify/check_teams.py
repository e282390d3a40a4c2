"""复核双随机抽查的公开包（规则 SSJ1）之二：检查人员、结果校验码、存证原文、剔除和换人。"""
# 用法：python check_teams.py 公开包 [--json]（只给出最后的名单和人员）。与 check.py 放在一起，先做它的各步。
import json, re, sys
from calendar import monthrange
from collections import Counter, defaultdict
from pathlib import Path
from check import HEX, NAME, H, examine, expect

DAY = "(?P<year>[0-9]{4})-(?P<month>0[1-9]|1[0-2])-(?P<day>0[1-9]|[12][0-9]|3[01])"
AT = DAY + "T{0}:[0-5][0-9][+-]{0}".format("(?:[01][0-9]|2[0-3]):[0-5][0-9]")
TEXT, WHO = r"(?=[^|]*[^|\s])[^|\x00-\x1f\x7f]+", f"(?:{NAME}|-)"
TAILS = {  # 存证原文：check.py 核对过的几栏以后，其余各栏的写法；没有列出的只剩时间和经办人
    "strike": (rf"(?:\*|{NAME})", NAME, TEXT, f"(?:{HEX}|-)", AT, NAME),
    "substitute": (NAME, "[1-9][0-9]{0,8}", WHO, WHO, TEXT, AT, NAME),
    "void": (TEXT, AT, NAME, NAME)}

class Office:
    """名单里的检查人员：谁可以坐哪一席，谁排在前。"""

    def __init__(self, table, key):
        self.key, self.size, self.people = key, int(table["team"][""][0]), table["inspector"]
        self.skill = {item: skill for item, (skill,) in table["item"].items()}
        self.area = {unit: area for unit, (area,) in table["unit"].items()}
        self.recused, self.known = table["recusal"], {}

    def room(self, who, held):
        """坐了这些席，还没有到他的上限。"""
        return self.people[who][1] == "-" or held < int(self.people[who][1])

    def able(self, who, skill):
        """他有这项专长；- 为不要求。"""
        return skill == "-" or skill in self.people[who][3].split(",")

    def order(self, units):
        """检查任务的先后。"""
        return sorted(units, key=lambda unit: (H("SSJ1", "VISIT", self.key, unit), unit))

    def visits(self, strata, struck=frozenset()):
        """各类没有剔除的前几名，按单位合并：{单位: 事项}。"""
        found = defaultdict(set)
        for name, row in strata.items():
            for unit in picks(name, row, struck):
                found[unit].add(name.split("|")[0])
        return {unit: sorted(items) for unit, items in found.items()}

    def seats(self, items):
        """每项专长一席，其余不限，写 -。"""
        skills = sorted({self.skill[item] for item in items} - {"-"})
        return skills + ["-"] * (self.size - len(skills))

    def fit(self, unit, skill):
        """可以坐这一席的人：区域相符，有专长，不回避；{代号: 次数相同时的先后}。"""
        if (unit, skill) not in self.known:
            self.known[unit, skill] = {who: H("SSJ1", "STAFF", self.key, unit, who)
                for who, (_, _, areas, _) in self.people.items()
                if (areas == "*" or self.area[unit] in areas.split(","))
                and self.able(who, skill) and f"{who}|{unit}" not in self.recused}
        return self.known[unit, skill]

    def line(self, unit, skill, held):
        """可以坐这一席、没有到上限的人排队：本年次数加已坐席数，再比先后，再比代号。"""
        fit = self.fit(unit, skill)
        line = sorted(fit, key=lambda who: (int(self.people[who][0]) + held[who], fit[who], who))
        return [who for who in line if self.room(who, held[who])]

class Seating:
    """各席坐着谁；坐不满时，请人挪到别的席上。一席是（单位，第几席）。"""

    def __init__(self, office, skills):
        self.office, self.skills, self.held = office, skills, defaultdict(set)
        self.who, self.at = {}, {}

    def put(self, seat, who):
        """坐下。"""
        self.who[seat], self.at[seat[0], who] = who, seat
        self.held[who].add(seat)

    def leave(self, seat):
        """起身；给出原来坐着的人，没有则为 None。"""
        who = self.who.pop(seat, None)
        self.held[who].discard(seat)
        self.at.pop((seat[0], who), None)
        return who

    def fill(self, wanting, fixed=frozenset()):
        """给 wanting 中的一席换上人，fixed 不动；成了给出空集，不成给出牵连到的各席。"""
        came, asked, queue = dict.fromkeys(wanting), set(), list(wanting)
        for seat in queue:
            for who in self.office.fit(seat[0], self.skills[seat]):
                own = self.at.get((seat[0], who))
                if not own and self.office.room(who, len(self.held[who])):
                    while seat:  # 此人坐下，让出的人坐到 came 指的那一席，一直到头
                        before = self.leave(seat)
                        self.put(seat, who)
                        seat, who = came[seat], before  # noqa: PLW2901 - 就此返回
                    return set()
                freed = {own} if own else set() if who in asked else self.held[who]
                asked |= set() if own else {who}
                for each in freed.difference(came).difference(fixed):
                    came[each] = seat
                    queue.append(each)
        return set(came)

    def instead(self, seat, who, fixed):
        """改由此人坐这一席，只要后面各席仍能坐满；不能则照旧。"""
        own, before = self.at.get((seat[0], who)), self.leave(seat)
        if own:
            self.leave(own)
        self.put(seat, who)
        over = not self.office.room(who, len(self.held[who]) - 1)
        wanting = [own] if own else self.held[who] - fixed if over else []
        if not wanting or not self.fill(wanting, fixed):
            return True
        self.leave(seat)
        self.put(seat, before)
        if own:
            self.put(own, who)
        return False

def staff(office, visits):
    """派人（规则第 6 节）：每席归队伍中第一个坐下后其余各席仍能坐满的人；写法同 result.json。"""
    rows = {unit: office.seats(visits[unit]) for unit in office.order(visits)}
    skills = {(unit, n): skill for unit, row in rows.items() for n, skill in enumerate(row)}
    seating, held = Seating(office, skills), Counter()
    for seat, skill in skills.items():  # 先只看眼前
        line = office.line(seat[0], skill, held)
        first = next((who for who in line if (seat[0], who) not in seating.at), None)
        if first:
            seating.put(seat, first)
            held[first] += 1
    empty, lacking, dead = [seat for seat in skills if seat not in seating.who], [], set()
    for seat in empty:
        reached = seating.fill([seat], dead)
        dead |= reached  # 走到过而走不通的，以后也走不通
        lacking += [seat] if reached else []
    if lacking:
        reached = seating.fill(lacking)
        able = {who for seat in reached for who in office.fit(seat[0], skills[seat])}
        return {"feasible": False, "seats_needed": len(reached),
                "seats_available": len(reached) - len(lacking), "blocking_inspectors": sorted(able),
                "blocking_visits": sorted({unit for unit, _ in reached})}
    held, fixed = Counter(), set()
    for seat, skill in skills.items() if empty else ():  # 坐不满过，再逐席往后看
        fixed.add(seat)
        for who in office.line(seat[0], skill, held):
            free = seating.at.get((seat[0], who)) not in fixed
            if seating.who[seat] == who or (free and seating.instead(seat, who, fixed)):
                held[who] += 1
                break
    teams = {unit: [seating.who[unit, n] for n in range(len(row))] for unit, row in rows.items()}
    return {"feasible": True, "visit_order": list(rows), "staff": teams}

def picks(name, row, struck):
    """一类里没有剔除的前几名。"""
    item = name.split("|")[0]
    return [unit for unit in row["order"] if (item, unit) not in struck][: row["quota"]]

def result_digest(digest, key, strata, teams):
    """结果校验码（规则第 7 节）。"""
    lines = ["SSJ1-RESULT", f"digest|{digest}", f"seed|{key}"]
    for name in sorted(strata):
        lines += [f"pick|{name}|{n}|{unit}" for n, unit in enumerate(strata[name]["selected"], 1)]
    lines += [f"seat|{u}|{n}|{who}" for u in sorted(teams) for n, who in enumerate(teams[u], 1)]
    return H("\n".join(lines) + "\n")

def same(found, expected, place):
    """逐项比较，停在第一处不同。"""
    if isinstance(found, dict) and isinstance(expected, dict):
        for name in [*expected, *found]:
            same(found.get(name), expected.get(name), f"{place} {name!r}")
    good = json.dumps(found, sort_keys=True) == json.dumps(expected, sort_keys=True)
    expect(good, place, f"公布的是 {found!r:.80}，重算是 {expected!r:.80}")

class Aftermath:
    """公布以后：剔除、补上、换人。"""

    def __init__(self, office, strata, frame, visits, teams):
        self.office, self.strata, self.visits, self.teams = office, strata, visits, teams
        self.seats = {unit: office.seats(visits[unit]) for unit in teams}
        self.struck, self.left, self.staffed = set(), defaultdict(set), bool(teams)
        self.frame = {(item, unit) for item, _, unit in (key.split("|") for key in frame)}

    def first(self, unit, n):
        """此刻接这一席的人；没有则为 -。"""
        held = Counter(who for team in self.teams.values() for who in team)
        line = self.office.line(unit, self.seats[unit][n], held)
        return next((who for who in line if who not in {*self.teams[unit], *self.left[unit]}), "-")

    def strike(self, place, item, unit, *_):
        """剔除：次序不变，下一名补上；取消的任务人员离席，新的任务和席位依次派人。"""
        hit = {each for each in self.frame if each[1] == unit and item in ("*", each[0])}
        expect(hit, place, f"{item!r} {unit!r} 不在待抽名单中")
        self.struck |= hit
        before, self.visits = self.visits, self.office.visits(self.strata, self.struck)
        self.teams = {code: team for code, team in self.teams.items() if code in self.visits}
        for code in self.office.order(self.visits) if self.staffed else ():
            new, joined = code not in self.teams, set(self.visits[code]) - set(before.get(code, ()))
            if new:
                self.seats[code], self.teams[code] = [], []
            wanted = [self.office.skill[item] for item in sorted(joined)]
            for skill in self.office.seats(self.visits[code]) if new else wanted:
                able = [self.office.able(who, skill) for who in self.teams[code] if who != "-"]
                if new or not any(able):
                    self.seats[code].append(skill)
                    self.teams[code].append(self.first(code, -1))

    def substitute(self, place, unit, seat, out, successor, *_):
        """换人：由此刻排在最前的人接替，不得另指他人。"""
        n, team = int(seat) - 1, self.teams.get(unit, [])
        expect(n < len(team), place, f"没有派往 {unit!r} 的第 {seat} 席")
        expect(team[n] == out, place, f"这一席现为 {team[n]!r}")
        self.left[unit].add(out)
        first = self.first(unit, n)
        expect(successor == first, place, f"依次应由 {first!r} 接替")
        team[n] = first

def replay(own, after):
    """核对存证原文各栏的写法和日期，依次重演剔除和换人。"""
    for place, (kind, text) in own.items():
        tail = re.fullmatch(r"\|".join(TAILS.get(kind, (AT, NAME))) + "\n", text)
        day = [int(each) for each in tail.group("year", "month", "day")] if tail else [1, 1, 99]
        expect(day[2] <= monthrange(*day[:2])[1], place, "栏数不对，或有一栏写法不对")
        if kind in {"strike", "substitute"}:
            getattr(after, kind)(place, *text.split("|"))

def main(path, tell=print):
    """接着 check.py 复核；给出最后的名单和人员，写成 JSON。"""
    table, digest, key, strata, result, own, attempt, head = examine(path, tell)
    office, mine = Office(table, key), {"digest": digest, "seed": key, "strata": strata}
    visits = office.visits(strata)
    mine["visits"] = {u: {"items": visits[u], "seats": office.seats(visits[u])} for u in visits}
    if office.people:
        mine["staffing"] = staff(office, visits)
    teams = mine.get("staffing", {}).get("staff", {})
    mine["result_digest"] = result_digest(digest, key, strata, teams)
    same(result, mine, "result.json")
    tell(f"五、人员　{len(visits)} 个检查任务的席位和人员与公布的相同；结果校验码 {mine['result_digest']}")
    after = Aftermath(office, strata, table["frame"], visits, teams)
    replay(own, after)
    tell(f"六、以后　剔除、换人按规则重演相符，最后有 {len(after.visits)} 个检查任务")
    final = {name: picks(name, row, after.struck) for name, row in strata.items()}
    return json.dumps({"picks_after": final, "teams_after": dict(sorted(after.teams.items())),
                       "attempt": int(attempt), "head": head}, ensure_ascii=False, indent=1)

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    quiet, paths = "--json" in sys.argv, [Path(each) for each in sys.argv[1:] if each != "--json"]
    expect(len(paths) == 1, "用法", "python check_teams.py 公开包 [--json]", 2)
    final = main(paths[0], (lambda _: None) if quiet else print)
    print(final if quiet else "全部一致")
