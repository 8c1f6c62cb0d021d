"""The built province, once for all tests that only read it."""

import pytest
from django.db import transaction

from tests.notices.built_round import (
    SAMPLING,
    build,
    build_department,
    facts_of,
    site_code,
    take_in,
    with_columns,
    with_scores,
)

SCORES = {site_code(1): 95.5, site_code(2): 88, site_code(4): 88, site_code(6): 72.5}


@pytest.fixture(scope="module")
def built(tmp_path_factory, django_db_setup, django_db_blocker):
    """The province and the department; everything is rolled back at the end of the module."""
    with django_db_blocker.unblock(), transaction.atomic():
        folder = tmp_path_factory.mktemp("records")
        province, department = build(folder), build_department(folder)
        with_scores(province.inspection, SCORES)
        with_columns(province.inspection)
        yield province, department
        transaction.set_rollback(True)


@pytest.fixture
def province(db, built):
    """The province, with a savepoint of the test around what it changes."""
    return built[0]


@pytest.fixture
def department(db, built):
    """The department whose targets all passed."""
    return built[1]


@pytest.fixture
def facts(province):
    """The facts of its third quarter."""
    return facts_of(province)


@pytest.fixture
def sampled(province, tmp_path):
    """The province where only a sample was inspected."""
    take_in(province.office, province.reviewer, tmp_path / "抽查.xlsx", {"sampling": SAMPLING})
    return province
