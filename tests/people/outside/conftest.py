"""An installation with outside doors, its services on loopback, and people with logins."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from django.core.cache import cache
from django.urls import reverse

from tests.office.conftest import office, reviewer  # noqa: F401
from tests.people.outside.certificates import certificate
from tests.people.outside.directory import Directory, directory
from tests.people.outside.fakes import CLIENT, SECRET, CasServer, Issuer, running
from xuncha.office.people.models import AuditRecord, User
from xuncha.office.people.outside.installation import PREFIX, installation
from xuncha.office.people.roles import Role

NOW = datetime(2026, 10, 1, 8, 0, 0, tzinfo=UTC)
SITE = "https://xc.example.gov.cn"
PEOPLE = {"uid=li,ou=people": ("li", "right"), "uid=wang,ou=people": ("wang", "also right")}
LOOKER = "cn=looker"


@pytest.fixture(scope="session")
def shown(tmp_path_factory):
    """The certificate of every server here, and the file that makes it trusted."""
    return certificate(tmp_path_factory.mktemp("certificates"))


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The time of the test, set forward by it."""
    moment = SimpleNamespace(now=NOW)
    monkeypatch.setattr("django.utils.timezone.now", lambda: moment.now)
    return moment


@pytest.fixture(autouse=True)
def quick_hashing(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


@pytest.fixture
def installed(monkeypatch, shown):
    """Sets the installation's environment; ``XUNCHA_SIGN_IN`` is the empty name."""

    def install(doors="", **settings):
        monkeypatch.setenv(PREFIX, doors)
        for name, value in {"site": SITE, "ca": str(shown.file), **settings}.items():
            monkeypatch.setenv(f"{PREFIX}_{name}".upper(), value)
        installation.cache_clear()

    yield install
    installation.cache_clear()


@pytest.fixture
def issuer(installed, shown, clock, tmp_path):
    """An OpenID issuer the installation trusts."""
    fake = Issuer(lambda: clock.now)
    with running(fake.answer, shown) as server:
        fake.url = server.url
        fake.asked = server.asked
        secret = tmp_path / "secret"
        secret.write_text(f"{SECRET}\n", encoding="utf-8")
        told = {"oidc_issuer": server.url, "oidc_client": CLIENT, "oidc_secret_file": str(secret)}
        installed("oidc", **told)
        yield fake


@pytest.fixture
def cas_server(installed, shown):
    """A CAS server the installation trusts."""
    fake = CasServer()
    with running(fake.answer, shown) as server:
        fake.url, fake.asked = f"{server.url}/cas", server.asked
        installed("cas", cas_url=fake.url)
        yield fake


@pytest.fixture
def people(installed, shown):
    """A directory the installation trusts; entries are looked for."""
    fake = Directory({**PEOPLE, LOOKER: ("looker", "looks")})
    with directory(fake, shown):
        yield fake


@pytest.fixture
def looking(people, installed, tmp_path):
    """The installation looks for entries in the directory."""
    file = tmp_path / "looker"
    file.write_text("looks", encoding="utf-8")
    installed(
        "ldap",
        ldap_url=people.url,
        ldap_base="ou=people",
        ldap_filter="(uid={name})",
        ldap_bind_dn=LOOKER,
        ldap_bind_password_file=str(file),
    )
    return people


@pytest.fixture
def system_admin(office):  # noqa: F811
    return User.objects.create_user("xi", office, name="系统", role=Role.SYSTEM_ADMIN)


@pytest.fixture
def come_in(client):
    """Signs in through an identity service; the last answer. ``change`` alters what the browser
    brings back."""

    def come_in(door, service, change=lambda said: said, wanted=""):
        url = reverse("door", args=[door]) + (f"?next={wanted}" if wanted else "")
        place = client.get(url).url
        said = change(service.sign_in(place))
        back = client.get(reverse("door-back", args=[door]), said)
        return client.get(back.context["place"])

    return come_in


@pytest.fixture
def told(client):
    """The line the login page shows now."""

    def told():
        return client.get(reverse("login")).content.decode()

    return told


@pytest.fixture
def refusals():
    """The refusals in the chain so far, by login name and reason."""

    def listed():
        rows = AuditRecord.objects.filter(act="login.refused").order_by("seq")
        return [(row.actor.username, row.detail["refusal"]) for row in rows]

    return listed


def signed_in(client) -> bool:
    """Whether somebody is signed in."""
    return client.get(reverse("rounds")).status_code == 200
