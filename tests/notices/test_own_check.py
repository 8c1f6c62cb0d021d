"""What we write stands the check we give others: no figure of ours contradicts another."""

import pytest

from tests.notices.built_round import example_of, facts_of
from xuncha.engine.noticecheck.document import check_notice, notice_of_text
from xuncha.engine.noticecheck.figures import FigureVerdict
from xuncha.office.notices.functions import functions
from xuncha.office.notices.script import compose
from xuncha.office.notices.template import load_template, template_names

pytestmark = pytest.mark.django_db
WRONG = {FigureVerdict.DIFFERS, FigureVerdict.IMPOSSIBLE, FigureVerdict.LIST_MISMATCH}


def accused(script):
    text = "\n".join(part.lead + part.text for part in script.body)
    found = check_notice(notice_of_text(text))
    return [(one.verdict, one.what, one.stated, one.computed, one.quote) for one in found
            if one.verdict in WRONG]  # fmt: skip


@pytest.mark.parametrize("name", template_names())
def test_no_figure_of_a_whole_notice_is_accused(name, province, department):
    facts = facts_of(department if name == "department-selfcheck" else province)
    assert accused(compose(facts, load_template(name))) == []


@pytest.mark.parametrize("code", [one.code for one in functions()])
def test_no_figure_of_a_function_is_accused(code, province, department):
    assert accused(example_of(code, province, department)[1]) == []
