"""The gate every free string of an edition passes: what may stand in it, and what stands instead.

Figures, dates and words of closed lists need no gate. What is not let through is refused: the
public edition prints what is known to be fit for it, never what only is not known to be unfit.
"""

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

from xuncha.engine.domain.words import TextErrorKind
from xuncha.engine.proofread.privacy.masks import masked
from xuncha.office.notices import persons, signs
from xuncha.office.notices.signs import Sign

LONGEST_SLIP = 12
"""Characters of a slip: what is longer is a quotation."""
LONGEST_LABEL = 24
"""Characters of a name or a label: what is longer is prose."""
LEAST_BARRED = 3
"""Characters of a string that is barred as it stands; shorter ones stand in innocent words."""
FIGURE_DIGITS = 9
"""Digits of a count that fills a cell: identity, card and telephone numbers have more."""
CLOSED = "（不公开）"
WITHHELD = "原文不公开，已单独告知主办单位"
_SENTENCES = re.compile(r".+?(?:(?<![0-9A-Za-z０-９Ａ-Ｚａ-ｚ])[。！？!?；;]+|$)", re.DOTALL)
"""A mark after a letter or a digit ends no sentence: it may stand in an address."""
_LONG_NUMBER = re.compile(r"(?<!\d)\d{11,19}[Xx]?(?!\d)")
_CODE = re.compile(
    r"\d{10}|bm\d{8}|\d{1,6}|"
    r"(?=[0-9_-]*[A-Za-z])(?!.*(?<!\d)1[3-9]\d{9}(?!\d))(?!.*\d{15})[0-9A-Za-z][0-9A-Za-z_-]{0,23}"
)
"""Codes of sites, and what else tells accounts apart and is no number of a person."""


class Gate(Protocol):
    """What an edition prints for the strings it is asked to print; ``opens``: whether its figures
    lead to the office's records."""

    opens: ClassVar[bool]

    def name(self, text: str, noun: str) -> str:
        """A name of the register; ``noun`` says what it names where it cannot be printed."""

    def place(self, text: str, noun: str) -> str:
        """A region or a platform of the register."""

    def label(self, text: str, noun: str) -> str:
        """A short text somebody typed: a group, a column, a task, a platform."""

    def code(self, text: str) -> str:
        """A code of the register."""

    def number(self, text: str) -> str:
        """The number of a document."""

    def standing(self, text: str) -> str:
        """A text of the office's own settings: sentences that cannot be printed are left out."""

    def contact(self, text: str) -> str:
        """Whom units may ask: names and telephones stand in it."""

    def prose(self, text: str, *, released: bool) -> str:
        """A text somebody wrote of a unit; ``released``: a person said that it may be public."""

    def quoted(self, text: str) -> str:
        """What was seen on a page: a title, an address, a reason."""

    def person(self, text: str) -> str:
        """The name of somebody who works on the round."""

    def slip(self, kind: TextErrorKind, wrong: str, right: str) -> tuple[str, str]:
        """Wrong words and their suggestion; the suggestion may be empty."""

    def last(self, text: str) -> str:
        """Any string once more, right before it is written."""

    def told(self) -> tuple[str, ...]:
        """What a person should know of what was left out, in Chinese."""


class InternalGate:
    """The internal edition prints everything, personal data masked."""

    opens: ClassVar[bool] = True

    def name(self, text: str, noun: str) -> str:
        """The name, masked."""
        return masked(text)

    def place(self, text: str, noun: str) -> str:
        """The name, masked."""
        return masked(text)

    def label(self, text: str, noun: str) -> str:
        """The label, masked."""
        return masked(text)

    def code(self, text: str) -> str:
        """The code as it is."""
        return text

    def number(self, text: str) -> str:
        """The number, masked."""
        return masked(text)

    def standing(self, text: str) -> str:
        """The text, masked."""
        return masked(text)

    def contact(self, text: str) -> str:
        """The contact as it is: units call it."""
        return text

    def prose(self, text: str, *, released: bool) -> str:
        """The text, masked."""
        return masked(text)

    def quoted(self, text: str) -> str:
        """The quote, masked, numbers that an address carries too."""
        return _LONG_NUMBER.sub(lambda found: masked(found[0]), masked(text))

    def person(self, text: str) -> str:
        """The name."""
        return text

    def slip(self, kind: TextErrorKind, wrong: str, right: str) -> tuple[str, str]:
        """Both, masked."""
        return masked(wrong), masked(right)

    def last(self, text: str) -> str:
        """The string as it is."""
        return text

    def told(self) -> tuple[str, ...]:
        """Nothing is left out."""
        return ()


