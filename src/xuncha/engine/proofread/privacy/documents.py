"""Personal data that no check digit proves (documents, plates, mail, homes): always doubtful."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import ahocorasick_rs

from xuncha.engine.extract.lexicon import rows
from xuncha.engine.proofread.normal import narrowed
from xuncha.engine.proofread.privacy.surroundings import Label, Surroundings


@dataclass(frozen=True, slots=True)
class Document:
    """What was found of one, and by which rule; ``shown`` is what may be printed of it where the
    rule's own mask does not fit."""

    rule: str
    text: str
    start: int
    end: int
    shown: str = ""


@dataclass(frozen=True, slots=True)
class _Shape:
    rule: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]
    only_of_persons: bool


def may_show(text: str) -> bool:
    """Whether a text has a word that one of the documents needs."""
    return bool(_needed().find_matches_as_indexes(text))


def documents_in(narrow: str) -> Iterator[Document]:
    """The documents a narrowed text gives away, kind by kind."""
    for shape in _shapes():
        if not any(narrowed(need) in narrow for need in shape.needs):
            continue
        for match in shape.pattern.finditer(narrow):
            start, end = match.span("what")
            around = Surroundings(narrow, start, end)
            if shape.only_of_persons and (
                around.label is Label.OFFICE or not around.says("person")
            ):
                continue
            shown = ""
            if "kept" in match.groupdict():
                shown = f"{match['kept'] or ''}****"
            yield Document(shape.rule, match["what"], start, end, shown)


@cache
def _needed() -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(sorted({need for one in _shapes() for need in one.needs}))


@cache
def _shapes() -> tuple[_Shape, ...]:
    return tuple(
        _Shape(rule, tuple(needs.split("|")), re.compile(shape), whose == "person")
        for rule, needs, whose, shape in rows("privacy_documents", 4)
    )
