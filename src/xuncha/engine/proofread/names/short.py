"""Doubt what is almost a short name (教育部, 主题教育), where the sentence shows both its edges.

Shorter names than ``near`` compares are pieces of too many words to be looked for by themselves.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import ahocorasick_rs

from xuncha.engine.extract.lexicon import words
from xuncha.engine.proofread.names.edits import (
    Edit,
    Slip,
    changed_over,
    doubled,
    slip_in,
    without_one,
)
from xuncha.engine.proofread.names.entries import LISTED, Name, NameKind
from xuncha.engine.proofread.names.familiar import are_alike, is_known_word
from xuncha.engine.proofread.names.frames import shipped_frames
from xuncha.engine.proofread.names.guesses import Guess
from xuncha.engine.proofread.names.near import is_chinese
from xuncha.engine.proofread.names.vetoes import joins

LEAST = 3
"""Characters of the shortest."""
WHOLE = 2
"""Characters of a short name that must stand as they should, first or last."""


class ShortNames:
    """Names of three and four characters, made ready for the search."""

    def __init__(self, names: Iterable[Name], known: frozenset[str]) -> None:
        self._known = known
        self._loose = frozenset(
            (*words("names_marks", "optional"), *words("names_marks", "linking"))
        )
        short = [one for one in names if _is_short(one)]
        self._frames = shipped_frames()
        self._binding = words("names_marks", "binding")
        self._exact = frozenset(one.text for one in short)
        slips: dict[str, list[Name]] = defaultdict(list)
        begin: dict[str, list[Name]] = defaultdict(list)
        end: dict[str, list[Name]] = defaultdict(list)
        for one in short:
            text = one.text
            begin[text[:WHOLE]].append(one)
            end[text[-WHOLE:]].append(one)
            for written in {*without_one(text), *changed_over(text), *doubled(text)}:
                slips[written].append(one)
        self._slips, self._begin, self._end = slips, begin, end
        self._texts = sorted({*slips, *begin, *end} - self._exact)
        self._automaton = ahocorasick_rs.AhoCorasick(self._texts)

    def found(self, text: str) -> Iterator[Guess]:
        """Every place between two edges that has a short name but for one slip."""
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            written = self._texts[index]
            for name in self._slips.get(written, ()):
                slip = slip_in(written, name.text)
                if slip:
                    yield from self._framed(text, start, name, slip)
            for name in self._begin.get(written, ()):
                yield from self._begun(text, start, name)
            for name in self._end.get(written, ()):
                yield from self._ended(text, end, name)

    def _begun(self, text: str, start: int, name: Name) -> Iterator[Guess]:
        """The first characters stand at ``start``: one too many follows, or another one."""
        meant, size = name.text, len(name.text)
        rest = text[start + WHOLE : start + size + 1]
        if rest.startswith(meant[WHOLE:]):
            return
        if rest[-1:] == meant[-1]:
            slip = slip_in(text[start : start + size + 1], meant)
            if slip and slip.edit is Edit.EXTRA:
                yield from self._framed(text, start, name, slip)
        if _is_alike(rest[: size - WHOLE], meant[WHOLE:]):
            slip = slip_in(text[start : start + size], meant)
            if slip and slip.edit is Edit.OTHER:
                yield from self._framed(text, start, name, slip)

    def _ended(self, text: str, end: int, name: Name) -> Iterator[Guess]:
        """The last characters end at ``end``: one too many stands before, or another one."""
        meant, size = name.text, len(name.text)
        start = end - size
        if start < 0 or text.startswith(meant, start):
            return
        if start and text[start - 1] == meant[0]:
            slip = slip_in(text[start - 1 : end], meant)
            if slip and slip.edit is Edit.EXTRA:
                yield from self._framed(text, start - 1, name, slip)
        if _is_alike(text[start : end - WHOLE], meant[:-WHOLE]):
            slip = slip_in(text[start:end], meant)
            if slip and slip.edit is Edit.OTHER:
                yield from self._framed(text, start, name, slip)

    def _framed(self, text: str, start: int, name: Name, slip: Slip) -> Iterator[Guess]:
        end = start + len(name.text) + len(slip.written) - len(slip.meant)
        found = text[start:end]
        if not all(map(is_chinese, found)) or not self._frames.opens(text, start):
            return
        saying = name.kind is NameKind.FORMULATION
        if slip.edit is Edit.MISSING and (is_known_word(found) or (saying and len(found) < LEAST)):
            return
        if text.endswith(self._binding, 0, start + 1):
            return
        if any(text[max(0, start - size) : end] in self._known for size in range(WHOLE + 1)):
            return
        if (
            slip.at == 0
            and slip.edit is Edit.MISSING
            and joins(text[max(0, start - 2) : start], found[0])
        ):
            return
        if slip.edit is Edit.EXTRA and saying and slip.written in self._loose:
            return
        if (
            slip.edit is Edit.EXTRA
            and slip.at == len(name.text) - 1
            and (is_known_word(found[-WHOLE:]) and slip.written != found[-1])
        ):
            return
        if self._frames.closes(text, end):
            yield Guess(start, end, (name,), slip, sure=False)


def _is_alike(written: str, meant: str) -> bool:
    """Whether each character is the one meant or easily taken for it."""
    return len(written) == len(meant) and all(
        one == other or are_alike(one, other) for one, other in zip(written, meant, strict=True)
    )


def _is_short(name: Name) -> bool:
    """Whether a name is told here: that of a single body, or a saying."""
    single = name.by_itself or name.kind is NameKind.FORMULATION
    return single and LEAST <= len(name.text) < LISTED
