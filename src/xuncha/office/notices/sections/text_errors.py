"""Text errors, apart from the verdicts; the annex names them all."""

from xuncha.office.notices import wording
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import Passage, Plain, Section, Written
from xuncha.office.notices.tables import text_error_annex


def write(facts: RoundFacts, _options: Plain, see: See) -> Written:
    """One paragraph and the annex."""
    content = facts.content
    text = wording.text_problems(content, see)
    return Written((Passage(text, "文字表述问题"),), (text_error_annex(content),))


SECTION = Section("text-errors", "文字表述错误单列", ("F14",), write)
