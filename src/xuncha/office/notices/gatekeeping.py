"""The gate of an edition, made ready from the office's records: whom it knows, what it bars."""

from collections.abc import Iterator
from itertools import chain

from xuncha.engine.domain.words import TextErrorKind
from xuncha.office.casework.models import FindingRecord, Round, RoundTarget
from xuncha.office.notices import signs
from xuncha.office.notices.content import Edition
from xuncha.office.notices.gate import InternalGate, PublicGate, barred_of
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role
from xuncha.office.registry.models import Body
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
    """The names of the register: what rounds of the office were about, its bodies, itself."""
    yield inspection.office.name
    office = inspection.office_id
    named = RoundTarget.objects.filter(round__office_id=office).order_by()
    fields = ("name", "sponsor_name", "region", "platform")
    yield from chain.from_iterable(named.values_list(*fields).distinct())
    bodies = Body.objects.filter(office_id=office).order_by()
    yield from chain.from_iterable(bodies.values_list("name", "short_name"))


def _barred(inspection: Round, withheld: frozenset[TextErrorKind]) -> Iterator[str]:
    """What was found and is not for the public, people of the office, leaders on its lists."""
    found = FindingRecord.objects.filter(target__round=inspection).order_by()
    for kind, observed, suggestion in found.values_list("kind", "observed", "suggestion"):
        if kind and (kind in withheld or signs.is_political(observed + suggestion)):
            yield observed
    people = User.objects.filter(office_id=inspection.office_id).exclude(role=Role.SYSTEM)
    yield from people.values_list("name", flat=True)
    own = own_words_of(inspection.words)
    yield from (leader.name for leader in own.leaders)
    yield from (word.wrong for word in own.words if signs.is_political(word.wrong + word.right))
