"""``python -m xuncha.sample.variety --out DIR [--seed N]``: write the pages and their truth."""

import argparse
from pathlib import Path

from xuncha.sample.variety.gather import DEFAULT_SEED, write


def main(arguments: list[str] | None = None) -> int:
    """The command; prints how many pages of each kind were written."""
    parser = argparse.ArgumentParser(prog="python -m xuncha.sample.variety")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=DEFAULT_SEED)
    chosen = parser.parse_args(arguments)
    for group, count in write(chosen.out, chosen.seed).items():
        print(f"{group}\t{count}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
