import pytest

from app.core.errors import UserError
from app.sampling import commitment, parse
from app.services import draw, draw_view, occasions, plan
from app.services.check import check_database
from app.services.office import Store
from tests.stages import DIGITS, SALT, YEAR, act, draft_plan, freeze, sign_plan

FIRST = 1


def _frozen_bytes(store: Store, draw_id: int) -> bytes:
    with store.reading() as session:
        return draw.get_draw(session, draw_id).frozen


def test_only_a_signed_plan_is_drawn(imported: Store) -> None:
    draft_plan(imported)
    with pytest.raises(UserError, match="还没有签发"):
        freeze(imported)


def test_the_same_office_freezes_the_same_bytes(signed: Store) -> None:
    first = _frozen_bytes(signed, freeze(signed, salt="-"))
    draw.void(signed, FIRST, "名单有误", "郑例衡", act("2024-01-30"))
    second = _frozen_bytes(signed, freeze(signed, salt="-"))
    unbound = [[line for line in data.splitlines() if b"prev|" not in line] for data in (first, second)]
    assert unbound[0] == unbound[1]


def test_what_is_frozen_names_nobody_and_hides_the_salt(frozen: Store) -> None:
    data = _frozen_bytes(frozen, FIRST)
    parsed = parse(data)
    assert parsed.commitment == commitment(SALT)
    assert SALT.encode() not in data
    with frozen.reading() as session:
        names = session.connection().exec_driver_sql("SELECT name FROM inspector").scalars().all()
    assert not [name for name in names if name.encode() in data.replace("周例远".encode(), b"")]
    assert [person.code for person in parsed.inspectors] == sorted(
        person.code for person in parsed.inspectors
    )


def test_aliases_differ_from_draw_to_draw(signed: Store) -> None:
    people = occasions.preview(signed, f"{YEAR}Q1", act("2024-01-30")).inspectors
    one, other = draw.aliases(people, "甲"), draw.aliases(people, "乙")
    assert sorted(one.values()) == sorted(other.values())
    assert one != other


def test_a_period_has_one_standing_draw(frozen: Store) -> None:
    with pytest.raises(UserError, match="须先作废"):
        freeze(frozen)


@pytest.mark.parametrize(
    ("digits", "word"),
    [
        (DIGITS[:2], "3"),
        (("1234567", *DIGITS[1:]), "8"),
        (("１２３４５６７８", *DIGITS[1:]), "数字"),
        ((), "3"),
    ],
)
def test_digits_that_do_not_fit_are_refused_and_change_nothing(
    frozen: Store, digits: tuple[str, ...], word: str
) -> None:
    with pytest.raises(UserError, match=word):
        draw.check_digits(frozen, FIRST, digits)
    with pytest.raises(UserError, match=word):
        draw.take_digits(frozen, FIRST, digits, act("2024-01-30"))
    assert draw_view.draw_view(frozen, FIRST).state == "已冻结"


def test_a_frozen_input_has_one_seed_ever(frozen: Store) -> None:
    seed = draw.check_digits(frozen, FIRST, DIGITS)
    assert draw.take_digits(frozen, FIRST, DIGITS, act("2024-01-30")) == seed
    with pytest.raises(UserError, match="已取数"):
        draw.take_digits(frozen, FIRST, ("00000000", *DIGITS[1:]), act("2024-01-30"))
    assert draw_view.draw_view(frozen, FIRST).seed == seed


def test_nothing_is_drawn_before_the_digits(frozen: Store) -> None:
    with pytest.raises(UserError, match="已冻结"):
        draw.perform(frozen, FIRST, act("2024-01-30"))


@pytest.mark.parametrize(
    ("reason", "second", "word"),
    [("", "郑例衡", "理由"), ("有误", " ", "第二人"), ("有误", "周例远", "另一人")],
)
def test_an_attempt_is_voided_by_two_people_with_a_reason(
    frozen: Store, reason: str, second: str, word: str
) -> None:
    with pytest.raises(UserError, match=word):
        draw.void(frozen, FIRST, reason, second, act("2024-01-30"))
    assert draw_view.draw_view(frozen, FIRST).state == "已冻结"


def test_a_void_attempt_stays_on_record(frozen: Store) -> None:
    draw.void(frozen, FIRST, "名单有误", "郑例衡", act("2024-01-30"))
    second = draw_view.draw_view(frozen, freeze(frozen))
    assert second.attempt == 2
    assert [(void.attempt, void.reason) for void in second.voids] == [(1, "名单有误")]
    with pytest.raises(UserError, match="已作废"):
        draw.take_digits(frozen, FIRST, DIGITS, act("2024-01-30"))
    assert check_database(frozen.path).ok


def test_the_salt_stays_secret_until_the_visits_are_over(drawn: Store) -> None:
    with pytest.raises(UserError, match="还有 47 次检查没有完成"):
        draw.reveal(drawn, FIRST, act("2024-02-01"))


def test_a_typed_count_of_nought_leaves_its_line_out(imported: Store) -> None:
    plan_id = draft_plan(imported)
    before = plan.plan_view(imported, plan_id)
    chosen = next(line for line in before.lines if line.quarters[0] and line.per_period)
    plan.override(imported, plan_id, chosen.stratum, 0, "本年不查", act("2024-01-18"))
    for check in plan.plan_view(imported, plan_id).open_questions:
        plan.answer(imported, plan_id, check.key, "本年不查", act("2024-01-18"))
    sign_plan(imported, plan_id)
    parsed = parse(_frozen_bytes(imported, freeze(imported)))
    assert chosen.stratum not in {stratum.code for stratum in parsed.strata}


def test_the_salt_stays_secret_until_the_visits_are_opened(frozen: Store) -> None:
    draw.take_digits(frozen, FIRST, DIGITS, act("2024-01-30"))
    draw.perform(frozen, FIRST, act("2024-01-30"))
    with pytest.raises(UserError, match="检查任务还没有生成"):
        draw.reveal(frozen, FIRST, act("2024-02-01"))
    draw.void(frozen, FIRST, "名单有误", "郑例衡", act("2024-01-30"))
    draw.reveal(frozen, FIRST, act("2024-02-01"))
    assert check_database(frozen.path).ok
