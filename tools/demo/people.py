"""Inspectors of the demonstration, from inspectors.csv."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).with_name("inspectors.csv")


@dataclass(frozen=True)
class DemoInspector:
    """One row of the registry of people; the fields are those of domain.md §4 in the order of the file."""

    name: str
    department: str
    post: str
    areas: str
    service_start: date
    cert: str
    cert_expiry: date | None
    skills: str
    cap: int | None
    state: str
    prior: int
    recused: str
    recused_reason: str


def people() -> list[DemoInspector]:
    """Give all people of the demonstration."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [_person(row) for row in csv.DictReader(file)]


def _person(row: Mapping[str, str]) -> DemoInspector:
    return DemoInspector(
        name=row["姓名"],
        department=row["部门"],
        post=row["岗位"],
        areas=row["所在区域"],
        service_start=date.fromisoformat(row["参加执法日期"]),
        cert=row["执法证号"],
        cert_expiry=date.fromisoformat(row["执法证有效期"]) if row["执法证有效期"] else None,
        skills=row["业务专长"],
        cap=int(row["每次上限"]) if row["每次上限"] else None,
        state=row["状态"],
        prior=0,
        recused=row["回避对象"],
        recused_reason=row["回避原因"],
    )
