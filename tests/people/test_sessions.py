"""Sessions end by themselves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.office.conftest import office, reviewer  # noqa: F401

START = timezone.now()


@pytest.fixture
def clock(monkeypatch):
    """A clock the test sets forward, in minutes."""
    moment = [START]
    monkeypatch.setattr("xuncha.web.sessions.timezone.now", lambda: moment[0])

    def forward(minutes):
        moment[0] += timedelta(minutes=minutes)

    return forward


def test_who_was_away_too_long_is_signed_out(client, reviewer, clock):  # noqa: F811
    client.force_login(reviewer)
    assert client.get(reverse("rounds")).status_code == 200
    clock(59)
    assert client.get(reverse("rounds")).status_code == 200
    clock(61)
    response = client.get(reverse("rounds"), follow=True)
    assert "登录时间已到" in response.content.decode()


def test_who_typed_past_the_end_reads_that_it_was_not_kept(client, reviewer, clock):  # noqa: F811
    client.force_login(reviewer)
    client.get(reverse("rounds"))
    clock(61)
    response = client.post(reverse("allowances"), {"text": "布署"}, follow=True)
    assert "刚才提交的这一次没有保存" in response.content.decode()


def test_going_back_to_an_address_that_is_none_is_no_fault(client, reviewer):  # noqa: F811
    client.force_login(reviewer)
    assert client.post(reverse("text-size"), {"next": "rounds"}).status_code == 302


def test_a_session_ends_after_a_working_day_even_when_used(client, reviewer, clock):  # noqa: F811
    client.force_login(reviewer)
    client.get(reverse("rounds"))
    for _ in range(14):
        clock(50)
        assert client.get(reverse("rounds")).status_code == 200
    clock(50)
    assert client.get(reverse("rounds")).status_code == 302
