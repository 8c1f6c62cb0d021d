"""Rates against the period before and the year before, in points of per cent."""

from decimal import Decimal

from xuncha.engine.domain.words import TargetKind
from xuncha.office.notices.backing import DECIDED, PASSED, backed, share, targets
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.periods import quarter_before, year_before
from xuncha.office.notices.rates import Rate
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Plain,
    Section,
    Written,
)


def write(facts: RoundFacts, _options: Plain, _see: See) -> Written:
    """A paragraph per kind. Differences are of the printed rates, as readers would take them."""
    period = facts.content.head.period
    pairs = (("环比", quarter_before(period)), ("同比", year_before(period)))
    known = {past.label: past for past in facts.earlier}
    if pairs[0][1] not in known and facts.earlier:
        pairs = (("与上次检查相比", facts.earlier[0].label), pairs[1])
    passages, missing = [], []
    for kind, whole in zip(TargetKind, (facts.content.sites, facts.content.accounts), strict=True):
        now = whole.rate(facts.content.style)
        passed, decided = (targets(kind, state=one) for one in (PASSED, DECIDED))
        clauses = []
        for name, label in pairs:
            past = known.get(label)
            counts = past.counts.get(kind) if past is not None else None
            if past is None or counts is None or now is None or not counts[1]:
                missing.append(f"{SUBJECTS[kind]}{name}")
                continue
            inspected, base, qualified = counts
            before = Rate(qualified, base, label, facts.content.style)
            looked = backed(inspected, past.behind(kind))
            clauses.append(
                f"{name}{_moved(now, before)}（{label}检查{looked}个，"
                f"合格率{share(before, past.behind(kind, PASSED), past.behind(kind, DECIDED))}）"
            )
        if now is not None and clauses:
            rate = share(now, passed, decided)
            text = f"{SUBJECTS[kind]}合格率为{rate}，{'，'.join(clauses)}。"
            passages.append(Passage(text))
    gap = f"缺少往期数据，未写{'、'.join(missing)}" if missing else ""
    return Written(tuple(passages), gap=gap)


def _moved(now: Rate, before: Rate) -> str:
    points = Decimal(now.percent.rstrip("%")) - Decimal(before.percent.rstrip("%"))
    if not points:
        return "持平"
    return f"{'提高' if points > 0 else '下降'}{format(abs(points).normalize(), 'f')}个百分点"


SECTION = Section(
    "movement", "同比、环比变化", ("F22",), write, frozenset({Need.TARGETS, Need.EARLIER})
)
