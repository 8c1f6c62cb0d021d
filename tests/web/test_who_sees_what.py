"""Every address: a stranger is sent to the login, another office's user finds nothing."""

import hashlib

import pytest
from django.urls import reverse
from django.urls.resolvers import URLPattern

from tests.web.conftest import CODE, FORM, OWN_WRONG, PICTURE, RECORD, RULE, YEAR
from xuncha.engine.domain.outcomes import fingerprint_of
from xuncha.web.urls import urlpatterns

OPEN = {"login", "logout"}
SEALED = {"alarms", "alarm"}
OWN_WORDS = {
    "wordlists",
    "wordlist",
    "wordlist-draft",
    "wordlist-download",
    "allowances",
    "rules",
}
OF_NO_OFFICE = {
    "login",
    "logout",
    "password",
    "home",
    "rounds",
    "check",
    "audit",
    "assessments",
    *OWN_WORDS,
}
ARGUMENTS = {
    "code": CODE,
    "form": FORM,
    "sha256": hashlib.sha256(PICTURE).hexdigest(),
    "record": RECORD,
    "subject": "home",
    "slug": "columns-blank",
    "name": "通报.docx",
    "kind": "words",
    "number": 1,
    "rule": RULE,
    "year": YEAR,
    "region": "青石市",
    "fingerprint": fingerprint_of("wording", CODE, "http://qs.example/a.html|<b>错字</b>"),
}


def address(pattern: URLPattern, inspection) -> str:
    values = {**ARGUMENTS, "pk": inspection.pk}
    wanted = pattern.pattern.converters
    return reverse(pattern.name, kwargs={name: values[name] for name in wanted})


NAMES = [pattern.name for pattern in urlpatterns]


def _pattern(name):
    return next(pattern for pattern in urlpatterns if pattern.name == name)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OPEN])
def test_a_stranger_is_sent_to_the_login(client, seen, name):
    response = client.get(address(_pattern(name), seen))
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OPEN | SEALED])
def test_the_office_itself_opens_every_page(page, seen, name):
    response = page.get(address(_pattern(name), seen), follow=True)
    assert response.status_code == 200


@pytest.mark.parametrize("name", [name for name in NAMES if name not in OF_NO_OFFICE])
def test_another_office_finds_no_round_of_this_one(client, seen, neighbour, name):
    client.force_login(neighbour)
    assert client.get(address(_pattern(name), seen)).status_code == 404


def test_another_office_downloads_no_list_of_this_one(client, seen, neighbour):
    client.force_login(neighbour)
    assert client.get(address(_pattern("wordlist-download"), seen)).status_code == 404


@pytest.mark.parametrize("name", ["home", "rounds", "audit", *sorted(OWN_WORDS)])
def test_another_offices_lists_are_empty(client, seen, neighbour, name):
    client.force_login(neighbour)
    text = client.get(address(_pattern(name), seen), follow=True).content.decode(errors="replace")
    assert seen.title not in text
    assert OWN_WRONG not in text
    assert "李审" not in text


def test_an_inactive_user_sees_nothing(client, seen, reviewer):
    client.force_login(reviewer)
    reviewer.is_active = False
    reviewer.save()
    assert client.get(reverse("round", args=[seen.pk])).status_code == 302


def test_every_page_forbids_scripts_and_frames(page, seen):
    response = page.get(reverse("round", args=[seen.pk]))
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert response.headers["X-Frame-Options"] == "DENY"
    text = response.content.decode()
    assert "<script" not in text
    assert "style=" not in text
