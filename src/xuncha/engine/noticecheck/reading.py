"""Check a whole notice: sentence by sentence, then its tables."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby

from xuncha.engine.noticecheck.annexes import listed_lines
from xuncha.engine.noticecheck.changes import count_change, reckon_change, reckon_points
from xuncha.engine.noticecheck.counts import Counts
from xuncha.engine.noticecheck.derivations import derived_points, derived_rate
from xuncha.engine.noticecheck.elsewhere import is_early, points_elsewhere, rate_elsewhere
from xuncha.engine.noticecheck.enumerated import enumerated
from xuncha.engine.noticecheck.figures import CheckedFigure, FigureVerdict
from xuncha.engine.noticecheck.in_turn import in_turn, of_its_quarter, shares_in_turn
from xuncha.engine.noticecheck.ledger import Ledger, Rows
from xuncha.engine.noticecheck.measures import of_measures
from xuncha.engine.noticecheck.mentions import Mention, Sentence
from xuncha.engine.noticecheck.mistyped import mistyped_points, mistyped_rate
from xuncha.engine.noticecheck.named import named_lists, over_lines
from xuncha.engine.noticecheck.numbered import numbered_lists
from xuncha.engine.noticecheck.operands import operands
from xuncha.engine.noticecheck.periods import is_of_another_round, names_a_round, rounds_of
from xuncha.engine.noticecheck.plain import reckon_growth_plainly, reckon_plainly
from xuncha.engine.noticecheck.rates import NOTHING, Reckoned, reckon_fraction, reckon_rate
from xuncha.engine.noticecheck.remainders import Place, derived_counts, place_of
from xuncha.engine.noticecheck.retold import count_elsewhere
from xuncha.engine.noticecheck.scores import (
    MOST_SCORES,
    bands,
    derived_scores,
    rows_of,
    scores,
    summed_up,
    told_points,
)
from xuncha.engine.noticecheck.sentences import sentences, whole_sentences
from xuncha.engine.noticecheck.shares import reckon_share
from xuncha.engine.noticecheck.sums import Sum, overlapping, sums
from xuncha.engine.noticecheck.tables import table_figures
from xuncha.engine.noticecheck.together import Together
from xuncha.engine.noticecheck.wording import either, stem_of
from xuncha.engine.proofread.figures.quantities import Sort

WHAT = {
    "site": "政府网站",
    "account": "政务新媒体",
    "message": "留言",
    "slip": "整改通知",
    "policy": "政策文件",
    "guide": "办事指南",
    "column": "栏目",
}
RATE_NAMES = {
    "passed": "合格率",
    "failed": "不合格率",
    "sample": "检查比例",
    "done": "办结（完成）率",
    "share": "占比",
    "change": "增减幅度",
    "": "百分比",
}
OPERAND = "算式中的个数"
"""What a count is called that only what is worked out of it bears out."""
_OPEN = (FigureVerdict.UNCHECKED, FigureVerdict.DIFFERS, FigureVerdict.IMPOSSIBLE)
"""Verdicts that what else stands near may overturn."""
_REFUSING = (FigureVerdict.DIFFERS, FigureVerdict.IMPOSSIBLE)
_UNSAID = (FigureVerdict.UNCHECKED,)
_LOOSE = (FigureVerdict.UNCHECKED, FigureVerdict.OVERLAP)
_SINCE = re.compile("[由从]")
"""力争由目前的85.2%提高到100%: what the duty starts from is as it is."""
REACH = 16
"""Characters before a figure in which a duty is said of it: 应达到, 确保."""


def check_lines(
    lines: Sequence[str], tables: Sequence[tuple[int, Rows]] = ()
) -> list[CheckedFigure]:
    """Every stated figure of a notice that another figure bears on, in the order of the text.

    A line is a paragraph; ``tables`` stand in lines left empty, from the line of their headings on.
    An empty list: the notice states no rate, sum or list.
    """
    read = sentences(list(lines))
    counts, ledger, together = Counts(read), Ledger(read, tables), Together()
    found = [
        one
        for _, line in groupby(read, key=lambda sentence: sentence.line)
        for one in _of_paragraph(list(line), read, counts, ledger, together)
    ]
    added = [(sentence, one) for sentence in whole_sentences(read) for one in sums(sentence)]
    found += [
        _checked(sentence, one.total, "合计", one.reckoned)
        for sentence, one in added
        if one.reckoned.verdict is not FigureVerdict.OVERLAP
        or not enumerated(one.total, sentence, read)
    ]
    both = [(sentence, one) for sentence in read for one in overlapping(sentence)]
    both = [(sentence, one) for sentence, one in both if place_of(one) not in _settled(found)]
    found += [
        _checked(sentence, one, OPERAND, Reckoned(FigureVerdict.OVERLAP, ""))
        for sentence, one in both
    ]
    of_both = {place_of(one) for _, one in both}
    found += [
        _checked(listed.sentence, listed.count, "名单", listed.reckoned)
        for listed in numbered_lists(lines, read)
    ]
    found = _with(
        found,
        (
            _checked(listed.sentence, listed.count, "名单", listed.reckoned)
            for listed in listed_lines(lines, read, tables)
        ),
    )
    parts = {
        place_of(part)
        for _, one in added
        if one.reckoned.verdict not in _LOOSE
        for part in one.parts
    }
    found = _with(
        found,
        (
            _checked(one.sentence, one.count, "合计", one.reckoned)
            for one in derived_counts(read, counts, _settled(found, *_LOOSE) | of_both, parts)
        ),
    )
    found = _with(found, _of_sums(added, _settled(found)))
    found = _with(found, _bearing_out(read, ledger, together, _settled(found)))
    said = {(one.line, one.start): one.verdict for one in found if one.verdict not in _UNSAID}
    found = _with(
        found,
        (_checked(one.sentence, one.count, OPERAND, one.reckoned) for one in operands(read, said)),
    )
    found += [one for line, rows in tables for one in check_table(rows, line, ledger)]
    return sorted(found, key=lambda one: (one.line, one.start))


def _settled(found: Iterable[CheckedFigure], *but: FigureVerdict) -> set[Place]:
    """The places of figures of which something is said, other than that nothing can be."""
    open_ = but or (FigureVerdict.UNCHECKED,)
    return {(one.line, one.start) for one in found if one.verdict not in open_}


def _with(found: Sequence[CheckedFigure], more: Iterable[CheckedFigure]) -> list[CheckedFigure]:
    """What is found with more, which stands for what was said at the same places."""
    more = list(more)
    places = {(one.line, one.start) for one in more}
    return [*(one for one in found if (one.line, one.start) not in places), *more]


def _of_sums(added: Iterable[tuple[Sentence, Sum]], settled: set[Place]) -> Iterator[CheckedFigure]:
    """The parts of totals that they give: what bears out the total bears out them."""
    for sentence, one in added:
        if one.reckoned.verdict is FigureVerdict.AGREES:
            for part in one.parts:
                if place_of(part) not in settled:
                    yield _checked(sentence, part, "个数", one.reckoned)


def _bearing_out(
    read: Sequence[Sentence], ledger: Ledger, together: Together, settled: set[Place]
) -> Iterator[CheckedFigure]:
    """The counts that the rest of the notice gives, or the names after them."""
    for sentence in read:
        for one in sentence.mentions:
            if one.sort is not Sort.COUNT or place_of(one) in settled:
                continue
            before = sentence.text[: one.start - sentence.start]
            if given := count_elsewhere(one, ledger) or together.count(one, before):
                yield _checked(sentence, one, "个数", given)
            elif named := enumerated(one, sentence, read):
                yield _checked(sentence, one, "名单", named)


def check_table(rows: Rows, line: int, ledger: Ledger) -> list[CheckedFigure]:
    """The rates and totals of a table that begins at a line."""
    wholes = dict.fromkeys(one.figure.value for one in ledger.before(line, Sort.COUNT))
    return [
        CheckedFigure(
            line + one.row,
            len("\t".join(rows[one.row][: one.column])) + bool(one.column),
            " ".join(rows[one.row]),
            one.heading,
            rows[one.row][one.column].strip(),
            one.reckoned.computed,
            one.reckoned.verdict,
        )
        for one in table_figures(rows, wholes)
    ]


def _of_paragraph(
    paragraph: Sequence[Sentence],
    read: Sequence[Sentence],
    counts: Counts,
    ledger: Ledger,
    together: Together,
) -> Iterator[CheckedFigure]:
    points = [one for sentence in paragraph for one in told_points(sentence)]
    sizes = {
        int(one.figure.value)
        for sentence in paragraph
        for one in sentence.mentions
        if one.sort is Sort.COUNT and one.figure.value < MOST_SCORES
    }
    rows = [*rows_of(points, sizes), *ledger.rows()]
    mentions = [one for sentence in paragraph for one in sentence.mentions]
    before = counts.of_line_before(mentions[0]) if mentions else []
    shares = shares_in_turn(mentions, before)
    for sentence in paragraph:
        turned = shares | in_turn(sentence, counts)
        yield from _of_rates(sentence, counts, ledger, together, turned)
        for named in named_lists(over_lines(sentence, read)):
            yield _checked(sentence, named.count, "名单", named.reckoned)
        yield from _of_scores(sentence, rows, points)


def _of_rates(
    sentence: Sentence,
    counts: Counts,
    ledger: Ledger,
    together: Together,
    turned: Mapping[int, Reckoned],
) -> Iterator[CheckedFigure]:
    for one in sentence.mentions:
        if one.sort is not Sort.COUNT:
            reckoned = turned.get(one.start, NOTHING)
            if reckoned.verdict is FigureVerdict.UNCHECKED:
                reckoned = _reckoned(sentence, one, counts, ledger)
            if reckoned.verdict is FigureVerdict.UNCHECKED and one.sort is Sort.PERCENT:
                reckoned = _together(sentence, one, counts, together) or reckoned
                reckoned = of_measures(one, sentence) or reckoned
            together.add(one, reckoned, stem_of(sentence.text[: one.start - sentence.start]))
            yield _checked(sentence, one, _name(one), reckoned)
        elif change := count_change(one, sentence):
            yield _checked(sentence, one, "增减个数", change)


def _together(
    sentence: Sentence, rate: Mention, counts: Counts, together: Together
) -> Reckoned | None:
    """What the rates told before say of one that its own counts do not give."""
    if found := together.rate(rate):
        return found
    before = [one for one in sentence.mentions if one.end <= rate.start][-1:]
    rounds = rounds_of(counts.text_of_line(rate)[: rate.start])
    if (
        before
        and before[0].sort is Sort.COUNT
        and len(rounds) < 2
        and _sums_up(sentence, before[0], rate)
    ):
        stem = stem_of(sentence.text[: rate.start - sentence.start])
        return together.refused(rate, before[0], stem) or together.again(rate)
    return together.again(rate)


def _sums_up(sentence: Sentence, whole: Mention, rate: Mention) -> bool:
    """Whether a rate is said to be of all that was told before: 合计抽检48855个，综合差错率;
    one after repairs, of a second look or of another round is not."""
    lead = sentence.text[whole.end - sentence.start : rate.start - sentence.start]
    is_other = either("after", "first", "other_look", "mended").search(lead) is not None
    is_other = is_other or names_a_round(sentence.text[: rate.start - sentence.start])
    is_other = is_other or either("after").search(sentence.text) is not None
    is_of_all = either("closes", "overall").search(lead) is not None
    return is_of_all and not is_other and not rate.is_vague


def _of_scores(
    sentence: Sentence, rows: Sequence[Sequence[Fraction]], points: Sequence[Fraction]
) -> Iterator[CheckedFigure]:
    told = {one.start: one for one in bands(sentence, rows)}
    told |= {one.start: one for one in summed_up(sentence, rows)}
    told |= {one.start: one for one in derived_scores(sentence, points)}
    told |= {one.start: one for one in scores(sentence)}
    for score in told.values():
        yield CheckedFigure(
            sentence.line,
            sentence.start + score.start,
            sentence.quote,
            "得分",
            sentence.text[score.start : score.end],
            score.reckoned.computed,
            score.reckoned.verdict,
        )


def _reckoned(sentence: Sentence, one: Mention, counts: Counts, ledger: Ledger) -> Reckoned:
    before = sentence.text[: one.start - sentence.start]
    if either("duty").search(_SINCE.split(before[-REACH:])[-1]):
        return NOTHING
    if divided := reckon_fraction(one, sentence.text[one.end - sentence.start :]):
        return divided
    if _is_compared_with(before, sentence.text[one.end - sentence.start :]):
        return NOTHING
    if one.sort is Sort.PERCENT:
        plain = reckon_plainly(one, sentence) or reckon_growth_plainly(one, sentence)
        if plain:
            return plain
    is_tied = one.role == "change" or not (
        one.sort is Sort.PERCENT and is_of_another_round(one, sentence)
    )
    told = _told(sentence, one, counts, before)
    if told.verdict in _OPEN:
        is_points = one.sort is Sort.POINTS
        if is_points:
            derived = derived_points(one, counts)
        elif one.is_past or not is_early(one, sentence.text, sentence.start):
            derived = derived_rate(one, sentence, counts)
        else:
            derived = of_its_quarter(one, counts)
        is_cut = derived is not None and derived.verdict is FigureVerdict.TRUNCATED
        told = told if is_cut and told.verdict is FigureVerdict.IMPOSSIBLE else derived or told
    if told.verdict in _REFUSING and not is_tied:
        told = NOTHING
    if told.verdict is FigureVerdict.UNCHECKED:
        if one.sort is Sort.POINTS:
            return points_elsewhere(one, ledger) or mistyped_points(one, counts) or told
        mistyped = mistyped_rate(one, counts) if is_tied else None
        return rate_elsewhere(one, ledger) or mistyped or told
    return told


def _is_compared_with(before: str, after: str) -> bool:
    """合格率（91.8%）提高3.3个百分点: what stands in the brackets is of an earlier round."""
    alone = before.endswith(("（", "(")) and after.startswith(("）", ")"))
    return alone and either("change.up", "change.down").match(after[1:]) is not None


def _told(sentence: Sentence, one: Mention, counts: Counts, before: str) -> Reckoned:
    """What the words around a figure say that it is of."""
    if one.sort is Sort.POINTS:
        return reckon_points(one, sentence)
    if one.role in ("passed", "failed"):
        share = NOTHING if _is_of_channels(one) else reckon_share(one, counts, before)
        return reckon_rate(one, counts) if share is NOTHING else share
    if one.role == "change":
        return reckon_change(one, sentence)
    return reckon_share(one, counts, before) if one.role else NOTHING


def _is_of_channels(one: Mention) -> bool:
    """Whether sites or accounts pass or fail, by the rules for those."""
    return not one.subjects or bool({"site", "account"} & set(one.subjects))


def _name(one: Mention) -> str:
    if one.sort is Sort.POINTS:
        return "百分点之差"
    subject = one.group or "、".join(WHAT[name] for name in one.subjects)
    stage = "整改后" if one.is_after else "上期" if one.is_past else ""
    return f"{subject}{stage}{RATE_NAMES[one.role]}"


def _checked(sentence: Sentence, one: Mention, what: str, reckoned: Reckoned) -> CheckedFigure:
    start, end = one.start - sentence.start, one.end - sentence.start
    stated = sentence.text[start:end]
    verdict = FigureVerdict(reckoned.verdict)
    return CheckedFigure(
        sentence.line, one.start, sentence.quote, what, stated, reckoned.computed, verdict
    )
