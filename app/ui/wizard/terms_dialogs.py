"""What is settled before freezing: how the room sees the draw, and where each role's digits come from."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import Final

from PySide6.QtWidgets import QWidget

from app.core.periods import RevealMode
from app.services.rows.office import Role
from app.services.rows.terms import Source, SourceKind, Terms
from app.services.terms import choose_reveal, choose_sources
from app.ui.desk import Desk
from app.ui.fields import Combo, DateField, TextField
from app.ui.form_dialog import Check, FormDialog, filled, words_of

_CLOCK: Final = re.compile(r"([01]?[0-9]|2[0-3])[:：]([0-5][0-9])")


def ask_reveal(
    parent: QWidget, desk: Desk, period: str, terms: Terms, then: Callable[[], object]
) -> FormDialog:
    """Ask how the room will see the draw, and which head decided so."""
    sentence = (
        "保密摇号的大屏只显示事项、顺位和抽签号，检查前不泄露名单；公开摇号的大屏显示单位名称。"
        "由负责人决定，冻结前定下，写进操作记录和冻结单。"
    )
    dialog = FormDialog(parent, desk.jobs, "揭晓方式", sentence, "定下揭晓方式")
    mode = Combo("揭晓方式", [(str(each), str(each)) for each in RevealMode])
    mode.set_key(str(terms.reveal))
    head = TextField("决定人", "负责人姓名")
    head.setText(terms.decided_by or desk.office.head)
    dialog.add("mode", "揭晓方式", mode)
    dialog.add("head", "决定人", head, filled(head, "请填写作出决定的负责人"))

    def prepare() -> Callable[[], None]:
        chosen, person, act = RevealMode(mode.key()), words_of(head), desk.act()
        return lambda: choose_reveal(desk.store, period, chosen, person, act)

    dialog.ask(prepare, lambda _none: then())
    return dialog


def ask_sources(
    parent: QWidget, desk: Desk, period: str, terms: Terms, then: Callable[[], object]
) -> FormDialog:
    """Ask where each role's digits will come from; one of them may take a public result of a later day."""
    sentence = (
        "各方可以各用一种办法。其中一方可用冻结以后才公布的公开结果（例如某期彩票的开奖号码），"
        "须在冻结前写明是什么结果、哪天几点公布。"
    )
    dialog = FormDialog(parent, desk.jobs, "现场数字来源", sentence, "定下来源")
    roles = desk.office.roles
    kinds = [_kind_field(role, source) for role, source in zip(roles, sources_for(terms, roles), strict=True)]
    known = next((source for source in terms.sources if source.kind is SourceKind.PUBLISHED), Source())
    what = TextField("公开结果", "例如：某彩票第 060 期开奖号码")
    what.setText(known.what)
    day, clock = DateField("公布日期"), TextField("公布时刻", "例如：21:15")
    if known.known_at is not None:
        day.set_date(known.known_at.date())
        clock.setText(f"{known.known_at:%H:%M}")
    for place, (role, kind) in enumerate(zip(roles, kinds, strict=True)):
        dialog.add(f"kind{place}", f"{role.word} {role.person}".strip(), kind)

    def one_publishes() -> bool:
        return any(kind.key() == SourceKind.PUBLISHED for kind in kinds)

    def needed(check: Check) -> Check:
        return lambda: check() if one_publishes() else ""

    dialog.add("what", "公开结果", what, needed(_once(kinds, filled(what, "请写明是什么结果"))))
    dialog.add("day", "公布日期", day, needed(lambda: "" if day.text().strip() else "请填写公布日期"))
    dialog.add("clock", "公布时刻", clock, needed(lambda: "" if _clock(clock) else "请写成 21:15 这样的时刻"))

    def prepare() -> Callable[[], None]:
        act = desk.act()
        published = _published(what, day, clock, act.at) if one_publishes() else Source()
        chosen = [
            published if kind.key() == SourceKind.PUBLISHED else Source(SourceKind(kind.key()))
            for kind in kinds
        ]
        return lambda: choose_sources(desk.store, period, chosen, act)

    dialog.ask(prepare, lambda _none: then())
    return dialog


def sources_for(terms: Terms, roles: Sequence[Role]) -> tuple[Source, ...]:
    """Give a source for every role, dice where nothing was said."""
    return (*terms.sources, *(Source() for _ in roles))[: len(roles)]


def _kind_field(role: Role, source: Source) -> Combo:
    field = Combo(f"{role.word}的数字来源", [(str(each), str(each)) for each in SourceKind])
    field.set_key(str(source.kind))
    return field


def _once(kinds: Sequence[Combo], check: Check) -> Check:
    """Let one role alone take the public result: two would give the same digits."""

    def checked() -> str:
        if sum(kind.key() == SourceKind.PUBLISHED for kind in kinds) > 1:
            return "公开结果只能由一方采用，其他各方请用别的办法"
        return check()

    return checked


def _clock(field: TextField) -> time | None:
    found = _CLOCK.fullmatch(words_of(field))
    return time(int(found[1]), int(found[2])) if found else None


def _published(what: TextField, day: DateField, clock: TextField, now: datetime) -> Source:
    date, moment = day.day(), _clock(clock)
    known = datetime.combine(date, moment, now.tzinfo) if date and moment else None
    return Source(SourceKind.PUBLISHED, words_of(what), known)
