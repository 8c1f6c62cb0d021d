"""Addresses of people and keys of their robots, sealed with the installation's own key."""

import base64
import json

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from xuncha.office.reminders.channels.channel import Address

PURPOSE = b"xuncha reminders: addresses"


def seal(address: Address) -> str:
    """What is kept of an address: nothing that can be read without the installation's key."""
    plain = json.dumps([address.value, address.secret], ensure_ascii=False)
    return _box().encrypt(plain.encode()).decode()


def unseal(sealed: str) -> Address | None:
    """The address; None where the installation's key is no longer the one it was sealed with."""
    try:
        value, secret = json.loads(_box().decrypt(sealed.encode()))
    except (InvalidToken, ValueError):
        return None
    return Address(value, secret)


def _box() -> Fernet:
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return Fernet(base64.urlsafe_b64encode(kdf.derive(str(settings.SECRET_KEY).encode())))
