"""``python -m xuncha.sample SCENARIO FOLDER``: build a sample web."""

import argparse
import sys
from pathlib import Path

from xuncha.sample.build import build
from xuncha.sample.errors import SampleError


def main(arguments: list[str] | None = None) -> int:
    """The command; 2 when there is no such scenario."""
    parser = argparse.ArgumentParser(prog="python -m xuncha.sample")
    parser.add_argument("scenario")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    chosen = parser.parse_args(arguments)
    try:
        build(chosen.scenario, chosen.folder, chosen.seed)
    except SampleError as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
