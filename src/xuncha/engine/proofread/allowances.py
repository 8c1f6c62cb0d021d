"""What an office allows is left out after all layers, and told apart so that it can be counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick_rs

from xuncha.engine.domain.own_words import Allowance, OwnTerm, OwnWords, holds
from xuncha.engine.domain.words import AllowanceScope
from xuncha.engine.proofread.findings import Passage, TextFinding
from xuncha.engine.proofread.leaders import OTHER_PERSON, SLIP


@dataclass(frozen=True, slots=True)
class Allowed:
    """A finding that is not shown, and in whose name: what a clerk reads."""

    finding: TextFinding
    reason: str


@dataclass(frozen=True, slots=True)
class Sifted:
    """Passage by passage: what is still found, and what the office allows."""

    kept: list[tuple[TextFinding, ...]]
    allowed: list[tuple[Allowed, ...]]


def apply(
    passages: Sequence[Passage],
    findings: Sequence[tuple[TextFinding, ...]],
    own: OwnWords,
    target: str = "",
) -> Sifted:
    """Part the findings of passages by the allowances and the allowed words of an office.

    A finding is left out where an allowed string stands over all of it. ``target`` is the code of
    the site or account the passages are of; allowances for one target hold on that one alone.
    Allowed words hold by the day the text came out. Within a listed leader's name only the list of
    leaders itself finds anything: nobody else corrects such a name.
    """
    if not (own.allowances or own.terms or own.leaders):
        return Sifted(list(findings), [()] * len(findings))
    index = _index(own)
    kept: list[tuple[TextFinding, ...]] = []
    allowed: list[tuple[Allowed, ...]] = []
    for passage, found in zip(passages, findings, strict=True):
        spans = index.spans(passage.text) if found else []
        reasons = [_reason(one, spans, passage, target) for one in found]
        pairs = list(zip(found, reasons, strict=True))
        kept.append(tuple(one for one, reason in pairs if not reason))
        allowed.append(tuple(Allowed(one, reason) for one, reason in pairs if reason))
    return Sifted(kept, allowed)


_Entry = Allowance | OwnTerm | str
"""A string stands for itself: the name of a listed leader."""
_Span = tuple[int, int, _Entry]


class _Index:
    """Every allowed string as one automaton."""

    def __init__(self, own: OwnWords) -> None:
        names = dict.fromkeys(one.name for one in own.leaders)
        self._entries: tuple[_Entry, ...] = (*own.allowances, *own.terms, *names)
        texts = [one if isinstance(one, str) else one.text for one in self._entries]
        self._automaton = ahocorasick_rs.AhoCorasick(texts)

    def spans(self, text: str) -> list[_Span]:
        hits = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return [(start, end, self._entries[number]) for number, start, end in hits]


@lru_cache(maxsize=4)
def _index(own: OwnWords) -> _Index:
    return _Index(own)


def _reason(found: TextFinding, spans: list[_Span], passage: Passage, target: str) -> str:
    """Why a finding is left out; empty where it is not."""
    for start, end, entry in spans:
        if start > found.start or end < found.end:
            continue
        if isinstance(entry, str):
            if found.rule not in (OTHER_PERSON, SLIP):
                return f"“{entry}”在本单位领导人名单中，姓名不自动改"
        elif isinstance(entry, OwnTerm):
            if holds(entry.since, entry.until, passage.published):
                return f"本单位允许词语“{entry.text}”"
        elif _reaches(entry, found, target):
            return f"白名单“{entry.text}”（{entry.by}：{entry.reason}）"
    return ""


def _reaches(allowance: Allowance, found: TextFinding, target: str) -> bool:
    if allowance.scope is AllowanceScope.TARGET:
        return allowance.target == target
    if allowance.scope is AllowanceScope.RULE:
        return allowance.rule == found.rule
    return True
