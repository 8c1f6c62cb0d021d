"""Which rulebook judged: its document, its validity, what is in force, the pass line."""

from xuncha.office.notices.backing import Listed, backed, listing
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.phrases import chinese_date, quoted
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Plain,
    Section,
    Written,
)


def write(facts: RoundFacts, _options: Plain, see: See) -> Written:
    """One paragraph, taken from the rulebook the round froze."""
    book, method = facts.book, facts.content.method
    if book is None:
        return Written(gap="没有指标集，指标说明未写入")
    since = f"自{chinese_date(book.valid_from)}起施行" if book.valid_from else ""
    until = f"至{chinese_date(book.valid_to)}" if book.valid_to else ""
    issued = "，".join(part for part in (book.issuer, book.document, since + until) if part)
    text = f"本次检查适用{quoted(book.title)}{f'（{issued}）' if issued else ''}"
    rows = backed(len(method.in_force), listing(Listed.ROWS, force=1))
    text += f"，实施其中{rows}项指标{see('method')}"
    if book.scoring is not None:
        scoring = book.scoring
        text += f"；满分{scoring.full:g}分，低于{scoring.pass_line:g}分为不合格"
    if book.extends:
        text += "；本地指标在国家指标之上补充、细化，国家单项否决指标照常适用"
    return Written((Passage(text + "。"),))


SECTION = Section("local-rules", "本地指标集与合格线", ("F36",), write, frozenset({Need.TARGETS}))
