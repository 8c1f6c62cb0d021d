"""Judge a proved number by its surroundings: certain, doubtful, or nobody's business."""

from xuncha.engine.proofread.privacy import proofs
from xuncha.engine.proofread.privacy.numbers import Form, Number, What
from xuncha.engine.proofread.privacy.surroundings import Label, Surroundings

_APART = frozenset({Form.WHOLE, Form.GROUPED})


def verdict(number: Number, around: Surroundings, row_is_personal: bool) -> str | None:
    """The identity of the rule that applies; None: an office's own number, or no such number.

    ``row_is_personal``: an identity proved in the same sentence or row makes it a person's.
    """
    personal = row_is_personal or around.says("person")
    if number.what is What.ID:
        return _of_identity(number, around, personal)
    if number.what is What.OLD_ID:
        stands_alone = number.form is Form.WHOLE and not number.is_joined
        return "privacy-id-old" if stands_alone and around.label is Label.IDENTITY else None
    if around.is_measured():
        return None
    if number.what is What.CARD:
        return _of_card(number, around, personal)
    return _of_mobile(number, around, personal)


def _of_identity(number: Number, around: Surroundings, personal: bool) -> str | None:
    if around.label is Label.CODE:
        return None if proofs.is_organisation(number.digits) else "privacy-id-doubtful"
    if personal or around.label in {Label.IDENTITY, Label.PRIVATE} or around.says("name"):
        return "privacy-id"
    if number.is_joined:
        return None
    return "privacy-id" if proofs.is_known_region(number.digits) else "privacy-id-doubtful"


def _of_card(number: Number, around: Surroundings, personal: bool) -> str | None:
    if around.label is Label.CODE:
        return None
    if around.says_round("holder") and not (personal or around.label is Label.IDENTITY):
        return None
    issuer = proofs.card_issuer(number.digits)
    branded = issuer is proofs.Issuer.BRAND
    if around.label is Label.ACCOUNT or (not branded and (personal or around.says("name"))):
        return "privacy-card"
    in_groups = number.form is Form.GROUPED
    if number.is_joined or (branded and not in_groups):
        return None
    listed = issuer is proofs.Issuer.EXACT
    if number.form not in _APART:
        return "privacy-card-doubtful" if listed else None
    sure = listed or (in_groups and not branded)
    return "privacy-card" if sure else "privacy-card-doubtful"


def _of_mobile(number: Number, around: Surroundings, personal: bool) -> str | None:
    label = around.label
    if label in {Label.OFFICE, Label.CODE}:
        return None
    if number.is_joined and not around.follows_label():
        return None
    if label is Label.PRIVATE or personal:
        return "privacy-mobile"
    named = around.says("name")
    if label is Label.DESK and not named:
        return None
    if label is None and not named and around.says("figures"):
        return None
    if number.form not in _APART and label is not Label.PHONE and not named:
        return "privacy-mobile-doubtful" if number.form is Form.CELLS else None
    return "privacy-mobile-contact" if _is_on_duty(around) else "privacy-mobile"


def _is_on_duty(around: Surroundings) -> bool:
    """Whether it looks published for an office's business: a contact, an office, its own line."""
    office = around.says("post") if around.label is Label.PHONE else around.says_near("post")
    listed = around.is_of_office_table()
    return listed or office or around.says("contact") or around.has_fixed_line()
