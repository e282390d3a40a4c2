"""Another input, another salt, other digits or a chosen seed, with log and result made to agree."""

from collections.abc import Callable
from dataclasses import replace

from app.sampling import parse
from tests.verifiers.forger import INPUT, REVEAL, Forger, hashed
from tests.verifiers.kind import Tampering
from tests.verifiers.lines import Lines, add, fields_of, set_field, text_of
from tests.verifiers.tampered_input import add_unit


def keep_seed(change: Callable[[Lines], object]) -> Callable[[Forger], None]:
    """Give the log the D of another input, but leave seed and result as they were."""

    def changed(forger: Forger) -> None:
        lines = forger.lines(INPUT)
        change(lines)
        forger.put_lines(INPUT, lines)
        old, new = forger.digest, Forger(forger.folder).digest
        forger.edit("result.json", old, new)
        for entry in forger.own:
            assert entry.payload is not None
            entry.digest, entry.payload = new, entry.payload.replace(old.encode(), new.encode())
        forger.reannounce(forger.announced())

    return changed


def refreeze_with(change: Callable[[Lines], object]) -> Callable[[Forger], None]:
    """Freeze a canonical input that is another, everything made to agree."""

    def changed(forger: Forger) -> None:
        lines = forger.lines(INPUT)
        change(lines)
        forger.refreeze(text_of(lines))

    return changed


def without_salt(forger: Forger) -> None:
    """Promise no salt in the input and use one all the same."""
    lines = forger.lines(INPUT)
    set_field("salt", 1, "-")(lines)
    forger.refreeze(text_of(lines), parse(text_of(lines)))


def with_other_salt(forger: Forger) -> None:
    """Use a salt that the input did not promise; log and result agree with it."""
    salt = "5a" * 32
    forger.put_lines(REVEAL, [salt, *forger.lines(REVEAL)[1:]])
    forger.entry("reveal").set(2, salt)
    forger.redraw(parse(forger.read(INPUT)))


def with_no_salt(forger: Forger) -> None:
    """Draw without the salt that the input promised, and keep quiet about it."""
    forger.put_lines(REVEAL, ["-", *forger.lines(REVEAL)[1:]])
    forger.redraw(parse(forger.read(INPUT)))


def with_chosen_seed(forger: Forger) -> None:
    """Try seeds until one suits; it follows from no digits."""
    forger.redraw(parse(forger.read(INPUT)), hashed("合意的种子"))


def with_ratio_above_one(forger: Forger) -> None:
    """Add a stratum of nobody with a ratio of two."""
    lines = forger.lines(INPUT)
    item = fields_of(lines, "item")[1]
    add(lines, f"stratum|{item}|Z99|2|1|联合|prefer")
    data = text_of(lines)
    forger.refreeze(data, parse(data.replace(b"|Z99|2|1|", b"|Z99|1|1|")))


def give(value: str) -> Callable[[list[str]], None]:
    """Let the first role give these digits."""

    def change(digits: list[str]) -> None:
        digits[0] = value

    return change


def with_digits(change: Callable[[list[str]], object]) -> Callable[[Forger], None]:
    """Use digits that no ceremony may take; log, seed and result agree with them."""

    def changed(forger: Forger) -> None:
        salt, *digits = forger.lines(REVEAL)
        change(digits)
        forger.put_lines(REVEAL, [salt, *digits])
        forger.redraw(parse(forger.read(INPUT)))

    return changed


def with_two_roles(forger: Forger) -> None:
    """Freeze two roles of eight digits each: sixteen in all, where twenty are asked for."""
    salt, one, another, *_ = forger.lines(REVEAL)
    lines = [each for each in forger.lines(INPUT) if not each.startswith("role|3|")]
    forger.put_lines(REVEAL, [salt, one[:8], another[:8]])
    forger.refreeze(text_of(lines))


def with_upper_case_salt(forger: Forger) -> None:
    """Reveal the salt in capitals; K is that of the salt as it was committed."""
    salt, *digits = forger.lines(REVEAL)
    frozen = parse(forger.read(INPUT))
    forger.put_lines(REVEAL, [salt.upper(), *digits])
    forger.entry("reveal").set(2, salt.upper())
    forger.redraw(replace(frozen), hashed("SSJ1", "SEED", frozen.digest, salt, *digits))


def digits(name: str, meaning: str, change: Callable[[list[str]], object]) -> Tampering:
    return Tampering(f"seed_of_{name}", f"{meaning}，种子和结果都跟着算", "log/", with_digits(change))


AGREEING = (
    Tampering(
        "refrozen_with_a_ratio_above_one",
        "比例大于一，其余都跟着改到一致",
        "input.txt 第 ",
        with_ratio_above_one,
    ),
    Tampering("refrozen_with_seed_kept", "换了名单，种子和结果不动", "log/", keep_seed(add_unit)),
    Tampering(
        "refrozen_with_another_prev",
        "冻结前的存证码不是存证里的，其余一致",
        "input.txt prev",
        refreeze_with(set_field("prev", 1, "0" * 64)),
    ),
    Tampering(
        "refrozen_for_another_period",
        "名单的任务号不是存证里的，其余一致",
        "log.txt",
        refreeze_with(set_field("period", 1, "2099Q9")),
    ),
    Tampering("salt_never_promised", "名单没有承诺保密码，却用了保密码", "reveal.txt", without_salt),
    Tampering("salt_replaced_in_all", "换了保密码，种子和结果都跟着算", "reveal.txt", with_other_salt),
    Tampering("salt_not_used", "抽取没有用承诺的保密码，结果跟着算", "reveal.txt", with_no_salt),
    Tampering("salt_in_upper_case", "保密码用大写，其余一致", "log/", with_upper_case_salt),
    Tampering("seed_chosen", "自选一个种子，结果跟着算", "log/", with_chosen_seed),
    Tampering("seed_of_sixteen_digits", "两个角色共 16 位数字，其余一致", "reveal.txt", with_two_roles),
    digits("too_few_digits", "一个角色只给 7 位数字", give("1234567")),
    digits("too_many_digits", "一个角色给了 65 位数字", give("1" * 65)),
    digits("wide_digits", "数字是全角的", give("１２３４５６７８")),
    digits("spaced_digits", "数字里有空格", give("1234 5678")),
    digits("letters", "数字里有字母", give("1234567a")),
    Tampering(
        "seed_of_a_role_more",
        "多出一个角色的数字，种子和结果都跟着算",
        "reveal.txt",
        with_digits(lambda d: d.append("12345678")),
    ),
    Tampering(
        "seed_of_a_role_less",
        "少了一个角色的数字，种子和结果都跟着算",
        "reveal.txt",
        with_digits(lambda d: d.pop()),
    ),
)
