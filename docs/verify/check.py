"""复核双随机抽查的公开包（规则 SSJ1）：名单、种子、抽签、存证。检查人员用 check_teams.py 复核。"""
# 用法：python check.py 公开包（文件夹或 .zip）。结束码：0 全部一致；1 有一处不一致；2 不是公开包。
import hashlib, json, re, sys, zipfile
from pathlib import Path
from unicodedata import is_normalized

FILES = {"input.txt", "reveal.txt", "result.json", "log.txt"}  # 另有 log 文件夹
NAME = r"(?![*-](?:[|,\n]|\Z))(?!\s)[^|,\x00-\x1f\x7f]{1,64}(?<!\s)"  # 编号：首尾无空白，不单是 *、-
INT, HEX, LIST = "(?:0|[1-9][0-9]{0,8})", "[0-9a-f]{64}", f"{NAME}(?:,{NAME})*"
INPUT = {  # 名单的各种行，依此次序：前几栏是键（不得重复），然后是各栏的写法
    "SSJ1": (0,), "period": (0, NAME), "prev": (0, HEX), "role": (1, INT, NAME),
    "salt": (0, f"(?:{HEX}|-)"), "team": (0, "[2-9]"), "item": (1, NAME, f"(?:{NAME}|-)"),
    "stratum": (2, NAME, NAME, INT, INT, NAME, "(?:forbid|prefer|allow)"),
    "unit": (1, NAME, NAME), "frame": (3, NAME, NAME, NAME, "(?:[1-9]|10)", "[EMVX]"),
    "inspector": (1, NAME, INT, f"(?:{INT}|-)", rf"(?:\*|{LIST})", f"(?:-|{LIST})"),
    "recusal": (2, NAME, NAME)}
FORMS = {kind: re.compile(r"\|".join([kind, *form])) for kind, (_, *form) in INPUT.items()}
RULES = {  # 一行（各栏 v）与它前面各行（表 t）的关系
    "role": lambda v, t: int(v[0]) == len(t["role"]) + 1 and [v[1]] not in t["role"].values(),
    "stratum": lambda v, t: v[0] in t["item"] and 0 < int(v[2]) <= int(v[3]),
    "frame": lambda v, t: f"{v[0]}|{v[1]}" in t["stratum"] and v[2] in t["unit"],
    "inspector": lambda v, _: all(len(set(c)) == len(c) for c in (x.split(",") for x in v[3:])),
    "recusal": lambda v, t: v[0] in t["inspector"] and v[1] in t["unit"]}
LOG = rf"[1-9][0-9]*\|([a-z]+)\|({HEX})\|({NAME})\|({HEX})\|{HEX}"  # 存证的一行；下面是一次抽取各条的先后
COURSE = "freeze( seed( result( strike| substitute| reveal)*)?)?( void( reveal)?)?"

def H(*fields):
    """规则里的 H：各栏用 | 相连，取 SHA-256，小写十六进制。"""
    return hashlib.sha256("|".join(fields).encode()).hexdigest()

def expect(holds, place, reason, code=1):
    """不成立就停在这里，说出何处、为何。"""
    if not holds:
        print(f"{'不一致' if code == 1 else '不能复核'}　{place}：{reason}")
        sys.exit(code)

def read(path):
    """公开包（.zip 里可套一层文件夹）各文件的文字：UTF-8、NFC，换行都是 LF，末行也有换行。"""
    files = {}
    try:
        parts = [part for part in [*path.glob("*.*"), *path.glob("log/*")] if part.is_file()]
        found = [(part.relative_to(path).as_posix(), part.read_bytes()) for part in parts]
        if not path.is_dir():
            with zipfile.ZipFile(path) as box:
                found = [(p.filename, box.read(p)) for p in box.infolist() if not p.is_dir()]
    except Exception as error:  # noqa: BLE001 - 文件有许多种坏法
        expect(False, path, f"打不开，或已损坏（{error!r}）", 2 - zipfile.is_zipfile(path))
    names, strange = [name.lower() for name, _ in found], r"\\|(?:^|/)\.{0,2}(?:/|$)"
    odd = [name for name in names if names.count(name) > 1 or re.search(strange, name)]
    expect(not odd, path, f"有重名的，或不平常的文件名 {odd[:1]}")
    nested = all("/" in name for name, _ in found)
    for name, data in ((ascii(name.split("/", nested)[-1])[1:-1], data) for name, data in found):
        if name in FILES or re.fullmatch(r"log/[^/]*\.txt", name):
            files[name] = data.decode("utf-8", "surrogateescape")
            for number, row in enumerate(files[name].split("\n"), 1):
                good = is_normalized("NFC", row) and not re.search("[\r\ud800-\udfff]", row)
                expect(good, f"{name} 第 {number} 行", "不是 UTF-8、NFC 的文字，或有回车")
            expect(files[name].endswith("\n"), name, "末行没有换行")
    expect(set(files) >= FILES, path, f"不是完整的公开包，应有 {sorted(FILES)}", 1 if files else 2)
    return files

def parse(rows):
    """名单逐行核对；给出 {行的种类: {键: 其余各栏}}。"""
    table, order, step, before = {kind: {} for kind in INPUT}, list(INPUT), 0, ""
    for number, row in enumerate(rows, 1):
        (kind, *values), place = row.split("|"), f"input.txt 第 {number} 行"
        expect(kind in FORMS and FORMS[kind].fullmatch(row), place, "栏数不对，或有一栏写法不对")
        here, width = order.index(kind), INPUT[kind][0]
        key, ahead = "|".join(values[:width]), here > step or kind == "role" or row > before
        expect(here >= step and ahead and key not in table[kind], place, "次序不对或重复")
        expect(kind not in RULES or RULES[kind](values, table), place, "编号、比例等与前面的行不合")
        step, before, table[kind][key] = here, row, values[width:]
    expect(all(table[kind] for kind in order[:6]), "input.txt", "开头缺少一行")
    return table

