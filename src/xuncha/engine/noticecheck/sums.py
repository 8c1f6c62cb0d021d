"""Parts and their total: 共39个，其中市级1个、部门20个、县级18个."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise

from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.rates import Reckoned, added, added_in_words
from xuncha.engine.noticecheck.wording import either
from xuncha.engine.proofread.figures.arithmetic import printed
from xuncha.engine.proofread.figures.quantities import Sort

NEAR = Fraction(1, 10)
"""Parts that fall short of their total by less than this share of it may have been meant to give
it; by more, some of them are simply not told."""
NEAR_SLIP = 25
"""Classes that fall short of their total by less than this part of it are those of all: one class
is seldom so small."""
LEAST_CLASSES = 2
LEAST_GROUPS = 2
LEAST_DIGITS = 3
"""Totals with fewer digits are too often right of something else."""
LEAST_CLOSED = 3
"""So many counts right before 合计 are what it adds."""
MOST_MORE = 4
"""Counts after some parts that may be parts too."""
TAIL = 6
"""Characters after the last part in which 等 may leave the list open."""
VERDICTS = ("failed", "passed")
_JOINS = re.compile(r"[、，,和及与（(）)]")
_SHARE = re.compile(r"[，,]约?占[^，,。；;\d]{0,12}[\d.]+[%％](?=[，,])")
"""34家存在问题，占38.6%，其中…: the share of a total before its parts."""
_NOTE = re.compile(r"[（(][^（）()]*[）)]")
_NAMES = re.compile("[、，,和及与]")
_TOTALS = re.compile(r"[，,]共[有计]?$")


@dataclass(frozen=True, slots=True)
class Sum:
    """A total, its parts, and what adding them says."""

    total: Mention
    parts: tuple[Mention, ...]
    reckoned: Reckoned


def sums(sentence: Sentence) -> Iterator[Sum]:
    """Every total of a sentence that is followed by two or more parts of the same unit."""
    found = list(_sums(sentence))
    yield from found
    if not found and (slip := _slip_in_short(sentence)):
        yield slip


def _slip_in_short(sentence: Sentence) -> Sum | None:
    """严重错情23条、一般错情341条，共374条: a total right after all that its sentence counts, of
    three digits or more, of which one is wrong; None: it is not, or may add something else."""
    if len(sentence.mentions) <= LEAST_CLASSES:
        return None
    *parts, total = sentence.mentions
    told, meant = str(int(total.figure.value)), str(int(added(parts)))
    gaps = [_between(sentence, one, other) for one, other in pairwise((*parts, total))]
    is_row = all(gap.startswith("、") and not set("，,。；;") & set(gap) for gap in gaps[:-1])
    is_alike = all(
        (one.sort, one.unit, one.is_vague, one.is_past) == (Sort.COUNT, parts[0].unit, False, False)
        for one in (*parts, total)
    )
    is_closed = _TOTALS.fullmatch(gaps[-1]) is not None and _is_bare(sentence, parts[-1], total)
    is_slip = len(told) == len(meant) and sum(map(str.__ne__, told, meant)) == 1
    if not (is_row and is_alike and is_closed and is_slip and len(told) >= LEAST_DIGITS):
        return None
    if either("partly", "open", "more", "overlaps", "mended", "apiece").search(sentence.text):
        return None
    return Sum(total, tuple(parts), Reckoned(FigureVerdict.DIFFERS, added_in_words(parts)))


def _sums(sentence: Sentence) -> Iterator[Sum]:
    counts = [one for one in sentence.mentions if one.sort is Sort.COUNT and not one.is_vague]
    closing = list(_closing(sentence, counts))
    grouped = [] if closing else list(_by_group(sentence, counts))
    if grouped:
        yield from grouped
        return
    yield from closing
    if closing and closing[-1].total is counts[-1]:
        return
    used = [each for one in closing for each in (one.total, *one.parts)]
    for at, total in enumerate(counts):
        if total in used and not _opens_bracket(sentence, counts, at):
            continue
        parts = (
            _divided(sentence, counts, at)
            or _verdicts(sentence, counts, at)
            or _listed(sentence, counts, at)
        )
        parts = _with_the_next(total, parts, counts)
        if len(parts) >= 2 and _may_add(sentence, total, parts):
            used += counts[at : counts.index(parts[-1])]
            used.append(parts[-1])
            yield Sum(total, tuple(parts), _reckoned(sentence, total, parts))


def overlapping(sentence: Sentence) -> list[Mention]:
    """The counts before words that say that some things are counted by two of them: 未更新29个、
    无法互动18个，部分账号存在两类问题; nothing where no words say so."""
    said = either("overlaps").search(sentence.text)
    if said is None:
        return []
    until = sentence.start + said.start()
    run: list[Mention] = []
    for one in sentence.mentions:
        if one.sort is not Sort.COUNT or one.start > until:
            break
        between = _between(sentence, run[-1], one) if run else ""
        if run and (_opening().search(between) or not _JOINS.search(between)):
            run = []
        run.append(one)
    roles = {one.role for one in run}
    is_whole = bool(roles & {"inspected", "registered", "passed"}) or len(roles) > 1
    is_row = len({one.unit for one in run}) == 1 and not is_whole
    return run if is_row and len(run) >= LEAST_CLASSES else []


def _with_the_next(
    total: Mention, parts: list[Mention], counts: Sequence[Mention]
) -> list[Mention]:
    """Parts that fall short of their total by just what is told after them, with that."""
    short = total.figure.value - added(parts)
    if len(parts) < LEAST_CLASSES or short <= 0:
        return parts
    after = counts[counts.index(parts[-1]) + 1 :]
    for end in range(1, min(len(after), MOST_MORE) + 1):
        more = after[:end]
        if added(more) == short and {one.unit for one in more} == {total.unit}:
            return [*parts, *more]
    return parts


def _opens_bracket(sentence: Sentence, counts: Sequence[Mention], at: int) -> bool:
    """微信218个（市直53个、县区165个）: a part with parts of its own."""
    following = counts[at + 1 : at + 2]
    return bool(following) and _between(sentence, counts[at], following[0]).startswith(("（", "("))


def _bracket(sentence: Sentence, one: Mention) -> int:
    """Where the bracket opens that a count stands in; -1 outside brackets."""
    text = sentence.text[: one.start - sentence.start]
    opened = max(text.rfind("（"), text.rfind("("))
    return opened if opened > max(text.rfind("）"), text.rfind(")")) else -1


@cache
def _opening() -> re.Pattern[str]:
    return re.compile(rf"{either('opens').pattern}|[（(:：]|中[，,]")


@cache
def _closing_word() -> re.Pattern[str]:
    return re.compile(rf"(?:{either('closes').pattern})(?:为|是)?$")


def _by_group(sentence: Sentence, counts: Sequence[Mention]) -> Iterator[Sum]:
    """共检查100个，不合格8个。其中甲15个，不合格1个；乙85个，不合格7个: column by column."""
    for at in range(1, len(counts)):
        if _opening().search(_between(sentence, counts[at - 1], counts[at])):
            break
    else:
        return
    totals = counts[:at]
    roles = [one.role for one in counts[at:]]
    if len(totals) != 2 or totals[0].role in VERDICTS or totals[1].role not in VERDICTS:
        return
    if (
        len(roles) % 2
        or len(roles) < 2 * LEAST_GROUPS
        or roles.count(totals[1].role) < len(roles) // 2
    ):
        groups = tuple(one for one in counts[at:] if one.has_group and one.role not in VERDICTS)
        if len(groups) >= LEAST_GROUPS and len(groups) < len(roles):
            yield Sum(totals[0], groups, _reckoned(sentence, totals[0], groups))
        return
    sizes, fails = counts[at::2], counts[at + 1 :: 2]
    verdicts = {one.role for one in (*fails, totals[1])}
    if len(verdicts) != 1 or not verdicts <= {"failed", "passed"} or totals[0].role in verdicts:
        return
    if any(one.role in verdicts for one in sizes):
        return
    for total, parts in zip(totals, (sizes, fails), strict=True):
        yield Sum(total, tuple(parts), _reckoned(sentence, total, parts))


def _closing(sentence: Sentence, counts: Sequence[Mention]) -> Iterator[Sum]:
    """甲3个、乙4个，合计7个: the total comes last of what nothing but commas joins."""
    begin = 0
    counts = [one for one in counts if _bracket(sentence, one) == -1] or counts
    for at in range(1, len(counts)):
        between = _NOTE.sub("", _between(sentence, counts[at - 1], counts[at]))
        if at - begin >= 2 and _closing_word().search(between):
            yield _closed(sentence, counts, begin, at)
            begin = at + 1
        else:
            is_whole = at - 1 == begin and either("opens").search(between)
            is_apart = not _JOINS.search(between) or re.search("[。；;%]", between)
            begin = at if is_whole or is_apart else begin


def _closed(sentence: Sentence, counts: Sequence[Mention], begin: int, at: int) -> Sum:
    """What 合计 right after some counts adds; it is refused where but one digit is wrong and no
    more counts before them give it."""
    found = _sum_of(sentence, counts[at], counts[begin:at])
    total = counts[at]
    if not _is_bare(sentence, counts[at - 1], total):
        is_refused = found.reckoned.verdict is FigureVerdict.DIFFERS
        open_ = Reckoned(FigureVerdict.UNCHECKED, found.reckoned.computed)
        return Sum(total, found.parts, open_) if is_refused else found
    if _is_told_apart(sentence, total, found.parts) or _apiece(sentence, total, found.parts):
        return found
    is_open = found.reckoned.verdict in (FigureVerdict.HINT, FigureVerdict.UNCHECKED)
    wider = {added(counts[first:at]) for first in range(begin)}
    if not is_open or total.figure.value in wider or at - begin < LEAST_CLOSED:
        return found
    told, meant = str(int(total.figure.value)), str(int(added(found.parts)))
    is_slip = len(told) == len(meant) and sum(map(str.__ne__, told, meant)) == 1
    if not is_slip or either("partly", "open").search(_told(sentence, total, found.parts)):
        return found
    return Sum(total, found.parts, Reckoned(FigureVerdict.DIFFERS, found.reckoned.computed))


def _is_bare(sentence: Sentence, last: Mention, total: Mention) -> bool:
    """Whether nothing but its name stands between the last part and 合计, and no bracket after the
    total: 加上省直单位，合计15个 and 合计15个（含省直3个） add what is told nowhere else."""
    after = sentence.text[total.end - sentence.start :]
    if re.match(r"[^，,。；;]{0,12}[（(]", after):
        return False
    between = _between(sentence, last, total)
    return bool(_right_after().fullmatch(between) or _TOTALS.fullmatch(between))


@cache
def _right_after() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?!{either('open', 'more').pattern})[^，,。；;（()）]){{0,{TAIL}}}"
        rf"[，,；;]?(?:{either('closes').pattern})(?:为|是)?"
    )


def _is_told_apart(sentence: Sentence, total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether the sentence tells just what a total and its parts differ by, whatever of."""
    apart = abs(total.figure.value - added(parts))
    others = [one for one in sentence.mentions if one is not total and one not in parts]
    return any(one.figure.value == apart for one in others)


