"""A round whose rows people judge, and what they hand in."""

from dataclasses import replace

import pytest

from tests.office.conftest import (  # noqa: F401
    neighbour,
    office,
    order,
    other_office,
    register,
    reviewer,
)
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.office.casework import rounds
from xuncha.office.forms import answering
from xuncha.office.forms.answering import Submission
from xuncha.office.forms.definition import load_forms
from xuncha.office.forms.filled import read
from xuncha.office.forms.reach import form_of
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role

PORTAL = "1100000001"
ACCOUNT = "A1"
ROWS = (
    "W-V1.2", "W-V1.6", "W-V5.1", "W-V5.2", "W-V6.2", "W-V6.3", "W-V3",
    "D-1.1", "D-1.7", "D-1.8", "D-2.4", "D-3.4", "D-4.5", "B-2", "N-V2.1", "N-V3.1",
)  # fmt: skip
SEEN = "https://qs.example/seen.html"


@pytest.fixture
def home(settings, tmp_path):
    settings.XUNCHA_HOME = tmp_path
    return tmp_path


@pytest.fixture
def inspection(register, order, reviewer, home):  # noqa: F811
    book = load_rulebook("national-2019")
    return rounds.open_round(register, replace(order, book=book, rows_in_force=ROWS), reviewer)


@pytest.fixture
def portal(inspection):
    return inspection.targets.get(code=PORTAL)


@pytest.fixture
def account(inspection):
    return inspection.targets.get(code=ACCOUNT)


@pytest.fixture
def colleague(office):  # noqa: F811
    return User.objects.create_user("zhao", office, name="赵核", role=Role.REVIEWER)


@pytest.fixture
def reader(office):  # noqa: F811
    return User.objects.create_user("duan", office, name="段阅", role=Role.READER)


def form(name):
    return next(one for one in load_forms() if one.name == name)


def fill(name, posted, standing=()):
    return read(form(name), posted, standing)


def hand_in(target, key, posted, user, *, base=0, at=None, pictures=()):
    used = form_of(target.round, key)
    filled = read(used.form, posted, ())
    return answering.answer(target, used, Submission(filled, base, pictures), user, at=at)


def said(finding="met", **more):
    """An answer to a general form."""
    return {"h.finding": finding, "h.what": "首页未见该栏目", "links": SEEN, **more}
