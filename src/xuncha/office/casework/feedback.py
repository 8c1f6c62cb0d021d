"""What a decision teaches: a dismissal may allow the words; where else the same was found."""

from django.db import transaction

from xuncha.engine.domain.words import AllowanceScope
from xuncha.office.casework.decisions import dismiss
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.models import Decision, FindingRecord
from xuncha.office.casework.standing import with_verb
from xuncha.office.people.models import User
from xuncha.office.wordlists import allowances
from xuncha.office.wordlists.allowances import AllowanceOrder
from xuncha.office.wordlists.models import AllowanceRecord


def allowance_for(
    finding: FindingRecord, scope: AllowanceScope, reason: str, text: str = ""
) -> AllowanceOrder:
    """What allowing the words of a finding means in a scope.

    ``text`` is what the person typed; left out, the whole word the wrong characters stand in.
    """
    return AllowanceOrder(
        text=text.strip() or finding.word or finding.observed,
        scope=scope,
        reason=reason,
        target_code=finding.target.code,
        target_name=finding.target.name,
        rule=finding.limit_text,
        origin=finding.fingerprint,
    )


def dismiss_and_allow(
    finding: FindingRecord, user: User, order: AllowanceOrder
) -> tuple[Decision, AllowanceRecord]:
    """The dismissal and the allowance, both or neither; the order's reason is that of both.

    DecisionError or WordlistError say why not. The allowance holds for rounds opened from then on:
    what this round found stays as it is. The allowed text must hold all the wrong characters.
    """
    if finding.observed not in order.text:
        raise DecisionError(
            f"白名单条目“{order.text}”不含被排除的“{finding.observed}”，允许后仍会再次提示；"
            "请填写包含它的词语"
        )
    with transaction.atomic():
        return dismiss(finding, user, order.reason), allowances.add(user, order)


def cluster_of(finding: FindingRecord) -> list[FindingRecord]:
    """The findings of its round that say the same of the same words, itself among them; by target.

    Alone where the finding is no text error.
    """
    if not finding.cluster_key:
        return [finding]
    rows = FindingRecord.objects.filter(
        target__round_id=finding.target.round_id, cluster_key=finding.cluster_key
    )
    return list(with_verb(rows).select_related("target__round").order_by("target__code", "id"))