def _sum_of(sentence: Sentence, total: Mention, parts: Sequence[Mention]) -> Sum:
    return Sum(total, tuple(parts), _reckoned(sentence, total, parts))


def _divided(sentence: Sentence, counts: Sequence[Mention], at: int) -> list[Mention]:
    """The counts after a total that name one platform or class each, whatever stands between."""
    if not _is_opened(sentence, counts, at) or counts[at].has_group:
        return []
    first = counts[at + 1]
    is_verdict = counts[at].role in VERDICTS
    if is_verdict and any(one.role in VERDICTS for one in counts[at + 2 :]):
        return []
    place = _bracket(sentence, first)
    alike = [
        one
        for one in counts[at + 1 :]
        if one.unit == counts[at].unit
        and one.role == first.role
        and _bracket(sentence, one) == place
    ]
    return [] if _has_unnamed(sentence, alike) else [one for one in alike if one.has_group]


def _has_unnamed(sentence: Sentence, parts: Sequence[Mention]) -> bool:
    """微信52个、某类11个、客户端6个: whether one of no known class stands among the others."""
    named = [at for at, one in enumerate(parts) if one.has_group]
    return any(
        not parts[at].has_group
        and _between(sentence, parts[at - 1], parts[at]).startswith("、")
        and _between(sentence, parts[at], parts[at + 1]).startswith("、")
        for at in range(1, named[-1] if named else 0)
    )


