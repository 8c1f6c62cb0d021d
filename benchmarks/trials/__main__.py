"""``python -m benchmarks.trials --seed N [--only NAME] [--size SHARE] [--examples N]``."""

import argparse
import time
from random import Random

from benchmarks.trials import (
    clean,
    damage,
    figures,
    names,
    pages,
    privacy,
    running,
    transliterated,
    traps,
)
from benchmarks.trials.scoring import EXAMPLES, printed, scored

TRIALS = {
    "names": names.cases,
    "clean": clean.cases,
    "transliterated": transliterated.cases,
    "traps": traps.cases,
    "damage": damage.cases,
    "privacy": privacy.cases,
    "figures": figures.cases,
    "running": running.cases,
    "pages": pages.cases,
}


def main() -> int:
    """Print the tables of the trials asked for."""
    parser = argparse.ArgumentParser(prog="benchmarks.trials")
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--only", choices=sorted(TRIALS), action="append")
    parser.add_argument("--size", type=float, default=1.0, help="share of the full trial")
    parser.add_argument("--examples", type=int, default=EXAMPLES)
    parser.add_argument("--document", default="", help="all texts in one document of this name")
    given = parser.parse_args()
    for name in given.only or TRIALS:
        began = time.perf_counter()
        material = TRIALS[name](Random(f"{name} {given.seed}"), given.size)  # noqa: S311
        lines = printed(scored(name, material, given.document), given.examples)
        print("\n".join(lines))
        print(f"  {time.perf_counter() - began:.0f} s\n", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
