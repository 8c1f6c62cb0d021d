"""The first result and the one after the second look, both with their rates."""

from xuncha.engine.domain.words import TargetKind, VerdictState
from xuncha.office.notices.backing import DECIDED, backed, share
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.facts import PastRound, RoundFacts
from xuncha.office.notices.phrases import chinese_date
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Plain,
    Section,
    Written,
)

PASSED, FAILED, OPEN = VerdictState


def write(facts: RoundFacts, _options: Plain, _see: See) -> Written:
    """A paragraph per kind. A failure nobody looked at again stays a failure, and that is told."""
    if facts.recheck is None:
        return Written(gap="没有指定复查轮次，初查与复查两级结果未写入")
    passages = [Passage(_text(facts, facts.recheck, kind)) for kind in TargetKind if facts.of(kind)]
    return Written(tuple(passages))


def _text(facts: RoundFacts, recheck: PastRound, kind: TargetKind) -> str:
    subject = SUBJECTS[kind]
    whole = facts.whole(kind)
    failed = [one for one in whole.targets if one.state is VerdictState.UNQUALIFIED]
    first = facts.rate(whole.qualified, whole.decided, subject)
    text = f"初次检查{whole.size}个{subject}，"
    if whole.undecided:
        text += f"{whole.told(OPEN)}个待定；以已作出判定的{whole.base}个为基数，"
    text += f"{whole.told(PASSED)}个合格，{whole.told(FAILED)}个不合格"
    if first is None or not failed:
        return text + (f"，合格率为{whole.percent(first)}。" if first else "，不计算合格率。")
    again = {one.code: recheck.states.get(one.code) for one in failed}
    repaired = sum(state is VerdictState.QUALIFIED for state in again.values())
    after = facts.rate(whole.qualified + repaired, whole.decided, subject)
    still = [one.name for one in failed if again[one.code] is VerdictState.UNQUALIFIED]
    unseen = [one.name for one in failed if again[one.code] in (None, VerdictState.UNDECIDED)]
    better = whole.behind.narrowed(repaired=recheck.pk)
    after_all = whole.behind.narrowed(passing=recheck.pk)
    text += f"，合格率为{whole.percent(first)}。"
    text += f"经督促整改并于{chinese_date(recheck.on)}复查，"
    if after is not None:
        passing = whole.qualified + repaired
        decided = whole.behind.narrowed(state=DECIDED)
        text += f"已作出判定的{whole.base}个{subject}中{backed(passing, after_all)}个合格，"
        text += f"整改后合格率达到{share(after, after_all, decided)}，"
        text += f"较初次检查增加{backed(repaired, better)}个"
    if still:
        text += f"；{'、'.join(still)}复查仍不合格"
    if unseen:
        text += f"；{'、'.join(unseen)}未能复查，仍按不合格计"
    return text + "。"


SECTION = Section(
    "two-results",
    "初查、整改、复查两级结果",
    ("F21",),
    write,
    frozenset({Need.TARGETS}),
)
