"""How many sites the register had in operation, portals and departments told apart."""

from collections import Counter

from xuncha.engine.domain.words import TargetKind
from xuncha.office.notices.backing import backed, targets
from xuncha.office.notices.facts import By, RoundFacts, TargetFact
from xuncha.office.notices.phrases import chinese_date, counted
from xuncha.office.notices.references import See
from xuncha.office.notices.section import (
    Need,
    Passage,
    Plain,
    Section,
    Written,
)

PORTAL, DEPARTMENT, OTHER = "政府门户网站", "部门网站", "其他网站"
SORTS = {PORTAL: "portal", DEPARTMENT: "department", OTHER: "other"}
"""As lists of targets are narrowed to them."""


def write(facts: RoundFacts, _options: Plain, _see: See) -> Written:
    """One paragraph; the parts add up to the whole."""
    content, sites = facts.content, facts.of(TargetKind.SITE)
    facts.groups(TargetKind.SITE, By.REGION)
    sorts = Counter(map(_sort, sites))
    everything = targets(TargetKind.SITE)
    parts = counted(
        ((sort, sorts[sort]) for sort in (PORTAL, DEPARTMENT, OTHER)),
        behind=lambda sort: everything.narrowed(sort=SORTS[sort]),
    )
    whole = content.sites
    running = backed(whole.running, everything if whole.inspected == whole.running else None)
    text = (
        f"截至{chinese_date(content.moment.date())}，{content.head.territory}登记并正常运行的政府网站"
        f"{running}个"
    )
    if whole.inspected < whole.running:
        text += f"，接受检查的{backed(whole.inspected, everything)}个"
    return Written((Passage(f"{text}，其中{parts}。"),))


def _sort(site: TargetFact) -> str:
    if site.is_portal:
        return PORTAL
    return DEPARTMENT if site.is_department else OTHER


SECTION = Section(
    "register-sites", "网站底数：按门户、部门和其他", ("F01",), write, frozenset({Need.TARGETS})
)
