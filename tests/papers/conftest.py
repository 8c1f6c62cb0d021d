"""Orders of a small province, drafted, checked and on their way."""

import pytest

from tests.rectification.conftest import (  # noqa: F401
    NOW,
    SIGNED,
    approver,
    bureau,
    bureau_clerk,
    city,
    clerk,
    county,
    county_clerk,
    drafts,
    home,
    inspection,
    inspector,
    judged,
    neighbour,
    office,
    order,
    other_office,
    register,
    reviewer,
    second,
)
from xuncha.office.papers.checking import check_draft
from xuncha.office.papers.signing import sign


@pytest.fixture
def draft(drafts):  # noqa: F811
    """The draft to the city."""
    return drafts["青石市人民政府"]


@pytest.fixture
def checked(draft, second):  # noqa: F811
    """The same draft, read by somebody else."""
    check_draft(draft, second, at=NOW)
    return draft


@pytest.fixture
def signed(checked, approver):  # noqa: F811
    """The same order, signed and on its way."""
    sign(checked, SIGNED, approver, at=NOW)
    return checked
