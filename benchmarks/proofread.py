"""The proofreader on text nothing was made of: flags, what they find, speed, memory, beside others.

Clean text is the part of the statutes held out from every model (scripts.statistics_corpus), and
the bodies of saved news and government pages; all flags of band A and of the pages are listed, for
some are slips that really stand there. On the sentence sets the exact layers are run; the networks
of the statistics have seen those sentences, so their figures come from the training's own report:
each fold was scored by a model and networks that did not know it. pycorrector's offline path is run
beside, where ``.venv-compare`` has it. The command itself is run on a file, for memory and speed.
``python -m benchmarks.proofread [--command]``; one core; with ``--command`` only that run.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path

import ahocorasick_rs
from scripts.statistics_corpus import CORPUS, SETS, TEST, sentences, statutes

from benchmarks.arpa import write_arpa
from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.check import (
    Proofreader,
    proofread_all,
    proofread_exactly,
    shipped_layers,
    shipped_mentions,
)
from xuncha.engine.proofread.findings import Layer, Passage, TextFinding
from xuncha.engine.proofread.lexicon import load_lexicon
from xuncha.engine.proofread.names.layer import shipped_names
from xuncha.engine.proofread.statistics.edits import Sort
from xuncha.engine.proofread.statistics.suspects import (
    models_folder,
    read_limits,
    shipped_statistics,
)

PAGE = 1000
"""Characters of the page in which speeds are given."""
PATTERNS = 20_000
COMPARED = 150
"""Sentences given to pycorrector, which checks ten a second."""
COMPARE = Path(".venv-compare")
ARPA_PARTS = range(2, 8)
FILE_BYTES = 5_000_000
"""Size of the text given to the command."""
_MEASURED = (
    "import resource, subprocess, sys;"
    "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True);"
    "told = resource.getrusage(resource.RUSAGE_CHILDREN);"
    "print(told.ru_maxrss, told.ru_utime + told.ru_stime)"
)
"""Runs a command and tells its peak of memory (KiB) and its processor time (seconds).

It is small itself: a child's peak begins at that of the process it was split from."""


@dataclass(frozen=True, slots=True)
class Clean:
    """What the exact layers say of text without planted errors."""

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
    """What is found of planted errors, counted by finding and by wrong character."""

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


def pages(lines: Sequence[str]) -> list[str]:
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


def documents(lines: Sequence[str]) -> list[Passage]:
    """The lines as passages; a statute begins at its first article."""
    numbers = accumulate(line.startswith("第一条") for line in lines)
    return [Passage(line, None, str(at)) for line, at in zip(lines, numbers, strict=True)]


def measure_clean(band: Band) -> Clean:
    """Flags and speed of the exact layers on the held-out statutes."""
    lines = statutes()[TEST]
    passages = documents(lines)
    proofread_exactly([Passage("签定合同。", None)], band=band)
    begin = time.process_time()
    found = proofread_exactly(passages, band=band)
    seconds = time.process_time() - begin
    flags = tuple((line, one) for line, of in zip(lines, found, strict=True) for one in of)
    size = sum(len(line.encode()) for line in lines)
    return Clean(sum(map(len, lines)), size, flags, seconds)


def measure_planted(name: str, band: Band) -> Planted:
    """What the exact layers find in one sentence set."""
    rows = sentences(name)
    passages = [Passage(written, None, str(at)) for at, (written, _, _) in enumerate(rows)]
    spans = [
        [(one.start, one.end, one.suggestion) for one in of]
        for of in proofread_exactly(passages, band=band)
    ]
    return _counted([(written, meant) for written, meant, _ in rows], spans)


def _counted(
    rows: Sequence[tuple[str, str]], spans: Sequence[Sequence[tuple[int, int, str]]]
) -> Planted:
    errors = found = right = wrong = corrected = 0
    for (written, meant), of in zip(rows, spans, strict=True):
        slips = {at for at in range(len(written)) if written[at] != meant[at]}
        errors += len(slips)
        for begin, end, suggestion in of:
            covered = slips & set(range(begin, end))
            found += len(covered)
            right += bool(covered)
            wrong += not covered
            corrected += bool(covered) and suggestion == meant[begin:end]
    return Planted(errors, found, right, wrong, corrected)


