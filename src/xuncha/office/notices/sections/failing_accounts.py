"""Failing accounts by reason and platform; the annex names them all."""

from xuncha.office.notices import wording
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import Passage, Plain, Section, Written
from xuncha.office.notices.tables import account_annex


def write(facts: RoundFacts, _options: Plain, see: See) -> Written:
    """One paragraph and the annex."""
    content = facts.content
    text = wording.account_problems(content, see)
    return Written((Passage(text, "政务新媒体问题"),), (account_annex(content),))


SECTION = Section("failing-accounts", "点名不合格账号及原因", ("F11", "F12"), write)
