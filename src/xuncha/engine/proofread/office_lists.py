"""An office's own lists as layers of the proofreader: words, dated names, leaders."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

import ahocorasick_rs

from xuncha.engine.domain.own_words import OwnName, OwnWord, OwnWords, holds
from xuncha.engine.domain.words import LABELS, Band, OwnList
from xuncha.engine.proofread.findings import Layer, TextFinding
from xuncha.engine.proofread.leaders import Leaders
from xuncha.engine.proofread.names.entries import Name, NameKind
from xuncha.engine.proofread.names.layer import layer_of
from xuncha.engine.proofread.standing import SHORT, is_cut_out, lies_within

WORD, NAME, RENAMED = "own-word", "own-name", "own-renamed"
"""How the identities of these rules begin; the rest is a mark of the row."""
_DATED = "-dated"
_SURE, _DOUBT = 0.95, 0.6


def layers_of(own: OwnWords) -> tuple[Layer, ...]:
    """The layers of what an office added; none where it added nothing."""
    layers: list[Layer] = []
    if own.words:
        layers.append(OfficeWording(own.words, _called(own, OwnList.WORDS)))
    if own.names:
        layers.append(OfficeNames(own.names, _called(own, OwnList.NAMES)))
    if own.leaders:
        layers.append(Leaders(own.leaders, _called(own, OwnList.LEADERS)))
    return tuple(layers)


def rule_of(row: str, sort: str) -> str:
    """The identity of the rule a row makes: the same row in every version of the list."""
    return f"{sort}-{hashlib.sha256(row.encode()).hexdigest()[:8]}"


class OfficeWording:
    """Wrong words as they stand; a layer of the proofreader."""

    def __init__(self, rows: Sequence[OwnWord], source: str) -> None:
        """``source`` is what the findings call the list."""
        self._rows = rows
        self._source = source
        self._rules = [rule_of(f"{one.wrong}\t{one.right}", WORD) for one in rows]
        self._automaton = ahocorasick_rs.AhoCorasick([one.wrong for one in rows])

    def findings(self, text: str, published: date | None, band: Band) -> Iterable[TextFinding]:
        """Every row that stands in the text on its day, its exceptions and the right words out."""
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            row = self._rows[number]
            if not holds(row.since, row.until, published):
                continue
            if lies_within(text, start, end, (row.right, *row.exceptions)):
                continue
            if len(row.wrong) <= SHORT and is_cut_out(text, start, end, hmm=False):
                continue
            why = f"{row.why}（{self._source}）"
            sure = _SURE if row.band is Band.A else _DOUBT
            rule = self._rules[number]
            yield TextFinding(start, end, row.wrong, row.right, row.kind, rule, row.band, sure, why)


class OfficeNames:
    """What is almost one of the office's names, or is one that had ended; a layer."""

    def __init__(self, rows: Iterable[OwnName], source: str) -> None:
        """``source`` is what the findings call the list."""
        self._source = source
        names = (
            Name(one.text, NameKind.ORGAN, one.since, one.until, one.renamed_to, source)
            for one in rows
        )
        self._names = layer_of(names)

    def findings(self, text: str, published: date | None, band: Band) -> Iterable[TextFinding]:
        """As the names that come with the program, each row a rule of its own."""
        for found in self._names.findings(text, published, band):
            is_old = found.rule.endswith(_DATED)
            rule = rule_of(found.text, RENAMED) if is_old else rule_of(found.suggestion, NAME)
            yield replace(found, rule=rule, why=f"{found.why}（{self._source}）")


def _called(own: OwnWords, kind: OwnList) -> str:
    """What findings call a list of the office: its title, and its version where it has one."""
    number = next((one.number for one in own.versions if one.kind is kind), 0)
    return f"本单位“{LABELS[kind]}”词库" + (f"第 {number} 版" if number else "")
