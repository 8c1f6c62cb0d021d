"""What in a text may not stand in a public document: said in a word a person understands."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.extract.lexicon import pattern, rows, words
from xuncha.engine.proofread.check import proofread_exactly
from xuncha.engine.proofread.findings import Passage
from xuncha.engine.proofread.privacy.masks import masked
from xuncha.engine.proofread.standing import is_word, parted
from xuncha.office.notices.persons import (
    LATIN_NAME,
    TABLE,
    is_a_person,
    names_somebody,
)

GRAVE = frozenset({TextErrorKind.FORMULATION, TextErrorKind.PRIVACY, TextErrorKind.SECRECY})
SURE_TAMPER_WEIGHT = 2
"""Words of less weight are innocent by themselves (tamper_words.tsv)."""
LEAST_FORMULATION, LONG_FORMULATION = 4, 8
"""Characters of a formulation in which one may be a slip, or two."""
_SPACES = re.compile(r"\s+|[\u200b-\u200f\u2060\ufeff\u00ad]")
_QUOTES = re.compile(r"[“”\"‘’'、·]")


class Sign(StrEnum):
    """Why a text is left out of the public edition, in the words a person is told."""

    BARRED = "与本次检查不公开的内容相同"
    PERSONAL = "可能含有个人信息"
    ADDRESS = "含有网址或者邮箱"
    PERSON = "可能含有姓名"
    POLITICAL = "有政治性表述，没有对上规范提法"
    OFFENSIVE = "含有不良内容字样"
    UNKNOWN = "不是台账中的名称"
    UNRELEASED = "没有标明可以公开"
    SLIP = "不是普通错别字"


def plain(text: str) -> str:
    """The text as it is compared: narrow, small, without blanks and characters nobody sees."""
    return _SPACES.sub("", unicodedata.normalize("NFKC", text)).lower()


def lasting(text: str, barred: frozenset[str]) -> Sign | None:
    """What no string of a public document may hold, whatever it is: None where it holds nothing."""
    short = plain(text)
    if any(one in short and not _is_within_formulations(one, short) for one in barred):
        return Sign.BARRED
    if pattern(TABLE, "address").search(short):
        return Sign.ADDRESS
    if pattern(TABLE, "digits").search(short) or masked(text) != text:
        return Sign.PERSONAL
    return None


def of_name(text: str) -> Sign | None:
    """What a name of the register may not hold beside what nothing may hold."""
    return Sign.PERSON if is_a_person(text) else of_place(text)


def of_place(text: str) -> Sign | None:
    """The same for names of regions and platforms, many of which sound like persons'."""
    short = plain(text)
    if pattern(TABLE, "contact").search(short):
        return Sign.PERSON
    if _offensive().search(short):
        return Sign.OFFENSIVE
    return Sign.POLITICAL if _is_wrong(text, GRAVE) else None


def of_stranger(text: str) -> Sign | None:
    """What a name the register does not know may not hold beside that."""
    short = _QUOTES.sub("", plain(text))
    is_political = _is_near_a_formulation(short) or _sounds_political(_without(short, _organs()))
    return Sign.POLITICAL if is_political else None


def of_prose(text: str, known: tuple[str, ...]) -> Sign | None:
    """What a sentence somebody wrote may not hold; ``known`` names are no persons, longest first.

    What sounds political must be a formulation the lexicon has: a slip in one is none of them.
    """
    found = of_name(text)
    if found is not None:
        return found
    if LATIN_NAME.search(text):
        return Sign.PERSON
    short = _without(_QUOTES.sub("", plain(text)), known)
    rest = _without(short, _formulations())
    if names_somebody(rest):
        return Sign.PERSON
    if _is_near_a_formulation(short) or _sounds_political(rest):
        return Sign.POLITICAL
    return Sign.POLITICAL if _is_wrong(text, frozenset(TextErrorKind)) else None


def is_political(text: str) -> bool:
    """Whether a writing touches what only the whole context may judge."""
    short = plain(text)
    return bool(
        pattern(TABLE, "political").search(short)
        or _silent().search(short)
        or _offensive().search(short)
    )


def is_number(text: str) -> bool:
    """Whether it is the number of a document (沱政办函〔2026〕88号)."""
    return bool(pattern(TABLE, "number").fullmatch(plain(text)))


def is_ordinary_slip(wrong: str, right: str) -> bool:
    """Whether the two say nothing but that somebody mistyped: a pair of the shipped lexicon, or
    words of the dictionary with one character put, left out, changed or swapped; nothing
    political or offensive on either side, and no name where the lexicon does not vouch for it."""
    if is_political(wrong) or is_political(right):
        return False
    if (wrong, right) in _shipped_slips():
        return True
    is_name = names_somebody(wrong) or names_somebody(right)
    return not is_name and _is_one_edit(wrong, right) and _is_known(right)


