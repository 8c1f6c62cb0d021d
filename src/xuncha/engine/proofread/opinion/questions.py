"""What is asked: a sentence with its doubtful places, masked; everything else stays here."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.extract.secrecy import mark_in
from xuncha.engine.proofread.check import shipped_mentions
from xuncha.engine.proofread.findings import Passage, TextFinding
from xuncha.engine.proofread.lexicon import load_lexicon
from xuncha.engine.proofread.opinion.masking import MASK, masked
from xuncha.engine.proofread.opinion.settings import Asked
from xuncha.engine.proofread.statistics.names import shipped_marks

SENTENCE_ENDS = "。！？；\n"


@dataclass(frozen=True, slots=True)
class Place:
    """A doubtful place of a sentence: ``written`` stands at character ``at``."""

    id: int
    at: int
    written: str
    suggested: str


@dataclass(frozen=True, slots=True)
class Question:
    """One sentence as it may leave, and its places. ``at`` in it and in the text are the same."""

    sentence: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Posed:
    """A question and where it comes from: the passage's number, the findings' numbers by place."""

    question: Question
    passage: int
    findings: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """What will be asked, surest doubts first; how many findings were held back, and why."""

    posed: tuple[Posed, ...]
    held_back: int


@dataclass(frozen=True, slots=True)
class Guards:
    """What is never asked about: places in ``names`` (of leaders; they are masked too), findings of
    ``doubted`` rules, doubtful findings the statistics are sure of from ``sure_from`` on (a guard
    made those doubtful), and what a document writes ``repeated`` times: its own word."""

    sure_from: float
    repeated: int
    names: frozenset[str] = frozenset()
    doubted: frozenset[str] = frozenset()


Doubted = tuple[int, TextFinding]
"""A finding and its number among those of its passage."""


def choose(
    passages: Sequence[Passage],
    findings: Sequence[Sequence[TextFinding]],
    asked: Asked,
    guards: Guards,
) -> Choice:
    """The questions to put about findings, at most a sentence each.

    Asked about is only what the statistics doubt. Never asked about: what stands in quotation
    marks or is spoken about, in a name, what the guards name, any sentence that talks to a machine,
    a damaged passage, and any document that bears a mark of secrecy.
    """
    secret = _secret_documents(passages, findings)
    often = Counter(
        (passage.document, one.text, one.suggestion)
        for passage, found in zip(passages, findings, strict=True)
        for one in found
    )
    posed: list[Posed] = []
    held_back = 0
    for number, (passage, found) in enumerate(zip(passages, findings, strict=True)):
        doubted = [(at, one) for at, one in enumerate(found) if _is_doubt(one, asked)]
        if not doubted:
            continue
        is_damaged = any(one.kind is TextErrorKind.DAMAGE for one in found)
        sealed = is_damaged or passage.document in secret
        may = (lambda _: False) if sealed else _askable(passage.text, guards)
        free = [
            (at, one)
            for at, one in doubted
            if may(one) and often[passage.document, one.text, one.suggestion] < guards.repeated
        ]
        of_passage = list(_posed(passage.text, number, free, asked, guards.names))
        held_back += len(doubted) - sum(len(one.findings) for one in of_passage)
        posed += of_passage
    posed.sort(key=lambda one: -max(findings[one.passage][at].confidence for at in one.findings))
    return Choice(tuple(posed), held_back)


def _secret_documents(
    passages: Sequence[Passage], findings: Sequence[Sequence[TextFinding]]
) -> set[str]:
    """The documents that bear a mark of secrecy anywhere."""
    texts: dict[str, list[str]] = {}
    secret: set[str] = set()
    for passage, found in zip(passages, findings, strict=True):
        texts.setdefault(passage.document, []).append(passage.text)
        if any(one.kind is TextErrorKind.SECRECY for one in found):
            secret.add(passage.document)
    return secret | {name for name, of in texts.items() if mark_in("\n".join(of), is_file=True)}


def _is_doubt(found: TextFinding, asked: Asked) -> bool:
    return bool(found.suggestion) and found.rule.startswith(asked.rules)


def _askable(text: str, guards: Guards) -> Callable[[TextFinding], bool]:
    quoted, mention, marks = _quoted(text), shipped_mentions().of(text), shipped_marks()
    listed = _places_of(text, guards.names)

    def may(one: TextFinding) -> bool:
        guarded = one.band is Band.B and one.confidence >= guards.sure_from
        guarded = guarded or one.rule in guards.doubted
        places = range(one.start, one.end)
        apart = quoted.isdisjoint(places) and listed.isdisjoint(places)
        named = marks.name_at(text, one.start, one.end, one.suggestion)
        return not guarded and not named and apart and mention(one.start, one.end) is None

    return may


def _places_of(text: str, names: frozenset[str]) -> set[int]:
    found: set[int] = set()
    for name in filter(None, names):
        at = text.find(name)
        while at != -1:
            found.update(range(at, at + len(name)))
            at = text.find(name, at + 1)
    return found


def _posed(
    text: str, passage: int, doubted: Sequence[Doubted], asked: Asked, names: frozenset[str]
) -> list[Posed]:
    shown = masked(text, names) if doubted else ""
    by_sentence: dict[tuple[int, int], list[Doubted]] = {}
    for at, one in doubted:
        if MASK in shown[one.start : one.end]:
            continue
        sentence = _sentence(text, one, asked.sentence_characters)
        by_sentence.setdefault(sentence, []).append((at, one))
    found = []
    for (begin, end), members in by_sentence.items():
        lowered = text[begin:end].lower()
        if any(word in lowered for word in asked.addressed):
            continue
        first = members[: asked.places_per_sentence]
        places = tuple(
            Place(number, one.start - begin, one.text, one.suggestion)
            for number, (_, one) in enumerate(first, 1)
        )
        question = Question(shown[begin:end], places)
        found.append(Posed(question, passage, tuple(at for at, _ in first)))
    return found


def _sentence(text: str, one: TextFinding, longest: int) -> tuple[int, int]:
    """The sentence around a finding; of a longer one the ``longest`` characters around it."""
    begin = max(text.rfind(mark, 0, one.start) for mark in SENTENCE_ENDS) + 1
    ends = (text.find(mark, one.end) for mark in SENTENCE_ENDS)
    end = min((at + 1 for at in ends if at != -1), default=len(text))
    if end - begin > longest:
        # Windows begin at multiples of half the length, so that neighbours share one.
        half = longest // 2
        begin += max(0, (one.start - begin) // half * half - half // 2)
        end = min(end, max(begin + longest, one.end))
    return begin, end


def _quoted(text: str) -> set[int]:
    """Places within any pair of quotation marks, however long; an open one quotes to the end."""
    found: set[int] = set()
    for opening, closing in _quotes():
        begin = text.find(opening)
        while begin != -1:
            end = text.find(closing, begin + 1)
            end = len(text) if end == -1 else end
            found.update(range(begin, end + 1))
            begin = text.find(opening, end + 1)
    return found


@cache
def _quotes() -> tuple[tuple[str, str], ...]:
    return tuple((one.opening, one.closing) for one in load_lexicon().mentions if one.closing)