def main() -> int:
    """Print the tables; 0 also where the corpus is missing, with the reason."""
    if not CORPUS.is_dir():
        print(f"SKIPPED: no corpus at {CORPUS}")
        return 0
    if "--command" in sys.argv[1:]:
        _command()
        return 0
    lines = statutes()[TEST]
    print("-- held-out statutes, a line a text --")
    _flags(documents(lines), list_from=Band.A)
    bodies = sorted((CORPUS.parent / "pages").glob("*.body.txt"))
    print(f"-- {len(bodies)} bodies of saved news and government pages --")
    texts = [(path.name, path.read_text(encoding="utf-8")) for path in bodies]
    _flags([Passage(text, None, name) for name, text in texts], list_from=Band.B)
    print("-- sentence sets, exact layers: precision, recall, suggestions right --")
    for band in Band:
        for name in SETS:
            planted = measure_planted(name, band)
            shown = planted.right + planted.wrong
            print(
                f"{band} {name}  {planted.precision:.3f}  {planted.recall:.3f}"
                f"  {planted.corrected}/{shown}"
            )
    _unseen()
    _speeds(lines)
    _command()
    _beside()
    return 0


def _flags(passages: Sequence[Passage], list_from: Band) -> None:
    characters = sum(len(passage.text) for passage in passages)
    found = [
        (passage.text, one)
        for passage, of in zip(passages, proofread_all(passages, band=Band.B), strict=True)
        for one in of
    ]
    for band in Band:
        shown = [one for _, one in found if band is Band.B or one.band is Band.A]
        rules = Counter(one.rule.split("-")[0] for one in shown)
        print(
            f"{band}: {len(shown)} flags in {characters} characters,"
            f" {len(shown) * 1e5 / characters:.2f} per 100k; {dict(rules.most_common())}"
        )
    for text, one in found:
        if one.band is Band.A or list_from is Band.B:
            print(f"  {one.band} {one.confidence:.2f} {one.rule} {_around(text, one)}")


def _around(text: str, one: TextFinding) -> str:
    before, after = text[max(0, one.start - 10) : one.start], text[one.end : one.end + 10]
    return f"{before}[{one.text}→{one.suggestion}]{after}".replace("\n", "⏎")


def _unseen() -> None:
    path = models_folder() / "report.json"
    for name, told in json.loads(path.read_text(encoding="utf-8")).items():
        print(f"-- statistics alone on sentences unseen in training ({name}), stored report --")
        print(f"least  false/100k  {'  '.join((*SETS, 'planted'))}: touching/right/recall")
        limits = read_limits(models_folder() / "statistics.toml", general="general" in name)
        bands = {least: band for band, least in limits.least[Sort.CHARACTER].items()}
        for row in told["rows"]:
            mark = bands.get(row["least"], " ")
            cells = "  ".join(row[one] for one in (*SETS, "planted"))
            print(f"{mark} {row['least']:<6} {row['false_per_100k']:>6.2f}  {cells}")


def _speeds(lines: Sequence[str]) -> None:
    print("-- speed on one core --")
    heard = "with" if shipped_statistics().reweighing else "without"
    print(f"{heard} a general word model on this machine")
    text = "\n".join(lines)
    size = len(text.encode()) / 1e6
    wrong = sorted({one.wrong for one in load_lexicon().words})[:PATTERNS]
    automaton = ahocorasick_rs.AhoCorasick(wrong)
    seconds = _seconds(lambda: automaton.find_matches_as_indexes(text, overlapping=True))
    print(f"literal matching, {len(wrong)} patterns: {size / seconds:.0f} MB/s")
    for name, layers in _exact_layers():
        reader = Proofreader(layers, shipped_mentions())
        reader.all_findings(documents(lines[:100]), band=Band.A)
        seconds = _seconds(lambda: reader.all_findings(documents(lines), band=Band.A))  # noqa: B023
        print(f"{name}, a line a text: {size / seconds:.1f} MB/s")
    texts = [Passage(one, None, str(at)) for at, one in enumerate(pages(lines))]
    whole = [Passage(text.replace("\n", ""), None, str(at)) for at, text in _numbered(texts)]
    for name, passages, at_once in (
        ("one page at a time", whole, 1),
        ("100 pages at once", whole, 100),
        ("100 pages at once, as lines", texts, 100),
    ):
        batches = [passages[at : at + at_once] for at in range(0, len(passages), at_once)]
        seconds = _seconds(lambda: [proofread_all(one, band=Band.A) for one in batches])  # noqa: B023
        print(f"all layers, {name}: {len(passages) / seconds:.0f} pages a second")
        seconds = _seconds(
            lambda: [shipped_statistics().suspects([p.text for p in one]) for one in batches]  # noqa: B023
        )
        print(f"statistics alone, {name}: {len(passages) / seconds:.0f} pages a second")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"memory at its highest, this benchmark's texts and all: {peak:.0f} MB")


