"""How much a text offers gambling, porn or a like trade, and whether it only speaks of it."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from ahocorasick_rs import AhoCorasick, BytesAhoCorasick, Implementation, MatchKind

from xuncha.engine.extract.lexicon import rows
from xuncha.engine.extract.tampering.limits import limits

_ADDRESS, _LURE, _INNOCENT = "address", "lure", "innocent"
_NOISE = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff·•●★☆*~^`'\"“”‘’.,，。!！]+")
_SEGMENT = re.compile(
    r"[_|｜—–>»/\\;；\n\t]+|\s-+\s|-{2,}|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fffA-Za-z])|,"
)
_LONGEST = 120
_GAP = "\0"


@dataclass(frozen=True, slots=True)
class Weighed:
    """The different bad words of a text, their weights added up, those among them that lure."""

    words: tuple[str, ...] = ()
    weight: int = 0
    lures: int = 0
    heaviest: int = 0

    @property
    def is_bad(self) -> bool:
        """Whether one of the words weighs enough by itself."""
        return self.heaviest >= limits().words


_NOTHING = Weighed()


@cache
def _words() -> dict[str, tuple[str, int]]:
    return {word: (group, int(weight)) for group, word, weight, _, _ in rows("tamper_words", 5)}


@cache
def _machine() -> tuple[AhoCorasick, list[str]]:
    words = [word for word, (group, _) in _words().items() if group != _ADDRESS]
    folded = [_folded(word) for word in words]
    return AhoCorasick(folded, matchkind=MatchKind.LeftmostLongest), words


@cache
def _contexts() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{shape})" for _, shape in rows("tamper_contexts", 2)))


@cache
def _in_bytes() -> BytesAhoCorasick:
    """The words that weigh by themselves, as UTF-8 and GB18030 pages and character references
    write them, and the signs of coded scripts."""
    found = {sign.encode() for (sign,) in rows("tamper_signs", 1)}
    for word, (_, weight) in _words().items():
        if weight < limits().words:
            continue
        if word.isascii():
            found |= {word.encode(), word.upper().encode(), word.capitalize().encode()}
            continue
        found |= {word.encode(), word.encode("gb18030")}
        found.add("".join(f"&#{ord(char)};" for char in word).encode())
        found |= {"".join(f"&#x{ord(char):{form}};" for char in word).encode() for form in "xX"}
    return BytesAhoCorasick(sorted(found), implementation=Implementation.DFA)


def asks_for_a_look(body: bytes) -> bool:
    """Whether the bytes of a page hold a word that weighs by itself or a sign of coded script."""
    return next(iter(_in_bytes().find_matches_as_indexes(body)), None) is not None


def _folded(text: str) -> str:
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).lower()


def speaks_of(text: str) -> int:
    """How many times a text shows that it speaks of such things: police, courts, rules, warnings,
    official lotteries, sports, health, films."""
    return sum(1 for _ in _contexts().finditer(_without_words(_folded(text))))


@lru_cache(maxsize=8192)
def weigh(text: str) -> Weighed:
    """The bad words of a title, a label or a link's text, segment by segment: a segment that shows
    it only speaks of the thing counts nothing."""
    found: dict[str, None] = {}
    for segment in _SEGMENT.split(text):
        folded = _folded(segment)
        words = _found(folded)
        if words and not _contexts().search(_without_words(folded)):
            found.update(dict.fromkeys(words))
    return _summed(found)


def weigh_body(text: str) -> Weighed:
    """The bad words of running text when they outweigh what shows that it speaks of them.

    Without a lure, or with more talk than offer, nothing is found.
    """
    folded = _folded(text)
    weighed = _summed(dict.fromkeys(_found(folded)))
    bounds = limits()
    if weighed.weight < bounds.body_words or weighed.lures < bounds.body_lures:
        return _NOTHING
    contexts = sum(1 for _ in _contexts().finditer(_without_words(folded)))
    needed = bounds.body_words + contexts * bounds.body_words_a_context
    return weighed if weighed.weight >= needed else _NOTHING


def weigh_address(path: str) -> Weighed:
    """The bad words of a path, as the trade spells them in letters."""
    return _summed(dict.fromkeys(_in_letters().findall(path.lower())))


@cache
def _in_letters() -> re.Pattern[str]:
    words = [word for word, (group, _) in _words().items() if group == _ADDRESS]
    return re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(words, key=len, reverse=True))})(?![a-z])")


def words_in(text: str) -> frozenset[str]:
    """The bad words that stand in a text, whatever it says of them."""
    return frozenset(_found(_folded(text)))


def shown(text: str) -> str:
    """A text as a finding quotes it: blanks folded, not too long."""
    folded = " ".join(text.split())
    return folded if len(folded) <= _LONGEST else f"{folded[:_LONGEST]}…"


def _found(folded: str) -> list[str]:
    machine, words = _machine()
    found = (words[index] for index, _, _ in machine.find_matches_as_indexes(folded))
    return [word for word in found if _words()[word][0] != _INNOCENT]


def _without_words(folded: str) -> str:
    """The text with a gap for each bad word: what its name holds (小说) speaks of nothing."""
    machine, words = _machine()
    pieces = list[str]()
    at = 0
    for index, start, end in machine.find_matches_as_indexes(folded):
        if _words()[words[index]][0] == _INNOCENT:
            continue
        pieces.append(folded[at:start])
        at = end
    return _GAP.join([*pieces, folded[at:]])


def _summed(words: Iterable[str]) -> Weighed:
    known = _words()
    kept = tuple(words)
    if not kept:
        return _NOTHING
    return Weighed(
        kept,
        sum(known[word][1] for word in kept),
        sum(known[word][0] == _LURE for word in kept),
        max(known[word][1] for word in kept),
    )
