"""What became of the items asked for in this round: gone, still there, not seen, taken back."""

from xuncha.office.notices.backing import Listed, backed, listing, share
from xuncha.office.notices.content import SUBJECTS
from xuncha.office.notices.facts import RoundFacts
from xuncha.office.notices.references import See
from xuncha.office.notices.section import Need, Passage, Plain, Section, Written
from xuncha.office.rectification.figures import Rectified


def write(facts: RoundFacts, options: Plain, _see: See) -> Written:
    """A paragraph per kind of target; what a contest lifted is in no rate."""
    told = [one for one in facts.rectified if one.items]
    if not told:
        return Written(gap="本轮检查没有下发整改单，整改及复查情况未写入")
    return Written(tuple(Passage(_text(facts, one), options.lead) for one in told))


def _text(facts: RoundFacts, one: Rectified) -> str:
    every = listing(Listed.ITEMS, kind=one.kind)
    fates = {
        fate: backed(count, every.narrowed(fate=fate))
        for fate, count in (
            ("gone", one.gone),
            ("there", one.there),
            ("unseen", one.unseen),
            ("unlooked", one.unlooked),
            ("lifted", one.lifted),
        )
    }
    text = f"本次检查就{SUBJECTS[one.kind]}下发整改问题{backed(one.items, every)}项"
    if one.lifted:
        text += f"，其中{fates['lifted']}项经申诉撤回"
    if one.unlooked == one.base:
        return text + "，尚未复查。"
    text += f"；经复查，{fates['gone']}项已整改，{fates['there']}项仍未整改"
    if one.unseen:
        text += f"，{fates['unseen']}项未能复查"
    if one.unlooked:
        text += f"，{fates['unlooked']}项尚未复查"
    rate = facts.rate(one.gone, one.base, "下发且未撤回的整改问题")
    if rate is not None:
        base = every.narrowed(fate="base")
        text += f"，整改率{share(rate, every.narrowed(fate='gone'), base)}"
    if one.targets_there:
        text += f"；仍未整改的：{'、'.join(one.targets_there)}"
    return text + "。"


SECTION = Section(
    "rectified",
    "整改单所列问题的复查结果、整改率",
    ("F21", "F26"),
    write,
    frozenset({Need.RECTIFIED}),
)
