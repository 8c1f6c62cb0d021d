"""One-time codes from a phone (TOTP, RFC 6238): a second factor a person may switch on."""

import base64
from datetime import datetime

import pyotp
import segno
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction

from xuncha.office.people import audit
from xuncha.office.people.models import User

ISSUER = "巡查"
STEP_SECONDS = 30
NEIGHBOUR_STEPS = 1
"""A phone's clock may be one step off; RFC 6238 section 5.2 asks for no more."""


def new_secret() -> str:
    """A fresh secret, to be shown once and kept only when a code of it was entered."""
    return pyotp.random_base32()


def picture_of(user: User, secret: str) -> str:
    """The secret as a QR picture (SVG markup) that authenticator apps read."""
    uri = pyotp.TOTP(secret).provisioning_uri(name=user.username, issuer_name=ISSUER)
    return str(segno.make(uri, error="m").svg_inline(scale=4, border=4, light="#ffffff"))


def switch_on(user: User, secret: str, code: str, now: datetime) -> bool:
    """Ask this person for codes from now on. False when the code is not one of the secret's."""
    step = _step_of(secret, code, now, after=0)
    if step is None:
        return False
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        row.second_factor = _box().encrypt(secret.encode()).decode()
        row.second_factor_step = step
        row.save(update_fields=["second_factor", "second_factor_step"])
        audit.append(row, "login.second_factor_on", row, at=now)
    user.refresh_from_db()
    return True


def switch_off(user: User, actor: User) -> None:
    """Ask this person for no codes any more; by themselves or by who keeps the users."""
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        row.second_factor, row.second_factor_step = "", 0
        row.save(update_fields=["second_factor", "second_factor_step"])
        audit.append(actor, "login.second_factor_off", row, {"name": row.name})
    user.refresh_from_db()


def accepts(user: User, code: str, now: datetime) -> bool:
    """Whether the code is right at ``now``; each code opens one login."""
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        secret = _opened(row.second_factor)
        step = _step_of(secret, code, now, after=row.second_factor_step) if secret else None
        if step is None:
            return False
        row.second_factor_step = step
        row.save(update_fields=["second_factor_step"])
    return True


def _step_of(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    digits = "".join(code.split())
    newest = int(now.timestamp()) // STEP_SECONDS
    for step in range(newest - NEIGHBOUR_STEPS, newest + NEIGHBOUR_STEPS + 1):
        made = pyotp.TOTP(secret).generate_otp(step)
        if step > after and pyotp.utils.strings_equal(made, digits):
            return step
    return None


def _opened(sealed: str) -> str:
    """The secret; empty where the installation's key changed and nobody can open it any more."""
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        return ""


def _box() -> Fernet:
    derived = HKDF(SHA256(), length=32, salt=None, info=b"xuncha second factor")
    return Fernet(base64.urlsafe_b64encode(derived.derive(str(settings.SECRET_KEY).encode())))
