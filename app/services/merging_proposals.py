"""Many pairs to be merged at once: brought together to groups, proposed, and told before anything is done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import select

from app.core.filter import FIELD_WORDS
from app.models.database import Store
from app.models.living import DistinctPair
from app.services.merging_review import CONFIRMED, LineKind, MergeReview, said
from app.services.merging_sides import sides

RECORDS: Final = "记录"
_APART: Final = "与“{}”（{}）已标为不是同一家，取消标记后才能合并"


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One change that a merge in bulk will make; ``refused``: the group is left out, and why.

    Then ``before`` says it in short, ``after`` with what is to be done.

    The first line of a group tells of its records, or that it is refused.
    """

    stay: str
    gone: str
    word: str
    before: str
    after: str
    refused: bool = False

    @property
    def is_first(self) -> bool:
        """Whether a group begins here."""
        return self.refused or self.word == RECORDS

    @property
    def sentence(self) -> str:
        """Say all of it, for where columns are too narrow."""
        who = f"{self.gone} 并入 {self.stay}"
        if self.refused:
            return f"{who}，暂不合并：{self.after}。"
        change = self.after if self.word == RECORDS else f"{self.before or '空'} → {self.after or '空'}"
        return f"{who}，{self.word}：{change}。"


def groups_of(pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Bring pairs that share an object together; each group by id, groups in the order of their first."""
    leader: dict[int, int] = {}

    def find(key: int) -> int:
        while leader.setdefault(key, key) != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for one, other in pairs:
        first, second = sorted((find(one), find(other)))
        leader[second] = first
    groups: dict[int, list[int]] = {}
    for key in sorted(leader):
        groups.setdefault(find(key), []).append(key)
    return list(groups.values())


def proposals(store: Store, pairs: Iterable[tuple[int, int]]) -> tuple[MergeReview, ...]:
    """Give each group as the program would merge it; objects that are gone meanwhile are left out.

    Two of a group that were marked 不是同一家 are in its way: a third one brought them together.
    """
    groups = groups_of(pairs)
    found = sides(store, [key for group in groups for key in group])
    apart = _kept_apart(store, groups)
    for one, other in apart:
        if one in found and other in found:
            words = _APART.format(found[other].fields.name, found[other].code)
            whole = "；".join(filter(None, (found[one].in_the_way, words)))
            found[one] = replace(found[one], in_the_way=whole)
    there = ([found[key] for key in group if key in found] for group in groups)
    return tuple(MergeReview(group) for group in there if len(group) > 1)


def _kept_apart(store: Store, groups: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    """Give the pairs that are marked 不是同一家 and stand in one group."""
    place = {key: number for number, group in enumerate(groups) for key in group}
    pairs = select(DistinctPair.first_id, DistinctPair.second_id).order_by(DistinctPair.id)
    with store.reading() as session:
        kept = [(one, other) for one, other in session.execute(pairs)]
    return [pair for pair in kept if pair[0] in place and place[pair[0]] == place.get(pair[1])]


def preview(reviews: Sequence[MergeReview]) -> tuple[PreviewLine, ...]:
    """Tell every change: who goes into whom, which records come along, which fields change.

    What cannot be merged now stands first, so that nobody learns of it only afterwards.
    """
    ordered = sorted(reviews, key=lambda review: not review.in_the_way)
    return tuple(line for review in ordered for line in _preview(review))


def _preview(review: MergeReview) -> Iterable[PreviewLine]:
    by_id = {side.id: side for side in review.sides}
    stays = by_id[review.stay]
    stay = f"{stays.code} {stays.fields.name}"
    gone = [side for side in review.sides if side is not stays]
    going = "、".join(f"{side.code} {side.fields.name}" for side in gone)
    if review.in_the_way:
        waiting = [f"{side.code} {side.in_the_way}" for side in review.sides if side.in_the_way]
        short = "；".join(words.partition("，")[0] for words in waiting)
        yield PreviewLine(stay, going, "暂不合并", short, "；".join(waiting), refused=True)
        return
    records = [
        f"{line.word} {line.after}"
        for line in MergeReview(gone).lines()
        if line.kind is LineKind.RECORDS and line.word != CONFIRMED and not line.after.startswith("0 ")
    ]
    yield PreviewLine(stay, going, RECORDS, "", f"移来{'、'.join(records)}" if records else "没有要移的记录")
    after = review.values()
    for fields in review.choice():
        line = PreviewLine(
            stay, going, FIELD_WORDS[fields[0]], said(fields, stays.fields), said(fields, after)
        )
        if line.before != line.after:
            yield line
