"""The services behind the open doors; the parts they need are loaded when they are asked for."""

from urllib.parse import urlsplit

from xuncha.office.people.errors import OutsideUnableError
from xuncha.office.people.outside.installation import Door, installation
from xuncha.office.people.outside.journey import Service


def service_of(door: Door, back: str) -> Service:
    """The identity service behind a door people are sent through; ``back`` is the path it sends
    them back to. OutsideUnableError for a door that is not open."""
    known = installation()
    if door not in known.open_doors:
        raise OutsideUnableError
    parts = urlsplit(known.site)
    whole = f"{parts.scheme}://{parts.netloc}{back}"
    if door is Door.OIDC:
        from xuncha.office.people.outside.oidc import OidcService

        return OidcService(known, whole)
    if door is Door.CAS:
        from xuncha.office.people.outside.cas import CasService

        return CasService(known, whole)
    raise OutsideUnableError


def directory_proves(name: str, password: str) -> bool:
    """Whether the installation's directory takes this password for this name.
    OutsideUnableError when it cannot be asked."""
    from xuncha.office.people.outside import ldap

    return ldap.proves(installation(), name, password)
