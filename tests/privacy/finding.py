"""Short ways to ask the layer; the numbers are made up, with right check digits."""

from datetime import date

from xuncha.engine.domain.words import Band
from xuncha.engine.proofread.findings import TextFinding
from xuncha.engine.proofread.privacy.layer import PersonalData

ID = "630102199001011235"
ID_X = "11010519491231002X"
MOBILE = "13812345678"
CARD = "6222021234567890128"


def all_of(text: str, published: date | None = None) -> list[TextFinding]:
    """What bands A and B have, in the order of the text."""
    return sorted(PersonalData().findings(text, published, Band.B), key=lambda one: one.start)


def sure(text: str) -> list[str]:
    """The words band A finds."""
    return [one.text for one in PersonalData().findings(text, None, Band.A)]


def doubted(text: str) -> list[str]:
    """The rules of band B that find something."""
    return [one.rule for one in all_of(text) if one.band is Band.B]
