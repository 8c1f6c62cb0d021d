"""Counts that others of their paragraph add up to, or leave: what no words tie together may still
bear a count out; it never refuses one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from xuncha.engine.noticecheck.counts import Counts
from xuncha.engine.noticecheck.derivations import CLAUSE, LONGEST_RUN, MOST_COUNTS
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.rates import Reckoned, added, added_in_words
from xuncha.engine.noticecheck.sums import VERDICTS
from xuncha.engine.noticecheck.wording import either
from xuncha.engine.proofread.figures.arithmetic import printed
from xuncha.engine.proofread.figures.quantities import Sort

LEAST_RUN = 3
"""So many counts in a row that add up to a figure are no accident."""
MOST_PARTED = 6
"""Sentences before 上述问题涉及67家 that may tell its parts."""
LARGE = 100
"""From here on that two counts differ by just as many is no accident."""
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Derived:
    """A count, its sentence, and what others say of it."""

    sentence: Sentence
    count: Mention
    reckoned: Reckoned


def derived_counts(
    read: Sequence[Sentence], counts: Counts, said: set[Place], parts: set[Place]
) -> Iterator[Derived]:
    """What bears out the counts of a notice of which nothing is ``said`` yet: sums first, then what
    is left of one by others.

    Counts that are ``parts`` of a told or found sum are not worked out from it again.
    """
    open_ = [
        (sentence, one)
        for sentence in read
        for one in sentence.mentions
        if one.sort is Sort.COUNT
        and place_of(one) not in said
        and not one.is_vague
        and one.figure.value
        and len(counts.of_line(one)) <= 2 * MOST_COUNTS
    ]
    used = said | parts
    for sentence, one in open_:
        run = _parts(one, sentence, counts)
        if run:
            used |= {place_of(one), *map(place_of, run)}
            shown = added_in_words(run)
            is_sum = added(run) == one.figure.value
            verdict = FigureVerdict.AGREES if is_sum else FigureVerdict.OVERLAP
            yield Derived(sentence, one, Reckoned(verdict, shown))
    for is_told in (True, False):
        for sentence, one in open_:
            if place_of(one) in used or (_is_left(one, sentence) != is_told):
                continue
            if not is_told and one.figure.value < LARGE:
                continue
            shown = _left(one, counts, set() if is_told else used)
            if shown:
                used.add(place_of(one))
                told = f"{shown}={printed(one.figure.value, 2)}"
                yield Derived(sentence, one, Reckoned(FigureVerdict.AGREES, told))


def place_of(one: Mention) -> Place:
    """Where a figure stands: its line and its place in it."""
    return one.line, one.start


def _parts(one: Mention, sentence: Sentence, counts: Counts) -> list[Mention]:
    """The counts that give one, or overlap in it; nothing where none do."""
    line = counts.of_line(one)
    at = line.index(one)
    following, preceding = line[at + 1 :], line[:at][::-1]
    head = sentence.text[: one.start - sentence.start][-CLAUSE:]
    closes = either("closes", "opens.back").search(head) is not None
    for counted, is_told in ((following, _divides(sentence, one)), (preceding, closes)):
        reach = MOST_PARTED if counted is preceding else 1
        found = _overlap(one, counted, counts, reach) or _sum(one, counted, is_told=is_told)
        if found:
            return found
    parted = _is_opened(counts, sentence, one)
    for counted, is_told in ((preceding, closes), (following, parted)):
        if is_told and (found := _sum_of_a_role(one, counted)):
            return found
    return []


def _is_opened(counts: Counts, sentence: Sentence, one: Mention) -> bool:
    """Whether 其中 stands in a count's sentence or begins the one after it."""
    if either("divides").search(sentence.text):
        return True
    after = {each.sentence: each for each in counts.of_line(one)}
    near = (after.get(sentence.number + far) for far in (1, 2))
    return any(counts.opens(each) for each in near if each)


def _overlap(one: Mention, counted: Sequence[Mention], counts: Counts, reach: int) -> list[Mention]:
    """Parts that together are more than their whole, where the words say that some are both."""
    if not either("overlaps").search(counts.text_from(one)):
        return []
    run: list[Mention] = []
    for each in (each for each in counted if each.sort is Sort.COUNT and each.unit == one.unit):
        if abs(each.sentence - one.sentence) > reach or each.figure.value >= one.figure.value:
            break
        run.append(each)
    return run if len(run) > 1 and added(run) > one.figure.value else []


