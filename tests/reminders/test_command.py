"""``xuncha remind``: one run, said in one line or as JSON."""

import json
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from typer.testing import CliRunner

from tests.reminders.conftest import contact
from xuncha.cli import remind as command
from xuncha.cli.main import app
from xuncha.engine.domain.errors import InputError
from xuncha.office.reminders import installation as settings_of
from xuncha.office.reminders.terms import Terms


@pytest.fixture
def run(known, monkeypatch):
    monkeypatch.setattr(command, "open_office", lambda: None)
    monkeypatch.setattr(settings_of, "installation", lambda: known)
    monkeypatch.setattr(Terms, "is_quiet", lambda *_: False)
    return lambda *words: CliRunner().invoke(app, ["remind", *words])


def test_a_run_says_what_it_did(run, to_city, clerk, wecom):
    contact(clerk)
    told = json.loads(run("--json").stdout)
    assert (told["composed"], told["sent"], told["failed"]) == (1, 1, 0)
    assert json.loads(run("--json").stdout)["sent"] == 0
    assert len(wecom.received) == 1
    assert "已发出 0 条" in run().stdout


def test_a_run_clears_the_sessions_that_ended(run, clerk):
    for days in (-1, 1):
        ends = timezone.now() + timedelta(days=days)
        Session.objects.create(session_key=f"day{days}", session_data="", expire_date=ends)
    run()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["day1"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAIL_PORT", "abc"),
        ("MAIL_SECURITY", "tls"),
        ("INSIDE", "sms.example"),
        ("INSIDE", "a=b"),
    ],
)
def test_a_setting_that_cannot_be_used_is_named(monkeypatch, name, value):
    monkeypatch.setenv(f"XUNCHA_REMIND_{name}", value)
    with pytest.raises(InputError, match=f"XUNCHA_REMIND_{name}"):
        settings_of.installation.__wrapped__()
