"""An office at the stages of its year, built by the services from the demonstration registry."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from app.core import paths
from app.services import catalogue, draw, import_people, imports, plan, visits
from app.services.office import Store, create_store, open_store, save_office
from app.services.rows.office import Act, Office, Role

YEAR: Final = 2024
DIGITS: Final = ("31415926", "27182818", "16180339")
SALT: Final = "5a" * 32
OBJECTS: Final = paths.resources() / "demo" / "objects.xlsx"
INSPECTORS: Final = paths.resources() / "demo" / "inspectors.xlsx"
OFFICE: Final = Office(roles=(Role("主持人", "周例远"), Role("监督人", "郑例衡"), Role("见证人", "冯例正")))


def act(day: str = "2024-01-08", by: str = "周例远") -> Act:
    """Give an act at nine in the morning of a day."""
    return Act(by, datetime.fromisoformat(f"{day}T09:00:00+08:00"))


@dataclass(frozen=True, slots=True)
class Stages:
    """Database files to copy: registry imported, plan signed, first quarter frozen, drawn and visits open."""

    imported: Path
    signed: Path
    frozen: Path
    drawn: Path


def _copy(source: Path, target: Path) -> Store:
    target.write_bytes(source.read_bytes())
    return open_store(target)


def draft_plan(store: Store) -> int:
    """Draft the year's plan and answer all it asks."""
    plan_id = plan.draft(store, YEAR, act("2024-01-18"))
    for check in plan.plan_view(store, plan_id).open_questions:
        if check.state == "待填":
            plan.override(store, plan_id, check.stratum, 1, "示环办〔2024〕1号", act("2024-01-18"))
        else:
            plan.answer(store, plan_id, check.key, "按此理解执行", act("2024-01-18"))
    return plan_id


def sign_plan(store: Store, plan_id: int) -> None:
    """Send a drafted plan up and sign it."""
    plan.submit(store, plan_id, "郑例衡", act("2024-01-19"))
    plan.sign(store, plan_id, "示环发〔2024〕3号", date(2024, 1, 26), "王例正", act("2024-01-26"))


def freeze(store: Store, quarter: int = 1, salt: str = SALT) -> int:
    """Freeze a quarter on its first day of work, or the 30th of January."""
    day = {1: "2024-01-30", 2: "2024-04-01", 3: "2024-07-01", 4: "2024-10-08"}[quarter]
    return draw.freeze(store, f"{YEAR}Q{quarter}", salt, "代号的次序", act(day))


def perform(store: Store, draw_id: int) -> None:
    """Take the digits, draw and open the visits."""
    draw.take_digits(store, draw_id, DIGITS, act("2024-01-30"))
    draw.perform(store, draw_id, act("2024-01-30"))
    visits.open_visits(store, draw_id, act("2024-01-30"))


def build(folder: Path) -> Stages:
    """Build every stage once."""
    stages = Stages(*(folder / f"{name}.db" for name in ("imported", "signed", "frozen", "drawn")))
    store = create_store(stages.imported)
    save_office(store, OFFICE, act())
    catalogue.install_catalogue(store, catalogue.shipped_catalogue(), act())
    imports.import_objects(store, OBJECTS, act())
    import_people.import_inspectors(store, INSPECTORS, act())
    store.close()
    store = _copy(stages.imported, stages.signed)
    sign_plan(store, draft_plan(store))
    store.close()
    store = _copy(stages.signed, stages.frozen)
    draw_id = freeze(store)
    store.close()
    store = _copy(stages.frozen, stages.drawn)
    perform(store, draw_id)
    store.close()
    return stages
