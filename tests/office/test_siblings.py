"""The other accounts of a sponsor come from the round's own scope, where a row asks for names."""

from dataclasses import replace

import pytest

from xuncha.engine.domain.targets import KnownAccount
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.office.casework import rounds
from xuncha.office.casework.siblings import kin_of
from xuncha.office.registry.models import Account


@pytest.fixture
def asking(register, order, reviewer):
    Account.objects.filter(code="A1").update(platform="微博", function="service")
    book = load_rulebook("national-2019-20261123-2")
    return rounds.open_round(
        register, replace(order, book=book, rows_in_force=("Y-7.1",)), reviewer
    )


def test_accounts_of_one_sponsor_and_function_are_siblings(asking):
    found = kin_of(asking, ["A0", "A1", "1100000001"])
    assert set(found) == {"A0", "A1"}
    assert found["A0"].sponsor == "青石市人民政府"
    assert found["A0"].siblings == (KnownAccount("A2", "青石发布2", "微信订阅号"),)
    assert found["A1"].siblings == ()


def test_what_the_register_says_later_changes_nothing(asking):
    Account.objects.filter(code="A2").update(name="改了名")
    assert kin_of(asking, ["A0"])["A0"].siblings[0].name == "青石发布2"


def test_nobody_asks_for_names_where_no_row_in_force_does(inspection):
    assert kin_of(inspection, ["A0"]) == {}
