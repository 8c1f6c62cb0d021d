"""LDAP: a bind with the person's own name and password, over TLS, at the configured server."""

import ssl
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import ldap3
from ldap3.core.exceptions import LDAPException
from ldap3.utils.conv import escape_filter_chars
from ldap3.utils.dn import escape_rdn

from xuncha.office.people.errors import OutsideUnableError
from xuncha.office.people.outside.calls import TIMEOUT_S
from xuncha.office.people.outside.installation import NAME_SLOT, Installation

_SILENT = frozenset({1, 2, 3, 8, 10, 13, 51, 52, 80})
"""Result codes of RFC 4511 by which a server says nothing about a password: operations and
protocol errors, a time limit, stronger authentication or confidentiality asked for, a referral,
busy, unavailable, other."""


@dataclass(frozen=True, slots=True)
class _Bind:
    dn: str
    password: str


def proves(known: Installation, name: str, password: str) -> bool:
    """Whether the directory takes this password for the entry of this name.

    False too where no entry or several are found. OutsideUnableError when the directory cannot be
    asked. An empty password is never sent: a server takes such a bind for nobody's, and says yes.
    """
    if not name or not password or "\0" in name + password:
        return False
    try:
        dn = _dn_of(known, name)
        return bool(dn) and _binds(known, _Bind(dn, password))
    except (LDAPException, OSError, ssl.CertificateError) as fault:
        raise OutsideUnableError from fault


def _dn_of(known: Installation, name: str) -> str:
    """The entry of a name, from the template or looked for; empty where not exactly one is."""
    if known.ldap_user_dn:
        return known.ldap_user_dn.replace(NAME_SLOT, str(escape_rdn(name)))
    looker = _Bind(known.ldap_bind_dn, known.secret("ldap_bind_password_file"))
    connection = _connected(known, looker)
    try:
        _, result, _, _ = connection.bind()
        if result["result"] != 0:
            raise OutsideUnableError
        wanted = known.ldap_filter.replace(NAME_SLOT, escape_filter_chars(name))
        _, result, entries, _ = connection.search(
            known.ldap_base,
            wanted,
            attributes=[ldap3.NO_ATTRIBUTES],
            size_limit=2,
            time_limit=TIMEOUT_S,
        )
        if result["result"] in _SILENT:
            raise OutsideUnableError
        found = [one["dn"] for one in entries or () if one["type"] == "searchResEntry"]
        return str(found[0]) if len(found) == 1 else ""
    finally:
        connection.unbind()


def _binds(known: Installation, who: _Bind) -> bool:
    connection = _connected(known, who)
    try:
        _, result, _, _ = connection.bind()
    finally:
        connection.unbind()
    if result["result"] in _SILENT:
        raise OutsideUnableError
    return int(result["result"]) == 0


def _connected(known: Installation, who: _Bind) -> Any:
    """A connection over TLS whose certificate is checked, before anything is said on it."""
    parts = urlsplit(known.ldap_url)
    tls = ldap3.Tls(
        validate=ssl.CERT_REQUIRED,
        ca_certs_file=known.ca or None,
        sni=parts.hostname,
    )
    has_tls = parts.scheme == "ldaps"
    server = ldap3.Server(
        parts.hostname,
        port=parts.port or (636 if has_tls else 389),
        use_ssl=has_tls,
        tls=tls,
        connect_timeout=TIMEOUT_S,
        get_info=ldap3.NONE,
    )
    connection = ldap3.Connection(
        server,
        user=who.dn or None,
        password=who.password or None,
        authentication=ldap3.SIMPLE if who.dn else ldap3.ANONYMOUS,
        client_strategy=ldap3.SAFE_SYNC,
        auto_referrals=False,
        receive_timeout=TIMEOUT_S,
        raise_exceptions=False,
    )
    connection.open()
    if not has_tls:
        connection.start_tls()
        if not connection.tls_started:
            raise OutsideUnableError
    return connection
