"""All mapped classes together, for the migrations and for tests."""

from app.models.base import Base
from app.models.companion import VisitCompanion
from app.models.draw import Campaign, Draw
from app.models.draw_record import DrawAlias, DrawEntry
from app.models.evidence import EvidenceFile, StateEvidence
from app.models.leave import InspectorLeave
from app.models.living import DistinctPair, MarkNote, MergedObject
from app.models.office import Event, Setting
from app.models.owner_recusal import OwnerRecusal
from app.models.penalty import Penalty
from app.models.personnel import InspectorAppraisal, InspectorPost, InspectorTraining
from app.models.plan import AnnualPlan, CatalogueText, PlanAnswer, PlanLine
from app.models.registry import Auxiliary, InspectionObject, Inspector, ObjectChange, Recusal
from app.models.search_pending import SearchMark, SearchPending
from app.models.targeted import TargetedCheck, TargetedOfficer
from app.models.visit import Notice, Visit, VisitItem, VisitSeat
from app.models.vocabulary import SavedFilter, SpokenWord, VocabularyWord

__all__ = [
    "AnnualPlan",
    "Auxiliary",
    "Base",
    "Campaign",
    "CatalogueText",
    "DistinctPair",
    "Draw",
    "DrawAlias",
    "DrawEntry",
    "Event",
    "EvidenceFile",
    "InspectionObject",
    "Inspector",
    "InspectorAppraisal",
    "InspectorLeave",
    "InspectorPost",
    "InspectorTraining",
    "MarkNote",
    "MergedObject",
    "Notice",
    "ObjectChange",
    "OwnerRecusal",
    "Penalty",
    "PlanAnswer",
    "PlanLine",
    "Recusal",
    "SavedFilter",
    "SearchMark",
    "SearchPending",
    "Setting",
    "SpokenWord",
    "StateEvidence",
    "TargetedCheck",
    "TargetedOfficer",
    "Visit",
    "VisitCompanion",
    "VisitItem",
    "VisitSeat",
    "VocabularyWord",
]
metadata = Base.metadata
