"""README.txt of a public package: what an outsider reads first (draw-spec.md §7, §8 C)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.periods import DrawKind
from app.core.states import DrawState
from app.core.text import natural_key
from app.models.draw import Draw
from app.sampling import FrozenInput, counts
from app.services.draw import NO_SALT
from app.services.draw_names import DrawNames, names_of
from app.services.frame import VISITED, VISITED_FOR_OTHERS
from app.services.office import office_of
from app.services.replayed import performed

_VISITED: Final = (VISITED, VISITED_FOR_OTHERS)
_PUBLIC_WORDS: Final = ("关闭", "停产", "注销", "迁出", *_VISITED, "该事项已查过")
_ANY_OTHER: Final = "不参加"
_FILES: Final = """\
  input.txt　　摇号前冻结的待抽名单，一字不改。
  reveal.txt　 第一行是保密码（没有的为 -），以下每行是一方的现场数字。
  result.json　公布的抽取结果：各类的次序和抽中单位、检查任务、检查人员代号。
  log.txt　　　历次抽取的存证记录，每行的存证码由上一行算出。
  log 文件夹　 本次抽取各条记录的内容。
  verify.html　核对网页：断网时用浏览器打开，把公开包拖进去，自动重新抽取并逐项核对。"""
_COMPANIONS: Final = """\
  本次为已经抽中的检查抽取随同人员：每次检查为一类，类号是检查对象的永久编号。随同人员写名录里的编号，
  不写姓名和单位名称；各次检查的抽签范围各不相同，互不影响。本次不派检查人员。"""
_CODES: Final = """\
  单位写永久编号，检查人员写本次抽取的代号，不写名称和姓名；单位可以凭编号找到自己。
  input.txt 里每个单位后面依次是权重和状态：E 可抽，M 必查，V 本年已查，X 不参加抽取。"""


def readme(session: Session, draw: Draw) -> str:
    """Give the text; units, inspectors and companions stand in it by code only."""
    frozen, _ = performed(draw)
    office, period = office_of(session), draw.title
    rehearsal = f"【{office.watermark}】\n" if office.watermark else ""
    drawn = _companions(frozen) if draw.kind == DrawKind.COMPANIONS else _objects(session, draw, frozen)
    parts = (
        f"{rehearsal}{office.name}\n{period}随机抽取公开包（第{draw.attempt}次）",
        f"名单校验码　{draw.digest}\n抽取种子　　{draw.seed}\n结果校验码　{draw.result_digest}",
        f"一、文件\n{_FILES}",
        f"二、怎样核对\n{_how_to_check(draw, frozen)}",
        *drawn,
    )
    return "\n\n".join(parts) + "\n"


def _objects(session: Session, draw: Draw, frozen: FrozenInput) -> Iterator[str]:
    """Tell of the strata, of who took no part or stood behind, and of what was drawn apart."""
    drawn = {stratum.code for stratum in frozen.strata}
    excluded = [(code, unit, reason) for code, unit, reason in draw.excluded if code in drawn]
    left_out = [row for row in excluded if row[2] not in _VISITED]
    visited = [row for row in excluded if row[2] in _VISITED]
    yield f"三、抽查类别\n{_strata(names_of(session, draw, frozen))}"
    yield f"四、不参加抽取的单位{_tally(left_out)}\n{_listed(left_out)}"
    yield f"五、本年已查的单位{_tally(visited)}\n{_listed(visited)}"
    yield f"六、编号和代号\n{_CODES}"
    yield from _drawn_apart(session, draw)


def _companions(frozen: FrozenInput) -> Iterator[str]:
    """Tell of the visits by the codes of their objects."""
    told = []
    for stratum in sorted(frozen.strata, key=lambda one: one.code):
        figures = counts(stratum)
        told.append(f"  {stratum.code}　{figures.population}人抽{figures.quota}人")
    yield "三、检查任务\n" + "\n".join(told)
    yield f"四、编号\n{_COMPANIONS}"


def _drawn_apart(session: Session, draw: Draw) -> Iterator[str]:
    """Tell of the draw of withheld objects of the same quarter all that becomes public of it (§2, State)."""
    statement = select(Draw).where(Draw.period == f"{draw.period}-B", Draw.state == DrawState.DRAWN)
    for apart in session.scalars(statement):
        figures = [counts(stratum) for stratum in performed(apart)[0].strata]
        units, drawn = sum(one.population for one in figures), sum(one.quota for one in figures)
        told = f"{units}家次中抽{drawn}家次，名单不公开。"
        yield f"七、另行抽取的涉密对象\n  {told}\n  名单校验码　{apart.digest}"


def _how_to_check(draw: Draw, frozen: FrozenInput) -> str:
    """Give the four steps with this draw's own values put in."""
    seed = "|".join(("SSJ1", "SEED", draw.digest, draw.salt, *draw.digits))
    scope = _scope(frozen)
    sealed = f"""
     保密码没有换过：SSJ1|SALT|{draw.salt}
     这一行的 SHA-256 值应与 input.txt 中 salt 一行相同。"""
    return f"""\
  凡能算 SHA-256 的工具都可以用；文字用 UTF-8 编码，竖线为半角，行末不加换行。
  1. 名单：input.txt 的 SHA-256 值就是名单校验码，应与冻结单上各方签过字的相同。
     sha256sum input.txt（Windows 用 certutil -hashfile input.txt SHA256）
  2. 种子：下面一行由名单校验码、保密码和各方现场数字连成，它的 SHA-256 值就是抽取种子。
     {seed}{"" if draw.salt == NO_SALT else sealed}
  3. 抽签号：下面一行换上单位编号，它的 SHA-256 值就是这个单位的抽签号。
     SSJ1|UNIT|{draw.seed}|{scope}|单位编号
  4. 次序：每类先排必查的，再排未查的，本年已查的按该类的规则；各按抽签号除以权重，小的在前，
     排满应抽家数的抽中，其余依次候补。应与 result.json 相同。
  检查人员、剔除、换人和存证码也能核对：用浏览器打开 verify.html，把公开包拖进去，一次核对全部内容，
  不联网；也可以运行 main.py verify，后面写公开包的位置。"""


