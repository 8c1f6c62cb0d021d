"""Numbers in addresses and forms: what no database can hold is nothing, not a fault of ours."""

import pytest
from django.urls import reverse

from xuncha.web.pages import whole

ODD = ["9" * 5000, "9" * 19, "９９", "-1", "1.5", "", "x", "²"]


@pytest.mark.parametrize("text", ODD)
def test_what_is_no_number_a_database_holds_gives_the_other(text):
    assert whole(text, -7) == -7


def test_a_number_is_read():
    assert whole("42") == 42


@pytest.mark.parametrize("text", ODD[:2])
def test_an_endless_number_finds_nothing(page, seen, text):
    assert page.get(reverse("queue", args=[seen.pk]), {"case": text}).status_code == 200
    assert page.post(reverse("allowances"), {"withdraw": text, "reason": "x"}).status_code == 404
    assert page.post(reverse("incidents", args=[seen.pk]), {"number": text}).status_code == 404
