"""The revealed salt and digits changed as they stand."""

from collections.abc import Callable

from tests.verifiers.forger import REVEAL, Forger
from tests.verifiers.kind import Tampering


def digits(change: Callable[[list[str]], object]) -> Callable[[Forger], None]:
    """Change lines of `reveal.txt` and nothing else; line 0 is the salt."""

    def changed(forger: Forger) -> None:
        lines = forger.lines(REVEAL)
        change(lines)
        assert lines != forger.lines(REVEAL)
        forger.put_lines(REVEAL, lines)

    return changed


def swap_roles(lines: list[str]) -> None:
    lines[1], lines[2] = lines[2], lines[1]


def change_digit(lines: list[str]) -> None:
    lines[1] = lines[1][:-1] + ("0" if lines[1][-1] != "0" else "1")


def move_digit(lines: list[str]) -> None:
    """Move a digit from one role to the next: the same digits in the same order."""
    lines[1], lines[2] = lines[1][:-1], lines[1][-1] + lines[2]


REVEALED = (
    Tampering("digit_changed", "改了一位现场数字", "reveal.txt", digits(change_digit)),
    Tampering("digit_moved", "一位数字从一个角色挪到下一个", "reveal.txt", digits(move_digit)),
    Tampering("digits_swapped", "两个角色的数字对调", "reveal.txt", digits(swap_roles)),
    Tampering("digits_dropped", "少了一个角色的数字", "reveal.txt", digits(lambda lines: lines.pop())),
    Tampering(
        "digits_added", "多出一个角色的数字", "reveal.txt", digits(lambda lines: lines.append("12345678"))
    ),
    Tampering(
        "digits_with_space",
        "数字后面有空格",
        "reveal.txt",
        digits(lambda lines: lines.append(lines.pop() + " ")),
    ),
    Tampering("salt_withheld", "不公开保密码", "reveal.txt", digits(lambda lines: lines.__setitem__(0, "-"))),
    Tampering("salt_left_out", "缺少保密码一行", "reveal.txt", digits(lambda lines: lines.pop(0))),
    Tampering(
        "salt_replaced", "换了保密码", "reveal.txt", digits(lambda lines: lines.__setitem__(0, "5a" * 32))
    ),
    Tampering(
        "salt_upper_case",
        "保密码用大写",
        "reveal.txt",
        digits(lambda lines: lines.__setitem__(0, lines[0].upper())),
    ),
)
