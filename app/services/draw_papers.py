"""Papers A (冻结单) and B (抽取记录) of a draw (draw-spec.md §8)."""

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from app import __version__
from app.core.text import natural_key
from app.documents.content import draw as content
from app.models.database import Store
from app.models.draw import Draw
from app.sampling import REHEARSALS, Strike, Substitute, parse
from app.services import draw_log
from app.services.draw import NO_SALT
from app.services.draw_names import DrawNames, names_of
from app.services.draw_view import view_of
from app.services.feasibility import tried
from app.services.office import office_of
from app.services.replayed import people_of, replayed, units_of
from app.services.rows.draw import DrawView, PickRow, StratumCount

_WEIGHTS = (
    "违法、投诉、社会关注、信用低、特殊需要、治理不稳定之一为4；"
    "管理好、信用好、风险低三项俱全或列入正面清单为1；其余为2"
)
_REPEAT = "本年该事项已查的排在未查的之后"
_SOURCE = "现场取数"
_REVEAL = "保密摇号"


def _at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def _frozen_stratum(count: StratumCount) -> content.FrozenStratum:
    return content.FrozenStratum(
        number=count.number.rstrip("abcdefgh"),
        label=count.label,
        population=count.population,
        must=count.must,
        visited=count.visited,
        excluded=count.excluded,
        ratio=count.ratio.replace(" ", ""),
        count=count.quota,
    )


def _voided(view: DrawView) -> tuple[content.VoidedAttempt, ...]:
    return tuple(
        content.VoidedAttempt(void.attempt, _at(void.at), void.reason, void.by, void.second)
        for void in view.voids
    )


def _left_out(view: DrawView) -> dict[str, str]:
    """Give who takes no part and why, each once; who was visited already only stands behind."""
    return {code: reason for _, code, reason in view.excluded if reason != "本年已查"}


def freeze_sheet(store: Store, draw_id: int) -> content.FreezeSheet:
    """Give what 冻结单 says: all that was fixed before any digit."""
    with store.reading() as session:
        draw = session.get_one(Draw, draw_id)
        view, office = view_of(session, draw), office_of(session)
        frozen = parse(draw.frozen)
        names = {code: item.name for code, item in units_of(session, frozen).items()}
        people = {alias: person.name for alias, person in people_of(session, draw).items()}
        trial = tried(frozen, names, people, REHEARSALS)
        freeze_entry = draw_log.own(session, draw.digest)[0][0]
        return content.FreezeSheet(
            office=office.name,
            period=view.title,
            attempt=view.attempt,
            frozen_at=_at(view.frozen_at),
            place=view.place,
            task=f"{view.year}年度抽查计划",
            targeting="",
            reveal=_REVEAL,
            digest=view.digest,
            commitment="" if view.commitment == NO_SALT else view.commitment,
            log_head=freeze_entry.head,
            strata=tuple(_frozen_stratum(count) for count in view.counts),
            weights=_WEIGHTS,
            repeat=_REPEAT,
            exclusions=tuple(
                content.ExcludedUnit(code, names.get(code, code), reason)
                for code, reason in _left_out(view).items()
            ),
            inspectors=view.inspectors,
            rehearsals=trial.tried,
            unstaffed=trial.failed,
            unstaffed_reason=trial.why,
            program_version=__version__,
            roles=tuple(content.Role(role.word, role.person) for role in view.roles),
            voided=_voided(view),
            watermark=office.watermark,
        )


def _drawn_units(rows: Iterable[PickRow]) -> tuple[content.DrawnUnit, ...]:
    return tuple(content.DrawnUnit(row.rank, row.code, row.name, row.ticket, row.weight) for row in rows)


def _drawn_strata(view: DrawView) -> tuple[content.DrawnStratum, ...]:
    picks = {key: list(rows) for key, rows in groupby(view.picks, lambda row: (row.number, row.label))}
    reserves = {key: list(rows) for key, rows in groupby(view.reserves, lambda row: (row.number, row.label))}
    return tuple(
        content.DrawnStratum(
            number=count.number.rstrip("abcdefgh"),
            label=count.label,
            population=count.population,
            count=count.quota,
            picks=_drawn_units(picks.get((count.number, count.label), [])),
            reserves=_drawn_units(reserves.get((count.number, count.label), [])),
        )
        for count in view.counts
    )


