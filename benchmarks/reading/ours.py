"""Our reader on labelled pages, timed; ``python -m benchmarks.reading.ours [behind-lists]`` times
the corpus once.

Articles are read twice: as a stranger meets them, when the page says what it is, and as a round
reads them, behind a list. Lists and home pages are read as in a visit, where the register or the
navigation already told their kind.
"""

import json
import sys
import time

from benchmarks.reading.labelled import CORPUS, Labelled, load
from benchmarks.reading.scoring import Score, judge_facts
from xuncha.engine.domain.facts import PageFacts
from xuncha.engine.domain.words import PageKind
from xuncha.engine.extract.page import read_page

SMALL_BYTES = 40_000
"""Lists of units are below this; those above in the corpus are whole portals in one page."""
ARTICLES, LISTS, SMALL, LARGE = "articles", "lists", "small lists", "large lists"
HOMES = "home pages"
BEHIND_LISTS = "articles behind lists"
WARM_ARTICLES = 3


def read(page: Labelled, kind: PageKind | None) -> PageFacts:
    """One page read."""
    return read_page(
        page.path.read_bytes(),
        page.url,
        content_type=page.content_type,
        as_of=page.as_of,
        kind=kind,
    )


def told_kind(page: Labelled) -> PageKind | None:
    """What a visit knows of the page before it reads it."""
    return page.kind if page.kind in (PageKind.LIST, PageKind.HOME) else None


def read_pages(pages: list[Labelled]) -> Score:
    """Every page read and held against its label."""
    score = Score()
    for page in pages:
        content = page.path.read_bytes()
        told = told_kind(page)
        facts = _timed(score, page, content, told, _groups(page, len(content)))
        unaided = facts.kind if told is None else read(page, None).kind
        judge_facts(score, page, facts, unaided)
    return score


def time_behind_lists(score: Score, pages: list[Labelled]) -> None:
    """Read the articles once more, their kind known, and note the time."""
    for page in pages:
        if page.is_article:
            _timed(score, page, page.path.read_bytes(), PageKind.ARTICLE, (BEHIND_LISTS,))


def _timed(
    score: Score, page: Labelled, content: bytes, kind: PageKind | None, groups: tuple[str, ...]
) -> PageFacts:
    started = time.process_time()
    facts = read_page(
        content, page.url, content_type=page.content_type, as_of=page.as_of, kind=kind
    )
    spent = time.process_time() - started
    for group in groups:
        score.seconds[group] = score.seconds.get(group, 0.0) + spent
        score.pages[group] = score.pages.get(group, 0) + 1
    return facts


def _groups(page: Labelled, size: int) -> tuple[str, ...]:
    if page.is_article:
        return (ARTICLES,)
    if page.kind is PageKind.HOME:
        return (HOMES,)
    return (LISTS, SMALL if size < SMALL_BYTES else LARGE)


def warm_up(pages: list[Labelled]) -> None:
    """Load word lists and compiled patterns; articles timed later are mostly not read here."""
    articles = [page for page in pages if page.is_article][:WARM_ARTICLES]
    for page in [page for page in pages if not page.is_article] + articles:
        read(page, told_kind(page))


def main() -> None:
    """Print the speed of one pass over the corpus as JSON; ``behind-lists`` asks for the articles
    alone, their kind known."""
    pages = load(CORPUS)
    warm_up(pages)
    score = Score()
    if sys.argv[1:] == ["behind-lists"]:
        time_behind_lists(score, pages)
    else:
        score = read_pages(pages)
    print(json.dumps({group: score.speed(group) for group in score.seconds}))


if __name__ == "__main__":
    main()
