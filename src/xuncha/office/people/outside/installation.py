"""Which outside doors an installation has, read from the environment (prefix XUNCHA_SIGN_IN)."""

import importlib.util
import ssl
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from xuncha.engine.domain.errors import InputError

PREFIX = "XUNCHA_SIGN_IN"
NAME_SLOT = "{name}"
"""Where a template of the settings takes the name a person typed."""


class Door(StrEnum):
    """A way in. ``password`` is the login's own password, kept here."""

    OIDC = "oidc"
    CAS = "cas"
    LDAP = "ldap"
    PASSWORD = "password"  # noqa: S105  # the name of a door


DOOR_LABELS = {
    Door.OIDC: "OIDC",
    Door.CAS: "CAS",
    Door.LDAP: "LDAP",
    Door.PASSWORD: "本系统口令",
}
OUTSIDE = (Door.OIDC, Door.CAS, Door.LDAP)
_PARTS = {Door.OIDC: ("authlib", "requests"), Door.CAS: ("cas", "requests"), Door.LDAP: ("ldap3",)}
"""What must be importable for a door: the parts of the extra of the same name."""


class Installation(BaseSettings):
    """The outside doors of an installation; without any, logins have their own passwords.

    ``doors`` lists them (``oidc,ldap``). ``site`` is the address people open the office under:
    services send people back there and nowhere else. ``ca`` is a file of certificates to trust
    instead of the system's. ``code_outside`` lists the doors that ask for a second factor
    themselves. ``oidc_hosts`` names hosts beside the issuer's own that its endpoints may lie on.
    ``oidc_claim`` and ``cas_attribute`` say where a person's outside name stands.
    """

    model_config = SettingsConfigDict(env_prefix=f"{PREFIX}_", populate_by_name=True)

    doors: str = Field("", validation_alias=PREFIX)
    site: str = ""
    ca: str = ""
    code_outside: str = ""
    oidc_name: str = "统一身份认证"
    oidc_issuer: str = ""
    oidc_client: str = ""
    oidc_secret_file: str = ""
    oidc_claim: str = "preferred_username"
    oidc_scopes: str = "openid profile"
    oidc_hosts: str = ""
    cas_name: str = "统一身份认证"
    cas_url: str = ""
    cas_protocol: Literal["2", "3"] = "3"
    cas_attribute: str = ""
    ldap_name: str = "目录账号"
    ldap_url: str = ""
    ldap_user_dn: str = ""
    ldap_base: str = ""
    ldap_filter: str = ""
    ldap_bind_dn: str = ""
    ldap_bind_password_file: str = ""

    @property
    def open_doors(self) -> tuple[Door, ...]:
        """The outside doors there are. InputError for a word that names none."""
        return _listed(self.doors, "")

    @property
    def doors_with_code(self) -> tuple[Door, ...]:
        """The doors whose service asks for a second factor itself."""
        return _listed(self.code_outside, "code_outside")

    @property
    def trusted(self) -> str | bool:
        """The certificates to trust: a file, a folder, or True for those that come with the
        part."""
        system = ssl.get_default_verify_paths()
        return self.ca or system.cafile or system.capath or True

    def label(self, door: Door) -> str:
        """What people call a door."""
        return str(getattr(self, f"{door}_name"))

    def secret(self, setting: str) -> str:
        """The content of the file a setting names; empty where it names none."""
        named = str(getattr(self, setting))
        if not named:
            return ""
        try:
            return Path(named).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as fault:
            raise _wrong(setting, "文件读不出来", "核对路径和读取权限") from fault


@cache
def installation() -> Installation:
    """The outside doors of this installation, read once per process.

    InputError names the setting that cannot be used, or the part that is not installed.
    """
    try:
        known = Installation()
    except ValidationError as wrong:
        setting = "_".join(str(part) for part in wrong.errors()[0]["loc"])
        raise _wrong(setting, "登录设置的值不对", "按 docs/sign-in.md 改正后再启动") from None
    _check(known)
    return known


def has_doors() -> bool:
    """Whether people come in through an outside door; then passwords kept here open nothing but
    the emergency door."""
    return bool(installation().open_doors)


def _check(known: Installation) -> None:
    for door in known.open_doors:
        missing = [part for part in _PARTS[door] if importlib.util.find_spec(part) is None]
        if missing:
            raise InputError(
                f"没有安装 {door} 登录所需的部件（{'、'.join(missing)}）",
                f"环境变量 {PREFIX}",
                f"运行 pip install 'xuncha[{door}]' 后再启动，或从该变量中去掉 {door}",
            )
        _CHECKS[door](known)
    if Door.LDAP in known.doors_with_code:
        raise _wrong("code_outside", "LDAP 只核对口令，不核对验证码", "只写 oidc 或 cas")
    if known.ca and not Path(known.ca).is_file():
        raise _wrong("ca", "证书文件不存在", "核对路径")


def _check_oidc(known: Installation) -> None:
    _check_address(known, "site", "https")
    _check_address(known, "oidc_issuer", "https")
    _check_filled(known, "oidc_client", "填写身份服务发给本系统的客户端标识")
    known.secret("oidc_secret_file")


def _check_cas(known: Installation) -> None:
    _check_address(known, "site", "https")
    _check_address(known, "cas_url", "https")


def _check_ldap(known: Installation) -> None:
    _check_address(known, "ldap_url", "ldaps", "ldap")
    if known.ldap_user_dn:
        _check_slot(known, "ldap_user_dn")
    else:
        _check_filled(known, "ldap_base", f"填写 {PREFIX}_LDAP_USER_DN，或填写查找的起点和条件")
        _check_slot(known, "ldap_filter")
    if known.ldap_bind_dn and not known.secret("ldap_bind_password_file"):
        raise _wrong("ldap_bind_password_file", "没有查找账号的口令", "把口令写进文件，填写路径")


_CHECKS = {Door.OIDC: _check_oidc, Door.CAS: _check_cas, Door.LDAP: _check_ldap}


def _check_address(known: Installation, setting: str, *schemes: str) -> None:
    """Only encrypted addresses: ``ldap:`` is one that begins with StartTLS."""
    try:
        parts = urlsplit(str(getattr(known, setting)))
        sound = parts.scheme in schemes and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if not sound or parts.username is not None or parts.query or parts.fragment:
        told = " 或 ".join(f"{scheme}://主机名" for scheme in schemes)
        raise _wrong(setting, "没有填写地址或写法不对", f"写成 {told}[:端口]，不带账号和参数")


def _check_filled(known: Installation, setting: str, remedy: str) -> None:
    if not getattr(known, setting):
        raise _wrong(setting, "没有填写", remedy)


def _check_slot(known: Installation, setting: str) -> None:
    if NAME_SLOT not in str(getattr(known, setting)):
        remedy = f"用 {NAME_SLOT} 标出登录名的位置，如 uid={NAME_SLOT}"
        raise _wrong(setting, f"其中没有 {NAME_SLOT}", remedy)


def _listed(text: str, setting: str) -> tuple[Door, ...]:
    words = [word.strip().lower() for word in text.split(",") if word.strip()]
    known = {door.value: door for door in OUTSIDE}
    for word in words:
        if word not in known:
            raise _wrong(setting, f"不认识“{word[:20]}”", "从 oidc、cas、ldap 中选，用逗号分开")
    return tuple(dict.fromkeys(known[word] for word in words))


def _wrong(setting: str, what: str, remedy: str) -> InputError:
    named = f"{PREFIX}_{setting}".rstrip("_").upper()
    return InputError(what, f"环境变量 {named}", remedy)
