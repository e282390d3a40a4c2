"""All mapped classes together, for the migrations and for tests."""

from app.models.base import Base
from app.models.draw import Draw, DrawAlias, DrawEntry
from app.models.office import Event, Setting
from app.models.plan import AnnualPlan, CatalogueText, PlanAnswer, PlanLine
from app.models.registry import InspectionObject, Inspector, ObjectChange, Recusal
from app.models.visit import Notice, Visit, VisitItem, VisitSeat

__all__ = [
    "AnnualPlan",
    "Base",
    "CatalogueText",
    "Draw",
    "DrawAlias",
    "DrawEntry",
    "Event",
    "InspectionObject",
    "Inspector",
    "Notice",
    "ObjectChange",
    "PlanAnswer",
    "PlanLine",
    "Recusal",
    "Setting",
    "Visit",
    "VisitItem",
    "VisitSeat",
]
metadata = Base.metadata
