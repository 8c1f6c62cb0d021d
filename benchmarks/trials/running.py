"""Ordinary slips in running text: held-out statutes, notices of our own, and news-like pages."""

from collections.abc import Callable
from functools import cache
from random import Random

import rjieba
from scripts.statistics_corpus import CORPUS, TEST, statutes

from benchmarks.trials.material import Case, Plant, column, confusable, joined, table
from benchmarks.trials.pages import paragraphs

EACH = 1600
SENTENCES = 4
ADVERBS = (
    "及时",
    "积极",
    "认真",
    "全面",
    "有效",
    "自觉",
    "更好",
    "不断",
    "充分",
    "深入",
    "主动",
    "有序",
    "切实",
    "真实",
    "合理",
)
DOUBLED = 0.6
OPTIONAL = set("之的所者们")
"""A word with one of these may often be written without it."""
Slip = tuple[str, int, int, str]
"""Text with the slip, its start and end there, what should stand there."""


def cases(random: Random, size: float = 1.0) -> list[Case]:
    """Texts with one slip each, for every kind of carrier; and own notices without one."""
    found: list[Case] = []
    for label, carrier in CARRIERS.items():
        if not carrier(random):
            continue
        count = 0
        while count < int(EACH * size):
            how = random.choice(tuple(SLIPS))
            slip = SLIPS[how](carrier(random), random)
            if slip is None:
                continue
            text, start, end, right = slip
            found.append(Case(text, label, (Plant(start, end, right, how),)))
            count += 1
    found += [Case(_notice(random), "clean notice") for _ in range(int(EACH * size))]
    return found


@cache
def _statutes() -> tuple[str, ...]:
    return (
        tuple(line for line in statutes()[TEST] if 25 <= len(line) <= 200)
        if CORPUS.is_dir()
        else ()
    )


def _statute(random: Random) -> str:
    return random.choice(_statutes()) if _statutes() else ""


def _notice(random: Random) -> str:
    return "".join(random.sample(column("notices", "text"), SENTENCES))


def _news(random: Random) -> str:
    every = paragraphs()
    return random.choice(every)[1] if every else ""


CARRIERS: dict[str, Callable[[Random], str]] = {
    "statutes": _statute,
    "notices": _notice,
    "news": _news,
}


def words(text: str, least: int) -> list[tuple[int, str]]:
    """(place, word) of the Chinese words of at least so many characters."""
    found, at = [], 0
    for word in rjieba.cut(text, hmm=False):
        if len(word) >= least and all("\u4e00" <= char <= "\u9fff" for char in word):
            found.append((at, word))
        at += len(word)
    return found


def is_word(text: str) -> bool:
    """Whether the dictionary knows it as one word."""
    return len(rjieba.cut(text, hmm=False)) == 1


def _wrong(how: str) -> Callable[[str, Random], Slip | None]:
    def slip(text: str, random: Random) -> Slip | None:
        known = words(text, 2)
        if not known:
            return None
        start, word = random.choice(known)
        at = random.randrange(len(word))
        others = confusable(word[at], how)
        if not others:
            return None
        other = random.choice(others)
        if is_word(word[:at] + other + word[at + 1 :]):
            return None
        place = start + at
        return text[:place] + other + text[place + 1 :], place, place + 1, word[at]

    return slip


def _missing(text: str, random: Random) -> Slip | None:
    known = words(text, 3)
    if not known:
        return None
    start, word = random.choice(known)
    at = random.randrange(len(word) - 1)
    rest = word[:at] + word[at + 1 :]
    if OPTIONAL & set(word) or is_word(rest) or word[at] == word[at + 1]:
        return None
    place = start + at
    return text[:place] + text[place + 1 :], place, place, word[at]


def _extra(text: str, random: Random) -> Slip | None:
    known = words(text, 2)
    if not known:
        return None
    start, word = random.choice(known)
    at = random.randrange(len(word))
    others = word[at] if random.random() < DOUBLED else confusable(word[at], "same_sound")
    if not others:
        return None
    added = random.choice(others)
    place = start + at + 1
    return text[:place] + added + text[place:], place, place + 1, ""


def _swapped(text: str, random: Random) -> Slip | None:
    known = words(text, 2)
    if not known:
        return None
    start, word = random.choice(known)
    at = random.randrange(len(word) - 1)
    turned = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if turned == word or is_word(turned):
        return None
    place = start + at
    return (
        text[:place] + turned[at : at + 2] + text[place + 2 :],
        place,
        place + 2,
        word[at : at + 2],
    )


def _particle(text: str, random: Random) -> Slip | None:
    """的 where 地 or 得 should stand, or the other way round."""
    places = [
        (at + len(adverb), "的")
        for adverb in ADVERBS
        for at in [text.find(adverb + "地")]
        if at >= 0
    ]
    starts = {at for at, _ in words(text, 2)}
    ends = {at + len(word) for at, word in words(text, 2)}
    places += [
        (at, random.choice("地得"))
        for at, char in enumerate(text)
        if char == "的" and at in ends and at + 1 in starts
    ]
    if not places:
        return None
    at, wrong = random.choice(places)
    return text[:at] + wrong + text[at + 1 :], at, at + 1, text[at]


def _listed(text: str, random: Random) -> Slip | None:
    """A slip people make, in a sentence of its own after the text."""
    row = random.choice(table("ordinary"))
    before, after = row["text"].split("{W}")
    text = joined(text, before)
    start = len(text)
    return text + row["wrong"] + after, start, start + len(row["wrong"]), row["right"]


SLIPS: dict[str, Callable[[str, Random], Slip | None]] = {
    "same sound": _wrong("same_sound"),
    "near sound": _wrong("near_sound"),
    "shape": _wrong("shape"),
    "missing": _missing,
    "extra": _extra,
    "swapped": _swapped,
    "de": _particle,
    "listed": _listed,
}
