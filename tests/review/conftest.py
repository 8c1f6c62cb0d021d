"""A round with text errors on several sites and columns that are blank: what a queue is made of."""

import pytest

from tests.feedback.conftest import sites, wrong  # noqa: F401
from tests.office.conftest import (  # noqa: F401
    colleague,
    inspection,
    neighbour,
    office,
    order,
    other_office,
    register,
    reviewer,
)
from tests.office.results import blank_outcome, summary
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.words import Result
from xuncha.office.casework.models import Cluster
from xuncha.office.casework.taking_in import store_target
from xuncha.office.people.models import User
from xuncha.office.people.roles import Role

PORTAL, BUREAU = "1100000001", "1100000002"


def errors(*findings, indicator="W-N1"):
    count = sum(one.count for one in findings)
    result = Result.HIT if findings else Result.CLEAR
    return Outcome(
        indicator, "wording", result, count, count, f"表述错误 {count} 处", findings=findings
    )


def stored(inspection, code, *outcomes):  # noqa: F811
    store_target(inspection.targets.get(code=code), summary(), list(outcomes))


@pytest.fixture
def third(office):  # noqa: F811
    return User.objects.create_user("qian", office, name="钱审", role=Role.APPROVER)


@pytest.fixture
def full(inspection, sites):  # noqa: F811
    """布署 on four sites and an account, 签定 on one, five blank columns of one site."""
    for code in sites:
        stored(inspection, code, errors(wrong(code, "布署", "部署")))
    stored(inspection, PORTAL, blank_outcome(PORTAL), errors(wrong(PORTAL, "签定", "签订")))
    stored(inspection, "A1", errors(wrong("A1", "布署", "部署"), indicator="N-N1"))
    return inspection


@pytest.fixture
def phrase(full):
    return Cluster.objects.get(round=full, title__contains="布署")


@pytest.fixture
def veto(full):
    return Cluster.objects.get(round=full, is_veto=True)
