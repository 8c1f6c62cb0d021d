"""What rulebooks may ask of a check is what the check computes and takes."""

from dataclasses import fields

from xuncha.engine.checks.frame.declaration import load_checks
from xuncha.engine.rulebook.instruments import INSTRUMENTS
from xuncha.engine.rulebook.load import list_names, load_rulebook

GIVEN = {"indicator", "limit"}


def test_the_closed_list_names_every_check_with_its_metric_targets_and_parameters():
    checks = load_checks()
    assert set(INSTRUMENTS) == set(checks)
    for slug, instrument in INSTRUMENTS.items():
        check = checks[slug].check
        assert check.metric == instrument.metric.value
        assert check.targets == frozenset(instrument.kinds)
        taken = {field.name for field in fields(checks[slug].params_type)} - GIVEN
        assert taken == {name for name, _ in instrument.params}


def test_every_row_with_a_check_gives_the_parameters_it_takes():
    for name in list_names():
        for row in load_rulebook(name).rows:
            if row.check is not None:
                limit = row.condition.value if row.condition else 0
                assert load_checks()[row.check].params_from(row.id, row.params, limit)
