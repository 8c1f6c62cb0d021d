"""The looks at a home page over IPv6 and at its certificate, out of the bundle."""

from cryptography import x509
from cryptography.x509.oid import ExtensionOID, NameOID

from xuncha.engine.bundle.exchange import Purpose
from xuncha.engine.bundle.reader import Bundle
from xuncha.engine.domain.fetches import Fetch
from xuncha.engine.domain.services import Certificate, Ways
from xuncha.engine.domain.windows import local_day
from xuncha.engine.domain.words import UnableClass

MAX_NAMES = 100


def read_ways(bundle: Bundle) -> Ways:
    """What both looks showed; empty where the settings asked for none. The last look counts."""
    if not bundle.settings.looks_at_ways:
        return Ways()
    over_ipv6 = next(reversed(list(bundle.link_looks(Purpose.OVER_IPV6))), None)
    shown = next(reversed(list(bundle.link_looks(Purpose.CERTIFICATE))), None)
    certificate = read_certificate(shown) if shown is not None and shown.body else None
    failure, reason = (shown.failure, shown.failure_reason) if shown is not None else (None, "")
    if shown is not None and certificate is None and failure is None:
        failure, reason = UnableClass.UNREADABLE, "证书的内容读不出来"
    return Ways(
        ipv6_looked=over_ipv6 is not None,
        ipv6_failure=_unanswered(over_ipv6),
        ipv6_reason=over_ipv6.failure_reason if over_ipv6 is not None else "",
        certificate_looked=shown is not None,
        certificate=certificate,
        certificate_failure=None if certificate is not None else failure,
        certificate_reason="" if certificate is not None else reason,
    )


def _unanswered(look: Fetch | None) -> UnableClass | None:
    """Why no answer came; any answer, of whatever status, shows that the way is open."""
    return look.failure if look is not None and look.status is None else None


def read_certificate(look: Fetch) -> Certificate | None:
    """The certificate a look brought; None where it cannot be read."""
    try:
        found = x509.load_pem_x509_certificate(look.body)
        names = _names(found)
        return Certificate(
            names=names,
            valid_from=local_day(found.not_valid_before_utc),
            valid_to=local_day(found.not_valid_after_utc),
            issuer=found.issuer.rfc4514_string(),
            is_self_signed=found.issuer == found.subject,
            record=look.record,
        )
    except (ValueError, x509.DuplicateExtension, x509.UnsupportedGeneralNameType):
        return None


def _names(found: x509.Certificate) -> tuple[str, ...]:
    """The hosts it is for: its alternative names; its common name where it has none."""
    try:
        held = found.extensions.get_extension_for_oid(ExtensionOID.SUBJECT_ALTERNATIVE_NAME).value
    except x509.ExtensionNotFound:
        common = found.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        return tuple(str(one.value).lower() for one in common)
    assert isinstance(held, x509.SubjectAlternativeName)
    hosts = [str(one).lower() for one in held.get_values_for_type(x509.DNSName)]
    addresses = [str(one) for one in held.get_values_for_type(x509.IPAddress)]
    return tuple((hosts + addresses)[:MAX_NAMES])
