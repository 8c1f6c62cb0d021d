"""Hide personal data in a text that is shown, kept or sent on."""

from xuncha.engine.proofread.normal import narrowed
from xuncha.engine.proofread.privacy.documents import documents_in, may_show
from xuncha.engine.proofread.privacy.layer import has_long_number
from xuncha.engine.proofread.privacy.numbers import What, numbers_in
from xuncha.engine.proofread.privacy.rules import privacy_rules

_RULES = {
    What.ID: "privacy-id",
    What.OLD_ID: "privacy-id-old",
    What.CARD: "privacy-card",
    What.MOBILE: "privacy-mobile",
}


def masked(text: str) -> str:
    """The text with all hidden that a finding may mean, every character in its place.

    Also an office's own mobile number is hidden: here nothing hangs on whose it is.
    """
    if not has_long_number(text) and not may_show(text):
        return text
    narrow = narrowed(text)
    rules = privacy_rules()
    places = [(one.start, one.end, rules[_RULES[one.what]]) for one in numbers_in(narrow, None)]
    places += [(one.start, one.end, rules[one.rule]) for one in documents_in(narrow)]
    for start, end, rule in places:
        text = text[:start] + rule.mask_in_place(text[start:end]) + text[end:]
    return text
