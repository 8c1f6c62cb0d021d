"""A round of a small office, and who runs it."""

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
from tests.register.conftest import home, keeper, leader, site  # noqa: F401
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role


@pytest.fixture
def approver(office):  # noqa: F811
    return User.objects.create_user("sun", office, name="孙签", role=Role.APPROVER)


@pytest.fixture
def page(client, keeper, home):  # noqa: F811
    client.force_login(keeper)
    return client
