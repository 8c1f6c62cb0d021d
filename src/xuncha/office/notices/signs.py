"""What in a text may not stand in a public document: said in a word a person understands."""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from functools import cache, lru_cache
from itertools import pairwise

import rjieba

from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.extract.lexicon import pattern, rows, words
from xuncha.engine.proofread.check import proofread_exactly
from xuncha.engine.proofread.findings import Passage
from xuncha.engine.proofread.privacy.masks import masked
from xuncha.engine.proofread.standing import is_word, parted

TABLE = "public_marks"
GRAVE = frozenset({TextErrorKind.FORMULATION, TextErrorKind.PRIVACY, TextErrorKind.SECRECY})
SURE_TAMPER_WEIGHT = 2
_SPACES = re.compile(r"\s+|[\u200b-\u200f\u2060\ufeff\u00ad]")
_BRACKETS = re.compile(r"[（(\[【〔]([^）)\]】〕]+)[）)\]】〕]")
_CHINESE = re.compile(r"[\u3400-\u9fff]+")
_NOT_OF_NAMES = ("p", "c", "d", "u", "m", "r", "f", "v", "q", "x", "k", "y")


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
    if any(one in short for one in barred):
        return Sign.BARRED
    if pattern(TABLE, "address").search(short):
        return Sign.ADDRESS
    if pattern(TABLE, "digits").search(short) or masked(text) != text:
        return Sign.PERSONAL
    return None


def of_name(text: str) -> Sign | None:
    """What a name of the register may not hold beside what nothing may hold."""
    short = plain(text)
    if pattern(TABLE, "contact").search(short) or is_a_person(text):
        return Sign.PERSON
    if _offensive().search(short):
        return Sign.OFFENSIVE
    return Sign.POLITICAL if _is_wrong(text, GRAVE) else None


def of_prose(text: str, known: tuple[str, ...]) -> Sign | None:
    """What a sentence somebody wrote may not hold; ``known`` names are no persons, longest first.

    What sounds political must be a formulation the lexicon has: a slip in one is none of them.
    """
    found = of_name(text)
    if found is not None:
        return found
    rest = plain(text)
    for one in (*known, *_formulations()):
        rest = rest.replace(one, "，")
    if names_somebody(rest):
        return Sign.PERSON
    for one in words(TABLE, "plain"):
        rest = rest.replace(one, "，")
    if pattern(TABLE, "political").search(rest) or _is_wrong(text, frozenset(TextErrorKind)):
        return Sign.POLITICAL
    return None


def is_political(text: str) -> bool:
    """Whether a writing touches what only the whole context may judge."""
    short = plain(text)
    return bool(
        pattern(TABLE, "political").search(short)
        or _silent().search(short)
        or _offensive().search(short)
    )


def names_somebody(text: str) -> bool:
    """Whether the text seems to hold the name of a person; where that is not sure, it does."""
    for run in _CHINESE.findall(text):
        if any(tag == "nr" and len(word) > 1 for word, tag in _tagged(run, hmm=True)):
            return True
        if any(_surnamed(run)):
            return True
    return False


def ends_like_a_body(text: str) -> bool:
    """Whether a name ends as names of bodies, sites and places do, and holds nothing before it that
    is not written in Chinese."""
    return bool(_CHINESE.fullmatch(text)) and text.endswith(words(TABLE, "ending"))


def is_number(text: str) -> bool:
    """Whether it is the number of a document (沱政办函〔2026〕88号)."""
    return bool(pattern(TABLE, "number").fullmatch(plain(text)))


def is_ordinary_slip(wrong: str, right: str) -> bool:
    """Whether the two say nothing but that somebody mistyped: a pair of the shipped lexicon, or
    words of the dictionary with one character put, left out, changed or swapped; nothing
    political, offensive or a name on either side."""
    if any(is_political(side) or names_somebody(side) for side in (wrong, right)):
        return False
    return (wrong, right) in _shipped_slips() or (_is_one_edit(wrong, right) and _is_known(right))


def is_a_person(text: str) -> bool:
    """Whether the whole text is the name of a person, or a person stands in its brackets."""
    inside = "".join(_BRACKETS.findall(text))
    if inside and names_somebody(inside):
        return True
    tagged = _tagged(text, hmm=True)
    return len(tagged) == 1 and tagged[0][1] == "nr" and not ends_like_a_body(text)


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


def _tagged(text: str, *, hmm: bool) -> list[tuple[str, str]]:
    """The words of a text with their classes; ``hmm`` guesses words the dictionary lacks."""
    return list(rjieba.tag(text, hmm))


def _surnamed(run: str) -> Iterator[bool]:
    """Places where a surname stands alone before single characters: 钱|学|敏."""
    surnames = {word for group, word, _ in rows("statistics_names", 3) if group == "surname"}
    tagged = _tagged(run, hmm=False)
    for (word, tag), (after, follows) in pairwise(tagged):
        alone = len(word) == 1 and word in surnames and not tag.startswith(_NOT_OF_NAMES)
        yield alone and len(after) == 1 and not follows.startswith(_NOT_OF_NAMES)


@cache
def _formulations() -> tuple[str, ...]:
    known = {plain(row[0]) for row in rows("names_formulations", 2)}
    return tuple(sorted(known, key=lambda one: (-len(one), one)))


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