def _command() -> None:
    """The command on a file of statutes, all layers, every finding."""
    lines: list[str] = []
    size = 0
    for line in (one for part in sorted(statutes().items()) for one in part[1]):
        lines.append(line)
        size += len(line.encode()) + 1
        if size >= FILE_BYTES:
            break
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as stream:
        stream.write("\n".join(lines))
        stream.flush()
        command = str(Path(sys.executable).with_name("xuncha"))
        asked = [command, "proofread", stream.name, "--json", "--band", "B"]
        told = subprocess.run(  # noqa: S603 - our own command on our own file
            [sys.executable, "-c", _MEASURED, *asked], capture_output=True, text=True, check=True
        ).stdout.split()
    memory, seconds = int(told[0]) / 1024, float(told[1])
    print("-- xuncha proofread FILE --json --band B --")
    print(
        f"{size / 1e6:.1f} MB: {memory:.0f} MB of memory at its highest, {seconds:.0f} s,"
        f" {size / 1e6 / seconds:.2f} MB/s with its start"
    )


def _exact_layers() -> Iterator[tuple[str, tuple[Layer, ...]]]:
    """Layer 0 and personal data are looked for in any case."""
    layers = shipped_layers()
    yield "layers 0 and 1", tuple(one for one in layers if one is not shipped_names())
    yield "layers 0, 1 and 2", layers


def _numbered(passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    return ((at, one.text) for at, one in enumerate(passages))


def _seconds(run) -> float:
    """The best of three runs: tables are loaded, and other work on the machine counts least."""
    best = float("inf")
    for _ in range(3):
        begin = time.process_time()
        run()
        best = min(best, time.process_time() - begin)
    return best


def _beside() -> None:
    """pycorrector on the first sentences of each set, with a model of statutes it may know."""
    package = next(COMPARE.glob("lib/python*/site-packages/pycorrector"), None)
    print("-- pycorrector's offline path, a character model of statutes in its model's place --")
    if package is None:
        print("SKIPPED: pip install --no-deps pycorrector into .venv-compare first")
        return
    lines = [line for part, of in statutes().items() if part in ARPA_PARTS for line in of]
    with tempfile.TemporaryDirectory(prefix="xuncha-bench-") as folder:
        arpa = Path(folder) / "statutes.arpa"
        write_arpa(lines, arpa)
        for name in SETS:
            rows = [(written, meant) for written, meant, _ in sentences(name)[:COMPARED]]
            command = [COMPARE / "bin/python", "benchmarks/pycorrector_offline.py", package, arpa]
            done = subprocess.run(  # noqa: S603 - our own module
                list(map(str, command)),
                input=json.dumps([written for written, _ in rows]),
                capture_output=True,
                text=True,
                check=True,
            )
            told = json.loads(done.stdout)
            theirs = _counted(rows, told["found"])
            clean = [
                of
                for (written, meant), of in zip(rows, told["found"], strict=True)
                if written == meant
            ]
            flagged = sum(map(bool, clean)) / max(1, len(clean))
            shown = theirs.right + theirs.wrong
            print(
                f"{name}, first {len(rows)}: {theirs.precision:.3f} recall {theirs.recall:.3f}"
                f" suggestions right {theirs.corrected}/{shown}, clean sentences flagged"
                f" {flagged:.3f}, {len(rows) / told['seconds']:.0f} sentences a second"
            )
            mine = proofread_exactly([Passage(written, None) for written, _ in rows], band=Band.B)
            spans = [[(one.start, one.end, one.suggestion) for one in of] for of in mine]
            ours = _counted(rows, spans)
            print(f"  our exact layers: {ours.precision:.3f} recall {ours.recall:.3f}")


if __name__ == "__main__":
    sys.exit(main())