def _verdicts(sentence: Sentence, counts: Sequence[Mention], at: int) -> list[Mention]:
    """Those that passed and those that failed, right after how many were inspected."""
    total, parts = counts[at], list(counts[at + 1 : at + 3])
    if not _is_complete(parts) or total.role in ("passed", "failed"):
        return []
    same = len({(one.unit, one.is_past, one.is_after) for one in (total, *parts)}) == 1
    between = _between(sentence, total, parts[-1])
    return parts if same and "%" not in between and "。" not in between else []


def _is_opened(sentence: Sentence, counts: Sequence[Mention], at: int) -> bool:
    following = counts[at + 1 : at + 2]
    return bool(following and _opens(sentence, counts[at], following[0]))


def _opens(sentence: Sentence, total: Mention, first: Mention) -> bool:
    """Whether parts begin here; problems are told after a count of failures without more ado."""
    between = _SHARE.sub("", _between(sentence, total, first))
    is_failed = total.role == "failed" and bool(re.search(r"[，,]", between))
    return "%" not in between and (is_failed or bool(_opening().search(between)))


def _listed(sentence: Sentence, counts: Sequence[Mention], at: int) -> list[Mention]:
    """The counts joined to one another right after a total that its words make its parts."""
    total = counts[at]
    if not _is_opened(sentence, counts, at):
        return []
    found: list[Mention] = []
    for one in counts[at + 1 :]:
        previous = found[-1] if found else total
        between = _between(sentence, previous, one)
        between = between if found else _SHARE.sub("", between)
        joined = not found or (_JOINS.search(between) and not _opening().search(between[1:]))
        if found and _bracket(sentence, one) not in (-1, _bracket(sentence, found[0])):
            continue
        if one.unit != total.unit or not joined or "%" in between or one.is_past != total.is_past:
            break
        if found and (_TOTALS.search(between) or _tells_other(found[0], one)):
            break
        if found and ("。" in between or _left_bracket(sentence, total, found[0], between)):
            break
        found.append(one)
    return found


