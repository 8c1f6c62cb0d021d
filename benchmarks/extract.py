"""Page reading on labelled pages beside published tools, in one run.

``python -m benchmarks.extract [--ours] [--seed N | --truth DIR] [--forms] [--write]``

Prints how many dates, titles, bodies and lists are right per family, what each tool costs, and
every misread page with what was read and what stands there. The corpus is ../shared/corpus beside
the checkout. ``--ours`` leaves the published tools out. ``--seed`` adds a freshly generated set,
``--truth`` a set already there, ``--forms`` a row a form. ``--write`` writes docs/reading.md.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.reading import table
from benchmarks.reading.compare import compare
from benchmarks.reading.labelled import CORPUS, GOVERNMENT, NEWS, OLD, load
from benchmarks.reading.ours import ARTICLES, BEHIND_LISTS, read_pages, time_behind_lists, warm_up
from benchmarks.reading.scoring import Score

__all__ = ["CORPUS", "GOVERNMENT", "NEWS", "OLD", "main", "read_all"]

DOCS = Path(__file__).resolve().parents[1] / "docs"


def read_all() -> Score:
    """Our reader on every page of the corpus."""
    return read_pages(load(CORPUS))


def generate(seed: int, folder: Path) -> None:
    """Write a fresh set of labelled pages."""
    subprocess.run(  # noqa: S603 - our own module
        [
            sys.executable,
            "-m",
            "xuncha.sample.variety",
            "--out",
            str(folder),
            "--seed",
            str(seed),
        ],
        check=True,
        stdout=subprocess.DEVNULL,
    )


def main() -> int:
    """Print the tables and the misread pages."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.extract", description=__doc__)
    parser.add_argument("--ours", action="store_true", help="leave the published tools out")
    parser.add_argument("--seed", type=int, help="also read a freshly generated set")
    parser.add_argument("--truth", type=Path, help="also read the generated set in this folder")
    parser.add_argument("--forms", action="store_true", help="print every form of the set")
    parser.add_argument("--write", action="store_true", help="write docs/reading.md")
    asked = parser.parse_args()
    if not CORPUS.is_dir():
        print("SKIPPED: ../shared/corpus/pages is not beside this checkout")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = asked.truth
        if asked.seed is not None:
            folder = Path(scratch)
            generate(asked.seed, folder)
        return run(asked, folder)


def run(asked: argparse.Namespace, folder: Path | None) -> int:
    """One run over the corpus and, where a folder is given, the pages generated into it."""
    pages = load(CORPUS)
    others = load(folder) if folder else []
    warm_up(pages)
    real = read_pages(pages)
    time_behind_lists(real, pages)
    generated = read_pages(others) if others else None
    tools, rounds = ([], {}) if asked.ours else compare(pages, others)
    speeds = {group: statistics.median(all_) for group, all_ in rounds.items()}
    speeds = speeds or {group: real.speed(group) for group in real.seconds}
    print(table.plain(table.tool_rows(real, tools, speeds[ARTICLES])))
    for what, pair in (
        ("kinds of articles", real.kinds),
        ("lists exact", real.lists),
        ("newest date of lists", real.newest),
        ("false blanks", real.blanks),
    ):
        print(f"{what}: {pair[0]}/{pair[1]}")
    print("pages/s: " + ", ".join(f"{group} {speed:.0f}" for group, speed in speeds.items()))
    html = next((one.speed for one in tools if one.name == "htmldate"), 0.0)
    if html:
        for group in (ARTICLES, BEHIND_LISTS):
            print(f"{group}/s over htmldate's in this run: {speeds[group] / html:.2f}")
    print("\nmisread:")
    print("\n".join(f"  {table.one_line(one)}" for one in real.misread))
    if generated is not None:
        print(f"\ngenerated pages: {len(others)}")
        print(table.plain(table.measure_rows(generated, by_form=asked.forms)))
        if tools:
            print(table.plain(table.by_measure(generated, tools)))
        print("\nmistakes that would turn a verdict:")
        print(table.plain(table.harm_rows(generated)))
        print("\nclasses of misread pages:")
        print(table.plain(table.confusions(generated.misread)))
        print("\nmisread:")
        print("\n".join(f"  {table.one_line(one)}" for one in generated.misread))
    if asked.write:
        seed = "现成的一批" if asked.seed is None else f"种子 {asked.seed}"
        written = table.page(real, generated, tools, speeds, seed)
        (DOCS / "reading.md").write_text(written, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
