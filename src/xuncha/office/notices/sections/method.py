"""How the round looked: moment, rulebook, rows, and who looked; the rows stand in an annex."""

from dataclasses import dataclass

from pydantic import ConfigDict

from xuncha.office.notices import wording
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.phrases import chinese_date
from xuncha.office.notices.references import See
from xuncha.office.notices.section import Passage, Section, Written
from xuncha.office.notices.tables import method_annex


@dataclass(frozen=True, slots=True)
class Options:
    """``third_party`` is who was charged with looking, empty where the office looked itself."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    third_party: str = ""
    names_window: bool = False


def write(facts: RoundFacts, options: Options, see: See) -> Written:
    """One paragraph and the annex of rows."""
    content = facts.content
    text = wording.method(content, see)
    if options.names_window and facts.window is not None:
        start, end = facts.window
        text = f"检查时段为{chinese_date(start)}至{chinese_date(end)}。" + text
    if options.third_party:
        text = f"本次检查委托{options.third_party}，采取程序扫描与人工核对相结合的方式进行。" + text
    return Written((Passage(text),), (method_annex(content),))


SECTION = Section("method", "检查方法说明", ("F39", "F36"), write, options=Options)
