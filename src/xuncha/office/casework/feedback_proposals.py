"""What people's decisions suggest for the office's own lists: terms, and words that are wrong."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from xuncha.engine.domain.own_words import OwnTerm, OwnWord
from xuncha.engine.domain.words import Band, OwnList, TextErrorKind
from xuncha.engine.extract.lexicon import rows as table_rows
from xuncha.office.casework.feedback_limits import feedback_limits
from xuncha.office.casework.feedback_precision import WORDING
from xuncha.office.casework.models import FindingRecord
from xuncha.office.casework.standing import with_verb
from xuncha.office.casework.states import DecisionVerb
from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.wordlists import lists
from xuncha.office.wordlists.models import AllowanceRecord, ProposalAnswer
from xuncha.office.wordlists.rights import keeping_office
from xuncha.office.wordlists.rows import identity
from xuncha.office.wordlists.sorts import PROPOSAL_LABELS, Proposed

SHOWN = 50
"""Proposals of one sort a page shows; the rest comes up when these are answered."""


@dataclass(frozen=True, slots=True)
class Place:
    """A finding behind a proposal: its round, its target and the sentence."""

    round_pk: int
    target_code: str
    target_name: str
    quote: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A string the office may want in a list of its own; ``right`` only for wrong words."""

    sort: Proposed
    text: str
    right: str
    why: str
    places: tuple[Place, ...]


@dataclass(slots=True)
class _Seen:
    """What is known of one string while the findings are read."""

    owners: set[str]
    places: list[Place]
    right: str
    kind: str
    refuted: bool = False


def terms(office: Office) -> tuple[Proposal, ...]:
    """Strings dismissed, or merely suspected, on several unrelated targets and confirmed on none.

    Unrelated are targets of different sponsors. What is allowed or was answered is left out.
    """
    seen: dict[str, _Seen] = {}
    statistical = _statistical()
    for row in _decided(office):
        if row.verb == DecisionVerb.CONFIRM:
            _note(seen, row).refuted = True
        elif row.verb == DecisionVerb.DISMISS or row.limit_text in statistical:
            known = _note(seen, row)
            known.owners.add(str(row.target.sponsor_id or row.target.code))
            known.places.append(_place(row))
    known_texts = _answered(office, Proposed.TERM) | _allowed(office)
    least = feedback_limits().least_sites
    found = [
        Proposal(
            Proposed.TERM,
            text,
            "",
            f"在 {len(one.owners)} 个互不相干的单位出现 {len(one.places)} 次，没有一次被确认为错误",
            tuple(one.places),
        )
        for text, one in seen.items()
        if not one.refuted and len(one.owners) >= least and text not in known_texts
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.places), one.text))[:SHOWN])


def words(office: Office) -> tuple[Proposal, ...]:
    """Wrong words people confirmed that only the statistics found: a list finds them for certain.

    What stands in the list, was dismissed elsewhere or was answered is left out.
    """
    seen: dict[str, _Seen] = {}
    for row in _decided(office).filter(limit_text__in=_statistical()):
        known = _note(seen, row)
        if row.verb == DecisionVerb.CONFIRM:
            known.places.append(_place(row))
        known.refuted |= row.verb == DecisionVerb.DISMISS
    listed = {identity(one)[0] for one in _listed(office, OwnList.WORDS)}
    known_texts = _answered(office, Proposed.WORD) | listed
    found = [
        Proposal(
            Proposed.WORD,
            text,
            one.right,
            f"已确认 {len(one.places)} 次，应为“{one.right}”",
            tuple(one.places),
        )
        for text, one in seen.items()
        if one.places and one.right and not one.refuted and text not in known_texts
    ]
    return tuple(sorted(found, key=lambda one: (-len(one.places), one.text))[:SHOWN])


def proposals(office: Office) -> tuple[Proposal, ...]:
    """All open proposals, terms first."""
    return terms(office) + words(office)


def answer(user: User, proposal: Proposal, *, accepted: bool) -> ProposalAnswer:
    """Take a proposal into the list it is for, or refuse it; it is not made again."""
    office = keeping_office(user)
    with transaction.atomic():
        Office.objects.select_for_update().get(pk=office.pk)
        same = ProposalAnswer.objects.filter(office=office, sort=proposal.sort, text=proposal.text)
        existing = same.first()
        if existing is not None:
            return existing
        row = ProposalAnswer(
            office=office,
            sort=proposal.sort,
            text=proposal.text,
            accepted=accepted,
            by=user,
            by_name=user.name,
            at=timezone.now(),
        )
        row.save(force_insert=True)
        if accepted:
            _add(user, proposal)
        detail = {
            "text": proposal.text,
            "list": PROPOSAL_LABELS[proposal.sort],
            "accepted": accepted,
            "reason": proposal.why,
        }
        audit.append(user, "proposal.answered", row, detail)
        return row


def _add(user: User, proposal: Proposal) -> None:
    source = f"采纳建议：{proposal.text}"
    if proposal.sort is Proposed.TERM:
        lists.add_row(user, OwnList.TERMS, OwnTerm(proposal.text, proposal.why), source)
        return
    word = OwnWord(
        wrong=proposal.text,
        right=proposal.right,
        why=f"本单位此前确认的错误，应为“{proposal.right}”",
        kind=TextErrorKind.TYPO,
        band=Band.A,
    )
    lists.add_row(user, OwnList.WORDS, word, source)


def _decided(office: Office) -> QuerySet[FindingRecord]:
    rows = FindingRecord.objects.filter(
        target__round__office=office, target__round__imported=False, check_slug=WORDING
    )
    kept = with_verb(rows).exclude(word="").select_related("target").defer("places", "why")
    return kept.order_by("id")


def _note(seen: dict[str, _Seen], row: FindingRecord) -> _Seen:
    if row.word not in seen:
        right = row.word.replace(row.observed, row.suggestion, 1) if row.suggestion else ""
        seen[row.word] = _Seen(set(), [], right, row.kind)
    return seen[row.word]


def _place(row: FindingRecord) -> Place:
    target = row.target
    return Place(target.round_id, target.code, target.name, row.evidence[0]["quote"])


def _statistical() -> frozenset[str]:
    """The rules of the statistics: they suspect, they do not know."""
    return frozenset(rule for _, rule, _, _ in table_rows("statistics_reasons", 4))


def _answered(office: Office, sort: Proposed) -> set[str]:
    rows = ProposalAnswer.objects.filter(office=office, sort=sort)
    return set(rows.values_list("text", flat=True))


def _allowed(office: Office) -> set[str]:
    rows = AllowanceRecord.objects.filter(office=office, withdrawal__isnull=True)
    listed = {identity(one)[0] for one in _listed(office, OwnList.TERMS)}
    return listed | set(rows.values_list("text", flat=True))


def _listed(office: Office, kind: OwnList) -> Iterator[object]:
    return iter(lists.rows_of(lists.current(office, kind), kind))
