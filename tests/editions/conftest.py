"""One planted round for all tests of editions, and what its documents hold."""

import pytest
from django.db import transaction

from tests.editions.documents import compiled_and_held
from tests.editions.planted_round import build_planted
from tests.editions.plants import plants
from xuncha.office.notices.content import Edition


@pytest.fixture(scope="module")
def planted(tmp_path_factory, django_db_setup, django_db_blocker):
    """The province with its plants; rolled back at the end of the module."""
    found = plants()
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_planted(tmp_path_factory.mktemp("planted"), found), found
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def documents(planted, django_db_blocker):
    """By edition: what was compiled, and all its two files hold."""
    province, found = planted
    with django_db_blocker.unblock():
        return {edition: compiled_and_held(province, found, edition) for edition in Edition}