def _scope(frozen: FrozenInput) -> str:
    scopes = {stratum.scope for stratum in frozen.strata}
    return scopes.pop() if len(scopes) == 1 else "抽签范围（input.txt 中 stratum 行的第六项）"


def _strata(known: DrawNames) -> str:
    lines = []
    for stratum in known.strata():
        figures, number = counts(stratum), known.number(stratum.code).rstrip("abcdefgh")
        name = f"第{number}项{known.label(stratum.code)}"
        lines.append(f"  {stratum.code}　{name}：{figures.population}家抽{figures.quota}家")
    return "\n".join(lines)


def _words(rows: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Keep the words that may be published; any other reason is only said to be one."""
    for stratum, unit, reason in rows:
        yield stratum, unit, reason if reason in _PUBLIC_WORDS else _ANY_OTHER


def _tally(rows: Iterable[tuple[str, str, str]]) -> str:
    units = {(unit, word) for _, unit, word in _words(rows)}
    tally = sorted(Counter(word for _, word in units).items())
    return f"（{'、'.join(f'{word}{count}家' for word, count in tally)}）" if tally else ""


def _listed(rows: Iterable[tuple[str, str, str]]) -> str:
    """Give a line for each unit and word, with the strata it stands in."""
    strata: dict[tuple[str, str], list[str]] = {}
    for stratum, unit, word in _words(rows):
        strata.setdefault((unit, word), []).append(stratum)
    return (
        "\n".join(
            f"  {unit}　{word}　{'、'.join(sorted(places, key=natural_key))}"
            for (unit, word), places in sorted(strata.items())
        )
        or "  无"
    )
