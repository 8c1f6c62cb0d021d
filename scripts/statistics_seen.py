"""Make data/lexicon/confusion_seen.tsv: which characters stood wrongly for which, how often.

Counted in the public sentences with wrong characters (training halves, MIT):
``python -m scripts.statistics_seen``
"""

import sys
from collections import Counter
from importlib.resources import files
from pathlib import Path

from scripts.statistics_corpus import SETS, sentences
from xuncha.engine.proofread.statistics.seen import Seen


def counted(without: int | None = None) -> Counter[tuple[str, str]]:
    """Pairs as written and as meant of all sets; ``without`` leaves one fold out."""
    return Counter(
        pair
        for name in SETS
        for written, meant, fold in sentences(name)
        if fold != without
        for pair in zip(written, meant, strict=True)
        if pair[0] != pair[1]
    )


def seen_without(fold: int) -> Seen:
    """What is seen without one fold."""
    return Seen((*pair, times) for pair, times in counted(fold).items())


def main() -> int:
    """Write the table; 0."""
    lines = ["# 见过的错字：公开错字句训练部分（MIT）中写成的字、本应的字、次数"]
    lines += [f"{written}\t{meant}\t{n}" for (written, meant), n in sorted(counted().items())]
    path = Path(str(files("xuncha.data") / "lexicon" / "confusion_seen.tsv"))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
