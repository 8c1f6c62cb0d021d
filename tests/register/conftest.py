"""The register of a small office, and who keeps it."""

import pytest

from tests.office.conftest import (  # noqa: F401
    inspection,
    neighbour,
    office,
    order,
    other_office,
    register,
    reviewer,
)
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role
from xuncha.office.registry.models import Account, Site


@pytest.fixture
def keeper(office):  # noqa: F811
    return User.objects.create_user("zhao", office, name="赵检", role=Role.INSPECTOR)


@pytest.fixture
def leader(office):  # noqa: F811
    return User.objects.create_user("qian", office, name="钱读", role=Role.READER)


@pytest.fixture
def site(register):  # noqa: F811
    return Site.objects.get(office=register, code="1100000001")


@pytest.fixture
def account(register):  # noqa: F811
    return Account.objects.get(office=register, code="A1")


@pytest.fixture
def home(settings, tmp_path):
    settings.XUNCHA_HOME = tmp_path
    return tmp_path


@pytest.fixture
def page(client, keeper, home):
    client.force_login(keeper)
    return client