def _tells_other(first: Mention, one: Mention) -> bool:
    """其中网站12个、新媒体20个，已整改30个: what was done with them is no part of them."""
    return first.role != one.role and "done" in (first.role, one.role)


def _left_bracket(sentence: Sentence, total: Mention, first: Mention, between: str) -> bool:
    opened = set("（(") & set(_between(sentence, total, first))
    return bool(opened) and bool(set("）)") & set(between))


def _between(sentence: Sentence, one: Mention, other: Mention) -> str:
    return sentence.text[one.end - sentence.start : other.start - sentence.start]


def _reckoned(sentence: Sentence, total: Mention, parts: Sequence[Mention]) -> Reckoned:
    whole, shown = added(parts), added_in_words(parts)
    if apiece := _apiece(sentence, total, parts):
        return apiece
    if whole == total.figure.value:
        return Reckoned(FigureVerdict.AGREES, shown)
    is_over = whole > total.figure.value
    if is_over and either("overlaps").search(sentence.text[parts[-1].end - sentence.start :]):
        return Reckoned(FigureVerdict.OVERLAP, shown)
    told = _first_of(total, parts)
    if told:
        return _reckoned(sentence, total, told)
    is_near = abs(total.figure.value - whole) <= NEAR * total.figure.value
    is_told = _is_told(sentence, parts) or (is_near and _has_rest(parts))
    is_division = _is_division(sentence, total, parts)
    if _is_complete(parts) and _is_another_look(sentence, total, parts):
        return Reckoned(FigureVerdict.UNCHECKED, shown)
    if _is_complete(parts) and not is_over and _goes_on(sentence, total, parts):
        return Reckoned(FigureVerdict.UNCHECKED, shown)
    if _is_complete(parts) or (is_division and (is_over or is_told)):
        return Reckoned(FigureVerdict.DIFFERS, shown)
    if is_over or _are_main(sentence, total, parts):
        return Reckoned(FigureVerdict.OVERLAP, shown)
    if is_near and is_division and not either("partly").search(_told(sentence, total, parts)):
        is_slip = abs(total.figure.value - whole) * NEAR_SLIP <= total.figure.value
        after = sentence.text[parts[-1].end - sentence.start :][:TAIL]
        if is_slip and len(parts) >= LEAST_CLASSES and not either("rest").search(after):
            return Reckoned(FigureVerdict.DIFFERS, shown)
    return Reckoned(FigureVerdict.HINT if is_near else FigureVerdict.UNCHECKED, shown)


