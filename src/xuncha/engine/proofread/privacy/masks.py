"""Hide personal data in a text that is shown, kept or sent on."""

from xuncha.engine.domain.words import TextErrorKind
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.normal import narrowed
from xuncha.engine.proofread.privacy.documents import documents_in, may_show
from xuncha.engine.proofread.privacy.layer import has_long_number
from xuncha.engine.proofread.privacy.numbers import What, numbers_in
from xuncha.engine.proofread.privacy.rules import HIDDEN, privacy_rules

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


def masked_with(text: str, found: TextFinding) -> str:
    """``masked``, for a text in which that was found: a number may go on in the text that follows,
    and then its piece in this one is hidden too."""
    shown, piece = masked(text), text[found.start : found.end]
    if found.kind is not TextErrorKind.PRIVACY or found.text == piece:
        return shown
    hidden = "".join(HIDDEN if one.isalnum() else one for one in piece)
    return shown[: found.start] + hidden + shown[found.end :]
