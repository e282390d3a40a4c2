"""Entries of the log removed, repeated, moved or added, with every head made to agree."""

from collections.abc import Callable

from tests.verifiers.chain import AT, add_entry, chained, moved, rechained, removed, repeated
from tests.verifiers.forger import INPUT, LOG, REVEAL, Forger, LogEntry, hashed
from tests.verifiers.kind import Tampering

HEAD = 5


def earlier_draw(forger: Forger) -> None:
    """Let an earlier draw have said something else; its payload is not in the package."""
    forger.entries[0].payload_hash = "0" * 64


def without_earlier_draws(forger: Forger) -> None:
    forger.entries = [entry for entry in forger.entries if entry.payload is not None]


def without_void(forger: Forger) -> None:
    forger.entries = [entry for entry in forger.entries if entry.kind != "void"]


def void_too_late(forger: Forger) -> None:
    void = next(entry for entry in forger.entries if entry.kind == "void")
    forger.entries.remove(void)
    forger.entries.insert(forger.place("freeze") + 1, void)


def second_seed(after: str) -> Callable[[Forger], None]:
    """Let other digits be taken for the same D, with the seed that follows from them."""

    def change(forger: Forger) -> None:
        salt, *digits = forger.lines(REVEAL)
        others = ["87654321", *digits[1:]]
        seed = hashed("SSJ1", "SEED", forger.digest, salt, *others)
        add_entry(after, "seed", seed, *others, AT, "U01")(forger)

    return change


def append_other_draw(forger: Forger) -> None:
    forger.entries.append(LogEntry("freeze", "e" * 64, "2099Q9", "e" * 64))


def another_attempt_stands(forger: Forger) -> None:
    """Let an attempt of the same period, never voided, stand before this one; prev agrees with the log."""
    period = forger.entry("freeze").period
    forger.entries.insert(forger.place("freeze"), LogEntry("freeze", "e" * 64, period, "e" * 64))
    forger.sealed()
    head = forger.lines(LOG)[forger.place("freeze") - 1].split("|")[HEAD]
    lines = [f"prev|{head}" if line.startswith("prev|") else line for line in forger.lines(INPUT)]
    attempt = forger.entry("freeze").fields[3]
    forger.entry("freeze").set(3, str(int(attempt) + 1))
    forger.refreeze(("\n".join(lines) + "\n").encode())


def frozen_after_the_seed(forger: Forger) -> None:
    """Freeze another input after the digits were known; seed, result and all heads agree with it."""
    lines = forger.lines(INPUT)
    at = next(n for n, line in enumerate(lines) if line.startswith("unit|"))
    lines[at] = f"{lines[at].rpartition('|')[0]}|区外"
    moved("seed", "freeze")(forger)
    forger.refreeze(("\n".join(lines) + "\n").encode())


def one_period(forger: Forger) -> None:
    """Give one entry of the draw another period than it was frozen for."""
    forger.entry("result").period = "2099Q9"


def all_periods(forger: Forger) -> None:
    """Give every entry of the draw another period, in the log alone."""
    for entry in forger.own:
        entry.period = "2099Q9"


CHAINED: tuple[Tampering, ...] = (
    rechained("freeze_removed", "删去冻结", "log.txt 第 ", removed("freeze")),
    rechained("seed_removed", "删去取数", "log.txt 第 ", removed("seed")),
    rechained("result_removed", "删去结果", "log.txt 第 ", removed("result")),
    rechained("reveal_removed", "删去公开保密码", "log.txt", removed("reveal")),
    rechained("freeze_repeated", "冻结两次", "log.txt 第 ", repeated("freeze")),
    rechained("seed_repeated", "取数两次，数字相同", "log.txt 第 ", repeated("seed")),
    rechained("result_repeated", "结果两次", "log.txt 第 ", repeated("result")),
    rechained("reveal_repeated", "公开保密码两次", "log.txt 第 ", repeated("reveal")),
    rechained(
        "second_seed_before_the_result", "同一名单取数两次，数字不同", "log.txt 第 ", second_seed("seed")
    ),
    rechained("second_seed_after_the_result", "有了结果再取一次数", "log.txt 第 ", second_seed("result")),
    rechained("seed_before_freeze", "先取数后冻结", "log.txt 第 ", moved("seed", "freeze")),
    rechained("result_before_seed", "先有结果后取数", "log.txt 第 ", moved("result", "seed")),
    rechained("reveal_before_result", "没有结果就公开保密码", "log.txt 第 ", moved("reveal", "result")),
    rechained("strike_before_result", "没有结果就剔除", "log.txt 第 ", moved("strike", "result"), "strike"),
    rechained("frozen_after_the_seed", "取数以后才冻结另一份名单", "log.txt 第 ", frozen_after_the_seed),
    rechained("another_attempt_stands", "前一次冻结没有作废", "log.txt 第 ", another_attempt_stands),
    rechained("void_removed", "删去作废", "log.txt 第 ", chained(without_void), "void"),
    rechained(
        "void_after_the_next_freeze", "再次冻结以后才作废", "log.txt 第 ", chained(void_too_late), "void"
    ),
    rechained("earlier_draw_changed", "改了以前一次抽取的存证", "input.txt prev", chained(earlier_draw)),
    rechained(
        "earlier_draws_removed", "删去以前各次抽取的存证", "input.txt prev", chained(without_earlier_draws)
    ),
    rechained("another_draw_behind", "最后一条是另一次抽取的", "log.txt 第 ", chained(append_other_draw)),
    rechained(
        "voided_and_struck",
        "作废以后还剔除",
        "log.txt 第 ",
        add_entry("result", "void", "理由", AT, "U01", "U02"),
        "strike",
    ),
    rechained("period_changed_in_a_line", "存证一行的任务号换掉", "log.txt 第 ", chained(one_period)),
    rechained("period_changed_in_log", "存证里的任务号都换掉", "log.txt 第 ", chained(all_periods)),
)
