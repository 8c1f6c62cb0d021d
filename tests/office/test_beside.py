"""The national verdict beside the local one."""

import dataclasses

from tests.office.results import summary, wording_outcome
from xuncha.engine.domain.outcomes import Outcome
from xuncha.engine.domain.words import Result, VerdictState
from xuncha.engine.rulebook.load import load_rulebook
from xuncha.office.casework import rounds
from xuncha.office.casework.beside import national_verdict
from xuncha.office.casework.frozen import book_of
from xuncha.office.casework.models import Round
from xuncha.office.casework.taking_in import store_target


def test_a_stricter_local_window_fails_here_and_is_open_nationally(register, order, reviewer):
    book = load_rulebook("example-province")
    asked = dataclasses.replace(order, book=book, rows_in_force=("N-V2.1",), title="省口径")
    target = rounds.open_round(register, asked, reviewer).targets.filter(kind="account").first()
    assert national_verdict(target) is None
    still = Outcome("N-V2.1", "account-still", Result.HIT, 0, 0, "")
    store_target(target, summary(), [still])
    found = national_verdict(target)
    assert found is not None
    assert found.state is VerdictState.UNDECIDED


def test_a_local_row_is_none_of_the_nation(inspection):
    target = inspection.targets.get(code="1100000001")
    store_target(target, summary(), [wording_outcome(target.code, ["错字"])])
    found = national_verdict(target)
    assert found is not None
    assert "W-N1" not in found.not_examined
    assert not any(step.indicator == "W-N1" for step in found.arithmetic)


def test_a_national_round_has_none_beside(register, order, reviewer):
    book = load_rulebook("national-2019")
    asked = dataclasses.replace(order, book=book, rows_in_force=("W-V3",), title="国办口径")
    target = rounds.open_round(register, asked, reviewer).targets.get(code="1100000001")
    store_target(target, summary(), [])
    assert national_verdict(target) is None


def test_a_round_keeps_its_book_with_the_nation_in_it(inspection):
    stored = Round.objects.get(pk=inspection.pk)
    assert book_of(stored) == load_rulebook("qinghai")
    assert book_of(stored).digest == stored.rulebook_digest
