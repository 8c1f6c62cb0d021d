"""Misread pages side by side with what was read of them, in one HTML file.

``python -m benchmarks.misread [FOLDER…] --out FILE.html [--seed N]``

A folder holds labels.json (the corpus; read where no folder and no seed is named) or truth.json
(``python -m xuncha.sample.variety``). The file loads nothing and runs no page's script.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.extract import generate
from benchmarks.reading.labelled import CORPUS, load
from benchmarks.reading.ours import read_pages
from benchmarks.reading.sidebyside import write


def main() -> int:
    """Write the file; 2 when a folder holds no labels."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.misread", description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="labelled pages")
    parser.add_argument("--out", type=Path, required=True, help="the HTML file to write")
    parser.add_argument("--seed", type=int, help="also read a freshly generated set")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folders = list(asked.folders)
        if asked.seed is not None:
            generate(asked.seed, Path(scratch))
            folders.append(Path(scratch))
        misread = []
        for folder in folders or [CORPUS]:
            try:
                misread += read_pages(load(folder)).misread
            except FileNotFoundError as error:
                print(f"{error.filename}: no labelled pages there", file=sys.stderr)
                return 2
        pages = write(misread, asked.out)
    print(f"{asked.out}: {pages} misread pages, {len(misread)} things read wrongly")
    return 0


if __name__ == "__main__":
    sys.exit(main())
