"""Salt, digits and K (draw-spec.md §3)."""

from hashlib import sha256

import pytest

from app.sampling import FrozenInput, Refused, check_digits, check_salt, commitment, parse, perform, seed_of
from tests.sampling.cases import DIGITS, INPUT, frozen, stratum

SALT = "0123456789abcdef" * 4


def salted() -> FrozenInput:
    return frozen(stratum("A"), commitment=commitment(SALT))


def reason(salt: str, given: FrozenInput) -> str:
    with pytest.raises(Refused) as refused:
        seed_of(given, DIGITS, salt)
    assert refused.value.line is None
    return refused.value.reason


def test_the_commitment_is_the_hash_of_the_salt() -> None:
    assert commitment(SALT) == sha256(f"SSJ1|SALT|{SALT}".encode()).hexdigest()


@pytest.mark.parametrize("salt", ["-", "", SALT.upper(), SALT[1:], SALT + "\n", SALT[1:] + "g"])
def test_a_salt_of_another_form_is_refused(salt: str) -> None:
    with pytest.raises(Refused, match="64 位"):
        commitment(salt)


def test_salt_and_digits_make_the_seed() -> None:
    given = salted()
    text = f"SSJ1|SEED|{given.digest}|{SALT}|{'|'.join(DIGITS)}"
    assert (
        seed_of(given, DIGITS, SALT) == sha256(text.encode()).hexdigest() == perform(given, DIGITS, SALT).seed
    )


def test_a_salt_opens_only_its_own_commitment() -> None:
    check_salt(salted(), SALT)
    assert "承诺值不符" in reason("f" * 64, salted())
    assert "缺少保密码" in reason("-", salted())
    assert "不能使用" in reason(SALT, parse(INPUT))


@pytest.mark.parametrize(
    ("digits", "word"),
    [
        (DIGITS[:2], "应有 3 组"),
        ((*DIGITS, "12345678"), "这里有 4 组"),
        (("1234567", "12345678", "12345678"), "主持人"),
        (("12345678", "1" * 65, "12345678"), "监督人"),
        (("12345678", "12345678", "１２３４５６７８"), "见证人"),
        (("12345678", "12345678", "1234567\n"), "见证人"),
        (("12345678", "12345678", "12345678\n"), "见证人"),
        (("12345678", "12345678", " 12345678"), "见证人"),
        (("12345678", "12345678", "+12345678"), "见证人"),
        (("12345678", "12345678", "٣٣٣٣٣٣٣٣"), "见证人"),
    ],
)
def test_digits_of_another_form_are_refused(digits: tuple[str, ...], word: str) -> None:
    with pytest.raises(Refused) as refused:
        check_digits(parse(INPUT), digits)
    assert word in refused.value.reason


def test_one_role_alone_gives_twenty_digits() -> None:
    alone = frozen(stratum("A"), roles=("主持人",))
    check_digits(alone, ["0" * 20])
    with pytest.raises(Refused, match="至少 20 位，这里只有 19 位"):
        check_digits(alone, ["0" * 19])


def test_leading_zeros_count() -> None:
    alone = frozen(stratum("A"), roles=("主持人",))
    assert seed_of(alone, ["0" + "1" * 20]) != seed_of(alone, ["1" * 20])
