"""What the program could not see, and who looked instead."""

from xuncha.office.notices import wording
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import Passage, Plain, Section, Written


def write(facts: RoundFacts, _options: Plain, see: See) -> Written:
    """One paragraph; nothing where everything was seen."""
    entries = facts.content.could_not_look
    return Written((Passage(wording.could_not_look(entries, see)),) if entries else ())


SECTION = Section("unseen", "未能由程序查看的对象", ("F39",), write)
