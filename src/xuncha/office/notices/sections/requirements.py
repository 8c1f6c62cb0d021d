"""What units must do next; the deadline and the recipient stand last."""

from xuncha.office.notices import wording
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import Passage, Plain, Section, Written


def write(facts: RoundFacts, _options: Plain, _see: See) -> Written:
    """A paragraph each."""
    return Written(tuple(Passage(text, lead) for lead, text in wording.requirements(facts.content)))


SECTION = Section("requirements", "下一步工作要求、整改期限和报送对象", ("F24",), write)
