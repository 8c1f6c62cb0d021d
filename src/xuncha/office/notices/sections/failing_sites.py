"""Failing sites by reason; the annex names them all."""

from xuncha.office.notices import wording
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import Passage, Plain, Section, Written
from xuncha.office.notices.tables import site_annex


def write(facts: RoundFacts, _options: Plain, see: See) -> Written:
    """One paragraph and the annex."""
    content = facts.content
    text = wording.site_problems(content, see)
    return Written((Passage(text, "政府网站问题"),), (site_annex(content),))


SECTION = Section("failing-sites", "点名不合格网站及原因", ("F10", "F12"), write)