@cache
def _shipped_slips() -> frozenset[tuple[str, str]]:
    from xuncha.engine.proofread.lexicon import load_lexicon

    return frozenset((one.wrong, one.right) for one in load_lexicon().words)


def _is_known(text: str) -> bool:
    """Whether the dictionary knows every word of a text, none of a single character."""
    return all(len(word) > 1 and is_word(word) for word in parted(text, hmm=False))


def _is_one_edit(wrong: str, right: str) -> bool:
    """Whether one character put, left out, changed or swapped with the next makes one the other."""
    if wrong == right or abs(len(wrong) - len(right)) > 1:
        return False
    start = next(
        (at for at, pair in enumerate(zip(wrong, right, strict=False)) if pair[0] != pair[1]),
        min(len(wrong), len(right)),
    )
    left, meant = wrong[start:], right[start:]
    if len(left) != len(meant):
        return left[1:] == meant or left == meant[1:]
    return left[1:] == meant[1:] or (left[:2] == meant[1::-1] and left[2:] == meant[2:])


def _is_near_a_formulation(text: str) -> bool:
    """Whether some formulation stands in a plain text but for one character, and that place is no
    part of another that stands there whole."""
    whole = _whole_formulations(text)
    return any(
        not any(at in span and end - 1 in span for span in whole)
        for one in _political_formulations()
        for at, end in _nearly(one, text)
    )


def _whole_formulations(text: str) -> list[range]:
    """Where formulations stand as they should."""
    return [
        range(found.start(), found.end())
        for one in _formulations()
        if one in text
        for found in re.finditer(re.escape(one), text)
    ]


def _is_within_formulations(one: str, short: str) -> bool:
    """Whether a string stands in a plain text only as a part of formulations, as names do."""
    whole = _whole_formulations(short)
    return all(
        any(found.start() in span and found.end() - 1 in span for span in whole)
        for found in re.finditer(re.escape(one), short)
    )


def _nearly(one: str, text: str) -> Iterator[tuple[int, int]]:
    """Where all characters of a formulation but one stand, or but two of a long one: then a half or
    a third of it is right. Two slips at one end make another word of it: 全国, 某市人民代表大会."""
    size = len(one)
    slips = 1 if size < LONG_FORMULATION else 2
    cuts = [size * part // (slips + 1) for part in range(slips + 2)]
    if not any(one[begin:end] in text for begin, end in pairwise(cuts)):
        return
    for at in range(len(text) - size + 1):
        wrong = [place for place in range(size) if one[place] != text[at + place]]
        if 0 < len(wrong) <= slips and wrong not in ([0, 1], [size - 2, size - 1]):
            yield at, at + size


@cache
def _organs() -> tuple[str, ...]:
    """Names of organs and what organs' names end with, longest first."""
    widths = {"names_organs": 5, "names_tails": 6}
    known = {row[0] for table, width in widths.items() for row in rows(table, width)}
    return tuple(sorted(known, key=lambda one: (-len(one), one)))


@cache
def _formulations() -> tuple[str, ...]:
    listed = (*(row[0] for row in rows("names_formulations", 2)), *words(TABLE, "formula"))
    known = {_QUOTES.sub("", plain(one)) for one in listed}
    return tuple(sorted(known, key=lambda one: (-len(one), one)))


@cache
def _political_formulations() -> tuple[str, ...]:
    listed = set(words(TABLE, "formula"))
    long = (one for one in _formulations() if len(one) >= LEAST_FORMULATION)
    return tuple(one for one in long if one in listed or _sounds_political(one))


def _sounds_political(short: str) -> bool:
    """Whether a plain text does, what every notice says left aside."""
    rest = _without(short, words(TABLE, "plain"))
    return pattern(TABLE, "political").search(rest) is not None


def _without(short: str, parts: tuple[str, ...]) -> str:
    for one in parts:
        short = short.replace(one, ",")
    return short


@cache
def _silent() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word, _ in rows("statistics_silent", 2)))


@cache
def _offensive() -> re.Pattern[str]:
    """The wording of gambling, porn and other trades that break into pages, less the weak words."""
    heavy = {
        plain(word)
        for _, word, weight, *_ in rows("tamper_words", 5)
        if int(weight) >= SURE_TAMPER_WEIGHT
    }
    return re.compile("|".join(map(re.escape, sorted(heavy, key=lambda one: (-len(one), one)))))


@lru_cache(maxsize=20_000)
def _is_wrong(text: str, kinds: frozenset[TextErrorKind]) -> bool:
    """Whether the proofreader is certain of a slip of these kinds, dated rules left out."""
    passage = Passage(text, None)
    return any(
        one.kind in kinds and (one.kind in GRAVE or is_political(one.text + one.suggestion))
        for one in proofread_exactly((passage,), band=Band.A)[0]
    )