def _sum_of_a_role(one: Mention, near: Sequence[Mention]) -> list[Mention]:
    """全年累计检查170个次: counts of one role, whatever is told between them."""
    for role in dict.fromkeys(each.role for each in near):
        alike = [each for each in near if each.role == role and each.sort is Sort.COUNT]
        for begin in range(len(alike) - 1):
            found = _sum(one, alike[begin:], is_told=True)
            if found:
                return found
    return []


def _divides(sentence: Sentence, one: Mention) -> bool:
    """Whether what follows a count in its sentence is said to be its parts."""
    after = sentence.text[one.end - sentence.start :][:CLAUSE]
    return either("opens").search(after) is not None or bool(set("（(：:") & set(after))


def _sum(one: Mention, near: Sequence[Mention], *, is_told: bool) -> list[Mention]:
    """Counts in a row, the nearest first, of which so many give the figure.

    The nearest may be left out: after 发出262份 those that came back, 240份, are no part. Where no
    words say that they are parts, more are asked for, alike and with no rate among them.
    """
    counted = [each for each in near if each.sort is Sort.COUNT] if is_told else near
    for skipped in range(min(2, len(counted))):
        run: list[Mention] = []
        for each in counted[skipped : skipped + LONGEST_RUN]:
            is_part = _alike(run, each) or (is_told and each.sentence == one.sentence)
            if each.unit != one.unit or each.is_vague or not is_part:
                break
            run.append(each)
            if added(run) == one.figure.value and len(run) >= (2 if is_told else LEAST_RUN):
                return [] if _goes_on(run, counted[skipped + len(run) :], one) else run
            if added(run) > one.figure.value:
                break
    return []


def _goes_on(run: Sequence[Mention], after: Sequence[Mention], one: Mention) -> bool:
    """Whether more parts of the same sort follow those that already give the figure."""
    last = run[-1]
    return (
        last.start > one.start
        and bool(after)
        and (after[0].unit, after[0].role, after[0].sentence)
        == (last.unit, last.role, last.sentence)
        and after[0].sort is Sort.COUNT
        and after[0].figure.value != one.figure.value
    )


def _alike(run: Sequence[Mention], one: Mention) -> bool:
    return one.sort is Sort.COUNT and all(each.role == one.role for each in run)


def _is_left(one: Mention, sentence: Sentence) -> bool:
    """Whether the words say that a count is what is left, or by how much another changed."""
    head = sentence.text[: one.start - sentence.start][-CLAUSE:]
    return either("left", "change.up", "change.down", "moved").search(head) is not None


def _left(one: Mention, counts: Counts, used: set[Place]) -> str:
    """A count as what is left of another by one or more, in words; empty where it is none.

    Counts that are ``used`` otherwise bear nothing out.
    """
    line = counts.of_line(one)
    at = line.index(one)
    alike = [
        each.figure.value
        for each in (*line[:at][::-1], *line[at + 1 :])
        if each.sort is Sort.COUNT
        and each.unit == one.unit
        and (not used or (each.role in VERDICTS) == (one.role in VERDICTS))
        and place_of(each) not in used
    ]
    return _difference(one.figure.value, alike)


def _difference(left: Fraction, alike: Sequence[Fraction]) -> str:
    wholes = list(dict.fromkeys(value for value in alike if value > left))
    for whole in wholes:
        if whole - left in alike:
            return f"{printed(whole, 2)}−{printed(whole - left, 2)}"
    for whole in wholes:
        run = _run_of(whole - left, alike)
        if run and whole not in run:
            return "−".join(printed(value, 2) for value in (whole, *run))
    for opening in alike:
        for pair in pairwise(alike):
            for up, down in (pair, pair[::-1]):
                if opening + up - down == left and opening not in pair:
                    return f"{printed(opening, 2)}+{printed(up, 2)}−{printed(down, 2)}"
    return ""


def _run_of(wanted: Fraction, values: Sequence[Fraction]) -> Sequence[Fraction]:
    """The first two or more values in a row that add up to one; nothing where none do."""
    begin, run = 0, Fraction(0)
    for end, value in enumerate(values, start=1):
        run += value
        while run > wanted:
            run -= values[begin]
            begin += 1
        if run == wanted and end - begin > 1:
            return values[begin:end]
    return ()
