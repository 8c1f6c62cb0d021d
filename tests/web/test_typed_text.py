"""Characters nobody sees come along when people paste; no database and no paper holds them."""

import pytest
from django.urls import reverse

from tests.web.conftest import CODE
from xuncha.office.wordlists.models import AllowanceRecord

UNSEEN = "\x00\x0b\x1f\ufffe"


def test_what_was_pasted_is_kept_without_the_characters_nobody_sees(page, seen):
    said = {"scope": "office", "text": f"布{UNSEEN}署", "reason": "引用\x00原文\t见\n附件"}
    response = page.post(reverse("allowances"), said, follow=True)
    assert response.status_code == 200
    kept = AllowanceRecord.objects.get()
    assert (kept.text, kept.reason) == ("布署", "引用原文\t见\n附件")


@pytest.mark.parametrize("name", ["targets", "findings", "queue"])
def test_a_filter_with_such_characters_is_read_without_them(page, seen, name):
    address = reverse(name, args=[seen.pk])
    assert page.get(address, {"words": f"县{UNSEEN}", "region\x00": "\x00"}).status_code == 200


@pytest.mark.parametrize("place", ["rounds/1/targets/{}%00/", "rules/a%00b/", "static/%00.css"])
def test_an_address_with_such_a_character_names_nothing(page, seen, place):
    assert page.get("/" + place.format(CODE)).status_code == 404


def test_signing_in_with_one_is_refused_like_any_wrong_password(client, db):
    said = {"username": "li\x00", "password": "falsch\x00"}
    assert client.post(reverse("login"), said).status_code == 401
