"""回避名单: who must not inspect which objects, or any object of an owner, in what relation and why."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session

from app.core.firm_name import plain_name
from app.core.text import repair_code, same_person, uscc_fault
from app.intake.list_records import ListTable, RecusalRow
from app.models.owner_recusal import OwnerRecusal
from app.models.registry import Inspector, Recusal
from app.models.schema import metadata
from app.services import bulk
from app.services.bulk import Identity
from app.services.edits import RowChange, image_of
from app.services.list_match import Matcher
from app.services.rows.lists import Fate, ListLine

_BY_OBJECT: Final[Table] = metadata.tables[Recusal.__tablename__]
_BY_OWNER: Final[Table] = metadata.tables[OwnerRecusal.__tablename__]
_WORDS: Final = {"relation": "关系", "reason": "原因"}
_NOBODY: Final = "检查人员名录里没有这个人"
_SEVERAL: Final = "同名的检查人员有 {} 人，请写明执法证号或部门"


class Target(NamedTuple):
    """What somebody is kept from: an object (``object_id``) or an owner, as the panel says it."""

    object_id: int
    owner: str
    words: str


class Wanted(NamedTuple):
    """One recusal to add, or to change where ``now`` is there already."""

    inspector_id: int
    target: Target
    said: dict[str, str]
    now: dict[str, Any] | None


class _Party(NamedTuple):
    name: str
    uscc: str
    town: str = ""
    sheet: str = ""
    row: int = 0


@dataclass(frozen=True, slots=True)
class RecusalUpdate:
    """What a list would do: its lines and the recusals to write."""

    lines: tuple[ListLine, ...]
    wanted: tuple[Wanted, ...]


def compare(session: Session, table: ListTable[RecusalRow], *, by_owner: bool) -> RecusalUpdate:
    """Say what a list would change; ``by_owner`` keeps unknown objects by their name or 信用代码."""
    known, former = bulk.identities(session), bulk.former_identities(session)
    stays = {one.id: one for one in known}
    by_code = {one.code: stays[one.id] for one in former} | {one.code: one for one in known}
    finder = _Finder(Matcher(known, former), by_code, by_owner)
    people = list(session.scalars(select(Inspector).order_by(Inspector.code)))
    there = _there(session)
    lines, wanted = [], []
    for row in table.table.rows:
        person, why = _person(people, row)
        targets = () if person is None else finder.targets(row)
        if person is None:
            lines.append(_line(row, "", Fate.DOUBTFUL, why))
            continue
        if not targets:
            doubt = finder.doubt(row)
            fate = Fate.DOUBTFUL if doubt else Fate.LACKING
            lines.append(_line(row, person.code, fate, doubt or f"名录库没有“{_named(row)}”"))
            continue
        found = [_wanted(person.id, target, row, there) for target in targets]
        due = [each for each in found if each is not None]
        wanted += due
        lines.append(_line(row, person.code, _fate(due), _told(row, targets, due)))
    return RecusalUpdate(tuple(lines), tuple(wanted))


def write(session: Session, found: RecusalUpdate) -> list[RowChange]:
    """Write the recusals of a list; one that two lines ask for is written once."""
    rows: dict[tuple[int, int, str], RowChange] = {}
    for each in found.wanted:
        key = (each.inspector_id, each.target.object_id, each.target.owner)
        if key not in rows:
            rows[key] = _write(session, each)
    return list(rows.values())


class _Finder:
    """Finds what a row keeps somebody from."""

    def __init__(self, matcher: Matcher, by_code: dict[str, Identity], by_owner: bool) -> None:  # noqa: FBT001 - the clerk's decision
        self._matcher = matcher
        self._by_code = by_code
        self._by_owner = by_owner

    def targets(self, row: RecusalRow) -> Sequence[Target]:
        """Give the objects, else the owner; an object named decides, its owner is only said beside it."""
        if not row.object_name and not row.object_uscc:
            return [_owner(self._known_owner(row.owner))]
        objects = self._objects(row)
        if objects:
            return [_object(one) for one in objects]
        if self._by_owner and not self.doubt(row):
            return [_owner(row.object_uscc or row.object_name)]
        return []

    def _known_owner(self, words: str) -> str:
        """Write an owner as the registry does, by which its objects are found; a 信用代码 as it is."""
        code = repair_code(words)
        if not uscc_fault(code):
            return code
        return next((one.name for one in self._matcher.named(words)), words)

    def doubt(self, row: RecusalRow) -> str:
        """Say why it is not sure whom a row means, where name and code do not agree."""
        match = self._matcher.match(_Party(row.object_name, row.object_uscc)) if row.object_name else None
        return match.why if match and match.is_doubtful and row.object_uscc else ""

    def _objects(self, row: RecusalRow) -> Sequence[Identity]:
        """Keep off every site of a code, every object of a name: one too many harms less than one too few."""
        if row.object_name in self._by_code:
            return [self._by_code[row.object_name]]
        if not row.object_uscc:
            return self._matcher.named(row.object_name)
        if not row.object_name:
            return self._matcher.coded(row.object_uscc)
        match = self._matcher.match(_Party(row.object_name, row.object_uscc))
        sites = [*self._matcher.coded(row.object_uscc), *self._matcher.named(row.object_name)]
        return [one for one in sites if one.id == match.id][:1]


def _object(one: Identity) -> Target:
    return Target(one.id, "", f"{one.name}（{one.code}）")


def _owner(words: str) -> Target:
    return Target(0, words, f"{words}的全部对象")


def _named(row: RecusalRow) -> str:
    return row.object_name or row.object_uscc


def _person(people: Sequence[Inspector], row: RecusalRow) -> tuple[Inspector | None, str]:
    """Find the inspector by 执法证号, else by name, and department where several have it."""
    certified = [person for person in people if row.cert and person.cert == row.cert]
    if certified:
        right = same_person(certified[0].name, row.name)
        return (certified[0], "") if right else (None, f"执法证号是{certified[0].name}的，姓名不符")
    named = [person for person in people if same_person(person.name, row.name)]
    if row.department and len(named) > 1:
        named = [person for person in named if plain_name(person.department) == plain_name(row.department)]
    if len(named) == 1:
        return named[0], ""
    return None, _SEVERAL.format(len(named)) if named else _NOBODY


def _there(session: Session) -> dict[tuple[int, int, str], dict[str, Any]]:
    found: dict[tuple[int, int, str], dict[str, Any]] = {}
    for row in session.execute(select(_BY_OBJECT)).mappings():
        found[row["inspector_id"], row["object_id"], ""] = dict(row)
    for row in session.execute(select(_BY_OWNER)).mappings():
        found[row["inspector_id"], 0, row["owner"]] = dict(row)
    return found


def _wanted(
    person: int, target: Target, row: RecusalRow, there: dict[tuple[int, int, str], dict[str, Any]]
) -> Wanted | None:
    """Give what a row changes, None where it is so already; an empty cell says nothing."""
    now = there.get((person, target.object_id, target.owner))
    said = {name: getattr(row, name) for name in _WORDS}
    if now is not None:
        said = {name: words for name, words in said.items() if words and now[name] != words}
    return Wanted(person, target, said, now) if said or now is None else None


def _fate(due: Sequence[Wanted]) -> Fate:
    if any(each.now is None for each in due):
        return Fate.NEW
    return Fate.CHANGED if due else Fate.UNCHANGED


def _told(row: RecusalRow, targets: Sequence[Target], due: Sequence[Wanted]) -> str:
    return "；".join(_parts(row, targets, due))


def _parts(row: RecusalRow, targets: Sequence[Target], due: Sequence[Wanted]) -> Iterator[str]:
    yield "回避" + "、".join(target.words for target in targets)
    changed: defaultdict[str, set[str]] = defaultdict(set)
    for each in due:
        for name, words in each.said.items():
            changed[name].add((each.now[name] or "（空）") + f" → {words}" if each.now else words)
    for name, title in _WORDS.items():
        words = "、".join(sorted(changed[name] - {""})) or getattr(row, name)
        if words:
            yield f"{title}：{words}"


def _line(row: RecusalRow, code: str, fate: Fate, words: str) -> ListLine:
    return ListLine(row.sheet, row.row, row.name, row.cert, code, fate, words)


def _write(session: Session, each: Wanted) -> RowChange:
    table = _BY_OBJECT if each.target.object_id else _BY_OWNER
    if each.now is not None:
        session.execute(update(table).where(table.c.id == each.now["id"]).values(each.said))
        return RowChange(table.name, each.now["id"], {name: each.now[name] for name in each.said}, each.said)
    made: Recusal | OwnerRecusal
    if each.target.object_id:
        made = Recusal(inspector_id=each.inspector_id, object_id=each.target.object_id, **each.said)
    else:
        made = OwnerRecusal(inspector_id=each.inspector_id, owner=each.target.owner, **each.said)
    session.add(made)
    session.flush()
    return RowChange(table.name, made.id, None, image_of(session, table.name, made.id))
