"""Tables of the room casework, for Django; each part stands in its own module."""

from xuncha.office.casework.alarms import SealedAlarm
from xuncha.office.casework.deciding import CarryOver, Decision, HandLook, VerdictRecord
from xuncha.office.casework.incident_tables import Incident, IncidentDecision, IncidentPart
from xuncha.office.casework.looking import (
    BodiesRecord,
    ColumnRecord,
    FindingRecord,
    OutcomeRecord,
    VisitRecord,
)
from xuncha.office.casework.planning import Round, RoundTarget, Shard
from xuncha.office.casework.queue_tables import (
    BlindAnswer,
    BlindReview,
    Cluster,
    DecisionBatch,
    ProposalSheet,
    ProposedDecision,
)

__all__ = [
    "BlindAnswer",
    "BlindReview",
    "BodiesRecord",
    "CarryOver",
    "Cluster",
    "ColumnRecord",
    "Decision",
    "DecisionBatch",
    "FindingRecord",
    "HandLook",
    "Incident",
    "IncidentDecision",
    "IncidentPart",
    "OutcomeRecord",
    "ProposalSheet",
    "ProposedDecision",
    "Round",
    "RoundTarget",
    "SealedAlarm",
    "Shard",
    "VerdictRecord",
    "VisitRecord",
]
