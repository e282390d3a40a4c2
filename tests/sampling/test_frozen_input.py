"""Canonical bytes: what is read is what was written, and the order of a registry changes nothing."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sampling import Draft, Frame, Inspector, Item, Recusal, Refused, Stratum, parse, perform, write
from tests.sampling.cases import DIGITS, INPUT, frame, frozen, stratum

WORDS = st.text(alphabet="abAB01-*é甲乙\ufeff\u0085 ", min_size=1, max_size=5).filter(
    lambda word: word == word.strip() and word not in {"*", "-"}
)


def test_writing_what_was_read_gives_the_same_bytes() -> None:
    assert write(parse(INPUT)) == INPUT


def test_the_parts_of_the_worked_example_are_read() -> None:
    found = parse(INPUT)
    assert (found.period, found.prev, found.commitment, found.team) == ("2024Q1", "0" * 64, "-", 2)
    assert found.roles == ("主持人", "监督人", "见证人")
    assert found.items == (Item("2024-15"), Item("2024-20", "危废"))
    assert found.units["WL-0002"] == "江口镇"
    assert found.strata[1].frame == Frame(
        ("WL-0001", "WL-0002", "WL-0003", "WL-0004", "WL-0005"), bytes([2] * 5), "VEEEX"
    )
    assert found.inspectors[2] == Inspector("A03", 2, 4, ("江口镇", "白马镇"), ("危废",))
    assert found.inspectors[4] == Inspector("A05", 2)
    assert found.recusals == (Recusal("A01", "WL-0005"),)


def test_every_section_may_be_empty() -> None:
    empty = frozen()
    assert (empty.items, empty.strata, empty.units, empty.inspectors, empty.recusals) == ((), (), {}, (), ())
    assert perform(empty, DIGITS).strata == ()


def test_a_stratum_without_frame_lines_is_read() -> None:
    assert frozen(stratum("A"), stratum(code="2")).strata[1].frame == Frame()


@given(st.data())
def test_the_order_of_lines_in_the_registry_changes_nothing(data: st.DataObject) -> None:
    given_order = parse(INPUT)
    units = data.draw(st.permutations(list(given_order.units)))
    strata = []
    for each in data.draw(st.permutations(given_order.strata)):
        rows = data.draw(
            st.permutations(list(zip(each.frame.units, each.frame.weights, each.frame.states, strict=True)))
        )
        codes, weights, states = zip(*rows, strict=True)
        strata.append(replace(each, frame=Frame(tuple(codes), bytes(weights), "".join(states))))
    mixed = replace(
        given_order,
        units={unit: given_order.units[unit] for unit in units},
        strata=tuple(strata),
        items=tuple(data.draw(st.permutations(given_order.items))),
        inspectors=tuple(data.draw(st.permutations(given_order.inspectors))),
    )
    assert write(mixed) == INPUT


@given(
    units=st.dictionaries(WORDS, WORDS, min_size=1, max_size=6),
    period=WORDS,
    scope=WORDS,
    names=st.lists(WORDS, min_size=1, max_size=3, unique=True),
    roles=st.lists(WORDS, min_size=1, max_size=3, unique=True),
)
def test_any_identifiers_survive_the_way_to_bytes_and_back(
    units: dict[str, str], period: str, scope: str, names: list[str], roles: list[str]
) -> None:
    codes = tuple(sorted(units, key=lambda code: f"{code}|"))  # as the lines stand
    columns = Frame(codes, bytes([10] * len(codes)), "M" * len(codes))
    draft = Draft(
        period=period,
        prev="f" * 64,
        roles=tuple(roles),
        commitment="e" * 64,
        team=9,
        items=(Item(period, names[0]),),
        strata=(Stratum(period, scope, 1, 999_999_999, scope, "allow", columns),),
        units={code: units[code] for code in codes},
        inspectors=(Inspector(period, 0, 0, tuple(names), tuple(names)),),
        recusals=(Recusal(period, codes[0]),),
    )
    found = parse(write(draft))
    assert all(getattr(found, name) == getattr(draft, name) for name in Draft.__dataclass_fields__)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"period": "a\nb"}, "换行"),
        ({"period": "a|b"}, "栏数"),
        ({"units": {"A": "甲\nunit|B|甲"}}, "换行"),
        ({"units": {"A\ud800": "甲"}}, "编码"),
        ({"units": {"A": "甲 "}}, "空白"),
        ({"units": {"A": "e\u0301"}}, "NFC"),
        ({"inspectors": (Inspector("I", 0, None, ("甲,乙",)),)}, "甲,乙"),
        ({"inspectors": (Inspector("I", 0, None, ("*",)),)}, "“*”"),
        ({"inspectors": (Inspector("I", 0, None, (), ("-",)),)}, "“-”"),
        ({"inspectors": (Inspector("I", 0, None, (), ("",)),)}, "“”"),
        ({"inspectors": (Inspector("I", 0), Inspector("I", 1))}, "两次"),
        ({"inspectors": (Inspector("I", -1),)}, "整数"),
        ({"items": (Item("1"), Item("1"))}, "重复"),
        ({"strata": (stratum("A 11"),)}, "权重"),
        ({"strata": (stratum("B"),)}, "没有对象“B”"),
        ({"team": 10}, "2 到 9"),
        ({"roles": ()}, "role"),
        ({"period": "\ufeffa", "prev": "0"}, "存证码"),
    ],
)
def test_what_cannot_be_canonical_is_not_written(change: dict[str, object], word: str) -> None:
    draft = frozen(stratum("A"))
    with pytest.raises(Refused) as refused:
        write(replace(draft, **change))  # type: ignore[arg-type]  # each case changes another field
    assert refused.value.line is None
    assert word in str(refused.value)


def test_a_frame_of_columns_that_differ_in_length_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="shorter"):
        write(replace(frozen(stratum("A")), strata=(replace(stratum(), frame=Frame(("A",), b"", "E")),)))


def test_the_frame_helper_fills_in_what_is_not_said() -> None:
    assert frame("A", "B 4", "C 1 X") == Frame(("A", "B", "C"), bytes([2, 4, 1]), "EEX")
