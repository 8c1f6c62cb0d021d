"""An office's own lists as layers of the proofreader: words, dated names, leaders."""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

import ahocorasick_rs

from xuncha.engine.domain.own_words import OwnName, OwnWord, OwnWords, holds
from xuncha.engine.domain.words import LABELS, Band, OwnList, TextErrorKind
from xuncha.engine.proofread.findings import Layer, TextFinding
from xuncha.engine.proofread.leaders import Leaders
from xuncha.engine.proofread.lexicon import load_lexicon
from xuncha.engine.proofread.near import NearPhrases
from xuncha.engine.proofread.rules import PhraseRule, Rule
from xuncha.engine.proofread.standing import is_cut_out

WORD, NAME, RENAMED = "own-word", "own-name", "own-renamed"
"""How the identities of these rules begin; the rest is a mark of the row."""
SHORT = 3
"""Characters up to which a wrong string may come about where two words meet."""
_SURE, _DOUBT = 0.95, 0.6


def layers_of(own: OwnWords) -> tuple[Layer, ...]:
    """The layers of what an office added; none where it added nothing."""
    layers: list[Layer] = []
    if own.words:
        layers.append(OfficeWording(own.words, _called(own, OwnList.WORDS)))
    if own.names:
        source = _called(own, OwnList.NAMES)
        layers.append(NearNames(own.names, source))
        layers.append(OfficeWording(renamed(own.names), source, RENAMED))
    if own.leaders:
        layers.append(Leaders(own.leaders, _called(own, OwnList.LEADERS)))
    return tuple(layers)


def rule_of(row: str, sort: str = WORD) -> str:
    """The identity of the rule a row makes: the same row in every version of the list."""
    return f"{sort}-{hashlib.sha256(row.encode()).hexdigest()[:8]}"


def renamed(names: Iterable[OwnName]) -> tuple[OwnWord, ...]:
    """The old names that have a new one, wrong from the day after their last."""
    return tuple(
        OwnWord(
            wrong=one.text,
            right=one.renamed_to,
            why=f"“{one.text}”{one.until:%Y年%-m月%-d日}后已更名为“{one.renamed_to}”",
            kind=TextErrorKind.NAME,
            exceptions=(f"原{one.text}", f"时任{one.text}", f"{one.text}（", f"“{one.text}”"),
            since=one.until + timedelta(days=1),
        )
        for one in names
        if one.renamed_to and one.until
    )


class OfficeWording:
    """Wrong words as they stand; a layer of the proofreader."""

    def __init__(self, rows: Sequence[OwnWord], source: str, sort: str = WORD) -> None:
        """``source`` is what the findings call the list, ``sort`` how their rules begin."""
        self._rows = rows
        self._source = source
        self._rules = [rule_of(f"{one.wrong}\t{one.right}", sort) for one in rows]
        self._automaton = ahocorasick_rs.AhoCorasick([one.wrong for one in rows])

    def findings(self, text: str, published: date | None, band: Band) -> Iterable[TextFinding]:
        """Every row that stands in the text on its day, its exceptions and the right words out."""
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            row = self._rows[number]
            if not holds(row.since, row.until, published) or _is_excepted(row, text, start, end):
                continue
            if len(row.wrong) <= SHORT and is_cut_out(text, start, end, hmm=False):
                continue
            why = f"{row.why}（{self._source}）"
            sure = _SURE if row.band is Band.A else _DOUBT
            rule = self._rules[number]
            yield TextFinding(start, end, row.wrong, row.right, row.kind, rule, row.band, sure, why)


class NearNames:
    """What is almost one of the office's names; a layer of the proofreader."""

    def __init__(self, names: Sequence[OwnName], source: str) -> None:
        """``source`` is what the findings call the list."""
        self._source = source
        phrases = [PhraseRule(_rule_of_name(one), one.text, is_name=True) for one in names]
        self._near = NearPhrases(phrases, load_lexicon().grammar)

    def findings(self, text: str, published: date | None, band: Band) -> Iterable[TextFinding]:
        """Names of that day with one character wrong, missing or too many."""
        for phrase, start, end in self._near.slips(text):
            rule = phrase.rule
            if not rule.holds_on(published):
                continue
            why = f"与“{phrase.phrase}”一字之差（{self._source}）"
            kind = _kind(end - start - len(phrase.phrase))
            found = text[start:end]
            yield TextFinding(
                start, end, found, phrase.phrase, kind, rule.id, rule.band, rule.confidence, why
            )


def _rule_of_name(name: OwnName) -> Rule:
    return Rule(
        id=rule_of(name.text, NAME),
        kind=TextErrorKind.NAME,
        band=Band.A,
        confidence=_SURE,
        exceptions=(),
        valid_from=name.since,
        valid_to=name.until,
        source="",
        why="",
        positive="",
        negative="",
    )


def _kind(longer_by: int) -> TextErrorKind:
    if longer_by < 0:
        return TextErrorKind.MISSING
    return TextErrorKind.EXTRA if longer_by > 0 else TextErrorKind.NAME


def _is_excepted(row: OwnWord, text: str, start: int, end: int) -> bool:
    """Whether the place lies inside the right words or one of the exceptions."""
    for allowed in (row.right, *row.exceptions):
        spare = len(allowed) - (end - start)
        at = text.find(allowed, max(0, start - spare), end + spare) if spare >= 0 else -1
        while at != -1:
            if at <= start and end <= at + len(allowed):
                return True
            at = text.find(allowed, at + 1, end + spare)
    return False


def _called(own: OwnWords, kind: OwnList) -> str:
    """What findings call a list of the office: its title, and its version where it has one."""
    number = next((one.number for one in own.versions if one.kind is kind), 0)
    return f"本单位“{LABELS[kind]}”词库" + (f"第 {number} 版" if number else "")
