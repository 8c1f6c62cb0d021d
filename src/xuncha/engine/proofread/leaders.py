"""Leaders' names beside their posts, by the office's own dated list alone and never corrected.

A post is only judged where nothing says that it is another place's or another time's: then the name
directly after it must be one who held it on the day the text came out. A name without its post says
nothing.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache

import ahocorasick_rs

from xuncha.engine.domain.own_words import Leader, holds
from xuncha.engine.domain.words import Band, TextErrorKind
from xuncha.engine.extract.lexicon import rows, words
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.standing import is_word

OTHER_PERSON, SLIP = "own-leader-post", "own-leader-name"
_DOUBT, _SLIP_CONFIDENCE = 0.6, 0.9
REACH = 40
"""Characters before a post that may say whose it is."""
LONGEST_NAME = 8
"""Characters of a name with its blanks."""
_TABLE = "leaders_marks"
_SENTENCE = re.compile(r"[。！？；\n]")
_CLAUSE = re.compile(r"[，,。！？!?；;：:\n“”‘’（）()《》【】\[\]—…]")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)年")
_DAY = re.compile(r"[0-9０-９一二三四五六七八九十]+[年月日时]")
_BLANK = " \u3000\xa0"


class Leaders:
    """The list made ready; a layer of the proofreader."""

    def __init__(self, leaders: Sequence[Leader], source: str) -> None:
        """``source`` is what the findings call the list."""
        self._source = source
        self._of_post: dict[str, list[Leader]] = {}
        for one in leaders:
            self._of_post.setdefault(one.post, []).append(one)
        self._posts = list(self._of_post)
        self._names = sorted({one.name for one in leaders}, key=lambda name: (-len(name), name))
        self._known = sorted(
            {*self._posts, *self._names, *words(_TABLE, "own")}, key=lambda word: (-len(word), word)
        )
        self._automaton = ahocorasick_rs.AhoCorasick(
            self._posts, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def findings(self, text: str, published: date | None, band: Band) -> Iterable[TextFinding]:
        """Names that are not those of the list; nothing where the day is not known."""
        if published is None:
            return
        for number, start, end in self._automaton.find_matches_as_indexes(text):
            post = self._posts[number]
            held = [one for one in self._of_post[post] if holds(one.since, one.until, published)]
            if held and self._is_own(text, start) and not _is_past(text, start, end, published):
                yield from self._judged(text, end, post, held, published)

    def _judged(
        self, text: str, end: int, post: str, held: list[Leader], published: date
    ) -> Iterator[TextFinding]:
        written, places = _after(text, end)
        names = sorted({one.name for one in held})
        if not written or any(written.startswith(name) for name in names):
            return
        listed = f"{self._source}：{published:%Y-%m-%d}任“{post}”的是{'、'.join(names)}"
        advice = "姓名和职务不自动改，请由两人对照核实"
        for name in names:
            size = len(name)
            if _is_slip(written[:size], name) and written[:size] not in self._names:
                why = f"{listed}，此处所写“{written[:size]}”与之一字之差；{advice}"
                ends = _ends(written, size)
                sure = (Band.A, _SLIP_CONFIDENCE) if ends else (Band.B, _DOUBT)
                yield _finding(text, places[:size], SLIP, sure, why)
                return
        other = next((name for name in self._names if written.startswith(name)), "")
        other = other or _unlisted_name(written)
        if other:
            why = f"{listed}，此处写作“{other}”；{advice}"
            yield _finding(text, places[: len(other)], OTHER_PERSON, (Band.B, _DOUBT), why)

    def _is_own(self, text: str, start: int) -> bool:
        """Whether everything before the post in its clause is known to the list."""
        before = text[max(0, start - REACH) : start]
        cut = max((found.end() for found in _CLAUSE.finditer(before)), default=0)
        return all(self._is_known(part) for part in re.split(rf"[、{_BLANK}]", before[cut:]))

    def _is_known(self, part: str) -> bool:
        rest = _DAY.sub("", part)
        for word in (*self._known, *words(_TABLE, "lead")):
            rest = rest.replace(word, "")
        return not rest or any(post.startswith(part) for post in self._posts)


def _is_past(text: str, start: int, end: int, published: date) -> bool:
    """Whether the post is spoken of in the past, in a quotation or in a title."""
    before = text[max(0, start - REACH) : start]
    if before.endswith(words(_TABLE, "past")):
        return True
    for opening, closing in ("“”", "‘’", "《》"):
        at = text.rfind(opening, 0, start)
        if at != -1 and text.find(closing, at, start) == -1:
            return True
    begin = max((found.end() for found in _SENTENCE.finditer(text, 0, start)), default=0)
    close = _SENTENCE.search(text, end)
    sentence = text[begin : close.start() if close else len(text)]
    if any(int(year) != published.year for year in _YEAR.findall(sentence)):
        return True
    return any(word in sentence for word in words(_TABLE, "sentence"))


def _after(text: str, end: int) -> tuple[str, list[int]]:
    """The Chinese characters directly after a post, blanks left out, and where each stands."""
    written, places = "", []
    at = end
    while at < len(text) and text[at] in _BLANK + "：:":
        at += 1
    while at < len(text) and len(written) <= LONGEST_NAME + REACH:
        character = text[at]
        if character not in _BLANK:
            written += character
            places.append(at)
        elif len(written) > 1:
            break
        at += 1
    return written, places


def _finding(
    text: str, places: list[int], rule: str, sure: tuple[Band, float], why: str
) -> TextFinding:
    start, end = places[0], places[-1] + 1
    kind = TextErrorKind.NAME
    return TextFinding(start, end, text[start:end], "", kind, rule, *sure, why)


def _is_slip(written: str, name: str) -> bool:
    """Whether one character of a name is taken for one that sounds or looks alike."""
    if len(written) != len(name):
        return False
    differing = [(a, b) for a, b in zip(written, name, strict=True) if a != b]
    return len(differing) == 1 and _are_alike(*differing[0])


def _ends(written: str, size: int) -> bool:
    """Whether a name may end after so many characters."""
    rest = written[size:]
    return not rest or not _is_chinese(rest[0]) or rest.startswith(words(_TABLE, "follow"))


def _unlisted_name(written: str) -> str:
    """A personal name nobody listed, by its surname and what follows it; empty where none."""
    surname = next((one for one in words(_TABLE, "surname") if written.startswith(one)), "")
    if not surname:
        return ""
    for given in (2, 1):
        name = written[: len(surname) + given]
        whole = len(name) == len(surname) + given and all(map(_is_chinese, name))
        runs_on = written[len(name) - 1 :].startswith(words(_TABLE, "follow"))
        if whole and not runs_on and _ends(written, len(name)) and not is_word(name):
            return name
    return ""


def _is_chinese(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _are_alike(one: str, other: str) -> bool:
    sounds, shapes = _likeness()
    by_sound = not sounds.get(one, frozenset()).isdisjoint(sounds.get(other, frozenset()))
    return by_sound or other in shapes.get(one, "") or one in shapes.get(other, "")


@lru_cache(maxsize=1)
def _likeness() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    """The syllables of each character, and those it looks like."""
    sounds: dict[str, set[str]] = {}
    for syllable, _, characters in rows("confusion_sound", 3):
        for one in characters:
            sounds.setdefault(one, set()).add(syllable)
    shapes = {one: alike for one, alike, _ in rows("confusion_shape", 3)}
    return {one: frozenset(found) for one, found in sounds.items()}, shapes
