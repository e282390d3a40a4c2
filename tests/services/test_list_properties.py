"""Any list over any registry: every line has its fate, nothing else is touched, and the way back is exact."""

from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.core.errors import UserError
from app.models.registry import InspectionObject
from app.services.edit_undo import redo, undo
from app.services.list_import import write_list
from app.services.office import Store, create_store
from app.services.registry import FIELDS, add_object
from app.services.rows.lists import Decisions, Fate, ListKind, Missing
from app.services.rows.registry import ObjectFields
from tests.intake.files import Value, code
from tests.services.list_samples import dump, look
from tests.stages import act

LATER = act("2024-03-09", "吴例宁")
BROUGHT = {"permit_class", "permit_number"}
NAMES = ("示例甲厂", "示例（甲）厂", "示例乙有限公司", "示例乙有限责任公司", "示例丙厂")
CODES = ("", code(1), code(2), code(3))
TOWNS = ("", "示例镇", "例河乡")
CLASSES = ("重点管理", "简化管理", "登记管理", "无")


class Firm(NamedTuple):
    name: str
    uscc: str
    town: str
    permit: str


_firms = st.builds(
    Firm,
    st.sampled_from(NAMES),
    st.sampled_from(CODES),
    st.sampled_from(TOWNS),
    st.sampled_from(CLASSES),
)
_known = st.lists(_firms, max_size=6)
_listed = st.lists(st.tuples(_firms, st.booleans()), max_size=6)


def made(folder: str, firms: Sequence[Firm]) -> Store:
    store = create_store(Path(folder) / "示例.db")
    for number, firm in enumerate(firms):
        fields = ObjectFields(firm.name, firm.uscc, town=firm.town, permit_class=firm.permit)
        with suppress(UserError):  # the same twice is no registry
            add_object(store, fields, "WL", act(f"2024-01-{number + 1:02d}"))
    return store


def rows_of(listed: Sequence[tuple[Firm, bool]]) -> list[list[Value]]:
    rows: list[list[Value]] = [["单位名称", "信用代码", "乡镇", "管理类别", "许可证编号"]]
    for number, (firm, broken) in enumerate(listed):
        permit = "没有这一类" if broken else firm.permit
        rows.append([firm.name, firm.uscc, firm.town, permit, f"P{number}"])
    return rows


def values(store: Store) -> dict[int, dict[str, object]]:
    with store.reading() as session:
        found = session.scalars(select(InspectionObject))
        return {item.id: {name: getattr(item, name) for name in FIELDS} for item in found}


@settings(max_examples=40, deadline=None, phases=[Phase.generate])  # a database for every step of shrinking
@given(_known, _listed, st.sampled_from(Missing), st.booleans())
def test_a_permit_list_accounts_for_every_line_and_touches_nothing_else(
    known: Sequence[Firm],
    listed: Sequence[tuple[Firm, bool]],
    choice: Missing,
    adds: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    with TemporaryDirectory() as folder, closing(made(folder, known)) as store:
        seen = look(store, ListKind.PERMIT, rows_of(listed))
        assert seen.rows == len(listed)
        by_code = {line.code for line in seen.lines if line.code}
        assert len(by_code) == sum(line.fate in {Fate.CHANGED, Fate.UNCHANGED} for line in seen.lines)
        missing = {line.id for line in seen.missing}
        before, state = values(store), dump(store)
        decided = Decisions(
            add=frozenset(line.place for line in seen.lines if adds),
            missing=choice,
            missing_ids=frozenset(missing),
        )
        if not seen.lines:
            return
        done = write_list(store, seen, decided, act())
        after = values(store)
        touched = {
            number: {name for name in FIELDS if before[number][name] != after[number][name]}
            for number in before
        }
        for number, names in touched.items():
            allowed = BROUGHT | {"state", "state_since", "state_reason"} if number in missing else BROUGHT
            assert names <= allowed
        assert len(after) - len(before) == (seen.count(Fate.LACKING) if adds else 0)
        if done.edit is None:
            assert after == before
            return
        written = dump(store)
        back = undo(store, done.edit, LATER)
        assert dump(store) == state
        assert back is not None
        redo(store, back, LATER)
        assert dump(store) == written
