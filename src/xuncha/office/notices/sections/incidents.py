"""Sites of one platform that failed together: each incident stated once, not site by site."""

from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import Passage, Plain, Section, Written


def write(facts: RoundFacts, options: Plain, _see: See) -> Written:
    """A sentence for each incident a verdict hangs on or a person decided; nothing without one."""
    told = [one for one in facts.incidents if one.is_decided or one.turned]
    text = "".join(one.sentence for one in told)
    return Written((Passage(text, options.lead),) if told else ())


SECTION = Section("incidents", "同一平台同时打不开的事件", ("F39",), write)
