"""Breaking a document title by sense into a shape the standard allows: trapezoid or diamond."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import combinations, pairwise

_UNIT = re.compile(r"\d+年(?:第?[一二三四五六七八九十\d]+(?:季度|月))?|《[^》]*》|〔[^〕]*〕|\d+")
_STRAY = 30
_SHAPELESS = 25


@cache
def _words() -> tuple[str, ...]:
    """The words a title must not be broken in, longest first (data/notices/title_words.toml)."""
    source = files("xuncha.data").joinpath("notices", "title_words.toml")
    words = tomllib.loads(source.read_text("utf-8"))
    return tuple(sorted(words["whole"], key=len, reverse=True))


def full_width(text: str) -> float:
    """The width in full characters; ASCII takes half of one."""
    return sum(0.5 if char.isascii() else 1.0 for char in text)


def break_title(title: str, width: int) -> tuple[str, ...]:
    """Lines of at most ``width`` characters, whole words kept, lengths forming a good shape.

    A title with line feeds in it keeps the author's lines. One that has no break that fits is cut
    at ``width``.
    """
    if "\n" in title:
        return tuple(line.strip() for line in title.split("\n") if line.strip())
    if full_width(title) <= width:
        return (title,)
    pieces = _pieces(title)
    fewest = -(-int(full_width(title) + 0.5) // width)
    for count in range(fewest, len(pieces) + 1):
        lines = _best(pieces, count, width)
        if lines:
            return lines
    return tuple(title[i : i + width] for i in range(0, len(title), width))


def _pieces(title: str) -> list[str]:
    """The title cut where it may be broken; particles cling to the word before them."""
    pieces: list[str] = []
    at = 0
    while at < len(title):
        unit = _UNIT.match(title, at)
        word = unit.group() if unit else next((w for w in _words() if title.startswith(w, at)), "")
        if word:
            pieces.append(word)
        elif pieces and at:
            pieces[-1] += title[at]
        else:
            pieces.append(title[at])
        at += len(word) or 1
    return pieces


def _best(pieces: list[str], count: int, width: int) -> tuple[str, ...]:
    """The split into ``count`` lines that fits and looks best; empty when none fits."""
    best: tuple[float, tuple[str, ...]] | None = None
    for cuts in combinations(range(1, len(pieces)), count - 1):
        edges = (0, *cuts, len(pieces))
        lines = tuple("".join(pieces[a:b]) for a, b in pairwise(edges))
        if max(full_width(line) for line in lines) <= width:
            cost = _cost([full_width(line) for line in lines])
            if best is None or cost < best[0]:
                best = (cost, lines)
    return best[1] if best else ()


def _cost(widths: list[float]) -> float:
    """Low for even steps in one direction or a diamond, high for an hourglass or a stray word."""
    spread = max(widths) - min(widths)
    falls = [b < a for a, b in pairwise(widths)]
    is_hourglass = any(first and not second for first, second in pairwise(falls))
    is_box = spread < 1
    return (
        spread + (_SHAPELESS if is_hourglass or is_box else 0) + (_STRAY if min(widths) < 4 else 0)
    )
