"""All mapped classes together, for the migrations and for tests."""

from app.models.base import Base
from app.models.draw import Campaign, Draw, DrawAlias, DrawEntry
from app.models.office import Event, Setting
from app.models.plan import AnnualPlan, CatalogueText, PlanAnswer, PlanLine
from app.models.registry import Auxiliary, InspectionObject, Inspector, ObjectChange, Recusal
from app.models.targeted import TargetedCheck, TargetedOfficer
from app.models.visit import Notice, Visit, VisitCompanion, VisitItem, VisitSeat

__all__ = [
    "AnnualPlan",
    "Auxiliary",
    "Base",
    "Campaign",
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
    "TargetedCheck",
    "TargetedOfficer",
    "Visit",
    "VisitCompanion",
    "VisitItem",
    "VisitSeat",
]
metadata = Base.metadata
