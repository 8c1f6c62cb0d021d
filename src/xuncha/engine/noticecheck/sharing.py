"""What one figure of a sentence lends to those joined to it: its subject, its role."""

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from xuncha.engine.noticecheck.mentions import Mention
from xuncha.engine.noticecheck.wording import turns
from xuncha.engine.proofread.figures.arithmetic import Figure
from xuncha.engine.proofread.figures.quantities import PER_THOUSAND, Sort

_JOINED = re.compile(r"^[^，,。；]*[、和及与][^，,。；]*$")
_IN_TURN = re.compile(r"分别[^，,。；]{0,6}$")
_ONLY_JOINED = re.compile(r"\s*[、和及与,，]\s*")


def shared(text: str, start: int, made: list[Mention]) -> list[Mention]:
    """The mentions of a sentence that begins at ``start`` of its line, each with what the others
    say of it."""
    gaps = [text[one.end - start : other.start - start] for one, other in pairwise(made)]
    made = _points(gaps, made)
    return _roles(gaps, _counts_in_turn(gaps, _rates_in_turn(gaps, made)))


def _points(gaps: Sequence[str], made: list[Mention]) -> list[Mention]:
    """分别提高0.27个和0.08个百分点: the first are points too."""
    for at in range(len(gaps) - 1, -1, -1):
        is_joined = _ONLY_JOINED.fullmatch(gaps[at]) is not None
        if is_joined and made[at + 1].sort is Sort.POINTS and made[at].sort is Sort.COUNT:
            by = 10 if made[at + 1].unit in PER_THOUSAND else 1
            told = made[at].figure
            figure = Figure(told.value / by, (told.step or 1) / Fraction(by))
            points = made[at + 1]
            made[at] = replace(made[at], figure=figure, sort=points.sort, unit=points.unit)
    return made


def _run(gaps: Sequence[str], first: int) -> list[int]:
    """A figure and those after it that nothing but a comma or 和 parts."""
    run = [first]
    while run[-1] < len(gaps) and _ONLY_JOINED.fullmatch(gaps[run[-1]]):
        run.append(run[-1] + 1)
    return run


def _subjects(counted: Sequence[Mention], wanted: int) -> tuple[str, ...]:
    """The subjects of some counts in order; nothing where there are not as many as wanted."""
    told = (one.subjects[0] for one in counted if one.subjects and one.sort is Sort.COUNT)
    found = tuple(dict.fromkeys(told))
    return found if len(found) == wanted else ()


def _counts_in_turn(gaps: Sequence[str], made: list[Mention]) -> list[Mention]:
    """网站21个、新媒体38个，不合格分别为2个、3个: what follows 分别 takes the subjects in turn."""
    for first in range(2, len(made)):
        if made[first].sort is not Sort.COUNT or not _IN_TURN.search(gaps[first - 1]):
            continue
        run = _run(gaps, first)
        if 1 < len(run) <= first:
            for at, subject in zip(run, _subjects(made[:first], len(run)), strict=False):
                made[at] = replace(made[at], subjects=(subject,), role=made[first].role)
    return made


def _rates_in_turn(gaps: Sequence[str], made: list[Mention]) -> list[Mention]:
    """网站、新媒体合格率分别为97%、98%: each rate is of the subject in its turn."""
    for first, one in enumerate(made):
        if one.sort is not Sort.PERCENT:
            continue
        follows = first and made[first - 1].sort is Sort.PERCENT and not one.role
        if follows and turns().match(gaps[first - 1].lstrip("，, ")):
            made[first] = replace(one, role=made[first - 1].role)
        run = [at for at in _run(gaps, first) if made[at].sort is Sort.PERCENT]
        if len(run) < 2:
            continue
        subjects = one.subjects
        for near in (made[:first], made[first:]):
            if len(subjects) != len(run):
                subjects = _subjects(near, len(run))
        if len(subjects) == len(run):
            for at, subject in zip(run, subjects, strict=True):
                made[at] = replace(
                    made[at], subjects=(subject,), role=one.role, segment=one.segment
                )
    return made


def _roles(gaps: Sequence[str], made: list[Mention]) -> list[Mention]:
    """4个政府网站、26个新媒体不合格, 不合格网站4个、新媒体26个: what is said of one count holds
    for those joined to it."""
    steps = [(at, at + 1) for at in range(len(gaps) - 1, -1, -1)]
    for at, by in [*steps, *((at + 1, at) for at in range(len(gaps)))]:
        are_counts = made[at].sort is Sort.COUNT and made[by].sort is Sort.COUNT
        lends = made[by].role in ("failed", "passed") and not made[at].role
        if are_counts and lends and _JOINED.search(gaps[min(at, by)]):
            made[at] = replace(made[at], role=made[by].role)
    return made
