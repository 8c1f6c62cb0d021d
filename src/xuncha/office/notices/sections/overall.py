"""What was inspected, how many passed, how many failed."""

from xuncha.office.notices import wording
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import Passage, Plain, Section, Written


def write(facts: RoundFacts, _options: Plain, _see: See) -> Written:
    """One paragraph; counts and rates come from the same figures."""
    return Written((Passage(wording.overall(facts.content)),))


SECTION = Section("overall", "总体情况：检查数、合格数和合格率", ("F05", "F06"), write)
