"""Salt, digits and the seed K (draw-spec.md §3)."""

import re
from collections.abc import Sequence

from app.sampling.grammar import HASH
from app.sampling.hashing import VERSION, hex_hash
from app.sampling.records import NONE, Draft, FrozenInput
from app.sampling.refused import Refused

_DIGITS = re.compile(r"[0-9]{8,64}")
_LEAST_IN_ALL = 20


def commitment(salt: str) -> str:
    """Give the 承诺值 that the frozen input shows for a salt of 64 lower-case hex characters."""
    if not HASH.fits(salt):
        raise Refused(None, f"保密码{HASH.wanted}")
    return hex_hash(VERSION, "SALT", salt)


def seed_of(frozen: FrozenInput, digits: Sequence[str], salt: str = NONE) -> str:
    """Give K from the roles' digits, in the order of the roles, and the salt (`-` where there is none)."""
    check_digits(frozen, digits)
    check_salt(frozen, salt)
    return hex_hash(VERSION, "SEED", frozen.digest, salt, *digits)


def check_digits(draft: Draft, digits: Sequence[str]) -> None:
    """Refuse digits that are not 8 to 64 ASCII digits for each role and at least 20 in all."""
    if len(digits) != len(draft.roles):
        raise Refused(None, f"应有 {len(draft.roles)} 组现场数字（每个角色一组），这里有 {len(digits)} 组")
    for role, given in zip(draft.roles, digits, strict=True):
        if not _DIGITS.fullmatch(given):
            raise Refused(None, f"{role}的现场数字应为 8 到 64 位半角数字，这里是“{given[:80]}”")
    total = sum(map(len, digits))
    if total < _LEAST_IN_ALL:
        raise Refused(None, f"现场数字合计至少 {_LEAST_IN_ALL} 位，这里只有 {total} 位")


def check_salt(draft: Draft, salt: str) -> None:
    """Refuse a salt that does not open the commitment of the input."""
    if draft.commitment == NONE:
        if salt != NONE:
            raise Refused(None, "名单没有保密码承诺值，不能使用保密码")
        return
    if salt == NONE:
        raise Refused(None, "名单有保密码承诺值，缺少保密码")
    if commitment(salt) != draft.commitment:
        raise Refused(None, "保密码与名单中的承诺值不符")