def _visits(session: Session, draw: Draw, known: DrawNames, view: DrawView) -> tuple[content.DrawnVisit, ...]:
    state = replayed(session, draw)
    teams, skills = state.teams_after(), state.seats_after()
    return tuple(
        content.DrawnVisit(
            order=team.position,
            code=team.code,
            name=team.name,
            items=team.items,
            seats=tuple(
                content.DrawnSeat(
                    alias="" if alias == "-" else alias,
                    name="" if alias == "-" else known.person(alias),
                    skill="" if skill == "-" else skill,
                )
                for alias, skill in zip(teams[team.code], skills[team.code], strict=True)
            ),
            due=draw.due_on,
        )
        for team in view.teams
    )


def _changes(session: Session, draw: Draw, known: DrawNames) -> tuple[content.DrawChange, ...]:
    changes = []
    for _, entry in draw_log.own(session, draw.digest):
        if isinstance(entry, Strike):
            scope = "全部事项" if entry.item == "*" else f"事项{known.item_number(entry.item)}"
            subject = f"{known.units[entry.unit].name}（{entry.unit}）"
            change = content.DrawChange(
                "剔除", _at(entry.at), subject, f"{scope}，由候补依次递补", entry.reason, entry.by
            )
        elif isinstance(entry, Substitute):
            subject = f"{known.units[entry.unit].name}第{entry.seat}席"
            outcome = f"{known.person(entry.out)}换为{known.person(entry.incoming)}"
            change = content.DrawChange("换人", _at(entry.at), subject, outcome, entry.reason, entry.by)
        else:
            continue
        changes.append(change)
    return tuple(changes)


def _aliases(session: Session, draw: Draw) -> tuple[content.InspectorAlias, ...]:
    people = people_of(session, draw)
    known = sorted(people.items(), key=lambda pair: natural_key(pair[0]))
    return tuple(content.InspectorAlias(alias, person.name) for alias, person in known)


def record_of(session: Session, draw: Draw) -> content.DrawRecord:
    """Give what 抽取记录 says, inside a session."""
    view, office = view_of(session, draw), office_of(session)
    known = names_of(session, draw, parse(draw.frozen))
    return content.DrawRecord(
        office=office.name,
        period=view.title,
        attempt=view.attempt,
        place=view.place,
        reveal=_REVEAL,
        targeting="",
        frozen_at=_at(view.frozen_at),
        digits_at=_at(view.seeded_at),
        drawn_at=_at(view.drawn_at),
        digest=view.digest,
        roles=tuple(
            content.RoleDigits(role.word, role.person, digits, _SOURCE)
            for role, digits in zip(view.roles, view.digits, strict=True)
        ),
        seed=view.seed,
        salted=view.commitment != NO_SALT,
        strata=_drawn_strata(view),
        visits=_visits(session, draw, known, view),
        changes=_changes(session, draw, known),
        voided=_voided(view),
        aliases=_aliases(session, draw),
        result_digest=view.result_digest,
        log_head=view.log_head,
        program_version=__version__,
        watermark=office.watermark,
    )


def draw_record(store: Store, draw_id: int) -> content.DrawRecord:
    """Give what 抽取记录 says."""
    with store.reading() as session:
        return record_of(session, session.get_one(Draw, draw_id))


def freeze_sheet_pdf(store: Store, draw_id: int) -> bytes:
    """Give 冻结单 as PDF."""
    from app.documents.pdf_freeze_sheet import build_freeze_sheet  # noqa: PLC0415 - reportlab only for a paper

    return build_freeze_sheet(freeze_sheet(store, draw_id))


def draw_record_pdf(store: Store, draw_id: int) -> bytes:
    """Give 抽取记录 as PDF."""
    from app.documents.pdf_draw_record import build_draw_record  # noqa: PLC0415 - reportlab only for a paper

    return build_draw_record(draw_record(store, draw_id))