def _apiece(sentence: Sentence, total: Mention, parts: Sequence[Mention]) -> Reckoned | None:
    """甲县4个、乙县和丙县各1个: the parts where some fall to each of several names; None: none do.
    They bear the total out and never refuse it."""
    ends = [one.end for one in sentence.mentions]
    told: list[str] = []
    added_up = Fraction(0)
    for one in parts:
        since = max((end for end in ends if end <= one.start), default=sentence.start)
        lead = sentence.text[since - sentence.start : one.start - sentence.start]
        named = either("apiece").search(lead[-TAIL:])
        names = [name for name in _NAMES.split(lead) if name] if named else [lead]
        shown = printed(one.figure.value, 2)
        told.append(f"{len(names)}×{shown}" if len(names) > 1 else shown)
        added_up += len(names) * one.figure.value
    if not any("×" in one for one in told):
        return None
    agrees = added_up == total.figure.value
    verdict = FigureVerdict.AGREES if agrees else FigureVerdict.UNCHECKED
    return Reckoned(verdict, f"{'+'.join(told)}={printed(added_up, 2)}")


def _told(sentence: Sentence, total: Mention, parts: Sequence[Mention]) -> str:
    """A total with its parts as the sentence tells them, and the words right after."""
    return sentence.text[total.end - sentence.start : parts[-1].end - sentence.start + TAIL]


def _are_main(sentence: Sentence, total: Mention, parts: Sequence[Mention]) -> bool:
    """48个不合格账号中，主要是甲27个，乙12个: whether only the main ones are told."""
    return either("mainly").search(_between(sentence, total, parts[0])) is not None


def _is_another_look(sentence: Sentence, total: Mention, parts: Sequence[Mention]) -> bool:
    """自查183个；抽查的网站中，合格61个，不合格3个: whether the verdicts are of another look."""
    between = _between(sentence, total, parts[0])
    return bool(set("；;") & set(between)) or either("other_look").search(between) is not None


def _goes_on(sentence: Sentence, total: Mention, parts: Sequence[Mention]) -> bool:
    """合格46家，不合格2家，另有2家下线: whether the next count is what the verdicts leave."""
    left = total.figure.value - added(parts)
    after = [one for one in sentence.mentions if one.start >= parts[-1].end][:1]
    return any(one.unit == total.unit and one.figure.value == left for one in after)


def _first_of(total: Mention, parts: Sequence[Mention]) -> Sequence[Mention]:
    """The first of some counts that already give the total: the others divide it once more."""
    ends = range(2, len(parts))
    return next((parts[:end] for end in ends if added(parts[:end]) == total.figure.value), ())


def _has_rest(parts: Sequence[Mention]) -> bool:
    """Whether the last part is whatever is left: 其他12个."""
    return either("rest").search(parts[-1].words) is not None


def _is_told(sentence: Sentence, parts: Sequence[Mention]) -> bool:
    """Whether the words say that these are all the parts: 分为, 由…组成; 主要包括 does not."""
    end = parts[-1].end - sentence.start
    said = sentence.text[:end]
    closed = either("complete").search(said) or either("complete.after").match(sentence.text[end:])
    return closed is not None and either("partly").search(said) is None


def _may_add(sentence: Sentence, total: Mention, parts: Sequence[Mention]) -> bool:
    """A part greater than its total is no part of it, unless the words say that it is."""
    fits = all(one.figure.value <= total.figure.value for one in parts)
    return fits or (_is_division(sentence, total, parts) and _is_told(sentence, parts))


def _is_division(sentence: Sentence, total: Mention, parts: Sequence[Mention]) -> bool:
    """Whether each part is a platform or a class of its own: such do not overlap."""
    groups = [one.group for one in parts]
    tail = sentence.text[parts[-1].end - sentence.start :][:4]
    return all(groups) and len(set(groups)) == len(groups) and not either("open").match(tail)


def _is_complete(parts: Sequence[Mention]) -> bool:
    """Passed and failed are all there is."""
    return sorted(one.role for one in parts) == ["failed", "passed"]
