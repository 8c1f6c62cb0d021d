"""A department's report on its own sites and accounts, none of which failed."""

from xuncha.office.notices.backing import OPEN, Listed, backed, listing, targets
from xuncha.office.notices.errors import NoticeError
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.phrases import quoted
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Passage,
    Plain,
    Section,
    Written,
)


def write(facts: RoundFacts, _options: Plain, see: See) -> Written:
    """One paragraph. NoticeError where something failed: this form is for a clean self-check."""
    content = facts.content
    failed = content.sites.unqualified + content.accounts.unqualified
    if failed:
        raise NoticeError(
            f"有{failed}个不合格对象，不能使用“无不合格”的自查报告体例；请改用通报模板"
        )
    parts = []
    for whole in (content.sites, content.accounts):
        if not whole.inspected:
            continue
        said = f"{whole.subject}{backed(whole.inspected, targets(whole.kind))}个"
        if whole.undecided:
            undecided = backed(whole.undecided, targets(whole.kind, state=OPEN))
            said += f"（其中{undecided}个尚不能作出判定）"
        parts.append(said)
    text = (
        f"{content.head.period}，{content.head.office}对照{quoted(content.rulebook.title)}，"
        f"自查{'、'.join(parts)}，未发现单项否决问题{see('method')}。"
    )
    if content.text_tally.items:
        errors = backed(content.text_tally.items, listing(Listed.TEXT_ERRORS))
        text += f"自查发现文字表述错误{errors}处{see('text-errors')}。"
    return Written((Passage(text),))


SECTION = Section("self-check", "自查报告体例（无不合格）", ("F38",), write)
