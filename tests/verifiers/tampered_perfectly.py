"""Forgeries that agree with themselves throughout: no verifier sees them in the package alone.

One who owns the computer can write another input, other digits or another strike and chain the whole log
anew. What tells is the head (存证码) on the papers that all roles signed: it is another one. So these kinds
are outside what a verifier of packages can refuse, and it passes them; they are not counted among the kinds
of tampering. The same holds for `README.txt` and `verify.html`, which verifying neither needs nor reads.
"""

from app.sampling import parse
from tests.verifiers.chain import chained, other, written
from tests.verifiers.forger import INPUT, REVEAL, Forger
from tests.verifiers.kind import Tampering
from tests.verifiers.lines import set_field, text_of


def another_input(forger: Forger) -> None:
    """Give one unit another weight from the beginning on, and draw from that."""
    lines = forger.lines(INPUT)
    set_field("frame", 4, "9", "E")(lines)
    forger.refreeze(text_of(lines))


def other_digits(forger: Forger) -> None:
    """Let the first role have said other digits, and draw from them."""
    salt, _, *digits = forger.lines(REVEAL)
    forger.put_lines(REVEAL, [salt, "87654321", *digits])
    forger.redraw(parse(forger.read(INPUT)))


def nothing_after_the_result(forger: Forger) -> None:
    """Let there have been no strike and no substitution."""
    forger.entries = [
        entry
        for entry in forger.entries
        if entry.payload is None or entry.kind not in {"strike", "substitute"}
    ]


PERFECT = (
    Tampering("another_input_throughout", "换了名单，其余全部跟着重做", "", another_input),
    Tampering("other_digits_throughout", "换了现场数字，其余全部跟着重做", "", other_digits),
    Tampering(
        "strikes_removed_throughout",
        "删去全部剔除和换人，存证重做",
        "",
        chained(nothing_after_the_result),
        ("strike",),
    ),
    Tampering(
        "reason_changed_throughout",
        "改了剔除的理由，存证重做",
        "",
        written("strike", 4, other("另有原因")),
        ("strike",),
    ),
    Tampering(
        "time_changed_throughout",
        "改了冻结的时间，存证重做",
        "",
        written("freeze", 4, other("2023-01-01T00:00:00+08:00")),
    ),
)
