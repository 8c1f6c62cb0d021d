"""What proves a number: check digits, birth dates, regions, prefixes in use, card issuers."""

from datetime import date
from enum import StrEnum
from functools import cache

from stdnum import luhn
from stdnum.cn import ric, uscc

from xuncha.engine.extract.lexicon import rows

ID, OLD_ID, MOBILE = 18, 15, 11
CARD_LENGTHS = (19, 18, 17, 16)
"""Digits of the numbers looked for; cards the longest first."""
_CENTURY = 1900


def is_identity(number: str, published: date | None) -> bool:
    """Whether 18 characters are a citizen's number by province, birth date and check digit.

    Nobody in a text is born after the day it came out.
    """
    if number[:2] not in _regions():
        return False
    born, births = _birth(number[6:14]), _births()
    last = published or births["last"]
    if born is None or not births["first"] <= born <= last:
        return False
    return ric.calc_check_digit(number) == number[17]


def is_old_identity(number: str) -> bool:
    """Whether 15 digits are a citizen's number of before 1999, which had no check digit."""
    return is_known_region(number) and _birth(f"{_CENTURY // 100}{number[6:12]}") is not None


def is_known_region(number: str) -> bool:
    """Whether the prefecture in front was ever given out."""
    return number[:4] in _regions().get(number[:2], frozenset())


def is_organisation(number: str) -> bool:
    """Whether 18 characters are a unified social credit code: not personal, and public."""
    return uscc.is_valid(number)


def is_mobile(number: str) -> bool:
    """Whether 11 digits begin with a prefix that is in use."""
    prefixes = _mobile_prefixes()
    return number[:3] in prefixes or number[:4] in prefixes


class Issuer(StrEnum):
    """How well the prefix of a card tells its issuer."""

    EXACT = "exact"
    RANGE = "range"
    BRAND = "brand"


def card_issuer(number: str) -> Issuer | None:
    """What the prefix of a card of that length tells; None: no card, or a wrong check digit."""
    if number[:2] not in _card_heads() and number[0] not in _card_heads():
        return None
    for issuer in Issuer:
        prefixes, lengths = _issuers().get((issuer, len(number)), (frozenset(), ()))
        if any(number[:size] in prefixes for size in lengths):
            return issuer if luhn.is_valid(number) else None
    return None


def _birth(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None


@cache
def _births() -> dict[str, date]:
    return {which: date.fromisoformat(day) for which, day, _ in rows("privacy_births", 3)}


@cache
def _regions() -> dict[str, frozenset[str]]:
    return {code: frozenset(known.split()) for code, _, known in rows("privacy_regions", 3)}


@cache
def _mobile_prefixes() -> frozenset[str]:
    return frozenset(prefix for prefix, _, _ in rows("privacy_mobile", 3))


@cache
def _card_heads() -> frozenset[str]:
    """What cards begin with: a look at these spares most numbers every other."""
    return frozenset(one[:2] for _, _, some in rows("privacy_cards", 3) for one in some.split())


@cache
def _issuers() -> dict[tuple[Issuer, int], tuple[frozenset[str], tuple[int, ...]]]:
    """By sort and length of the card: the prefixes, and how long these are."""
    found: dict[tuple[Issuer, int], set[str]] = {}
    for issuer, lengths, prefixes in rows("privacy_cards", 3):
        for length in lengths.split():
            found.setdefault((Issuer(issuer), int(length)), set()).update(prefixes.split())
    return {
        key: (frozenset(some), tuple(sorted({len(one) for one in some})))
        for key, some in found.items()
    }
