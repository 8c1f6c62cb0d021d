"""The statistics of the proofreader on documents they were not made of: flags, speed, memory.

Prints the flags on held-out statutes by band (every one is listed: some are slips that really stand
there), the sentence sets, the speed with and without the statistics, and the memory. The shipped
model and networks have seen the sentence sets, so those rows only show that nothing broke; the
figures for sentences nobody saw are printed by ``python -m scripts.statistics_networks``, which
trains on some folds and scores the others. Run ``python -m benchmarks.statistics``.
"""

import resource
import sys
import time

from scripts.statistics_corpus import CORPUS, SETS, TEST, sentences, statutes

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import Proofreader, shipped_layers, shipped_mentions
from xuncha.engine.proofread.findings import Passage, TextFinding
from xuncha.engine.proofread.statistics.suspects import shipped_statistics

PAGE = 1000
"""Characters of the page in which speeds are given."""
STEPS = (0.7, 0.8, 0.9, 0.93, 0.95, 0.97, 0.99)


def pages(lines: list[str]) -> list[str]:
    """The lines run together as texts of about one page each."""
    found: list[list[str]] = [[]]
    size = 0
    for line in lines:
        if size >= PAGE:
            found.append([])
            size = 0
        found[-1].append(line)
        size += len(line)
    return ["\n".join(one) for one in found]


def main() -> int:
    """Print the tables; 0 also where the corpus is missing, with the reason."""
    if not CORPUS.is_dir():
        print(f"SKIPPED: no corpus at {CORPUS}")
        return 0
    exact = Proofreader(shipped_layers(), shipped_mentions())
    whole = Proofreader(shipped_layers(), shipped_mentions(), shipped_statistics())
    lines = statutes()[TEST]
    characters = sum(map(len, lines))
    flags = _flags(whole, lines)
    print(f"held-out statutes: {characters} characters")
    for band, shown in ((Band.A, [f for f in flags if f[1].band is Band.A]), (Band.B, flags)):
        of_layer = sum(one.rule.startswith("stat-") for _, one in shown)
        print(
            f"band {band}: {len(shown)} flags, {len(shown) * 1e5 / characters:.2f} per 100k;"
            f" statistics alone {of_layer}, {of_layer * 1e5 / characters:.2f}"
        )
    for step in STEPS:
        count = sum(f.confidence >= step and f.rule.startswith("stat-") for _, f in flags)
        print(f"  statistics from {step}: {count * 1e5 / characters:.2f} per 100k")
    for name in SETS:
        for band in Band:
            print(f"{name} (seen in training) band {band}: {_planted(whole, name, band)}")
    _speed(exact, whole, lines)
    for line, one in flags:
        if one.rule.startswith("stat-"):
            around = f"{line[max(0, one.start - 10) : one.start]}[{one.text}→{one.suggestion}]"
            after = line[one.end : one.end + 10]
            print(f"{one.band} {one.confidence:.2f} {one.rule} {around}{after}")
    return 0


def _flags(reader: Proofreader, lines: list[str]) -> list[tuple[str, TextFinding]]:
    """The flags of band B, the text handed over as documents of a page."""
    return [
        (text, one)
        for text in pages(lines)
        for one in reader.all_findings((Passage(text, None),), band=Band.B)[0]
    ]


def _planted(reader: Proofreader, name: str, band: Band) -> str:
    """Share of findings on a slip, share mended, share of slips mended."""
    rows = sentences(name)
    passages = [Passage(written, None, str(at)) for at, (written, _, _) in enumerate(rows)]
    found = reader.all_findings(passages, band=band)
    slips = flagged = touching = mending = mended = 0
    for (written, meant, _), findings in zip(rows, found, strict=True):
        wrong = {at for at, one in enumerate(written) if one != meant[at]}
        slips += len(wrong)
        for one in findings:
            over = wrong.intersection(range(one.start, one.end))
            right = bool(over) and one.suggestion == meant[one.start : one.end]
            flagged += 1
            touching += bool(over)
            mending += right
            mended += len(over) if right else 0
    flagged = max(1, flagged)
    return f"{touching / flagged:.3f} {mending / flagged:.3f} recall {mended / slips:.3f}"


def _speed(exact: Proofreader, whole: Proofreader, lines: list[str]) -> None:
    texts = [Passage(text, None, str(at)) for at, text in enumerate(pages(lines))]
    for name, reader in (("exact rules", exact), ("all layers", whole)):
        for how, size in (("one by one", 1), ("100 at once", 100)):
            begin = time.process_time()
            for at in range(0, len(texts), size):
                reader.all_findings(texts[at : at + size], band=Band.A)
            used = time.process_time() - begin
            print(f"{name}, pages {how}: {len(texts) / used:.0f} pages a second of one core")
    begin = time.process_time()
    whole.all_findings([Passage(line, None) for line in lines], band=Band.A)
    used = time.process_time() - begin
    print(f"all layers, a line a text: {sum(map(len, lines)) / PAGE / used:.0f} pages a second")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at its highest, this benchmark's texts and all: {peak:.0f} MB")


if __name__ == "__main__":
    sys.exit(main())
