"""``python -m benchmarks.notices --seed N [--size 200] [--examples 20] [--docx]``."""

import argparse
import time
from random import Random

from benchmarks.notices import corpus, invented
from benchmarks.notices.scoring import scored
from benchmarks.notices.written import PASSAGES, UNMENDED, names, passages


def main() -> int:
    """Print the tables of the corpus' facts and of the invented notices."""
    parser = argparse.ArgumentParser(prog="benchmarks.notices")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--size", type=int, default=200, help="invented notices")
    parser.add_argument("--times", type=int, default=5, help="renderings of the corpus")
    parser.add_argument("--examples", type=int, default=20)
    parser.add_argument("--docx", action="store_true", help="as Word files")
    parser.add_argument("--since", default="", help="only sentences of that writing: 1, 2 …")
    given = parser.parse_args()
    random = Random(f"corpus {given.seed}")  # noqa: S311
    trials = {
        "corpus": [page for _ in range(given.times) for page in corpus.notices(random)],
        "invented": [
            invented.notice(Random(f"{given.seed} {number}"), f"#{number}", given.since)  # noqa: S311
            for number in range(given.size)
        ],
    }
    trials |= {
        f"written by hand, set {name}": list(passages(name, sets))
        for sets in (PASSAGES, UNMENDED)
        for name in names(sets)
    }
    for name, pages in trials.items():
        began = time.perf_counter()
        score = scored(pages, word_files=given.docx)
        print(f"== {name}: {len(pages)} notices, {time.perf_counter() - began:.0f} s")
        print(score.told(given.examples))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
