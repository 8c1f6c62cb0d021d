"""How many accounts the register had in operation, by platform."""

from xuncha.engine.domain.words import TargetKind
from xuncha.office.notices.backing import backed, targets
from xuncha.office.notices.facts import By, RoundFacts
from xuncha.office.notices.phrases import chinese_date, counted
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Plain,
    Section,
    Written,
)


def write(facts: RoundFacts, _options: Plain, _see: See) -> Written:
    """One paragraph; the platforms add up to the whole."""
    content, whole = facts.content, facts.content.accounts
    groups = sorted(
        facts.groups(TargetKind.ACCOUNT, By.PLATFORM), key=lambda one: -len(one.targets)
    )
    everything = targets(TargetKind.ACCOUNT)
    running = backed(whole.running, everything if whole.inspected == whole.running else None)
    text = (
        f"截至{chinese_date(content.moment.date())}，{content.head.territory}登记并正常运行的政务新媒体"
        f"{running}个"
    )
    if whole.inspected < whole.running:
        text += f"，接受检查的{backed(whole.inspected, everything)}个"
    if not groups:
        return Written((Passage(f"{text}。"),))
    by_name = {group.name: group.behind for group in groups}
    parts = counted(((group.name, len(group.targets)) for group in groups), behind=by_name.get)
    return Written((Passage(f"{text}，其中{parts}。"),))


SECTION = Section(
    "register-accounts", "新媒体底数：按平台", ("F02",), write, frozenset({Need.TARGETS})
)
