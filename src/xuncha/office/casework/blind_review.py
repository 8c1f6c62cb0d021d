"""Blind second review: a drawn share of what one person decided is decided again by another who
does not see the first answer. Where they disagree a third person settles it."""

import hashlib
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from xuncha.office.casework.models import (
    BlindAnswer,
    BlindReview,
    DecisionBatch,
    FindingRecord,
    Round,
)
from xuncha.office.casework.review_limits import review_limits
from xuncha.office.casework.states import BLIND, BlindState, DecisionVerb
from xuncha.office.people.models import User
from xuncha.office.people.transitions import move

WHOLE = 2**256
OPEN = (BlindState.WAITING.value, BlindState.DISPUTED.value)


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often a second person who did not know the first answer gave the same.

    ``drawn`` decisions were drawn, ``answered`` of them seen a second time.
    """

    drawn: int
    answered: int
    agreed: int

    @property
    def pct(self) -> float | None:
        """Agreed of answered in per cent; None while nobody answered."""
        return 100 * self.agreed / self.answered if self.answered else None


def draw(batch: DecisionBatch) -> BlindReview | None:
    """Draw whether a decision is seen a second time; the stored draw, None where it was not drawn.

    The draw follows from the seed of the round, the cluster and how often it was decided on, so it
    can be repeated. What two persons decide anyway is not drawn; a decision anew
    after a drawn one was taken back always is.
    """
    if batch.cluster.persons > 1 or batch.verb == DecisionVerb.WITHDRAW:
        return None
    ordinal = DecisionBatch.objects.filter(cluster_id=batch.cluster_id, pk__lte=batch.pk).count()
    digest = draw_digest(batch.round.seed, batch.cluster.key, ordinal)
    share = review_limits().blind_share_pct
    voided = BlindReview.objects.filter(
        batch__cluster_id=batch.cluster_id, state=BlindState.VOID.value
    )
    if int(digest, 16) * 100 >= share * WHOLE and not voided.exists():
        return None
    return BlindReview.objects.create(batch=batch, draw=digest, share_pct=share)


def is_disputed(batch: DecisionBatch) -> bool:
    """Whether a second person disagreed with this decision and a third has still to say."""
    return BlindReview.objects.filter(batch=batch, state=BlindState.DISPUTED.value).exists()


def draw_digest(seed: str, key: str, ordinal: int) -> str:
    """64 hex characters: SHA-256 over seed, cluster and the number of its decision."""
    text = "\x1f".join((seed, "blind", key, str(ordinal)))
    return hashlib.sha256(text.encode()).hexdigest()


def void(batch: DecisionBatch, user: User) -> None:
    """A decision was taken back: nobody need see it a second time."""
    review = BlindReview.objects.filter(batch=batch).first()
    if review is not None and BLIND.allows(review.state, BlindState.VOID):
        move(BLIND, review, BlindState.VOID, user)


def reviews_for(inspection: Round, user: User) -> QuerySet[BlindReview]:
    """What waits for this person: nothing they decided or answered themselves, oldest first."""
    rows = open_for(user).filter(batch__round=inspection)
    return rows.select_related("batch__cluster").order_by("pk")


def open_for(user: User) -> QuerySet[BlindReview]:
    """What nobody settled and this person neither decided nor answered, of any round."""
    own = BlindAnswer.objects.filter(review=OuterRef("pk"), by=user)
    rows = BlindReview.objects.filter(state__in=OPEN)
    return rows.exclude(batch__by=user).exclude(Exists(own))


def agreement(inspection: Round) -> Agreement:
    """How the drawn decisions of a round came out; taken-back ones are left out."""
    rows = BlindReview.objects.filter(batch__round=inspection).exclude(state=BlindState.VOID.value)
    states = list(rows.values_list("state", flat=True))
    return Agreement(
        drawn=len(states),
        answered=sum(one != BlindState.WAITING for one in states),
        agreed=states.count(BlindState.AGREED.value),
    )


def members_of(review: BlindReview) -> QuerySet[FindingRecord]:
    """The findings a drawn decision was on."""
    drawn = Q(decisions__batch=review.batch)
    return FindingRecord.objects.filter(drawn).select_related("target").order_by("pk")
