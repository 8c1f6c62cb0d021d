"""The texts of saved pages as they are: every flag in them is to be looked at."""

from functools import cache
from pathlib import Path
from random import Random

from benchmarks.trials.material import Case

PAGES = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "pages"
SHORTEST = 25


@cache
def paragraphs() -> tuple[tuple[str, str], ...]:
    """(page, paragraph) of the longer paragraphs of the saved news and articles."""
    if not PAGES.is_dir():
        return ()
    return tuple(
        (path.name.removesuffix(".body.txt"), line.strip())
        for path in sorted(PAGES.glob("*.body.txt"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if len(line.strip()) >= SHORTEST and _is_chinese(line)
    )


def _is_chinese(line: str) -> bool:
    return sum("\u4e00" <= char <= "\u9fff" for char in line) * 2 > len(line.strip())


def cases(random: Random, size: float = 1.0) -> list[Case]:
    """Every paragraph of every page."""
    found = [Case(text, page) for page, text in paragraphs()]
    return random.sample(found, int(len(found) * size))