def draw(table, key):
    """各类的家数、应抽数、抽签次序、抽中和不足数，写法同 result.json。"""
    strata, queues = {}, {name: [] for name in table["stratum"]}
    for place, (weight, state) in table["frame"].items():
        name, _, unit = place.rpartition("|")
        *_, scope, repeat = table["stratum"][name]
        tier = {"M": 0, "E": 1, "V": 1 if repeat == "allow" else 2, "X": 9}[state]
        ticket = int(H("SSJ1", "UNIT", key, scope, unit), 16)
        queues[name].append((tier, ticket * (2520 // int(weight)), ticket, unit, state))
    for name, (num, den, _, repeat) in table["stratum"].items():
        queue = [each for each in sorted(queues[name]) if each[4] != "X"]
        order = [unit for *_, unit, state in queue if (repeat, state) != ("forbid", "V")]
        want = max(-(-len(queue) * int(num) // int(den)), sum(each[4] == "M" for each in queue))
        strata[name] = {"N": len(queue), "quota": want, "order": order, "selected": order[:want]}
        strata[name]["shortfall"] = want - len(order[:want])
    return strata

def log(files, digest, table, known):
    """重算每条存证码，核对每次抽取的先后；本次抽取各条的内容以重算的各栏（known）开头。"""
    head, past, own = "0" * 64, {}, {}
    for number, row in enumerate(files["log.txt"][:-1].split("\n"), 1):
        name, place, found = f"log/{number}.txt", f"log.txt 第 {number} 行", re.fullmatch(LOG, row)
        kind, which, task, content = found.groups() if found else expect(False, place, "写法不对")
        before, head = head, H("SSJ1", "LOG", head, str(number), kind, which, task, content)
        expect(row == "|".join([str(number), kind, which, task, content, head]), place, "序号或存证码不对")
        course = past[which] = [*past.get(which, [task]), kind]
        good = course[0] == task and re.fullmatch(COURSE, " ".join(course[1:]))
        expect(good and course[1:].count("reveal") < 2, place, "同一次抽取这时不能有这一条")
        rivals = [past[each][1:] for each in past if past[each][0] == task and each != which]
        expect(kind != "freeze" or all("void" in each for each in rivals), place, "此前的冻结没有作废")
        if which == digest:
            expect(kind != "freeze" or [before] == table["prev"][""], place, "prev 不是此前的存证码")
            known["freeze"] = [*table["period"][""], str(len(rivals) + 1)]  # 第几次抽取
            start, text = "|".join([kind, digest, *known.get(kind, []), ""]), files.pop(name, "")
            expect(H(text) == content and text.startswith(start), name, f"不合存证，应以 {start!r} 开头")
            own[name] = kind, text[len(start) :]
    due = {"result", "reveal" if "reveal" in known else "result"}
    expect(which == digest and due <= set(course[1:]), place, f"末条应属本次抽取，且已有 {sorted(due)}")
    expect(set(files) == FILES, max(set(files) - FILES, default=""), "不是本次抽取的存证")
    return own, head

def examine(path, tell=print):
    """一步一步复核；给出复核检查人员要用的。"""
    files = read(path)
    table, digest = parse(files["input.txt"][:-1].split("\n")), H(files["input.txt"])
    tell(f"一、名单　逐行合乎写法，共 {len(table['unit'])} 家；名单校验码 {digest}")
    salt, *digits = files["reveal.txt"][:-1].split("\n")
    opened = H("SSJ1", "SALT", salt) if re.fullmatch(HEX, salt) else salt
    expect([opened] == table["salt"][""], "reveal.txt 第 1 行", "保密码与名单中的承诺值不符")
    good = len(digits) == len(table["role"]) and all(re.fullmatch("[0-9]{8,64}", d) for d in digits)
    expect(good and len("".join(digits)) > 19, "reveal.txt", "现场数字应每方一行 8–64 位，共 20 位以上")
    key = H("SSJ1", "SEED", digest, salt, *digits)
    tell(f"二、种子　保密码与承诺值相符，{len(digits)} 方现场数字；抽取种子 {key}")
    try:
        result = json.loads(files["result.json"], object_pairs_hook=lambda pairs: expect(
            len(dict(pairs)) == len(pairs), "result.json", "有重复的键") or dict(pairs))
        claimed = {**result["strata"], "digest": result["digest"], "seed": result["seed"]}
    except (ValueError, RecursionError, LookupError, TypeError) as error:
        expect(False, "result.json", f"写法不对（{error!r}）")
    strata = draw(table, key)
    for name, value in {"digest": digest, "seed": key, **strata}.items():
        good = json.dumps(claimed.get(name), sort_keys=True) == json.dumps(value, sort_keys=True)
        expect(good, f"result.json {name!r}", "公布的与重算的不同")
    tell(f"三、抽签　{len(table['frame'])} 个抽签号，{len(strata)} 类的次序和抽中单位都与公布的相同")
    known = {"seed": [key, *digits], "result": [key, str(result.get("result_digest"))]}
    known.update({} if salt == "-" else {"reveal": [salt]})
    own, head = log(files, digest, table, known)
    tell(f"四、存证　首尾相连，本次是第 {known['freeze'][1]} 次抽取，{len(own)} 条；最后的存证码 {head}")
    return table, digest, key, strata, result, own, known["freeze"][1], head

if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    expect(len(sys.argv) == 2, "用法", "python check.py 公开包", 2)
    examine(Path(sys.argv[1]))
    print("全部一致")
