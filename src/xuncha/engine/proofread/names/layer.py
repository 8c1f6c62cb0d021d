"""The layer of official names."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.proofread.batch import Batch
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.names.dated import DatedNames, Outdated
from xuncha.engine.proofread.names.doubts import Doubts
from xuncha.engine.proofread.names.edits import Edit, Slip
from xuncha.engine.proofread.names.entries import (
    KIND_TITLES,
    Gazetteer,
    Name,
    NameKind,
    shipped_gazetteer,
)
from xuncha.engine.proofread.names.familiar import limit
from xuncha.engine.proofread.names.guesses import Guess, Guesses
from xuncha.engine.proofread.names.local import LocalOrgans
from xuncha.engine.proofread.names.near import Near, NearNames
from xuncha.engine.proofread.names.short import ShortNames
from xuncha.engine.proofread.names.titles import Titles
from xuncha.engine.proofread.names.vetoes import Vetoes, is_sure, replaced

LEAST_LAW = 8
"""Characters from which a law is looked for outside 《》: 安全生产|方|法 is no law."""
_KIND_OF = {
    Edit.MISSING: TextErrorKind.MISSING,
    Edit.EXTRA: TextErrorKind.EXTRA,
    Edit.SWAPPED: TextErrorKind.NAME,
    Edit.OTHER: TextErrorKind.NAME,
}


class Names:
    """Finds what is almost an official name; a layer of the proofreader."""

    def __init__(self, gazetteer: Gazetteer, beside: Gazetteer | None = None) -> None:
        known = gazetteer.texts() | (beside.texts() if beside else frozenset())
        regions = [one.name for one in gazetteer.regions]
        self._near = NearNames([*_looked_for(gazetteer.names), *gazetteer.tails, *regions])
        self._local = LocalOrgans(gazetteer.regions, gazetteer.tails)
        self._titles = Titles(one for one in gazetteer.names if one.kind is NameKind.LAW)
        self._guesses = Guesses(gazetteer.regions, gazetteer.tails)
        self._short = ShortNames(gazetteer.names, known)
        self._dated = DatedNames(gazetteer)
        self._vetoes = Vetoes(known)
        self._doubts = Doubts()

    def findings(self, text: str, published: date | None, band: Band) -> Iterable[TextFinding]:
        """Names with a slip; findings may overlap."""
        seen: set[tuple[int, int]] = set()
        doubtful: list[Near] = []
        for found in self._almost(text, band):
            near = self._local.crossed(text, found) or found
            if (near.start, near.end) in seen:
                continue
            if self._vetoes.speak(text, near):
                doubtful.append(near)
                continue
            near = replaced(text, near)
            if (near.start, near.end) not in seen and (band is Band.B or is_sure(near)):
                seen |= {(near.start, near.end), (found.start, found.end)}
                yield finding(text, near, sure=is_sure(near))
        for one in self._guessed(text, band, doubtful if band is Band.B else (), seen):
            if one.band is Band.A or band is Band.B:
                yield one
        if band is Band.B:
            yield from (_misplaced(text, *one) for one in self._local.misplaced(text))
        if published is not None:
            for old in self._dated.found(text, published):
                if old.present or band is Band.B:
                    yield _outdated(text, old, published)

    def worth(self, batch: Batch, band: Band) -> Collection[int]:
        """The texts in which anything is found before the vetoes are asked."""
        text = batch.whole
        starts = {one.start for one in self._almost(text, band)}
        starts |= {one.start for one in self._guesses.found(text)}
        if band is Band.B:
            starts |= {one.start for one in self._short.found(text)}
            starts |= {start for start, *_ in self._local.misplaced(text)}
        if batch.is_dated:
            starts |= set(self._dated.ended(text))
        return batch.numbers(starts)

    def _almost(self, text: str, band: Band) -> Iterator[Near]:
        yield from self._near.found(text, loose=band is Band.B)
        yield from self._local.found(text)
        yield from self._titles.found(text)

    def _guessed(
        self, text: str, band: Band, doubtful: Iterable[Near], seen: set[tuple[int, int]]
    ) -> Iterator[TextFinding]:
        """What is found beside ``seen``, for less reason."""
        for near in doubtful:
            apart = _is_apart(near, seen) and self._doubts.speak(text, near)
            if apart and not self._vetoes.is_known(text, near):
                seen.add((near.start, near.end))
                yield finding(text, near, sure=False)
        short = self._short.found(text) if band is Band.B else ()
        for guess in (*self._guesses.found(text), *short):
            found = text[guess.start : guess.end]
            if _is_apart(guess, seen) and not self._vetoes.is_another(found, guess.slip):
                seen.add((guess.start, guess.end))
                yield _guessed(text, guess)


def _looked_for(names: Iterable[Name]) -> Iterator[Name]:
    for one in names:
        if one.kind is not NameKind.LAW or len(one.text) >= LEAST_LAW:
            yield one


def _is_apart(one: Near | Guess, seen: set[tuple[int, int]]) -> bool:
    return not any(start < one.end and one.start < end for start, end in seen)


def finding(text: str, near: Near, *, sure: bool) -> TextFinding:
    """What is told of a slip."""
    name = near.name
    return TextFinding(
        near.start,
        near.end,
        text[near.start : near.end],
        name.text,
        _KIND_OF[near.slip.edit],
        f"name-{name.kind}",
        Band.A if sure else Band.B,
        limit("sure" if sure else "doubtful"),
        f"与{KIND_TITLES[name.kind]}“{name.text}”相比，{told(near.slip)}",
    )


def _guessed(text: str, guess: Guess) -> TextFinding:
    """What is told of a part that is no name; what it should be only where it can be but one."""
    written, names = text[guess.start : guess.end], guess.names
    of = KIND_TITLES[names[0].kind]
    slip, sure = guess.slip, guess.sure
    if slip:
        why = f"与{of}“{names[0].text}”相比，{told(slip)}"
    else:
        why = f"{of}中没有“{written}”，疑有错字或脱字，请核对"
    return TextFinding(
        guess.start,
        guess.end,
        written,
        names[0].text if slip else "",
        _KIND_OF[slip.edit] if slip else TextErrorKind.NAME,
        f"name-{names[0].kind}",
        Band.A if sure else Band.B,
        limit("sure" if sure else "doubtful"),
        why,
    )


def _outdated(text: str, old: Outdated, published: date) -> TextFinding:
    """What is told of a name that had ended when the text came out."""
    name = old.name
    sure = old.present and name.kind is NameKind.ORGAN and bool(name.renamed_to)
    after = f"，现为“{name.renamed_to}”" if name.renamed_to else ""
    return TextFinding(
        old.start,
        old.end,
        text[old.start : old.end],
        name.renamed_to,
        TextErrorKind.NAME,
        f"name-{name.kind}-dated",
        Band.A if sure else Band.B,
        limit("sure" if sure else "doubtful"),
        f"{KIND_TITLES[name.kind]}“{name.text}”至{name.valid_to:%Y年%-m月%-d日}为止{after}；"
        f"本文发布于{published:%Y年%-m月%-d日}",
    )


def _misplaced(text: str, start: int, end: int, city: str, province: str) -> TextFinding:
    """What is told of a city behind the wrong province; which of the two is wrong is not known."""
    return TextFinding(
        start,
        end,
        text[start:end],
        "",
        TextErrorKind.NAME,
        "name-region-above",
        Band.B,
        limit("doubtful"),
        f"“{city}”属于“{province}”，与前面的“{text[start : end - len(city)]}”不符",
    )


def told(slip: Slip) -> str:
    """The slip in words."""
    if slip.edit is Edit.MISSING:
        return f"少了一个“{slip.meant}”字"
    if slip.edit is Edit.EXTRA:
        return f"多了一个“{slip.written}”字"
    if slip.edit is Edit.SWAPPED:
        return f"“{slip.meant}”两字前后颠倒"
    return f"“{slip.meant}”写成了“{slip.written}”"


def layer_of(names: Iterable[Name]) -> Names:
    """A layer of an office's own names; those that come with the program are no slips of them."""
    return Names(Gazetteer(tuple(names), (), ()), shipped_gazetteer())


@lru_cache(maxsize=1)
def shipped_names() -> Names:
    """The layer with the names that come with the program."""
    return Names(shipped_gazetteer())
