"""All layers on the public sentences with wrong characters, as ``xuncha proofread`` prints them.

``python -m benchmarks.sentences [DIR] [--list SET]``: DIR as scripts.statistics_networks wants it
and leaves it (0.lm and 0.json … 3.lm and 3.json); then no sentence is scored by a model, a table of
seen slips or a network that saw it. Without DIR the statistics that ship score sentences that they
learnt from, which says nothing of others. The lines of a set are one document, as in a file.

A finding is right in its place when it touches a wrong character, right in full when its suggestion
is what was meant. ``--list`` prints the findings of a set that touch none.
"""

import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from scripts.statistics_corpus import CORPUS, FOLDS, SETS, sentences
from scripts.statistics_seen import seen_without

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import Proofreader, shipped_layers, shipped_mentions
from xuncha.engine.proofread.findings import Passage, TextFinding
from xuncha.engine.proofread.statistics.confusion import Confusion
from xuncha.engine.proofread.statistics.model import read_model
from xuncha.engine.proofread.statistics.names import shipped_marks
from xuncha.engine.proofread.statistics.network import read_networks
from xuncha.engine.proofread.statistics.suspect import Suspect
from xuncha.engine.proofread.statistics.suspects import (
    Statistics,
    models_folder,
    read_limits,
    shipped_statistics,
)
from xuncha.engine.proofread.statistics.words import shipped_words

AROUND = 10
"""Characters shown on each side of a finding."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding in a sentence, and how many wrong characters it touches and mends."""

    written: str
    meant: str
    finding: TextFinding
    touched: int
    mended: int

    @property
    def source(self) -> str:
        """The layer or family of rules it comes from."""
        return self.finding.rule.split("-")[0].rstrip("0123456789")


@dataclass(frozen=True, slots=True)
class Unseen:
    """Statistics of which every sentence of a set is put to those that saw nothing of its fold."""

    by_fold: Sequence[Statistics]
    folds: Sequence[int]

    def suspects(
        self, texts: Sequence[str], documents: Sequence[str], terms: frozenset[str]
    ) -> list[tuple[Suspect, ...]]:
        """As ``Statistics.suspects``; a document's own words are told apart within a fold."""
        found: list[tuple[Suspect, ...]] = [()] * len(texts)
        for fold, statistics in enumerate(self.by_fold):
            mine = [at for at, of in enumerate(self.folds) if of == fold]
            of = [texts[at] for at in mine], [documents[at] for at in mine]
            for at, suspects in zip(mine, statistics.suspects(*of, terms), strict=True):
                found[at] = suspects
        return found


def unseen(folder: Path) -> list[Statistics]:
    """By fold the statistics that saw nothing of it."""
    limits = read_limits(models_folder() / "statistics.toml")
    return [
        Statistics(
            read_model(folder / f"{fold}.lm"),
            Confusion(shipped_words(), seen_without(fold)),
            read_networks(folder / f"{fold}.json"),
            limits,
            shipped_marks(),
        )
        for fold in range(FOLDS)
    ]


def judged(reader: Proofreader, pairs: Sequence[tuple[str, str]], document: str) -> list[Judged]:
    """What is found in sentences as written, beside what was meant."""
    passages = [Passage(written, None, document) for written, _ in pairs]
    found = []
    for (written, meant), of in zip(pairs, reader.all_findings(passages, band=Band.B), strict=True):
        for one in of:
            span = range(one.start, one.end)
            touched = sum(written[at] != meant[at] for at in span)
            right = one.suggestion == meant[one.start : one.end]
            found.append(Judged(written, meant, one, touched, touched * right))
    return found


def row(found: Sequence[Judged], slips: int) -> str:
    """Right in place / right in full, then the share of wrong characters touched / mended."""
    number = max(1, len(found))
    touching, right = sum(one.touched > 0 for one in found), sum(one.mended > 0 for one in found)
    touched, mended = sum(one.touched for one in found), sum(one.mended for one in found)
    return (
        f"{len(found):5} findings  {touching / number:.3f} / {right / number:.3f}"
        f"  recall {touched / slips:.3f} / {mended / slips:.3f}"
    )


def by_source(found: Sequence[Judged]) -> Iterator[str]:
    """Where findings come from: how many of each source touch a wrong character, how many not."""
    ordered = sorted(found, key=lambda one: one.source)
    for source, of in groupby(ordered, key=lambda one: one.source):
        told = Counter(one.touched > 0 for one in of)
        yield f"{source} {told[True]}+{told[False]}"


def line(one: Judged) -> str:
    """A finding with its neighbourhood as written."""
    at = one.finding
    before, after = (
        one.written[max(0, at.start - AROUND) : at.start],
        one.written[at.end :][:AROUND],
    )
    place = f"{before}[{at.text}→{at.suggestion}]{after}"
    return f"  {at.band} {at.confidence:.2f} {at.rule} {place}"


def main() -> int:
    """Print the table; 0 also where the corpus is missing, with the reason."""
    parser = ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--list", choices=SETS, action="append", default=[])
    asked = parser.parse_args()
    if not CORPUS.is_dir():
        print(f"SKIPPED: no corpus at {CORPUS}")
        return 0
    by_fold = unseen(asked.folder) if asked.folder else []
    found: dict[str, list[Judged]] = {}
    slips: dict[str, int] = {}
    for name in SETS:
        of_set = sentences(name)
        pairs = [(written, meant) for written, meant, _ in of_set]
        folds = [fold for _, _, fold in of_set]
        statistics = Unseen(by_fold, folds) if by_fold else shipped_statistics()
        reader = Proofreader(shipped_layers(), shipped_mentions(), statistics)
        found[name] = judged(reader, pairs, name)
        slips[name] = sum(a != b for two in pairs for a, b in zip(*two, strict=True))
    print("cross-validated" if asked.folder else "statistics in-sample: no folds given")
    for name, of in found.items():
        parts = {
            "A": [one for one in of if one.finding.band is Band.A],
            "A+B": of,
            "exact": [one for one in of if one.source != "stat"],
            "stat": [one for one in of if one.source == "stat"],
        }
        for title, part in parts.items():
            print(f"{name} {title:6}{row(part, slips[name])}")
        print(f"    right + false: {', '.join(by_source(of))}")
    for name in asked.list:
        print(f"-- {name}: findings that touch no wrong character --")
        for one in sorted(found[name], key=lambda one: one.finding.rule):
            if not one.touched:
                print(line(one))
    return 0


if __name__ == "__main__":
    sys.exit(main())
