"""The exact rules on clean statutes and on official sentences with planted errors.

Prints false flags per 100,000 characters on the held-out tenth of the statutes, precision and
recall on the three sentence sets, and the speed. Every flag on the clean text is listed: most are
slips that really stand there. Run it from the project folder: ``python -m benchmarks.proofread``;
the corpus is ../shared/corpus beside the checkout.
"""

import gzip
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import proofread
from xuncha.engine.proofread.findings import TextFinding

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus" / "text"
HELD_OUT_OF = 10
"""Lines 9, 19, 29 … of the statutes are held out: no rule was tuned on them."""
SETS = ("odw", "law", "med")


@dataclass(frozen=True, slots=True)
class Clean:
    """What the rules say of text without planted errors."""

    characters: int
    size_bytes: int
    flags: tuple[tuple[str, TextFinding], ...]
    seconds: float

    @property
    def per_100k(self) -> float:
        """Flags per 100,000 characters."""
        return len(self.flags) * 100_000 / self.characters

    @property
    def mb_per_s(self) -> float:
        """Megabytes of UTF-8 a second on one core."""
        return self.size_bytes / 1e6 / self.seconds


@dataclass(frozen=True, slots=True)
class Planted:
    """What the rules find of planted errors, counted by finding and by wrong character."""

    errors: int
    found: int
    right: int
    wrong: int
    corrected: int

    @property
    def precision(self) -> float:
        """Share of findings that touch a wrong character; 1 with no findings."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """Share of wrong characters that a finding covers."""
        return self.found / self.errors if self.errors else 0.0


def held_out() -> Iterator[str]:
    """The held-out lines of the statutes."""
    with gzip.open(CORPUS / "statutes.txt.gz", "rt", encoding="utf-8") as stream:
        for number, line in enumerate(stream):
            if number % HELD_OUT_OF == HELD_OUT_OF - 1:
                yield line.rstrip("\n")


def measure_clean(band: Band) -> Clean:
    """False flags and speed on the held-out statutes."""
    lines = list(held_out())
    proofread("", band=band, published=None)
    begin = time.perf_counter()
    flags = [(line, one) for line in lines for one in proofread(line, band=band, published=None)]
    seconds = time.perf_counter() - begin
    size = sum(len(line.encode()) for line in lines)
    return Clean(sum(map(len, lines)), size, tuple(flags), seconds)


def measure_planted(name: str, band: Band) -> Planted:
    """Precision and recall on one sentence set; sentences of unequal length are left out."""
    errors = found = right = wrong = corrected = 0
    for row in (CORPUS / f"ecspell-{name}.tsv").read_text(encoding="utf-8").splitlines():
        _, written, meant = row.split("\t")[:3]
        if len(written) != len(meant):
            continue
        slips = {at for at in range(len(written)) if written[at] != meant[at]}
        errors += len(slips)
        for one in proofread(written, band=band, published=None):
            covered = slips & set(range(one.start, one.end))
            found += len(covered)
            right += bool(covered)
            wrong += not covered
            corrected += bool(covered) and one.suggestion == meant[one.start : one.end]
    return Planted(errors, found, right, wrong, corrected)


def main() -> int:
    """Print the table; 0 also where the corpus is missing, with the reason."""
    if not CORPUS.is_dir():
        print(f"SKIPPED: no corpus at {CORPUS}")
        return 0
    print("band  text           chars      flags  per 100k  MB/s   precision  recall  corrected")
    for band in Band:
        clean = measure_clean(band)
        print(
            f"{band}     statutes held {clean.characters:>9} {len(clean.flags):>8}"
            f" {clean.per_100k:>9.2f} {clean.mb_per_s:>5.1f}"
        )
        for name in SETS:
            planted = measure_planted(name, band)
            print(
                f"{band}     {name:<14}{'':>25}{'':>11}{planted.precision:>9.3f}"
                f"{planted.recall:>9.3f} {planted.corrected:>6}/{planted.right + planted.wrong}"
            )
        if band is Band.A:
            for line, one in clean.flags:
                around = line[max(0, one.start - 8) : one.end + 8]
                print(f"      {one.rule} {one.text} → {one.suggestion}  …{around}…")
    return 0


if __name__ == "__main__":
    sys.exit(main())
