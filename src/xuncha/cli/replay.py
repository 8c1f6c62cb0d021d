"""The reviewer of a sample, replayed from its ground truth and marked so in the log.

Only what the machine found can be confirmed; what it found wrongly is dismissed.
"""

from django.db.models import Exists, OuterRef, Q

from xuncha.cli.truth_table import UNREACHABLE, TruthTable
from xuncha.engine.domain.words import Result
from xuncha.flow.progress import Reporter
from xuncha.office.casework import incidents
from xuncha.office.casework.decisions import (
    Look,
    confirm,
    dismiss,
    look_by_hand,
)
from xuncha.office.casework.incident_deciding import Saying, decide
from xuncha.office.casework.incident_tables import Cause
from xuncha.office.casework.models import FindingRecord, IncidentPart, OutcomeRecord, Round
from xuncha.office.people.models import User
from xuncha.sample.truth import Truth

TRUE = "样例重放：与样例答案一致"
FALSE = "样例重放：样例答案中没有这一问题"


def replay_decisions(
    inspection: Round, truth: Truth, reviewers: tuple[User, User], reporter: Reporter
) -> None:
    """Confirm every finding that is true, dismiss every other; saying it twice changes nothing.

    The second reviewer confirms too where two persons are asked for: vetoes, some checks. What
    sites failed together is decided by ``replay_incidents``.
    """
    reviewer, second = reviewers
    table = TruthTable(truth)
    findings = FindingRecord.objects.filter(target__round=inspection).select_related(
        "target__round"
    )
    together = IncidentPart.objects.filter(
        incident__round=inspection, incident__is_current=True, target=OuterRef("target")
    )
    alone = findings.exclude(Q(check_slug=UNREACHABLE) & Q(Exists(together)))
    ordered = list(alone.order_by("target__kind", "target__code", "indicator", "key"))
    with reporter.step("重放审核人的认定", len(ordered), "条") as meter:
        for finding in ordered:
            if table.is_true(finding):
                confirm(finding, reviewer, TRUE, replayed=True)
                if finding.persons > 1:
                    confirm(finding, second, TRUE, replayed=True)
            else:
                dismiss(finding, reviewer, FALSE, replayed=True)
            meter.advance(1)


def replay_looks(inspection: Round, truth: Truth, reviewer: User) -> None:
    """Record what the reviewer saw with their own eyes where the machine could not look."""
    for seen in truth.hand_looks:
        unable = OutcomeRecord.objects.filter(
            target__round=inspection,
            target__code=seen.target,
            check_slug__in=seen.checks,
            result=Result.UNABLE,
        ).select_related("target__round")
        for outcome in unable.order_by("indicator"):
            look = Look(outcome.indicator, Result(seen.result), f"样例重放：{seen.note}")
            look_by_hand(outcome.target, look, reviewer, replayed=True)


def replay_incidents(inspection: Round, truth: Truth, reviewer: User) -> None:
    """Decide the incidents that are true, each once for all its sites."""
    for incident in incidents.standing(inspection):
        codes = {part.target.code for part in incident.parts.all()}
        for one in truth.outages:
            if codes <= set(one.targets):
                reason = f"样例重放：{one.reason}"
                saying = Saying(Cause.PLATFORM, counts=False, reason=reason)
                decide(incident, saying, reviewer, replayed=True)
