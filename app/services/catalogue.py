"""The item list of a year, kept in the database as the text people can read."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core import paths
from app.core.catalogue import (
    Catalogue,
    ConditionChange,
    Repeat,
    RuleChange,
    VisitedScope,
    with_conditions,
    with_rules,
)
from app.core.errors import UserError
from app.core.filter_data import parse_filter
from app.models.database import Store
from app.models.office import Setting
from app.models.plan import CatalogueText
from app.services import log
from app.services.rows.office import Act

SHIPPED = "wulong-2024.toml"


@lru_cache(maxsize=8)
def _parsed(text: str, source: str) -> Catalogue:
    from app.intake.catalogue import parse_catalogue  # noqa: PLC0415 - read when a year is first needed

    return parse_catalogue(text, source)


@lru_cache(maxsize=8)
def _in_force(
    text: str, source: str, rules: tuple[RuleChange, ...], conditions: tuple[ConditionChange, ...]
) -> Catalogue:
    return with_conditions(with_rules(_parsed(text, source), rules), conditions)


def _stored(session: Session, key: str) -> Mapping[str, Any]:
    kept = session.get(Setting, key)
    return kept.value if kept is not None and isinstance(kept.value, dict) else {}


def _rules(session: Session, year: int) -> tuple[RuleChange, ...]:
    """Give what the office changed of the list's rules, by stratum (app.services.policy writes it)."""
    return tuple(
        RuleChange(code, Repeat(repeat), VisitedScope(visited))
        for code, (repeat, visited) in sorted(_stored(session, rules_key(year)).items())
    )


def _conditions(session: Session, year: int) -> tuple[ConditionChange, ...]:
    """Give what the office changed of the list's conditions (app.services.filter_strata writes it)."""
    return tuple(
        ConditionChange(code, parse_filter(changes[-1]["conditions"]))
        for code, changes in sorted(_stored(session, conditions_key(year)).items())
    )


def rules_key(year: int) -> str:
    """Give the key of the setting that holds a year's changed rules: stratum code -> repeat, visited."""
    return f"rules:{year}"


def conditions_key(year: int) -> str:
    """Give the key of the setting that holds a year's changed conditions: stratum code -> its changes."""
    return f"conditions:{year}"


def catalogue_of(session: Session, year: int) -> Catalogue:
    """Give the item list of a year as it is in force; UserError where none was taken over yet."""
    kept = session.scalars(select(CatalogueText).where(CatalogueText.year == year)).first()
    if kept is None:
        raise UserError(f"还没有 {year} 年的抽查事项清单，请先在“名录库—抽查事项”里导入。")
    return _in_force(kept.text, _source(year), _rules(session, year), _conditions(session, year))


def as_taken_over(session: Session, year: int) -> Catalogue:
    """Give the item list of a year as it was taken over, without what the office changed since."""
    kept = session.scalars(select(CatalogueText).where(CatalogueText.year == year)).one()
    return _parsed(kept.text, _source(year))


def _source(year: int) -> str:
    return f"{year}年事项清单"


def read_catalogue(store: Store, year: int) -> Catalogue:
    """Give the item list of a year."""
    with store.reading() as session:
        return catalogue_of(session, year)


def years(store: Store) -> tuple[int, ...]:
    """Give the years that have an item list, newest first."""
    with store.reading() as session:
        return tuple(session.scalars(select(CatalogueText.year).order_by(CatalogueText.year.desc())))


def shipped_catalogue() -> Path:
    """Give the item list that came with the program."""
    return paths.resources() / "catalogues" / SHIPPED


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"事项清单“{path.name}”读不出来，请确认是 UTF-8 文本文件。") from error


def year_of(path: Path) -> int:
    """Give the year of an item list in a file."""
    return _parsed(_text_of(path), path.name).year


def install_catalogue(store: Store, path: Path, act: Act) -> Catalogue:
    """Take over an item list; one that is there for its year stays and a different one is refused."""
    text = _text_of(path)
    catalogue = _parsed(text, path.name)
    with store.writing() as session:
        kept = session.scalars(select(CatalogueText).where(CatalogueText.year == catalogue.year)).first()
        if kept is None:
            session.add(CatalogueText(year=catalogue.year, text=text, added_at=act.stamp))
            log.record(session, act, "导入事项清单", f"{catalogue.year} 年，{len(catalogue.items)} 项")
        elif kept.text != text:
            raise UserError(f"{catalogue.year} 年已有事项清单，内容不同；没有改动。")
    return catalogue
