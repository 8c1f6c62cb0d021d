"""The gate of an edition, made ready from the office's records: whom it knows, what it bars."""

from collections.abc import Iterator
from itertools import chain

from xuncha.engine.domain.words import TextErrorKind
from xuncha.office.casework.models import (
    Decision,
    FindingRecord,
    HandLook,
    Round,
    RoundTarget,
)
from xuncha.office.notices import persons, signs
from xuncha.office.notices.content import Edition
from xuncha.office.notices.gate import InternalGate, PublicGate, barred_of
from xuncha.office.wordlists.freezing import own_words_of

AnyGate = InternalGate | PublicGate


def gate_for(inspection: Round, edition: Edition, withheld: frozenset[TextErrorKind]) -> AnyGate:
    """The gate of an edition of this round's notice."""
    if edition is Edition.INTERNAL:
        return InternalGate()
    known = frozenset(_names(inspection)) - {""}
    barred = barred_of(tuple(_barred(inspection, withheld)))
    return PublicGate(known, barred, withheld)


def _names(inspection: Round) -> Iterator[str]:
    """The names of the register as this round and those before it froze them."""
    yield inspection.office.name
    rounds = Round.objects.filter(office_id=inspection.office_id, as_of__lte=inspection.as_of)
    named = RoundTarget.objects.filter(round__in=rounds).order_by()
    fields = ("name", "sponsor_name", "region", "platform")
    yield from chain.from_iterable(named.values_list(*fields).distinct())


def _barred(inspection: Round, withheld: frozenset[TextErrorKind]) -> Iterator[str]:
    """What was found and is not for the public, who decided, leaders on the office's lists."""
    found = FindingRecord.objects.filter(target__round=inspection).order_by()
    rows = found.values_list("kind", "observed", "suggestion").distinct()
    for kind, observed, suggestion in rows:
        if kind and (kind in withheld or _is_barred(observed + suggestion)):
            yield observed
    for people in (Decision, HandLook):
        acts = people.objects.filter(target__round=inspection).order_by()
        names = acts.values_list("by_name", flat=True).distinct()
        yield from (name for name in names if persons.names_somebody(name))
    own = own_words_of(inspection.words)
    yield from (leader.name for leader in own.leaders)
    yield from (word.wrong for word in own.words if signs.is_political(word.wrong + word.right))


def _is_barred(words: str) -> bool:
    return signs.is_political(words) or persons.names_somebody(words)
