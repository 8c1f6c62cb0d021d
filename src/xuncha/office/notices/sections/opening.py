"""The sentence naming the basis and the subject."""

from xuncha.office.notices import wording
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import Passage, Plain, Section, Written


def write(facts: RoundFacts, _options: Plain, _see: See) -> Written:
    """One paragraph."""
    return Written((Passage(wording.opening(facts.content)),))


SECTION = Section("opening", "开头：依据和事由", (), write)
