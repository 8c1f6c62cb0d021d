"""Words written twice in a row: 加强领导加强领导."""

import re
from collections.abc import Iterator
from functools import cache

from xuncha.engine.extract.lexicon import words
from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.figures.catalogue import finding
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.standing import REACH, parted

SHORT, LONG = 2, 8
"""Characters of a unit."""
_DOUBLED = re.compile(rf"([\u4e00-\u9fff]{{{SHORT},{LONG}}})\1")
_CLAUSE_END = re.compile(r"[^\u4e00-\u9fff]")
_ONE_BY_ONE = "一逐"
"""一个问题一个问题 and 逐条逐条 double on purpose."""
_LINKS = "的之"
"""集体的土地|的土地承包权: a link at the edge makes a unit that is no word."""
SURE_LENGTH = 4
"""Characters from which a doubled unit is no name, cry or line of a song."""


def maybe_doubled(batch: Batch) -> set[int]:
    """The texts in which two to eight characters are repeated at once."""
    import numpy as np

    codes = np.frombuffer(batch.whole.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    places: set[int] = set()
    for size in range(SHORT, min(LONG, len(codes) - 1) + 1):
        run, length = codes[:-size] == codes[size:], 1
        while length < size:
            step = min(length, size - length)
            run, length = run[:-step] & run[step:], length + step
        places.update(np.flatnonzero(run).tolist())
    return batch.numbers(places)


def doubled_words(text: str) -> Iterator[TextFinding]:
    """Every unit of two characters or more that stands twice, cut at words of the dictionary.

    国有土地|土地使用权 and 的专利|专利权 are no doubling: a word crosses the edge there. Words
    of two characters count where they never (进行) or seldom (工作) stand beside themselves, and
    are doubtful where the dictionary joins one of the two to its neighbour (工作|工作责任).
    A region's name twice may begin the name of what belongs to it.
    """
    for match in _DOUBLED.finditer(text):
        unit = match[1]
        if len(unit) == SHORT and unit not in _short_words():
            continue
        if unit[0] in _ONE_BY_ONE or {unit[0], unit[-1]} & set(_LINKS) or _goes_on(text, match):
            continue
        places = {match.start(), match.start() + len(unit), match.end()}
        parted = places <= _edges(text, *match.span())
        if len(unit) == SHORT:
            sure = parted and unit in words("figures_words", "never_doubled")
        else:
            region = unit.endswith(words("figures_words", "region_end"))
            sure = parted and len(unit) >= SURE_LENGTH and not region
        yield finding(
            "word-doubled", text, match.span(), suggestion=unit, doubtful=not sure, word=unit
        )


@cache
def _short_words() -> frozenset[str]:
    sorts = ("never_doubled", "seldom_doubled")
    return frozenset(word for sort in sorts for word in words("figures_words", sort))


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Whether it stands more than twice, or is itself made of repeats: a cry or a filling."""
    unit = match[1]
    return unit in (unit + unit)[1:-1] or text.startswith((unit[:2], "再", "到"), match.end())


def _edges(text: str, start: int, end: int) -> set[int]:
    """The places around a hit where one word of its clause ends and the next begins."""
    left = max(0, start - REACH)
    for mark in _CLAUSE_END.finditer(text, left, start):
        left = mark.end()
    after = _CLAUSE_END.search(text, end, end + REACH)
    right = after.start() if after else min(len(text), end + REACH)
    place, edges = left, {left}
    for word in parted(text[left:right], hmm=True):
        place += len(word)
        edges.add(place)
    return edges
