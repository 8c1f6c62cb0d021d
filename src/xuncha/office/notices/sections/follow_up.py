"""What became of the problems the last notice named."""

from xuncha.office.notices import wording
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import Passage, Plain, Section, Written


def write(facts: RoundFacts, _options: Plain, see: See) -> Written:
    """One paragraph."""
    follow = facts.content.follow_up
    last = follow.period_short if follow else "上期"
    return Written((Passage(wording.follow_up(facts.content, see), f"{last}问题整改"),))


SECTION = Section("follow-up", "上期问题复查、未整改清单", ("F19",), write)