@dataclass(slots=True)
class PublicGate:
    """The public edition. ``known`` are names of the register, ``barred`` strings nobody may read
    (compared plain), ``withheld`` the kinds of slips whose words stay in the internal edition.

    ``left_out`` counts why strings were left out. The same strings in the same order give the same
    stand-ins.
    """

    opens: ClassVar[bool] = False
    known: frozenset[str]
    barred: frozenset[str]
    withheld: frozenset[TextErrorKind]
    left_out: Counter[Sign] = field(default_factory=Counter)
    _instead: dict[tuple[str, str], str] = field(default_factory=dict)
    _count: Counter[str] = field(default_factory=Counter)
    _codes: set[str] = field(default_factory=set)
    _longest_first: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        fit = {signs.plain(one) for one in self.known if signs.of_name(one) is None} - {""}
        self._longest_first = tuple(sorted(fit, key=lambda one: (-len(one), one)))
        bare = {persons.without_brackets(one) for one in fit}
        self.barred = frozenset(one for one in self.barred if not any(one in name for name in bare))

    def name(self, text: str, noun: str) -> str:
        """A name of the register, or one that ends like a body's, in which nothing is amiss."""
        if not text:
            return text
        found = signs.lasting(text, self.barred) or signs.of_name(text)
        if found is None and text not in self.known:
            found = signs.of_stranger(text) if self._is_body(text) else Sign.UNKNOWN
        return self._stand_in(text, noun, found) if found else text

    def place(self, text: str, noun: str) -> str:
        """A region or a platform of the register in which nothing is amiss."""
        if not text or text not in self.known:
            return self.name(text, noun)
        found = signs.lasting(text, self.barred) or signs.of_place(text)
        return self._stand_in(text, noun, found) if found else text

    def label(self, text: str, noun: str) -> str:
        """A known name, or a short text in which nothing is amiss."""
        if not text or text in self.known:
            return self.name(text, noun)
        found = signs.lasting(text, self.barred) or signs.of_prose(text, self._longest_first)
        if found is None and len(text) > LONGEST_LABEL:
            found = Sign.UNRELEASED
        return self._stand_in(text, noun, found) if found else text

    def code(self, text: str) -> str:
        """A code in its shape that is no number of a person."""
        if text and not _CODE.fullmatch(text):
            return self._stand_in(text, "对象", Sign.PERSONAL)
        self._codes.add(text)
        return text

    def number(self, text: str) -> str:
        """The number of a document in its shape."""
        if not text or (signs.is_number(text) and not self._holds_barred(text)):
            return text
        return self._stand_in(text, "文号", Sign.UNKNOWN)

    def standing(self, text: str) -> str:
        """Sentence by sentence, those in which something is amiss left out."""
        sentences = _SENTENCES.findall(text)
        kept = [sentence for sentence in sentences if self._is_fit(sentence)]
        found = signs.lasting(text, self.barred)
        if found is not None and len(kept) == len(sentences):
            self.left_out[found] += 1
            return ""
        return "".join(kept)

    def contact(self, text: str) -> str:
        """Nothing: units are told, not the public."""
        return ""

    def prose(self, text: str, *, released: bool) -> str:
        """As ``standing``; nothing of a text nobody released."""
        if text and not released:
            self.left_out[Sign.UNRELEASED] += 1
            return ""
        return self.standing(text)

    def quoted(self, text: str) -> str:
        """Nothing: what a page says stands on the page."""
        return ""

    def person(self, text: str) -> str:
        """Nobody is named."""
        return ""

    def slip(self, kind: TextErrorKind, wrong: str, right: str) -> tuple[str, str]:
        """Ordinary slips; of all others the kind alone."""
        is_ordinary = (
            kind not in self.withheld
            and max(len(wrong), len(right)) <= LONGEST_SLIP
            and signs.is_ordinary_slip(wrong, right)
            and signs.lasting(wrong + right, self.barred) is None
        )
        if is_ordinary:
            return wrong, right
        self.left_out[Sign.SLIP] += 1
        return WITHHELD, ""

    def last(self, text: str) -> str:
        """The string without sentences that hold what no string may hold."""
        is_figure = text.isdecimal() and len(text) <= FIGURE_DIGITS
        if is_figure or text in self._codes or signs.lasting(text, self.barred) is None:
            return text
        kept = []
        sentences = _SENTENCES.findall(text)
        for sentence in sentences:
            found = signs.lasting(sentence, self.barred)
            if found is None:
                kept.append(sentence)
            else:
                self.left_out[found] += 1
        return "".join(kept) if 0 < len(kept) < len(sentences) else CLOSED

    def told(self) -> tuple[str, ...]:
        """Why strings were left out or replaced, and how many."""
        return tuple(f"公开版略去{count}处：{why}" for why, count in sorted(self.left_out.items()))

    def _is_fit(self, sentence: str) -> bool:
        found = signs.lasting(sentence, self.barred)
        found = found or signs.of_prose(sentence, self._longest_first)
        if found is not None:
            self.left_out[found] += 1
        return found is None

    def _is_body(self, text: str) -> bool:
        return len(text) <= LONGEST_LABEL and persons.ends_like_a_body(text)

    def _holds_barred(self, text: str) -> bool:
        short = signs.plain(text)
        return any(one in short for one in self.barred)

    def _stand_in(self, text: str, noun: str, why: Sign) -> str:
        """某网站1: one for each string, the same wherever it comes again."""
        if (noun, text) not in self._instead:
            self._count[noun] += 1
            self.left_out[why] += 1
            self._instead[noun, text] = f"某{noun}{self._count[noun]}"
        return self._instead[noun, text]


def barred_of(strings: Collection[str]) -> frozenset[str]:
    """Strings made ready to be looked for; those too short to tell anything are left out."""
    return frozenset(short for one in strings if len(short := signs.plain(one)) >= LEAST_BARRED)
