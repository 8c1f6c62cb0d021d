"""What kind a column is: by its name, the groups above it, its ColumnType label and its items."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from xuncha.engine.domain.words import ColumnKind
from xuncha.engine.extract.columnweights import kind_weights
from xuncha.engine.extract.lexicon import rows

MAX_TITLES = 40

Guess = tuple[ColumnKind, float]
_Table = tuple[tuple[ColumnKind, float, re.Pattern[str]], ...]


def kind_of(
    name: str,
    column_type: str = "",
    groups: Sequence[str] = (),
    titles: Sequence[str] = (),
) -> Guess:
    """(kind, confidence 0 to 1) of a column by its name, its ColumnType, its groups, its items.

    The name decides; what is said beside it (it must not be trusted alone) raises or lowers the
    confidence, and decides where the name says nothing, or where label and items agree against a
    name that is of more than one kind. A column inside a group of special topics
    is special whatever its name. Nothing known gives OTHER with confidence 0.
    """
    by_type = _scaled(_by_words(column_type), kind_weights().type_discount)
    by_titles = _by_titles(titles)
    by_group = _by_words(groups[-1]) if groups else None
    by_name = _by_words(name)
    if (
        by_group is not None
        and by_group[0] is ColumnKind.SPECIAL
        and by_group[1] >= kind_weights().sure
    ):
        by_name = by_group
    beside = [guess for guess in (by_type, by_titles) if guess is not None]
    if by_name is None:
        last = _scaled(by_group, kind_weights().group_discount)
        every = [*beside, *([last] if last else [])]
        if not every:
            return ColumnKind.OTHER, 0.0
        best = max(every, key=lambda guess: guess[1])
        return _weighed(best, [guess for guess in every if guess is not best])
    if by_type and by_titles and by_type[0] is by_titles[0] and by_name[1] < kind_weights().sure:
        return _weighed(by_type, [by_name, by_titles])
    return _weighed(by_name, beside)


def _weighed(chosen: Guess, beside: Sequence[Guess]) -> Guess:
    """The chosen kind, surer by what agrees with it and less sure by what does not."""
    kind, confidence = chosen
    for other, weight in beside:
        if other is kind:
            confidence += (1.0 - confidence) * kind_weights().agrees * weight
        else:
            confidence *= 1.0 - kind_weights().disagrees * weight
    return kind, round(confidence, 2)


def _scaled(guess: Guess | None, by: float) -> Guess | None:
    return None if guess is None else (guess[0], guess[1] * by)


@cache
def _table(name: str) -> _Table:
    return tuple(
        (ColumnKind(kind), float(weight), re.compile(shape, re.IGNORECASE))
        for kind, weight, shape in rows(name, 3)
    )


@cache
def _by_words(text: str) -> Guess | None:
    """The kind whose words cover most of a name; a name of nothing but such words is surest."""
    text = "".join(text.split())
    best: tuple[float, float, ColumnKind] | None = None
    for kind, weight, shape in _table("column_kinds"):
        longest = max((len(match[0]) for match in shape.finditer(text)), default=0)
        if not longest:
            continue
        share = longest / len(text)
        rank = longest + weight
        if best is None or rank > best[0]:
            best = rank, weight * (0.6 + 0.4 * min(1.0, share * 1.25)), kind
    return (best[2], best[1]) if best else None


def _by_titles(titles: Sequence[str]) -> Guess | None:
    """The kind most titles are of; None with few titles or no such kind."""
    read = list(titles[:MAX_TITLES])
    if len(read) < kind_weights().few_titles:
        return None
    votes = Counter(kind for kind in map(_of_title, read) if kind is not None)
    if not votes:
        return None
    kind, count = votes.most_common(1)[0]
    share = count / len(read)
    return (
        (kind, share * kind_weights().titles_discount)
        if share >= kind_weights().most_titles
        else None
    )


def _of_title(title: str) -> ColumnKind | None:
    best: tuple[float, ColumnKind] | None = None
    for kind, weight, shape in _table("column_items"):
        if shape.search(title) and (best is None or weight > best[0]):
            best = weight, kind
    return best[1] if best else None
