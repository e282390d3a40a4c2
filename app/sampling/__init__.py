"""SSJ1, the draw: the part that an auditor reads and that runs alone.

Standard library only, no clock, no file, no random. What services need is named here; draw-spec.md rules.
"""

from app.sampling.aftermath import Change, Replay, replay
from app.sampling.chain import (
    FIRST_HEAD,
    History,
    LogLine,
    head_before,
    log_head,
    next_line,
    read_log,
    write_log,
)
from app.sampling.draw import Counts, counts, order, ticket
from app.sampling.entries import (
    Entry,
    Freeze,
    Result,
    Reveal,
    Seed,
    Strike,
    Substitute,
    Void,
    entry_of,
    payload_of,
)
from app.sampling.hashing import bytes_hash as digest
from app.sampling.outcome import DrawResult, Shortage, Staffing, StratumResult, Visit
from app.sampling.package import REQUIRED, Fault, Verification, verify_package
from app.sampling.parse import parse
from app.sampling.probability import chances
from app.sampling.records import Draft, Frame, FrozenInput, Inspector, Item, Recusal, Stratum
from app.sampling.refused import Refused
from app.sampling.rehearsal import REHEARSALS, rehearse
from app.sampling.result import perform, perform_with_seed, result_json
from app.sampling.seed import check_digits, check_salt, commitment, seed_of
from app.sampling.staffing import staff, visit_order
from app.sampling.write import write

__all__ = [
    "FIRST_HEAD",
    "REHEARSALS",
    "REQUIRED",
    "Change",
    "Counts",
    "Draft",
    "DrawResult",
    "Entry",
    "Fault",
    "Frame",
    "Freeze",
    "FrozenInput",
    "History",
    "Inspector",
    "Item",
    "LogLine",
    "Recusal",
    "Refused",
    "Replay",
    "Result",
    "Reveal",
    "Seed",
    "Shortage",
    "Staffing",
    "Stratum",
    "StratumResult",
    "Strike",
    "Substitute",
    "Verification",
    "Visit",
    "Void",
    "chances",
    "check_digits",
    "check_salt",
    "commitment",
    "counts",
    "digest",
    "entry_of",
    "head_before",
    "log_head",
    "next_line",
    "order",
    "parse",
    "payload_of",
    "perform",
    "perform_with_seed",
    "read_log",
    "rehearse",
    "replay",
    "result_json",
    "seed_of",
    "staff",
    "ticket",
    "verify_package",
    "visit_order",
    "write",
    "write_log",
]
