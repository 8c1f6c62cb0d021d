"""What people's decisions suggest for the office's own lists: terms, and words that are wrong."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from xuncha.engine.domain.own_words import OwnTerm, OwnWord
from xuncha.engine.domain.words import Band, OwnList, TextErrorKind
from xuncha.engine.extract.lexicon import rows as table_rows
from xuncha.office.casework.feedback_precision import WORDING
from xuncha.office.casework.models import FindingRecord
from xuncha.office.casework.standing import with_verb
from xuncha.office.casework.states import DecisionVerb
from xuncha.office.people import audit
from xuncha.office.people.models import Office, User
from xuncha.office.wordlists import lists
from xuncha.office.wordlists.limits import feedback_limits
from xuncha.office.wordlists.models import AllowanceRecord, ProposalAnswer
from xuncha.office.wordlists.rights import keeping_office
from xuncha.office.wordlists.rows import identity
from xuncha.office.wordlists.sorts import PROPOSAL_LABELS, Proposed

SHOWN = 50
"""Proposals of one sort a page shows; the rest comes up when these are answered."""
SHOWN_PLACES = 10
"""Findings a proposal is shown with."""


@dataclass(frozen=True, slots=True)
class Place:
    """A finding behind a proposal: its round, its target and the sentence."""

    round_pk: int
    target_code: str
    target_name: str
    quote: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A string the office may want in a list of its own; ``right`` only for wrong words.

    ``places`` are the first of ``count``.
    """

    sort: Proposed
    text: str
    right: str
    why: str
    count: int
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """What is read of a finding."""

    pk: int
    word: str
    observed: str
    suggestion: str
    rule: str
    owner: str
    verb: str


def proposals(office: Office) -> tuple[Proposal, ...]:
    """All open proposals, terms first, those with most findings first."""
    by_word: dict[str, list[_Row]] = defaultdict(list)
    for row in _rows(office):
        by_word[row.word].append(row)
    found = [*_terms(office, by_word), *_words(office, by_word)]
    quotes = _places(pk for _, _, _, _, pks in found for pk in pks[:SHOWN_PLACES])
    return tuple(
        Proposal(sort, text, right, why, len(pks), tuple(quotes[pk] for pk in pks[:SHOWN_PLACES]))
        for sort, text, right, why, pks in found
    )


def is_open(office: Office) -> Callable[[Proposal], bool]:
    """Whether a proposal drawn earlier still asks for an answer: nobody answered it, and no list
    or allowance holds its text."""
    closed = {
        Proposed.TERM: _answered(office, Proposed.TERM) | _allowed(office),
        Proposed.WORD: _answered(office, Proposed.WORD) | _listed(office, OwnList.WORDS),
    }
    return lambda one: one.text not in closed[one.sort]


_Found = tuple[Proposed, str, str, str, list[int]]


def _terms(office: Office, by_word: Mapping[str, list[_Row]]) -> list[_Found]:
    """Strings dismissed, or merely suspected, on several unrelated targets and confirmed on none.

    Unrelated are targets of different sponsors. What is allowed or was answered is left out.
    """
    statistical, known = _statistical(), _answered(office, Proposed.TERM) | _allowed(office)
    found = []
    for word, rows in by_word.items():
        doubted = [one for one in rows if one.verb or one.rule in statistical]
        owners = {one.owner for one in doubted}
        confirmed = any(one.verb == DecisionVerb.CONFIRM for one in rows)
        if confirmed or word in known or len(owners) < feedback_limits().least_sites:
            continue
        why = f"在 {len(owners)} 个互不相干的单位出现 {len(doubted)} 次，没有一次被确认为错误"
        found.append((Proposed.TERM, word, "", why, [one.pk for one in doubted]))
    return sorted(found, key=_most_first)[:SHOWN]


def _words(office: Office, by_word: Mapping[str, list[_Row]]) -> list[_Found]:
    """Wrong words people confirmed that only the statistics found: a list finds them for certain.

    What stands in the list, was dismissed elsewhere or was answered is left out.
    """
    statistical = _statistical()
    known = _answered(office, Proposed.WORD) | _listed(office, OwnList.WORDS)
    found = []
    for word, rows in by_word.items():
        suspected = [one for one in rows if one.rule in statistical]
        agreed = [one for one in suspected if one.verb == DecisionVerb.CONFIRM]
        refuted = any(one.verb == DecisionVerb.DISMISS for one in suspected)
        if not agreed or refuted or word in known or not agreed[0].suggestion:
            continue
        right = word.replace(agreed[0].observed, agreed[0].suggestion, 1)
        why = f"已确认 {len(agreed)} 次，应为“{right}”"
        found.append((Proposed.WORD, word, right, why, [one.pk for one in agreed]))
    return sorted(found, key=_most_first)[:SHOWN]


def _most_first(found: _Found) -> tuple[int, str]:
    return -len(found[4]), found[1]


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


def _rows(office: Office) -> Iterator[_Row]:
    findings = FindingRecord.objects.filter(
        target__round__office=office, target__round__imported=False, check_slug=WORDING
    )
    values = (
        with_verb(findings.exclude(word=""))
        .order_by("id")
        .values_list(
            "pk",
            "word",
            "observed",
            "suggestion",
            "limit_text",
            "target__sponsor_id",
            "target__code",
            "verb",
        )
    )
    for pk, word, observed, suggestion, rule, sponsor, code, verb in values.iterator():
        yield _Row(pk, word, observed, suggestion, rule, str(sponsor or code), verb)


def _places(pks: Iterable[int]) -> dict[int, Place]:
    rows = FindingRecord.objects.filter(pk__in=list(pks)).select_related("target")
    return {
        row.pk: Place(
            row.target.round_id, row.target.code, row.target.name, row.evidence[0]["quote"]
        )
        for row in rows.only("evidence", "target__round_id", "target__code", "target__name")
    }


def _statistical() -> frozenset[str]:
    """The rules of the statistics: they suspect, they do not know."""
    return frozenset(rule for _, rule, _, _ in table_rows("statistics_reasons", 4))


def _answered(office: Office, sort: Proposed) -> set[str]:
    rows = ProposalAnswer.objects.filter(office=office, sort=sort)
    return set(rows.values_list("text", flat=True))


def _allowed(office: Office) -> set[str]:
    rows = AllowanceRecord.objects.filter(office=office, withdrawal__isnull=True)
    return _listed(office, OwnList.TERMS) | set(rows.values_list("text", flat=True))


def _listed(office: Office, kind: OwnList) -> set[str]:
    return {identity(one)[0] for one in lists.rows_of(lists.current(office, kind), kind)}
