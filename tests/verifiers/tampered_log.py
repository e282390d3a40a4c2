"""Lines of the log or payloads changed as they stand, or with some of the hashes behind them."""

from collections.abc import Callable
from hashlib import sha256

from tests.verifiers.forger import LOG, Forger, hashed
from tests.verifiers.kind import Tampering

D, PERIOD, PAYLOAD, HEAD = 2, 3, 4, 5


def raw(change: Callable[[list[str]], object]) -> Callable[[Forger], None]:
    """Change lines of `log.txt` and nothing else."""

    def changed(forger: Forger) -> None:
        lines = forger.lines(LOG)
        change(lines)
        assert lines != forger.lines(LOG)
        forger.put_lines(LOG, lines)

    return changed


def cut_end(lines: list[str]) -> None:
    lines.pop()


def cut_middle(lines: list[str]) -> None:
    lines.pop(-2)


def swap_last(lines: list[str]) -> None:
    lines[-1], lines[-2] = lines[-2], lines[-1]


def repeat_last(lines: list[str]) -> None:
    lines.append(lines[-1])


def in_last(place: int, change: Callable[[str], str]) -> Callable[[list[str]], None]:
    def changed(lines: list[str]) -> None:
        fields = lines[-1].split("|")
        fields[place] = change(fields[place])
        lines[-1] = "|".join(fields)

    return changed


def other_digit(value: str) -> str:
    return ("0" if value[0] != "0" else "1") + value[1:]


def payload_and_hash(forger: Forger) -> None:
    """Change what a payload says and its hash in the log, but no head."""
    entry, name = forger.entry("result"), forger.payload_name("result")
    old = entry.payload_hash
    entry.set(-1, "U99")
    assert entry.payload is not None
    forger.put(name, entry.payload)
    forger.edit(LOG, old, sha256(entry.payload).hexdigest())


def payload_hash_and_head(forger: Forger) -> None:
    """Change a payload, its hash and its own head, but none of the heads that follow."""
    before = forger.lines(LOG)
    place = forger.place("result")
    forger.entry("result").set(-1, "U99")
    forger.sealed()
    after = forger.lines(LOG)
    forger.put_lines(LOG, [*before[:place], after[place], *before[place + 1 :]])


def new_chain_from_elsewhere(forger: Forger) -> None:
    """Chain the whole log anew from another beginning than 64 zeros."""
    head, lines = hashed("另起"), []
    for text in forger.lines(LOG):
        public = text.split("|")[:-1]
        head = hashed("SSJ1", "LOG", head, *public)
        lines.append("|".join((*public, head)))
    forger.put_lines(LOG, lines)


def payload(kind: str, place: int, change: Callable[[str], str]) -> Callable[[Forger], None]:
    """Change one field of a payload and nothing else."""

    def changed(forger: Forger) -> None:
        name, entry = forger.payload_name(kind), forger.entry(kind)
        before = entry.fields[place]
        entry.set(place, change(before))
        assert entry.fields[place] != before
        forger.put_lines(name, ["|".join(entry.fields)])

    return changed


def remove(kind: str) -> Callable[[Forger], None]:
    """Take an entry out of the log and its payload out of the package; the numbers stay."""

    def changed(forger: Forger) -> None:
        lines, place = forger.lines(LOG), forger.place(kind)
        (forger.folder / forger.payload_name(kind)).unlink()
        forger.put_lines(LOG, [*lines[:place], *lines[place + 1 :]])

    return changed


AS_THEY_STAND = (
    Tampering("log_cut_at_the_end", "存证少了最后一条", "log.txt", raw(cut_end)),
    Tampering("log_cut_in_the_middle", "存证中间少了一条", "log.txt 第 ", raw(cut_middle)),
    Tampering(
        "log_cut_at_the_beginning", "存证少了第一条", "log.txt 第 1 行", raw(lambda lines: lines.pop(0))
    ),
    Tampering("log_of_a_blank_line", "存证只有一个空行", "log.txt", raw(lambda lines: lines.clear())),
    Tampering("log_reordered", "存证两条对调", "log.txt 第 ", raw(swap_last)),
    Tampering("log_line_repeated", "存证一条重复", "log.txt 第 ", raw(repeat_last)),
    Tampering("log_head_changed", "改了存证码", "log.txt 第 ", raw(in_last(HEAD, other_digit))),
    Tampering("log_head_upper_case", "存证码用大写", "log.txt 第 ", raw(in_last(HEAD, str.upper))),
    Tampering(
        "log_payload_hash_changed", "改了内容校验码", "log.txt 第 ", raw(in_last(PAYLOAD, other_digit))
    ),
    Tampering("log_digest_changed", "改了存证里的名单校验码", "log.txt 第 ", raw(in_last(D, other_digit))),
    Tampering(
        "log_period_changed", "改了存证里的任务号", "log.txt 第 ", raw(in_last(PERIOD, lambda _: "2099Q9"))
    ),
    Tampering("log_kind_changed", "改了存证的种类", "log.txt 第 ", raw(in_last(1, lambda _: "strike"))),
    Tampering("log_number_changed", "改了存证序号", "log.txt 第 ", raw(in_last(0, lambda n: f"{n}0"))),
    Tampering("log_number_with_zero", "存证序号带前导零", "log.txt 第 ", raw(in_last(0, lambda n: f"0{n}"))),
    Tampering(
        "log_extra_field", "存证一条多一栏", "log.txt 第 ", raw(in_last(HEAD, lambda head: f"{head}|"))
    ),
    Tampering("log_blank_line", "存证末尾有空行", "log.txt 第 ", raw(lambda lines: lines.append(""))),
    Tampering("log_note_added", "存证末尾多一行文字", "log.txt 第 ", raw(lambda lines: lines.append("备注"))),
    Tampering(
        "payload_and_hash_changed", "改了内容和内容校验码，存证码不动", "log.txt 第 ", payload_and_hash
    ),
    Tampering(
        "payload_hash_and_head_changed",
        "改了内容、校验码和本条存证码，后面不动",
        "log.txt 第 ",
        payload_hash_and_head,
    ),
    Tampering("chain_from_elsewhere", "存证从另一个起点重算", "log.txt 第 1 行", new_chain_from_elsewhere),
    Tampering("strike_removed", "删去一条剔除", "log.txt 第 ", remove("strike"), ("strike",)),
    Tampering(
        "strike_of_another", "剔除改为另一家", "log/", payload("strike", 3, lambda _: "WL-0002"), ("strike",)
    ),
    Tampering(
        "strike_for_another_reason",
        "改了剔除的理由",
        "log/",
        payload("strike", 4, lambda _: "另有原因"),
        ("strike",),
    ),
    Tampering("substitute_removed", "删去一条换人", "log.txt 第 ", remove("substitute"), ("substitute",)),
    Tampering(
        "substitute_exchanged",
        "换上的改为另一人",
        "log/",
        payload("substitute", 5, lambda _: "A03"),
        ("substitute",),
    ),
    Tampering("attempt_rewritten", "改了第几次抽取", "log/", payload("freeze", 3, lambda n: f"{n}0")),
    Tampering(
        "time_rewritten",
        "改了冻结的时间",
        "log/",
        payload("freeze", 4, lambda _: "2023-01-01T00:00:00+08:00"),
    ),
    Tampering("digits_rewritten", "改了存证里的现场数字", "log/", payload("seed", 3, lambda _: "87654321")),
)
