"""Answering a blind second review, and settling one the first two persons disagree on."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from xuncha.office.casework.blind_review import OPEN
from xuncha.office.casework.decisions import check_round_open
from xuncha.office.casework.errors import DecisionError
from xuncha.office.casework.models import BlindAnswer, BlindReview, DecisionBatch
from xuncha.office.casework.queue_deciding import Saying, decide
from xuncha.office.casework.states import BLIND, BlindState, DecisionVerb
from xuncha.office.people import audit
from xuncha.office.people.models import User
from xuncha.office.people.transitions import move


def answer(
    review: BlindReview, verb: DecisionVerb, reason: str, user: User, *, at: datetime | None = None
) -> BlindAnswer:
    """What another person says. The second answer agrees or asks for a third person; the third one
    settles it: where it differs from the first it becomes the decision that counts."""
    if verb is DecisionVerb.DISMISS and not reason.strip():
        raise DecisionError("排除没有写理由；请选择或写明为什么不是问题")
    with transaction.atomic():
        batch = review.batch
        check_round_open(batch.round, "复核", user)
        held = BlindReview.objects.select_for_update().get(pk=review.pk)
        others = {one.by_id for one in held.answers.all()}
        if held.state not in OPEN:
            raise DecisionError("这一项已经复核；请处理下一项")
        if user.pk == batch.by_id or user.pk in others:
            raise DecisionError(f"须由没有认定过的人复核，{user.name}已认定过；请交其他审核人")
        row = BlindAnswer(
            review=held,
            verb=verb,
            reason=reason.strip(),
            by=user,
            by_name=user.name,
            at=at or timezone.now(),
        )
        row.save(force_insert=True)
        audit.append(user, "blind_review.answered", row, {"verb": verb.value}, at=at)
        if held.state == BlindState.DISPUTED:
            move(BLIND, held, BlindState.SETTLED, user)
            if verb != batch.verb:
                _overturn(batch, row)
        else:
            agrees = verb == batch.verb
            move(BLIND, held, BlindState.AGREED if agrees else BlindState.DISPUTED, user)
        return row


def _overturn(batch: DecisionBatch, row: BlindAnswer) -> None:
    findings = tuple(batch.decisions.values_list("finding_id", flat=True))
    reason = f"复核改定：{row.reason}" if row.reason else "复核改定"
    saying = Saying(DecisionVerb(row.verb), reason, only=findings, is_last=True)
    decide(batch.cluster, saying, row.by, at=row.at)
